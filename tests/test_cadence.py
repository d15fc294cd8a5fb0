"""When to look again."""

import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker import cadence

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
COST = cadence.cost_of(34)


@dataclass(frozen=True)
class Seen:
    """An article as it was seen; the optional parts as they stand where nothing is known."""

    first_seen: datetime = NOON
    published: datetime | None = NOON
    last_visit: datetime = NOON
    changes: tuple[datetime, ...] = ()
    unchanged_visits: int = 0
    hinted_at: datetime | None = None
    hint_truth: float = cadence.TRUTH
    told: float = 0.0
    habit: tuple[float, ...] = (1.0,) * 10
    hours: tuple[float, ...] | None = None
    interest: float = 1.0


def wait(seen: Seen, *, cost: float = COST) -> timedelta:
    found = cadence.next_visit(seen, seen.last_visit, cost=cost)
    assert found is not None
    return found - seen.last_visit


def at(hours: float, seen: Seen = Seen()) -> Seen:
    return replace(seen, last_visit=seen.first_seen + timedelta(hours=hours))


def test_the_first_hour_is_visited_most() -> None:
    assert wait(at(0)) < timedelta(minutes=30)
    assert wait(at(0)) < wait(at(6)) < wait(at(30))


def test_an_article_that_has_just_changed_is_seen_again_sooner() -> None:
    changed = Seen(changes=(NOON + timedelta(hours=7.5),))
    assert wait(at(8, changed)) < 0.7 * wait(at(8))


def test_of_two_that_changed_long_ago_the_one_that_never_rests_is_seen_sooner() -> None:
    often = Seen(changes=tuple(NOON + timedelta(hours=hour) for hour in (1, 2, 3, 4, 5, 6)))
    once = Seen(changes=(NOON + timedelta(hours=6),))
    assert wait(at(10, often)) < wait(at(10, once))


def test_a_hint_that_is_mostly_true_is_followed_at_once() -> None:
    seen = at(5)
    later = seen.last_visit + timedelta(minutes=10)
    hinted = replace(seen, hinted_at=later, hint_truth=0.9)
    assert cadence.next_visit(hinted, later, cost=COST) == later


def test_a_hint_that_is_never_true_changes_nothing() -> None:
    seen = at(5)
    later = seen.last_visit + timedelta(minutes=10)
    hinted = replace(seen, hinted_at=later, hint_truth=0.0)
    assert cadence.next_visit(hinted, later, cost=COST) == cadence.next_visit(seen, later, cost=COST)


def test_a_hint_from_before_the_last_visit_is_spent() -> None:
    seen = at(5)
    assert wait(replace(seen, hinted_at=seen.last_visit - timedelta(minutes=1))) == wait(seen)


def test_where_hints_tell_of_most_changes_their_silence_saves_visits() -> None:
    assert wait(at(3, Seen(told=0.8))) > 1.5 * wait(at(3))


def test_the_habit_of_an_outlet_moves_its_visits() -> None:
    assert wait(at(3, Seen(habit=(4.0,) * 10))) < wait(at(3)) < wait(at(3, Seen(habit=(0.25,) * 10)))


def test_how_many_articles_are_edited_and_how_often_are_two_habits() -> None:
    many_but_once = (4.0,) * 5 + (0.25,) * 5
    changed = Seen(changes=(NOON + timedelta(hours=2),))
    assert wait(at(3, Seen(habit=many_but_once))) < wait(at(3))
    assert wait(at(3, replace(changed, habit=many_but_once))) > wait(at(3, changed))


def test_a_habit_is_learned_of_articles_that_changed_apart_from_those_that_did_not() -> None:
    changed = cadence.expected_by_habit(Seen(changes=(NOON + timedelta(hours=2),)), NOON + timedelta(hours=9))
    ages = [0.5, 2.0, 6.0]
    before, after = ([changed[cadence.habit_class(age, has_changed)] for age in ages] for has_changed in (False, True))
    assert [value > 0 for value in before] == [True, True, False]
    assert [value > 0 for value in after] == [False, True, True]


def test_what_is_expected_adds_up_over_the_visits_between() -> None:
    changed = Seen(changes=(NOON + timedelta(hours=2),))
    whole = sum(cadence.expected_by_habit(changed, NOON + timedelta(hours=9)))
    early = sum(cadence.expected_by_habit(changed, NOON + timedelta(hours=5)))
    late = replace(changed, first_seen=NOON + timedelta(hours=5))
    assert early + sum(cadence.expected_by_habit(late, NOON + timedelta(hours=9))) == pytest.approx(whole, rel=0.02)


def test_nobody_edits_at_night() -> None:
    asleep = tuple(0.02 if hour >= 22 or hour < 6 else 1.5 for hour in range(24))
    seen = replace(at(10), hours=asleep)
    awake = replace(at(10), hours=(1.0,) * 24)
    assert wait(seen) > wait(awake)


def test_what_many_outlets_tell_is_visited_more() -> None:
    assert wait(at(2, Seen(interest=4.0))) < wait(at(2))


@pytest.mark.parametrize("days", [7, 30])
def test_however_unlikely_a_change_is_there_are_probes(days: int) -> None:
    before = replace(at(24 * days - 20), habit=(1e-6,) * 10)
    assert wait(before) == timedelta(hours=20)


def test_after_the_last_probe_there_is_none() -> None:
    seen = at(24 * 30)
    assert cadence.next_visit(seen, seen.last_visit, cost=COST) is None


