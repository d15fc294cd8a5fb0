"""An article's history, as people ask for it."""

from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas.article import VerdictKind
from schemas.change import ChangeKind
from schemas.story import Absence, ArticleHistory, ChangeSummary
from worker.errors import NotFoundError
from worker.store import articles, changes, repair_records, snapshots
from worker.store.tables import Article, Change, Page, Snapshot

MOST_CHANGES = 1000


def told(session: Session, article_id: int) -> tuple[tuple[ChangeSummary, int], ...]:
    """Return the article's revisions in the order they were found, each with the number of the version it led to."""
    theirs = Change.new_article_id == article_id, Change.kind == ChangeKind.REVISION.value
    led_to = dict(
        session.execute(
            select(Change.id, Snapshot.version).join(Snapshot, Snapshot.id == Change.new_snapshot_id).where(*theirs)
        ).all()
    )
    lines = changes.summaries(session, select(Change).where(*theirs).order_by(Change.id))
    return tuple((line, led_to[line.id]) for line in lines)


def load(session: Session, article_id: int) -> ArticleHistory:
    """Return an article with its versions and the revisions between them, oldest first.

    Raises:
        NotFoundError: there is none of that id.
    """
    if session.scalar(select(Article.id).where(Article.id == article_id)) is None:
        raise NotFoundError(f"no article {article_id}; `stet stories` and `stet changes` list what is stored")
    details = articles.details(session, article_id)
    latest = snapshots.latest(session, article_id)
    query = changes.ChangeQuery(article=article_id, kind=ChangeKind.REVISION, limit=MOST_CHANGES)
    return ArticleHistory(
        article=details.article,
        byline=() if latest is None else latest.reading.byline,
        first_seen=details.first_seen,
        next_visit=details.next_visit,
        urls=details.urls,
        versions=snapshots.versions(session, article_id),
        changes=tuple(reversed(changes.find(session, query))),
        moves=repair_records.of_article(session, article_id),
        absences=absences(session, article_id),
    )


def absences(session: Session, article_id: int) -> tuple[Absence, ...]:
    """Return when the article's address held no article, oldest first: what was seen one after the other is one.

    One is over when the article is read well again, or something else is found in its place.
    """
    good_at = articles.last_good_at(session, article_id)
    kept = select(Page.verdict, Page.reason, Page.fetched_at).where(
        Page.article_id == article_id, Page.verdict.is_not(None)
    )
    pages = session.execute(kept.order_by(Page.fetched_at, Page.id)).all()
    found = []
    last_at = pages[-1].fetched_at if pages else None
    for verdict, run in groupby(pages, lambda page: page.verdict):
        if verdict == VerdictKind.ARTICLE.value:
            continue
        seen = list(run)
        times = [page.fetched_at for page in seen]
        is_over = times[-1] != last_at or (good_at is not None and good_at > times[-1])
        found.append(
            Absence(
                verdict=verdict,
                reason=seen[-1].reason or "",
                since=times[0],
                last=times[-1],
                looks=len(times),
                over=is_over,
            )
        )
    return tuple(found)
