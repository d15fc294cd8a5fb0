from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from schemas.ingest import IngestRequest
from schemas.outcome import Nudge, Stage
from worker.errors import LeaseLostError
from worker.store import due, feeds, ingests, sources
from worker.store.session import reading, writing

pytestmark = pytest.mark.usefixtures("store")

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def accept(name: str = "r1") -> int:
    with writing() as session:
        made = ingests.accept(session, IngestRequest(text="Some words.", request_id=name), NOON)
    assert made is not None
    return made


def take(row: int, at: datetime = NOON) -> due.Lease | None:
    with writing() as session:
        return due.take(session, Stage.INGEST, row, at)


def test_a_row_is_leased_to_one_and_the_doubled_message_does_nothing() -> None:
    row = accept()
    assert take(row) is not None
    assert take(row) is None


def test_what_is_finished_is_owed_no_more() -> None:
    row = accept()
    lease = take(row)
    assert lease is not None
    with writing() as session:
        due.finish(session, lease)
    assert take(row, NOON + timedelta(days=1)) is None
    with reading() as session:
        assert due.backlog(session, NOON).is_empty


def test_a_dead_workers_lease_runs_out_and_its_late_commit_is_refused() -> None:
    row = accept()
    dead = take(row)
    assert dead is not None
    second = take(row, NOON + due.LEASE)
    assert second is not None
    assert second.tries == 2
    with pytest.raises(LeaseLostError), writing() as session:
        due.finish(session, dead)
    with writing() as session:
        due.finish(session, second)


def test_what_is_put_back_waits_and_counts_only_where_it_failed() -> None:
    row = accept()
    for counts, tries in ((True, 2), (False, 1)):
        lease = take(row, NOON + timedelta(hours=1))
        assert lease is not None
        with writing() as session:
            due.put_back(session, lease, "not now", next_at=NOON + timedelta(hours=1), counts=counts)
        assert take(row, NOON) is None
        again = take(row, NOON + timedelta(hours=1))
        assert again is not None
        assert again.tries == tries
        with writing() as session:
            due.put_back(session, again, "not now", next_at=NOON, counts=False)


def test_what_is_set_aside_goes_to_the_dead_letters_with_its_reason() -> None:
    lease = take(accept())
    assert lease is not None
    with writing() as session:
        due.set_aside(session, lease, "cannot be read", NOON)
    with reading() as session:
        (letter,) = due.dead_letters(session)
        assert due.backlog(session, NOON).dead == 1
        progress = ingests.progress(session, "r1")
    assert (letter.stage, letter.body, letter.reason) == (Stage.INGEST, str(lease.id), "cannot be read")
    assert progress is not None
    assert progress.is_through
    assert progress.problem == "cannot be read"


def test_the_same_letter_is_buried_once() -> None:
    for _ in range(2):
        with writing() as session:
            due.bury(session, Stage.INGEST, "{}\x00", "no url", NOON)
    with reading() as session:
        assert len(due.dead_letters(session)) == 1


def test_a_letter_that_comes_again_is_of_its_last_time() -> None:
    for days, reason in ((0, "then"), (90, "now")):
        with writing() as session:
            due.bury(session, Stage.POLL, "1", reason, NOON + timedelta(days=days))
    with reading() as session:
        (letter,) = due.dead_letters(session)
    assert (letter.reason, letter.at) == ("now", NOON + timedelta(days=90))


def sweep(session: Session, at: datetime) -> list[Nudge]:
    """Sweep, having looked whether there is anything to be found."""
    owing = due.owing(session, at)
    nudges = due.sweep(session, at)
    assert owing == {nudge.stage for nudge in nudges}
    return nudges


def test_a_sweep_sends_what_is_owed_where_the_nudge_was_lost_and_not_before() -> None:
    row = accept()
    later = NOON + due.NUDGE_PATIENCE
    with writing() as session:
        assert sweep(session, later - timedelta(seconds=1)) == []
        assert sweep(session, later) == [Nudge(stage=Stage.INGEST, id=row)]
        assert sweep(session, later) == []
    with writing() as session:
        assert sweep(session, later + due.NUDGE_PATIENCE) == [Nudge(stage=Stage.INGEST, id=row)]
    assert take(row, later + due.NUDGE_PATIENCE) is not None


def test_a_sweep_leaves_alone_what_is_being_worked() -> None:
    lease = take(accept())
    assert lease is not None
    with writing() as session:
        assert sweep(session, NOON + due.LEASE - timedelta(seconds=1)) == []
        assert len(sweep(session, NOON + due.LEASE)) == 1


def test_a_starting_service_frees_what_a_killed_one_held() -> None:
    row = accept()
    assert take(row) is not None
    with writing() as session:
        due.release_all(session, NOON)
    assert take(row) is not None


def test_watched_things_that_cannot_be_worked_slow_down_instead() -> None:
    with writing() as session:
        feed_id = feeds.watch(session, "https://a.example/feed", NOON, outlet=None, host="a.example")
        lease = due.take(session, Stage.POLL, feed_id, NOON)
        assert lease is not None
        due.set_aside(session, lease, "it kills its worker", NOON)
    with reading() as session:
        (source,) = sources.listed(session)
    assert source.health == "it kills its worker"
    assert source.next_visit == NOON + due.SLOWED


def test_a_sweep_keeps_to_the_stages_it_is_given() -> None:
    row = accept()
    later = NOON + due.NUDGE_PATIENCE
    with writing() as session:
        assert due.sweep(session, later, stages=frozenset(Stage) - {Stage.INGEST}) == []
        assert due.sweep(session, later, stages=frozenset({Stage.INGEST})) == [Nudge(stage=Stage.INGEST, id=row)]
