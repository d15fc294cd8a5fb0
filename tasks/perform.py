"""Perform one stage under a lease, and settle what becomes of it however it ends.

Stages know two kinds of failure, `TryLaterError` and `GiveUpError`; here alone they are turned into another try or a
dead letter. Anything else that a stage raises is a fault of ours: it is tried again soon, three times at most.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from schemas.outcome import Ending, Outcome, Stage
from tasks import observe
from worker.clock import now, span
from worker.errors import GiveUpError, LeaseLostError, TryLaterError
from worker.store import due
from worker.store.due import Lease
from worker.store.session import writing

AFTER_FAULT = timedelta(seconds=20)

Work = Callable[[Lease], Outcome]
T = TypeVar("T")


def perform(stage: Stage, row_id: int, work: Work) -> Outcome:
    """Lease the row, do the work, and return how it ended. Never raises but for what ends the process."""
    try:
        with writing() as session:
            lease = due.take(session, stage, row_id, now())
    except TryLaterError as error:  # the sweep will send the row again
        return Outcome(stage=stage, id=row_id, ending=Ending.LATER, detail=error.reason)
    if lease is None:
        return Outcome(stage=stage, id=row_id, ending=Ending.NOT_OWED)
    if lease.tries > due.MAX_TRIES:
        return set_aside(lease, f"its worker died {due.MAX_TRIES} times while at it")
    return settle(lease, work)


def settle(lease: Lease, work: Callable[[Lease], T]) -> T | Outcome:
    """Do work under its lease and return what it does; where it fails, settle that and return how it ended."""
    try:
        return work(lease)
    except LeaseLostError:
        return Outcome(stage=lease.stage, id=lease.id, ending=Ending.NOT_OWED, detail="the lease ran out")
    except TryLaterError as error:
        return _put_back(lease, error.reason, error.wait, counts=False)
    except GiveUpError as error:
        return set_aside(lease, error.reason)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, it is recorded and the row is not lost
        observe.fault(lease.stage, lease.id, error)
        reason = f"{type(error).__name__}: {error}"
        if lease.tries >= due.MAX_TRIES:
            return set_aside(lease, reason)
        return _put_back(lease, reason, span(AFTER_FAULT) * lease.tries, counts=True)


def _put_back(lease: Lease, reason: str, wait: timedelta, *, counts: bool) -> Outcome:
    later = Outcome(stage=lease.stage, id=lease.id, ending=Ending.LATER, detail=reason)
    try:
        with writing() as session:
            due.put_back(session, lease, reason, next_at=now() + wait, counts=counts)
    except TryLaterError:  # the database is away; the lease runs out by itself
        return later
    return later


def set_aside(lease: Lease, reason: str) -> Outcome:
    """Give a row up, and keep the reason."""
    try:
        with writing() as session:
            due.set_aside(session, lease, reason, now())
    except TryLaterError as error:  # the database is away; the lease runs out by itself
        return Outcome(stage=lease.stage, id=lease.id, ending=Ending.LATER, detail=error.reason)
    return Outcome(stage=lease.stage, id=lease.id, ending=Ending.REFUSED, detail=reason)
