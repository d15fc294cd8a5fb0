"""What was seen of articles and is known of their outlets, as the cadence asks for it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import BindParameter, Row, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from schemas.base import Frozen, Utc
from schemas.signals import Signal
from worker.cadence import TRUTH, habit_classes
from worker.cadence.signals import is_trusted
from worker.store import signals
from worker.store.look_tables import Budget, Hint, OutletRecord, Standing
from worker.store.name_tables import ArticleUrl
from worker.store.statements import run
from worker.store.tables import Article, Feed, Snapshot

LISTENED_TO: Final = timedelta(hours=1)
"""An article that its feed named so long before the feed was last had is still told of."""
_PRIOR_HINTS, _PRIOR_UNTOLD = 1.0, 3.0
_PRIOR_CHANGES: Final = 8.0
"""Weights of what is believed of an outlet of which nothing is known: hints that are true every other time and tell of
nothing, and the common habit."""
_PUBLISHING: Final = timedelta(minutes=5)
"""What is dated no later after it was published is of publishing it."""
_INTEREST_EACH, _MOST_INTEREST = 0.25, 3.0


class Seen(Frozen):
    """What was seen of an article on its visits; the names of `worker.cadence.History`."""

    watched: bool
    first_seen: Utc
    published: Utc | None
    last_visit: Utc
    changes: tuple[Utc, ...]
    """When each was seen; before them, where its outlet is believed, when it was edited before it was found."""
    unchanged_visits: int
    is_in_doubt: bool = False
    """Whether a wording waits to be seen again, or the article is missed and not yet gone."""
    is_missed: bool = False
    visits: int = 0
    hinted_at: Utc | None = None
    """When its feed said, or showed by other words, that it had changed, which nobody has looked into yet."""
    hint_truth: float = TRUTH
    told: float = 0.0
    habit: tuple[float, ...] | None = None
    interest: float = 1.0
    cost_factor: float = 1.0
    """By what the budget moves the cost of a visit."""


def seen(session: Session, article_id: int) -> Seen:
    """Return what was seen of an article."""
    return seen_of_each(session, [article_id])[article_id]


def seen_of_each(session: Session, article_ids: Sequence[int]) -> dict[int, Seen]:
    """Return what was seen of articles, by id."""
    these = {"ids": article_ids}
    rows = session.execute(_what_was_seen(), these)
    changes: dict[int, list[datetime]] = defaultdict(list)
    edited: dict[int, datetime] = {}
    for kept in run(session, _VERSIONS, **these):
        if kept.version > 1:
            changes[kept.article_id].append(kept.fetched_at)
        elif (was := _edited_before(kept)) is not None:
            edited[kept.article_id] = was
    factor = run(session, _FACTOR).scalar() or 1.0
    return {row.id: _seen(row, tuple(changes[row.id]), edited.get(row.id), factor) for row in rows}


def _edited_before(first: Row[*tuple[Any, ...]]) -> datetime | None:
    """Return when an article was edited last before it was found, as its first version says; None where it was not."""
    published, modified, found_at = first.published, first.modified, first.fetched_at
    was = published is not None and modified is not None and published + _PUBLISHING < modified < found_at
    return modified if was else None


_IDS: Final[BindParameter[int]] = bindparam("ids", expanding=True)
_FACTOR: Final = select(Budget.factor)
_VERSIONS: Final = (
    select(Snapshot.article_id, Snapshot.version, Snapshot.fetched_at, Snapshot.published, Snapshot.modified)
    .where(Snapshot.article_id.in_(_IDS))
    .order_by(Snapshot.article_id, Snapshot.version)
)


@lru_cache
def _what_was_seen() -> Select[*tuple[Any, ...]]:
    """Return the query for what was seen of articles, made once: that takes longer than running it."""
    other = aliased(Article)
    outlets = select(func.count(other.outlet_id.distinct())).where(other.story_id == Article.story_id).scalar_subquery()
    named = select(func.max(ArticleUrl.last_seen)).where(ArticleUrl.article_id == Article.id).scalar_subquery()
    return (
        select(
            Article.id,
            Article.watched,
            Article.first_seen,
            Article.published,
            Article.last_visit_at,
            Article.unchanged_visits,
            Article.visits,
            Standing,
            OutletRecord,
            Feed.last_good_at,
            named.label("named_at"),
            outlets.label("outlets"),
        )
        .outerjoin(Standing, Standing.article_id == Article.id)
        .outerjoin(OutletRecord, OutletRecord.outlet_id == Article.outlet_id)
        .outerjoin(Feed, Feed.id == Article.feed_id)
        .where(Article.id.in_(_IDS))
    )


def _seen(row: Row[*tuple[Any, ...]], changes: tuple[datetime, ...], edited: datetime | None, factor: float) -> Seen:
    standing: Standing | None = row.Standing
    record: OutletRecord | None = row.OutletRecord
    if edited is not None and is_trusted(signals.counts(record)[Signal.DATE_MODIFIED]):
        changes = (edited, *changes)
    waits = standing is not None and (standing.held_page_id or standing.missing_since) is not None
    return Seen(
        watched=row.watched,
        first_seen=row.first_seen,
        published=row.published,
        last_visit=row.last_visit_at or row.first_seen,
        changes=changes,
        unchanged_visits=row.unchanged_visits,
        is_in_doubt=waits and standing is not None and standing.gone_at is None,
        is_missed=standing is not None and standing.missing_since is not None,
        visits=row.visits,
        hinted_at=standing.hinted_at if standing else None,
        hint_truth=_truth(record, standing),
        told=_told(record) if _is_listened_to(row, standing) else 0.0,
        habit=_habit(record),
        interest=min(1 + _INTEREST_EACH * max(row.outlets - 1, 0), _MOST_INTEREST),
        cost_factor=factor,
    )


def _truth(record: OutletRecord | None, standing: Standing | None) -> float:
    """Return how far the hint that waits is believed: of two kinds at once the one that is believed more."""
    if record is None or standing is None or standing.hinted_by is None:
        return TRUTH
    counts = {
        Hint.DATE: (record.hints_true, record.hints_false),
        Hint.WORDS: (record.words_true, record.words_false),
    }
    of = [counts[kind] for kind in counts if standing.hinted_by in {kind, Hint.BOTH}]
    return max((true + _PRIOR_HINTS) / (true + false + _PRIOR_HINTS / TRUTH) for true, false in of)


def _told(record: OutletRecord | None) -> float:
    return record.told / (record.told + record.untold + _PRIOR_UNTOLD) if record is not None else 0.0


def _habit(record: OutletRecord | None) -> tuple[float, ...] | None:
    if record is None or len(record.expected) != habit_classes():  # nothing, or what an older stet learned
        return None
    return tuple(
        (seen + _PRIOR_CHANGES) / (expected + _PRIOR_CHANGES)
        for seen, expected in zip(record.seen, record.expected, strict=True)
    )


def _is_listened_to(row: Row[*tuple[Any, ...]], standing: Standing | None) -> bool:
    """Whether the article's feed still names it."""
    if standing is None or standing.words_told is None or row.named_at is None or row.last_good_at is None:
        return False
    return bool(row.named_at >= row.last_good_at - LISTENED_TO)
