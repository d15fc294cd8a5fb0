"""What feeds list: articles that a feed leaves out of a sudden, and such as were gone and are listed again."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from schemas.base import Frozen, Utc
from worker.store.look_tables import Standing
from worker.store.name_tables import ArticleUrl
from worker.store.tables import Article, Feed


class Before(Frozen):
    """When a feed was read from end to end before, and which of its articles were gone and not listed then."""

    read_at: Utc | None = None
    gone: frozenset[int] = frozenset()


def before(session: Session, feed_id: int) -> Before:
    """Return how it was before a feed's entries are met again."""
    read_at = session.scalar(select(Feed.listed_at).where(Feed.id == feed_id))
    if read_at is None:
        return Before()
    unlisted = _of(feed_id).where(Standing.gone_at.is_not(None)).having(func.max(ArticleUrl.last_seen) < read_at)
    return Before(read_at=read_at, gone=frozenset(session.scalars(unlisted)))


def read(session: Session, feed_id: int, at: datetime) -> None:
    """Note that a feed's entries were read from end to end."""
    session.execute(update(Feed).where(Feed.id == feed_id).values(listed_at=at))


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
    these = _of(feed_id).where(Standing.gone_at.is_(None), Article.published > oldest, Article.id.not_in(named))
    return list(session.scalars(these.having(func.max(ArticleUrl.last_seen) >= read_at)))


def _of(feed_id: int) -> Select[int]:
    return (
        select(Article.id)
        .join(ArticleUrl, ArticleUrl.article_id == Article.id)
        .outerjoin(Standing, Standing.article_id == Article.id)
        .where(Article.feed_id == feed_id, Article.watched)
        .group_by(Article.id)
    )
