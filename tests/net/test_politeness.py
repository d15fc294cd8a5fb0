from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.net.politeness import CALM_ANSWERS, SLOWEST, UNASKED_REST, Pace, rest_after

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ASKED = timedelta(seconds=5)


def after(pace: Pace, *statuses: int) -> Pace:
    for status in statuses:
        pace = pace.after(status)
    return pace


def test_a_complaint_doubles_the_delay_and_calm_halves_it_again() -> None:
    pace = after(Pace(ASKED), 429, 503)
    assert pace.delay == 4 * ASKED
    assert after(pace, *[200] * (CALM_ANSWERS - 1)).delay == 4 * ASKED
    assert after(pace, *[200] * CALM_ANSWERS).delay == 2 * ASKED
    back = after(pace, *[304] * 2 * CALM_ANSWERS)
    assert (back.delay, back.learned) == (ASKED, timedelta(0))


def test_after_a_long_time_of_complaints_a_host_is_asked_faster_again_within_two_hours() -> None:
    pace = after(Pace(ASKED), *[503] * 30)
    assert pace.delay == SLOWEST
    asked, spent = 0, timedelta(0)
    while pace.learned:
        asked, spent = asked + 1, spent + pace.delay
        pace = pace.after(200)
    assert timedelta(hours=1) < spent < timedelta(hours=2)
    assert asked > CALM_ANSWERS


def test_a_complaint_begins_the_count_again() -> None:
    pace = after(Pace(ASKED), 429, *[200] * (CALM_ANSWERS - 1), 429)
    assert pace.delay == 4 * ASKED
    assert pace.calm == 0


def test_without_a_delay_of_our_own_a_complaint_still_slows_us_down() -> None:
    assert Pace(timedelta(0)).after(503).delay > timedelta(0)


@given(st.lists(st.sampled_from([200, 304, 404, 429, 500, 503]), max_size=300))
def test_the_delay_is_never_shorter_than_asked_nor_longer_than_bearable(statuses: list[int]) -> None:
    assert ASKED <= after(Pace(ASKED), *statuses).delay <= SLOWEST


def test_a_delay_that_robots_txt_asks_for_is_not_cut_short_by_the_longest_that_is_learned() -> None:
    long = timedelta(hours=1)
    assert after(Pace(long), 429).delay == long


@pytest.mark.parametrize(
    ("status", "said", "rest"),
    [
        (200, "3600", timedelta(0)),
        (429, None, UNASKED_REST),
        (429, "3600", timedelta(hours=1)),
        (503, "Sun, 01 Mar 2026 12:10:00 GMT", timedelta(minutes=10)),
        (503, "Sun, 01 Mar 2026 11:00:00 GMT", timedelta(0)),
        (503, "soon", UNASKED_REST),
        (429, "99999999", timedelta(days=1)),
    ],
)
def test_a_host_is_left_alone_for_as_long_as_it_asks(status: int, said: str | None, rest: timedelta) -> None:
    headers = {} if said is None else {"retry-after": said}
    assert rest_after(status, headers, now=NOON) == rest
