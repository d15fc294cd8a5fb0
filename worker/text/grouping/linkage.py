"""How close an article is to a story, and which story it joins."""

from collections.abc import Iterable, Mapping

JOINS = 0.42
"""The mean probability from which an article joins a story; below it, it opens its own."""
_CLOSEST = 3
"""The members of a story whose mean counts: with one alone, stories run into each other."""


def best(scores: Mapping[int, float]) -> int | None:
    """Return the story with the highest score that is high enough, the oldest of equals."""
    highest = max(scores, key=lambda story: (scores[story], -story), default=None)
    return highest if highest is not None and scores[highest] >= JOINS else None


def closest(likenesses: Iterable[float]) -> float:
    """Return the mean likeness to the nearest members of a story."""
    nearest = sorted(likenesses, reverse=True)[:_CLOSEST]
    return sum(nearest) / len(nearest) if nearest else 0.0
