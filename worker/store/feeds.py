"""What is watched: feeds and single articles, how they fare, and how a visit ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, not_, or_, select, update
from sqlalchemy.orm import Session

from schemas.feed import FeedKind
from schemas.sources import SourceKind
from worker.store import hosts, insert, outlets
from worker.store.article_urls import identity
from worker.store.statements import run, write
from worker.store.tables import Article, Feed, Host, Outlet, Watched
from worker.text import address
from worker.text.normalise import clean

LATEST = 30
"""Of the articles that a feed brought, those by which its pace is told."""


def watch(
    session: Session,
    url: str,
    now: datetime,
    *,
    outlet: str | None,
    host: str,
    kind: FeedKind | None = None,
    found_by: int | None = None,
    lastmod: datetime | None = None,
) -> int:
    """Watch a feed from now on; return its id, also where it was watched before.

    Args:
        session: a writing transaction.
        url: its address.
        now: when it is polled first.
        outlet: whose it is, where that was said.
        host: the address' host.
        kind: what it is, where that is known already.
        found_by: the site or the index that names it; None where it was asked for.
        lastmod: when it was changed last, as an index says.
    """
    key = identity(url)
    feed_id = insert.or_find(
        session,
        Feed,
        or_(Feed.url_digest == key, Feed.url == address.fetchable(url)),
        url=address.fetchable(url),
        url_digest=key,
        outlet_id=outlets.outlet(session, outlet or outlets.provisional_name(host), now),
        outlet_given=outlet is not None,
        host_id=hosts.find_or_make(session, host, now),
        added_at=now,
        next_at=now,
        watched=True,
        kind=kind,
        found_by=found_by,
        lastmod=lastmod,
    )
    this = update(Feed).where(Feed.id == feed_id)
    is_site = Feed.kind == FeedKind.SITE
    session.execute(this.where(is_site, Feed.watched.is_(False)).values(kind=None, probes=[]))
    session.execute(this.where(Feed.watched.is_(False)).values(watched=True, next_at=now))
    if found_by is None:  # asked for: it no longer goes when what named it does
        session.execute(this.values(found_by=None))
    if outlet is not None:
        session.execute(this.values(outlet_id=outlets.outlet(session, outlet, now), outlet_given=True))
    return feed_id


def move(session: Session, feed_id: int, url: str, now: datetime) -> None:
    """Ask for a feed at another address from now on, unless another feed is watched there.

    It goes on to be known by the address that was asked for.
    """
    host = address.host(url)
    is_taken = select(Feed.id).where(or_(Feed.url_digest == identity(url), Feed.url == address.fetchable(url)))
    if host is None or session.scalar(is_taken.where(Feed.id != feed_id).limit(1)) is not None:
        return
    moved = {"url": address.fetchable(url), "host_id": hosts.find_or_make(session, host, now)}
    session.execute(update(Feed).where(Feed.id == feed_id).values(moved))


def hint_changed(session: Session, feed_id: int, lastmod: datetime, now: datetime) -> None:
    """Poll a sitemap now that its index says it has changed since it was last said to have."""
    changed = Feed.lastmod.is_(None) | (Feed.lastmod < lastmod)
    session.execute(update(Feed).where(Feed.id == feed_id, Feed.watched, changed).values(lastmod=lastmod, next_at=now))


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


def _line(value: str | None) -> str | None:
    return clean(value) if value else None


def visited_ill(session: Session, kind: SourceKind, row_id: int, now: datetime, problem: str) -> None:
    """Note a visit that failed, and since when they do."""
    table = _table(kind)
    failed = {"last_visit_at": now, "failures": table.failures + 1, "problem": problem}
    session.execute(update(table).where(table.id == row_id).values(failed))
    session.execute(update(table).where(table.id == row_id, table.failing_since.is_(None)).values(failing_since=now))


def _note(session: Session, kind: SourceKind, row_id: int, values: dict[str, Any]) -> None:
    write(session, _table(kind), row_id, values)


def _table(kind: SourceKind) -> type[Watched]:
    return Feed if kind is SourceKind.FEED else Article


def is_a(session: Session, feed_id: int, kind: FeedKind) -> None:
    """Note what is watched: a page in the place of a feed is then a failure of it."""
    write(session, Feed, feed_id, {"kind": kind})


def go_on_at(session: Session, feed_id: int, position: int | None) -> None:
    """Note where the next pass over a long document begins; None where nothing of it was left out."""
    write(session, Feed, feed_id, {"position": position})


def try_next(session: Session, feed_id: int, probes: Sequence[str]) -> None:
    """Note which addresses are still to be tried for a site's feeds."""
    session.execute(update(Feed).where(Feed.id == feed_id).values(kind=FeedKind.SITE, probes=list(probes)))


def watch_only(session: Session, index_id: int, feed_ids: Sequence[int]) -> None:
    """Watch no longer what an index named once and now does not."""
    session.execute(
        update(Feed).where(Feed.found_by == index_id, Feed.id.not_in(feed_ids)).values(watched=False, next_at=None)
    )


def probes(session: Session, feed_id: int) -> list[str]:
    """Return which addresses are still to be tried for a site's feeds."""
    return list(session.scalars(select(Feed.probes).where(Feed.id == feed_id)).one())


def kind(session: Session, feed_id: int) -> FeedKind | None:
    """Return what a feed turned out to be."""
    found = session.scalar(select(Feed.kind).where(Feed.id == feed_id))
    return FeedKind(found) if found else None


