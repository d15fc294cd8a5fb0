"""What polling a feed and fetching an article share: a turn at a host, request by request, and when to come again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from sqlalchemy.orm import Session

from schemas.outcome import Outcome
from schemas.page import Page
from worker import cadence, clock
from worker.clock import now, span
from worker.errors import LeaseLostError, TryLaterError
from worker.net import politeness
from worker.net.answer import Answer
from worker.net.client import Client, Heed
from worker.net.failure import Failure, FetchError
from worker.net.guard import Target as Address
from worker.net.guard import system_lookup
from worker.net.hosts_file import named_in
from worker.net.politeness import Pace
from worker.settings import settings
from worker.store import articles, frontier, hosts, snapshots
from worker.store.frontier import Target, Visit
from worker.store.hosts import Held
from worker.store.session import writing

Write = Callable[[Session], Outcome]
"""What is to be written down of a visit, together with others or alone: it finishes the row's lease."""

FIRST_RETRY = timedelta(minutes=5)
LAST_RETRY = timedelta(days=1)
TRIES_UNWATCHED = 5
AT_ONCE: Final = 50
"""Rows that are leased, and visits that are written down, in one transaction at most."""
AHEAD: Final = timedelta(seconds=5)
"""How long, really, a host is held beyond what one request needs, so that not each needs a renewal."""
LONGEST_HOP_WAIT: Final = timedelta(seconds=60)
"""How long, really, a redirect may have to wait for the host that it leads to."""


@lru_cache(maxsize=1)
def client() -> Client:
    """Return this process' client."""
    pinned = settings().hosts_file
    return Client(settings(), lookup=named_in(pinned) if pinned else system_lookup)


class Turn:
    """A host to oneself: nobody else asks it for anything until `leave`, or until the lease on it runs out."""

    def __init__(self, held: Held, pace: Pace) -> None:
        """Take over what `take` leased."""
        self._held, self._pace = held, pace
        self._free_at = now()
        self.is_over = False
        """Whether the host was left, or is no longer ours."""

    @classmethod
    def take(cls, session: Session, host_id: int) -> "Turn | None":
        """Lease a host; None where it is being visited or rests."""
        held = hosts.take(session, host_id, now(), hold=_hold(settings().host_delay))
        if held is None:
            return None
        return cls(held, Pace(settings().host_delay, timedelta(seconds=held.learned_seconds), held.calm))

    @property
    def wait(self) -> timedelta:
        """How long the host is to be left alone before it is asked again."""
        return max(self._free_at - now(), timedelta(0))

    @property
    def must_renew(self) -> bool:
        """Whether the lease could run out while the next request lasts."""
        return self._held.until < max(now(), self._free_at) + _needed(self._pace.delay)

    def due(self, session: Session) -> list[Visit]:
        """Lease what is due here: as much as can be worked before the lease has to be renewed."""
        delay = self._pace.delay
        limit = AT_ONCE if not delay else max(1, min(AT_ONCE, span(AHEAD) // delay))
        return frontier.take(session, self._held, now(), limit=limit)

    def ask(self, target: Target) -> Answer | FetchError:
        """Ask for a row's page, redirects and all; return the answer, or why there is none.

        Raises:
            TryLaterError: it is not the moment to ask a host that it redirects to, or the process is about to stop.
        """
        try:
            return client().get(target.url, etag=target.etag, last_modified=target.last_modified, gate=self._gate)
        except FetchError as error:
            return error

    def renew(self, session: Session) -> None:
        """Hold the host for another while.

        Raises:
            LeaseLostError: somebody else has it by now.
        """
        until = max(now(), self._free_at) + _hold(self._pace.delay)
        try:
            self._held = hosts.renew(session, self._held, until=until)
        except LeaseLostError:
            self.is_over = True
            raise

    def leave(self, session: Session) -> None:
        """Let others ask the host, once it has rested."""
        frontier.give_back(session, self._held)
        learned = self._pace.learned.total_seconds()
        hosts.leave(session, self._held, free_at=self._free_at, learned_seconds=learned, calm=self._pace.calm)
        self.is_over = True

    def lose(self) -> None:
        """Touch the host no more; the lease on it runs out by itself."""
        self.is_over = True

    def abandon(self) -> None:
        """Leave the host after something went wrong; where even that cannot be done its lease runs out by itself."""
        self.lose()
        with suppress(TryLaterError), writing() as session:
            self.leave(session)

    @contextmanager
    def _gate(self, address: Address) -> Iterator[Heed]:
        """Let one request through: to this host when it has rested, to another under a lease of its own."""
        if address.host == self._held.name:
            with self._request():
                yield self._heed
            return
        other = _at_once(address.host)
        try:
            with other._request():  # noqa: SLF001 - a turn like this one
                yield other._heed  # noqa: SLF001 - the same
        finally:
            with writing() as session:
                other.leave(session)

    @contextmanager
    def _request(self) -> Iterator[None]:
        """Wait for the host's moment, have it asked once, and let it rest."""
        if not clock.wait(self.wait):
            raise TryLaterError(timedelta(0), "the service is about to stop")
        if self.must_renew:
            with writing() as session:
                self.renew(session)
        rest = timedelta(0)
        try:
            yield
        except FetchError as error:
            if error.kind is Failure.DEADLINE:  # the server may still be at work on what was given up
                rest = span(timedelta(seconds=settings().fetch_deadline_seconds))
            raise
        finally:
            self._rest(rest)

    def _heed(self, page: Page) -> None:
        """Slow down where the host says that it is too much, and grow faster again where it does not."""
        self._pace = self._pace.after(page.status)
        self._rest(politeness.rest_after(page.status, page.headers, now=now()))

    def _rest(self, asked: timedelta) -> None:
        self._free_at = max(self._free_at, now() + max(asked, self._pace.delay))


def _needed(delay: timedelta) -> timedelta:
    """How long a lease must last from the start of a request on.

    Should the worker die, the host has then had until the deadline to answer, and its rest.
    """
    return span(timedelta(seconds=settings().fetch_deadline_seconds)) + delay


def _hold(delay: timedelta) -> timedelta:
    return _needed(delay) + span(AHEAD)


def _at_once(name: str) -> Turn:
    """Return a turn at the host that a redirect leads to, waiting a while where it rests.

    Raises:
        TryLaterError: it is not to be had soon.
    """
    latest = now() + span(LONGEST_HOP_WAIT)
    while True:
        with writing() as session:
            host_id = hosts.find_or_make(session, name, now())
            turn = Turn.take(session, host_id)
            free_at = hosts.free_at(session, host_id)
        if turn is not None:
            return turn
        wait = free_at - now()
        if free_at > latest or not clock.wait(wait):
            raise TryLaterError(max(wait, timedelta(0)), f"it leads to {name}, which is being visited or rests")


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
