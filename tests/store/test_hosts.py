"""Which host may be asked, by whom, and what is due there."""

from datetime import UTC, datetime, timedelta

import pytest

from schemas.outcome import Nudge, Stage
from worker.errors import LeaseLostError
from worker.store import articles, due, feeds, frontier, hosts
from worker.store.session import reading, writing

pytestmark = pytest.mark.usefixtures("store")

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOLD = timedelta(seconds=40)


def owe(count: int, host: str = "a.example", at: datetime = NOON) -> int:
    with writing() as session:
        for number in range(count):
            articles.find_or_make(session, f"https://{host}/{number}", NOON, outlet="A", host=host, visit_at=at)
        return hosts.find_or_make(session, host, NOON)


def take(host_id: int, at: datetime = NOON) -> hosts.Held:
    with writing() as session:
        held = hosts.take(session, host_id, at, hold=HOLD)
    assert held is not None
    return held


def leave(held: hosts.Held, free_at: datetime) -> None:
    with writing() as session:
        hosts.leave(session, held, free_at=free_at, learned_seconds=0, calm=0)


def sweep(at: datetime) -> list[Nudge]:
    with writing() as session:
        owing = due.owing(session, at)
        nudges = due.sweep(session, at)
    assert owing == {nudge.stage for nudge in nudges}
    return nudges


def test_a_sweep_sends_one_turn_to_each_host_with_something_due() -> None:
    first, second, _ = owe(3), owe(1, "b.example"), owe(1, "c.example", NOON + timedelta(hours=1))
    assert sweep(NOON) == [Nudge(stage=Stage.VISIT, id=host) for host in (first, second)]
    assert sweep(NOON + due.TURN_PATIENCE - timedelta(seconds=1)) == []
    assert len(sweep(NOON + due.TURN_PATIENCE)) == 2


def test_no_turn_is_sent_to_a_host_that_is_visited_or_rests() -> None:
    host = owe(3)
    held = take(host)
    assert sweep(held.until - timedelta(seconds=1)) == []
    leave(held, held.until + timedelta(seconds=5))
    assert sweep(held.until) == []
    assert len(sweep(held.until + timedelta(seconds=5))) == 1


def test_a_host_is_held_by_one_at_a_time_and_a_dead_ones_lease_runs_out() -> None:
    host = owe(1)
    dead = take(host)
    with writing() as session:
        assert hosts.take(session, host, dead.until - timedelta(seconds=1), hold=HOLD) is None
        assert hosts.free_at(session, host) == dead.until
    second = take(host, dead.until)
    leave(dead, NOON)  # too late to matter
    with writing() as session:
        assert hosts.take(session, host, dead.until, hold=HOLD) is None
    with pytest.raises(LeaseLostError), writing() as session:
        hosts.renew(session, dead, until=second.until + HOLD)
    with writing() as session:
        assert hosts.renew(session, second, until=second.until + HOLD).until == second.until + HOLD


def test_deaths_are_counted_until_a_turn_ends_well() -> None:
    host = owe(1)
    deaths = []
    at = NOON
    for _ in range(3):
        held = take(host, at)
        deaths.append(held.deaths)
        at = held.until
    leave(held, at)
    assert deaths == [0, 1, 2]
    assert take(host, at).deaths == 0


def test_what_is_due_is_taken_longest_due_first_and_feeds_before_articles() -> None:
    host = owe(2)
    with writing() as session:
        articles.find_or_make(
            session,
            "https://a.example/old",
            NOON,
            outlet="A",
            host="a.example",
            visit_at=NOON - frontier.HEAD_START - timedelta(minutes=1),
        )
        feeds.watch(session, "https://a.example/feed", NOON, outlet=None, host="a.example")
        held = hosts.take(session, host, NOON, hold=HOLD)
        assert held is not None
        visits = frontier.take(session, held, NOON, limit=3)
    assert [visit.target.url.rpartition("/")[2] for visit in visits] == ["old", "feed", "0"]
    assert {visit.lease.token for visit in visits} == {held.token}


def test_a_turn_after_a_death_takes_one_row_and_counts_it() -> None:
    host = owe(3)
    first = take(host)
    with writing() as session:
        assert [visit.lease.tries for visit in frontier.take(session, first, NOON, limit=50)] == [1, 1, 1]
    at = first.until
    tries = []
    for _ in range(2):
        careful = take(host, at)
        with writing() as session:
            (visit,) = frontier.take(session, careful, at, limit=50)
        tries.append(visit.lease.tries)
        at = careful.until
    assert tries == [1, 2]


def test_a_row_of_a_lost_turn_is_not_written_by_it() -> None:
    host = owe(1)
    lost = take(host)
    with writing() as session:
        (mine,) = frontier.take(session, lost, NOON, limit=1)
    again = take(host, lost.until)
    with writing() as session:
        (theirs,) = frontier.take(session, again, lost.until, limit=1)
    with pytest.raises(LeaseLostError), writing() as session:
        due.finish(session, mine.lease)
    with writing() as session:
        due.finish(session, theirs.lease)


def test_what_a_turn_did_not_come_to_is_given_back() -> None:
    host = owe(2)
    held = take(host)
    with writing() as session:
        (done, _) = frontier.take(session, held, NOON, limit=2)
        due.finish(session, done.lease)
        frontier.give_back(session, held)
        hosts.leave(session, held, free_at=NOON, learned_seconds=2.5, calm=3)
    assert len(sweep(NOON)) == 1
    again = take(host)
    assert (again.learned_seconds, again.calm) == (2.5, 3)
    with reading() as session:
        assert due.backlog(session, NOON).owed[Stage.FETCH] == 1


def test_a_starting_service_frees_hosts_once_a_dead_workers_request_must_be_over() -> None:
    visited, nudged, resting = owe(1), owe(1, "b.example"), owe(1, "c.example")
    take(visited)
    sweep(NOON)
    leave(take(resting), NOON + timedelta(hours=1))
    with writing() as session:
        due.release_all(session, NOON)
        assert hosts.free_at(session, visited) == NOON + timedelta(seconds=35)
        assert hosts.free_at(session, resting) == NOON + timedelta(hours=1)
    assert sweep(NOON) == [Nudge(stage=Stage.VISIT, id=nudged)]
    assert sweep(NOON + timedelta(seconds=35))[0].id == visited


def test_an_attempt_that_was_not_made_is_not_counted() -> None:
    host = owe(1)
    at = take(host).until
    for _ in range(5):
        with writing() as session:
            careful = hosts.take(session, host, at, hold=HOLD)
            assert careful is not None
            (visit,) = frontier.take(session, careful.model_copy(update={"deaths": 1}), at, limit=1)
            frontier.give_back(session, careful.model_copy(update={"deaths": 1}))
            hosts.leave(session, careful, free_at=at, learned_seconds=0, calm=0)
    assert visit.lease.tries == 1


def test_after_an_outage_hosts_are_asked_one_by_one_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    hour = timedelta(hours=1)
    late, later, resting, _ = (
        owe(3),
        owe(2, "b.example", NOON - hour),
        owe(1, "c.example"),
        owe(1, "d.example", NOON + hour),
    )
    with writing() as session:
        feeds.watch(session, "https://e.example/feed", NOON - 2 * hour, outlet="E", host="e.example")
        latest = hosts.find_or_make(session, "e.example", NOON)
    take(resting)
    found = []
    for many in (1, 1000):
        monkeypatch.setattr(hosts, "MANY_DUE", many)
        with writing() as session:
            found.append(hosts.sweep(session, NOON, limit=10, patience=hour))
            session.rollback()
    assert found == [[latest, later, late]] * 2
