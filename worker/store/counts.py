"""How much of everything is stored, for the metrics."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from schemas.alert import DeliveryState
from schemas.base import Frozen
from schemas.change import ChangeKind
from worker.store.columns import Numbered
from worker.store.tables import Article, Change, Delivery, Snapshot, Story


class Counts(Frozen):
    """Rows stored; every kind and state is named, also where there is none of it."""

    stories: int
    articles: int
    snapshots: int
    changes: dict[ChangeKind, int]
    deliveries: dict[DeliveryState, int]


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
    )


def _all(session: Session, table: type[Numbered]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _by(session: Session, column: InstrumentedAttribute[Any]) -> dict[str, int]:
    return dict(session.execute(select(column, func.count()).group_by(column)).all())
