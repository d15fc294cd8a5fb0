"""What is on record of stories that were put right."""

from collections.abc import Collection
from typing import Literal

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from schemas.story import StoryRepair
from worker.errors import NotFoundError
from worker.store.grouping_tables import MovedArticle
from worker.store.grouping_tables import StoryRepair as Row

_KINDS: dict[str, Literal["merge", "split", "move"]] = {"merge": "merge", "split": "split", "move": "move"}


def load(session: Session, repair_id: int) -> StoryRepair:
    """Return one record.

    Raises:
        NotFoundError: there is none of that id.
    """
    found = _records(session, Row.id == repair_id)
    if not found:
        raise NotFoundError(f"no repair {repair_id}")
    return found[0]


def of_story(session: Session, names: Collection[int]) -> tuple[StoryRepair, ...]:
    """Return what was moved into or out of a story, by any of the ids that it goes by, oldest first."""
    return _records(session, or_(Row.from_id.in_(names), Row.into_id.in_(names)))


def of_article(session: Session, article_id: int) -> tuple[StoryRepair, ...]:
    """Return how an article was moved from story to story, oldest first."""
    theirs = select(MovedArticle.repair_id).where(MovedArticle.article_id == article_id)
    return _records(session, Row.id.in_(theirs))


def _records(session: Session, wanted: ColumnElement[bool]) -> tuple[StoryRepair, ...]:
    rows = list(session.scalars(select(Row).where(wanted).order_by(Row.id)))
    moved: dict[int, list[int]] = {row.id: [] for row in rows}
    for repair_id, article_id in session.execute(
        select(MovedArticle.repair_id, MovedArticle.article_id)
        .where(MovedArticle.repair_id.in_(moved))
        .order_by(MovedArticle.article_id)
    ):
        moved[repair_id].append(article_id)
    return tuple(
        StoryRepair(
            id=row.id,
            kind=_KINDS[row.kind],
            from_story=row.from_id,
            into_story=row.into_id,
            articles=tuple(moved[row.id]),
            by="hand" if row.by_hand else "engine",
            who=row.who,
            why=row.why,
            at=row.at,
        )
        for row in rows
    )
