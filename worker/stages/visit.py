"""What polling a feed and fetching an article share: the client, what is written down, and when to come again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from schemas.feed import FeedKind
from schemas.outcome import Outcome
from worker import cadence
from worker.clock import now
from worker.net.client import Client
from worker.net.failure import FetchError
from worker.settings import settings
from worker.store import due, habits, snapshots
from worker.store.due import Lease
from worker.store.frontier import Target
from worker.store.seen import Seen

Write = Callable[[Session], Outcome]
"""What is to be written down of a visit, together with others or alone: it finishes the row's lease."""
Note = Callable[[Session], None]
"""Something to be written down beside what a stage writes."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """What is to be written down of a visit that found nothing: columns of its row alone, so that many go at once."""

    lease: Lease
    values: Mapping[str, Any]
    """`next_at` among them."""
    outcome: Outcome

    def __call__(self, session: Session) -> Outcome:
        """Write it alone."""
        due.finish_all(session, [(self.lease, self.values)])
        return self.outcome


@dataclass(frozen=True, slots=True)
class Noted:
    """What a stage writes of a visit, and what else the answer taught: of its host, and of URLs on its way."""

    write: Write
    notes: Sequence[Note]

    def __call__(self, session: Session) -> Outcome:
        """Write both."""
        return write_all(session, [self])[0]


def write_all(session: Session, writes: Sequence[Write]) -> list[Outcome]:
    """Write down what visits found, the quiet ones in one statement; return how each ended, in their order.

    Hosts come last, so that no other transaction which holds an article and wants its host is waited for.
    """
    own = [write.write if isinstance(write, Noted) else write for write in writes]
    due.finish_all(session, [(write.lease, write.values) for write in own if isinstance(write, Quiet)])
    ended = [write.outcome if isinstance(write, Quiet) else write(session) for write in own]
    for noted in writes:
        for note in noted.notes if isinstance(noted, Noted) else ():
            note(session)
    return ended


LEAST_SPACE = timedelta(minutes=1)
"""Nothing is asked for twice within this, or within the shortest time between visits that was set."""
FIRST_RETRY = timedelta(minutes=5)
LAST_RETRY = timedelta(days=1)
TRIES_UNWATCHED = 5


@lru_cache(maxsize=1)
def client() -> Client:
    """Return this process' client."""
    return Client(settings())


def had_no_answer(target: Target) -> bool:
    """Whether the last visit brought no answer: the next is read whatever is known, for only that shows all is well.

    Rows that an older stet left so bear what they were known by before.
    """
    return target.problem is not None and FetchError.told(target.problem) is not None


def spaced(lease: Lease, target: Target) -> Lease:
    """Return the lease under which the row is owed nothing for a while, whatever its stage says.

    Else a mistake in planning would have one page asked for as fast as its host allows, for ever. A site whose feeds
    are being found is asked for one address after the other, and these come to an end.
    """
    if target.seen is None and target.kind in {None, FeedKind.SITE}:
        return lease
    soonest = min(LEAST_SPACE, timedelta(seconds=settings().visit_min_seconds))
    return lease.model_copy(update={"not_before": now() + soonest})


def after_failure(session: Session, target: Target, at: datetime) -> datetime | None:
    """Return when to visit an article again that could not be had: no sooner than the cadence would.

    One that is not watched, but was asked for once and never had, is tried a few times more.
    """
    again = retry_after_failure(at, target.failures)
    if target.watched:
        assert target.seen is not None
        planned = next_visit(target.seen, at)
        return None if planned is None else max(planned, again)
    never_had = snapshots.latest_id(session, target.id) is None
    return again if never_had and target.failures < TRIES_UNWATCHED else None


def retry_after_failure(at: datetime, failures: int) -> datetime:
    """Return when to come again after one more failure: later each time, never not at all."""
    return at + min(FIRST_RETRY * (1 << min(failures, 20)), LAST_RETRY)


def next_visit(seen: Seen, at: datetime) -> datetime | None:
    """Return when the cadence would see the article again, within the bounds set; None if it is not watched.

    Args:
        seen: what was seen of it, up to and with this visit.
        at: the present moment.
    """
    if not seen.watched:
        return None
    planned = cadence.next_visit(seen, at, cost=cadence.cost_of(settings().visits_per_article) * seen.cost_factor)
    if planned is None:
        return None
    soonest, latest = (
        timedelta(seconds=seconds) for seconds in (settings().visit_min_seconds, settings().visit_max_seconds)
    )
    return at + min(max(planned - at, soonest), latest)


def keep_budget(session: Session, at: datetime) -> None:
    """Hold the visits made against the budget now and then, and move what a visit costs."""
    budget = settings()
    habits.balance(session, at, visits_per_article=budget.visits_per_article, visits_per_day=budget.visits_per_day)
