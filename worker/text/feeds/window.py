"""Which entries of a long document one pass takes.

Every pass takes the top, where most publishers put what is new. What lies below is taken a piece at a time, so that an
archive of any length is read once, and so is what a publisher adds at the end.
"""

from dataclasses import dataclass

MAX_ENTRIES = 1_000
"""Entries of one document that one pass takes. Of RSS this is about 0.3 s of work."""
TOP_ENTRIES = MAX_ENTRIES // 2


@dataclass(frozen=True, slots=True)
class Window:
    """The entries `0..top` and `start..end` are taken; the next pass goes on at `resume_at`, if entries are left."""

    top: int
    start: int
    end: int
    resume_at: int | None


def window(total: int, start: int) -> Window:
    """Return what to take of `total` entries in a pass that goes on at `start` (0: from the top)."""
    if total <= MAX_ENTRIES:
        return Window(total, total, total, None)
    if not TOP_ENTRIES <= start < total:
        return Window(MAX_ENTRIES, MAX_ENTRIES, MAX_ENTRIES, MAX_ENTRIES)
    end = min(total, start + MAX_ENTRIES - TOP_ENTRIES)
    return Window(TOP_ENTRIES, start, end, end if end < total else None)
