"""An article's history, as people ask for it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas.change import ChangeKind
from schemas.story import ArticleHistory
from worker.errors import NotFoundError
from worker.store import articles, changes, repair_records, snapshots
from worker.store.tables import Article

MOST_CHANGES = 1000


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
    )
