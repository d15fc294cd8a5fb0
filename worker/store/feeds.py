"""What is watched: feeds and single articles, how they fare, and how a visit ended."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from schemas.sources import Source, SourceKind
from worker.errors import NotFoundError
from worker.store import hosts, insert, outlets
from worker.store.articles import digest
from worker.store.tables import Article, ArticleUrl, Feed, Outlet, Watched
from worker.text.normalise import clean


def watch(session: Session, url: str, now: datetime, *, outlet: str | None, host: str) -> int:
    """Watch a feed from now on; return its id, also where it was watched before."""
    key = digest(url)
    feed_id = insert.or_find(
        session,
        Feed,
        Feed.url_digest == key,
        url=url,
        url_digest=key,
        outlet_id=outlets.outlet(session, outlet or outlets.provisional_name(host), now),
        outlet_given=outlet is not None,
        host_id=hosts.find_or_make(session, host, now),
        added_at=now,
        next_at=now,
        watched=True,
    )
    again = update(Feed).where(Feed.id == feed_id)
    session.execute(again.where(Feed.watched.is_(False)).values(watched=True, next_at=now))
    if outlet is not None:
        session.execute(again.values(outlet_id=outlets.outlet(session, outlet, now), outlet_given=True))
    return feed_id


def visited_well(session: Session, feed_id: int, now: datetime, *, etag: str | None, last_modified: str | None) -> None:
    """Note a poll that was answered well, and the validators to ask with next time."""
    values = {
        "last_visit_at": now,
        "last_good_at": now,
        "failing_since": None,
        "failures": 0,
        "problem": None,
        "etag": _line(etag),
        "last_modified": _line(last_modified),
    }
    _note(session, SourceKind.FEED, feed_id, values)


def visited(session: Session, article_id: int, now: datetime, *, etag: str | None, last_modified: str | None) -> None:
    """Note a visit to an article that was answered; how it fares is for the reading of the answer to say."""
    values = {"last_visit_at": now, "etag": _line(etag), "last_modified": _line(last_modified)}
    _note(session, SourceKind.ARTICLE, article_id, values)


def _line(value: str | None) -> str | None:
    return clean(value) if value else None


def visited_ill(session: Session, kind: SourceKind, row_id: int, now: datetime, problem: str) -> None:
    """Note a visit that failed, and since when they do."""
    table = _table(kind)
    _note(session, kind, row_id, {"last_visit_at": now, "failures": table.failures + 1, "problem": problem})
    session.execute(update(table).where(table.id == row_id, table.failing_since.is_(None)).values(failing_since=now))


def _note(session: Session, kind: SourceKind, row_id: int, values: dict[str, Any]) -> None:
    table = _table(kind)
    session.execute(update(table).where(table.id == row_id).values(values))


def _table(kind: SourceKind) -> type[Watched]:
    return Feed if kind is SourceKind.FEED else Article


def is_one(session: Session, feed_id: int) -> None:
    """Note that what is watched is a feed: a page in its place is then a failure of it."""
    session.execute(update(Feed).where(Feed.id == feed_id).values(is_feed=True))


def stop_polling(session: Session, feed_id: int) -> None:
    """Watch no longer what turned out to be no feed."""
    session.execute(update(Feed).where(Feed.id == feed_id).values(watched=False))


def name_outlet(session: Session, feed_id: int, name: str, now: datetime) -> None:
    """Take a feed's own title for its outlet's name, unless a name was given."""
    session.execute(
        update(Feed)
        .where(Feed.id == feed_id, Feed.outlet_given.is_(False))
        .values(outlet_id=outlets.outlet(session, name, now))
    )


def unwatch(session: Session, url: str) -> None:
    """Stop watching a feed or an article; what was stored stays.

    Raises:
        NotFoundError: nothing of that address is watched.
    """
    stopped = 0
    for kind in SourceKind:
        table = _table(kind)
        stopped += len(
            session.scalars(
                update(table)
                .where(or_(table.url_digest == digest(url), *_known_as(table, url)), table.watched)
                .values(watched=False, next_at=None, lease=None, held_until=None)
                .returning(table.id)
            ).all()
        )
    if not stopped:
        raise NotFoundError(f"{url!r} is not watched; `stet sources` lists what is")


def _known_as(table: type[Watched], url: str) -> list[ColumnElement[bool]]:
    """Return what finds an article by any address it was found under."""
    if table is not Article:
        return []
    return [Article.id.in_(select(ArticleUrl.article_id).where(ArticleUrl.url_digest == digest(url)))]


def sources(session: Session) -> tuple[Source, ...]:
    """Return every watched feed, then every watched article that no feed brought, with how it fares."""
    yields = dict(session.execute(select(Article.feed_id, func.count()).group_by(Article.feed_id)).all())
    found: list[Source] = []
    for kind in SourceKind:
        table = _table(kind)
        wanted = select(table, Outlet.name).join(Outlet, Outlet.id == table.outlet_id).where(table.watched)
        if kind is SourceKind.ARTICLE:
            wanted = wanted.where(Article.feed_id.is_(None))
        found += [
            Source(
                id=row.id,
                kind=kind,
                url=row.url,
                outlet=outlet,
                health=row.problem or ("good" if row.last_good_at else "new"),
                unhealthy_since=row.failing_since,
                last_good=row.last_good_at,
                next_visit=row.next_at,
                articles=yields.get(row.id, 0) if kind is SourceKind.FEED else 1,
            )
            for row, outlet in session.execute(wanted.order_by(table.id))
        ]
    return tuple(found)
