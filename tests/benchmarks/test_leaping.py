"""The product over a simulated world on a clock that leaps: what it sees there, however slow this machine is."""

from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.leaping import watched
from newsroom.control import free_port
from newsroom.score import Terms, score
from newsroom.score.total import FIRST
from newsroom.world import World
from worker.clock import now

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "127.0.0.2"])


@pytest.fixture(scope="module")
def world() -> World:
    return World(1, 4, 0.25, ["clean-rss"], outlets=1, port=free_port())


def test_articles_are_found_soon_and_hosts_are_left_alone_meanwhile(world: World) -> None:
    seen = watched(world, log_level="ERROR")
    found = score(world.truth(), seen, Terms(delay_seconds=5)).document()
    assert found["articles"]["found"]["share"] == 1
    assert found["fetches"][FIRST]["median"] < 10
    assert found["politeness"]["sooner than the delay"]["count"] == 0
    assert world.setting.start - timedelta(hours=1) < min(visit.at for visit in seen.visits)
    assert max(visit.at for visit in seen.visits) < world.setting.end


def test_the_clock_is_as_it_was_afterwards(world: World) -> None:
    watched(world, log_level="ERROR", poll_seconds="7200")
    assert abs(now() - datetime.now(UTC)) < timedelta(seconds=5)
