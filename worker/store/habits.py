"""What outlets' habits are, how far their hints can be believed, and what visits may cost."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from worker import cadence
from worker.store import insert, standings
from worker.store.look_tables import Budget, OutletRecord, Standing
from worker.store.seen import seen_of_each
from worker.store.tables import Article

LEARN_EVERY: Final = timedelta(hours=6)
_LEARNED_ARTICLES: Final = 200
_LEARNED_TIME: Final = timedelta(days=30)
BALANCE_EVERY: Final = timedelta(minutes=10)
_GAIN: Final = 6.0
"""The power by which a budget that is missed moves the cost. Visits go about with the root of the cost, so that of a
fifth too many a twentieth is left."""
_FACTORS: Final = (0.02, 200.0)
_FEWEST_VISITS: Final = 200.0
"""Until so many visits were to be made, chance moves the cost but little."""
_BOUNDS_HOURS: Final = (0.5, 1.0, 2.0, 4.0, 8.0, 12.0, 24.0, 48.0, 96.0, 168.0, 336.0)


def learn(session: Session, article_id: int, at: datetime) -> None:
    """Count the changes that were seen and that were to be expected of an outlet's articles, unless that was done."""
    outlet_id = session.scalars(select(Article.outlet_id).where(Article.id == article_id)).one()
    stale = session.scalar(select(OutletRecord.learned_at).where(OutletRecord.outlet_id == outlet_id))
    if stale is not None and stale > at - LEARN_EVERY:
        return
    recent = session.scalars(
        select(Article.id)
        .where(Article.outlet_id == outlet_id, Article.watched, Article.first_seen > at - _LEARNED_TIME)
        .order_by(Article.first_seen.desc())
        .limit(_LEARNED_ARTICLES)
    ).all()
    seen = [0.0] * (len(cadence.AGE_BOUNDS) + 1)
    expected = list(seen)
    for article in seen_of_each(session, recent).values():
        for place, value in enumerate(cadence.expected_by_age(article, min(article.last_visit, at))):
            expected[place] += value
        born = min(article.published or article.first_seen, article.first_seen)
        for changed in article.changes:
            seen[cadence.age_class((changed - born) / timedelta(hours=1))] += 1
    standings.record(session, outlet_id, learned_at=at, seen=seen, expected=expected)


def hear(session: Session, updated: Mapping[int, datetime], at: datetime) -> list[int]:
    """Note when articles changed last by what their feed says; return those of which that is news, a hint each."""
    if not updated:
        return []
    rows = session.execute(
        select(Article.id, Article.last_visit_at, Standing.updated_told, Standing.article_id)
        .outerjoin(Standing, Standing.article_id == Article.id)
        .where(Article.id.in_(updated))
        .order_by(Article.id)
    ).all()
    insert.all_new(session, Standing, [{"article_id": row.id} for row in rows if row.article_id is None])
    hinted = []
    for row in rows:
        said = updated[row.id]
        if row.updated_told == said:
            continue
        known = row.updated_told or row.last_visit_at
        is_hint = known is not None and said > known and row.last_visit_at is not None
        values = {"updated_told": said} | ({"hinted_at": at} if is_hint else {})
        session.execute(update(Standing).where(Standing.article_id == row.id).values(values))
        hinted += [row.id] if is_hint else []
    return hinted


def looked(session: Session, article_id: int, *, changed: bool) -> None:
    """Count whether a hint proved true, and whether a change had been told of."""
    standing = session.get(Standing, article_id, populate_existing=True)
    hinted = standing is not None and standing.hinted_at is not None
    if not (hinted or (changed and standing is not None and standing.updated_told is not None)):
        return
    outlet_id = session.scalars(select(Article.outlet_id).where(Article.id == article_id)).one()
    values = {}
    if hinted:
        session.execute(update(Standing).where(Standing.article_id == article_id).values(hinted_at=None))
        name = "hints_true" if changed else "hints_false"
        values[name] = getattr(OutletRecord, name) + 1
    if changed:
        name = "told" if hinted else "untold"
        values[name] = getattr(OutletRecord, name) + 1
    standings.record(session, outlet_id, **values)


def factor(session: Session) -> float:
    """Return by what the cost of a visit is multiplied, so that the budget is kept."""
    return session.scalar(select(Budget.factor)) or 1.0


def balance(session: Session, at: datetime, *, visits_per_article: float, visits_per_day: float | None) -> None:
    """Hold the visits that were made against the budget, and move their cost; now and then, by whoever comes first."""
    insert.all_new(session, Budget, [{"id": 1, "factor": 1.0, "at": at}])
    claimed = session.scalar(
        update(Budget).where(Budget.id == 1, Budget.at <= at - BALANCE_EVERY).values(at=at).returning(Budget.id)
    )
    if claimed is None:
        return
    made, due = _visits(session, at, visits_per_article, visits_per_day)
    ratio = (made + _FEWEST_VISITS) / (due + _FEWEST_VISITS)
    moved = min(max(ratio**_GAIN, _FACTORS[0]), _FACTORS[1])
    session.execute(update(Budget).where(Budget.id == 1).values(factor=moved))


def _visits(
    session: Session, at: datetime, visits_per_article: float, visits_per_day: float | None
) -> tuple[float, float]:
    """Return how many visits were made to the articles of two weeks, and how many should have been by now."""
    made = due = 0.0
    count = 0
    newest = at
    for hours in _BOUNDS_HOURS:
        oldest = at - timedelta(hours=hours)
        articles, visits = session.execute(
            select(func.count(), func.coalesce(func.sum(Article.visits), 0)).where(
                Article.watched, Article.visits > 0, Article.first_seen <= newest, Article.first_seen > oldest
            )
        ).one()
        middle = at - (newest + (oldest - newest) / 2)
        due += articles * visits_per_article * cadence.spent_by(middle)
        made += visits
        count += articles
        newest = oldest
    if visits_per_day is not None and count:
        allowed = visits_per_day * (cadence.BUDGET_TIME / timedelta(days=1)) / count
        due *= min(1.0, allowed / visits_per_article)
    return made, due
