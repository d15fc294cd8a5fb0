"""What outlets' habits are, how far their hints can be believed, and what visits may cost."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from schemas.base import Frozen, Utc
from worker import cadence
from worker.store import articles, insert, standings
from worker.store.look_tables import Budget, Hint, OutletRecord, Standing
from worker.store.seen import seen_of_each
from worker.store.statements import run, write_all
from worker.store.tables import Article

LEARN_EVERY: Final = timedelta(hours=6)
_LEARNED_ARTICLES: Final = 200
_LEARNED_TIME: Final = timedelta(days=30)
SKEW: Final = timedelta(minutes=5)
"""By so much publishers' clocks and caches may lag: what they date earlier than the last visit, that one has seen."""
BALANCE_EVERY: Final = timedelta(minutes=10)
MOST_AT_ONCE: Final = 3
"""Where more articles of a feed than these, and than half, moved from one poll to the next, the feed was made anew."""
OVERDUE: Final = timedelta(hours=2)
FOUND_OLD: Final = timedelta(days=2)
"""An article found so long after it was published, or longer, is of an archive."""
_BOUNDS_HOURS: Final = (0.5, 1.0, 2.0, 4.0, 8.0, 12.0, 24.0, 48.0, 96.0, 168.0, 336.0)


def learn(session: Session, article_id: int, at: datetime) -> None:
    """Count the changes that were seen and that were to be expected of an outlet's articles, unless that was done."""
    outlet_id = _outlet_of(session, article_id)
    if not is_to_be_learned(run(session, _LEARNED_AT, outlet=outlet_id).scalar(), at):
        return
    recent = session.scalars(
        select(Article.id)
        .where(Article.outlet_id == outlet_id, Article.watched, Article.first_seen > at - _LEARNED_TIME)
        .order_by(Article.first_seen.desc())
        .limit(_LEARNED_ARTICLES)
    ).all()
    seen = [0.0] * cadence.habit_classes()
    expected = list(seen)
    for article in seen_of_each(session, recent).values():
        for place, value in enumerate(cadence.expected_by_habit(article, min(article.last_visit, at))):
            expected[place] += value
        born = min(article.published or article.first_seen, article.first_seen)
        for before, changed in enumerate(article.changes):
            if changed < article.first_seen:  # told of, not seen
                continue
            seen[cadence.habit_class((changed - born) / timedelta(hours=1), before > 0)] += 1
    standings.record(session, outlet_id, learned_at=at, seen=seen, expected=expected)


_LEARNED_AT: Final = select(OutletRecord.learned_at).where(OutletRecord.outlet_id == bindparam("outlet"))


def is_to_be_learned(learned_at: datetime | None, at: datetime) -> bool:
    """Whether an outlet's habit, learned then or never, is to be learned anew."""
    return learned_at is None or learned_at <= at - LEARN_EVERY


class Told(Frozen):
    """What an entry of a feed says of an article."""

    updated: Utc | None
    """When it changed last."""
    words: str
    """The digest of its title, summary and text."""


def hear(session: Session, feed_id: int, told: Mapping[int, Told], at: datetime) -> list[int]:
    """Note what a feed says of articles; return those of which it is news, a hint each.

    Words are heard from the feed alone that an article was found in: another section may call it otherwise.
    """
    if not told:
        return []
    rows = run(session, _HEARD, articles=[*told]).all()
    insert.all_new(session, Standing, [{"article_id": row.id} for row in rows if row.article_id is None])
    moved = {row.id: _moved(told[row.id], row, is_own=row.feed_id == feed_id) for row in rows}
    hints = {row.id: found for row in rows if (found := _hints(moved[row.id], row))}
    if len(hints) > max(MOST_AT_ONCE, len(rows) / 2):
        hints = {}
    for article_id, kinds in hints.items():
        moved[article_id] |= {"hinted_at": at, "hinted_by": kinds.pop() if len(kinds) == 1 else Hint.BOTH}
    write_all(session, Standing, moved)
    return list(hints)


_HEARD: Final = (
    select(
        *(Article.id, Article.feed_id, Article.last_visit_at),
        *(Standing.article_id, Standing.updated_told, Standing.words_told, Standing.hinted_by),
    )
    .outerjoin(Standing, Standing.article_id == Article.id)
    .where(Article.id.in_(bindparam("articles", expanding=True)))
    .order_by(Article.id)
)


def _moved(said: Told, known: Row[*tuple[Any, ...]], *, is_own: bool) -> dict[str, Any]:
    """Return what a feed says otherwise than before."""
    date = {"updated_told": said.updated} if said.updated not in {None, known.updated_told} else {}
    return date | ({"words_told": said.words} if is_own and said.words != known.words_told else {})


