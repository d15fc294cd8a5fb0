"""A turn at a host: what it visits, when it writes down what it found, and what is left where it fails."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import Session

from schemas.outcome import Ending, Outcome, Stage
from tasks import turn as turns
from tasks.turn import Judge, take_turn
from worker import clock
from worker.clock import now
from worker.errors import TryLaterError
from worker.net.answer import Answer
from worker.net.failure import Failure, FetchError
from worker.stages.turn import Turn
from worker.stages.visit import Write
from worker.store import articles, due, hosts
from worker.store.due import Lease
from worker.store.frontier import Target
from worker.store.session import reading, writing

pytestmark = pytest.mark.usefixtures("store")

Work = Callable[[Lease, Session], Outcome]


@pytest.fixture(autouse=True)
def no_delay(monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]) -> None:
    monkeypatch.setenv("STET_HOST_DELAY_SECONDS", "0")
    monkeypatch.setenv("STET_ROBOTS_IGNORE", "a.example")
    fresh()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The articles that were asked for; no host is reached."""
    ids: list[int] = []

    def ask(_turn: Turn, target: Target) -> FetchError:
        ids.append(target.id)
        return FetchError(Failure.REFUSED, "nobody is there")

    monkeypatch.setattr(Turn, "ask", ask)
    return ids


def owe(count: int) -> int:
    at = now()
    with writing() as session:
        for one in range(count):
            articles.find_or_make(session, f"https://a.example/{one}", at, outlet="A", host="a.example", visit_at=at)
        return hosts.find_or_make(session, "a.example", at)


def number(article: int | None) -> int:
    """Which of the articles that are owed this is, from 0."""
    with reading() as session:
        return int(articles.get(session, [article or 0])[article or 0].url.rpartition("/")[2])


def finish(lease: Lease, session: Session) -> Outcome:
    due.finish(session, lease)
    return Outcome(stage=lease.stage, id=lease.id, ending=Ending.DONE)


def judged(work: Work = finish) -> dict[Stage, Judge]:
    def judge(lease: Lease, _target: Target, _answer: Answer | FetchError) -> Write:
        return partial(work, lease)

    return {Stage.FETCH: judge, Stage.POLL: judge}


def owed() -> int:
    with reading() as session:
        return due.backlog(session, now()).owed[Stage.FETCH]


