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

from collections import deque
from datetime import UTC, datetime, timedelta
from math import inf, sqrt

from worker.cadence.budgets import BUDGET_TIME, Factor, balanced, cost_of, faded, spent_by
from worker.cadence.hazard import Hazard, History, habit_class, habit_classes, seconds, step_seconds
from worker.cadence.rates import AGE_BOUNDS

__all__ = [
    "AGE_BOUNDS",
    "BUDGET_TIME",
    "PROBES",
    "TOO_LATE_HOURS",
    "TRUTH",
    "Factor",
    "Hazard",
    "History",
    "balanced",
    "cost_of",
    "expected_by_habit",
    "faded",
    "habit_class",
    "habit_classes",
    "next_visit",
    "spent_by",
]

TOO_LATE_HOURS = 24.0
"""A change that is seen so late counts as one that is never seen."""
PROBES = (timedelta(days=7), timedelta(days=30))
"""So long after an article last stirred it is looked at however unlikely a change is; the last time is the last."""
TRUTH = 0.5
"""How often a hint is true at an outlet of which nothing is known."""


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
    start, earliest, end = seconds(history.last_visit), seconds(now), seconds(max(probe, now))
    hinted_at: datetime | None = getattr(history, "hinted_at", None)
    waiting = getattr(history, "hint_truth", TRUTH) if hinted_at and hinted_at > history.last_visit else 0.0
    untold = 1.0 - min(max(getattr(history, "told", 0.0), 0.0), 0.95)
    price_hours = cost / 3600 / max(getattr(history, "interest", 1.0), 0.01)
    at, expected, window = start, waiting, deque[tuple[float, float]]()
    while at < end:
        step = step_seconds(at - start, hazard.age_hours(at))
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


def expected_by_habit(history: History, until: datetime) -> tuple[float, ...]:
    """Return how many changes the common hazard expects of an article from `first_seen` to `until`.

    Returns:
        A figure for each class of `habit_class`. What was seen, divided by it, is an outlet's habit.
    """
    total = [0.0] * habit_classes()
    ends = [*(each for each in history.changes if each < until), until]
    for count, end in enumerate(ends):
        start = max(ends[count - 1], history.first_seen) if count else history.first_seen
        hazard = Hazard(_Earlier(history, count))
        at = seconds(start)
        while at < seconds(end):
            age = hazard.age_hours(at)
            step = min(step_seconds(at - seconds(start), age), seconds(end) - at)
            total[habit_class(age, count > 0)] += hazard.rate(at + step / 2) * step / 3600
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
    visits = sqrt(2 * price_hours * rate)
    return visits if visits < rate * TOO_LATE_HOURS else inf


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
