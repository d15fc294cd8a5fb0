"""Redesigns: telling a site whose new design hides text from the extractor from editors who cut an article.

An editor cuts one article; a design cuts them all. So a reading that lost much and says nothing new waits until other
articles of the outlet, read since, have told which of the two it is.
"""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from schemas.article import Reading
from worker.text.normalise import fold

_LEAST_LOST = 0.2
_MOST_GAINED = 0.1
"""Shares of the words of the reading before."""
_FEW, _SOME = 2, 3
_FEW_ARTICLES = 6
"""In outlets of fewer articles `_FEW` that were cut are enough, in others it takes `_SOME`."""
_OUTVOTED = 2
PATIENCE = timedelta(hours=6)
"""For so long a cut waits for others; then it is taken for an edit."""


def is_cut(old: Reading, new: Reading) -> bool:
    """Whether `new` lacks whole sentences of `old`, a fifth of its words or more, and says next to nothing new."""
    if old.is_live or new.is_live:
        return False
    before, after = _sentences(old), _sentences(new)
    words = sum(before.values())
    lost = sum(count for text, count in before.items() if text not in after)
    gained = sum(count for text, count in after.items() if text not in before)
    return lost >= _LEAST_LOST * words > 0 and gained <= _MOST_GAINED * words


def _sentences(reading: Reading) -> dict[str, int]:
    return {fold(sentence.text): len(sentence.text.split()) for sentence in reading.sentences}


class Witnesses(NamedTuple):
    """What the outlet's articles that were known before a cut was seen have shown since."""

    cut: int
    """Articles that lost much, the one in question among them."""
    spared: int
    """Articles that were read and did not."""


class Cause(StrEnum):
    """Why a reading lost much."""

    REDESIGN = "redesign"
    EDIT = "edit"
    UNKNOWN = "unknown"


def cause(seen: Witnesses, waited: timedelta) -> Cause:
    """Return why, as far as the witnesses tell."""
    enough = _FEW if seen.cut + seen.spared < _FEW_ARTICLES else _SOME
    if seen.cut >= enough and seen.cut > _OUTVOTED * seen.spared:
        return Cause.REDESIGN
    if seen.spared >= _OUTVOTED * seen.cut or waited >= PATIENCE:
        return Cause.EDIT
    return Cause.UNKNOWN