def commits(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Count the transactions that write."""
    opened: list[Any] = []
    real = turns.writing

    def counted() -> Any:
        opened.append(1)
        return real()

    monkeypatch.setattr(turns, "writing", counted)
    return opened


def test_everything_due_at_a_host_is_visited_in_one_turn_and_two_transactions(
    asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    host = owe(20)
    written = commits(monkeypatch)
    ended = list(take_turn(host, judged()))
    assert [outcome.id for outcome in ended] == asked
    assert {outcome.ending for outcome in ended} == {Ending.DONE}
    assert len(asked) == 20
    assert owed() == 0
    assert len(written) == 2


def test_a_second_turn_at_the_same_host_finds_it_taken(asked: list[int]) -> None:
    host = owe(1)
    with writing() as session:
        assert Turn.take(session, host) is not None
    (ended,) = take_turn(host, judged())
    assert (ended.stage, ended.ending) == (Stage.VISIT, Ending.NOT_OWED)
    assert asked == []


@pytest.mark.usefixtures("asked")
def test_one_visit_that_cannot_be_written_down_does_not_spoil_the_others() -> None:
    host = owe(4)

    def second_fails(lease: Lease, session: Session) -> Outcome:
        outcome = finish(lease, session)
        if number(lease.id) == 1:
            raise ZeroDivisionError("oops")
        return outcome

    ended = {number(outcome.id): outcome.ending for outcome in take_turn(host, judged(second_fails))}
    assert ended == {0: Ending.DONE, 1: Ending.LATER, 2: Ending.DONE, 3: Ending.DONE}
    with time_machine.travel(now() + timedelta(hours=1)):
        assert owed() == 1
        ended = {number(outcome.id): outcome.ending for outcome in take_turn(host, judged())}
    assert ended == {1: Ending.DONE}


@pytest.mark.usefixtures("asked")
def test_a_fault_is_tried_again_three_times_and_then_set_aside() -> None:
    host = owe(1)

    def fails(_lease: Lease, _session: Session) -> Outcome:
        raise ZeroDivisionError("oops")

    endings = []
    start = now()
    for hour in range(4):
        with time_machine.travel(start + timedelta(hours=hour)):
            endings += [outcome.ending for outcome in take_turn(host, judged(fails))]
    assert endings == [Ending.LATER, Ending.LATER, Ending.REFUSED]


def test_what_a_killed_worker_had_not_written_is_visited_again_and_nothing_is_lost(asked: list[int]) -> None:
    class KilledError(BaseException):
        """Nothing is settled after it, as after SIGKILL."""

    host = owe(3)

    def killed(_lease: Lease, _session: Session) -> Outcome:
        raise KilledError

    with pytest.raises(KilledError):
        list(take_turn(host, judged(killed)))
    assert len(asked) == 3
    (taken,) = take_turn(host, judged())
    assert taken.ending is Ending.NOT_OWED  # the killed one's request may still be under way
    with time_machine.travel(now() + timedelta(minutes=2)):
        ended = list(take_turn(host, judged()))
    assert [(outcome.id, outcome.ending) for outcome in ended] == [(article, Ending.DONE) for article in asked[:3]]


def test_the_row_that_kills_its_workers_is_set_aside_and_the_others_are_visited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class KilledError(BaseException):
        """Nothing is settled after it, as after SIGKILL."""

    def ask(_turn: Turn, target: Target) -> FetchError:
        if target.url.endswith("/1"):
            raise KilledError
        return FetchError(Failure.REFUSED, "nobody is there")

    monkeypatch.setattr(Turn, "ask", ask)
    host = owe(3)
    start = now()
    endings: dict[int, Ending] = {}
    for minute in range(6):
        with time_machine.travel(start + timedelta(minutes=2 * minute)):
            try:
                for outcome in take_turn(host, judged()):
                    endings[number(outcome.id)] = outcome.ending
            except KilledError:
                continue
    assert endings == {0: Ending.DONE, 1: Ending.REFUSED, 2: Ending.DONE}
    with reading() as session:
        (letter,) = due.dead_letters(session)
    assert (letter.stage, number(int(letter.body))) == (Stage.FETCH, 1)


def test_a_turn_that_has_to_wait_ends_where_no_thread_is_to_spare(
    asked: list[int], monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]
) -> None:
    monkeypatch.setenv("STET_HOST_DELAY_SECONDS", "0.05")
    fresh()
    monkeypatch.setattr(Turn, "wait", property(lambda _: timedelta(seconds=len(asked))))
    host = owe(3)
    assert len(list(take_turn(host, judged()))) == 1
    assert len(asked) == 1
    with reading() as session:
        assert due.backlog(session, now()).owed[Stage.FETCH] == 2


def test_while_the_database_is_away_nothing_is_written_and_the_leases_run_out(
    asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_lease: Lease, _session: Session) -> Outcome:
        raise TryLaterError(timedelta(seconds=5), "the database is not available")

    host = owe(2)
    assert {outcome.ending for outcome in take_turn(host, judged(away))} == {Ending.LATER}
    assert len(asked) == 2
    assert owed() == 2
    monkeypatch.setattr(clock, "stops", lambda: True)
    with time_machine.travel(now() + timedelta(minutes=2)):
        assert list(take_turn(host, judged())) == []  # the service is about to stop: the turn is left to others
        monkeypatch.undo()
        with reading() as session:
            assert hosts.free_at(session, host) <= now()


@pytest.mark.parametrize(("threads", "visited"), [(1, 1), (2, 3)])
def test_a_turn_waits_for_its_host_as_long_as_threads_are_to_spare(
    asked: list[int], monkeypatch: pytest.MonkeyPatch, threads: int, visited: int
) -> None:
    monkeypatch.setattr(Turn, "wait", property(lambda _: timedelta(seconds=min(len(asked), 1))))
    monkeypatch.setattr(turns._Threads, "most", threads)
    host = owe(3)
    with ThreadPoolExecutor(1) as pool:
        ended = pool.submit(lambda: list(take_turn(host, judged()))).result()
    assert len(ended) == visited


@pytest.mark.parametrize("ago", [timedelta(0), timedelta(hours=1), timedelta(days=900)])
def test_a_stage_that_plans_no_time_to_come_does_not_have_one_page_asked_for_over_and_over(
    asked: list[int], ago: timedelta
) -> None:
    host = owe(2)

    def plans_badly(lease: Lease, session: Session) -> Outcome:
        due.finish(session, lease, next_at=now() - ago)
        return Outcome(stage=lease.stage, id=lease.id, ending=Ending.DONE)

    assert len(list(take_turn(host, judged(plans_badly)))) == 2
    assert sorted(asked) == sorted(set(asked))
    assert owed() == 0
    with time_machine.travel(now() + timedelta(minutes=2)):
        assert owed() == 2


def other_host(*, is_due: bool) -> str:
    with writing() as session:
        at = now()
        visit_at = at if is_due else at + timedelta(hours=1)
        articles.find_or_make(session, "https://b.example/1", at, outlet="B", host="b.example", visit_at=visit_at)
    return "b.example"


def hop(turn: Turn, name: str) -> None:
    turn._through.clear()  # as each visit begins
    there = turn._hop(name)
    with writing() as session:
        there.leave(session, has_rows=False)


def begun(host: int) -> Turn:
    with writing() as session:
        turn = Turn.take(session, host)
    assert turn is not None
    return turn


def test_a_host_that_is_much_redirected_to_comes_to_its_own() -> None:
    turn, name = begun(owe(3)), other_host(is_due=True)
    hop(turn, name)  # what redirects there comes to it, too
    for _ in range(2):
        with pytest.raises(TryLaterError, match="work of its own"):
            hop(turn, name)
    with reading() as session:
        assert hosts.free_at(session, hosts.find_or_make(session, name, now())) <= now()
    with writing() as session:
        turn.leave(session, has_rows=False)
    hop(begun(turn._held.id), name)


def test_a_host_with_nothing_due_is_redirected_to_as_often_as_there_is_cause() -> None:
    turn, name = begun(owe(3)), other_host(is_due=False)
    for _ in range(5):
        hop(turn, name)
