"""The hazard: how many changes in an hour to expect of an article, after what has been seen of it."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from math import log
from typing import Protocol

from worker.cadence import rates

_SETTLED_HOURS = rates.AGE_BOUNDS[-1]
"""From this age on the hour of the day no longer counts, and longer steps will do."""
_SHORTEST_STEP, _GROWTH, _LONGEST_STEP, _LONGEST_LATE_STEP = 0.025, 0.2, 1.0, 12.0
"""Hours of the steps in which the hazard is added up, and their growth with the time since the last visit."""
_LEAST_RATE = 1e-9


class History(Protocol):
    """What has been seen of an article.

    Further attributes are used where there are any: `hinted_at` (datetime | None), when its publisher last hinted at a
    change; `hint_truth` (0..1), how often hints are true at its outlet; `told` (0..1), what share of changes hints tell
    of, while they are listened to; `habit`, factors of the hazard at this outlet for the ages between `AGE_BOUNDS`, of
    articles that were not seen to change and then of those that were; `hours`, 24 factors of the hour (UTC) at this
    outlet in place of the common ones; `interest` (above 0), how many times the common article's delay this one's
    matters.
    """

    @property
    def first_seen(self) -> datetime:
        """When it was first fetched."""

    @property
    def published(self) -> datetime | None:
        """When its publisher says it appeared."""

    @property
    def last_visit(self) -> datetime:
        """When it was last fetched."""

    @property
    def changes(self) -> Sequence[datetime]:
        """When each change was seen, oldest first; where one came before it was found, when that was made."""

    @property
    def unchanged_visits(self) -> int:
        """How many visits in a row found nothing new."""


def age_class(age_hours: float) -> int:
    """Return the place of an age among `AGE_BOUNDS`."""
    return bisect_right(rates.AGE_BOUNDS, age_hours)


def habit_class(age_hours: float, has_changed: bool) -> int:  # noqa: FBT001 - two states of an article
    """Return the place among a habit's factors: how many articles are ever edited and how often are two habits."""
    return age_class(age_hours) + has_changed * (len(rates.AGE_BOUNDS) + 1)


def habit_classes() -> int:
    """Return how many factors a habit has."""
    return 2 * (len(rates.AGE_BOUNDS) + 1)


class Hazard:
    """The changes in an hour to be expected of one article after what has been seen of it; times are Unix times."""

    def __init__(self, history: History) -> None:
        """Take over what the hazard hangs on."""
        self._born = seconds(min(history.published or history.first_seen, history.first_seen))
        self._count = len(history.changes)
        self._changed = seconds(history.changes[-1]) if history.changes else self._born
        habit: Sequence[float] = getattr(history, "habit", None) or (1.0,) * habit_classes()
        self._habit = habit[habit_class(0, bool(history.changes)) :]
        self._hours: Sequence[float] | None = getattr(history, "hours", None)

    def age_hours(self, at: float) -> float:
        """Return the article's age."""
        return max(at - self._born, 0.0) / 3600

    def rate(self, at: float) -> float:
        """Return the changes in an hour to be expected then, where none has been seen meanwhile."""
        age = at - self._born
        age = age / 3600 if age > 0 else 0.0
        place = bisect_right(rates.AGE_BOUNDS, age)
        rate = self._habit[place]
        if not self._count:
            rate *= _UNCHANGED.at(age)
        else:
            since = at - self._changed
            rate *= _CHANGED.at(age) * _SINCE[place].at(since / 3600 if since > 0 else 0.0)
            counts = rates.COUNTS[place]
            rate *= counts[min(self._count, len(counts) - 1)]
        if place < len(rates.HOURS):
            rate *= (self._hours or rates.HOURS[place])[int(at % 86400 // 3600)]
        return max(rate, _LEAST_RATE)


def step_seconds(waited: float, age_hours: float) -> float:
    """Return how long the hazard may be taken to be constant, so long after a visit and at this age."""
    longest = _LONGEST_STEP if age_hours < _SETTLED_HOURS else _LONGEST_LATE_STEP
    return min(max(_SHORTEST_STEP * 3600, _GROWTH * waited), longest * 3600)


class _Line:
    """Lines straight in log-log between knots; beyond the ends the value stays as it is."""

    def __init__(self, knots: Sequence[float], values: Sequence[float]) -> None:
        """Work out each line's scale and power: a visit asks for a hundred values, and logarithms are dear."""
        ends = pairwise(zip(knots, values, strict=True))
        powers = [log(value / before) / log(x / x_before) for (x_before, before), (x, value) in ends]
        scales = [value / x**power for x, value, power in zip(knots, values, powers, strict=False)]
        self._knots = knots
        self._powers = (0.0, *powers, 0.0)
        self._scales = (values[0], *scales, values[-1])

    def at(self, x: float) -> float:
        """Return the value at `x`, which is not below 0."""
        place = bisect_right(self._knots, x)
        return float(self._scales[place] * x ** self._powers[place])


_UNCHANGED, _CHANGED = _Line(rates.AGES, rates.UNCHANGED), _Line(rates.AGES, rates.CHANGED)
_SINCE = tuple(_Line(rates.SINCE_HOURS, values) for values in rates.SINCE)


def seconds(moment: datetime) -> float:
    """Return a moment as a Unix time."""
    return moment.timestamp()
