"""When feeds had something new last, and from when on their silence is longer than any before."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, ScalarSelect, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from schemas.base import Frozen, Utc
from schemas.feed import FeedKind
from worker.cadence import silence
from worker.cadence.silence import Dated, Rhythm
from worker.store import insert
from worker.store.look_tables import FeedRecord
from worker.store.statements import run
from worker.store.tables import Feed, Outlet


class Kept(Frozen):
    """Whose silence it is, since when that is watched, and what is known of it."""

    feed_id: int
    """The feed itself, or the index that named it: its sitemaps come and go, and each month's falls silent for good."""
    watched_since: Utc
    rhythm: Rhythm | None


def kept(session: Session, feed_id: int) -> Kept:
    """Return what is known of the silences of a feed, or of the index that named it."""
    row = run(session, _KEPT, feed=feed_id).one()
    known = row.news_at is not None
    rhythm = Rhythm(row.news_at, row.news_times, timedelta(seconds=row.longest_silence)) if known else None
    return Kept(feed_id=row.id, watched_since=row.added_at, rhythm=rhythm)


_index = aliased(Feed)
_added_at = func.coalesce(_index.added_at, Feed.added_at, type_=Feed.added_at.type).label("added_at")
_KEPT: Final = (
    select(func.coalesce(_index.id, Feed.id).label("id"), _added_at)
    .add_columns(FeedRecord.news_at, FeedRecord.news_times, FeedRecord.longest_silence)
    .select_from(Feed)
    .outerjoin(_index, and_(_index.id == Feed.found_by, _index.kind == FeedKind.SITEMAP_INDEX))
    .outerjoin(FeedRecord, FeedRecord.feed_id == func.coalesce(_index.id, Feed.id))
    .where(Feed.id == bindparam("feed"))
)


def note(session: Session, feed_id: int, named: Sequence[Dated], at: datetime, *, has_new: bool) -> None:
    """Note where a feed that was read has something new.

    Args:
        session: a writing transaction.
        feed_id: the feed.
        named: what it names, without what is left alone for its age.
        at: the present moment.
        has_new: whether articles were made of it.
    """
    before = kept(session, feed_id)
    if not (has_new or silence.has_news(named, before.rhythm, at)):
        return
    if before.rhythm is None:
        known = silence.first([each.published for each in named if each.published is not None], at)
    else:
        known = silence.after_news(before.rhythm, at, watched_since=before.watched_since)
    row = {
        "feed_id": before.feed_id,
        "news_at": known.news_at,
        "news_times": known.times,
        "longest_silence": known.longest.total_seconds(),
        "quiet_from": silence.quiet_from(known, before.watched_since),
    }
    insert.or_replace(session, FeedRecord, ["feed_id"], [row])


def is_quiet() -> ColumnElement[bool]:
    """Whether a feed answers as well as ever and has had nothing new for much longer than it used to, of its record."""
    return and_(Feed.last_good_at > FeedRecord.quiet_from, Feed.problem.is_(None))


def count_quiet(session: Session) -> int:
    """Count the watched feeds that are quiet."""
    quiet = select(func.count()).select_from(Feed).join(FeedRecord, FeedRecord.feed_id == Feed.id)
    return session.scalar(quiet.where(Feed.watched, is_quiet())) or 0


def outlet_is_quiet() -> ColumnElement[bool]:
    """Whether of an outlet's feeds one at least is quiet, and none has had something new lately."""
    its = (Feed.outlet_id == Outlet.id, Feed.watched, FeedRecord.feed_id == Feed.id)
    lively = or_(FeedRecord.quiet_from.is_(None), Feed.last_good_at <= FeedRecord.quiet_from)
    return and_(exists().where(*its, is_quiet()), ~exists().where(*its, lively))


def newest() -> ScalarSelect[datetime]:
    """Return when any feed of an outlet had something new last, as an expression."""
    its = (Feed.outlet_id == Outlet.id, Feed.watched, FeedRecord.feed_id == Feed.id)
    return select(func.max(FeedRecord.news_at)).where(*its).scalar_subquery()
