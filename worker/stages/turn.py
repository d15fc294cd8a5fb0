"""A turn at a host: who asks it, when the next request may go out, and what its robots.txt lets us ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from schemas.robots import Robots
from worker import clock
from worker.clock import now, span
from worker.errors import TryLaterError
from worker.net import robots
from worker.net.answer import Answer
from worker.net.client import Heed
from worker.net.failure import AddressRefusedError, Failure, FetchError
from worker.net.guard import Target as Address
from worker.net.guard import check_url
from worker.net.validators import Standing
from worker.settings import settings
from worker.stages import lessons, outage
from worker.stages.held_host import AHEAD, STOPS, HeldHost, hold, needed
from worker.stages.visit import Note, client, had_no_answer
from worker.store import frontier, hosts
from worker.store import robots as robots_kept
from worker.store.due import Lease
from worker.store.frontier import Target, Visit
from worker.store.hosts import Held
from worker.store.session import reading, writing

AT_ONCE: Final = 50
"""Rows that are leased, and visits that are written down, in one transaction at most."""
LONGEST_HOP_WAIT: Final = timedelta(seconds=60)
"""How long, really, a redirect may have to wait for a host that it leads to."""
LONGEST_DELAY: Final = timedelta(minutes=10)
"""The same where the visit has asked that host before: to come again would be no quicker. No thread waits longer."""


class Turn(HeldHost):
    """A host to oneself: nobody else asks it for anything until `leave`, or until the lease on it runs out."""

    def __init__(self, held: Held, known: dict[str, Robots]) -> None:
        """Take over what `take` leased, and what is known of its robots.txt by origin."""
        super().__init__(held, known)
        self._refused: set[str] = set()
        self._hops: set[str] = set()
        self._through: set[str] = set()
        self._is_back = False
        """Whether it was found in this turn that the host answers again."""

    @classmethod
    def take(cls, session: Session, host_id: int) -> "Turn | None":
        """Lease a host; None where it is being visited or rests."""
        held = hosts.take(session, host_id, now(), hold=hold(settings().host_delay))
        return None if held is None else cls(held, robots_kept.of_host(session, host_id))

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
        self._through.clear()
        self._learn(check_url(target.url))

    def ask(self, target: Target) -> Answer | FetchError:
        """Ask for a row's page, redirects and all; return the answer, or why there is none.

        Raises:
            TryLaterError: it is not the moment to ask a host that it redirects to, or the process is about to stop.
        """
        self._through.clear()
        self._note_archive(is_archive=target.is_archive)
        standing = Standing(target.unmodified, target.suspect)
        in_doubt = target.seen is not None and target.seen.is_in_doubt  # a 304 would say nothing of it
        in_full = in_doubt or had_no_answer(target) or self._held.lies or standing.is_due_in_full(self._held.honest)
        try:
            known = lessons.known(target, check_url(target.url).url)
            return client().get(target.url, known=known, conditional=not in_full, gate=self._gate)
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
        notes = lessons.of_others(lesson, target, answer)
        if not self._is_back and outage.is_over(target, answer):
            self._is_back = True
            notes.insert(0, partial(outage.end, host_id=target.host_id, at=now()))
        return learned, notes

    @contextmanager
    def _gate(self, address: Address) -> Iterator[Heed]:
        """Let one request through where robots.txt does: to this host, or to another under a lease of its own."""
        with self._at(address) as turn:
            if turn._lacks(address):  # noqa: SLF001 - a turn like this one
                if turn is not self:
                    self._keep_for(needed(timedelta(0)))
                turn._learn(address)  # noqa: SLF001 - the same
            turn._check(address)  # noqa: SLF001 - the same
            self._be_patient(turn)
            with turn._request():  # noqa: SLF001 - the same
                yield turn._heed  # noqa: SLF001 - the same

    @contextmanager
    def _robots_gate(self, address: Address) -> Iterator[Heed]:
        """The same for robots.txt itself, which always may be asked for."""
        with self._at(address) as turn:
            self._be_patient(turn)
            with turn._request():  # noqa: SLF001 - the same
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

        For one visit in this turn that host is taken whatever waits there; after that what is due there itself goes
        first. Else a host to which much is redirected would never come to its own.

        Raises:
            TryLaterError: it is not to be had soon.
        """
        was_there = name in self._through
        if name in self._hops and not was_there:
            with reading() as session:
                if hosts.is_owed(session, name, now()):
                    raise TryLaterError(span(LONGEST_HOP_WAIT), f"it leads to {name}, which has work of its own due")
        other = self._at_once(name, span(LONGEST_DELAY if was_there else LONGEST_HOP_WAIT))
        self._hops.add(name)
        self._through.add(name)
        return other

    def _at_once(self, name: str, patience: timedelta) -> "Turn":
        """Return a turn at another host, waiting a while where it rests.

        Raises:
            TryLaterError: it is not to be had soon.
        """
        latest = now() + patience
        while True:
            with writing() as session:
                host_id = hosts.find_or_make(session, name, now())
                turn = Turn.take(session, host_id)
                free_at = hosts.free_at(session, host_id)
            if turn is not None:
                return turn
            wait = free_at - now()
            if free_at > latest:
                raise TryLaterError(max(wait, timedelta(0)), f"it leads to {name}, which is being visited or rests")
            self._keep_for(wait)
            if not clock.wait(wait):
                raise TryLaterError(timedelta(0), STOPS)

    def _keep_for(self, wait: timedelta) -> None:
        """Hold this host while another is waited for: who lost it could not write down what comes of the visit."""
        if self._held.until < now() + wait + needed(self._pace.delay):
            with writing() as session:
                self.renew(session, wait=wait)

    def _be_patient(self, turn: "Turn") -> None:
        """See to it that no thread waits for hours until a host may be asked for what it redirects to.

        Raises:
            TryLaterError: another host is to be left alone for longer, as its robots.txt has just told.
            FetchError: this one is, and would be at every other time.
        """
        if turn is self:
            if self.wait > span(LONGEST_DELAY):
                raise FetchError(
                    Failure.REDIRECTS,
                    f"{self._held.name} redirects, and is to be left alone for {self.wait.total_seconds():,.0f} s "
                    "before it may be asked again, which is longer than a redirect is waited for",
                )
            return
        if turn.wait > span(LONGEST_HOP_WAIT):
            raise TryLaterError(turn.wait, f"it leads to {turn._held.name}, which is to be left alone")  # noqa: SLF001 - a turn like this one
        self._keep_for(turn.wait)

    def _lacks(self, address: Address) -> bool:
        if address.host in settings().robots_ignore or address.root in self._refused:
            return False
        known = self._robots.get(address.root)
        return known is None or known.expires_at <= now()

    def _learn(self, address: Address) -> None:
        """Ask for the robots.txt of an address' origin, and keep it. Where it redirects, five times at most."""
        before = self._robots.get(address.root)
        try:
            url = address.root + robots.PATH
            answer = client().get(url, gate=self._robots_gate, first_bytes=robots.MOST_BYTES)
        except FetchError as error:
            if error.kind is Failure.ADDRESS and not error.redirected:
                self._refused.add(address.root)  # the guard will say the same of what is asked for after it
                return
            found = robots.judge(error, origin=address.root, before=before, now=now())
        else:
            found = robots.judge(answer.page, origin=address.root, before=before, now=now())
        self._robots[address.root] = found
        self._keep_crawl_delay()
        self._rest(timedelta(0))  # by the delay that has just become known
        # Where that is long, something else is asked for before it is again: else nothing ever would be.
        found = found.model_copy(update={"expires_at": max(found.expires_at, self._free_at + robots.ASKED_AGAIN)})
        self._robots[address.root] = found
        with writing() as session:
            robots_kept.keep(session, self._held.id, found)

    def _check(self, address: Address) -> None:
        """Refuse what the host's robots.txt does not let us ask for.

        Raises:
            FetchError: of kind `robots`.
        """
        known = self._robots.get(address.root)
        if address.host in settings().robots_ignore or known is None:
            return
        refused = robots.refusal(known, address, settings().user_agent)
        if refused is not None:
            raise refused
