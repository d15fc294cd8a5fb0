"""A turn at a host: who asks it, when the next request may go out, and what its robots.txt lets us ask for."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from schemas.page import Page
from schemas.robots import Robots, RobotsState
from worker import clock
from worker.clock import now, span
from worker.errors import LeaseLostError, TryLaterError
from worker.net import politeness, robots
from worker.net.answer import Answer
from worker.net.client import Heed
from worker.net.failure import AddressRefusedError, Failure, FetchError
from worker.net.guard import Target as Address
from worker.net.guard import check_url
from worker.net.politeness import Pace
from worker.net.validators import Standing
from worker.settings import settings
from worker.stages import lessons
from worker.stages.visit import Note, client
from worker.store import frontier, hosts
from worker.store import robots as robots_kept
from worker.store.due import Lease
from worker.store.frontier import Target, Visit
from worker.store.hosts import Held
from worker.store.session import reading, writing

AT_ONCE: Final = 50
"""Rows that are leased, and visits that are written down, in one transaction at most."""
AHEAD: Final = timedelta(seconds=2)
"""How long, really, a host is held beyond what one request needs, so that not each needs a renewal."""
LONGEST_HOP_WAIT: Final = timedelta(seconds=60)
"""How long, really, a redirect may have to wait for the host that it leads to."""


class Turn:
    """A host to oneself: nobody else asks it for anything until `leave`, or until the lease on it runs out."""

    def __init__(self, held: Held, known: dict[str, Robots]) -> None:
        """Take over what `take` leased, and what is known of its robots.txt by origin."""
        self._held, self._robots = held, known
        self._refused: set[str] = set()
        self._hops: set[str] = set()
        self._pace = Pace(settings().host_delay, timedelta(seconds=held.learned_seconds), held.calm)
        self._keep_crawl_delay()
        self._free_at = now()
        self.is_over = False
        """Whether the host was left, or is no longer ours."""

    @classmethod
    def take(cls, session: Session, host_id: int) -> "Turn | None":
        """Lease a host; None where it is being visited or rests."""
        held = hosts.take(session, host_id, now(), hold=_hold(settings().host_delay))
        return None if held is None else cls(held, robots_kept.of_host(session, host_id))

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

    def lacks_robots(self, target: Target) -> bool:
        """Whether the host is to be asked for its robots.txt before it is asked for this."""
        try:
            return self._lacks(check_url(target.url))
        except AddressRefusedError:  # asking for it will say so
            return False

    def learn_robots(self, target: Target) -> None:
        """Ask the host for its robots.txt.

        Raises:
            TryLaterError: a host that it leads to rests, or the process is about to stop.
        """
        self._learn(check_url(target.url))

    def ask(self, target: Target) -> Answer | FetchError:
        """Ask for a row's page, redirects and all; return the answer, or why there is none.

        Raises:
            TryLaterError: it is not the moment to ask a host that it redirects to, or the process is about to stop.
        """
        standing = Standing(target.unmodified, target.suspect)
        in_doubt = target.seen is not None and target.seen.is_in_doubt  # a 304 would say nothing of it
        conditional = not (in_doubt or self._held.lies or standing.is_due_in_full(self._held.honest))
        try:
            known = lessons.known(target, check_url(target.url).url)
            return client().get(target.url, known=known, conditional=conditional, gate=self._gate)
        except FetchError as error:
            return error

    def learn(self, lease: Lease, target: Target, answer: Answer) -> tuple[Lease, list[Note]]:
        """Return the lease with what the answer teaches of the row, and what is to be written of other things."""
        lesson = lessons.drawn_from(target, answer)
        if lesson.lied:
            self._held = self._held.model_copy(update={"lies": True})
        moments = [each for each in (lease.not_before, lessons.not_before(target, answer, now())) if each]
        learned = lease.model_copy(
            update={"learned": lessons.of_row(lesson, target, answer), "not_before": max(moments, default=None)}
        )
        return learned, lessons.of_others(lesson, target, answer)

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

    def leave(self, session: Session, *, has_rows: bool) -> None:
        """Let others ask the host, once it has rested, and let go of the rows that are held still, if there are any."""
        if has_rows:
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
            self.leave(session, has_rows=True)

    @contextmanager
    def _gate(self, address: Address) -> Iterator[Heed]:
        """Let one request through where robots.txt does: to this host, or to another under a lease of its own."""
        with self._at(address) as turn:
            if turn._lacks(address):  # noqa: SLF001 - a turn like this one
                turn._learn(address)  # noqa: SLF001 - the same
            turn._check(address)  # noqa: SLF001 - the same
            with turn._request():  # noqa: SLF001 - the same
                yield turn._heed  # noqa: SLF001 - the same

    @contextmanager
    def _robots_gate(self, address: Address) -> Iterator[Heed]:
        """The same for robots.txt itself, which always may be asked for."""
        with self._at(address) as turn, turn._request():  # noqa: SLF001 - the same
            yield turn._heed  # noqa: SLF001 - the same

    @contextmanager
    def _at(self, address: Address) -> Iterator["Turn"]:
        """Be at the host of an address: here, or for one request elsewhere."""
        if address.host == self._held.name:
            yield self
            return
        other = self._hop(address.host)
        try:
            yield other
        finally:
            with writing() as session:
                other.leave(session, has_rows=False)

    def _hop(self, name: str) -> "Turn":
        """Return a turn at the host that a redirect leads to.

        Once in this turn that host is taken whatever waits there; after that what is due there itself goes first. Else
        a host to which much is redirected would never come to its own.

        Raises:
            TryLaterError: it is not to be had soon.
        """
        if name in self._hops:
            with reading() as session:
                if hosts.is_owed(session, name, now()):
                    raise TryLaterError(span(LONGEST_HOP_WAIT), f"it leads to {name}, which has work of its own due")
        other = _at_once(name)
        self._hops.add(name)
        return other

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

    def _lacks(self, address: Address) -> bool:
        if address.host in settings().robots_ignore or address.root in self._refused:
            return False
        known = self._robots.get(address.root)
        return known is None or known.expires_at <= now()

    def _learn(self, address: Address) -> None:
        """Ask for the robots.txt of an address' origin, and keep it. Where it redirects, five times at most."""
        before = self._robots.get(address.root)
        answer: Page | FetchError
        try:
            url = address.root + robots.PATH
            answer = client().get(url, gate=self._robots_gate, first_bytes=robots.MOST_BYTES).page
        except FetchError as error:
            if error.kind is Failure.ADDRESS and not error.redirected:
                self._refused.add(address.root)  # the guard will say the same of what is asked for after it
                return
            answer = error
        found = robots.judge(answer, origin=address.root, before=before, now=now())
        self._robots[address.root] = found
        self._keep_crawl_delay()
        self._rest(timedelta(0))  # by the delay that has just become known
        with writing() as session:
            robots_kept.keep(session, self._held.id, found)

    def _keep_crawl_delay(self) -> None:
        """Ask no faster than any robots.txt of this host wants."""
        wanted = (robots.crawl_delay(known, settings().user_agent) for known in self._robots.values())
        self._pace = replace(self._pace, asked=max(settings().host_delay, *wanted, timedelta(0)))

    def _check(self, address: Address) -> None:
        """Refuse what the host's robots.txt does not let us ask for.

        Raises:
            FetchError: of kind `robots`.
        """
        known = self._robots.get(address.root)
        if address.host in settings().robots_ignore or known is None:
            return
        if known.state is RobotsState.CLOSED:
            failure = FetchError.told(known.reason or "")
            if failure is not None:  # it is not for its robots.txt that there is no answer
                raise failure
            raise FetchError(
                Failure.ROBOTS,
                f"{address.host}: its robots.txt cannot be had, and until it can nothing may be asked for "
                f"({known.reason})",
            )
        if not robots.may_ask(known, address.url, settings().user_agent):
            name = robots.product_token(settings().user_agent)
            raise FetchError(
                Failure.ROBOTS,
                f"{address.host}: its robots.txt does not let {name} ask for this; "
                f"if the site is your own, add {address.host} to STET_ROBOTS_IGNORE",
            )


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
