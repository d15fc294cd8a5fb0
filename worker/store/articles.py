"""Articles: found by address, described as they are read, and listed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Case, ColumnElement, Select, bindparam, case, func, or_, select, update
from sqlalchemy.orm import Session

from schemas.article import Reading
from schemas.base import Frozen, Utc
from schemas.story import ArticleSummary, OtherUrl
from worker.errors import NotFoundError
from worker.store import article_urls, change_index, hosts, insert, outlets
from worker.store.article_urls import also_at, find
from worker.store.statements import run, write
from worker.store.tables import Article, Outlet, Snapshot
from worker.text import address, identity

MOST_ID = 2**31 - 1
"""The greatest id that PostgreSQL's integer holds; comparing with a greater one is an error there."""


class Found(Frozen):
    """An article that was looked up or made."""

    id: int
    is_new: bool


class New(Frozen):
    """An article that is not known yet."""

    url: str
    """Where it is asked for."""
    outlet: str | None
    """Its publisher where that is known; else the host stands in until a page tells."""
    host: str | None
    """The address' host; None for an article that cannot be fetched."""
    feed_id: int | None = None
    """The feed that announced it."""
    likely_outlet: str | None = None
    """Whose it is as far as its feed knows, until it says so itself."""
    title: str | None = None
    """As announced."""
    published: Utc | None = None
    """As announced."""
    visit_at: Utc | None = None
    """When to fetch it; None where it is not to be fetched. Without a host it never is."""


def find_or_make(
    session: Session,
    url: str,
    now: datetime,
    *,
    outlet: str | None,
    host: str | None,
    title: str | None = None,
    published: datetime | None = None,
    visit_at: datetime | None = None,
) -> Found:
    """Return the article under `url` or any other spelling of it, made as `New` says if new.

    Args:
        session: a writing transaction.
        url: address.
        now: when it was seen there.
        outlet: its publisher.
        host: the address' host.
        title: as announced.
        published: as announced.
        visit_at: when to fetch it.
    """
    known = find(session, url)
    if known is None:
        new = New(url=url, outlet=outlet, host=host, title=title, published=published, visit_at=visit_at)
        return make_all(session, [new], now)[0]
    also_at(session, known, url, now)
    return Found(id=known, is_new=False)


def make_all(session: Session, wanted: Sequence[New], now: datetime) -> list[Found]:
    """Make articles that are not known under their addresses, no two of which are one; return them in the same order.

    Where somebody else made one in between, that is found.
    """
    names = [new.outlet or new.likely_outlet or outlets.provisional_name(new.host) for new in wanted]
    outlet_ids = {name: outlets.outlet(session, name, now) for name in sorted({*names})}
    host_names = {new.host for new in wanted if new.host}
    host_ids = {name: hosts.find_or_make(session, name, now) for name in sorted(host_names)}
    keys = [article_urls.identity(new.url) for new in wanted]
    rows = [
        {
            "url": address.fetchable(new.url),
            "url_digest": key,
            "outlet_id": outlet_ids[name],
            "outlet_given": new.outlet is not None,
            "host_id": host_ids[new.host] if new.host else None,
            "feed_id": new.feed_id,
            "title": new.title,
            "published": new.published,
            "first_seen": now,
            "next_at": new.visit_at if new.host else None,
            "watched": new.visit_at is not None and bool(new.host),
        }
        for new, name, key in zip(wanted, names, keys, strict=True)
    ]
    made = {row.url_digest: row.id for row in insert.those_new(session, Article, rows, ("url_digest", "id"))}
    others = [key for key in keys if key not in made]
    found = select(Article.url_digest, Article.id).where(Article.url_digest.in_(others))
    theirs = dict(session.execute(found).all()) if others else {}
    article_urls.seen_at(
        session, {new.url: made[key] for new, key in zip(wanted, keys, strict=True) if key in made}, now
    )
    return [Found(id=made[key], is_new=True) if key in made else Found(id=theirs[key], is_new=False) for key in keys]


def name_outlet(session: Session, article_id: int, name: str, now: datetime, *, given: bool = False) -> None:
    """Set the article's outlet; what a page says of itself does not override what was given."""
    wanted = update(Article).where(Article.id == article_id)
    if not given:
        wanted = wanted.where(Article.outlet_given.is_(False))
    was = outlet_of(session, article_id)
    outlet_id = outlets.outlet(session, name, now)
    session.execute(wanted.values(outlet_id=outlet_id, outlet_given=given))
    if was != outlet_id:
        change_index.renew(session, article_id)


def move(session: Session, article_id: int, url: str, now: datetime) -> None:
    """Ask for the article at another address from now on."""
    name = address.host(url)
    session.execute(
        update(Article)
        .where(Article.id == article_id)
        .values(
            url=address.fetchable(url),
            host_id=hosts.find_or_make(session, name, now) if name else None,
            etag=None,
            last_modified=None,
        )
    )


def watch(session: Session, article_id: int, now: datetime) -> None:
    """Visit the article from now on."""
    session.execute(
        update(Article)
        .where(Article.id == article_id, Article.host_id.is_not(None))
        .where(or_(Article.watched.is_(False), Article.next_at.is_(None)))
        .values(watched=True, next_at=now)
    )


def visit_soon(session: Session, article_id: int, now: datetime) -> int | None:
    """Visit the article now, whatever the cadence says; whether it is watched stays as it is. Return its host's id."""
    return session.scalar(
        update(Article)
        .where(Article.id == article_id, Article.host_id.is_not(None))
        .values(next_at=now)
        .returning(Article.host_id)
    )


