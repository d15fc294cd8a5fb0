"""What feeds list: articles that a feed leaves out of a sudden, and such as were gone and are listed again."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from schemas.base import Frozen, Utc
from worker.store.look_tables import Standing
from worker.store.name_tables import ArticleUrl
from worker.store.statements import run, write
from worker.store.tables import Article, Feed


class Before(Frozen):
    """When a feed was read from end to end before, and which of its articles were gone and not listed then."""

    read_at: Utc | None = None
    gone: frozenset[int] = frozenset()


def before(session: Session, feed_id: int) -> Before:
    """Return how it was before a feed's entries are met again."""
    read_at = run(session, _LISTED_AT, feed=feed_id).scalar()
    if read_at is None:
        return Before()
    return Before(read_at=read_at, gone=frozenset(run(session, _UNLISTED, feed=feed_id, read_at=read_at).scalars()))


def read(session: Session, feed_id: int, at: datetime) -> None:
    """Note that a feed's entries were read from end to end."""
    write(session, Feed, feed_id, {"listed_at": at})


def left_out(
    session: Session, feed_id: int, named: Collection[int], *, read_at: datetime, oldest: datetime
) -> list[int]:
    """Return the articles that a feed listed when it was read before and does not list now, though it goes back so far.

    Args:
        session: any transaction.
        feed_id: the feed.
        named: the articles that it lists now.
        read_at: when it was read before.
        oldest: when the oldest article that it lists was published.
    """
    these = {"feed": feed_id, "oldest": oldest, "named": sorted(named), "read_at": read_at}
    return list(run(session, _LEFT_OUT, **these).scalars())


_LISTED_AT: Final = select(Feed.listed_at).where(Feed.id == bindparam("feed"))
_OF_FEED: Final = (
    select(Article.id)
    .join(ArticleUrl, ArticleUrl.article_id == Article.id)
    .outerjoin(Standing, Standing.article_id == Article.id)
    .where(Article.feed_id == bindparam("feed"), Article.watched)
    .group_by(Article.id)
)
_READ_AT: Final = bindparam("read_at", type_=ArticleUrl.last_seen.type)
_UNLISTED: Final = _OF_FEED.where(Standing.gone_at.is_not(None)).having(func.max(ArticleUrl.last_seen) < _READ_AT)
_LEFT_OUT: Final = (
    _OF_FEED.where(Standing.gone_at.is_(None), Article.published > bindparam("oldest"))
    .where(Article.id.not_in(bindparam("named", expanding=True)))
    .having(func.max(ArticleUrl.last_seen) >= _READ_AT)
)
