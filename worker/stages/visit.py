"""What polling a feed and fetching an article share: one request to a host at a time, and when to come again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from http import HTTPStatus

from sqlalchemy.orm import Session

from worker import cadence
from worker.clock import now, span
from worker.errors import TryLaterError
from worker.net.answer import Answer
from worker.net.client import Client
from worker.net.failure import FetchError
from worker.net.guard import system_lookup
from worker.net.hosts_file import named_in
from worker.net.webhook import retry_after_seconds
from worker.settings import settings
from worker.store import articles, hosts, snapshots
from worker.store.feeds import Target
from worker.store.session import writing

FIRST_RETRY = timedelta(minutes=5)
LAST_RETRY = timedelta(days=1)
TRIES_UNWATCHED = 5
SLOW_DOWN = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


@lru_cache(maxsize=1)
def client() -> Client:
    """Return this process' client."""
    pinned = settings().hosts_file
    return Client(settings(), lookup=named_in(pinned) if pinned else system_lookup)


@dataclass
class Turn:
    """One turn at a host; `rest` is how long the host is left alone after it."""

    rest: timedelta

    def heed(self, answer: Answer) -> None:
        """Leave a host that is overloaded alone for as long as it asks."""
        if answer.page.status in SLOW_DOWN:
            asked = retry_after_seconds(answer.page.headers.get("retry-after"), now=now())
            self.rest = max(self.rest, timedelta(seconds=asked) if asked is not None else FIRST_RETRY)


@contextmanager
def at_host(host_id: int | None) -> Iterator[Turn]:
    """Wait no time for a host: have it to oneself now, or try later.

    Raises:
        TryLaterError: somebody else is at this host, or it is to be left alone for a while.
    """
    assert host_id is not None
    turn = Turn(rest=settings().host_delay)
    hold = span(timedelta(seconds=settings().fetch_deadline_seconds)) + turn.rest
    at = now()
    with writing() as session:
        token, free_at = hosts.take(session, host_id, at, hold=hold)
    if token is None:
        raise TryLaterError(free_at - at, "the host is being visited or rests")
    try:
        yield turn
    finally:
        with writing() as session:
            hosts.leave(session, host_id, token, free_at=now() + turn.rest)


def ask(target: Target) -> Answer | FetchError:
    """Ask the target's host for it once; return the answer, or why there is none.

    Raises:
        TryLaterError: it is not the moment to ask this host.
    """
    with at_host(target.host_id) as turn:
        try:
            answer = client().get(target.url, etag=target.etag, last_modified=target.last_modified)
        except FetchError as error:
            return error
        turn.heed(answer)
    return answer


def after_failure(session: Session, target: Target, at: datetime) -> datetime | None:
    """Return when to visit an article again that could not be had: no sooner than the cadence would.

    One that is not watched, but was asked for once and never had, is tried a few times more.
    """
    again = retry_after_failure(at, target.failures)
    if target.watched:
        planned = next_visit(session, target.id, at)
        return None if planned is None else max(planned, again)
    never_had = snapshots.latest_id(session, target.id) is None
    return again if never_had and target.failures < TRIES_UNWATCHED else None


def retry_after_failure(at: datetime, failures: int) -> datetime:
    """Return when to come again after one more failure: later each time, never not at all."""
    return at + min(FIRST_RETRY * (1 << min(failures, 20)), LAST_RETRY)


def next_visit(session: Session, article_id: int, at: datetime) -> datetime | None:
    """Return when the cadence would see the article again, within the bounds set; None if it is not watched."""
    seen = articles.seen(session, article_id)
    if not seen.watched:
        return None
    planned = cadence.next_visit(seen, at, cost=cadence.cost_of(settings().visits_per_article))
    if planned is None:
        return None
    soonest, latest = (
        timedelta(seconds=seconds) for seconds in (settings().visit_min_seconds, settings().visit_max_seconds)
    )
    return at + min(max(planned - at, soonest), latest)
