"""How many of a group there were, where one side says what befell them and the other words it so that this is not seen.

A lorry carrying 58 migrants, and 85 migrants found in a lorry: each side speaks of that group once, in much the same
words.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from worker.text.between.figures.candidates import Candidate, agree, elsewhere, in_parts, is_rest
from worker.text.between.figures.placed import Figures, Placed
from worker.text.between.figures.subjects import contrasted
from worker.text.between.figures.vocabulary import GROUPS

_SHARED_CLAUSE, _SHARE = 3, 0.5
"""Words that the two clauses have in common at least, and their share of the shorter."""
_LEAST_APART, _MOST_APART = 1.05, 2.0


def pairs(a: Figures, b: Figures) -> Iterator[Candidate]:
    """Yield the two figures of a group of which each side gives one, the one with what befell it, the other without."""
    ours, theirs = _by_group(a), _by_group(b)
    for group in ours.keys() & theirs.keys():
        if len(ours[group]) == len(theirs[group]) == 1:
            one, other = ours[group][0], theirs[group][0]
            if (one.figure.group is None) != (other.figure.group is None) and _is_one_thing(one, other, a, b):
                yield Candidate(0.0, agrees=False, a=one, b=other, what=group)


def _by_group(figures: Figures) -> Mapping[str, Sequence[Placed]]:
    found = defaultdict[str, list[Placed]](list)
    for placed in figures.each:
        named = placed.figure.group or placed.figure.what
        if named in GROUPS:
            found[named].append(placed)
    return found


def _is_one_thing(one: Placed, other: Placed, a: Figures, b: Figures) -> bool:
    low, high = sorted((one.figure.value, other.figure.value))
    is_limited = any(scope.part or scope.further for scope in (one.figure.scope, other.figure.scope))
    if (
        is_limited
        or bool(one.coordinate) != bool(other.coordinate)
        or not low * _LEAST_APART <= high <= low * _MOST_APART
        or not one.figure.scope.allows(other.figure.scope)
    ):
        return False
    if elsewhere(one, other) or contrasted(one, other) or in_parts(one, other) or is_rest(one, other):
        return False
    shared = len(one.clause & other.clause)
    if shared < _SHARED_CLAUSE or shared < _SHARE * min(len(one.clause), len(other.clause)):
        return False
    is_told = any(agree(one.figure, placed.figure) for placed in b.each if not placed.figure.unit)
    return not is_told and not any(agree(other.figure, placed.figure) for placed in a.each if not placed.figure.unit)
