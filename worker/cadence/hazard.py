"""The hazard: how many changes in an hour to expect of an article, after what has been seen of it."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from worker.cadence import rates

_SETTLED_HOURS = 24.0
_SHORTEST_STEP, _GROWTH, _LONGEST_STEP, _LONGEST_LATE_STEP = 0.025, 0.2, 1.0, 4.0
"""Hours of the steps in which the hazard is added up, and their growth with the time since the last visit."""
_LEAST_RATE = 1e-9


class History(Protocol):
    """What has been seen of an article.

    Further attributes are used where there are any: `hinted_at` (datetime | None), when its publisher last hinted at a
    change; `hint_truth` (0..1), how often hints are true at its outlet; `told` (0..1), what share of changes hints tell
    of, while they are listened to; `habit`, factors of the hazard at this outlet for the ages between `AGE_BOUNDS`;
    `hours`, 24 factors of the hour (UTC) at this outlet in place of the common ones; `interest` (above 0), how many
    times the common article's delay this one's matters.
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
        """When each change was seen, oldest first."""

    @property
    def unchanged_visits(self) -> int:
        """How many visits in a row found nothing new."""


def age_class(age_hours: float) -> int:
    """Return the place of an age among `AGE_BOUNDS`, as a habit's factors are numbered."""
    return bisect_right(rates.AGE_BOUNDS, age_hours)


class Hazard:
    """The changes in an hour to be expected of one article after what has been seen of it; times are Unix times."""

    def __init__(self, history: History) -> None:
        """Take over what the hazard hangs on."""
        self._born = seconds(min(history.published or history.first_seen, history.first_seen))
        self._count = len(history.changes)
        self._changed = seconds(history.changes[-1]) if history.changes else self._born
        self._habit: Sequence[float] = getattr(history, "habit", None) or (1.0,) * (len(rates.AGE_BOUNDS) + 1)
        self._hours: Sequence[float] | None = getattr(history, "hours", None)

    def age_hours(self, at: float) -> float:
        """Return the article's age."""
        return max(at - self._born, 0.0) / 3600

    def rate(self, at: float) -> float:
        """Return the changes in an hour to be expected then, where none has been seen meanwhile."""
        age = self.age_hours(at)
        place = age_class(age)
        if not self._count:
            rate = _on_line(rates.AGES, rates.UNCHANGED, age)
        else:
            since = max(at - self._changed, 0.0) / 3600
            rate = _on_line(rates.AGES, rates.CHANGED, age) * _on_line(rates.SINCE_HOURS, rates.SINCE[place], since)
            counts = rates.COUNTS[place]
            rate *= counts[min(self._count, len(counts) - 1)]
        if place < len(rates.HOURS):
            rate *= (self._hours or rates.HOURS[place])[int(at % 86400 // 3600)]
        return max(rate * self._habit[place], _LEAST_RATE)


def step_seconds(waited: float, age_hours: float) -> float:
    """Return how long the hazard may be taken to be constant, so long after a visit and at this age."""
    longest = _LONGEST_STEP if age_hours < _SETTLED_HOURS else _LONGEST_LATE_STEP
    return min(max(_SHORTEST_STEP * 3600, _GROWTH * waited), longest * 3600)


def _on_line(knots: Sequence[float], values: Sequence[float], x: float) -> float:
    """Return the value at `x` on lines straight in log-log; beyond the ends it stays as it is."""
    place = bisect_right(knots, x)
    if place == 0:
        return values[0]
    if place == len(knots):
        return values[-1]
    share = math.log(x / knots[place - 1]) / math.log(knots[place] / knots[place - 1])
    return float(values[place - 1] * (values[place] / values[place - 1]) ** share)


def seconds(moment: datetime) -> float:
    """Return a moment as a Unix time."""
    return moment.timestamp()
