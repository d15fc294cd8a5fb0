"""Stories: which articles tell them, and what became of them."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, exists, func, select, update
from sqlalchemy.orm import Session

from schemas.change import ChangeKind
from schemas.story import ChangeSummary, Story, StorySummary
from worker.errors import NotFoundError
from worker.store import (
    articles,
    changes,
    copies,
    findings,
    matrix,
    quotations,
    redirects,
    repair_records,
    storylines,
    told_alerts,
    told_corrections,
)
from worker.store.grouping_tables import StorylineEvent
from worker.store.statements import run
from worker.store.tables import Article, Change, Outlet
from worker.store.tables import Story as Row

MOST_DIVERGENCES = 200
"""Pairs of a story that are listed in full; the matrix has them all."""


def story_of(session: Session, article_id: int) -> int | None:
    """Return the story an article belongs to."""
    return run(session, _STORY, article=article_id).scalar()


_STORY: Final = select(Article.story_id).where(Article.id == bindparam("article"))


def title(session: Session, story_id: int) -> str:
    """Return the story's title.

    Raises:
        NotFoundError: there is none of that id.
    """
    found = session.scalar(select(Row.title).where(Row.id == story_id))
    if found is None:
        raise _missing(story_id)
    return found


def _missing(story_id: int) -> NotFoundError:
    return NotFoundError(f"no story {story_id}; `stet stories` lists what is stored")


def join(session: Session, article_id: int, story_id: int | None, *, now: datetime) -> int:
    """Put the article into the story, or into a new one; return the story's id."""
    if story_id is None:
        story_id = open_story(session, now)
    session.execute(update(Article).where(Article.id == article_id).values(story_id=story_id))
    retitle(session, story_id)
    touch(session, story_id, now)
    return story_id


def open_story(session: Session, now: datetime) -> int:
    """Make a story without articles and return its id."""
    row = Row(title="", opened_at=now, changed_at=now, alerts=0)
    session.add(row)
    session.flush()
    return row.id


def opened_by(session: Session, story_id: int, article_ids: Collection[int]) -> None:
    """Let a story that articles came to be as old as they: it was told when the first of them was seen."""
    first = session.scalar(select(func.min(Article.first_seen)).where(Article.id.in_(article_ids)))
    if first is not None:
        session.execute(update(Row).where(Row.id == story_id, Row.opened_at > first).values(opened_at=first))


def retitle(session: Session, story_id: int) -> None:
    """Give a story the title of the article that was published first, whichever came in first.

    One that has no article any more keeps the title it had.
    """
    first = (
        select(func.coalesce(Article.title, ""))
        .where(Article.story_id == story_id)
        .order_by(articles.told_at(), Article.url)
        .limit(1)
        .scalar_subquery()
    )
    session.execute(update(Row).where(Row.id == story_id).values(title=func.coalesce(first, Row.title)))


def resolve(session: Session, story_id: int) -> int:
    """Return the story that an id leads to: itself, or the one it was merged into.

    Raises:
        NotFoundError: there is none of that id.
    """
    number = redirects.leads_to(session, story_id)
    if session.scalar(select(Row.id).where(Row.id == number)) is None:
        raise _missing(story_id)
    return number


def touch(session: Session, story_id: int, now: datetime) -> None:
    """Note that something of the story changed."""
    session.execute(update(Row).where(Row.id == story_id, Row.changed_at < now).values(changed_at=now))


def all_members(session: Session, story_id: int) -> list[int]:
    """Return the story's articles."""
    return list(session.scalars(select(Article.id).where(Article.story_id == story_id).order_by(Article.id)))


def has_others(session: Session, article_id: int, story_id: int) -> bool:
    """Return whether the story has articles beside this one."""
    others = select(Article.id).where(Article.story_id == story_id, Article.id != article_id).limit(1)
    return session.scalar(others) is not None


