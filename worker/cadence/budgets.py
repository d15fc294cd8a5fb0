"""What visits cost, measured by replaying real update times: `python -m benchmarks.fit_cadence budgets`."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

BUDGETS = (
    (12.1, 850),
    (16.8, 452),
    (22.9, 254),
    (28.9, 169),
    (36.7, 113),
    (48.1, 75.2),
    (66.7, 37.6),
    (92.9, 18.8),
)
"""Visits to an article in two weeks and the cost that leads to them."""
SPENT_HOURS = (0, 0.5, 1, 2, 4, 8, 12, 24, 48, 96, 168, 336)
SPENT = (
    (16.8, (0.0596, 0.103, 0.127, 0.206, 0.308, 0.423, 0.5, 0.654, 0.798, 0.935, 0.952, 1)),
    (36.7, (0.0272, 0.056, 0.101, 0.158, 0.247, 0.343, 0.412, 0.542, 0.672, 0.804, 0.917, 1)),
    (66.7, (0.015, 0.0496, 0.0847, 0.14, 0.222, 0.309, 0.372, 0.494, 0.614, 0.74, 0.843, 1)),
    (92.9, (0.0108, 0.0482, 0.082, 0.138, 0.22, 0.308, 0.371, 0.492, 0.614, 0.74, 0.844, 1)),
)
"""What share of so many visits is made up to each of these ages in hours: the more there are, the later they are."""
BUDGET_TIME = timedelta(days=14)
_GAIN = 6.0
"""The power by which a budget that is missed moves the cost at once. Visits go about with the root of the cost, so
that of a fifth too many a twentieth is left."""
_LASTING_GAIN_A_DAY = 1.0
"""The same of what moves it for good, for each day: where articles are livelier than most, the budget is kept too."""
_FASTER = 4.0
"""By how much faster the visits of a day show what came of it than those of a fortnight."""
_FACTORS = (0.02, 200.0)
_FEWEST_VISITS = 200.0
"""Until so many visits were to be made, chance moves the cost but little."""


class Factor(NamedTuple):
    """By what the cost of a visit is multiplied so that a budget is kept, and how much of that has come to stay."""

    value: float = 1.0
    lasting: float = 1.0


def balanced(before: Factor, *, made: float, due: float, elapsed: timedelta, of_day: float = 0.0) -> Factor:
    """Return the factor after so many visits were made where so many were due.

    Args:
        before: the factor until now.
        made: visits made to the articles of two weeks.
        due: how many should have been by now (`spent_by`).
        elapsed: the time since `before` was found.
        of_day: the visits of the last day as a part of those that a day may have; the budget that is shorter holds.
    """
    of_fortnight = (made + _FEWEST_VISITS) / (due + _FEWEST_VISITS)
    ratio = max(of_fortnight, of_day)
    gain = _LASTING_GAIN_A_DAY * (1 if ratio == of_fortnight else _FASTER)
    lasting = _within(before.lasting * ratio ** (gain * min(elapsed / timedelta(days=1), 1.0)))
    return Factor(_within(lasting * ratio**_GAIN), lasting)


def faded(before: float, *, made: float, elapsed: timedelta) -> float:
    """Return the visits of about the last day: those counted before, as they fade, and those made since."""
    days = elapsed / timedelta(days=1)
    return before * math.exp(-days) + made * math.exp(-days / 2)


def _within(factor: float) -> float:
    return min(max(factor, _FACTORS[0]), _FACTORS[1])


def cost_of(visits_per_article: float) -> float:
    """Return the cost at which an article is visited about this often in two weeks, along a power law."""
    (visits0, cost0), (visits1, cost1) = _around(BUDGETS, visits_per_article)
    power = math.log(cost1 / cost0) / math.log(visits1 / visits0)
    return cost0 * math.exp(power * math.log(visits_per_article / visits0))


def spent_by(age: timedelta, visits_per_article: float) -> float:
    """Return how many of these visits in two weeks are made to an article until this age, the first one among them."""
    hours = max(age / timedelta(hours=1), 0.0)
    place = max(bisect_left(SPENT_HOURS, min(hours, SPENT_HOURS[-1])), 1)
    part = (min(hours, SPENT_HOURS[-1]) - SPENT_HOURS[place - 1]) / (SPENT_HOURS[place] - SPENT_HOURS[place - 1])
    shares = [(visits, each[place - 1] + (each[place] - each[place - 1]) * part) for visits, each in SPENT]
    (visits0, share0), (visits1, share1) = _around(shares, visits_per_article)
    along = math.log(visits_per_article / visits0) / math.log(visits1 / visits0)
    return visits_per_article * (share0 + (share1 - share0) * min(max(along, 0.0), 1.0))


def _around(rows: Sequence[tuple[float, float]], visits: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the two rows between which so many visits lie, or the nearest two."""
    pairs = list(pairwise(rows))
    return next((pair for pair in pairs if visits <= pair[1][0]), pairs[-1])
