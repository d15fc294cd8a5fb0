"""Every way in which a stage can end, and what becomes of the row."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from schemas.ingest import IngestRequest
from schemas.outcome import Ending, Outcome, Stage
from tasks.perform import perform
from worker.clock import now
from worker.errors import GiveUpError, LeaseLostError, TryLaterError
from worker.stages.ingest import receive
from worker.store import due
from worker.store.due import Lease
from worker.store.session import reading, writing

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def row() -> int:
    accepted = receive(IngestRequest(text="Some words.", request_id="r")).id
    assert accepted is not None
    return accepted


def finish(lease: Lease) -> Outcome:
    with writing() as session:
        due.finish(session, lease)
    return Outcome(stage=lease.stage, id=lease.id, ending=Ending.DONE)


def raises(error: Exception) -> Callable[[Lease], Outcome]:
    def work(_: Lease) -> Outcome:
        raise error

    return work


def owed() -> int:
    with reading() as session:
        return due.backlog(session, now()).owed[Stage.INGEST]


def reasons() -> list[str]:
    with reading() as session:
        return [letter.reason for letter in due.dead_letters(session)]


def test_what_is_done_is_owed_no_more(row: int) -> None:
    assert perform(Stage.INGEST, row, finish).ending is Ending.DONE
    assert perform(Stage.INGEST, row, finish).ending is Ending.NOT_OWED
    assert owed() == 0


def test_a_row_that_is_not_there_is_not_owed() -> None:
    assert perform(Stage.INGEST, 10**6, finish).ending is Ending.NOT_OWED


def test_what_is_to_be_tried_later_waits_for_as_long_as_it_asks(row: int) -> None:
    later = perform(Stage.INGEST, row, raises(TryLaterError(timedelta(hours=1), "the host rests")))
    assert (later.ending, later.detail) == (Ending.LATER, "the host rests")
    assert perform(Stage.INGEST, row, finish).ending is Ending.NOT_OWED
    with time_machine.travel(now() + timedelta(hours=1, seconds=1)):
        assert perform(Stage.INGEST, row, finish).ending is Ending.DONE


def test_waiting_is_no_failure_however_often(row: int) -> None:
    start = now()
    for hour in range(10):
        with time_machine.travel(start + timedelta(hours=hour)):
            assert perform(Stage.INGEST, row, raises(TryLaterError(timedelta(0), "busy"))).ending is Ending.LATER
    assert reasons() == []


def test_what_can_never_be_done_is_set_aside_with_the_reason(row: int) -> None:
    assert perform(Stage.INGEST, row, raises(GiveUpError("no title"))).ending is Ending.REFUSED
    assert reasons() == ["no title"]
    assert owed() == 0


def test_a_fault_of_ours_is_tried_again_three_times_and_then_set_aside(row: int) -> None:
    endings = []
    start = now()
    for minute in range(4):
        with time_machine.travel(start + timedelta(minutes=2 * minute)):
            endings.append(perform(Stage.INGEST, row, raises(ZeroDivisionError("oops"))).ending)
    assert endings == [Ending.LATER, Ending.LATER, Ending.REFUSED, Ending.NOT_OWED]
    assert reasons() == ["ZeroDivisionError: oops"]


def test_work_that_kills_its_worker_is_set_aside_after_three_deaths(row: int) -> None:
    start = now()
    for death in range(3):
        with writing() as session:
            assert due.take(session, Stage.INGEST, row, start + death * due.LEASE) is not None
    with time_machine.travel(start + 3 * due.LEASE):
        assert perform(Stage.INGEST, row, finish).ending is Ending.REFUSED
    assert "died 3 times" in reasons()[0]


def test_a_run_whose_lease_ran_out_leaves_no_trace(row: int) -> None:
    def slow(lease: Lease) -> Outcome:
        with writing() as session:
            assert due.take(session, Stage.INGEST, row, now() + due.LEASE) is not None
        return finish(lease)

    assert perform(Stage.INGEST, row, slow).ending is Ending.NOT_OWED
    assert owed() == 1
    with pytest.raises(LeaseLostError), writing() as session:
        due.finish(session, Lease(stage=Stage.INGEST, id=row, token="x", tries=1))


def test_a_database_that_is_away_is_waited_for(
    row: int, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("STET_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
        fresh()
        away = perform(Stage.INGEST, row, finish)
    fresh()
    assert away.ending is Ending.LATER
    assert "not available" in away.detail
    assert perform(Stage.INGEST, row, finish).ending is Ending.DONE
