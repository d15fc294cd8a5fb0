"""Storylines: which events of weeks are about one running subject."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from schemas.story import StoryEvent
from schemas.story import Storyline as Shown
from worker.store import insert
from worker.store.grouping_tables import Storyline, StorylineEvent
from worker.store.tables import Article, Story


def follow(session: Session, story_id: int, earlier: int, now: datetime) -> None:
    """Put an event into the storyline of an earlier one, which it opens where that has none."""
    line = of(session, earlier)
    if line is None:
        opened = Storyline(opened_at=now)
        session.add(opened)
        session.flush()
        line = opened.id
    rows = [{"story_id": number, "storyline_id": line} for number in (earlier, story_id)]
    insert.all_new(session, StorylineEvent, rows)


def of(session: Session, story_id: int) -> int | None:
    """Return the storyline of an event."""
    return session.scalar(select(StorylineEvent.storyline_id).where(StorylineEvent.story_id == story_id))


def hand_over(session: Session, source: int, target: int) -> None:
    """Let the story that another was merged into take its place in its storyline."""
    if of(session, target) is None:
        session.execute(update(StorylineEvent).where(StorylineEvent.story_id == source).values(story_id=target))
    session.execute(delete(StorylineEvent).where(StorylineEvent.story_id == source))


def shown(session: Session, story_id: int) -> Shown | None:
    """Return the storyline of an event with all its events; None where there is but this one."""
    line = of(session, story_id)
    rows = session.execute(
        select(Story.id, Story.title, Story.opened_at, func.count(Article.id))
        .join(StorylineEvent, StorylineEvent.story_id == Story.id)
        .join(Article, Article.story_id == Story.id)
        .where(StorylineEvent.storyline_id == line)
        .group_by(Story.id, Story.title, Story.opened_at)
        .order_by(Story.opened_at, Story.id)
    ).all()
    if line is None or len(rows) < 2:  # noqa: PLR2004 - one event is no line
        return None
    events = tuple(StoryEvent(id=id_, title=title, opened_at=at, articles=count) for id_, title, at, count in rows)
    return Shown(id=line, events=events)
