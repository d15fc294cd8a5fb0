"""What of a host waits because the host did not answer, or not as it should."""

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from worker.store.tables import Article, Feed, Watched

_OF_HOSTS: Final = (
    *("dns: ", "refused: ", "connect: ", "tls: ", "timeout: ", "deadline: ", "protocol: "),
    *("HTTP 5", "HTTP 429", "blocked: HTTP 5", "blocked: HTTP 429"),
)
"""What problems begin with that are a host's, and not of one address on it."""
_ROBOTS: Final = "its robots.txt cannot be had"
MOST: Final = 200
"""So many articles at most are seen to at once, the newest."""


def is_of_host(problem: str | None) -> bool:
    """Whether a problem is a host's: what else is asked for there would fare no better."""
    return problem is not None and (problem.startswith(_OF_HOSTS) or _ROBOTS in problem)


def _is_of_host(problem: InstrumentedAttribute[str | None]) -> ColumnElement[bool]:
    begins = (problem.startswith(start, autoescape=True) for start in _OF_HOSTS)
    return or_(*begins, problem.contains(_ROBOTS, autoescape=True))


def _waits(table: type[Watched], host_id: int, at: datetime) -> ColumnElement[bool]:
    here = and_(table.host_id == host_id, table.next_at > at, table.watched, table.lease.is_(None))
    return and_(here, table.failures > 0, _is_of_host(table.problem))


def poll_now(session: Session, host_id: int, at: datetime) -> None:
    """Have the feeds polled that wait because of their host."""
    session.execute(update(Feed).where(_waits(Feed, host_id, at)).values(next_at=at))


def waiting(session: Session, host_id: int, at: datetime) -> dict[int, datetime]:
    """Return since when the articles are not to be had that wait because of their host, by id, the newest first."""
    newest = func.coalesce(Article.published, Article.first_seen).desc()
    wanted = select(Article.id, func.coalesce(Article.failing_since, at, type_=Article.failing_since.type))
    rows = session.execute(wanted.where(_waits(Article, host_id, at)).order_by(newest, Article.id.desc()).limit(MOST))
    return dict(rows.all())
