"""The bytes of pages: each body once, held against its digest when it is read.

A page mostly says what the article's page before it said; it is then kept as what it differs in from a keyframe, which
is an earlier page that is kept whole (`keyframes`).
"""

from hashlib import sha256

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from worker.errors import StetError
from worker.store import blob, insert, keyframes
from worker.store.tables import Body, Page


class DamagedError(StetError):
    """The database does not hold something any more as it was stored."""

    def __init__(self, what: str, why: str) -> None:
        """Name what it is, and what is wrong with it."""
        super().__init__(f"{what} is damaged: {why}; restore the database from a backup")


def keep(session: Session, article_id: int, digest: str, data: bytes) -> None:
    """Keep the body of a page of an article under its digest, unless it is kept already."""
    if session.scalar(select(Body.size).where(Body.digest == digest)) is not None:
        return
    newest = session.execute(
        select(Body.digest, Body.base_digest)
        .join(Page, Page.body_digest == Body.digest)
        .where(Page.article_id == article_id)
        .order_by(Page.fetched_at.desc(), Page.id.desc())
        .limit(keyframes.MOST)
    )
    bases = keyframes.candidates([(row.digest, row.base_digest) for row in newest])
    packed, base = keyframes.pack(data, bases, lambda key: _keyframe(session, key))
    insert.all_new(session, Body, [{"digest": digest, "data": packed, "size": len(data), "base_digest": base}])


def load(session: Session, digest: str) -> bytes:
    """Return the bytes that have this digest.

    Raises:
        DamagedError: what is stored cannot be unpacked, or is something else.
    """
    row = _row(session, digest)
    base = None if row.base_digest is None else _keyframe(session, row.base_digest)[0]
    return _unpacked(digest, row.data, base)


def _keyframe(session: Session, digest: str) -> tuple[bytes, int]:
    """Return a body that is kept whole, and how many bytes it takes."""
    row = _row(session, digest)
    if row.base_digest is not None:
        raise DamagedError(f"the stored page {digest}", "others differ from it, and it is not whole itself")
    return _unpacked(digest, row.data, None), len(row.data)


def _row(session: Session, digest: str) -> Row[bytes, str | None]:
    row = session.execute(select(Body.data, Body.base_digest).where(Body.digest == digest)).one_or_none()
    if row is None:
        raise DamagedError(f"the stored page {digest}", "it is missing")
    return row


def _unpacked(digest: str, packed: bytes, base: bytes | None) -> bytes:
    try:
        data = blob.unpack(packed, base)
    except blob.ZstdError as error:
        raise DamagedError(f"the stored page {digest}", f"it cannot be unpacked ({error})") from error
    if sha256(data).hexdigest() != digest:
        raise DamagedError(f"the stored page {digest}", "its bytes have another digest")
    return data
