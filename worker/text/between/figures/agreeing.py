"""Figures that both articles give of one thing though each tells it in its own words: the same number of the same.

A number of two telling digits is the same by no chance in two articles on one event; a small one needs a word beside it
that both have.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from worker.text.between.figures import aspects, subjects
from worker.text.between.figures.bounds import Bound
from worker.text.between.figures.candidates import Candidate, elsewhere
from worker.text.between.figures.figure import Figure
from worker.text.between.figures.placed import SMALL, Placed
from worker.text.between.figures.two_sides import Sides, fit
from worker.text.between.figures.vocabulary import GROUPS
from worker.text.between.figures.weighed import may_be_one, what_is_counted
from worker.text.between.meaning import meaning

_LEAST_SHARED, _LEAST_TELLING = 1.0, 0.5
"""What the clauses have in common at least, each word weighing the more the fewer sentences bear it."""


def pairs(sides: Sides, told: AbstractSet[int]) -> Iterator[Candidate]:
    """Yield equal figures of one thing among those not told yet, each once: the best fits first."""
    found = [
        Candidate(fit(one, other, sides), agrees=True, a=one, b=other, what=what_is_counted(one.figure, other.figure))
        for one in sides.a.each
        if id(one) not in told
        for other in sides.b.each
        if id(other) not in told and _are_equal(one.figure, other.figure) and _are_one(one, other, sides)
    ]
    taken = set[int]()
    for pair in sorted(found, key=lambda pair: -pair.score):
        if taken.isdisjoint({id(pair.a), id(pair.b)}):
            taken |= {id(pair.a), id(pair.b)}
            yield pair


def _are_equal(a: Figure, b: Figure) -> bool:
    if a.value != b.value or a.unit != b.unit:
        return False
    return not (a.is_converted or b.is_converted) and {a.number.bound, b.number.bound} <= {Bound.EXACT, Bound.ABOUT}


def _are_one(one: Placed, other: Placed, sides: Sides) -> bool:
    a, b = one.figure, other.figure
    if (
        not (may_be_one(a, b) or _are_the_same_people(a, b))
        or not a.scope.allows(b.scope)
        or a.scope.direction * b.scope.direction < 0
    ):
        return False
    if elsewhere(one, other) or aspects.are_apart(a.limits, b.limits, a.aspect) or subjects.of_other_wholes(one, other):
        return False
    if None not in {a.aspect, b.aspect} and not aspects.are_one(a.aspect, b.aspect):
        return False
    if a.is_of_event and b.is_of_event and a.kind != b.kind:
        return False
    named = meaning(f"{a.what} {b.what}")
    shared, _ = sides.common(one.clause - named, other.clause - named)
    wider, _ = sides.common(one.sentence - named, other.sentence - named)
    if _is_telling(a):
        is_same_kind = a.kind == b.kind and not a.unit
        return wider >= _LEAST_TELLING or is_same_kind or bool(one.rows & other.rows or one.along & other.along)
    return shared >= _LEAST_SHARED and (a.unit is not None or a.kind == b.kind)


def _are_the_same_people(a: Figure, b: Figure) -> bool:
    """Whether one side says what befell people whom the other only counts: 81 aboard, 81 passengers."""
    if a.unit or b.unit or a.is_of_event == b.is_of_event or not _is_telling(a):
        return False
    return (b if a.is_of_event else a).what in GROUPS


def _is_telling(figure: Figure) -> bool:
    """Whether nobody has the same number by chance: 81, 1,250, $4.2 million, but not 20 or 5,000."""
    digits = f"{figure.value:.10g}".replace(".", "").strip("0").partition("e")[0]
    return abs(figure.value) > SMALL and len(digits) > 1
