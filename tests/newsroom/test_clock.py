from datetime import UTC, datetime, timedelta

from newsroom.clock import Clock
from newsroom.visits import Visits

START = datetime(2026, 3, 2, 6, tzinfo=UTC)


class Real:
    """Real time that moves when told."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_virtual_time_runs_as_fast_as_asked_and_jumps_when_told() -> None:
    real = Real()
    clock = Clock(START, 720, real)
    real.seconds = 120
    assert clock.now() == START + timedelta(days=1)
    clock.set(speed=0)
    real.seconds = 500
    assert clock.now() == START + timedelta(days=1)
    clock.set(START, 1)
    real.seconds = 510
    assert clock.now() == START + timedelta(seconds=10)
    assert clock.describe() == {"now": "2026-03-02T06:00:10+00:00", "speed": 1}


def test_visits_that_overlap_are_counted_and_numbers_begin_again_each_day() -> None:
    real = Real()
    visits = Visits(real)
    one = visits.begin("me", "a.example", "/", START)
    real.seconds = 1.5
    two = visits.begin("me", "a.example", "/x", START + timedelta(minutes=18))
    other = visits.begin("you", "a.example", "/", START)
    visits.end(one, 200, 10, cut=False)
    visits.end(two, 200, 10, cut=True)
    three = visits.begin("me", "a.example", "/", START + timedelta(days=1))
    assert [visit.overlap for visit in (one, two, other, three)] == [0, 1, 0, 0]
    assert [visit.number for visit in (one, two, other, three)] == [1, 2, 1, 1]
    assert (two.gap_seconds, two.gap_virtual_seconds, one.seconds) == (1.5, 1080.0, 1.5)
