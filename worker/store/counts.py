"""How much of everything is stored, for the metrics.

Rows of some tables are never deleted, so what was counted once is counted for good: a `Tally` says how many have an id
below some id, and only those from there on are counted anew. It is moved on by the sweep.
"""

from typing import Any, Final

from sqlalchemy import String, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from schemas.alert import DeliveryState
from schemas.base import Frozen
from schemas.change import ChangeKind
from schemas.sources import SourceKind
from worker.store import insert
from worker.store.columns import Base, Numbered
from worker.store.health import GOOD
from worker.store.look_tables import OutletRecord
from worker.store.tables import Article, Change, Delivery, Feed, Outlet, Snapshot, Story, Watched

TAIL: Final = 500
"""So many of the newest ids are never counted for good: a transaction that is still open may yet bring one of them."""
STEP: Final = 500
"""By so many at least is a tally moved on."""
MOST: Final = 100_000
"""And by so many at most, so that a sweep is not held up where a large store is counted for the first time."""


class Tally(Base):
    """How many rows of a table, of some kind, have an id below `below_id`."""

    __tablename__ = "tallies"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    below_id: Mapped[int]
    rows: Mapped[int]


TALLIED: Final[dict[type[Numbered], InstrumentedAttribute[str] | None]] = {
    Story: None,
    Article: None,
    Snapshot: None,
    Change: Change.kind,
}
"""The tables that are counted so, and the column that tells their rows apart, which never changes."""


class Counts(Frozen):
    """Rows stored; every kind and state is named, also where there is none of it."""

    stories: int
    articles: int
    snapshots: int
    changes: dict[ChangeKind, int]
    deliveries: dict[DeliveryState, int]
    outlets: dict[str, int]
    """By how they fare; `good` is always named."""
    failing: dict[SourceKind, int]
    """What is watched and was not read well at the last visit."""


def counts(session: Session) -> Counts:
    """Count what is stored now."""
    changes = _tallied(session, Change)
    deliveries = _by(session, Delivery.state)
    merged = session.scalar(select(func.count()).select_from(Article).where(Article.merged_into.is_not(None))) or 0
    return Counts(
        stories=_tallied(session, Story).get("", 0),
        articles=_tallied(session, Article).get("", 0) - merged,
        snapshots=_tallied(session, Snapshot).get("", 0),
        changes={kind: changes.get(kind.value, 0) for kind in ChangeKind},
        deliveries={state: deliveries.get(state.value, 0) for state in DeliveryState},
        outlets=_outlets(session),
        failing={SourceKind.FEED: _failing(session, Feed), SourceKind.ARTICLE: _failing(session, Article)},
    )


def move_on(session: Session) -> None:
    """Count for good what has come since, in a writing transaction; mostly there is nothing to do."""
    for table in TALLIED:
        below = _below(session, table)
        upto = (session.scalar(select(func.max(table.id))) or 0) + 1 - TAIL
        if upto - below < STEP:
            continue
        upto = min(upto, below + MOST)
        found = _counted(session, table, below, upto)
        name = table.__tablename__
        insert.all_new(
            session, Tally, [{"name": name, "kind": kind, "below_id": below, "rows": 0} for kind in {"", *found}]
        )
        this = update(Tally).where(Tally.name == name, Tally.below_id == below)  # else another was quicker
        for kind in {"", *found}:
            moved = {"below_id": upto, "rows": Tally.rows + found.get(kind, 0)}
            session.execute(this.where(Tally.kind == kind).values(moved))


def _tallied(session: Session, table: type[Numbered]) -> dict[str, int]:
    """Count the rows of a table by kind: those that were counted for good, and those that came after."""
    name = table.__tablename__
    total = dict(session.execute(select(Tally.kind, Tally.rows).where(Tally.name == name)).all())
    for kind, count in _counted(session, table, _below(session, table), None).items():
        total[kind] = total.get(kind, 0) + count
    return total


def _below(session: Session, table: type[Numbered]) -> int:
    return session.scalar(select(func.max(Tally.below_id)).where(Tally.name == table.__tablename__)) or 1


def _counted(session: Session, table: type[Numbered], low: int, high: int | None) -> dict[str, int]:
    """Count the rows with an id of `low` or more and below `high`, by kind."""
    kind = TALLIED[table]
    these = [table.id >= low] if high is None else [table.id >= low, table.id < high]
    if kind is None:
        return {"": session.scalar(select(func.count()).select_from(table).where(*these)) or 0}
    return dict(session.execute(select(kind, func.count()).where(*these).group_by(kind)).all())


def _outlets(session: Session) -> dict[str, int]:
    """Count outlets by health; one without a record fares well."""
    recorded = _by(session, OutletRecord.health)
    all_of_them = session.scalar(select(func.count()).select_from(Outlet)) or 0
    return {**recorded, GOOD: recorded.get(GOOD, 0) + all_of_them - sum(recorded.values())}


def _failing(session: Session, table: type[Watched]) -> int:
    failing = select(func.count()).select_from(table).where(table.watched, table.problem.is_not(None))
    return session.scalar(failing) or 0


def _by(session: Session, column: InstrumentedAttribute[Any]) -> dict[str, int]:
    return dict(session.execute(select(column, func.count()).group_by(column)).all())
