"""Since when versions stand and what tells, of many at once and without their readings."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from schemas.signals import DatedBy
from worker.store.snapshots import Stated, dated
from worker.store.tables import Snapshot


def of_snapshots(session: Session, snapshot_ids: Collection[int]) -> dict[int, Stated]:
    """Return since when each of these versions stands."""
    return {number: stands for number, _, stands in _stands(session, Snapshot.id.in_(snapshot_ids))}


def of_articles(session: Session, article_ids: Collection[int]) -> dict[tuple[int, datetime], DatedBy]:
    """Return what tells since when each version of these articles stands, by the article and that moment."""
    return {
        (article, stands.at): stands.by for _, article, stands in _stands(session, Snapshot.article_id.in_(article_ids))
    }


def of_versions(session: Session, article_id: int) -> dict[int, Stated]:
    """Return since when each version of an article stands, oldest first."""
    return {number: stands for number, _, stands in _stands(session, Snapshot.article_id == article_id)}


def _stands(session: Session, which: ColumnElement[bool]) -> list[tuple[int, int, Stated]]:
    rows = session.execute(
        select(
            *(Snapshot.id, Snapshot.article_id, Snapshot.version, Snapshot.fetched_at, Snapshot.published),
            *(Snapshot.stated_at, Snapshot.stated_by),
        )
        .where(which)
        .order_by(Snapshot.article_id, Snapshot.version)
    )
    return [
        (row.id, row.article_id, dated(row.version, row.fetched_at, row.published, row.stated_at, row.stated_by))
        for row in rows
    ]