def outlet_of(session: Session, article_id: int) -> int:
    """Return the id of an article's outlet."""
    return run(session, _OUTLET, article=article_id).scalar_one()


def title(session: Session, article_id: int) -> str | None:
    """Return an article's title as it was read last, or announced where it was not read yet."""
    return session.scalar(select(Article.title).where(Article.id == article_id))


def last_good_at(session: Session, article_id: int) -> datetime | None:
    """Return when an article was last read well."""
    return session.scalar(select(Article.last_good_at).where(Article.id == article_id))


def well_at() -> Case[datetime | None]:
    """Return when an article was last found well, as an expression: read, or seen to be as it was read."""
    is_well = Article.last_good_at.is_not(None) & Article.problem.is_(None)
    return case((is_well, func.coalesce(Article.last_visit_at, Article.last_good_at)), else_=Article.last_good_at)


def told_at() -> ColumnElement[datetime]:
    """Return when an article was published as it first said, else seen, as an expression.

    An outlet that dates its article anew with each edit moves nothing.
    """
    first = select(Snapshot.published).where(Snapshot.article_id == Article.id, Snapshot.version == 1)
    return func.coalesce(first.correlate(Article).scalar_subquery(), Article.published, Article.first_seen)


def describe(session: Session, article_id: int, reading: Reading, now: datetime) -> None:
    """Take over what the newest reading says of the article."""
    own, published, name_key = run(session, _DESCRIBED, article=article_id).one()
    told = [url for url in (reading.canonical_url, *reading.twin_urls) if url]
    claims = [key for key in map(article_urls.identity, told) if key != article_urls.identity(own)]
    said = {"title": reading.title, "published": reading.published or published, "claims": next(iter(claims), None)}
    write(session, Article, article_id, said)
    if reading.outlet and outlets.key(reading.outlet) != name_key:
        name_outlet(session, article_id, reading.outlet, now)
    for url in told:
        if identity.resembles(own, url):
            also_at(session, article_id, url, now)


def is_watched(session: Session, article_id: int) -> bool:
    """Return whether the article is visited again and again, and so was found soon after it was published."""
    return bool(session.scalar(select(Article.watched).where(Article.id == article_id)))


def plan(session: Session, article_id: int, next_at: datetime | None) -> None:
    """Set when a watched article is visited next, unless a visit is under way."""
    run(session, _PLAN, article=article_id, visit_at=next_at)


def plan_sooner(session: Session, article_id: int, next_at: datetime | None) -> None:
    """Visit a watched article by then, unless it is to be visited before or is being visited."""
    if next_at is not None:
        session.execute(
            update(Article)
            .where(Article.id == article_id, Article.watched, Article.lease.is_(None), Article.next_at > next_at)
            .values(next_at=next_at)
        )


_OUTLET: Final = select(Article.outlet_id).where(Article.id == bindparam("article"))
_DESCRIBED: Final = (
    select(Article.url, Article.published, Outlet.name_key)
    .join(Outlet, Outlet.id == Article.outlet_id)
    .where(Article.id == bindparam("article"))
)
_PLAN: Final = (
    update(Article)
    .where(Article.id == bindparam("article"), Article.watched, Article.lease.is_(None))
    .values(next_at=bindparam("visit_at", type_=Article.next_at.type))
)


def summaries() -> Select[Any]:
    """Return the SELECT whose rows validate as ArticleSummary."""
    versions = select(func.count()).where(Snapshot.article_id == Article.id).scalar_subquery().label("versions")
    return select(
        Article.id,
        Article.url,
        Outlet.name.label("outlet"),
        Article.title,
        Article.published,
        versions,
        Article.story_id.label("story"),
    ).join(Outlet, Outlet.id == Article.outlet_id)


def select_summaries(session: Session, query: Select[Any]) -> list[ArticleSummary]:
    """Return the articles that a narrowed `summaries` selects."""
    return [ArticleSummary.model_validate(row, from_attributes=True) for row in session.execute(query)]


def get(session: Session, article_ids: Iterable[int]) -> dict[int, ArticleSummary]:
    """Return the articles of these ids."""
    found = select_summaries(session, summaries().where(Article.id.in_(set(article_ids))))
    return {article.id: article for article in found}


def look_up(session: Session, url_or_id: str) -> int:
    """Return the article's id from what a person typed.

    Raises:
        NotFoundError: there is no such article.
    """
    if url_or_id.isdecimal():
        this = select(func.coalesce(Article.merged_into, Article.id))
        found = session.scalar(this.where(Article.id == min(int(url_or_id[:18]), MOST_ID)))
    else:
        found = find(session, url_or_id)
    if found is None:
        raise NotFoundError(f"no article {url_or_id!r}; `stet stories` and `stet changes` list what is stored")
    return found


class Details(Frozen):
    """What is known of one article beside its versions."""

    article: ArticleSummary
    first_seen: Utc
    next_visit: Utc | None
    urls: tuple[OtherUrl, ...]


def details(session: Session, article_id: int) -> Details:
    """Return what is known of an article."""
    row = session.get_one(Article, article_id)
    return Details(
        article=get(session, [article_id])[article_id],
        first_seen=row.first_seen,
        next_visit=row.next_at,
        urls=article_urls.of(session, article_id),
    )
