"""Tolls that moved on between two articles: twelve dead on Monday and 19 on Tuesday are one toll, and no conflict."""

from collections.abc import Iterable, Iterator

from schemas.divergence import FigurePair
from worker.text.between.dates import moments
from worker.text.between.dates.moments import Span
from worker.text.listed import words_of

_RISE = frozenset({"killed", "killed or injured", "infected"})
"""What does not fall again: who gives fewer later has corrected it, or tells something else."""
_MOVE = words_of("abducted arrested displaced evacuated fled freed injured missing rescued trapped") | {
    "badly injured",
    "in hospital",
    "still in hospital",
    "still without power",
    "without power",
}
_WEATHER = frozenset({"wind"})
"""Amounts of what changes by the hour."""
_HIT = (" damaged", " destroyed", " flooded", " missing")
"""What befalls things, as the ends of what is counted."""


def told(figures: Iterable[FigurePair], a: Span | None, b: Span | None) -> Iterator[FigurePair]:
    """Yield figures of two articles in order; conflicts that are explained by when each was told are told as moved."""
    is_newer, is_older = moments.has_moved_on(a, b), moments.has_moved_on(b, a)
    for pair in figures:
        is_moved = pair.relation == "conflict" and (is_newer or is_older) and _may_move(pair, b_is_newer=is_newer)
        yield pair.model_copy(update={"relation": "moved"}) if is_moved else pair


def _may_move(pair: FigurePair, *, b_is_newer: bool) -> bool:
    if pair.what in _RISE:
        return (pair.value_b > pair.value_a) == b_is_newer
    return pair.what in _MOVE or pair.what.endswith(_HIT) or pair.of in _WEATHER
