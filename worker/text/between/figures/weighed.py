"""Pairs of figures that probably are of one thing though they differ: conflicts, by the weight of the evidence.

What is fitted is how much each piece of evidence counts (`likelihood`); what the pieces are stands in `evidence`.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path
from typing import NamedTuple

from worker.text.between import synonyms
from worker.text.between.figures.candidates import Candidate, agree
from worker.text.between.figures.evidence import (
    ANYBODY,
    among_others,
    at_sight,
    kind_of,
    most_among_others,
)
from worker.text.between.figures.figure import Figure
from worker.text.between.figures.two_sides import Sides, fit
from worker.text.between.figures.vocabulary import SORT_OF
from worker.text.between.likelihood import Evidence, best_of_either, logistic, total, weights

_FILE = Path(__file__).parent / "weights.toml"


class Weighed(NamedTuple):
    """Two different figures, and what speaks for and against their being of one thing."""

    found: Candidate
    evidence: Evidence

    @property
    def likelihood(self) -> float:
        """How likely they are of one thing, 0..1."""
        return logistic(total(weights(_FILE), self.evidence))


@cache
def _most_among_others(kind: str) -> float:
    return most_among_others(weights(_FILE), kind)


def candidates(sides: Sides, told: AbstractSet[int] = frozenset(), *, unlikely: bool = False) -> Iterator[Weighed]:
    """Yield the pairs of different figures that may be of one thing: those that fit best for one of the two.

    Args:
        sides: the two articles.
        told: the ids of figures that are told already, and only rivals of the others.
        unlikely: whether those are wanted too that are less likely than not whatever else the articles say.
    """
    all_a, all_b = sides.a.each, sides.b.each
    fits = {
        (place_a, place_b): fit(one, other, sides)
        for place_a, one in enumerate(all_a)
        for place_b, other in enumerate(all_b)
        if (id(one) not in told or id(other) not in told)
        and may_be_one(one.figure, other.figure)
        and not agree(one.figure, other.figure)
    }
    for place_a, place_b in best_of_either(fits):
        one, other = all_a[place_a], all_b[place_b]
        if id(one) in told or id(other) in told:
            continue
        found = Candidate(
            fits[place_a, place_b], agrees=False, a=one, b=other, what=what_is_counted(one.figure, other.figure)
        )
        seen = at_sight(found, sides)
        if unlikely or total(weights(_FILE), seen) + _most_among_others(kind_of(one.figure, other.figure)) > 0:
            yield _weighed(found, seen, sides)


def weigh(found: Candidate, sides: Sides) -> Weighed:
    """Return two figures, found whatever way, with what speaks for and against their being of one thing."""
    found = found._replace(score=fit(found.a, found.b, sides))
    return _weighed(found, at_sight(found, sides), sides)


def _weighed(found: Candidate, seen: Evidence, sides: Sides) -> Weighed:
    ours = [one for one in sides.a.each if one is found.a or _are_rivals(one.figure, found.b.figure)]
    theirs = [other for other in sides.b.each if other is found.b or _are_rivals(found.a.figure, other.figure)]
    return Weighed(found, seen | among_others(found, sides, ours, theirs))


def may_be_one(a: Figure, b: Figure) -> bool:
    """Whether two figures measure alike, or may count the same: 14 miners here, 17 men there, 52 flights cancelled."""
    if a.unit or b.unit:
        return a.unit is not None and b.unit is not None and a.unit.common == b.unit.common
    if a.kind == b.kind:
        return True
    if a.is_of_event and b.is_of_event:
        return a.group is not None and a.group == b.group
    return not ANYBODY.isdisjoint({a.what, b.what}) or _noun(a) == _noun(b) or _may_be_another_word(_noun(a), _noun(b))


@cache
def _may_be_another_word(one: str, other: str) -> bool:
    """Whether two nouns may count the same: containers and boxes, fans and spectators."""
    return not synonyms.of(one).isdisjoint(synonyms.of(other))


def what_is_counted(a: Figure, b: Figure) -> str:
    """Return what both count, in the words of the side that says more of it: the miners, where the other has men."""
    says_less = a.what in ANYBODY or (b.is_of_event and not a.is_of_event)
    return b.what if says_less else a.what


def _noun(figure: Figure) -> str:
    """Return what is counted, whatever befell it; votes for are no votes against."""
    named = figure.group or figure.what if figure.is_of_event else figure.what
    noun = named if named.startswith("votes ") else named.partition(" ")[0]
    return SORT_OF.get(noun, noun)


def _are_rivals(a: Figure, b: Figure) -> bool:
    return may_be_one(a, b) and (a.unit is not None or a.kind == b.kind)
