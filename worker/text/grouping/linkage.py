"""How close an article is to a story, which story it joins, and when a story that stands is put right."""

from collections.abc import Iterable, Mapping, Sequence

from worker.text.grouping.likeness import Prepared, likeness, relatedness

JOINS = 0.42
"""The mean probability from which an article joins a story; below it, it opens its own."""
STAYS = JOINS / 2
"""The closeness to the rest of its story from which an edited article stays: leaving takes more than not joining."""
MERGES = 0.6
"""The mean closeness of one story's articles to another from which both tell of one event.

Above `JOINS`: on the AllSides stream merging from there on raises BCubed F1, and lower down begins to cost precision.
"""
RELATED = 0.75
"""The closeness, whatever the days between, from which two events belong to one storyline.

There is no data to fit it on: it was set by reading pairs of AllSides events at each level.
"""
_CLOSEST = 3
"""The members of a story whose mean counts: with one alone, stories run into each other."""


def best(scores: Mapping[int, float], least: float = JOINS) -> int | None:
    """Return the story with the highest score that is high enough, the oldest of equals."""
    highest = max(scores, key=lambda story: (scores[story], -story), default=None)
    return highest if highest is not None and scores[highest] >= least else None


def closest(likenesses: Iterable[float]) -> float:
    """Return the mean likeness to the nearest members of a story, 0 where there is none."""
    nearest = sorted(likenesses, reverse=True)[:_CLOSEST]
    return sum(nearest) / len(nearest) if nearest else 0.0


def closeness(one: Prepared, members: Iterable[Prepared]) -> float:
    """Return how close an article is to a story of these members."""
    return closest([likeness(one, member) for member in members])


def storyline(one: Prepared, events: Mapping[int, Sequence[Prepared]]) -> int | None:
    """Return the event that an article's own is a sequel of, or None."""
    return best(
        {event: closest([relatedness(one, member) for member in members]) for event, members in events.items()},
        RELATED,
    )


def belongs(own: float, elsewhere: Mapping[int, float], *, has_company: bool) -> int | None:
    """Return where an edited article belongs: in another story, or in its own (None).

    Args:
        own: Its closeness to the rest of its story.
        elsewhere: Its closeness to other stories.
        has_company: Whether there is a rest of its story.
    """
    if has_company and own >= STAYS:
        return None
    return best(elsewhere)


def drawn(here: Mapping[int, Prepared], there: Mapping[int, Prepared]) -> frozenset[int]:
    """Return which articles of the story `there` an article that bridges both shows to belong `here`.

    All of them where the stories tell of one event; else those that are close to this story and far from the rest of
    their own.
    """
    to_here = {number: closeness(one, here.values()) for number, one in there.items()}
    if to_here and sum(to_here.values()) / len(to_here) >= MERGES:
        return frozenset(there)
    return frozenset(
        number
        for number, one in there.items()
        if to_here[number] >= MERGES
        and closeness(one, [other for place, other in there.items() if place != number]) < STAYS
    )
