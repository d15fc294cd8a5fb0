"""Days, hours, months and years that probably are of one thing though they differ, by the weight of the evidence.

What is fitted is how much each piece of evidence counts (`likelihood`); what the pieces are stands in `evidence`.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from worker.text.between.dates import clock, evidence
from worker.text.between.dates.dated import Dated
from worker.text.between.dates.placed import Then
from worker.text.between.figures.two_sides import Sides
from worker.text.between.likelihood import Evidence, best_of_either, logistic, total, weights
from worker.text.classify.dates import Day

_FILE = Path(__file__).parent / "weights.toml"
_GRAINS = ("day", "time", "month", "year")
_MONTHS, _DAYS, _WEEK = 12, 365, 7
_ROUNDED = 0.1
"""Hours so near may be one that was rounded."""


class Weighed(NamedTuple):
    """Two dates that differ, and what speaks for and against their being of one thing."""

    one: Then
    other: Then
    evidence: Evidence

    @property
    def likelihood(self) -> float:
        """How likely they are of one thing, 0..1."""
        return logistic(total(weights(_FILE), self.evidence))


def candidates(
    ours: Sequence[Then],
    theirs: Sequence[Then],
    sides: Sides,
    agree: Callable[[Dated, Dated], bool],
) -> Iterator[Weighed]:
    """Yield the pairs of one grain that differ and neither of which the other side gives too: the best fits of either.

    Args:
        ours: the dates of the first article.
        theirs: those of the second.
        sides: the articles.
        agree: whether two dates can both be true.
    """
    for grain in _GRAINS:
        all_a, all_b = ([each for each in side if each.dated.grain == grain] for side in (ours, theirs))
        if not all_a or not all_b:
            continue
        alone_a, alone_b = _of_one_alone(all_a, all_b, agree)
        fits = {
            (a, b): evidence.fit(one, other, sides)
            for a, one in enumerate(alone_a)
            for b, other in enumerate(alone_b)
            if _are_alike(one.dated, other.dated)
        }
        for a, b in best_of_either(fits):
            one, other = alone_a[a], alone_b[b]
            far = _apart(one.dated, other.dated)
            if far:
                yield Weighed(one, other, evidence.weigh(one, other, sides, all_a, all_b, far))


def _of_one_alone(
    ours: Sequence[Then], theirs: Sequence[Then], agree: Callable[[Dated, Dated], bool]
) -> tuple[list[Then], list[Then]]:
    """Return the dates of either side that the other does not give too."""
    both_a, both_b = set[int](), set[int]()
    for a, one in enumerate(ours):
        for b, other in enumerate(theirs):
            if (a not in both_a or b not in both_b) and agree(one.dated, other.dated):
                both_a.add(a)
                both_b.add(b)
    return (
        [one for a, one in enumerate(ours) if a not in both_a],
        [other for b, other in enumerate(theirs) if b not in both_b],
    )


def _are_alike(one: Dated, other: Dated) -> bool:
    """Whether two dates are told in one way, so that they can be held against each other: a weekday, and a weekday."""
    if one.day is None or other.day is None:
        return one.day is None and other.day is None
    return _way(one.day) == _way(other.day)


def _way(day: Day) -> tuple[bool, ...]:
    return tuple(part is not None for part in (day.weekday, day.month, day.day, day.offset))


def _apart(one: Dated, other: Dated) -> float:
    """Return how far apart two are in their own grain: hours, days, months, years; 0 where it cannot be told."""
    if one.grain == "time":
        apart = clock.apart(one.value, other.value)
        return apart if apart > _ROUNDED else 0.0
    if one.grain == "year":
        return abs(int(one.value) - int(other.value))
    if one.day is None or other.day is None:
        return 0.0
    return _months_apart(one.day, other.day) if one.grain == "month" else _days_apart(one.day, other.day)


def _months_apart(a: Day, b: Day) -> float:
    return abs((a.month or 0) - (b.month or 0) + _MONTHS * _years_apart(a, b))


def _days_apart(a: Day, b: Day) -> float:
    """Return the days between two dates, or at least between two weekdays."""
    if a.month and b.month and a.day and b.day:
        first, second = (_day_of_year(day.month, day.day) for day in (a, b) if day.month and day.day)
        return abs(first - second + _DAYS * _years_apart(a, b))
    if a.weekday and b.weekday:
        days = abs(a.weekday - b.weekday)
        return float(min(days, _WEEK - days))
    return 0.0


def _day_of_year(month: int, day: int) -> int:
    return (month - 1) * _DAYS // _MONTHS + day


def _years_apart(a: Day, b: Day) -> int:
    return (a.year or b.year or 0) - (b.year or a.year or 0)
