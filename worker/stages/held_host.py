"""A host that is held: how long, how fast it may be asked, and one request to it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from schemas.page import Page
from schemas.robots import Robots
from worker import clock
from worker.clock import now, span
from worker.errors import LeaseLostError, TryLaterError
from worker.net import politeness, robots
from worker.net.failure import Failure, FetchError
from worker.net.politeness import Pace
from worker.settings import settings
from worker.store import frontier, hosts
from worker.store.hosts import Held
from worker.store.session import writing

AHEAD: Final = timedelta(seconds=2)
"""How long, really, a host is held beyond what one request needs, so that not each needs a renewal."""
STOPS: Final = "the service is about to stop"


class HeldHost:
    """The lease on a host, and its pace."""

    def __init__(self, held: Held, known: dict[str, Robots]) -> None:
        """Take over what was leased, and what is known of its robots.txt by origin."""
        self._held, self._robots = held, known
        self._pace = Pace(settings().host_delay, timedelta(seconds=held.learned_seconds), held.calm)
        self._keep_crawl_delay()
        self._free_at = now()
        self.is_over = False
        """Whether the host was left, or is no longer ours."""

    @property
    def wait(self) -> timedelta:
        """How long the host is to be left alone before it is asked again."""
        return max(self._free_at - now(), timedelta(0))

    @property
    def must_renew(self) -> bool:
        """Whether the lease could run out while the next request lasts."""
        return self._held.until < max(now(), self._free_at) + needed(self._pace.delay)

    def renew(self, session: Session, *, wait: timedelta = timedelta(0)) -> None:
        """Hold the host for another while, from when it may be asked again on, or from after `wait`.

        Raises:
            LeaseLostError: somebody else has it by now.
        """
        until = max(now() + wait, self._free_at) + hold(self._pace.delay)
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

    def _note_archive(self, *, is_archive: bool) -> None:
        """Remember whether the last request went to an archive, beyond this turn."""
        if self._held.after_archive != is_archive:
            self._held = self._held.model_copy(update={"after_archive": is_archive})

    def lose(self) -> None:
        """Touch the host no more; the lease on it runs out by itself."""
        self.is_over = True

    def abandon(self) -> None:
        """Leave the host after something went wrong; where even that cannot be done its lease runs out by itself."""
        self.lose()
        with suppress(TryLaterError), writing() as session:
            self.leave(session, has_rows=True)

    @contextmanager
    def _request(self) -> Iterator[None]:
        """Wait for the host's moment, have it asked once, and let it rest."""
        for wait in (self.wait, timedelta(0)):  # held while it is waited for, and still held after that
            if self.must_renew:
                with writing() as session:
                    self.renew(session)
            if not clock.wait(wait):
                raise TryLaterError(timedelta(0), STOPS)
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

    def _keep_crawl_delay(self) -> None:
        """Ask no faster than any robots.txt of this host wants."""
        wanted = (robots.crawl_delay(known, settings().user_agent) for known in self._robots.values())
        self._pace = replace(self._pace, asked=max(settings().host_delay, *wanted, timedelta(0)))


def needed(delay: timedelta) -> timedelta:
    """How long a lease must last from the start of a request on.

    Should the worker die, the host has then had until the deadline to answer, and its rest.
    """
    return span(timedelta(seconds=settings().fetch_deadline_seconds)) + delay


def hold(delay: timedelta) -> timedelta:
    """How long a lease is taken for."""
    return needed(delay) + span(AHEAD)
