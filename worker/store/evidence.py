"""What is kept of an article, to be handed out whole: pages with their bytes, versions, changes. One at a time."""

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas.change import Change, ChangeKind
from schemas.evidence import EvidenceChange, EvidencePage, EvidenceVersion
from schemas.page import Given
from worker.store import blob, bodies, snapshots
from worker.store.tables import Body, Page, Snapshot
from worker.store.tables import Change as ChangeRow


def pages(session: Session, article_id: int) -> tuple[EvidencePage, ...]:
    """Return every page that is kept of an article, oldest first, without its bytes."""
    rows = session.execute(
        select(Page, Body.size, Snapshot.version)
        .join(Body, Body.digest == Page.body_digest)
        .outerjoin(Snapshot, (Snapshot.page_id == Page.id) & (Snapshot.article_id == article_id))
        .where(Page.article_id == article_id)
        .order_by(Page.fetched_at, Page.id)
    )
    return tuple(
        EvidencePage(
            fetched_at=page.fetched_at,
            url=page.url,
            status=page.status,
            headers=page.headers,
            content_type=page.content_type,
            complete=page.complete,
            size=size,
            sha256=page.body_digest,
            verdict=page.verdict,
            reason=page.reason,
            given=Given.model_validate(page.given),
            version=version,
        )
        for page, size, version in rows
    )


def body(session: Session, digest: str) -> bytes:
    """Return the bytes of a page.

    Raises:
        DamagedError: the database does not hold them any more as they were.
    """
    return bodies.load(session, digest)


def versions(session: Session, article_id: int) -> Iterator[EvidenceVersion]:
    """Yield the versions of an article, oldest first; one is held at a time."""
    known = select(Snapshot.id, Page.body_digest).join(Page, Page.id == Snapshot.page_id)
    for number, digest in session.execute(
        known.where(Snapshot.article_id == article_id).order_by(Snapshot.version)
    ).all():
        kept = snapshots.load(session, number)
        yield EvidenceVersion(
            version=kept.version,
            fetched_at=kept.fetched_at,
            page_sha256=digest,
            text_sha256=sha256(kept.reading.text.encode()).hexdigest(),
            reading=kept.reading,
        )


def changes(session: Session, article_id: int) -> Iterator[EvidenceChange]:
    """Yield the revisions of an article in the order they were found, without the sentences of their sides."""
    wanted = select(ChangeRow.id).where(
        ChangeRow.new_article_id == article_id, ChangeRow.kind == ChangeKind.REVISION.value
    )
    for number in session.scalars(wanted.order_by(ChangeRow.created_at, ChangeRow.id)).all():
        row = session.get_one(ChangeRow, number)
        change = blob.unpack_model(Change, row.document)
        yield EvidenceChange(id=row.id, found_at=row.created_at, change=change)
        session.expunge(row)
