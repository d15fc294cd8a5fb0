"""How outlets fare, as their feeds and the visits to their articles tell."""

import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from schemas.base import Frozen, Utc
from schemas.sources import OutletHealth
from worker.store import articles, signals, silences, standings
from worker.store.look_tables import OutletRecord, Standing
from worker.store.tables import Article, Feed, Outlet

GOOD: Final = "good"
NEW: Final = "new"
QUIET: Final = "quiet"
WINDOW: Final = timedelta(days=1)
_REFUSALS: Final = frozenset({"401", "403", "407", "429", "451", "503"})
_SERVED_NOTHING: Final = re.compile(r"blocked: (HTTP (\d{3})(?::.*)?)", re.DOTALL)
_SHORT: Final = 13
_OUT_OF_REACH: Final = frozenset({"dns", "refused", "connect", "timeout", "deadline"})


class Vitals(Frozen):
    """What an outlet is judged by: its worst feed, and its articles visited within a day."""

    feed_failures: int
    feed_trouble: str | None
    feed_problem: str | None
    visited: int
    ill: dict[str, int]
    waiting: frozenset[str]
    """What is wrong with the articles that are watched and were not to be had at their last visit, however long ago."""
    failing_since: Utc | None


def trouble(problem: str) -> str:
    """Return the class of a problem: a verdict's or a failure's own word, `blocked`, `http` or `unreachable`."""
    word = told(problem).partition(":")[0].strip()
    if word.startswith("HTTP"):
        return "blocked" if word.removeprefix("HTTP").strip() in _REFUSALS else "http"
    is_class = word.replace("-", "").isalpha() and word.islower() and word not in _OUT_OF_REACH
    return word if is_class else "unreachable"


def told(problem: str) -> str:
    """Return a problem as it is told: what a reading holds for a block and is a server's own error is no block."""
    match = _SERVED_NOTHING.fullmatch(problem)
    return match[1] if match and match[2] not in _REFUSALS else problem


def short(problem: str) -> str:
    """Return a word or two for a source's health: its status or verdict, or the class of what is wrong."""
    problem = told(problem)
    if problem.startswith("HTTP"):
        return problem.partition(":")[0]
    return problem if len(problem) <= _SHORT and ":" not in problem else trouble(problem)


def vitals(session: Session, outlet_id: int, at: datetime) -> Vitals:
    """Return what an outlet is judged by."""
    feed = session.execute(
        select(Feed.failures, Feed.problem, Feed.failing_since)
        .where(Feed.outlet_id == outlet_id, Feed.watched, Feed.failures > 0)
        .order_by(Feed.failures.desc())
        .limit(1)
    ).one_or_none()
    lately = Article.last_visit_at > at - WINDOW
    is_waiting = and_(Article.watched, Article.problem.is_not(None))
    rows = session.execute(
        select(
            Article.problem,
            func.count().filter(lately),
            func.min(Article.failing_since).filter(lately),
            func.count().filter(is_waiting),
        )
        .where(Article.outlet_id == outlet_id, or_(lately, is_waiting), _is_there())
        .group_by(Article.problem)
    ).all()
    ill: dict[str, int] = {}
    since = [] if feed is None or feed.failing_since is None else [feed.failing_since]
    for problem, count, failing_since, _ in rows:
        if problem is not None and count:
            ill[trouble(problem)] = ill.get(trouble(problem), 0) + count
            since += [failing_since] if failing_since else []
    return Vitals(
        feed_failures=feed.failures if feed else 0,
        feed_trouble=trouble(feed.problem) if feed and feed.problem else None,
        feed_problem=feed.problem if feed else None,
        visited=sum(count for _, count, _, _ in rows),
        waiting=frozenset(trouble(problem) for problem, _, _, count in rows if problem is not None and count),
        ill=ill,
        failing_since=min(since, default=None),
    )


def state(session: Session, outlet_id: int) -> str:
    """Return the state that an outlet was last found in."""
    return session.scalar(select(OutletRecord.health).where(OutletRecord.outlet_id == outlet_id)) or GOOD


def change(session: Session, outlet_id: int, now_is: str, at: datetime) -> str | None:
    """Set an outlet's state; return the one before, or None where it is the same."""
    was = state(session, outlet_id)
    if was == now_is:
        return None
    standings.record(session, outlet_id)
    changed = session.scalar(
        update(OutletRecord)
        .where(OutletRecord.outlet_id == outlet_id, OutletRecord.health == was)
        .values(health=now_is, health_since=at)
        .returning(OutletRecord.outlet_id)
    )
    return None if changed is None else was


