"""Pages: what was answered, kept whole, each body once."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from schemas.article import Verdict, VerdictKind
from schemas.base import Frozen, Utc
from schemas.page import Given, Page
from worker.store import bodies, insert
from worker.store.bodies import BASE
from worker.store.due import nudge_patience
from worker.store.statements import run, write
from worker.store.tables import Article, Body, Outlet
from worker.store.tables import Page as PageRow
from worker.text.feeds.entry_page import ENTRY_TYPE
from worker.text.normalise import clean


class StoredPage(Frozen):
    """A kept page, of which article it is, and what was said of it by whoever handed it in."""

    id: int
    article_id: int
    page: Page
    given: Given
    unchanged_at: Utc | None = None
    """The visit before it, if that found the article well."""
    modified: Utc | None = None
    """When it says that the article was changed last (`worker.text.pages.stated`), once it was judged."""


def keep(
    session: Session,
    article_id: int,
    page: Page,
    now: datetime,
    given: Given | None = None,
    unchanged_at: datetime | None = None,
) -> int:
    """Keep a page, owed a reading from `now`, unless this very answer is kept already; return its id."""
    owed = {"next_at": now, "held_until": now + nudge_patience()}
    return _keep(session, article_id, page, given or Given(), unchanged_at=unchanged_at, **owed)


def hold(session: Session, article_id: int, page: Page) -> int:
    """Keep a page that is owed no reading until `release` says so; return its id."""
    return _keep(session, article_id, page, Given())


def release(session: Session, article_id: int, now: datetime) -> int | None:
    """Owe the newest page that was held for an article its reading; return its id, null where none is held."""
    found = session.scalar(
        select(PageRow.id)
        .where(PageRow.article_id == article_id, PageRow.next_at.is_(None), PageRow.verdict.is_(None))
        .where(PageRow.content_type.startswith(ENTRY_TYPE, autoescape=True))
        .order_by(PageRow.fetched_at.desc())
        .limit(1)
    )
    if found is not None:
        values = {"next_at": now, "held_until": now + nudge_patience()}
        session.execute(update(PageRow).where(PageRow.id == found).values(**values))
    return found


def _keep(session: Session, article_id: int, page: Page, given: Given, **values: datetime | None) -> int:
    article_id = _standing(session, article_id)
    bodies.keep(session, article_id, page.digest, page.body)
    made = insert.if_new(
        session,
        PageRow,
        article_id=article_id,
        url=page.url,
        fetched_at=page.fetched_at,
        status=page.status,
        headers={clean(name): clean(value) for name, value in page.headers.items()},
        content_type=clean(page.content_type),
        complete=page.complete,
        body_digest=page.digest,
        given=given.model_dump(mode="json"),
        **values,
    )
    if made is not None:
        return made
    this_one = {"article": article_id, "at": page.fetched_at, "digest": page.digest}
    return run(session, _THIS_ONE, **this_one).scalar_one()


def _standing(session: Session, article_id: int) -> int:
    """Return the article that an article is by now, and let nobody merge it before this transaction ends."""
    return run(session, _STANDING, article=article_id).scalar_one()


def load(session: Session, page_id: int) -> StoredPage:
    """Return a kept page."""
    row = run(session, _LOADED, page=page_id).one()
    page = Page(
        url=row.url,
        fetched_at=row.fetched_at,
        status=row.status,
        headers=row.headers,
        content_type=row.content_type,
        complete=row.complete,
        body=bodies.unpacked(row.body_digest, row),
    )
    said = Given.model_validate(row.given)
    given = said.model_copy(
        update={
            "outlet": said.outlet or (row.outlet if row.outlet_given else None),
            "known_outlet": row.outlet,
        }
    )
    return StoredPage(
        id=row.id,
        article_id=row.article_id,
        page=page,
        given=given,
        unchanged_at=row.unchanged_at,
        modified=row.modified,
    )


def unread_before(session: Session, stored: StoredPage) -> int | None:
    """Return the oldest page of the same article that came earlier and is still owed a reading."""
    return run(session, _UNREAD_BEFORE, article=stored.article_id, at=stored.page.fetched_at).scalar()


def unread_after(session: Session, stored: StoredPage) -> int | None:
    """Return the next page of the same article that is owed a reading."""
    this = {"article": stored.article_id, "page": stored.id, "at": stored.page.fetched_at}
    return run(session, _UNREAD_AFTER, **this).scalar()


def judge(session: Session, stored: StoredPage, verdict: Verdict) -> dict[str, Any]:
    """Write down what a page turned out to be; an answer that is no article is a problem of its article's health.

    Returns:
        The columns of the page's own row that say so, to be written as its lease is finished.
    """
    if verdict.is_ is VerdictKind.ARTICLE:
        well = {"problem": None, "failing_since": None, "failures": 0, "last_good_at": stored.page.fetched_at}
        write(session, Article, stored.article_id, well)
    else:
        article = update(Article).where(Article.id == stored.article_id)
        session.execute(article.values(problem=f"{verdict.is_.value}: {verdict.reason}", failures=Article.failures + 1))
        session.execute(article.where(Article.failing_since.is_(None)).values(failing_since=stored.page.fetched_at))
    return {"verdict": verdict.is_.value, "reason": verdict.reason, "modified": stored.modified}


def is_told_apart(session: Session, stored: StoredPage, earlier_page: int) -> bool:
    """Whether a page of the same URL that reads differently also says so: with another ETag, or else Last-Modified.

    Where neither gives any, a 304 cannot come.
    """
    row = run(session, _SAID, page=earlier_page).one()
    name = "etag" if stored.page.headers.get("etag") and row.headers.get("etag") else "last-modified"
    said = stored.page.headers.get(name)
    return row.url != stored.page.url or said is None or said != row.headers.get(name)


_STANDING: Final = (
    select(func.coalesce(Article.merged_into, Article.id))
    .where(Article.id == bindparam("article"))
    .with_for_update(read=True, key_share=True)
)
_THIS_ONE: Final = select(PageRow.id).where(
    PageRow.article_id == bindparam("article"),
    PageRow.fetched_at == bindparam("at"),
    PageRow.body_digest == bindparam("digest"),
)
_LOADED: Final = (
    select(
        PageRow.id,
        PageRow.article_id,
        PageRow.url,
        PageRow.fetched_at,
        PageRow.status,
        PageRow.headers,
        PageRow.content_type,
        PageRow.complete,
        PageRow.body_digest,
        PageRow.given,
        PageRow.unchanged_at,
        PageRow.modified,
        Article.outlet_given,
        Outlet.name.label("outlet"),
        *bodies.COLUMNS,
    )
    .join(Article, Article.id == PageRow.article_id)
    .join(Outlet, Outlet.id == Article.outlet_id)
    .outerjoin(Body, Body.digest == PageRow.body_digest)
    .outerjoin(BASE, BASE.digest == Body.base_digest)
    .where(PageRow.id == bindparam("page"))
)
_UNREAD: Final = (
    select(PageRow.id)
    .where(PageRow.article_id == bindparam("article"), PageRow.next_at.is_not(None))
    .order_by(PageRow.fetched_at)
    .limit(1)
)
_UNREAD_BEFORE: Final = _UNREAD.where(PageRow.fetched_at < bindparam("at"))
_UNREAD_AFTER: Final = _UNREAD.where(PageRow.fetched_at >= bindparam("at"), PageRow.id != bindparam("page"))
_SAID: Final = select(PageRow.url, PageRow.headers).where(PageRow.id == bindparam("page"))
