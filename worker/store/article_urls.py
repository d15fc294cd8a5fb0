"""The addresses an article was found under. What makes two of them one is `worker.text.address.canonical`."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from schemas.story import OtherUrl
from worker.store import insert
from worker.store.name_tables import ArticleUrl
from worker.store.statements import run
from worker.store.tables import Article
from worker.text import address

_STANDING: Final = func.coalesce(Article.merged_into, ArticleUrl.article_id)
"""An address that was noted for an article while that was merged into another is the other's."""

_FOUND: Final = (
    select(_STANDING)
    .join_from(ArticleUrl, Article, Article.id == ArticleUrl.article_id)
    .where(ArticleUrl.identity == bindparam("identity"))
    .order_by(ArticleUrl.id)
    .limit(1)
)

_MET: Final = (
    select(ArticleUrl.identity, _STANDING)
    .join_from(ArticleUrl, Article, Article.id == ArticleUrl.article_id)
    .where(ArticleUrl.identity.in_(bindparam("keys", expanding=True)))
    .order_by(ArticleUrl.id.desc())
)
_SEEN: Final = (
    update(ArticleUrl)
    .where(ArticleUrl.url_digest.in_(bindparam("keys", expanding=True)))
    .values(last_seen=bindparam("now", type_=ArticleUrl.last_seen.type))
    .returning(ArticleUrl.url_digest)
)


def identity(url: str) -> str:
    """Return the key under which an article is found: the same for its desktop, mobile and AMP address, and so on."""
    return _digest(address.canonical(url))


def spelling(url: str) -> str:
    """Return the key of one spelling of an address, which is kept once."""
    return _digest(address.fetchable(url))


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find(session: Session, url: str) -> int | None:
    """Return the id of the article known under this address."""
    return run(session, _FOUND, identity=identity(url)).scalar()


def also_at(session: Session, article_id: int, url: str, now: datetime) -> bool:
    """Note that the article was found under `url`; return False where that address leads to another article."""
    known = find(session, url)
    if known not in {None, article_id}:
        return False
    seen_at(session, {url: article_id}, now)
    return True


def seen_at(session: Session, urls: dict[str, int], now: datetime) -> None:
    """Note that articles were seen at these addresses just now, each spelling on a row of its own."""
    keys = {spelling(url): (address.fetchable(url), article_id) for url, article_id in sorted(urls.items())}
    known = set(run(session, _SEEN, keys=[*keys], now=now).scalars())
    new = [
        {
            "url": url,
            "url_digest": key,
            "identity": identity(url),
            "article_id": article_id,
            "first_seen": now,
            "last_seen": now,
        }
        for key, (url, article_id) in keys.items()
        if key not in known
    ]
    insert.all_new(session, ArticleUrl, new)


def met_again(session: Session, urls: Iterable[str], now: datetime) -> dict[str, int]:
    """Note that articles were seen at these addresses; return the articles of those that lead to one."""
    keys = {identity(url): url for url in urls}
    known = run(session, _MET, keys=[*keys])
    met = {keys[key]: article_id for key, article_id in known}
    seen_at(session, met, now)
    return met


def of(session: Session, article_id: int) -> tuple[OtherUrl, ...]:
    """Return every address the article was found under, in the order they came."""
    rows = session.scalars(select(ArticleUrl).where(ArticleUrl.article_id == article_id).order_by(ArticleUrl.id))
    return tuple(OtherUrl(url=row.url, first_seen=row.first_seen, last_seen=row.last_seen) for row in rows)