def next_notice(session: Session, outlet_id: int) -> int:
    """Count one more thing that is told of an outlet."""
    standings.record(session, outlet_id, notices=OutletRecord.notices + 1)
    return session.scalars(select(OutletRecord.notices).where(OutletRecord.outlet_id == outlet_id)).one()


def outlets(session: Session, at: datetime) -> tuple[OutletHealth, ...]:
    """Return how each outlet fares of which something is watched."""
    watched = select(Article.outlet_id).where(Article.watched).union(select(Feed.outlet_id).where(Feed.watched))
    good = func.max(articles.well_at()).label("last_good")
    recent = func.count(Article.id).filter(Article.last_visit_at > at - WINDOW).label("visited")
    read = func.count(Article.id).filter(Article.last_visit_at > at - WINDOW, Article.problem.is_(None)).label("read")
    failing = func.min(Article.failing_since).filter(_is_there()).label("failing_since")
    rows = session.execute(
        select(Outlet.id, Outlet.name, OutletRecord, good, recent, read, func.count(Article.id).label("articles"))
        .add_columns(silences.outlet_is_quiet().label("quiet"), silences.newest().label("newest"))
        .add_columns(_problem_of_all().label("problem"), failing)
        .outerjoin(OutletRecord, OutletRecord.outlet_id == Outlet.id)
        .outerjoin(Article, Article.outlet_id == Outlet.id)
        .where(or_(Outlet.id.in_(watched)))
        .group_by(Outlet.id, OutletRecord.outlet_id)
        .order_by(Outlet.name)
    )
    return tuple(_fares(row) for row in rows)


def _fares(row: Row[*tuple[Any, ...]]) -> OutletHealth:
    record = row.OutletRecord
    state = _state(record, is_new=row.last_good is None, is_quiet=row.quiet, problem=row.problem)
    is_told = record is not None and record.health == state
    since = record.health_since if record else None
    return OutletHealth(
        outlet=row.name,
        health=state,
        since=row.newest if state == QUIET else since if is_told or state == NEW else row.failing_since,
        last_good=row.last_good,
        redesigned=record.redesigned_at if record else None,
        visited=row.visited,
        read=row.read,
        articles=row.articles,
        signals=signals.truths(record),
    )


def count(session: Session) -> dict[str, int]:
    """Count the outlets that `outlets` lists, by how they fare; `good` is always named."""
    its_articles = select(Article.id).where(Article.outlet_id == Outlet.id)
    its_feeds = select(Feed.id).where(Feed.outlet_id == Outlet.id)
    is_watched = or_(its_articles.where(Article.watched).exists(), its_feeds.where(Feed.watched).exists())
    is_known = its_articles.where(Article.last_good_at.is_not(None)).exists()
    rows = session.execute(
        select(OutletRecord, is_known.label("is_known"), silences.outlet_is_quiet().label("quiet"))
        .add_columns(_problem_of_all().label("problem"))
        .select_from(Outlet)
        .outerjoin(OutletRecord, OutletRecord.outlet_id == Outlet.id)
        .where(is_watched)
    )
    states = (
        _state(row.OutletRecord, is_new=not row.is_known, is_quiet=row.quiet, problem=row.problem) for row in rows
    )
    return {GOOD: 0, **Counter(states)}


def _is_there() -> ColumnElement[bool]:
    """Whether an article is not gone for certain, as an expression."""
    return Article.id.not_in(select(Standing.article_id).where(Standing.gone_at.is_not(None)))


def _problem_of_all() -> ColumnElement[str | None]:
    """Return what is wrong with an outlet's articles, as an expression; null where one of them is well.

    Of those that are gone nothing is asked.
    """
    its = select(Article.problem).where(Article.outlet_id == Outlet.id, _is_there()).correlate(Outlet)
    return case(
        (its.where(Article.problem.is_(None)).exists(), None),
        else_=its.with_only_columns(func.min(Article.problem)).scalar_subquery(),
    )


def _state(record: OutletRecord | None, *, is_new: bool, is_quiet: bool, problem: str | None) -> str:
    """Return an outlet's state; nothing good is said of one of which nothing was read yet, or nothing new comes.

    Nor of one of whose articles, few as they are, none could be read at its last visit.
    """
    state = record.health if record else GOOD
    if state != GOOD:
        return state
    if is_quiet or is_new:
        return QUIET if is_quiet else NEW
    return trouble(problem) if problem else GOOD
