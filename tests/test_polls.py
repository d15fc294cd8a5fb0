"""How soon to ask a feed again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from worker.cadence import polls

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
USUAL = timedelta(minutes=5)
HOUR = timedelta(hours=1)


def every(gap: timedelta, count: int = 10, until: datetime = NOON) -> list[datetime]:
    return [until - gap * number for number in range(1, count + 1)]


def test_a_feed_with_news_often_is_asked_sooner_and_a_quiet_one_later() -> None:
    waits = [polls.wait(USUAL, every(HOUR * hours), NOON) for hours in (0.1, 2, 4, 12, 24 * 30)]
    assert waits == sorted(waits)
    assert waits[2] == USUAL
    assert (waits[0], waits[-1]) == (USUAL * polls.SHORTEST, USUAL * polls.LONGEST)


def test_a_host_that_is_away_is_tried_after_a_share_of_the_time_for_which_it_is() -> None:
    assert polls.probe(timedelta(0)) == polls.probe(11 * HOUR) == HOUR
    assert polls.probe(timedelta(days=3)) == 6 * HOUR
    assert polls.probe(timedelta(days=12)) == timedelta(days=1)


def test_of_a_new_feed_nothing_is_known() -> None:
    assert polls.wait(USUAL, [], NOON) == USUAL
    assert polls.wait(USUAL, every(HOUR, count=2), NOON) == USUAL


def test_the_time_since_the_last_news_counts() -> None:
    assert polls.wait(USUAL, every(HOUR, until=NOON - 12 * HOUR), NOON) > polls.wait(USUAL, every(HOUR), NOON)


def test_an_archive_that_came_with_the_news_does_not_slow_it_down() -> None:
    archive = [NOON - timedelta(days=each) for each in range(5, 30)]
    assert polls.wait(USUAL, [*every(HOUR), *archive], NOON) == polls.wait(USUAL, every(HOUR), NOON)


def test_what_was_found_at_one_moment_is_no_burst() -> None:
    assert polls.wait(USUAL, [NOON - timedelta(minutes=1)] * 30, NOON) == USUAL


def test_what_is_announced_for_tomorrow_has_not_come_yet() -> None:
    assert polls.wait(USUAL, [*every(4 * HOUR), NOON + HOUR], NOON) == USUAL


EVERY_HOUR = [NOON - HOUR * number + timedelta(minutes=3) for number in range(1, 12)]


def asked(found: list[datetime], told: timedelta | None, planned: datetime = NOON) -> datetime:
    return polls.unless_the_same(planned, USUAL, told, found)


def test_a_feed_that_is_made_anew_each_hour_is_asked_after_that() -> None:
    assert asked(EVERY_HOUR, HOUR) == NOON + timedelta(minutes=3)
    assert asked(EVERY_HOUR[2:], HOUR) == NOON + timedelta(minutes=3)


def test_the_word_of_a_feed_puts_it_off_but_little() -> None:
    assert asked(EVERY_HOUR, HOUR, NOON + timedelta(minutes=5)) == NOON + timedelta(minutes=5) + USUAL * polls.LONGEST


def test_a_feed_that_was_caught_with_news_sooner_is_not_believed() -> None:
    assert asked([*EVERY_HOUR, EVERY_HOUR[-1] + timedelta(minutes=15)], HOUR) == NOON


def test_until_a_feed_was_found_true_it_is_asked_as_ever() -> None:
    assert asked(EVERY_HOUR[: polls.FEWEST_RENEWALS], HOUR) == NOON
    assert asked([NOON - HOUR] * 20, HOUR) == NOON


def test_a_feed_that_says_nothing_or_that_it_is_made_anew_at_once_is_asked_as_ever() -> None:
    assert asked(EVERY_HOUR, None) == asked(EVERY_HOUR, USUAL) == NOON


@given(st.lists(st.timedeltas(min_value=timedelta(days=-2), max_value=timedelta(days=400)), max_size=40))
def test_the_wait_keeps_within_its_bounds(ages: list[timedelta]) -> None:
    found = polls.wait(USUAL, [NOON - age for age in ages], NOON)
    assert USUAL * polls.SHORTEST <= found <= USUAL * polls.LONGEST
