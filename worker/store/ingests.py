"""Requests taken in, each worked once however often it is sent."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from schemas.base import Frozen
from schemas.ingest import IngestRequest
from worker.store import blob, insert
from worker.store.article_urls import identity
from worker.store.due import nudge_patience
from worker.store.story_tables import Telling
from worker.store.tables import Article, Ingest, Page, Snapshot


def accept(session: Session, request: IngestRequest, now: datetime) -> int | None:
    """Keep a request, owed work from `now`; return its id, or None where its `request_id` was accepted before."""
    kept = request if request.fetched_at else request.model_copy(update={"fetched_at": now})
    return insert.if_new(
        session,
        Ingest,
        request_id=request.request_id or uuid4().hex,
        request=blob.pack_model(kept),
        url_digest=identity(kept.url) if kept.url else None,
        received_at=now,
        next_at=now,
        held_until=now + nudge_patience(),
    )


def load(session: Session, ingest_id: int) -> IngestRequest:
    """Return an accepted request that is still to be worked."""
    packed = session.scalars(select(Ingest.request).where(Ingest.id == ingest_id)).one()
    assert packed is not None
    return blob.unpack_model(IngestRequest, packed)


def worked(session: Session, ingest_id: int, *, article_id: int, page_id: int | None) -> None:
    """Note what a request led to, and let go of its content."""
    session.execute(
        update(Ingest).where(Ingest.id == ingest_id).values(request=None, article_id=article_id, page_id=page_id)
    )


def owed_before(session: Session, ingest_id: int) -> int | None:
    """Return the earliest other request for the same address that came before this one and is still to be worked."""
    return _owed_beside(session, ingest_id, Ingest.id < ingest_id)


def owed_after(session: Session, ingest_id: int) -> int | None:
    """Return the next request for the same address that is still to be worked."""
    return _owed_beside(session, ingest_id, Ingest.id > ingest_id)


def _owed_beside(session: Session, ingest_id: int, where: ColumnElement[bool]) -> int | None:
    same = select(Ingest.url_digest).where(Ingest.id == ingest_id).scalar_subquery()
    return session.scalar(
        select(Ingest.id)
        .where(Ingest.url_digest == same, Ingest.next_at.is_not(None), where)
        .order_by(Ingest.id)
        .limit(1)
    )


class Progress(Frozen):
    """How far a request has come."""

    request_id: str
    article: int | None
    version: int | None
    is_through: bool
    problem: str | None


def progress(session: Session, request_id: str) -> Progress | None:
    """Return how far the request has come, or None where it was never accepted.

    A request is through when its page was read and the version it made, if any, was compared with the one before and
    with the other articles of its story; one that brought no page, when its article was visited since and so were the
    pages of that visit.
    """
    request = session.scalars(select(Ingest).where(Ingest.request_id == request_id)).one_or_none()
    if request is None:
        return None
    if request.article_id is None:
        return Progress(
            request_id=request_id,
            is_through=request.next_at is None,
            problem=request.setback,
            article=None,
            version=None,
        )
    article = session.get_one(Article, request.article_id)
    pages = select(Page).where(Page.article_id == article.id)
    if request.page_id is not None:
        pages = pages.where(Page.id == request.page_id)
    page = session.scalars(pages.order_by(Page.id.desc()).limit(1)).one_or_none()
    snapshot = session.scalars(
        select(Snapshot).where(Snapshot.article_id == article.id).order_by(Snapshot.version.desc()).limit(1)
    ).one_or_none()
    visited = request.page_id is not None or (article.last_visit_at or request.received_at) > request.received_at
    telling = session.scalars(select(Telling).where(Telling.article_id == article.id)).one_or_none()
    steps = [step for step in (request, page, snapshot, telling) if step is not None]
    return Progress(
        request_id=request_id,
        article=article.id,
        version=None if snapshot is None else snapshot.version,
        is_through=visited and all(step.next_at is None for step in steps),
        problem=next((step.setback for step in steps if step.setback), None) or (article.problem if visited else None),
    )
