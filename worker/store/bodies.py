"""The bytes of pages: each body once, held against its digest when it is read.

A page mostly says what the article's page before it said; it is then kept as what it differs in from a keyframe, which
is an earlier page that is kept whole (`keyframes`).
"""

from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session, aliased

from worker.errors import StetError
from worker.store import blob, insert, keyframes
from worker.store.statements import run
from worker.store.tables import Body, Page

BASE: Final = aliased(Body, name="base")
"""The body that another differs from."""
COLUMNS: Final = (
    Body.digest.label("kept_digest"),
    Body.data.label("kept"),
    Body.base_digest.label("kept_base"),
    BASE.data.label("base"),
    BASE.base_digest.label("base_base"),
)
"""What `unpacked` is made of, where `Body` is outer joined, and `BASE` by its `base_digest`."""


class DamagedError(StetError):
    """The database does not hold something any more as it was stored."""

    def __init__(self, what: str, why: str) -> None:
        """Name what it is, and what is wrong with it."""
        super().__init__(f"{what} is damaged: {why}; restore the database from a backup")


def keep(session: Session, article_id: int, digest: str, data: bytes) -> None:
    """Keep the body of a page of an article under its digest, unless it is kept already."""
    newest = run(session, _NEWEST, article=article_id).all()
    if any(row.digest == digest for row in newest):
        return
    bases = keyframes.candidates([(row.digest, row.base_digest) for row in newest])
    packed, base = keyframes.pack(data, bases, lambda key: _keyframe(session, key))
    insert.all_new(session, Body, [{"digest": digest, "data": packed, "size": len(data), "base_digest": base}])


def load(session: Session, digest: str) -> bytes:
    """Return the bytes that have this digest.

    Raises:
        DamagedError: what is stored cannot be unpacked, or is something else.
    """
    return unpacked(digest, run(session, _WITH_BASE, digest=digest).one_or_none())


def unpacked(digest: str, row: Row[*tuple[Any, ...]] | None) -> bytes:
    """Return the bytes that have this digest, from a row that has `COLUMNS`.

    Raises:
        DamagedError: what is stored cannot be unpacked, or is something else.
    """
    if row is None or row.kept_digest is None:
        raise _missing(digest)
    if row.kept_base is None:
        return _unpacked(digest, row.kept, None)
    if row.base is None:
        raise _missing(row.kept_base)
    return _unpacked(digest, row.kept, _whole(row.kept_base, row.base, row.base_base))


def _keyframe(session: Session, digest: str) -> tuple[bytes, int]:
    """Return a body that is kept whole, and how many bytes it takes."""
    row = run(session, _ALONE, digest=digest).one_or_none()
    if row is None:
        raise _missing(digest)
    return _whole(digest, row.data, row.base_digest), len(row.data)


def _whole(digest: str, packed: bytes, base_digest: str | None) -> bytes:
    if base_digest is not None:
        raise DamagedError(f"the stored page {digest}", "others differ from it, and it is not whole itself")
    return _unpacked(digest, packed, None)


def _missing(digest: str) -> DamagedError:
    return DamagedError(f"the stored page {digest}", "it is missing")


_ALONE: Final = select(Body.data, Body.base_digest).where(Body.digest == bindparam("digest"))
_WITH_BASE: Final = (
    select(*COLUMNS).outerjoin(BASE, BASE.digest == Body.base_digest).where(Body.digest == bindparam("digest"))
)
_NEWEST: Final = (
    select(Body.digest, Body.base_digest)
    .join(Page, Page.body_digest == Body.digest)
    .where(Page.article_id == bindparam("article"))
    .order_by(Page.fetched_at.desc(), Page.id.desc())
    .limit(keyframes.MOST)
)


def _unpacked(digest: str, packed: bytes, base: bytes | None) -> bytes:
    try:
        data = blob.unpack(packed, base)
    except blob.ZstdError as error:
        raise DamagedError(f"the stored page {digest}", f"it cannot be unpacked ({error})") from error
    if sha256(data).hexdigest() != digest:
        raise DamagedError(f"the stored page {digest}", "its bytes have another digest")
    return data
