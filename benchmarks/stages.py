"""The flow without a queue: the same stages under the same leases, one after the other in this process."""

from collections.abc import Collection, Iterable

from schemas.outcome import Nudge, Outcome, Stage
from tasks.flow import JUDGES, WORKS
from tasks.perform import perform
from tasks.turn import take_turn


def perform_one(nudge: Nudge) -> Outcome:
    """Perform one stage under a lease on its row."""
    return perform(nudge.stage, nudge.id, WORKS[nudge.stage])


def turn_at(host_id: int) -> list[Outcome]:
    """Visit what is due at a host; return how each visit ended."""
    return list(take_turn(host_id, JUDGES))


def perform_all(nudges: Iterable[Nudge], stages: Collection[Stage] = frozenset(Stage)) -> list[Outcome]:
    """Perform these and all that follows from them, as far as it is of these stages; return how each ended."""
    waiting, ended = list(nudges), []
    while waiting:
        nudge = waiting.pop(0)
        if nudge.stage not in stages:
            continue
        these = turn_at(nudge.id) if nudge.stage is Stage.VISIT else [perform_one(nudge)]
        ended += these
        waiting += [following for outcome in these for following in outcome.next]
    return ended
