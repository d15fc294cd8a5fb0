"""Ids of stories that were merged into others: links, feeds and rules that bear one go on to lead somewhere."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from worker.store.grouping_tables import StoryRedirect


def leads_to(session: Session, story_id: int) -> int:
    """Return the story that an id leads to: itself, or the one that it was merged into in the end."""
    number = story_id
    while (into := session.scalar(select(StoryRedirect.into_id).where(StoryRedirect.story_id == number))) is not None:
        number = into
    return number


def leading_to(session: Session, story_id: int) -> tuple[int, ...]:
    """Return the ids of merged stories that lead to a story, in order."""
    found: list[int] = []
    latest = [story_id]
    while latest:
        latest = list(session.scalars(select(StoryRedirect.story_id).where(StoryRedirect.into_id.in_(latest))))
        found += latest
    return tuple(sorted(found))


def names_of(session: Session, story_id: int | None) -> frozenset[int]:
    """Return every id that a story goes by: its own, and those that lead to it."""
    return frozenset() if story_id is None else frozenset({story_id, *leading_to(session, story_id)})
