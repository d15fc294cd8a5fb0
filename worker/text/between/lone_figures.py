"""Figures that each article gives once: the passengers, the witnesses, the loss, the turnout.

They are about one thing wherever they stand and however the sentences are worded, unless a word says otherwise.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from worker.text.between.candidates import ALIKE, Candidate, agree, elsewhere, is_explained
from worker.text.between.placed import Placed
from worker.text.between.subjects import contrasted

_SHARED_WINDOW = 2
"""Words that the surroundings have in common at least."""
_MOST_APART = 3.0
"""One figure so many times the other is rather about something else."""
_VAGUE_NOUNS = """
    people times points things ways parts members states countries others cases reasons groups places areas officials
    services sources units levels areas nations incidents issues questions events others occasions sides stages
"""
_BROAD = frozenset({"cost"})
"""An amount that much else in a story may be of as well."""
_VAGUE = frozenset(_VAGUE_NOUNS.split())


def pairs(ours: Sequence[Placed], theirs: Sequence[Placed], told: AbstractSet[int]) -> Iterator[Candidate]:
    """Yield what is left of one kind on either side, each the only one of what it counts or is an amount of.

    Args:
        ours: the figures of one kind.
        theirs: those of the other side.
        told: the ids of figures that were paired already.
    """
    left_a, left_b = _by_what(ours, theirs, told), _by_what(theirs, ours, told)
    for what in left_a.keys() & left_b.keys():
        if len(left_a[what]) == len(left_b[what]) == 1:
            a, b = left_a[what][0], left_b[what][0]
            found = Candidate(float(len(a.window & b.window)), agrees=False, a=a, b=b, what=a.figure.what)
            if _is_one_thing(a, b) and not is_explained(found, ours, theirs):
                yield found


def _by_what(placed: Sequence[Placed], others: Sequence[Placed], told: AbstractSet[int]) -> dict[str, list[Placed]]:
    """Return by what they are of those figures that are not some of all, and that have no equal on the other side."""
    found = defaultdict[str, list[Placed]](list)
    for one in placed:
        figure = one.figure
        named = figure.aspect if figure.unit else figure.what
        if figure.unit and figure.scope.each:
            named = f"each {figure.scope.each}"
        is_some = figure.scope.part or figure.scope.further
        if (
            id(one) in told
            or is_some
            or any(agree(figure, other.figure) or figure.value in other.loose for other in others)
        ):
            continue
        if named and named not in _VAGUE:
            found[named].append(one)
    return found


def _is_one_thing(one: Placed, other: Placed) -> bool:
    a, b = one.figure, other.figure
    if (
        not a.scope.allows(b.scope)
        or (not a.unit and a.scope.months != b.scope.months)
        or a.scope.direction * b.scope.direction < 0
        or a.kind_of != b.kind_of
    ):
        return False
    low, high = sorted((a.value, b.value))
    if low <= 0 or high / low > _MOST_APART or a.limits != b.limits:
        return False
    if elsewhere(one, other) or contrasted(one, other):
        return False
    shared = len(one.window & other.window)
    is_named = (a.aspect and a.aspect not in _BROAD) or a.scope.each or a.what.startswith("votes ")
    return (
        shared >= (1 if is_named else _SHARED_WINDOW) or shared >= ALIKE * min(len(one.window), len(other.window)) > 0
    )