def is_joined_by(session: Session, article_id: int, story_id: int) -> bool:
    """Return whether an article is the only one of its outlet in a story that other outlets tell too."""
    own = select(Article.outlet_id).where(Article.id == article_id).scalar_subquery()
    others = select(Article.outlet_id == own).where(Article.story_id == story_id, Article.id != article_id)
    theirs = list(session.scalars(others.distinct()))
    return bool(theirs) and not any(theirs)


def newest(session: Session, *, limit: int = 50) -> tuple[StorySummary, ...]:
    """Return stories in a line each, newest change first."""
    standing = exists().where(Article.story_id == Row.id)
    newest_first = (Row.changed_at.desc(), Row.id.desc())
    rows = list(session.scalars(select(Row).where(standing).order_by(*newest_first).limit(limit)))
    ids = [row.id for row in rows]
    outlets: dict[int, list[str]] = {number: [] for number in ids}
    members: dict[int, int] = dict.fromkeys(ids, 0)
    for story_id, outlet in session.execute(
        select(Article.story_id, Outlet.name)
        .join(Outlet, Outlet.id == Article.outlet_id)
        .where(Article.story_id.in_(ids))
        .order_by(Article.id)
    ):
        assert story_id is not None
        members[story_id] += 1
        if outlet not in outlets[story_id]:
            outlets[story_id].append(outlet)
    counted = select(Change.story_id, func.count()).where(Change.story_id.in_(ids)).group_by(Change.story_id)
    changed = dict(session.execute(counted).all())
    events = select(StorylineEvent.story_id, StorylineEvent.storyline_id).where(StorylineEvent.story_id.in_(ids))
    lines = dict(session.execute(events).all())
    return tuple(
        StorySummary(
            id=row.id,
            title=row.title,
            opened_at=row.opened_at,
            changed_at=row.changed_at,
            outlets=tuple(outlets[row.id]),
            articles=members[row.id],
            changes=changed.get(row.id, 0),
            storyline=lines.get(row.id),
        )
        for row in rows
    )


def load(session: Session, story_id: int) -> Story:
    """Return one story with its articles, the newest divergence of each pair, the revisions, and what was put right.

    The id of a story that was merged into another leads to that.

    Raises:
        NotFoundError: there is none of that id.
    """
    story_id = resolve(session, story_id)
    row = session.get_one(Row, story_id)
    members = articles.summaries().where(Article.story_id == story_id).order_by(articles.told_at(), Article.id)
    told = tuple(articles.select_summaries(session, members))
    names = redirects.names_of(session, story_id)
    made = repair_records.of_story(session, names)
    return Story(
        id=row.id,
        title=row.title,
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        articles=told,
        divergences=divergences(session, story_id),
        revisions=changes.find(session, changes.ChangeQuery(story=story_id, kind=ChangeKind.REVISION, limit=1000)),
        quotes=quotations.load(session, story_id),
        findings=findings.load(session, story_id),
        corrections=told_corrections.of_story(session, story_id),
        copies=copies.load(session, story_id),
        matrix=matrix.cells(session, story_id),
        compared=matrix.count(session, story_id),
        omissions=matrix.omissions(session, story_id),
        formerly=redirects.leading_to(session, story_id),
        storyline=storylines.shown(session, story_id),
        repairs=made,
        alerts=told_alerts.of_story(session, names, made, [article.id for article in told]),
    )


def divergences(session: Session, story_id: int, *, limit: int = MOST_DIVERGENCES) -> tuple[ChangeSummary, ...]:
    """Return the newest divergence of each pair of the story's articles, most significant first, at most `limit`."""
    wanted = select(Change).where(Change.id.in_(matrix.changes_of(session, story_id, limit=limit)))
    return changes.summaries(session, wanted.order_by(Change.significance.desc(), Change.id))


def lock(session: Session, story_id: int) -> None:
    """Let one transaction at a time add to what is known of a story (SQLite's write lock does so already)."""
    session.execute(select(Row.id).where(Row.id == story_id).with_for_update())
