"""Work on one article in the order it came."""

from schemas.outcome import Ending, Nudge, Outcome
from worker.clock import now
from worker.store import due
from worker.store.due import Lease
from worker.store.session import writing


def after(lease: Lease, earlier: int, why: str) -> Outcome:
    """Give the lease back and let the earlier row of the same stage go first."""
    with writing() as session:
        due.put_back(session, lease, why, next_at=now(), counts=False)
    following = (Nudge(stage=lease.stage, id=earlier),)
    return Outcome(stage=lease.stage, id=lease.id, ending=Ending.LATER, detail=why, next=following)