def _hints(moved: Mapping[str, Any], known: Row[*tuple[Any, ...]]) -> set[Hint]:
    """Return what hints at a change that nobody has looked into, with what did so before."""
    date, visited = moved.get("updated_told"), known.last_visit_at
    if visited is None or (date is not None and date < visited - SKEW):
        return set()
    hints = {Hint.DATE} if date is not None and date > (known.updated_told or visited) else set()
    hints |= {Hint.WORDS} if "words_told" in moved and known.words_told is not None else set()
    return hints | ({Hint(known.hinted_by)} if hints and known.hinted_by else set())


def looked(session: Session, article_id: int, *, changed: bool) -> None:
    """Count whether a hint proved true, and whether a change had been told of."""
    standing = run(session, _HINTED, article=article_id).one_or_none()
    if standing is None or standing.hinted_at is None:
        if changed and standing is not None and standing.words_told is not None:
            standings.record(session, _outlet_of(session, article_id), untold=OutletRecord.untold + 1)
        return
    nothing = {"hinted_at": None, "hinted_by": None}
    session.execute(update(Standing).where(Standing.article_id == article_id).values(nothing))
    counted = [getattr(OutletRecord, name) for name in _counts(standing.hinted_by, changed=changed)]
    counted += [OutletRecord.told] if changed else []
    standings.record(session, _outlet_of(session, article_id), **{each.key: each + 1 for each in counted})


_HINTED: Final = select(Standing.hinted_at, Standing.hinted_by, Standing.words_told).where(
    Standing.article_id == bindparam("article")
)


def _counts(hint: str | None, *, changed: bool) -> list[str]:
    """Return the counts of an outlet that a hint is to be entered in: each kind has its own truthfulness."""
    kinds = {Hint.DATE: ["hints"], Hint.WORDS: ["words"], Hint.BOTH: ["hints", "words"]}[Hint(hint or Hint.DATE)]
    return [f"{kind}_{'true' if changed else 'false'}" for kind in kinds]


def _outlet_of(session: Session, article_id: int) -> int:
    return articles.outlet_of(session, article_id)


def factor(session: Session) -> float:
    """Return by what the cost of a visit is multiplied, so that the budget is kept."""
    return session.scalar(select(Budget.factor)) or 1.0


def balance(session: Session, at: datetime, *, visits_per_article: float, visits_per_day: float | None) -> None:
    """Hold the visits that were made against the budget, and move their cost; now and then, by whoever comes first."""
    balanced_at = run(session, _BALANCED_AT).scalar()
    if balanced_at is not None and balanced_at > at - BALANCE_EVERY:
        return
    insert.all_new(session, Budget, [{"id": 1, "factor": 1.0, "lasting": 1.0, "day": 0.0, "at": at}])
    before = session.scalars(select(Budget).where(Budget.id == 1)).one()
    known, since = cadence.Factor(before.factor, before.lasting), before.at
    mine = update(Budget).where(Budget.id == 1, Budget.at == since, Budget.at <= at - BALANCE_EVERY)
    if session.scalar(mine.values(at=at).returning(Budget.id)) is None:
        return
    elapsed = at - since
    total = session.scalar(select(func.sum(Article.visits))) or 0
    new = max(total - before.visits, 0) if before.visits is not None else 0
    day = cadence.faded(before.day, made=new, elapsed=elapsed)
    made, due = _visits(session, at, visits_per_article)
    of_day = day / visits_per_day if visits_per_day is not None else 0.0
    moved = cadence.balanced(known, made=made, due=due, elapsed=elapsed, of_day=of_day)
    values = {"factor": moved.value, "lasting": moved.lasting, "visits": total, "day": day}
    session.execute(update(Budget).where(Budget.id == 1).values(values))


_BALANCED_AT: Final = select(Budget.at).where(Budget.id == 1)


def _visits(session: Session, at: datetime, visits_per_article: float) -> tuple[float, float]:
    """Return how many visits were made to the articles of two weeks, and how many should have been by now.

    Articles that have long been due are left out: what their hosts do not bear is not to be made up for by others. So
    are those that were old when they were found: an archive is looked at once, and its visits are not others' to spend.
    """
    made = due = 0.0
    newest = at
    in_time = or_(Article.next_at.is_(None), Article.next_at > at - OVERDUE)
    for hours in _BOUNDS_HOURS:
        oldest = at - timedelta(hours=hours)
        articles, visits = session.execute(
            select(func.count(), func.coalesce(func.sum(Article.visits), 0))
            .where(Article.watched, Article.visits > 0, in_time)
            .where(Article.first_seen <= newest, Article.first_seen > oldest)
            .where(or_(Article.published.is_(None), Article.published > oldest - FOUND_OLD))
        ).one()
        middle = at - (newest + (oldest - newest) / 2)
        due += articles * cadence.spent_by(middle, visits_per_article)
        made += visits
        newest = oldest
    return made, due
