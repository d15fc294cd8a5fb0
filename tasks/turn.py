"""A turn at a host: one lease, one connection kept alive, one request at a time, as much of what is due as fits.

What visits find is written down many at a time; a worker that is killed before has them made again, and nothing else.
Where the host is to be left alone between two requests, the turn waits as long as there are threads to spare, and else
ends: the sweep begins another when the host may be asked again.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from threading import Lock, current_thread, main_thread
from typing import Final

from schemas.outcome import Ending, Outcome, Stage
from tasks.perform import set_aside, settle
from worker import clock
from worker.clock import now, span
from worker.errors import TryLaterError
from worker.net.answer import Answer
from worker.net.failure import FetchError
from worker.settings import settings
from worker.stages.turn import Turn
from worker.stages.visit import Noted, Write, spaced, write_all
from worker.store import due
from worker.store.due import Lease
from worker.store.frontier import Target, Visit
from worker.store.session import writing

Judge = Callable[[Lease, Target, Answer | FetchError], Write]
"""A stage that asks a host for something: it says what is to be written down of the answer."""

TURN: Final = timedelta(seconds=30)
"""How long, really, a turn may go on before others have theirs."""
LONGEST_WAIT: Final = timedelta(seconds=10)
"""How long, really, a turn waits between two requests at most: servers drop connections that idle longer."""
UNWRITTEN: Final = timedelta(seconds=0.25)
"""How long, really, what was found may wait to be written down together with more."""


class _Threads:
    """How many turns are under way in this process, and how many can be."""

    lock = Lock()
    busy = 0
    most: int | None = None


def have_threads(count: int) -> None:
    """Say how many turns this process can take at once, where that is not what the settings say."""
    _Threads.most = count


def _are_spare() -> bool:
    """Whether a turn may wait without keeping others waiting: never in a child process, which works one at a time."""
    most = settings().web_concurrency if _Threads.most is None else _Threads.most
    return current_thread() is not main_thread() and _Threads.busy < most


def take_turn(host_id: int, judges: Mapping[Stage, Judge]) -> Iterator[Outcome]:
    """Visit what is due at a host; yield how each visit ended, once that is committed."""
    with _Threads.lock:
        _Threads.busy += 1
    try:
        yield from _take_turn(host_id, judges)
    finally:
        with _Threads.lock:
            _Threads.busy -= 1


def _take_turn(host_id: int, judges: Mapping[Stage, Judge]) -> Iterator[Outcome]:
    try:
        with writing() as session:
            turn = Turn.take(session, host_id)
            visits = [] if turn is None else turn.due(session)
    except TryLaterError as error:  # the sweep will send the host again
        yield Outcome(stage=Stage.VISIT, id=host_id, ending=Ending.LATER, detail=error.reason)
        return
    if turn is None:
        yield Outcome(stage=Stage.VISIT, id=host_id, ending=Ending.NOT_OWED)
        return
    yield from _Round(turn, judges, deque(visits)).visits()


@dataclass
class _Round:
    """A turn under way: what is still to be visited, and what was found and is to be written down."""

    turn: Turn
    judges: Mapping[Stage, Judge]
    waiting: deque[Visit]
    found: list[tuple[Lease, Write]] = field(default_factory=list)
    found_since: datetime = field(default_factory=now)
    ends: datetime = field(default_factory=lambda: now() + span(TURN))

    def visits(self) -> Iterator[Outcome]:
        """Visit one after the other, until nothing is due or others are to have their turn."""
        while not self.turn.is_over:
            if not self.waiting or self._is_to_be_written() or self._should_end():
                yield from self._write()
            else:
                yield from self._visit(self.waiting.popleft())

    def _should_end(self) -> bool:
        wait = self.turn.wait
        waits = bool(wait) and (wait > span(LONGEST_WAIT) or not _are_spare())
        return waits or now() > self.ends or clock.stops()

    def _is_to_be_written(self) -> bool:
        """Whether what was found should not wait for more."""
        if not self.found:
            return False
        late = self.turn.wait > span(UNWRITTEN) or now() - self.found_since > span(UNWRITTEN)
        return late or self.turn.must_renew

    def _visit(self, visit: Visit) -> Iterator[Outcome]:
        """Ask for one row; keep what is to be written of it for later, or yield how else it ended."""
        if visit.lease.tries > due.MAX_TRIES:
            yield set_aside(visit.lease, f"its worker died {due.MAX_TRIES} times while at it")
            return
        ended = settle(visit.lease, lambda lease: self._ask(lease, visit.target))
        if isinstance(ended, Outcome):
            yield ended
        elif ended is None:  # the host has said what may be asked for, and rests
            self.waiting.appendleft(visit)
        else:
            self.found_since = self.found_since if self.found else now()
            self.found.append((visit.lease, ended))

    def _ask(self, lease: Lease, target: Target) -> Write | None:
        """Ask for one row, or for the robots.txt that has to be asked for first."""
        if self.turn.lacks_robots(target):
            self.turn.learn_robots(target)
            return None
        answer = self.turn.ask(target)
        lease = spaced(lease, target)
        judge = self.judges[lease.stage]
        if isinstance(answer, FetchError):
            return judge(lease, target, answer)
        lease, notes = self.turn.learn(lease, target, answer)
        return Noted(judge(lease, target, answer), notes) if notes else judge(lease, target, answer)

    def _write(self) -> Iterator[Outcome]:
        """Write down what was found, and in the same transaction look for more, hold the host for longer or leave it.

        Where one of the visits spoils the transaction each is written down alone.
        """
        found, self.found = self.found, []
        ends = self._should_end()
        try:
            with writing() as session:
                ended = write_all(session, [write for _, write in found])
                more = [] if ends or self.waiting else self.turn.due(session)
                if ends or not (self.waiting or more):
                    self.turn.leave(session, has_rows=bool(self.waiting))
                elif self.turn.must_renew:
                    self.turn.renew(session)
        except TryLaterError as error:  # the database is away; all leases run out by themselves
            self.turn.lose()
            ended = [
                Outcome(stage=lease.stage, id=lease.id, ending=Ending.LATER, detail=error.reason) for lease, _ in found
            ]
        except Exception:  # noqa: BLE001 - whichever it was, it is told of where it is written down alone
            ended = [settle(lease, partial(_alone, write)) for lease, write in found]
            self.turn.abandon()
        else:
            self.waiting += more
        yield from ended


def _alone(write: Write, _lease: Lease) -> Outcome:
    with writing() as session:
        return write(session)
