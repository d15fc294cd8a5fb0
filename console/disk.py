"""Whether the disk that holds the data folder has room left."""

import shutil
from pathlib import Path

FEWEST_BYTES = 50_000_000
"""With less room than this neither the database nor the broker can be relied on to write."""
MEND = "make room on that disk, or put STET_DATA_DIR on another"


def room(folder: Path) -> int:
    """Return how many bytes the disk has left on which a folder is, or would be made."""
    folder = folder.resolve()
    there = next(path for path in (folder, *folder.parents) if path.is_dir())
    return shutil.disk_usage(there).free


def told_full(folder: Path) -> str:
    """Return that the disk of a folder is full and how much is left; nothing where it has room."""
    left = room(folder)
    return f"the disk of {folder.resolve()} is full: {left / 1e6:.0f} MB left" if left < FEWEST_BYTES else ""
