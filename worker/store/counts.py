"""How much of everything is stored, for the metrics.

Rows of some tables are never deleted, so what was counted once is counted for good: a `Tally` says how many have an id
below some id, and only those from there on are counted anew. It is moved on by the sweep.
"""

from collections import Counter
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from schemas.alert import DeliveryState
from schemas.base import Frozen
from schemas.change import ChangeKind
from schemas.sources import SourceKind
from worker.store import health, insert, silences
from worker.store.columns import Base, Numbered
from worker.store.tables import Article, Change, Delivery, Feed, Snapshot, Story, Watched

TAIL: Final = 500
"""So many of the newest ids are never counted for good: a transaction that is still open may yet bring one of them."""
STEP: Final = 500
"""By so many at least is a tally moved on."""
MOST: Final = 100_000
"""And by so many at most, so that a sweep is not held up where a large store is counted for the first time."""


class Tally(Base):
    """How many rows of a table, of some kind, have an id below `below_id`."""

    __tablename__ = "tallies"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    below_id: Mapped[int]
    rows: Mapped[int]


class Tallied(NamedTuple):
    """What is counted so: rows of a table that are never deleted, by a kind that never changes, or hardly ever."""

    table: type[Numbered]
    counts: Select[str, int]
    """Gives a kind, none where there is no more than one, and the number of rows of that kind."""


def _all_of(table: type[Numbered]) -> Tallied:
    return Tallied(table, select(literal(""), func.count()).select_from(table))


_kind = Change.kind.concat("")
_feed = cast(Article.feed_id, String)
"""Neither is a plain column, so that no index over all rows is walked for the sake of its order."""
_of_feeds = select(_feed, func.count()).where(Article.feed_id.is_not(None), Article.merged_into.is_(None))
STORIES, ARTICLES, SNAPSHOTS, CHANGES = "stories", "articles", "snapshots", "changes"
FEEDS_ARTICLES, FEEDS_VERSIONS, FEEDS_REVISIONS = "articles of feeds", "versions of feeds", "revisions of feeds"
TALLIED: Final = {
    STORIES: _all_of(Story),
    ARTICLES: _all_of(Article),
    SNAPSHOTS: _all_of(Snapshot),
    CHANGES: Tallied(Change, select(_kind, func.count()).group_by(_kind)),
    FEEDS_ARTICLES: Tallied(Article, _of_feeds.group_by(_feed)),
    FEEDS_VERSIONS: Tallied(Snapshot, _of_feeds.join(Snapshot, Snapshot.article_id == Article.id).group_by(_feed)),
    FEEDS_REVISIONS: Tallied(
        Change,
        _of_feeds.join(Change, Change.new_article_id == Article.id)
        .where(Change.kind == ChangeKind.REVISION.value)
        .group_by(_feed),
    ),
}


class Counts(Frozen):
    """Rows stored; every kind and state is named, also where there is none of it."""

    stories: int
    articles: int
    snapshots: int
    changes: dict[ChangeKind, int]
    deliveries: dict[DeliveryState, int]
    outlets: dict[str, int]
    """By how they fare, of those of which something is watched; `good` is always named, `new` is nothing read yet."""
    failing: dict[SourceKind, int]
    """What is watched and was not read well at the last visit."""
    quiet: int
    """Feeds that are read well and have had nothing new for much longer than they used to."""


class Brought(NamedTuple):
    """What came of each feed, by its id: articles, their versions, and the revisions of those."""

    articles: dict[int, int]
    versions: dict[int, int]
    revisions: dict[int, int]


def counts(session: Session) -> Counts:
    """Count what is stored."""
    changes = _tallied(session, CHANGES)
    deliveries = _by(session, Delivery.state)
    merged = session.scalar(select(func.count()).select_from(Article).where(Article.merged_into.is_not(None))) or 0
    return Counts(
        stories=_tallied(session, STORIES)[""],
        articles=_tallied(session, ARTICLES)[""] - merged,
        snapshots=_tallied(session, SNAPSHOTS)[""],
        changes={kind: changes.get(kind.value, 0) for kind in ChangeKind},
        deliveries={state: deliveries.get(state.value, 0) for state in DeliveryState},
        outlets=health.count(session),
        quiet=silences.count_quiet(session),
        failing={SourceKind.FEED: _failing(session, Feed), SourceKind.ARTICLE: _failing(session, Article)},
    )


def brought(session: Session) -> Brought:
    """Count what came of each feed; what went into another article after it was counted stays counted where it was."""
    names = FEEDS_ARTICLES, FEEDS_VERSIONS, FEEDS_REVISIONS
    return Brought(*({int(feed): count for feed, count in _tallied(session, name).items() if feed} for name in names))


def move_on(session: Session) -> None:
    """Count for good what has come since, in a writing transaction; mostly there is nothing to do."""
    for name, (table, _) in TALLIED.items():
        below = _below(session, name)
        upto = (session.scalar(select(func.max(table.id))) or 0) + 1 - TAIL
        if upto - below < STEP:
            continue
        upto = min(upto, below + MOST)
        found = _counted(session, name, table.id >= below, table.id < upto)
        insert.all_new(
            session, Tally, [{"name": name, "kind": kind, "below_id": below, "rows": 0} for kind in {"", *found}]
        )
        this = update(Tally).where(Tally.name == name, Tally.below_id == below)  # else another was quicker
        session.execute(this.where(Tally.kind.not_in(found)).values(below_id=upto))
        for kind, count in found.items():
            session.execute(this.where(Tally.kind == kind).values(below_id=upto, rows=Tally.rows + count))


def _tallied(session: Session, name: str) -> Counter[str]:
    """Count by kind: what was counted for good, and what came after."""
    known = select(Tally.kind, Tally.rows).where(Tally.name == name)
    total = Counter(dict(session.execute(known).all()))
    total.update(_counted(session, name, TALLIED[name].table.id >= _below(session, name)))
    return total


def _below(session: Session, name: str) -> int:
    return session.scalar(select(func.max(Tally.below_id)).where(Tally.name == name)) or 1


def _counted(session: Session, name: str, *these: ColumnElement[bool]) -> dict[str, int]:
    return dict(session.execute(TALLIED[name].counts.where(*these)).all())


def _failing(session: Session, table: type[Watched]) -> int:
    failing = select(func.count()).select_from(table).where(table.watched, table.problem.is_not(None))
    return session.scalar(failing) or 0


def _by(session: Session, column: InstrumentedAttribute[Any]) -> dict[str, int]:
    return dict(session.execute(select(column, func.count()).group_by(column)).all())
