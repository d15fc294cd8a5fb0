"""The tables of what articles are called: their addresses, and the ids that feeds give them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from worker.store.columns import Numbered
from worker.store.tables import Article, Feed


class ArticleUrl(Numbered):
    """Every address an article was found under, each spelling once; all of one `identity` lead to one article."""

    __tablename__ = "article_urls"
    url: Mapped[str]
    url_digest: Mapped[str] = mapped_column(String(64), unique=True)
    identity: Mapped[str] = mapped_column(String(64), index=True)
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id), index=True)
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]


class FeedGuid(Numbered):
    """What a feed calls an article, and what it first said of it: one row for each, however often it renames it."""

    __tablename__ = "feed_guids"
    __table_args__ = (UniqueConstraint("feed_id", "guid_digest"),)
    feed_id: Mapped[int] = mapped_column(ForeignKey(Feed.id))
    guid_digest: Mapped[str] = mapped_column(String(64))
    title: Mapped[str | None]
    published: Mapped[datetime | None]
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id), index=True)
