"""What is owed, and the leases under which it is done.

A message is a hint. The truth is the row: a stage takes a lease on it, works, and finishes against the lease's token,
so that a stale or doubled message does nothing and a dead worker's lease runs out by itself. One code path serves both
databases: a lease is one conditional UPDATE, atomic on PostgreSQL and under SQLite's write lock.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final
from uuid import uuid4

from pydantic import Field
from sqlalchemy import ColumnElement, Integer, Select, Update, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from schemas.base import Frozen, Utc
from schemas.outcome import Backlog, DeadLetter, Nudge, Stage
from worker import clock
from worker.errors import LeaseLostError
from worker.settings import settings
from worker.store import hosts, insert
from worker.store.columns import OwedRow
from worker.store.correction_tables import Correction
from worker.store.statements import run
from worker.store.story_tables import Telling
from worker.store.tables import Article, Change, Delivery, Feed, Ingest, Page, Snapshot, Watched
from worker.store.tables import DeadLetter as DeadLetterRow
from worker.text.normalise import clean

OWED: Final[dict[Stage, type[OwedRow]]] = {
    Stage.INGEST: Ingest,
    Stage.POLL: Feed,
    Stage.FETCH: Article,
    Stage.READ: Page,
    Stage.COMPARE: Snapshot,
    Stage.CONTRAST: Telling,
    Stage.FOLLOW: Correction,
    Stage.ALERT: Change,
    Stage.DELIVER: Delivery,
}
"""The table whose rows each stage is owed for."""
SWEPT: Final = tuple(stage for stage, table in OWED.items() if not issubclass(table, Watched))
"""The stages whose rows are nudged one by one; what is watched is visited in turns at hosts."""
LEASE: Final = timedelta(seconds=60)
"""How long, really, a stage may work before its row is taken to be abandoned; above every limit the workers set."""
NUDGE_PATIENCE: Final = timedelta(seconds=60)
"""How long, really, a nudge may lie in a queue before the sweep sends another."""
TURN_PATIENCE: Final = timedelta(seconds=10)
"""The same of a turn at a host, whose message is then void: so that a lost one keeps no host waiting for long."""
MAX_TRIES: Final = 3
SLOWED: Final = timedelta(days=1)


def nudge_patience() -> timedelta:
    """Return how long a row that is made with a nudge of its own is left to that nudge."""
    return clock.span(NUDGE_PATIENCE)


class Lease(Frozen):
    """The right to do one row's work."""

    stage: Stage
    id: int
    token: str
    tries: int
    not_before: Utc | None = Field(default=None, description="no sooner than this is anything owed when it is finished")
    learned: Mapping[str, Any] = Field(default_factory=dict, description="columns that are written when it is finished")


def take(session: Session, stage: Stage, row_id: int, now: datetime) -> Lease | None:
    """Lease the row, or return None where nothing is due or somebody else is at it."""
    token = uuid4().hex
    leased = {"row": row_id, "now": now, "token": token, "until": now + clock.span(LEASE)}
    tries = run(session, _taking(stage), **leased).scalar()
    return None if tries is None else Lease(stage=stage, id=row_id, token=token, tries=tries)


@lru_cache
def _taking(stage: Stage) -> ReturningUpdate[int]:
    """Return the statement that leases a row, made once."""
    table = OWED[stage]
    return (
        update(table)
        .where(table.id == bindparam("row"), table.next_at <= bindparam("now"))
        .where(or_(table.lease.is_(None), table.held_until <= bindparam("now")))
        .values(
            lease=bindparam("token"),
            held_until=bindparam("until", type_=table.held_until.type),
            tries=table.tries + 1,
        )
        .returning(table.tries)
    )


def finish(
    session: Session, lease: Lease, *, next_at: datetime | None = None, values: Mapping[str, Any] | None = None
) -> None:
    """End the work: nothing is owed any more, or something is at `next_at`. Write other columns of the row with it.

    Raises:
        LeaseLostError: somebody else holds the row; the transaction must not commit.
    """
    finish_all(session, [(lease, {"next_at": next_at, **(values or {})})])


