"""The bytes of pages: each body once, compressed, and held against its digest when it is read."""

from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from worker.errors import StetError
from worker.store import blob, insert
from worker.store.tables import Body


class DamagedError(StetError):
    """The database does not hold the bytes of a page any more as they were stored."""

    def __init__(self, digest: str, why: str) -> None:
        """Name the body, and what is wrong with it."""
        super().__init__(f"the stored page {digest} is damaged: {why}; restore the database from a backup")


def keep(session: Session, digest: str, data: bytes) -> None:
    """Keep a body under its digest, unless it is kept already."""
    if session.scalar(select(Body.size).where(Body.digest == digest)) is None:
        insert.all_new(session, Body, [{"digest": digest, "data": blob.pack(data), "size": len(data)}])


def load(session: Session, digest: str) -> bytes:
    """Return the bytes that have this digest.

    Raises:
        DamagedError: what is stored cannot be unpacked, or is something else.
    """
    packed = session.scalar(select(Body.data).where(Body.digest == digest))
    if packed is None:
        raise DamagedError(digest, "it is missing")
    try:
        data = blob.unpack(packed)
    except blob.ZstdError as error:
        raise DamagedError(digest, f"it cannot be unpacked ({error})") from error
    if sha256(data).hexdigest() != digest:
        raise DamagedError(digest, "its bytes have another digest")
    return data
