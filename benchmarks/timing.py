"""Time taken by several ways to do the same work, in turn item by item, so that a busy machine is fair to all."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Timed(Generic[R]):
    """One piece of work done: its CPU time in this process (all threads, no children), its duration, its result."""

    cpu_ms: float
    wall_ms: float
    result: R


def timed(work: Callable[[], R]) -> Timed[R]:
    """Do the work once."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return Timed(1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall), result)


def in_turn(works: Mapping[str, Callable[[T], R]], items: Iterable[T]) -> dict[str, list[Timed[R]]]:
    """Do each item's work in each of the ways, beginning with another of them each time.

    Returns:
        What each way took for each item, in the order of the items.
    """
    names = list(works)
    taken: dict[str, list[Timed[R]]] = {name: [] for name in names}
    for count, item in enumerate(items):
        first = count % len(names)
        for name in names[first:] + names[:first]:
            taken[name].append(_one(works[name], item))
    return taken


def _one(work: Callable[[T], R], item: T) -> Timed[R]:
    return timed(lambda: work(item))


def cpu_median(taken: Iterable[Timed[R]]) -> float:
    """Return the median CPU time in milliseconds."""
    return median(one.cpu_ms for one in taken)


def wall_median(taken: Iterable[Timed[R]]) -> float:
    """Return the median duration in milliseconds."""
    return median(one.wall_ms for one in taken)
