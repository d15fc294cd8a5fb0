"""Pages: what was answered, kept whole, each body once."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from schemas.article import Verdict, VerdictKind
from schemas.base import Frozen, Utc
from schemas.page import Given, Page
from worker.store import bodies, insert
from worker.store.due import nudge_patience
from worker.store.tables import Article, Outlet
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
    this_one = (
        (PageRow.article_id == article_id)
        & (PageRow.fetched_at == page.fetched_at)
        & (PageRow.body_digest == page.digest)
    )
    return insert.or_find(
        session,
        PageRow,
        this_one,
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


def _standing(session: Session, article_id: int) -> int:
    """Return the article that an article is by now, and let nobody merge it before this transaction ends."""
    this = select(func.coalesce(Article.merged_into, Article.id)).where(Article.id == article_id)
    return session.scalars(this.with_for_update(read=True, key_share=True)).one()


def load(session: Session, page_id: int) -> StoredPage:
    """Return a kept page."""
    row, article, outlet = session.execute(
        select(PageRow, Article, Outlet)
        .join(Article, Article.id == PageRow.article_id)
        .join(Outlet, Outlet.id == Article.outlet_id)
        .where(PageRow.id == page_id)
    ).one()
    page = Page(
        url=row.url,
        fetched_at=row.fetched_at,
        status=row.status,
        headers=row.headers,
        content_type=row.content_type,
        complete=row.complete,
        body=bodies.load(session, row.body_digest),
    )
    said = Given.model_validate(row.given)
    given = said.model_copy(
        update={
            "outlet": said.outlet or (outlet.name if article.outlet_given else None),
            "known_outlet": outlet.name,
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
    return session.scalar(
        select(PageRow.id)
        .where(
            PageRow.article_id == stored.article_id,
            PageRow.next_at.is_not(None),
            PageRow.fetched_at < stored.page.fetched_at,
        )
        .order_by(PageRow.fetched_at)
        .limit(1)
    )


def unread_after(session: Session, stored: StoredPage) -> int | None:
    """Return the next page of the same article that is owed a reading."""
    return session.scalar(
        select(PageRow.id)
        .where(
            PageRow.article_id == stored.article_id,
            PageRow.next_at.is_not(None),
            PageRow.id != stored.id,
            PageRow.fetched_at >= stored.page.fetched_at,
        )
        .order_by(PageRow.fetched_at)
        .limit(1)
    )


def judge(session: Session, stored: StoredPage, verdict: Verdict) -> None:
    """Write down what a page turned out to be; an answer that is no article is a problem of its article's health."""
    judged = {"verdict": verdict.is_.value, "reason": verdict.reason, "modified": stored.modified}
    session.execute(update(PageRow).where(PageRow.id == stored.id).values(judged))
    article = update(Article).where(Article.id == stored.article_id)
    if verdict.is_ is VerdictKind.ARTICLE:
        session.execute(
            article.values(problem=None, failing_since=None, failures=0, last_good_at=stored.page.fetched_at)
        )
        return
    session.execute(article.values(problem=f"{verdict.is_.value}: {verdict.reason}", failures=Article.failures + 1))
    session.execute(article.where(Article.failing_since.is_(None)).values(failing_since=stored.page.fetched_at))


def is_told_apart(session: Session, stored: StoredPage, earlier_page: int) -> bool:
    """Whether a page of the same URL that reads differently also says so: with another ETag, or else Last-Modified.

    Where neither gives any, a 304 cannot come.
    """
    row = session.execute(select(PageRow.url, PageRow.headers).where(PageRow.id == earlier_page)).one()
    name = "etag" if stored.page.headers.get("etag") and row.headers.get("etag") else "last-modified"
    said = stored.page.headers.get(name)
    return row.url != stored.page.url or said is None or said != row.headers.get(name)
