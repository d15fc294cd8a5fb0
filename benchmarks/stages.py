"""The flow without a queue: the same stages under the same leases, one after the other in this process."""

from collections.abc import Iterable

from schemas.outcome import Nudge, Outcome, Stage
from tasks.perform import Work, perform
from worker.stages.alert import alert
from worker.stages.compare import compare
from worker.stages.deliver import deliver
from worker.stages.fetch import fetch
from worker.stages.ingest import admit
from worker.stages.poll import poll
from worker.stages.read import read

WORKS: dict[Stage, Work] = {
    Stage.INGEST: admit,
    Stage.POLL: poll,
    Stage.FETCH: fetch,
    Stage.READ: read,
    Stage.COMPARE: compare,
    Stage.ALERT: alert,
    Stage.DELIVER: deliver,
}


def perform_one(nudge: Nudge) -> Outcome:
    """Perform one stage."""
    return perform(nudge.stage, nudge.id, WORKS[nudge.stage])


def perform_all(nudges: Iterable[Nudge]) -> list[Outcome]:
    """Perform these and all that follows from them; return how each ended."""
    waiting, ended = list(nudges), []
    while waiting:
        ended.append(perform_one(waiting.pop(0)))
        waiting += ended[-1].next
    return ended
