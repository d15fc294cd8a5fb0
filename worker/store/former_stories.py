"""Stories that went into another, whose articles leave it again: a merge that is undone."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from worker.store import redirects
from worker.store.grouping_tables import MovedArticle, StoryRedirect
from worker.store.grouping_tables import StoryRepair as Row
from worker.store.tables import Article


class _Former(NamedTuple):
    """A story that went into another, which of its articles are there still, and since when."""

    id: int
    articles: frozenset[int]
    since: datetime


def of(session: Session, story_id: int, leaving: Collection[int]) -> int | None:
    """Return which story the articles that leave another were before they came into it; None where they were none.

    These are all that came with a merge and are there still, be it with others that came into the story only since.

    Args:
        session: a reading transaction.
        story_id: the story that they leave.
        leaving: the articles.
    """
    whole = [one for one in _formers(session, story_id) if one.articles <= {*leaving}]
    if not whole:
        return None
    largest = max(whole, key=lambda one: (len(one.articles), -one.id))
    others = {*leaving}.difference(*(one.articles for one in whole))
    earliest = session.scalar(select(func.min(Article.first_seen)).where(Article.id.in_(others)))
    return largest.id if earliest is None or earliest > largest.since else None


def exactly(session: Session, story_id: int, articles: Collection[int]) -> bool:
    """Return whether articles of a story are those, and no others, that came into it with one merge."""
    return any(one.articles == {*articles} for one in _formers(session, story_id))


def reopen(session: Session, story_id: int, into: int, leaving: Collection[int]) -> None:
    """Let the id of a story lead to itself again, and those of others whose articles leave with it lead to it."""
    whole = [one.id for one in _formers(session, into) if one.articles <= {*leaving}]
    session.execute(delete(StoryRedirect).where(StoryRedirect.story_id == story_id))
    stray = [one for one in whole if redirects.leads_to(session, one) == into]
    session.execute(update(StoryRedirect).where(StoryRedirect.story_id.in_(stray)).values(into_id=story_id))


def _formers(session: Session, story_id: int) -> list[_Former]:
    """Return the stories that went into one and of which it has articles still."""
    last = (
        select(func.max(Row.id))
        .where(Row.kind == "merge", Row.from_id.in_(redirects.leading_to(session, story_id)))
        .group_by(Row.from_id)
    )
    came: dict[int, _Former] = {}
    for former, since, article in session.execute(
        select(Row.from_id, Row.at, Article.id)
        .join(MovedArticle, MovedArticle.repair_id == Row.id)
        .join(Article, Article.id == MovedArticle.article_id)
        .where(Row.id.in_(last), Article.story_id == story_id)
    ):
        known = came.get(former, _Former(former, frozenset(), since))
        came[former] = known._replace(articles=known.articles | {article})
    return list(came.values())
