"""What speaks for and against two days or hours being of one thing, each as a number with a name.

How much each of them weighs was fitted to pairs of articles whose conflicts are known; see `weighed`.
"""

import math
import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from worker.text.between.dates import clock
from worker.text.between.dates.placed import Then
from worker.text.between.figures.two_sides import Sides
from worker.text.between.likelihood import Evidence, where
from worker.text.classify.dates import Day

_MOST_WORDS, _MOST_DEEDS, _MOST_NEAR, _MOST_NAMES = 5.0, 3, 2, 3
_LEAD = 2
_LONG, _VERY_LONG, _FEW = 12, 40, 7
_MOST_RIVALS = 4.0
_WIDEST = 2.0
_OLD = re.compile(
    r"\b(?:last (?:year|month|summer|winter|spring|autumn|season)|years? (?:ago|earlier)|previous(?:ly)?|earlier"
    r"|originally|formerly|first time|at first|once|the year before|a week ago|in the past|had been|anniversary"
    r"|should have|was to have|were to have|had been due)\b",
    re.IGNORECASE,
)
_OPPOSITE = (
    *(("begin", "end"), ("arrive", "depart"), ("crash", "resume"), ("arrest", "free"), ("theft", "notice")),
    *(("ban", "resume"), ("force", "end"), ("fire", "end"), ("go missing", "notice"), ("attack", "resume")),
)
"""Rows of which the one follows the other: a road is reopened after the crash."""


def weigh(one: Then, other: Then, sides: Sides, ours: Sequence[Then], theirs: Sequence[Then], apart: float) -> Evidence:
    """Return what speaks for and against two that differ being of one thing.

    Args:
        one: of the first article.
        other: of the second.
        sides: the articles.
        ours: all of that grain in the first, itself among them.
        theirs: those of the second.
        apart: how far the two are from each other, in their own grain: hours, days, months, years.
    """
    grain = one.dated.grain
    told = [
        *_words(one, other, sides),
        *_deeds(one, other),
        *_limits(one, other),
        *_alone(one, other, sides, ours, theirs),
        *where(one.index, other.index, sides.about.sentences, few=_FEW),
        ("great length", max(0, min(_VERY_LONG, sides.about.sentences) - _LONG) / _VERY_LONG),
        *_together(one, other, ours, theirs),
        *_beside(one, other),
        ("apart", min(_MOST_WORDS, math.log2(1 + apart))),
        ("next", apart <= 1),
        ("same minutes", grain == "time" and _same_minutes(one.dated.value, other.dated.value)),
        ("same day of another month", one.dated.day is not None and _is_other_month(one.dated.day, other.dated.day)),
        ("one digit", one.dated.said != other.dated.said and _is_one_digit(one.dated.said, other.dated.said)),
    ]
    said = {name: float(value) for name, value in told if value}
    own = {f"{grain}: {name}": said[name] for name in _BY_GRAIN if name in said}
    return said | own | {f"is {grain}": 1.0}


_BY_GRAIN = ("only ones", "same deed", "words of clause", "apart", "next", "margin")


def fit(one: Then, other: Then, sides: Sides) -> float:
    """Return how well two fit by the words around them alone: what tells rivals apart."""
    shared, share = sides.common(one.clause, other.clause)
    wider, _ = sides.common(one.sentence, other.sentence)
    return (
        min(shared, _MOST_WORDS)
        + share
        + min(wider, _MOST_WORDS) / 2
        + len(one.deeds & other.deeds) / 2
        + bool(one.nearest & other.nearest)
        + sides.matched.get((one.index, other.index), 0.0)
        - (bool(one.dated.limits) != bool(other.dated.limits)) / 2
    )


def _words(one: Then, other: Then, sides: Sides) -> Iterator[tuple[str, float]]:
    shared, share = sides.common(one.clause, other.clause)
    wider, wider_share = sides.common(one.sentence, other.sentence)
    yield "words of clause", min(shared, _MOST_WORDS)
    yield "share of clause", share
    yield "words of sentence", min(wider, _MOST_WORDS)
    yield "share of sentence", wider_share
    yield "share around", sides.common(one.around, other.around)[1]
    yield "alike", sides.matched.get((one.index, other.index), 0.0)


