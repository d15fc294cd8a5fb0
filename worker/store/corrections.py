"""Corrections of a story, and how its other outlets stand to them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session, aliased

from schemas.base import Frozen
from schemas.correction import Corrected, Correction, Stance
from worker.store import insert, stated
from worker.store.copies import Carried
from worker.store.correction_tables import Correction as Row
from worker.store.correction_tables import Follower as FollowerRow
from worker.store.due import nudge_patience
from worker.store.snapshots import Stated
from worker.store.story_tables import Telling
from worker.store.tables import Article
from worker.text.normalise import fold

OPEN_FOR: Final = timedelta(days=30)
"""How long new versions of other outlets are held against a correction."""
MOST_OPEN: Final = 50
"""How many corrections of a story a new version is held against."""
MOST_VERSIONS: Final = 8
"""How many versions of one article are looked at: that which stood at the correction, and the newest."""


class Owed(Frozen):
    """A correction that is to be followed up."""

    id: int
    article: int
    outlet: int
    story: int | None
    old_snapshot: int
    new_snapshot: int
    later_snapshots: tuple[int, ...]
    """The article's versions since then, newest first, at most `MOST_VERSIONS`."""
    correction: Correction
    corrected_at: datetime
    due_at: datetime
    raised_at: datetime | None
    settled_at: datetime | None


class Unseen(Frozen):
    """A version that was not held against the correction yet, and since when it stands."""

    snapshot: int
    stands: Stated


class Other(Frozen):
    """Another outlet's article, and how it stood when it was looked at last.

    Its versions since then are held against the correction, in their order; of one that was never looked at, that which
    stood when the correction was made, and those since: whoever changed in the meantime has followed.
    """

    article: int
    versions: tuple[Unseen, ...]
    stood: Stance | None


def owe(
    session: Session,
    change: tuple[int, int, int],
    found: Iterable[Correction],
    copy: Sequence[Carried],
    *,
    at: datetime,
    due_at: datetime,
    now: datetime,
) -> list[int]:
    """Keep what a revision corrected, and owe a look at the other outlets; return the ids of what is new.

    Args:
        session: a writing transaction.
        change: the article, and its snapshots before and after.
        found: what was corrected.
        copy: what of the version before is copy.
        at: since when the corrected version stands.
        due_at: until when the others are given time.
        now: the present moment.
    """
    article, before, after = change
    made = []
    for one in found:
        said = "\n".join(fold(text) for text in (one.said_old, one.said_new, one.sentence_old))
        kept = insert.if_new(
            session,
            Row,
            article_id=article,
            key=sha256(f"{one.kind}\n{said}".encode("utf-8", "surrogatepass")).hexdigest(),
            old_snapshot_id=before,
            new_snapshot_id=after,
            source=next((piece.source for piece in copy if not piece.sentences.isdisjoint(one.old)), None),
            **one.model_dump(mode="json"),
            corrected_at=at,
            due_at=due_at,
            next_at=now,
            held_until=now + nudge_patience(),
            tries=0,
        )
        made += [] if kept is None else [kept]
    return made


def wake(session: Session, story_id: int, snapshot_id: int, now: datetime) -> list[int]:
    """Owe the story's newest corrections a look at a new version of one of its articles; return their ids.

    Settled ones too: an article may come late with the old words. Whoever is at one of them loses the lease, since what
    it looked at is no longer the newest.
    """
    others = and_(Article.story_id == story_id, Row.new_snapshot_id != snapshot_id)
    return _wake(session, others, now)


def moved(session: Session, article_ids: Collection[int], now: datetime) -> list[int]:
    """Owe what articles corrected a look at the others of the story that they were moved to; return their ids."""
    return _wake(session, Article.id.in_(article_ids), now)


def _wake(session: Session, wanted: ColumnElement[bool], now: datetime) -> list[int]:
    standing = (
        select(Row.id)
        .join(Article, Article.id == Row.article_id)
        .where(wanted, Row.follows_id.is_(None), Row.corrected_at > now - OPEN_FOR)
        .where(or_(Row.kind != Corrected.WORDING.value, Row.due_at > now))
        .order_by(Row.corrected_at.desc(), Row.id.desc())
        .limit(MOST_OPEN)
    )
    woken = session.scalars(
        update(Row)
        .where(Row.id.in_(standing))
        .values(next_at=now, held_until=now + nudge_patience(), lease=None, tries=0)
        .returning(Row.id)
    )
    return sorted(woken)


