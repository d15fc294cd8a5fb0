"""What the cadence is fitted by: spans of time by what was known in them, and factors that add up."""

import ast
import random

import pytest

from benchmarks import fit_cadence
from benchmarks.cadence import Followed, kept_at
from benchmarks.fit_cadence import Cell, Observed, fitted, pieces, pooled
from benchmarks.public_data import missing_from
from worker import cadence
from worker.cadence import budgets, rates

HOUR = 3600.0
NOON = 12 * HOUR


def test_what_is_known_of_a_change_is_known_from_the_visit_on_that_saw_it() -> None:
    found = list(pieces(Observed(NOON, [1.5 * HOUR], 4 * HOUR), [0.0, HOUR, 2 * HOUR]))
    assert sum(hours for _, _, hours in found) == pytest.approx(4)
    assert sum(came for _, came, _ in found) == 1
    before = [cell for cell, _, _ in found if cell.changes == 0]
    assert {cell.since for cell in before} == {-1}
    assert sum(hours for cell, _, hours in found if cell.changes == 0) == pytest.approx(2)
    assert {cell.changes for cell, came, _ in found if came} == {0}
    assert {cell.hour for cell, _, _ in found} == {12, 13, 14, 15}


def test_an_article_is_counted_only_as_long_as_it_was_looked_at() -> None:
    found = list(pieces(Observed(NOON, [], 1.5 * HOUR), [0.0, HOUR, 5 * HOUR]))
    assert sum(hours for _, _, hours in found) == pytest.approx(1.5)


def test_known_rates_are_found_again() -> None:
    rng = random.Random(1)  # noqa: S311 - the same numbers each time
    true_hour = {0: 0.5, 1: 2.0}
    counts = {
        Cell(age, 0, -1, 0, hour): (5000 * 0.3 * (1 + age) * true_hour[hour] * rng.uniform(0.99, 1.01), 5000.0)
        for age in (0, 1)
        for hour in (0, 1)
    }
    factors = fitted(counts)
    for cell, (came, hours) in counts.items():
        rate = factors["unchanged"][cell.age] * factors["hours"][0, cell.hour]
        assert rate * hours == pytest.approx(came, rel=0.1)
    assert factors["hours"][0, 1] > 2.5 * factors["hours"][0, 0]
    assert not factors["since"]


def test_a_factor_of_which_little_was_seen_stays_near_one() -> None:
    common = {Cell(5, 0, -1, 0, 0): (1000.0, 1000.0)}
    rare = {Cell(5, 0, -1, 0, 1): (3.0, 0.5)}
    assert fitted(common | rare)["hours"][0, 1] < 1.5


def test_traces_are_weighted_to_their_shares() -> None:
    one, other = Cell(1, 0, -1, 0, 0), Cell(2, 0, -1, 0, 0)
    total = pooled([({one: (10.0, 5.0)}, 0.7), ({other: (90.0, 30.0)}, 0.3)])
    assert total[one][0] == pytest.approx(70)
    assert total[other][0] == pytest.approx(30)
    assert total[one][0] / total[one][1] == pytest.approx(2)


def test_the_module_that_is_printed_is_the_one_that_is_there_with_other_numbers() -> None:
    cells = {Cell(age, place, -1, 0, 3): (5.0, 10.0) for age in range(24) for place in range(4)}
    printed = fit_cadence.rates_module(fitted(cells))
    values: dict[str, object] = {}
    exec(compile(ast.parse(printed), "rates", "exec"), values)  # noqa: S102 - what was printed a moment ago
    for name in ("AGES", "UNCHANGED", "CHANGED", "SINCE_HOURS", "SINCE", "COUNTS", "HOURS"):
        assert _shape(values[name]) == _shape(getattr(rates, name))
    assert values["AGE_BOUNDS"] == rates.AGE_BOUNDS
    assert printed.splitlines()[0] == f'"""{(rates.__doc__ or "").splitlines()[0]}'


def _shape(table: object) -> object:
    return tuple(_shape(each) for each in table) if isinstance(table, tuple) else None


def test_budgets_and_what_is_spent_only_grow() -> None:
    visits, costs = zip(*budgets.BUDGETS, strict=True)
    assert list(visits) == sorted(visits)
    assert list(costs) == sorted(costs, reverse=True)
    for _, shares in budgets.SPENT:
        assert len(shares) == len(budgets.SPENT_HOURS)
        assert list(shares) == sorted(shares)
        assert shares[-1] == 1


@pytest.mark.skipif(missing_from(fit_cadence.NU) is not None, reason="the traces are not there")
def test_a_budget_is_kept_where_every_article_is_lively() -> None:
    lively = [(number * 3600.0, [float(each) * HOUR for each in range(1, 40)]) for number in range(60)]
    natural = sum(_visits(article) for article in lively[:10]) / 10
    kept, _ = kept_at(20, lively)
    assert abs(kept - 20) < abs(natural - 20)


def _visits(article: tuple[float, list[float]]) -> int:
    followed, at = Followed(article), article[0]
    end = at + 14 * 24 * HOUR
    while (again := followed.visit(at, cadence.cost_of(20), None)) is not None and again < end:
        at = again
    return followed.visits
