"""What the URLs that redirects lead to are known again by; feeds and articles have their own in their rows."""

from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from worker.store import insert
from worker.store.tables import Validator
from worker.text.normalise import clean


def find(session: Session, url: str, body_digest: str | None) -> tuple[str | None, str | None]:
    """Return the ETag and Last-Modified of a URL's last answer, if that brought this body."""
    row = session.execute(
        select(Validator.etag, Validator.last_modified).where(
            Validator.url_digest == _digest(url), Validator.body_digest == body_digest
        )
    ).one_or_none()
    return (None, None) if row is None else (row.etag, row.last_modified)


def keep(session: Session, url: str, body_digest: str | None, *, etag: str | None, last_modified: str | None) -> None:
    """Keep what a URL's last answer is known again by, and the digest of its body."""
    key = _digest(url)
    values = {"body_digest": body_digest, "etag": line(etag), "last_modified": line(last_modified)}
    insert.all_new(session, Validator, [{"url_digest": key, **values}])
    session.execute(update(Validator).where(Validator.url_digest == key).values(values))


def line(value: str | None) -> str | None:
    """Return a header's value as it can be stored."""
    return clean(value) if value else None


def _digest(url: str) -> str:
    return sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
