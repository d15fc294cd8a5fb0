"""Fonts to draw with: DejaVu Sans, which comes along, and what the machine has for scripts it lacks.

DejaVu Sans covers Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian and Georgian. Chinese, Japanese, Korean, Thai and
the scripts of India are drawn with a font of the system where there is one; without one, letters show as boxes.
"""

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

_OWN = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_CJK = (
    "notosanscjk", "notosanssc", "notosansjp", "notosanskr", "sourcehansans", "droidsansfallback", "wqy-", "pingfang",
    "hiragino", "msyh", "yugoth", "malgun", "applesdgothic", "ipag", "takao", "nanum", "simsun",
)  # fmt: skip
_SCRIPTS: tuple[tuple[range, tuple[str, ...]], ...] = (
    (range(0x0900, 0x0980), ("notosansdevanagari", "lohit-devanagari", "mangal", "devanagari", "nirmala", "freesans")),
    (range(0x0980, 0x0A00), ("notosansbengali", "lohit-bengali", "vrinda", "nirmala", "freesans")),
    (range(0x0A00, 0x0E00), ("notosans", "lohit", "nirmala", "freesans")),
    (range(0x0E00, 0x0E80), ("notosansthai", "thonburi", "leelawui", "garuda", "waree", "tlwg", "freesans")),
    (range(0x1100, 0x1200), _CJK),
    (range(0x2E80, 0xA000), _CJK),
    (range(0xAC00, 0xD7B0), _CJK),
    (range(0xF900, 0xFB00), _CJK),
    (range(0xFF00, 0xFFF0), _CJK),
    (range(0x20000, 0x40000), _CJK),
)
"""Ranges of characters that DejaVu Sans lacks, and how the files of fonts that have them begin, best first."""
_MOST_FILES = 20_000


def typeface(text: str, size: int, *, bold: bool = False) -> FreeTypeFont:
    """Return the font to draw `text` with, which is of one script, at `size` pixels."""
    wanted = _wanted(text)
    found = _of_system(wanted) if wanted else None
    return _loaded(found, size) if found else _own(size, bold=bold)


def _wanted(text: str) -> tuple[str, ...]:
    for character in text:
        for span, names in _SCRIPTS:
            if ord(character) in span:
                return names
    return ()


@cache
def _own(size: int, *, bold: bool) -> FreeTypeFont:
    body = files("console.web").joinpath("fonts", _OWN[bold]).read_bytes()
    return ImageFont.truetype(BytesIO(body), size)


@cache
def _loaded(path: str, size: int) -> FreeTypeFont:
    return ImageFont.truetype(path, size)


@cache
def _of_system(names: tuple[str, ...]) -> str | None:
    """Return the best font of the machine whose file begins as one of `names`, and which can be read."""
    there = _installed()
    for name in names:
        for file, path in there.items():
            if file.startswith(name) and _can_be_read(path):
                return path
    return None


def _can_be_read(path: str) -> bool:
    try:
        _loaded(path, 20)
    except OSError:
        return False
    return True


@cache
def _installed() -> dict[str, str]:
    """Return the fonts of the machine by their file's name in lower case, upright ones first."""
    found = {path.name.lower(): str(path) for path in _files()}
    return dict(sorted(found.items(), key=lambda item: ("bold" in item[0], "italic" in item[0], item[0])))


def _files() -> Iterator[Path]:
    home = Path.home()
    folders = [home / ".fonts", home / ".local/share/fonts", Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    if sys.platform == "darwin":
        folders = [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    elif sys.platform == "win32":
        folders = [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"]
    seen = 0
    for folder in folders:
        for place, _, names in os.walk(folder):
            for name in sorted(names):
                seen += 1
                if seen > _MOST_FILES:
                    return
                if name.lower().endswith((".ttf", ".otf", ".ttc")):
                    yield Path(place) / name
