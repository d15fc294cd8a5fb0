"""What is watched, listed with how it fares and what came of it, and given up."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from schemas.change import ChangeKind
from schemas.feed import FeedKind
from schemas.sources import Source, SourceKind, WatchSource
from worker.errors import NotFoundError
from worker.store import articles, counts, health, outlets, silences
from worker.store.article_urls import identity
from worker.store.look_tables import FeedRecord
from worker.store.name_tables import ArticleUrl
from worker.store.tables import Article, Change, Feed, Host, Outlet, Snapshot
from worker.text import address

TIME_FOR_SITEMAPS: Final = timedelta(days=1)
_STOPPED = {"watched": False, "next_at": None, "lease": None, "held_until": None}


def unwatch(session: Session, url: str) -> int:
    """Stop watching a feed, a site or an article, what a site or index led to, and the articles that a feed brought.

    What was stored stays.

    Returns:
        How many articles are visited no more.

    Raises:
        NotFoundError: nothing of that address is watched.
    """
    key = identity(url)
    named = list(session.scalars(select(Feed.id).where(_is_at(url))))
    feeds = set(named)
    while named:
        named = list(session.scalars(select(Feed.id).where(Feed.found_by.in_(named), Feed.id.not_in(feeds))))
        feeds.update(named)
    stopped = list(
        session.scalars(update(Feed).where(Feed.id.in_(feeds), Feed.watched).values(_STOPPED).returning(Feed.id))
    )
    at_url = select(ArticleUrl.article_id).where(ArticleUrl.identity == key)
    theirs = or_(Article.url_digest == key, Article.id.in_(at_url), Article.feed_id.in_(feeds))
    visited = list(
        session.scalars(update(Article).where(theirs, Article.watched).values(_STOPPED).returning(Article.id))
    )
    if not stopped and not visited:
        raise NotFoundError(f"{url!r} is not watched; `stet sources` lists what is")
    return len(visited)


def watched_as(session: Session, url: str) -> str | None:
    """Return the address under which a feed, a site or a sitemap is watched already; None where it is not."""
    return session.scalar(select(Feed.url).where(_is_at(url), Feed.watched).limit(1))


def _is_at(url: str) -> ColumnElement[bool]:
    """Whether a feed is known by an address: that which was asked for, or where it has moved to."""
    return or_(Feed.url_digest == identity(url), Feed.url == address.fetchable(url))


def listed(session: Session) -> tuple[Source, ...]:
    """Return every watched feed, then every watched article that no feed brought, with how it fares."""
    found = _feeds(session)
    wanted = select(Article, Outlet.name, articles.well_at()).join(Outlet, Outlet.id == Article.outlet_id)
    rows = session.execute(wanted.where(Article.watched, Article.feed_id.is_(None)).order_by(Article.id)).all()
    versions, changes = _yields(session, [row.id for row, _, _ in rows])
    found += [
        _source(row, outlet, (1, versions.get(row.id, 0), changes.get(row.id, 0)), well_at)
        for row, outlet, well_at in rows
    ]
    return tuple(found)


def _feeds(session: Session) -> list[Source]:
    wanted = (
        select(Feed, Outlet.name.label("outlet"), FeedRecord, silences.is_quiet().label("quiet"))
        .join(Outlet, Outlet.id == Feed.outlet_id)
        .outerjoin(FeedRecord, FeedRecord.feed_id == Feed.id)
        .where(Feed.watched)
        .order_by(Feed.id)
    )
    rows = session.execute(wanted).all()
    brought = counts.brought(session)
    indexes = {row.Feed.id for row in rows if row.Feed.kind == FeedKind.SITEMAP_INDEX}
    found = []
    for row in rows:
        feed: Feed = row.Feed
        record: FeedRecord | None = row.FeedRecord
        came = brought.articles.get(feed.id, 0), brought.versions.get(feed.id, 0), brought.revisions.get(feed.id, 0)
        source = _source(feed, row.outlet, came, feed.last_good_at)
        has_named_nothing = record is None and feed.found_by not in indexes and _should_have_named(feed)
        word = (
            "quiet" if row.quiet else "nothing-yet" if has_named_nothing and source.health == "good" else source.health
        )
        told = {"last_news": record.news_at, "quiet_from": record.quiet_from} if record else {}
        found.append(source.model_copy(update={"health": word, "complaint": feed.complaint, **told}))
    return found


def _should_have_named(feed: Feed) -> bool:
    """Whether a feed that was read would have named something by now; the sitemaps of an index are read after it."""
    if feed.kind == FeedKind.SITEMAP_INDEX:
        return feed.last_good_at is not None and feed.last_good_at > feed.added_at + TIME_FOR_SITEMAPS
    return feed.kind not in {None, FeedKind.SITE}


def _yields(session: Session, article_ids: Iterable[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Return how many versions and how many revisions each of these articles has."""
    wanted = list(article_ids)
    versions = select(Snapshot.article_id, func.count()).where(Snapshot.article_id.in_(wanted))
    changes = select(Change.new_article_id, func.count()).where(
        Change.new_article_id.in_(wanted), Change.kind == ChangeKind.REVISION.value
    )
    return (
        dict(session.execute(versions.group_by(Snapshot.article_id)).all()),
        dict(session.execute(changes.group_by(Change.new_article_id)).all()),
    )


def _source(row: Feed | Article, outlet: str, came: tuple[int, int, int], well_at: datetime | None) -> Source:
    """Return a feed or an article, whose outlet it is, what came of it, and when it was last found well."""
    found, versions, changes = came
    form = row.kind if isinstance(row, Feed) else None
    return Source(
        id=row.id,
        kind=SourceKind.FEED if isinstance(row, Feed) else SourceKind.ARTICLE,
        form=FeedKind(form) if form else None,
        url=row.url,
        outlet=outlet,
        health=health.told(row.problem) if row.problem else "good" if row.last_good_at else "new",
        unhealthy_since=row.failing_since,
        last_good=well_at,
        next_visit=row.next_at,
        articles=found,
        versions=versions,
        changes=changes,
    )


def subscriptions(session: Session) -> tuple[WatchSource, ...]:
    """Return what is watched as a list that can be watched again; an index stands for the sitemaps it names.

    A name that was only made of a host's is left out: watched again under it, the outlet could not say its own.
    """
    indexes = select(Feed.id).where(Feed.kind == FeedKind.SITEMAP_INDEX)
    asked_for = (
        (Feed, or_(Feed.found_by.is_(None), Feed.found_by.not_in(indexes))),
        (Article, Article.feed_id.is_(None)),
    )
    return tuple(
        WatchSource(
            url=row.url,
            outlet=outlet if row.outlet_given or outlet != outlets.provisional_name(host) else None,
        )
        for table, where in asked_for
        for row, outlet, host in session.execute(
            select(table, Outlet.name, Host.name)
            .join(Outlet, Outlet.id == table.outlet_id)
            .outerjoin(Host, Host.id == table.host_id)
            .where(table.watched, where)
            .order_by(table.id)
        )
    )