def _deeds(one: Then, other: Then) -> Iterator[tuple[str, float]]:
    shared = one.deeds & other.deeds
    yield "same deed", min(_MOST_DEEDS, len(shared))
    yield "another deed", bool(one.deeds and other.deeds and not shared)
    yield "no deed", not one.deeds or not other.deeds
    yield "nearest deed", bool(one.nearest & other.nearest)
    yield "another is nearest", bool(one.nearest and other.nearest and one.nearest.isdisjoint(other.nearest))
    yield "opposite deed", _are_opposite(one.nearest, other.nearest)
    yield "same verb", bool(one.dated.deed) and one.dated.deed == other.dated.deed
    yield "to come", one.dated.future and other.dated.future
    yield "to come on one side", one.dated.future != other.dated.future
    yield (
        "before and after now",
        one.is_to_come is not other.is_to_come and None not in (one.is_to_come, other.is_to_come),
    )


def _are_opposite(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one side tells of the beginning and the other of the end, or the like."""
    return any((a in one and b in other) or (b in one and a in other) for a, b in _OPPOSITE)


def _limits(one: Then, other: Then) -> Iterator[tuple[str, float]]:
    a, b = one.dated, other.dated
    yield "same limits", bool(a.limits) and a.limits == b.limits
    yield "other limits", bool(a.limits and b.limits) and a.limits != b.limits
    yield "limits on one side", bool(a.limits) != bool(b.limits)
    yield "about", a.about or b.about
    yield "of before", bool(_OLD.search(one.told)) != bool(_OLD.search(other.told))
    yield "both of before", bool(_OLD.search(one.told)) and bool(_OLD.search(other.told))
    yield "quoted", one.is_quoted or other.is_quoted


def _alone(
    one: Then, other: Then, sides: Sides, ours: Sequence[Then], theirs: Sequence[Then]
) -> Iterator[tuple[str, float]]:
    alone_a, alone_b = _are_alone(ours), _are_alone(theirs)
    yield "only ones", alone_a and alone_b
    yield "only one of a side", alone_a != alone_b
    yield "rivals", min(_MOST_RIVALS, math.log2(len(ours) * len(theirs)))
    rivals = [fit(one, each, sides) for each in theirs if each.dated.value != other.dated.value]
    rivals += [fit(each, other, sides) for each in ours if each.dated.value != one.dated.value]
    yield "margin", max(-_WIDEST, min(_WIDEST, fit(one, other, sides) - max(rivals))) if rivals else 1.0


def _together(one: Then, other: Then, ours: Sequence[Then], theirs: Sequence[Then]) -> Iterator[tuple[str, float]]:
    """Yield what says more together than apart: the only ones, of the same deed."""
    is_same = bool(one.nearest & other.nearest)
    are_alone = _are_alone(ours) and _are_alone(theirs)
    in_leads = max(one.index, other.index) < _LEAD
    yield "same deed, only ones", is_same and are_alone
    yield "same deed, in both leads", is_same and in_leads
    yield "same deed, to come", is_same and one.dated.future and other.dated.future
    yield "only ones, in both leads", are_alone and in_leads


def _are_alone(thens: Sequence[Then]) -> bool:
    return len({each.dated.value for each in thens}) == 1


def _same_minutes(one: str, other: str) -> bool:
    """Whether two hours have the same minutes, and no round ones: 7:40 and 8:40."""
    minutes = {minute % 60 for value in (one, other) for minute in clock.hours(value)}
    return len(minutes) == 1 and minutes.isdisjoint({0, 30})


def _is_other_month(one: Day, other: Day | None) -> bool:
    return other is not None and bool(one.day) and one.day == other.day and one.month != other.month


def _is_one_digit(one: str, other: str) -> bool:
    """Whether two dates differ by a digit that is another, or that is missing: 16 and 26 January, 8 and 28."""
    words = ["".join(each for each in said if not each.isdigit()) for said in (one, other)]
    digits = ["".join(each for each in said if each.isdigit()) for said in (one, other)]
    return words[0] == words[1] and Levenshtein.distance(*digits) == 1 and max(map(len, digits)) > 1


def _beside(one: Then, other: Then) -> Iterator[tuple[str, float]]:
    yield "same numbers", min(_MOST_NEAR, len(one.numbers & other.numbers))
    yield "other numbers", bool(one.numbers and other.numbers and one.numbers.isdisjoint(other.numbers))
    yield (
        "other names in clause",
        bool(one.near_names and other.near_names and one.near_names.isdisjoint(other.near_names)),
    )
    yield "same names", min(_MOST_NAMES, len(one.names & other.names))
    yield "other names", bool(one.names and other.names and one.names.isdisjoint(other.names))
