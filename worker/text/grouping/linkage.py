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
LOOSE = 0.3
"""The mean closeness of the rest of a story to those linked with its newest article, below which they are two events.

A link is a pair as alike as `MERGES`. On the AllSides stream this splits 5 stories of 4,072 articles and raises BCubed
F1 from .9248 to .9253, on NeuS-2021 2 of 739 and from .9382 to .9403; above .35 it begins to cost recall.
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


def belongs(own: float, elsewhere: Mapping[int, float], *, has_company: bool, stays: float = STAYS) -> int | None:
    """Return where an edited article belongs: in another story, or in its own (None).

    Args:
        own: Its closeness to the rest of its story.
        elsewhere: Its closeness to other stories.
        has_company: Whether there is a rest of its story.
        stays: The closeness from which it stays.
    """
    if has_company and own >= stays:
        return None
    return best(elsewhere)


def apart(new: int, members: Mapping[int, Prepared]) -> frozenset[int]:
    """Return the articles of a story that a new one shows to tell another event with it; empty where all tell one.

    They are linked with it, one by one, and what is left of the story is far from all of them. A story is never left by
    one article alone: a single one may be told in words of its own.

    Args:
        new: The number of the new article.
        members: All articles of the story, it too.
    """
    to_new = [likeness(members[new], one) for number, one in members.items() if number != new]
    if not to_new or max(to_new) < MERGES or min(to_new) >= LOOSE:
        return frozenset()
    linked, waiting, rest = {new}, [new], set(members) - {new}
    while waiting:
        one = members[waiting.pop()]
        found = {number for number in rest if likeness(one, members[number]) >= MERGES}
        linked |= found
        rest -= found
        waiting += found
    there = [members[number] for number in linked]
    is_loose = bool(rest) and sum(closeness(members[number], there) for number in rest) / len(rest) < LOOSE
    return frozenset(linked if is_loose else ())


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
