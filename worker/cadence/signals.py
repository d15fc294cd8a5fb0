"""How true it is what a page says of its own changes: learned at each outlet from visits that found out. Pure.

A signal is held against the text. It is true where it moved as the text changed, to a time since the visit before if
it names one; noisy where it moved and the text stood; still where the text changed and it did not say so. Busa-Fekete
and others (arXiv 2502.02430, 2025) call the first two figures precision and recall of a noisy change signal.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from schemas.signals import Signal, Truth

FADE: Final = 0.97
"""By how much what was counted counts for less with each new count: an outlet may mend its ways, or lose them."""
FEWEST: Final = 3
"""So often a signal must have been true, or was not, for anything to be said of it."""
TRUSTED: Final = 0.75
"""From this share of moves that were true on it is believed; nothing known is one true and one false."""


class Said(NamedTuple):
    """What one page says of when it was changed, and what it is known again by."""

    modified: datetime | None = None
    last_modified: datetime | None = None
    etag: str | None = None


class Told(StrEnum):
    """What a visit taught of a signal."""

    TRUE = "true"
    NOISY = "noisy"
    STILL = "still"


class Counts(NamedTuple):
    """How often each was taught, older ones faded."""

    true: float = 0.0
    noisy: float = 0.0
    still: float = 0.0


def judged(before: Said, now: Said, *, since: datetime, at: datetime, changed: bool) -> Mapping[Signal, Told]:
    """Return what two pages of an article, one after the other, teach of its outlet's signals.

    Args:
        before: what the earlier page says.
        now: what the later page says.
        since: when the text was last seen as it stood before.
        at: when the later page was fetched.
        changed: whether its text is another.
    """
    dates = {
        Signal.DATE_MODIFIED: (before.modified, now.modified),
        Signal.LAST_MODIFIED: (before.last_modified, now.last_modified),
    }
    moved = {
        signal: now_says != was and (not changed or since < now_says <= at)
        for signal, (was, now_says) in dates.items()
        if was is not None and now_says is not None
    }
    if before.etag is not None and now.etag is not None:
        moved[Signal.ETAG] = _opaque(before.etag) != _opaque(now.etag)
    if changed:
        return {signal: Told.TRUE if has_moved else Told.STILL for signal, has_moved in moved.items()}
    return {signal: Told.NOISY for signal, has_moved in moved.items() if has_moved}


def is_trusted(counts: Counts) -> bool:
    """Return whether a signal is believed where it moves."""
    return round(counts.true) >= FEWEST and (counts.true + 1) / (counts.true + counts.noisy + 2) >= TRUSTED


def truth(counts: Counts) -> Truth:
    """Return what there is to say of a signal."""
    if is_trusted(counts):
        return Truth.TRUE if counts.still <= counts.true else Truth.PARTLY
    if round(counts.true + counts.noisy) >= FEWEST and counts.noisy >= 1:
        return Truth.NOISY
    return Truth.STILL if round(counts.still) >= FEWEST and counts.still > counts.true else Truth.UNKNOWN


def _opaque(etag: str) -> str:
    """Return an entity tag as it is compared weakly (RFC 9110, 8.8.3.2)."""
    return etag.strip().removeprefix("W/")
