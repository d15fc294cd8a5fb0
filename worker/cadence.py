"""When to look again: a pure function of what has been seen of an article.

A hazard says how many changes in an hour to expect: of an article of this age, changed so often and so long ago, at
this hour of the day, at an outlet of these habits. The next visit is when the changes to be expected unseen by then
cost as much for each hour that one waits on as visits do that are made at the best distance: where the hazard L is
constant that distance is sqrt(2 * cost / L) (Cho and Garcia-Molina, "Effective page refresh policies for web
crawlers", ACM TODS 28(4), 2003), and the rule finds it; where it falls with age or rises in the morning, the rule
follows. A change that is seen a day late counts as one that is never seen, so where changes are rarer than it pays to
look for, only sparse probes remain.

What publishers tell for nothing (a feed's `updated`, a sitemap's `lastmod`) is weighed by how often it was true at
that outlet: a hint is the chance that a change waits to be seen, and where hints tell of most changes, silence makes
changes unlikely (Busa-Fekete and others, arXiv 2502.02430, 2025, have the same two figures for each signal).
"""

import math
from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Protocol

# Fitted by iterative proportional fitting to the changes that a policy of visits sees in half of the articles (even
# CRC-32 of the id) of two public traces: nu.nl, August 2022 to May 2023 (lassebenni/git-scraper-nu-nl; beyond seven
# hours drawn as "The Times They Are A-Changin'" reports), and, of six tenths of the weight, headlines on the front page
# of the BBC (jsoma/autoscraper-history). The other halves judge it. Lines between the knots are straight in log-log.
_AGES = (
    *(0.02, 0.06, 0.12, 0.2, 0.3, 0.45, 0.65, 0.9, 1.25, 1.75, 2.5, 3.5),
    *(4.5, 6.0, 8.0, 10.0, 13.0, 18.0, 24.0, 36.0, 60.0, 100.0, 168.0, 280.0),
)
"""Ages in hours at which the hazards of articles without and with a change are given, in changes an hour."""
_UNCHANGED = (
    *(0.625, 0.919, 1.24, 1.21, 1.21, 0.661, 0.599, 0.445, 0.263, 0.175, 0.0926, 0.0771),
    *(0.0537, 0.0404, 0.0374, 0.03, 0.0125, 3.5e-3, 8e-4, 2e-4, 8e-5, 3e-5, 1.5e-5, 1e-5),
)
_CHANGED = (
    *(0.05, 0.055, 0.06, 0.0634, 0.114, 0.0773, 0.0739, 0.093, 0.137, 0.14, 0.152, 0.129),
    *(0.137, 0.091, 0.0753, 0.0448, 0.0423, 0.0392, 0.0267, 0.0195, 9.5e-3, 3.5e-3, 1.6e-3, 8e-4),
)
_SINCE_HOURS = (0.05, 0.15, 0.35, 0.75, 1.25, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 40.0, 100.0, 280.0)
"""Hours since the last change that was seen, at which its factors are given: changes come in bursts."""
AGE_BOUNDS = (1.0, 4.0, 12.0, 36.0)
"""Hours of age between which the factors of the last change, and an outlet's habits, are each their own."""
_SINCE = (
    (3.36, 5.72, 4.56, 4.06, 1.26, 0.979, 0.753, 0.425, 0.349, 0.254, 0.198, 0.106, 0.104, 0.11),
    (1.71, 6.07, 2.75, 1.88, 1.39, 0.859, 0.62, 0.425, 0.349, 0.254, 0.198, 0.106, 0.104, 0.11),
    (1.32, 5.33, 2.39, 1.21, 0.733, 0.636, 0.392, 0.265, 0.333, 0.264, 0.198, 0.106, 0.104, 0.11),
    (2.0, 3.0, 3.0, 1.56, 1.14, 0.944, 0.724, 0.371, 0.157, 0.148, 0.137, 0.105, 0.104, 0.11),
    (2.0, 3.0, 3.0, 1.58, 1.43, 1.09, 1.11, 0.492, 0.372, 0.236, 0.216, 0.097, 0.0892, 0.0671),
)
_COUNTS = (1.0, 1.0, 1.02, 1.32, 1.76, 2.35, 4.18)
"""Factors of the number of changes that were seen; the last for all above."""
_YOUNG_HOURS, _SETTLED_HOURS = 2.0, 24.0
_HOURS_YOUNG = (
    *(0.368, 0.533, 0.725, 0.383, 0.472, 1.07, 1.22, 1.12, 1.04, 1.16, 1.21, 1.16),
    *(1.14, 1.35, 1.37, 1.29, 1.23, 1.25, 1.47, 1.71, 1.58, 1.44, 1.05, 0.619),
)
"""Factors of the hour (UTC, European outlets) up to the young age; the next, up to the settled one."""
_HOURS = (
    *(0.414, 0.455, 0.487, 0.692, 1.63, 2.08, 1.96, 1.48, 1.34, 1.27, 1.23, 1.23),
    *(1.2, 1.26, 1.23, 1.14, 1.06, 0.998, 0.891, 1.01, 1.06, 1.05, 0.624, 0.451),
)
TOO_LATE_HOURS = 24.0
"""A change that is seen so late counts as one that is never seen."""
PROBES = (timedelta(days=7), timedelta(days=30))
"""So long after an article last stirred it is looked at however unlikely a change is; the last time is the last."""
TRUTH = 0.5
"""How often a hint is true at an outlet of which nothing is known."""
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
    return bisect_right(AGE_BOUNDS, age_hours)