def finish_all(session: Session, ended: Sequence[tuple[Lease, Mapping[str, Any]]]) -> None:
    """End many pieces of work at once, each with the columns of its row that are to be written, `next_at` among them.

    Raises:
        LeaseLostError: somebody else holds one of the rows; the transaction must not commit.
    """
    alike: dict[tuple[Stage, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
    for lease, values in ended:
        written = {**values, **lease.learned}
        if lease.not_before is not None and written["next_at"] is not None:
            written["next_at"] = max(written["next_at"], lease.not_before)
        alike[lease.stage, tuple(sorted(written))].append({"row": lease.id, "held": lease.token, **written})
    for (stage, names), rows in alike.items():
        done = session.connection().execute(_finishing(stage, names), rows)
        if done.rowcount != len(rows):
            raise LeaseLostError(f"{stage}, {len(rows) - done.rowcount} of {len(rows)}")


@lru_cache(maxsize=64)
def _finishing(stage: Stage, names: tuple[str, ...]) -> Update:
    """Return the statement that ends leases and writes these columns, made once: that takes longer than running it."""
    table = OWED[stage].__table__
    ended = {"lease": None, "held_until": None, "tries": 0, "setback": None}
    return (
        update(OWED[stage])
        .where(table.c.id == bindparam("row"), table.c.lease == bindparam("held"))
        .values({**ended, **{name: bindparam(name, type_=table.c[name].type) for name in names}})
    )


def put_back(session: Session, lease: Lease, reason: str, *, next_at: datetime, counts: bool) -> None:
    """End the work without result, to be tried at `next_at`. A lost lease is left alone.

    Args:
        session: a writing transaction.
        lease: what was taken.
        reason: why there was no result.
        next_at: when to try again.
        counts: whether this was a failed try, of which a row has `MAX_TRIES`, or just not the moment for it.
    """
    table = OWED[lease.stage]
    session.execute(
        update(table)
        .where(table.id == lease.id, table.lease == lease.token)
        .values(lease=None, held_until=None, next_at=next_at, setback=clean(reason), tries=lease.tries if counts else 0)
    )


def set_aside(session: Session, lease: Lease, reason: str, now: datetime) -> None:
    """Give the row up: a dead letter for work that can end, a long pause for what is watched."""
    table = OWED[lease.stage]
    watched = issubclass(table, Watched)
    given_up = update(table).where(table.id == lease.id, table.lease == lease.token)
    given_up = given_up.values(lease=None, held_until=None, tries=0, setback=clean(reason))
    session.execute(
        given_up.values(next_at=now + SLOWED, problem=clean(reason)) if watched else given_up.values(next_at=None)
    )
    bury(session, lease.stage, str(lease.id), reason, now)


def bury(session: Session, stage: Stage, body: str, reason: str, now: datetime) -> None:
    """Keep what cannot be worked, once; what comes again is kept as of its last time."""
    digest = sha256(f"{stage}\n{body}".encode("utf-8", "surrogatepass")).hexdigest()
    said = {"body": clean(body), "reason": clean(reason), "at": now}
    if insert.if_new(session, DeadLetterRow, digest=digest, stage=stage.value, **said) is None:
        session.execute(update(DeadLetterRow).where(DeadLetterRow.digest == digest).values(said))


def owing(session: Session, now: datetime) -> frozenset[Stage]:
    """Return the stages of which a sweep would find anything, `visit` for turns at hosts.

    Mostly that is none, and to look takes no turn at writing, for which others wait.
    """
    row = session.execute(_whether_owed(), {"now": now}).one()
    return frozenset(Stage(name) for name, is_owed in row._mapping.items() if is_owed)  # noqa: SLF001 - its public view


def sweep(
    session: Session, now: datetime, *, stages: frozenset[Stage] = frozenset(Stage), limit: int = 500
) -> list[Nudge]:
    """Return nudges for what is due and not held, and hold it for a while.

    For what is to be visited a turn at each host that may be asked now is nudged.

    Args:
        session: a writing transaction.
        now: the present moment.
        stages: which to look at, as `owing` found.
        limit: how many for each stage at most.
    """
    turns: list[int] = []
    if Stage.VISIT in stages:
        turns = hosts.sweep(session, now, limit=limit, patience=clock.span(TURN_PATIENCE))
    nudges = [Nudge(stage=Stage.VISIT, id=host) for host in turns]
    for stage in (stage for stage in SWEPT if stage in stages):
        rows = session.scalars(_sweeping(stage), {"now": now, "until": now + nudge_patience(), "most": limit})
        nudges += [Nudge(stage=stage, id=row) for row in sorted(rows)]
    return nudges


def _unheld(table: type[OwedRow]) -> tuple[ColumnElement[bool], ...]:
    now = bindparam("now", type_=table.__table__.c.next_at.type)
    return table.next_at <= now, or_(table.held_until.is_(None), table.held_until <= now)


@lru_cache
def _whether_owed() -> Select[*tuple[bool, ...]]:
    """Return the query for what is owed anything, made once: that takes longer than running it."""
    swept = [exists(select(OWED[stage].id).where(*_unheld(OWED[stage]))).label(stage.value) for stage in SWEPT]
    return select(hosts.any_owed().label(Stage.VISIT.value), *swept)


@lru_cache
def _sweeping(stage: Stage) -> ReturningUpdate[tuple[int]]:
    """Return the statement that holds a stage's rows which are due for `until`, made once for the same reason."""
    table = OWED[stage]
    most = bindparam("most", type_=Integer)
    due = select(table.id).where(*_unheld(table)).order_by(table.next_at).limit(most)
    held = due.with_for_update(skip_locked=True).cte("due")
    until = bindparam("until", type_=table.__table__.c.held_until.type)
    found = update(table).where(table.id.in_(select(held.c.id)))
    return found.values(held_until=until, lease=None).returning(table.id)


def release_all(session: Session, now: datetime) -> None:
    """Forget all leases: only where no worker can be at work, as when an all-in-one service starts.

    A host that was being asked when its worker was killed may be at work on that for as long as a request may last.
    """
    for table in OWED.values():
        session.execute(update(table).where(table.held_until.is_not(None)).values(lease=None, held_until=None))
    asked = clock.span(timedelta(seconds=settings().fetch_deadline_seconds)) + settings().host_delay
    hosts.release_all(session, now, rest=asked)


def backlog(session: Session, now: datetime) -> Backlog:
    """Count what is due at `now`, also what is being worked on."""
    owed = {
        stage: session.scalar(select(func.count()).select_from(table).where(table.next_at <= now)) or 0
        for stage, table in OWED.items()
    }
    return Backlog(owed=owed, dead=session.scalar(select(func.count()).select_from(DeadLetterRow)) or 0)


def dead_letters(session: Session, *, limit: int = 20) -> list[DeadLetter]:
    """Return the newest dead letters."""
    rows = session.scalars(
        select(DeadLetterRow).order_by(DeadLetterRow.at.desc(), DeadLetterRow.id.desc()).limit(limit)
    )
    return [DeadLetter(id=row.id, stage=Stage(row.stage), body=row.body, reason=row.reason, at=row.at) for row in rows]
