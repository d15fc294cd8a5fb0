"""How much says that two figures are about one thing, in articles long enough to give many figures of many things.

In a few sentences the only sum of money is that of the story. In a long article it may be anybody's, so words that the
two clauses share must say more than what both articles are about from end to end.
"""

from typing import NamedTuple

from worker.text.between.figures import aspects, numerals
from worker.text.between.figures.candidates import Candidate
from worker.text.between.figures.counting import OF
from worker.text.between.figures.figure import Figure
from worker.text.between.figures.placed import Placed
from worker.text.between.matching import Sentences
from worker.text.between.meaning import meaning

_LONG = 8
"""Sentences from which an article may speak of many things."""
_ENOUGH = 3.0
_SHORT, _ENOUGH_IN_SHORT = 3, 1.0
"""In so few sentences an article speaks of one thing, or hardly of more."""
_MOST_WORDS = 3
_LEAD = 2
"""Sentences in which an article says what it is about: a figure in the lead of either is that of the story."""
_ALIKE = 0.5
_NEAREST, _NEAR, _FAR = 1.02, 1.1, 2.0
"""Two numbers nearer than this are hardly so by chance; farther apart they rather are of two things."""
_SMALL = 12
"""So few are counted of many things in one article."""
_OF_PERSONS = frozenset({"prison", "fine", "bail"})
"""Amounts of somebody, wherever that is: the mayor of Ashcombe was jailed for seven years."""
BROAD = frozenset({"cost", "pay", "price", "worth", "settlement", "aid"})
"""Amounts that much else in a story may be of as well."""


class Common(NamedTuple):
    """What two articles are about from end to end, and how many sentences the shorter has."""

    topic: frozenset[str]
    sentences: int

    @property
    def is_long(self) -> bool:
        """Whether both may speak of many things."""
        return self.sentences >= _LONG


def common(a: Sentences, b: Sentences) -> Common:
    """Return what two articles are about as a whole."""
    return Common(a.topic | b.topic, min(len(a.cores), len(b.cores)))


def is_borne_out(found: Candidate, similarity: float, about: Common, *, alone: bool = False) -> bool:
    """Whether enough says that two figures are of one thing; always in articles of a sentence or two.

    Args:
        found: the two figures.
        similarity: of their sentences, 0 where these do not match.
        about: what the two articles are about.
        alone: each is the only figure of its article that is of such a thing.
    """
    if about.sentences < _SHORT:
        return True
    is_told_once = alone and _is_named(found)
    is_of_one_thing = alone and found.a.figure.aspect in aspects.OF_ONE_THING
    enough = _ENOUGH if about.is_long else _ENOUGH_IN_SHORT
    return _weight(found, similarity, about) + is_told_once + 2.0 * is_of_one_thing >= enough


def _weight(found: Candidate, similarity: float, about: Common) -> float:
    """Return what speaks for one thing less what speaks against it."""
    a, b, topic = found.a.figure, found.b.figure, about.topic
    named = meaning(f"{found.what} {a.aspect or ''}")
    told = (found.a.clause & found.b.clause) - topic - named
    return (
        min(len(told), _MOST_WORDS)
        + (similarity >= _ALIKE)
        + bool(a.kind_of and a.kind_of == b.kind_of)
        + 2.0 * _is_named(found)
        + 2.0 * (a.converted_from is not None and a.converted_from == b.converted_from)
        + _nearness(a, b)
        - (not a.unit and max(a.value, b.value) <= _SMALL)
        - 2.0 * (is_of_a_part(found.a, found.b, topic) or is_of_a_part(found.b, found.a, topic))
        + (about.is_long and max(a.sentence, b.sentence) < _LEAD)
        + bool(a.scope.years & b.scope.years)
        - (bool(a.limits[1]) is not bool(b.limits[1]))
        - _is_all_other(found.a, found.b)
    )


def _is_named(found: Candidate) -> bool:
    """Whether both say alike what they are of: a fine, a prison term, the pages of an indictment."""
    one, other = found.a.figure.aspect, found.b.figure.aspect
    return OF in found.what or (one is not None and one not in BROAD and aspects.are_one(one, other))


def _is_all_other(one: Placed, other: Placed) -> bool:
    """Whether the other numbers of two sentences differ as well: two outlets of one account do so in one of them."""
    beside_one, beside_other = _beside(one), _beside(other)
    return bool(beside_one and beside_other) and beside_one.isdisjoint(beside_other)


def _beside(placed: Placed) -> frozenset[float]:
    return frozenset(number.value for number in numerals.find(placed.text)) - {placed.figure.value}


def is_of_a_part(one: Placed, other: Placed, topic: frozenset[str]) -> bool:
    """Whether one side names a place of which the other says nothing near by, and neither is about it."""
    if one.figure.aspect in _OF_PERSONS or one.figure.sentence < _LEAD:
        return False  # the lead names the place of the story
    places = one.figure.scope.places - topic
    return bool(places) and places.isdisjoint(other.window)


def _nearness(a: Figure, b: Figure) -> float:
    low, high = sorted((a.amount, b.amount))
    if low <= 0 or high >= low * _FAR:
        return -1.0
    return 2.0 if high <= low * _NEAREST else 1.0 if high <= low * _NEAR else 0.0