class Hazard:
    """The changes in an hour to be expected of one article after what has been seen of it; times are Unix times."""

    def __init__(self, history: History) -> None:
        """Take over what the hazard hangs on."""
        self._born = _seconds(min(history.published or history.first_seen, history.first_seen))
        self._count = len(history.changes)
        self._changed = _seconds(history.changes[-1]) if history.changes else self._born
        self._habit: Sequence[float] = getattr(history, "habit", None) or (1.0,) * (len(AGE_BOUNDS) + 1)
        self._hours: Sequence[float] | None = getattr(history, "hours", None)

    def age_hours(self, at: float) -> float:
        """Return the article's age."""
        return max(at - self._born, 0.0) / 3600

    def rate(self, at: float) -> float:
        """Return the changes in an hour to be expected then, where none has been seen meanwhile."""
        age = self.age_hours(at)
        place = age_class(age)
        if not self._count:
            rate = _on_line(_AGES, _UNCHANGED, age)
        else:
            since = max(at - self._changed, 0.0) / 3600
            rate = _on_line(_AGES, _CHANGED, age) * _on_line(_SINCE_HOURS, _SINCE[place], since)
            rate *= _COUNTS[min(self._count, len(_COUNTS) - 1)]
        if age < _SETTLED_HOURS:
            common = _HOURS_YOUNG if age < _YOUNG_HOURS else _HOURS
            rate *= (self._hours or common)[int(at % 86400 // 3600)]
        return max(rate * self._habit[place], _LEAST_RATE)


def next_visit(history: History, now: datetime, *, cost: float) -> datetime | None:
    """Return when to visit next, not before `now`, or None for never again.

    Args:
        history: what has been seen so far.
        now: the present moment.
        cost: how many seconds of one article's delay one visit is worth; greater means fewer visits.
    """
    probe = _probe(history)
    if probe is None:
        return None
    hazard = Hazard(history)
    start, earliest, end = _seconds(history.last_visit), _seconds(now), _seconds(max(probe, now))
    hinted_at: datetime | None = getattr(history, "hinted_at", None)
    waiting = getattr(history, "hint_truth", TRUTH) if hinted_at and hinted_at > history.last_visit else 0.0
    untold = 1.0 - min(max(getattr(history, "told", 0.0), 0.0), 0.95)
    price_hours = cost / 3600 / max(getattr(history, "interest", 1.0), 0.01)
    at, expected, window = start, waiting, deque[tuple[float, float]]()
    while at < end:
        step = _step_seconds(at - start, hazard.age_hours(at))
        rate = hazard.rate(at + step / 2) * untold
        limit = _worth(rate, price_hours)
        while window and window[0][0] <= at - TOO_LATE_HOURS * 3600:
            expected -= window.popleft()[1]
        gain = rate * step / 3600
        if expected + gain >= limit:
            reached = at + max(limit - expected, 0.0) / rate * 3600
            return _moment(min(max(reached, earliest), end))
        window.append((at, gain))
        expected += gain
        at += step
    return _moment(end)


def expected_by_age(history: History, until: datetime) -> tuple[float, ...]:
    """Return how many changes the common hazard expects of an article from `first_seen` to `until`.

    Returns:
        A figure for each of the ages between `AGE_BOUNDS`. What was seen, divided by it, is an outlet's habit.
    """
    total = [0.0] * (len(AGE_BOUNDS) + 1)
    ends = [*(each for each in history.changes if each < until), until]
    for count, end in enumerate(ends):
        start = ends[count - 1] if count else history.first_seen
        hazard = Hazard(_Earlier(history, count))
        at = _seconds(start)
        while at < _seconds(end):
            step = min(_step_seconds(at - _seconds(start), hazard.age_hours(at)), _seconds(end) - at)
            total[age_class(hazard.age_hours(at))] += hazard.rate(at + step / 2) * step / 3600
            at += step
    return tuple(total)


class _Earlier:
    """A history as it stood after so many changes, without the outlet's habit."""

    def __init__(self, history: History, count: int) -> None:
        self.first_seen, self.published = history.first_seen, history.published
        self.changes = history.changes[:count]
        self.last_visit = self.changes[-1] if self.changes else history.first_seen
        self.unchanged_visits = 0


def _probe(history: History) -> datetime | None:
    """Return when the article is looked at the latest; None where the last probe has found it at rest."""
    stirred = history.changes[-1] if history.changes else history.first_seen
    return next((stirred + wait for wait in PROBES if stirred + wait > history.last_visit), None)


def _worth(rate: float, price_hours: float) -> float:
    """Return the unseen changes at which to look: the cost of an hour under the best visits from then on."""
    visits = math.sqrt(2 * price_hours * rate)
    return visits if visits < rate * TOO_LATE_HOURS else math.inf


def _step_seconds(waited: float, age_hours: float) -> float:
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


def _seconds(moment: datetime) -> float:
    return moment.timestamp()


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


BUDGETS = (
    *((12.4, 850.0), (17.0, 452.0), (22.9, 254.0), (28.6, 169.0), (35.8, 113.0)),
    *((44.9, 75.2), (66.3, 37.6), (93.1, 18.8)),
)
"""Visits to an article in two weeks and the cost that leads to them, measured by replaying real update times."""
BUDGET_TIME = timedelta(days=14)
_SPENT = (
    *((0.0, 0.029), (0.5, 0.073), (1.0, 0.113), (2.0, 0.177), (4.0, 0.274), (8.0, 0.376)),
    *((12.0, 0.449), (24.0, 0.574), (48.0, 0.706), (96.0, 0.846), (168.0, 0.954), (336.0, 1.0)),
)
"""What share of these visits is made up to an age in hours, measured by the same replay at 34 visits."""


def cost_of(visits_per_article: float) -> float:
    """Return the cost at which an article is visited about this often in two weeks, along a power law."""
    rows = list(pairwise(BUDGETS))
    (visits0, cost0), (visits1, cost1) = next((row for row in rows if visits_per_article <= row[1][0]), rows[-1])
    power = math.log(cost1 / cost0) / math.log(visits1 / visits0)
    return cost0 * math.exp(power * math.log(visits_per_article / visits0))


def spent_by(age: timedelta) -> float:
    """Return what share of two weeks' visits to an article is made until this age, the first one among them."""
    hours = max(age / timedelta(hours=1), 0.0)
    place = bisect_right([row[0] for row in _SPENT], hours)
    if place == len(_SPENT):
        return 1.0
    (hours0, share0), (hours1, share1) = _SPENT[place - 1], _SPENT[place]
    return share0 + (share1 - share0) * (hours - hours0) / (hours1 - hours0)
