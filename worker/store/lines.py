"""Single changes in a line each: one of an id, and the one of each story that says most."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schemas.story import ChangeSummary
from worker.errors import NotFoundError
from worker.store import changes
from worker.store.tables import Change


def change(session: Session, change_id: int) -> ChangeSummary:
    """Return one change in a line.

    Raises:
        NotFoundError: there is none of that id.
    """
    found = changes.summaries(session, select(Change).where(Change.id == change_id))
    if not found:
        raise NotFoundError(f"no change {change_id}; `stet changes` lists what is stored")
    return found[0]


def leading(session: Session, story_ids: Collection[int]) -> dict[int, ChangeSummary]:
    """Return the most significant change of each of these stories that has one, the newest among equals."""
    rank = func.row_number().over(partition_by=Change.story_id, order_by=(Change.significance.desc(), Change.id.desc()))
    ranked = select(Change.id, rank.label("rank")).where(Change.story_id.in_(story_ids)).subquery()
    found = changes.summaries(
        session, select(Change).where(Change.id.in_(select(ranked.c.id).where(ranked.c.rank == 1)))
    )
    return {line.story: line for line in found if line.story is not None}
