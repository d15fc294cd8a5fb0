"""Articles that are withdrawn, and that come back."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from schemas.alert import AlertType
from schemas.article import Reading
from schemas.outcome import Nudge
from worker import clock
from worker.stages import health, notice
from worker.store import articles, standings, withdrawals
from worker.store.standings import State

_WATCH_FOR_RETURN = (timedelta(minutes=15), timedelta(days=1))
"""The least and the longest time between two visits to an article that is gone."""
_SHARE_OF_ABSENCE = 0.2


def is_sent_home(url: str | None, known: Reading | None) -> bool:
    """Whether who asked for an article that was read at an address of its own was led to a front page."""
    return known is not None and _is_front(url) and not _is_front(known.url)


def _is_front(url: str | None) -> bool:
    parts = urlsplit(url or "urn:none")
    return parts.scheme in {"http", "https"} and parts.path in {"", "/"} and not parts.query


def missed(session: Session, article_id: int, at: datetime) -> tuple[Nudge, ...]:
    """Note that an article was not there, look again soon, and tell once that is certain.

    Another article of its outlet is looked at too: whether the whole site is out of order is told by that.
    """
    is_certain = withdrawals.missed(session, article_id, at)
    witness = withdrawals.witness(session, article_id)
    if witness is not None:
        articles.plan_sooner(session, witness, clock.now())
    again = next_look(session, article_id, clock.now())
    if again is not None:
        articles.plan(session, article_id, again)
    if not is_certain:
        return health.assess(session, article_id, at)
    since = standings.state(session, article_id).gone_at
    turn = withdrawals.turns(session, article_id)
    told = notice.tell_of_article(session, AlertType.GONE, article_id, turn=turn, since=since, at=at)
    return told + health.assess(session, article_id, at)


def found(session: Session, article_id: int, state: State, at: datetime) -> tuple[Nudge, ...]:
    """Note that an article is there, and tell where it was gone."""
    if state.missing_since is None or not withdrawals.found(session, article_id):
        return ()
    turn = withdrawals.turns(session, article_id)
    return notice.tell_of_article(session, AlertType.RESTORED, article_id, turn=turn, since=None, at=at)


def next_look(session: Session, article_id: int, at: datetime) -> datetime | None:
    """Return when to look for an article that was missed: soon until that is certain, then ever more seldom.

    None for one that is not missed.
    """
    state = standings.state(session, article_id)
    if state.missing_since is None or not state.watched:
        return None
    is_new = at < state.missing_since + withdrawals.GONE_AFTER
    shortest, longest = (withdrawals.GONE_AFTER, withdrawals.GONE_AFTER) if is_new else _WATCH_FOR_RETURN
    return at + min(max((at - state.missing_since) * _SHARE_OF_ABSENCE, shortest), longest)
