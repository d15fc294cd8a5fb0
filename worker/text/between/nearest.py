"""Which of the sentences that two articles both repeat belong together: those that stand at the same point of each."""

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import NamedTuple


class Places(NamedTuple):
    """Where an article of `length` sentences says the same, by index."""

    places: Sequence[int]
    length: int


class _Stop(NamedTuple):
    """A place on the way from the beginning of both articles to their end."""

    position: float
    is_b: bool
    place: int


def distance(a: int, length_a: int, b: int, length_b: int) -> float:
    """Return how far apart two sentences stand, as a share of their articles, 0..1."""
    return abs(a / length_a - b / length_b)


def nearest(a: Places, b: Places) -> Iterator[tuple[int, int]]:
    """Yield pairs of places, the nearest first, until one side has none left.

    What is nearest has none of the others between it, so that of all pairs only neighbours are looked at: a text of one
    sentence a thousand times takes no million steps. Of pairs as near as each other the first by place is taken.
    """
    stops = sorted(
        _Stop(place / side.length, is_b, place) for is_b, side in ((False, a), (True, b)) for place in side.places
    )
    before, after = list(range(-1, len(stops) - 1)), list(range(1, len(stops) + 1))
    heap = [near for pair in pairwise(range(len(stops))) if (near := _near(stops, *pair, a.length, b.length))]
    heapify(heap)
    gone: set[int] = set()
    while heap:
        _, i, j, first, second = heappop(heap)
        if first in gone or second in gone:
            continue
        yield i, j
        gone |= {first, second}
        left, right = before[first], after[second]
        if left >= 0:
            after[left] = right
        if right < len(stops):
            before[right] = left
        if left >= 0 and right < len(stops) and (near := _near(stops, left, right, a.length, b.length)):
            heappush(heap, near)


def _near(
    stops: Sequence[_Stop], first: int, second: int, length_a: int, length_b: int
) -> tuple[float, int, int, int, int] | None:
    """Return how far apart two stops are, with their places and themselves; None where both are of one article."""
    one, other = stops[first], stops[second]
    if one.is_b is other.is_b:
        return None
    i, j = (other.place, one.place) if one.is_b else (one.place, other.place)
    return distance(i, length_a, j, length_b), i, j, first, second