def load(session: Session, correction_id: int) -> Owed:
    """Return a correction with its article's later versions and story."""
    row, story, outlet, newest = session.execute(
        select(Row, Article.story_id, Article.outlet_id, Telling.snapshot_id)
        .join(Article, Article.id == Row.article_id)
        .outerjoin(Telling, Telling.article_id == Row.article_id)
        .where(Row.id == correction_id)
    ).one()
    return Owed(
        id=row.id,
        article=row.article_id,
        outlet=outlet,
        story=story,
        old_snapshot=row.old_snapshot_id,
        new_snapshot=row.new_snapshot_id,
        later_snapshots=_later(session, row, newest),
        correction=_correction(row),
        corrected_at=row.corrected_at,
        due_at=row.due_at,
        raised_at=row.raised_at,
        settled_at=row.settled_at,
    )


def _later(session: Session, row: Row, newest: int | None) -> tuple[int, ...]:
    if newest in {None, row.new_snapshot_id}:
        return ()
    numbers = [one.snapshot for one in _versions(session, row.article_id, newest)]
    since = numbers.index(row.new_snapshot_id) + 1 if row.new_snapshot_id in numbers else -1
    return tuple(numbers[since:][-MOST_VERSIONS:][::-1])


def _correction(row: Row) -> Correction:
    return Correction(
        kind=Corrected(row.kind),
        old=tuple(row.old),
        new=tuple(row.new),
        said_old=row.said_old,
        said_new=row.said_new,
        sentence_old=row.sentence_old,
        sentence_new=row.sentence_new,
    )


def unseen(session: Session, owed: Owed, *, limit: int) -> list[Other]:
    """Return articles of other outlets of the story whose newest version was not held against the correction."""
    rows = session.execute(
        select(Telling.article_id, Telling.snapshot_id, FollowerRow.stance, FollowerRow.snapshot_id.label("seen"))
        .join(Article, Article.id == Telling.article_id)
        .outerjoin(
            FollowerRow,
            (FollowerRow.article_id == Telling.article_id) & (FollowerRow.correction_id == owed.id),
        )
        .where(Article.story_id == owed.story, Article.outlet_id != owed.outlet)
        .where(FollowerRow.snapshot_id.is_(None) | (FollowerRow.snapshot_id != Telling.snapshot_id))
        .order_by(Telling.article_id)
        .limit(limit)
    ).all()
    return [
        Other(
            article=row.article_id,
            versions=_since(_versions(session, row.article_id, row.snapshot_id), row.seen, owed.corrected_at),
            stood=None if row.stance is None else Stance(row.stance),
        )
        for row in rows
    ]


def _versions(session: Session, article_id: int, newest: int) -> list[Unseen]:
    """Return the versions of an article up to its newest, as it is told, oldest first."""
    found = []
    for number, stands in stated.of_versions(session, article_id).items():
        found.append(Unseen(snapshot=number, stands=stands))
        if number == newest:
            break
    return found


def _since(versions: Sequence[Unseen], seen: int | None, corrected_at: datetime) -> tuple[Unseen, ...]:
    """Return which of an article's versions are to be looked at, at most `MOST_VERSIONS`."""
    known = [place + 1 for place, one in enumerate(versions) if one.snapshot == seen]
    stood = [place for place, one in enumerate(versions) if one.stands.at <= corrected_at]
    first = (known or stood[-1:] or [0])[0]
    wanted = versions[min(first, len(versions) - 1) :]
    return (*wanted[:1], *wanted[1:][1 - MOST_VERSIONS :])


def note_followed(session: Session, owed: Owed) -> bool:
    """Note, and return, whether this only takes up what an outlet that had the new words before corrected."""
    led, own = aliased(FollowerRow), aliased(FollowerRow)
    earlier = session.scalar(
        select(Row.id)
        .join(own, (own.correction_id == Row.id) & (own.article_id == owed.article))
        .join(led, (led.correction_id == owed.id) & (led.article_id == Row.article_id))
        .where(
            Row.kind == owed.correction.kind.value,
            Row.follows_id.is_(None),
            own.stance.in_((Stance.CARRIES.value, Stance.FOLLOWED.value, Stance.DROPPED.value)),
            led.stance == Stance.LED.value,
        )
        .order_by(Row.corrected_at, Row.id)
        .limit(1)
    )
    if earlier is not None:
        session.execute(update(Row).where(Row.id == owed.id).values(follows_id=earlier))
    return earlier is not None


def settle(session: Session, correction_id: int, now: datetime) -> None:
    """Note that nobody carries the old words any more, or that the correction itself was taken back."""
    session.execute(update(Row).where(Row.id == correction_id, Row.settled_at.is_(None)).values(settled_at=now))


def reopen(session: Session, correction_id: int) -> None:
    """Note that somebody carries the old words, whatever was noted before."""
    session.execute(update(Row).where(Row.id == correction_id, Row.settled_at.is_not(None)).values(settled_at=None))


def raised(session: Session, correction_id: int, now: datetime) -> None:
    """Note that it was said who still carries the old words."""
    session.execute(update(Row).where(Row.id == correction_id).values(raised_at=now))
