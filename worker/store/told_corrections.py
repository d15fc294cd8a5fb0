"""Corrections of a story as they are told: who made them, and how the others stand to them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from schemas.correction import Corrected, Follower, Stance, StoryCorrection
from schemas.signals import DatedBy
from worker.store import told_alerts
from worker.store.correction_tables import Correction as Row
from worker.store.correction_tables import Follower as FollowerRow
from worker.store.tables import Article, Change, Outlet, Snapshot
from worker.text.normalise import fold

MOST: Final = 200


def of_story(session: Session, story_id: int, *, limit: int = MOST) -> tuple[StoryCorrection, ...]:
    """Return the corrections made by articles of a story that concern others of it, newest first."""
    wanted = (
        select(Row.id)
        .join(Article, Article.id == Row.article_id)
        .where(Article.story_id == story_id, Row.follows_id.is_(None))
        .order_by(Row.corrected_at.desc(), Row.id.desc())
        .limit(limit)
    )
    found = of_ids(session, list(session.scalars(wanted)))
    return tuple(one for one in found if any(follower.stance is not Stance.SILENT for follower in one.followers))


def of_ids(session: Session, ids: Sequence[int]) -> tuple[StoryCorrection, ...]:
    """Return corrections with all who stand to them in some way, in the order of `ids`."""
    rows = session.execute(
        select(Row, Article.story_id, Outlet.name, Change.id, Snapshot.stated_by)
        .join(Article, Article.id == Row.article_id)
        .join(Snapshot, Snapshot.id == Row.new_snapshot_id)
        .join(Outlet, Outlet.id == Article.outlet_id)
        .outerjoin(
            Change,
            (Change.old_snapshot_id == Row.old_snapshot_id)
            & (Change.new_snapshot_id == Row.new_snapshot_id)
            & (Change.kind == "revision"),
        )
        .where(Row.id.in_(ids))
    ).all()
    now = _said_now(session, [row for row, *_ in rows])
    followers = _followers(session, {row.id: row.corrected_at for row, *_ in rows})
    sent = told_alerts.of_corrections(session, [row.id for row, *_ in rows if row.raised_at])
    made = {
        row.id: _told(row, story, outlet, change, followers[row.id]).model_copy(
            update={"dated_by": DatedBy(stated_by or DatedBy.SEEN), "said_now": now.get(row.id), **sent.get(row.id, {})}
        )
        for row, story, outlet, change, stated_by in rows
    }
    return tuple(made[number] for number in ids if number in made)


def _told(
    row: Row, story: int | None, outlet: str, change: int | None, followers: Iterable[Follower]
) -> StoryCorrection:
    return StoryCorrection(
        id=row.id,
        story=story,
        article=row.article_id,
        outlet=outlet,
        change=change,
        kind=Corrected(row.kind),
        source=row.source,
        said_old=row.said_old,
        said_new=row.said_new,
        sentence_old=row.sentence_old,
        sentence_new=row.sentence_new,
        corrected_at=row.corrected_at,
        due_at=row.due_at,
        raised_at=row.raised_at,
        settled_at=row.settled_at,
        followers=tuple(followers),
    )


def _said_now(session: Session, rows: Sequence[Row]) -> dict[int, str]:
    """Return what is said by now instead of what a correction put in, where its article corrected that again."""
    later = session.execute(
        select(Row.article_id, Row.kind, Row.said_old, Row.said_new, Row.corrected_at)
        .where(Row.article_id.in_({row.article_id for row in rows}))
        .order_by(Row.corrected_at, Row.id)
    ).all()
    found = {}
    for row in rows:
        said, at = row.said_new, row.corrected_at
        for article, kind, old, new, corrected_at in later:
            is_next = (article, kind) == (row.article_id, row.kind) and corrected_at > at
            if is_next and said and fold(old).casefold() == fold(said).casefold():
                said, at = new, corrected_at
        if said != row.said_new:
            found[row.id] = said
    return found


def _followers(session: Session, since: dict[int, datetime]) -> defaultdict[int, list[Follower]]:
    found: defaultdict[int, list[Follower]] = defaultdict(list)
    correcting = aliased(Article)
    rows = session.execute(  # those who have left the story by now have nothing to follow
        select(FollowerRow, Outlet.name, Article.url)
        .join(Article, Article.id == FollowerRow.article_id)
        .join(Outlet, Outlet.id == Article.outlet_id)
        .join(Row, Row.id == FollowerRow.correction_id)
        .join(correcting, correcting.id == Row.article_id)
        .where(FollowerRow.correction_id.in_(since), correcting.story_id == Article.story_id)
        .order_by(FollowerRow.stance, Outlet.name, FollowerRow.article_id)
    )
    for row, outlet, url in rows:
        lag = None if row.followed_at is None else (row.followed_at - since[row.correction_id]).total_seconds()
        found[row.correction_id].append(
            Follower(
                article=row.article_id,
                url=url,
                outlet=outlet,
                stance=Stance(row.stance),
                sentence=row.sentence,
                followed_at=row.followed_at,
                dated_by=row.dated_by,
                lag_seconds=None if lag is None else max(lag, 0.0),
                came_at=row.came_at,
                due_at=row.due_at,
            )
        )
    return found