def test_a_late_change_keeps_it_watched() -> None:
    changed = replace(at(24 * 30), changes=(NOON + timedelta(days=29),))
    assert wait(changed) < timedelta(days=8)


def test_a_visit_that_is_overdue_is_due_now() -> None:
    seen = at(2)
    late = seen.last_visit + timedelta(days=3)
    assert cadence.next_visit(seen, late, cost=COST) == late


moments = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=40))


@given(published=st.none() | moments, visit=moments, changed=st.lists(moments, max_size=6), cost=st.floats(1, 10_000))
def test_the_next_visit_is_never_before_now_and_later_where_visits_cost_more(
    published: timedelta | None, visit: timedelta, changed: list[timedelta], cost: float
) -> None:
    seen = Seen(
        published=None if published is None else NOON - published,
        last_visit=NOON + visit,
        changes=tuple(NOON + each for each in sorted(changed) if each <= visit),
    )
    cheap = cadence.next_visit(seen, seen.last_visit, cost=cost)
    dear = cadence.next_visit(seen, seen.last_visit, cost=cost * 4)
    assert (cheap is None) == (dear is None)
    if cheap is not None and dear is not None:
        assert seen.last_visit <= cheap <= dear + timedelta(seconds=1)


def test_the_changes_to_be_expected_add_up_by_age() -> None:
    day, two = (cadence.expected_by_habit(Seen(), NOON + timedelta(days=days)) for days in (1, 2))
    assert day[:3] == two[:3]
    assert 0 < day[3] < two[3]
    assert (day[4], two[4] > 0) == (0, True)
    assert day[0] > day[2]


def test_an_article_that_has_changed_is_expected_to_change_again() -> None:
    until = NOON + timedelta(hours=10)
    changed = Seen(changes=(NOON + timedelta(hours=8),))
    assert sum(cadence.expected_by_habit(changed, until)) > sum(cadence.expected_by_habit(Seen(), until))


def test_visits_are_spent_early() -> None:
    for budget in (10, 34, 65, 200):
        visits = [cadence.spent_by(timedelta(hours=each), budget) for each in (0, 1, 6, 24, 100, 336, 1000)]
        assert visits == sorted(visits)
        assert 0 < visits[0] < visits[3] / 2
        assert visits[-2:] == pytest.approx([budget, budget])


def held(natural: float, budget: float, days: int) -> list[float]:
    """Visits to an article on each day where so many would be made at the usual cost, and visits go with its root."""
    factor, made = cadence.Factor(), []
    for _ in range(days):
        made.append(natural / math.sqrt(factor.value))
        recent = made[-14:]  # the articles of two weeks were visited at the costs of those days
        visits, due = 100 * sum(recent), 100 * budget * len(recent)
        factor = cadence.balanced(factor, made=visits, due=due, elapsed=timedelta(days=1))
    return made


@pytest.mark.parametrize("natural", [17, 34, 45, 90])
def test_a_budget_is_kept_in_the_end_however_lively_the_articles_are(natural: float) -> None:
    made = held(natural, 34, 90)
    assert sum(made[-14:]) / 14 == pytest.approx(34, rel=0.02)
    assert sum(made[7:21]) / 14 == pytest.approx(34, rel=0.15)


def test_a_budget_that_was_missed_once_does_not_swing() -> None:
    made = held(68, 34, 120)
    assert max(made[60:]) / min(made[60:]) < 1.1


def test_the_shorter_of_two_budgets_holds() -> None:
    one = cadence.balanced(cadence.Factor(), made=3400, due=3400, elapsed=timedelta(hours=1), of_day=1.5)
    assert one.value > 2
    assert cadence.balanced(cadence.Factor(), made=6800, due=3400, elapsed=timedelta(hours=1), of_day=0.1).value > 2
    neither = cadence.balanced(cadence.Factor(), made=1700, due=3400, elapsed=timedelta(hours=1), of_day=0.9)
    assert neither.value < 1


@pytest.mark.parametrize("natural", [50, 400, 1500, 4000])
def test_a_day_has_no_more_visits_than_it_may(natural: float) -> None:
    limit, factor, day = 300.0, cadence.Factor(), 0.0
    made = []
    for _ in range(24 * 6 * 10):  # ten days, every ten minutes; visits go with the root of their cost
        made.append(natural / 144 / math.sqrt(factor.value))
        day = cadence.faded(day, made=made[-1], elapsed=timedelta(minutes=10))
        due = 1e5 if natural > limit else 1e5 * natural / 50
        factor = cadence.balanced(factor, made=1e5, due=due, elapsed=timedelta(minutes=10), of_day=day / limit)
    assert sum(made[-144:]) <= limit * 1.05
    assert sum(made[-144:]) >= min(natural, limit) * 0.9


def test_visits_fade_from_the_count_of_a_day() -> None:
    day = 0.0
    for _ in range(100):
        day = cadence.faded(day, made=10, elapsed=timedelta(hours=1))
    assert day == pytest.approx(240, rel=0.03)
    assert cadence.faded(day, made=0, elapsed=timedelta(days=3)) < 20


def test_a_few_visits_prove_nothing_of_a_budget() -> None:
    moved = cadence.balanced(cadence.Factor(), made=10, due=5, elapsed=timedelta(minutes=10))
    assert moved.value < 1.2


@pytest.mark.parametrize("visits", [10, 20, 34, 50, 65, 100, 200])
def test_more_visits_cost_less_each(visits: float) -> None:
    assert 0 < cadence.cost_of(visits * 1.1) < cadence.cost_of(visits)
