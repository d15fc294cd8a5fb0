"""The flow without a queue: the same stages under the same leases, one after the other in this process."""

from collections.abc import Iterable

from schemas.outcome import Nudge, Outcome
from tasks.flow import WORKS
from tasks.perform import perform


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
