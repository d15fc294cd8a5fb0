"""Variants: which of the wordings that an article is seen with become versions, and which must be seen again first.

Tests of headlines, caches that lag behind and editions by place show one article in several wordings by turns. A text
that is new is an edit. A headline that is new over a text that is not may be a test: where the outlet's headlines have
not proved steady it must last. A wording that was known before is a cache or a variant, until it lasts.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from schemas.article import Reading
from worker.text.normalise import text_digest

STEADY = 3
"""So many headlines must have lasted before an outlet's next one passes at first sight."""
_FLAPPING_SHARE = 0.2
"""Where so many headlines or more did not last, the outlet flaps."""
_LOOKS_UNKNOWN, _LOOKS_FLAPPING = 5, 7
"""In how many looks in a row a headline is seen before it counts."""
_RETURN_LOOKS = 3
_HEADLINE_RETURN, _TEXT_RETURN, _FLAPPING_RETURN = timedelta(hours=1), timedelta(hours=12), timedelta(hours=48)
"""For how long an earlier wording must be back before it counts as a return."""


class Wording(NamedTuple):
    """What a reading says, as two digests."""

    title: str
    body: str


def wording(reading: Reading) -> Wording:
    """Return a reading's wording."""
    return Wording(title_digest(reading.title), text_digest(None, reading.text))


def title_digest(title: str | None) -> str:
    """Return the digest of a title as it stands in a wording."""
    return text_digest(title, "")


class Held(NamedTuple):
    """A wording that waits to be seen again: since when, and in how many looks in a row it was seen."""

    wording: Wording
    since: datetime
    looks: int


class Record(NamedTuple):
    """How steady an article and its outlet are."""

    article_flaps: int = 0
    flaps: int = 0
    """Headlines of the outlet that did not last to the next look."""
    steady: int = 0
    """Headlines of the outlet that did."""

    @property
    def is_flapping(self) -> bool:
        """Whether wordings come and go here."""
        known = self.flaps + self.steady
        return self.article_flaps > 0 or (self.flaps > 0 and self.flaps >= _FLAPPING_SHARE * known)


class Step(StrEnum):
    """What becomes of a reading."""

    SAME = "same"
    """It reads as what stands."""
    KEEP = "keep"
    """It becomes a version."""
    LOOK = "look"
    """It must be seen again soon."""
    VARIANT = "variant"
    """It is a known wording by turns; if it lasts it counts, and no visit is made for that."""


def step(
    new: Wording,
    standing: Wording,
    *,
    known: frozenset[str],
    held: Held | None,
    record: Record,
    at: datetime,
) -> Step:
    """Decide what becomes of a reading of an article that has a version.

    Args:
        new: what was read.
        standing: what stands: the newest version, or the baseline since a redesign.
        known: digests of titles and bodies that the article was seen with before.
        held: the wording that waits to be seen again, if one does.
        record: how steady the article and its outlet are.
        at: when it was fetched.
    """
    if new == standing:
        return Step.SAME
    again = held if held is not None and held.wording == new else None
    looks = 1 if again is None else again.looks + 1
    lasted = timedelta(0) if again is None else at - again.since
    if known.issuperset(new):
        return _returned(new, standing, record, looks, lasted)
    if new.body not in known and new.body != standing.body:
        return Step.KEEP
    if not record.is_flapping and record.steady >= STEADY:
        return Step.KEEP
    enough = _LOOKS_FLAPPING if record.is_flapping else _LOOKS_UNKNOWN
    return Step.KEEP if looks >= enough else Step.LOOK


def _returned(new: Wording, standing: Wording, record: Record, looks: int, lasted: timedelta) -> Step:
    if record.is_flapping:
        return Step.KEEP if looks >= _RETURN_LOOKS and lasted >= _FLAPPING_RETURN else Step.VARIANT
    is_headline = new.body == standing.body
    wait = _HEADLINE_RETURN if is_headline else _TEXT_RETURN
    enough = _LOOKS_UNKNOWN if is_headline and record.steady < STEADY else _RETURN_LOOKS
    if looks >= enough and lasted >= wait:
        return Step.KEEP
    return Step.LOOK if is_headline or looks == 1 else Step.VARIANT


def flapped(new: Wording, standing: Wording, *, known: frozenset[str], held: Held | None) -> bool:
    """Whether a wording that waited is not there any more: what was known before stands in its place."""
    return held is not None and held.wording != new and (new == standing or known.issuperset(new))
