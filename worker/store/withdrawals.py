"""Which articles are missing from their addresses, and whether they are gone or their site is out of order."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import Session

from worker.store import standings
from worker.store.look_tables import Standing
from worker.store.tables import Article

GONE_AFTER: Final = timedelta(minutes=10)
"""How long after it was first missed an article that is missed again is gone."""
WITNESS_PATIENCE: Final = timedelta(hours=1)
"""For so long it waits for another article of the outlet to be looked at."""
OUTAGE_LASTS: Final = timedelta(hours=12)
"""Where several articles of an outlet are missed at once, they are gone after so long."""

_IS_MISSED: Final = Standing.missing_since.is_not(None) & Standing.gone_at.is_(None)


def missed(session: Session, article_id: int, at: datetime) -> bool:
    """Note that an article was not there; return whether that has just become certain.

    It is not while others of its outlet are missed as well: that is an outage, unless it lasts. Nor is it before one of
    the others has been looked at since, for as long as that may take.
    """
    standings.make(session, article_id)
    standings.set_values(session, article_id, missing_looks=Standing.missing_looks + 1)
    first = update(Standing).where(Standing.article_id == article_id, Standing.missing_since.is_(None))
    session.execute(first.values(missing_since=at))
    if not _is_alone(session, article_id, at):
        return False
    gone = session.scalar(
        update(Standing)
        .where(Standing.article_id == article_id, Standing.gone_at.is_(None))
        .where(Standing.missing_looks > 1, Standing.missing_since <= at - GONE_AFTER)
        .values(gone_at=Standing.missing_since, turns=Standing.turns + 1)
        .returning(Standing.article_id)
    )
    return gone is not None


def _is_alone(session: Session, article_id: int, at: datetime) -> bool:
    """Whether an article is missed alone, by the outlet's others that were visited since."""
    since, outlet_id = _missing_since(session, article_id)
    if since <= at - OUTAGE_LASTS:
        return True
    missing = session.scalar(
        select(func.count())
        .select_from(Article)
        .join(Standing, Standing.article_id == Article.id)
        .where(Article.outlet_id == outlet_id, Article.id != article_id, Article.last_visit_at >= since - GONE_AFTER)
        .where(_IS_MISSED)
    )
    present = session.scalar(_present_since(article_id, outlet_id, since)) or 0
    if missing or present:
        return present > (missing or 0)
    return since <= at - WITNESS_PATIENCE or not standings.has_company(session, article_id, outlet_id)


def _missing_since(session: Session, article_id: int) -> tuple[datetime, int]:
    this = select(Standing.missing_since, Article.outlet_id).join(Article, Article.id == Standing.article_id)
    since, outlet_id = session.execute(this.where(Article.id == article_id)).one()
    assert since is not None
    return since, outlet_id


def _present_since(article_id: int, outlet_id: int, since: datetime) -> Select[int]:
    others = select(func.count()).where(Article.outlet_id == outlet_id, Article.id != article_id)
    read = Article.last_good_at.is_not(None) & Article.problem.is_(None) & Article.id.not_in(standings.UNREAD)
    return others.where(Article.last_visit_at > since, read)


def witness(session: Session, article_id: int) -> int | None:
    """Return which article of the same outlet is to be looked at to tell an outage from a withdrawal.

    None where there is no other, or one has been looked at since this one is missed, or is missed too.
    """
    since, outlet_id = _missing_since(session, article_id)
    others = select(Article.id).where(Article.outlet_id == outlet_id, Article.id != article_id, Article.watched)
    is_missed = Article.id.in_(select(Standing.article_id).where(_IS_MISSED))
    if session.scalar(others.where(or_(Article.last_visit_at > since, is_missed)).limit(1)) is not None:
        return None
    well = others.where(Article.last_good_at.is_not(None), Article.problem.is_(None))
    return session.scalar(well.order_by(Article.last_good_at.desc(), Article.id).limit(1))


def found(session: Session, article_id: int) -> bool:
    """Note that an article is there; return whether it was gone."""
    back = session.scalar(
        update(Standing)
        .where(Standing.article_id == article_id, Standing.gone_at.is_not(None))
        .values(turns=Standing.turns + 1)
        .returning(Standing.article_id)
    )
    standings.set_values(session, article_id, missing_since=None, missing_looks=0, gone_at=None)
    return back is not None


def turns(session: Session, article_id: int) -> int:
    """Return how often an article was gone or back."""
    return session.scalar(select(Standing.turns).where(Standing.article_id == article_id)) or 0