def is_at(session: Session, host_id: int, host: str) -> bool:
    """Whether a host is the one of that name."""
    return session.scalar(select(Host.id).where(Host.id == host_id, Host.name == host)) is not None


def found_through(session: Session, feed_id: int) -> int:
    """Count what is watched because this site or index named it."""
    named = select(func.count()).select_from(Feed).where(Feed.found_by == feed_id, Feed.watched)
    return session.scalar(named) or 0


def outlet_of(session: Session, feed_id: int) -> int:
    """Return the id of a feed's outlet."""
    return run(session, _OUTLET, feed=feed_id).scalar_one()


_OUTLET: Final = select(Feed.outlet_id).where(Feed.id == bindparam("feed"))


def failing_since(session: Session, feed_id: int, now: datetime) -> datetime:
    """Return since when a feed cannot be read, `now` where it can."""
    return session.scalar(select(Feed.failing_since).where(Feed.id == feed_id)) or now


class Pace(NamedTuple):
    """When the latest articles that a feed brought were published, when found, and how often it says it is made anew.

    Where it is not known when one was published it counts as published when found.
    """

    news: tuple[datetime, ...]
    found: tuple[datetime, ...]
    renewed: timedelta | None


def pace(session: Session, feed_id: int) -> Pace:
    """Return by what is told how soon there is news in a feed again."""
    rows = run(session, _NEWS, feed=feed_id).all()
    renewed = run(session, _RENEWED, feed=feed_id).scalar()
    return Pace(
        tuple(row.published or row.first_seen for row in rows),
        tuple(row.first_seen for row in rows),
        None if renewed is None else timedelta(seconds=renewed),
    )


_NEWS: Final = (
    select(Article.published, Article.first_seen)
    .where(Article.feed_id == bindparam("feed"))
    .order_by(Article.id.desc())
    .limit(LATEST)
)
_RENEWED: Final = select(Feed.renewed_seconds).where(Feed.id == bindparam("feed"))


def says(session: Session, feed_id: int, *, renewed_seconds: float | None, complaint: str | None) -> None:
    """Note how often a feed says that it is made anew, and what was wrong with it."""
    write(session, Feed, feed_id, {"renewed_seconds": renewed_seconds, "complaint": complaint})


def stop_polling(session: Session, feed_id: int) -> None:
    """Watch no longer what turned out to be no feed."""
    session.execute(update(Feed).where(Feed.id == feed_id).values(watched=False))


def name_outlet(session: Session, feed_id: int, name: str, now: datetime) -> None:
    """Call a feed's outlet so, unless a name was given or its articles have told who it is."""
    known = run(session, _NAMED, feed=feed_id).one()
    if known.outlet_given or known.name_key == outlets.key(name):
        return
    session.execute(
        update(Feed)
        .where(Feed.id == feed_id, Feed.outlet_given.is_(False), _is_untold(known.host))
        .values(outlet_id=outlets.outlet(session, name, now))
    )


_NAMED: Final = (
    select(Feed.outlet_given, Outlet.name_key, Host.name.label("host"))
    .join(Outlet, Outlet.id == Feed.outlet_id)
    .join(Host, Host.id == Feed.host_id)
    .where(Feed.id == bindparam("feed"))
)


def name_by_article(session: Session, article_id: int) -> None:
    """Call a feed whose name was not given after an article of the same site, and the index that named it too.

    A publisher has feeds by many titles, and is one outlet. The first article of a feed that says whose it is decides.
    """
    found = session.execute(
        select(Feed, Host.name, Article.url.label("article_url"), Article.outlet_id, Outlet.name_key)
        .join(Article, Article.feed_id == Feed.id)
        .join(Outlet, Outlet.id == Article.outlet_id)
        .join(Host, Host.id == Feed.host_id)
        .where(Article.id == article_id, Feed.outlet_given.is_(False), Feed.outlet_id != Article.outlet_id)
    ).one_or_none()
    if found is None or not address.same_site(found.Feed.url, found.article_url):
        return
    if found.name_key == outlets.key(outlets.provisional_name(address.host(found.article_url))):
        return
    told = {"outlet_id": found.outlet_id}
    session.execute(update(Feed).where(Feed.id == found.Feed.id, _is_untold(found.name)).values(told))
    of_index = update(Feed).where(Feed.id == found.Feed.found_by, Feed.outlet_given.is_(False))
    session.execute(of_index.where(Feed.outlet_id.in_(_nameless(found.name))).values(told))
    nameless = _nameless(address.host(found.article_url))
    unread = update(Article).where(Article.feed_id == found.Feed.id, Article.last_good_at.is_(None))
    session.execute(unread.where(Article.outlet_given.is_(False), Article.outlet_id.in_(nameless)).values(told))


def told_outlet(session: Session, feed_id: int, url: str) -> str | None:
    """Return whose a feed is, where that is known by more than its host: given, or told by an article of it."""
    told = or_(Feed.outlet_given, not_(_is_untold(address.host(url))))
    return session.scalar(select(Outlet.name).join(Feed, Feed.outlet_id == Outlet.id).where(Feed.id == feed_id, told))


def _is_untold(host: str | None) -> ColumnElement[bool]:
    """Whether no article of a feed at this host bears its outlet's name, as an expression."""
    same = select(Article.id).where(Article.feed_id == Feed.id, Article.outlet_id == Feed.outlet_id)
    return or_(Feed.outlet_id.in_(_nameless(host)), ~same.exists())


def _nameless(host: str | None) -> Select[int]:
    return select(Outlet.id).where(Outlet.name_key == outlets.key(outlets.provisional_name(host)))
