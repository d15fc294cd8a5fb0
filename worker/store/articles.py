"""Articles: found by address, described as they are read, and listed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Case, Select, case, func, or_, select, update
from sqlalchemy.orm import Session

from schemas.article import Reading
from schemas.base import Frozen, Utc
from schemas.story import ArticleSummary, OtherUrl
from worker.errors import NotFoundError
from worker.store import article_urls, change_index, hosts, insert, outlets
from worker.store.article_urls import also_at, find
from worker.store.tables import Article, Outlet, Snapshot
from worker.text import address, identity

MOST_ID = 2**31 - 1
"""The greatest id that PostgreSQL's integer holds; comparing with a greater one is an error there."""


class Found(Frozen):
    """An article that was looked up or made."""

    id: int
    is_new: bool


def find_or_make(
    session: Session,
    url: str,
    now: datetime,
    *,
    outlet: str | None,
    host: str | None,
    feed_id: int | None = None,
    title: str | None = None,
    published: datetime | None = None,
    visit_at: datetime | None = None,
) -> Found:
    """Return the article under `url` or any other spelling of it, made if new.

    Args:
        session: a writing transaction.
        url: address; a new article is asked for there.
        now: when it was seen there.
        outlet: a new article's publisher where it is known; else the host stands in until a page tells.
        host: the address' host; None for an article that cannot be fetched.
        feed_id: the feed that announced it.
        title: as announced.
        published: as announced.
        visit_at: when to fetch it; None where it is not to be fetched. Without a host it never is.
    """
    known = find(session, url)
    if known is not None:
        also_at(session, known, url, now)
        return Found(id=known, is_new=False)
    made = insert.if_new(
        session,
        Article,
        url=address.fetchable(url),
        url_digest=article_urls.identity(url),
        outlet_id=outlets.outlet(session, outlet or outlets.provisional_name(host), now),
        outlet_given=outlet is not None,
        host_id=hosts.find_or_make(session, host, now) if host else None,
        feed_id=feed_id,
        title=title,
        published=published,
        first_seen=now,
        next_at=visit_at if host else None,
        watched=visit_at is not None and host is not None,
    )
    if made is None:  # somebody else made it in between
        made = session.scalars(select(Article.id).where(Article.url_digest == article_urls.identity(url))).one()
        return Found(id=made, is_new=False)
    also_at(session, made, url, now)
    return Found(id=made, is_new=True)


def name_outlet(session: Session, article_id: int, name: str, now: datetime, *, given: bool = False) -> None:
    """Set the article's outlet; what a page says of itself does not override what was given."""
    wanted = update(Article).where(Article.id == article_id)
    if not given:
        wanted = wanted.where(Article.outlet_given.is_(False))
    was = session.scalar(select(Article.outlet_id).where(Article.id == article_id))
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


def host_of(session: Session, article_id: int) -> int | None:
    """Return the id of the host that an article is asked for at."""
    return session.scalar(select(Article.host_id).where(Article.id == article_id))


def outlet_of(session: Session, article_id: int) -> int:
    """Return the id of an article's outlet."""
    return session.scalars(select(Article.outlet_id).where(Article.id == article_id)).one()


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


def describe(session: Session, article_id: int, reading: Reading, now: datetime) -> None:
    """Take over what the newest reading says of the article."""
    own = session.scalars(select(Article.url).where(Article.id == article_id)).one()
    told = [url for url in (reading.canonical_url, *reading.twin_urls) if url]
    claims = [key for key in map(article_urls.identity, told) if key != article_urls.identity(own)]
    session.execute(
        update(Article)
        .where(Article.id == article_id)
        .values(
            title=reading.title,
            published=reading.published or Article.published,
            claims=next(iter(claims), None),
        )
    )
    if reading.outlet:
        name_outlet(session, article_id, reading.outlet, now)
    for url in told:
        if identity.resembles(own, url):
            also_at(session, article_id, url, now)


def is_watched(session: Session, article_id: int) -> bool:
    """Return whether the article is visited again and again, and so was found soon after it was published."""
    return bool(session.scalar(select(Article.watched).where(Article.id == article_id)))


def plan(session: Session, article_id: int, next_at: datetime | None) -> None:
    """Set when a watched article is visited next, unless a visit is under way."""
    session.execute(
        update(Article)
        .where(Article.id == article_id, Article.watched, Article.lease.is_(None))
        .values(next_at=next_at)
    )


def plan_sooner(session: Session, article_id: int, next_at: datetime | None) -> None:
    """Visit a watched article by then, unless it is to be visited before or is being visited."""
    if next_at is not None:
        session.execute(
            update(Article)
            .where(Article.id == article_id, Article.watched, Article.lease.is_(None), Article.next_at > next_at)
            .values(next_at=next_at)
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
