"""How much of everything is stored, for the metrics."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from schemas.alert import DeliveryState
from schemas.base import Frozen
from schemas.change import ChangeKind
from schemas.sources import SourceKind
from worker.store.columns import Numbered
from worker.store.health import GOOD
from worker.store.look_tables import OutletRecord
from worker.store.tables import Article, Change, Delivery, Feed, Outlet, Snapshot, Story, Watched


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
    changes = _by(session, Change.kind)
    deliveries = _by(session, Delivery.state)
    return Counts(
        stories=_all(session, Story),
        articles=session.scalar(select(func.count()).select_from(Article).where(Article.merged_into.is_(None))) or 0,
        snapshots=_all(session, Snapshot),
        changes={kind: changes.get(kind.value, 0) for kind in ChangeKind},
        deliveries={state: deliveries.get(state.value, 0) for state in DeliveryState},
        outlets=_outlets(session),
        failing={SourceKind.FEED: _failing(session, Feed), SourceKind.ARTICLE: _failing(session, Article)},
    )


def _outlets(session: Session) -> dict[str, int]:
    """Count outlets by health; one without a record fares well."""
    recorded = _by(session, OutletRecord.health)
    unknown = _all(session, Outlet) - sum(recorded.values())
    return {**recorded, GOOD: recorded.get(GOOD, 0) + unknown}


def _failing(session: Session, table: type[Watched]) -> int:
    failing = select(func.count()).select_from(table).where(table.watched, table.problem.is_not(None))
    return session.scalar(failing) or 0


def _all(session: Session, table: type[Numbered]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _by(session: Session, column: InstrumentedAttribute[Any]) -> dict[str, int]:
    return dict(session.execute(select(column, func.count()).group_by(column)).all())
