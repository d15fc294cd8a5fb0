"""The frontier: what is due at a host, taken under the host's lease.

While a turn holds a host nobody else works its feeds and articles, so they are leased many at a time, with the host's
own token. That spares a write for each; but a turn that dies then cannot say on which row. The next turn at that host
therefore takes one row at a time and counts the attempt, until a turn ends well.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain, zip_longest
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Row, Select, Update, and_, bindparam, false, literal, or_, select, update
from sqlalchemy.orm import Session

from schemas.base import Frozen, Utc
from schemas.feed import FeedKind
from schemas.outcome import Stage
from worker.store.due import Lease
from worker.store.hosts import Held
from worker.store.seen import Seen, seen_of_each
from worker.store.statements import run
from worker.store.tables import Article, Feed, Outlet, Watched

VISITED: Final[dict[Stage, type[Watched]]] = {Stage.POLL: Feed, Stage.FETCH: Article}
"""The stages that ask a host for something."""
HEAD_START: Final = timedelta(hours=6)
"""Feeds, which bring the news, and news itself go before articles that have been due for so much longer: an archive, at
a host that is seldom to be asked, may keep others waiting for days."""

NEWS: Final = timedelta(days=1)
"""What was published no longer ago is news."""
SHARE_OF_TURNS: Final = 2
"""Where a host is not asked as often as it is owed, one request in so many goes to an archive, old articles that are
new here: `_alternating`. A thousand of them, announced at once, would else keep the news waiting for days."""


class Target(Frozen):
    """Something to ask for: where, for whom, and what the last answer said of itself."""

    id: int
    url: str
    host_id: int
    outlet: str
    outlet_given: bool
    etag: str | None
    last_modified: str | None
    failures: int
    watched: bool
    problem: str | None
    kind: FeedKind | None
    """What a feed turned out to be, and null before it answered as anything."""
    probes: tuple[str, ...]
    """Of a site whose feeds are being found: the addresses to try. The first stands in `url`."""
    found_by: int | None
    """The site or the index that named a feed."""
    position: int | None
    """Where the next pass goes on in a document that is longer than one pass takes."""
    lastmod: Utc | None
    """When a sitemap was changed last, as its index says."""
    body_digest: str | None
    """Of the bytes that the last visit brought."""
    unmodified: int
    suspect: bool
    is_archive: bool
    """Whether it is an article that nobody has looked at yet, and no news."""
    seen: Seen | None = None
    """What was seen of an article before this visit; None for a feed."""


class Visit(Frozen):
    """One row that is due, leased."""

    lease: Lease
    target: Target
    due_at: Utc


def take(session: Session, held: Held, now: datetime, *, limit: int) -> list[Visit]:
    """Lease what is due at a host, longest due first, feeds a little earlier; one row alone where turns died before.

    An archive and everything else alternate, over the requests of many turns: a turn may end after any of them.

    Args:
        session: a writing transaction.
        held: the host's lease.
        now: the present moment.
        limit: how many at most.
    """
    careful = held.deaths > 0
    most = 1 if careful else limit
    gives_way = most == 1 and held.after_archive
    feeds = _due(session, _what_is_due(Feed), Stage.POLL, held, now, most)
    articles = _due(session, _what_is_due(Article, archive_last=gives_way), Stage.FETCH, held, now, most)
    archive = [visit for visit in articles if visit.target.is_archive]
    if archive and len(articles) == most > 1:
        others = _due(session, _what_is_followed(), Stage.FETCH, held, now, most)
    else:
        others = [visit for visit in articles if not visit.target.is_archive]
    chosen = _alternating(sorted((*feeds, *others), key=_order), archive, after_archive=held.after_archive)[:most]
    for stage, table in VISITED.items():
        ids = [visit.lease.id for visit in chosen if visit.lease.stage is stage]
        if ids:
            run(session, _leasing(table, is_counted=careful), ids=ids, token=held.token, until=held.until)
    return _with_seen(session, chosen)


def _alternating(others: list[Visit], archive: list[Visit], *, after_archive: bool) -> list[Visit]:
    """Have an archive and the others go in turn, from where the last request left off; else what is due longest."""
    if not (others and archive):
        return others or archive
    archive_first = not after_archive and _order(archive[0]) < _order(others[0])
    pairs = zip_longest(*((archive, others) if archive_first else (others, archive)))
    return [visit for visit in chain.from_iterable(pairs) if visit is not None]


@lru_cache
def _leasing(table: type[Watched], *, is_counted: bool) -> Update:
    """Return the statement that leases rows, made once."""
    counted = {"tries": table.tries + 1} if is_counted else {}
    until = bindparam("until", type_=table.held_until.type)
    these = update(table).where(table.id.in_(bindparam("ids", expanding=True)))
    return these.values(lease=bindparam("token"), held_until=until, **counted)


def _with_seen(session: Session, visits: list[Visit]) -> list[Visit]:
    articles = [visit.lease.id for visit in visits if visit.lease.stage is Stage.FETCH]
    if not articles:
        return visits
    seen = seen_of_each(session, articles)
    return [_seen(visit, seen[visit.lease.id]) if visit.lease.stage is Stage.FETCH else visit for visit in visits]


def _seen(visit: Visit, seen: Seen) -> Visit:
    """Add what was seen of an article; what is in doubt or missed is asked for in full."""
    in_full = {"etag": None, "last_modified": None} if seen.is_in_doubt or seen.is_missed else {}
    return visit.model_copy(update={"target": visit.target.model_copy(update={"seen": seen, **in_full})})


def _order(visit: Visit) -> datetime:
    return visit.due_at - HEAD_START if visit.lease.stage is Stage.POLL else visit.due_at


def _due(
    session: Session, wanted: Select[*tuple[Any, ...]], stage: Stage, held: Held, now: datetime, most: int
) -> list[Visit]:
    """Return what such a query finds due at a host."""
    rows = run(session, wanted, host=held.id, now=now, most=most, since=now - NEWS)
    return [
        Visit(
            lease=Lease(stage=stage, id=row.id, token=held.token, tries=row.tries + 1),
            target=_target(row),
            due_at=row.next_at,
        )
        for row in rows
    ]


def _target(row: Row[*tuple[Any, ...]]) -> Target:
    """Return what is asked for: for a site the next address to try, and the whole of what is read in pieces."""
    found = Target.model_validate(row, from_attributes=True)
    if found.kind is FeedKind.SITE and found.probes:
        return found.model_copy(update={"url": found.probes[0], "etag": None, "last_modified": None})
    if found.position is not None:
        return found.model_copy(update={"etag": None, "last_modified": None})
    return found


_UNSEEN: Final = and_(
    Article.visits == 0,
    or_(Article.published.is_(None), Article.published < bindparam("since", type_=Article.published.type)),
)
"""Whether an article is of an archive: never visited, and published before `since` or nobody knows when."""


@lru_cache
def _what_is_due(table: type[Watched], *, archive_last: bool = False) -> Select[*tuple[Any, ...]]:
    """Return the query for what is due at a host, made once: that takes longer than running it."""
    here = table.host_id == bindparam("host"), table.next_at <= bindparam("now")
    order: tuple[ColumnElement[Any], ...] = (_UNSEEN,) if archive_last else ()
    wanted = _columns(table).where(*here).order_by(*order, table.next_at, table.id)
    return wanted.limit(bindparam("most", type_=Integer))


@lru_cache
def _what_is_followed() -> Select[*tuple[Any, ...]]:
    """Return the query for articles that are due at a host and are news, or were visited before."""
    return _what_is_due(Article).where(~_UNSEEN)


def _columns(table: type[Watched]) -> Select[*tuple[Any, ...]]:
    of_feeds = [
        column if table is Feed else literal(empty, column.type).label(column.key)
        for column, empty in (
            (Feed.kind, None),
            (Feed.probes, []),
            (Feed.found_by, None),
            (Feed.position, None),
            (Feed.lastmod, None),
        )
    ]
    found = select(
        table.id,
        table.url,
        table.host_id,
        Outlet.name.label("outlet"),
        table.outlet_given,
        table.etag,
        table.last_modified,
        table.failures,
        table.watched,
        table.problem,
        *of_feeds,
        table.last_body_digest.label("body_digest"),
        table.unmodified,
        table.suspect,
        (_UNSEEN if table is Article else false()).label("is_archive"),
        table.tries,
        table.next_at,
    )
    return found.join(Outlet, Outlet.id == table.outlet_id)


def give_back(session: Session, held: Held) -> None:
    """Let go of the rows that a turn took and did not come to, and of the attempts that were counted for them."""
    for table in VISITED.values():
        run(session, _giving_back(table, is_counted=held.deaths > 0), host=held.id, token=held.token)


@lru_cache
def _giving_back(table: type[Watched], *, is_counted: bool) -> Update:
    uncounted = {"tries": table.tries - 1} if is_counted else {}
    held = update(table).where(table.host_id == bindparam("host"), table.lease == bindparam("token"))
    return held.values(lease=None, held_until=None, **uncounted)
