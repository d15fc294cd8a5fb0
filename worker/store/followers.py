"""Who stands how to a correction: what was found of each version, and what that makes of its article."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from schemas.correction import Stance
from worker.store import insert
from worker.store.correction_tables import Follower as FollowerRow
from worker.store.corrections import Other, Owed, Unseen
from worker.store.tables import Article

_GIVEN_UP: Final = frozenset({Stance.FOLLOWED, Stance.DROPPED})


class Look(NamedTuple):
    """How one of the versions stands, the sentence that shows it, and whether the new words stand in any."""

    version: Unseen
    stance: Stance
    sentence: str
    has_new: bool


class Waiting(NamedTuple):
    """An article that carries the old words and was not named yet, its version, and until when it is given time."""

    article: int
    snapshot: int
    due_at: datetime


def keep(
    session: Session, owed: Owed, other: Other, looks: Sequence[Look], *, late_until: datetime | None = None
) -> bool:
    """Keep how an article stands now, and return whether it had given the old words up and went back to them.

    Who carried them and has the new ones since has followed, who has neither dropped them; when that was is kept also
    where it went back since.

    Args:
        session: a writing transaction.
        owed: the correction.
        other: the article.
        looks: what was found of its versions, at least one.
        late_until: until when one that comes with the old words is given time; None while the others have theirs.
    """
    stance, followed, came_at = other.stood, None, None
    for look in looks:
        stood = stance
        gives_up = stood in _GIVEN_UP | {Stance.CARRIES} and look.stance is not Stance.CARRIES
        stance = _given_up(look, stood) if gives_up else _as_of(look, stood, owed.corrected_at)
        if gives_up and stance is not stood:
            followed = look.version.stands
        if stance is Stance.CARRIES and stood is not Stance.CARRIES:
            came_at = look.version.stands.at
    last = looks[-1]
    values: dict[str, object] = {"snapshot_id": last.version.snapshot, "stance": str(stance), "sentence": last.sentence}
    if followed is not None:
        values |= {"followed_at": followed.at, "dated_by": followed.by.value}
    is_back = stance is Stance.CARRIES and (other.stood in _GIVEN_UP or followed is not None)
    if late_until is not None and came_at is not None and stance is Stance.CARRIES and not is_back:
        values |= {"came_at": came_at, "due_at": late_until}
    place = {"correction_id": owed.id, "article_id": other.article}
    if other.stood is None:
        insert.all_new(session, FollowerRow, [{**place, **values}])
    else:
        session.execute(update(FollowerRow).filter_by(**place).values(values))
    return is_back


def _given_up(look: Look, stood: Stance | None) -> Stance:
    """Return how one stands that carried the old words; who once had the new ones has followed, whatever came after."""
    has_new = look.stance is Stance.LED or look.has_new or stood is Stance.FOLLOWED
    return Stance.FOLLOWED if has_new else Stance.DROPPED


def _as_of(look: Look, stood: Stance | None, corrected_at: datetime) -> Stance:
    """Return how a version stands; who came to the new words only after the correction did not lead to it."""
    is_late = look.stance is Stance.LED and stood is not Stance.LED and look.version.stands.at > corrected_at
    return Stance.SILENT if is_late else look.stance


def are_late(session: Session, owed: Owed, at: datetime) -> bool:
    """Whether those who come with the old words now come late: what the others did in their time is known."""
    if at < owed.due_at:
        return False
    late = select(FollowerRow.article_id).where(FollowerRow.correction_id == owed.id, FollowerRow.came_at.is_not(None))
    return (owed.raised_at or owed.settled_at) is not None or session.scalar(late.limit(1)) is not None


def has_carriers(session: Session, owed: Owed) -> bool:
    """Return whether an article of the story carries the old words still."""
    return session.scalar(_CARRIERS.where(*_of(owed)).limit(1)) is not None


def waiting(session: Session, owed: Owed) -> list[Waiting]:
    """Return the articles of the story that carry the old words still and were not named yet."""
    rows = session.execute(_CARRIERS.where(*_of(owed)).order_by(FollowerRow.article_id))
    return [
        Waiting(article, snapshot, due_at or owed.due_at)
        for article, snapshot, due_at in rows
        if due_at is not None or owed.raised_at is None
    ]


_CARRIERS: Final = (
    select(FollowerRow.article_id, FollowerRow.snapshot_id, FollowerRow.due_at)
    .join(Article, Article.id == FollowerRow.article_id)
    .where(FollowerRow.stance == Stance.CARRIES.value)
)


def _of(owed: Owed) -> tuple[ColumnElement[bool], ...]:
    return FollowerRow.correction_id == owed.id, Article.story_id == owed.story


def named(session: Session, correction_id: int, at: datetime) -> None:
    """Note that those were named who came late with the old words and had their time."""
    theirs = update(FollowerRow).where(FollowerRow.correction_id == correction_id, FollowerRow.due_at <= at)
    session.execute(theirs.values(due_at=None))
