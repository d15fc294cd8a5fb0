"""Who stands how to a correction: what was found of each version, and what that makes of its article."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import select, update
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


def keep(session: Session, owed: Owed, other: Other, looks: Sequence[Look]) -> bool:
    """Keep how an article stands now, and return whether it had given the old words up and went back to them.

    Who carried them and has the new ones since has followed, who has neither dropped them; when that was is kept also
    where it went back since.
    """
    stance, followed = other.stood, None
    for look in looks:
        stood = stance
        gives_up = stood in _GIVEN_UP | {Stance.CARRIES} and look.stance is not Stance.CARRIES
        stance = _given_up(look, stood) if gives_up else _as_of(look, stood, owed.corrected_at)
        if gives_up and stance is not stood:
            followed = look.version.stands
    last = looks[-1]
    values: dict[str, object] = {"snapshot_id": last.version.snapshot, "stance": str(stance), "sentence": last.sentence}
    if followed is not None:
        values |= {"followed_at": followed.at, "dated_by": followed.by.value}
    place = {"correction_id": owed.id, "article_id": other.article}
    if other.stood is None:
        insert.all_new(session, FollowerRow, [{**place, **values}])
    else:
        session.execute(update(FollowerRow).filter_by(**place).values(values))
    return stance is Stance.CARRIES and (other.stood in _GIVEN_UP or followed is not None)


def _given_up(look: Look, stood: Stance | None) -> Stance:
    """Return how one stands that carried the old words; who once had the new ones has followed, whatever came after."""
    has_new = look.stance is Stance.LED or look.has_new or stood is Stance.FOLLOWED
    return Stance.FOLLOWED if has_new else Stance.DROPPED


def _as_of(look: Look, stood: Stance | None, corrected_at: datetime) -> Stance:
    """Return how a version stands; who came to the new words only after the correction did not lead to it."""
    is_late = look.stance is Stance.LED and stood is not Stance.LED and look.version.stands.at > corrected_at
    return Stance.SILENT if is_late else look.stance


def carriers(session: Session, owed: Owed) -> list[int]:
    """Return the articles of the story that carry the old words still."""
    return list(
        session.scalars(
            select(FollowerRow.article_id)
            .join(Article, Article.id == FollowerRow.article_id)
            .where(
                FollowerRow.correction_id == owed.id,
                FollowerRow.stance == Stance.CARRIES.value,
                Article.story_id == owed.story,
            )
            .order_by(FollowerRow.article_id)
        )
    )
