"""Stories put right: articles moved from one to another, with a record, so that old links and alerts stay true."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from schemas.change import ChangeKind
from schemas.story import StoryRepair
from worker.errors import StetError
from worker.store import corrections, former_stories, insert, matrix, repair_records, stories, storylines
from worker.store.grouping_tables import MovedArticle, StoryRedirect
from worker.store.grouping_tables import StoryRepair as Row
from worker.store.tables import Article, Change, Snapshot

ENGINE = "grouping"
"""Who repairs where nobody did by hand."""


class Reason(NamedTuple):
    """Who moved articles, whether by hand, and why."""

    who: str
    why: str
    by_hand: bool = False


def move(session: Session, articles: Collection[int], into: int | None, reason: Reason, *, now: datetime) -> int | None:
    """Move articles of one story into another or into one of their own (None); return the id of the record.

    Their own is the story that they were before they came by a merge, where they are just those; else a new one.

    What is there already is not moved: a move that was made before changes nothing and returns None. The articles'
    changes go with them, those between articles that are now apart belong to no story, and what is to be compared
    anew is owed.

    Args:
        session: a writing transaction that holds the lock of stories.
        articles: of one story.
        into: the story they belong to.
        reason: for the record.
        now: when.
    """
    rows = session.execute(select(Article.id, Article.story_id).where(Article.id.in_(articles))).all()
    moved = sorted(number for number, story_id in rows if story_id is not None and story_id != into)
    if not moved:
        return None
    (source,) = {story_id for number, story_id in rows if number in moved and story_id is not None}
    target = _own(session, source, moved, now) if into is None else into
    session.execute(update(Article).where(Article.id.in_(moved)).values(story_id=target))
    if reason.by_hand:
        session.execute(update(Article).where(Article.id.in_(moved)).values(placed_by_hand=True))
    is_merge = session.scalar(select(func.count()).where(Article.story_id == source)) == 0
    kind = "merge" if is_merge else "split" if into is None else "move"
    record = Row(
        kind=kind, from_id=source, into_id=target, by_hand=reason.by_hand, who=reason.who, why=reason.why, at=now
    )
    session.add(record)
    session.flush()
    insert.all_new(session, MovedArticle, [{"repair_id": record.id, "article_id": number} for number in moved])
    session.execute(delete(StoryRedirect).where(StoryRedirect.story_id == target))
    if is_merge:
        insert.all_new(session, StoryRedirect, [{"story_id": source, "into_id": target}])
        storylines.hand_over(session, source, target)
    stories.opened_by(session, target, moved)
    for story_id in (source, target):
        stories.retitle(session, story_id)
        stories.touch(session, story_id, now)
    matrix.forget(session, moved, now)
    settle(session, moved)
    _owe_comparisons(session, moved, now)
    corrections.moved(session, moved, now)
    return record.id


def _own(session: Session, source: int, leaving: Collection[int], now: datetime) -> int:
    """Return the story that articles which leave another have for themselves."""
    former = former_stories.of(session, source, leaving)
    if former is None:
        return stories.open_story(session, now)
    former_stories.reopen(session, former, source, leaving)
    return former


def settle(session: Session, moved: Collection[int]) -> None:
    """Let changes follow their articles: a divergence between articles of two stories belongs to neither."""
    old, new = aliased(Article), aliased(Article)
    shared = (
        select(old.story_id)
        .join(new, and_(new.id == Change.new_article_id, new.story_id == old.story_id))
        .where(old.id == Change.old_article_id)
        .correlate(Change)
        .scalar_subquery()
    )
    theirs = or_(Change.old_article_id.in_(moved), Change.new_article_id.in_(moved))
    session.execute(update(Change).where(theirs).values(story_id=shared))
    # What was not said yet between articles that are now apart is not said any more.
    stale: ColumnElement[bool] = and_(theirs, Change.kind == ChangeKind.DIVERGENCE.value, Change.story_id.is_(None))
    session.execute(update(Change).where(stale).values(next_at=None))


def _owe_comparisons(session: Session, moved: Collection[int], now: datetime) -> None:
    """Have the newest versions compared with the outlets that they are now among."""
    newest = select(func.max(Snapshot.version)).where(Snapshot.article_id == Article.id).correlate(Article)
    numbers = session.scalars(
        select(Snapshot.id)
        .join(Article, Article.id == Snapshot.article_id)
        .where(Article.id.in_(moved), Snapshot.version == newest.scalar_subquery())
    ).all()
    session.execute(
        update(Snapshot)
        .where(Snapshot.id.in_(numbers), Snapshot.next_at.is_(None))
        .values(next_at=now, held_until=None, lease=None, tries=0)
    )


def merge(session: Session, first: int, second: int, reason: Reason, *, now: datetime) -> StoryRepair:
    """Merge two stories by hand; the one opened first keeps its id, and the other's leads to it.

    Raises:
        NotFoundError: there is no such story.
        StetError: they are one already.
    """
    one, other = stories.resolve(session, first), stories.resolve(session, second)
    if one == other:
        raise StetError(f"stories {first} and {second} are one already: story {one}")
    kept, gone = sorted((one, other))
    session.execute(update(Article).where(Article.story_id == kept).values(placed_by_hand=True))
    made = move(session, stories.all_members(session, gone), kept, reason, now=now)
    assert made is not None
    return repair_records.load(session, made)


def split(session: Session, story_id: int, articles: Collection[int], reason: Reason, *, now: datetime) -> StoryRepair:
    """Move articles of a story by hand into a story of their own.

    Where the others are just those that came into it by a merge, these are moved, so that either story has its id.

    Raises:
        NotFoundError: there is no such story.
        StetError: they are not of that story, or all of it.
    """
    source = stories.resolve(session, story_id)
    there = set(stories.all_members(session, source))
    strangers = sorted(set(articles) - there)
    if strangers:
        listed = ", ".join(map(str, strangers))
        raise StetError(f"story {source} has no article {listed}; `stet story {source}` lists what it has")
    if there == set(articles):
        raise StetError(f"these are all articles of story {source}; name those that belong elsewhere")
    session.execute(update(Article).where(Article.story_id == source).values(placed_by_hand=True))
    others = there.difference(articles)
    undoes_merge = not former_stories.exactly(session, source, articles) and former_stories.exactly(
        session, source, others
    )
    made = move(session, others if undoes_merge else articles, None, reason, now=now)
    assert made is not None
    return repair_records.load(session, made)


def is_by_hand(session: Session, article_id: int) -> bool:
    """Return whether a person has said which story an article belongs to."""
    return bool(session.scalar(select(Article.placed_by_hand).where(Article.id == article_id)))


def free(session: Session, articles: Iterable[int]) -> frozenset[int]:
    """Return those of the articles that nobody has placed by hand."""
    found = session.scalars(select(Article.id).where(Article.id.in_(set(articles)), Article.placed_by_hand.is_(False)))
    return frozenset(found)


def held_by_hand(session: Session, story_id: int) -> bool:
    """Return whether a story has an article that was placed by hand."""
    placed = select(Article.id).where(Article.story_id == story_id, Article.placed_by_hand.is_(True)).limit(1)
    return session.scalar(placed) is not None


def apart_by_hand(session: Session, one: int, other: int) -> bool:
    """Return whether a person has split one of two stories from the other."""
    splits = session.execute(select(Row.from_id, Row.into_id).where(Row.by_hand.is_(True), Row.kind != "merge"))
    return any({stories.resolve(session, a), stories.resolve(session, b)} == {one, other} for a, b in splits.all())
