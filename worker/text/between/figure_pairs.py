"""Which figures of two articles are about the same thing, and whether they agree.

Casualties and damage belong to the event, so they are compared wherever they stand, as long as nothing says that two
different things are meant: another date, another place, part of a whole, no word in common around them. All other
figures are compared where the words around them are the same, or inside sentences that say the same thing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from schemas.divergence import FigurePair
from worker.text.between import measures
from worker.text.between.figures import Figure
from worker.text.between.matching import SAME, Pair
from worker.text.between.numerals import Bound, rounds_to
from worker.text.between.placed import Figures, Placed
from worker.text.between.subjects import other_subject

_SHARED_WINDOW = 2
"""Words that the surroundings of two figures have in common at least, before they may be about one event."""
_SHARED_CLAUSE = 2
_ALIKE_CLAUSE = 0.5
"""Share of the shorter clause's words that the other has, from which two figures may be about one thing."""
_CONFLICTING_SHARED = 3
_CONFLICTING_CLAUSE = 0.6
"""The same before different numbers are a conflict and not two facts."""
_CONFLICTING_SENTENCES = 0.6
"""How alike two sentences are at least, before different numbers in them are a conflict and not two facts."""
_MATCHED_SENTENCES = 0.5
_OTHER_UNITS = 0.1
"""How far a converted figure may lie from what it was converted from."""
_FAR = 20.0
"""One figure so many times the other is about something else, or a slip of the extractor's."""
_MARGIN = 1.0
_HIT = frozenset({"destroyed", "damaged"})


class _Candidate(NamedTuple):
    score: float
    agrees: bool
    a: Placed
    b: Placed
    what: str


def pair(a: Figures, b: Figures, matches: Sequence[Pair]) -> tuple[FigurePair, ...]:
    """Return the figures that both articles give about the same thing, each statement once, in the order of `a`."""
    matched = {(found.a, found.b): found.similarity for found in matches}
    found = [*_event_pairs(a, b, matched), *_other_pairs(a, b, matched)]
    unique = {(one.what, one.value_a, one.value_b): one for one in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda one: (one.a, one.b, one.what)))


def agree(a: Figure, b: Figure) -> bool:
    """Whether two figures can both be true: equal, equal once rounded or converted, or within what either allows."""
    if a.low <= b.high and b.low <= a.high:
        return True
    if rounds_to(a.number, b.number) or rounds_to(b.number, a.number):
        return a.unit == b.unit
    gap = max(a.low, b.low) - min(a.high, b.high)
    return a.unit != b.unit and gap <= _OTHER_UNITS * max(abs(a.high), abs(b.high))


def _is_far(a: Figure, b: Figure) -> bool:
    low, high = sorted((a.value, b.value))
    return low <= 0 or high / low > _FAR


# --- casualties and damage ---


def _event_pairs(a: Figures, b: Figures, matched: Mapping[tuple[int, int], float]) -> Iterator[FigurePair]:
    """Yield for each kind of event figure the pair whose clauses fit best, and further ones that agree."""
    for kind_a, ours in a.of_events.items():
        for kind_b, theirs in b.of_events.items():
            what = _common_kind(kind_a, kind_b)
            if what:
                yield from _best(ours, theirs, what, matched)


def _common_kind(a: str, b: str) -> str | None:
    """Return what both count, or None; planes damaged and planes destroyed were both hit."""
    if a == b:
        return a
    noun_a, _, verb_a = a.rpartition(" ")
    noun_b, _, verb_b = b.rpartition(" ")
    return f"{noun_a} hit" if noun_a and noun_a == noun_b and {verb_a, verb_b} == _HIT else None


def _best(
    ours: Sequence[Placed], theirs: Sequence[Placed], what: str, matched: Mapping[tuple[int, int], float]
) -> Iterator[FigurePair]:
    candidates = [
        _Candidate(_fit(one, other, matched), agree(one.figure, other.figure), one, other, what)
        for one in ours
        for other in theirs
        if _same_event(one, other)
    ]
    if not candidates:
        return
    candidates.sort(key=lambda candidate: (-candidate.score, not candidate.agrees))
    best = candidates[0]
    if not best.agrees and _is_doubtful(best, candidates, ours, theirs):
        best = next((candidate for candidate in candidates if candidate.agrees), best)
        if not best.agrees:
            return
    if not best.agrees and what.endswith(" hit"):
        return  # as many damaged here and others destroyed there
    yield _pair(best)
    for further in candidates:
        apart = further.a is not best.a and further.b is not best.b
        if apart and further.agrees and (further.a.figure.sentence, further.b.figure.sentence) in matched:
            yield _pair(further)


def _same_event(a: Placed, b: Placed) -> bool:
    """Whether nothing speaks against one event: the same limits, no two different places, words in common."""
    one, other = a.figure.scope, b.figure.scope
    if not one.allows(other):
        return False
    if one.places and other.places and one.places.isdisjoint(b.window) and other.places.isdisjoint(a.window):
        return False
    if a.figure.group and b.figure.group and a.figure.group != b.figure.group:
        return False
    shared = len(a.window & b.window)
    return shared >= _SHARED_WINDOW or shared >= _ALIKE_CLAUSE * min(len(a.window), len(b.window)) > 0


def _fit(a: Placed, b: Placed, matched: Mapping[tuple[int, int], float]) -> float:
    """Return how well two clauses fit: shared words, the same other figures beside, and sentences that match."""
    beside = sum(3.0 if b.beside[what] == value else 1.0 for what, value in a.beside.items() if what in b.beside)
    same_place = bool(a.figure.scope.places & b.figure.scope.places)
    return (
        len(a.clause & b.clause)
        + beside
        + 2.0 * same_place
        + 4.0 * matched.get((a.figure.sentence, b.figure.sentence), 0.0)
        + agree(a.figure, b.figure)
    )


def _is_doubtful(
    best: _Candidate, candidates: Sequence[_Candidate], ours: Sequence[Placed], theirs: Sequence[Placed]
) -> bool:
    """Whether something else than a conflict explains two different figures.

    Another pairing of the same figures fits as well, or one of the two has its equal elsewhere; one counts a group and
    the other side gives that group or a total too; nothing but the subject of the story is common to both clauses.
    """
    a, b = best.a, best.b
    for other in candidates[1:]:
        shares = other.a is a or other.b is b
        if shares and (other.agrees or (other.score >= best.score and _values(other) != _values(best))):
            return True
    if any(agree(a.figure, one.figure) for one in theirs) or any(agree(b.figure, one.figure) for one in ours):
        return True
    if a.figure.scope.apart != b.figure.scope.apart and not _is_corroborated(a, b):
        return True
    return _is_part(a, ours, b, theirs) or _is_part(b, theirs, a, ours)


def _is_corroborated(a: Placed, b: Placed) -> bool:
    """Whether another figure beside is the same on both sides: three killed here and there."""
    return any(b.beside.get(what) == value for what, value in a.beside.items())


def _is_part(one: Placed, ours: Sequence[Placed], other: Placed, theirs: Sequence[Placed]) -> bool:
    """Whether `one` may count some of those whom `other` counts: children, say, of all who died."""
    if not one.figure.group or other.figure.group or one.figure.value > other.figure.high:
        return False
    if any(placed.figure.group == one.figure.group for placed in theirs):
        return True
    return len(ours) > 1 or not _is_corroborated(one, other)


def _values(candidate: _Candidate) -> tuple[float, float]:
    return candidate.a.figure.value, candidate.b.figure.value


# --- all other figures ---


def _other_pairs(a: Figures, b: Figures, matched: Mapping[tuple[int, int], float]) -> Iterator[FigurePair]:
    """Yield the other figures: of each kind the best fits first, each figure once."""
    for kind in a.others.keys() & b.others.keys():
        ours, theirs = a.others[kind], b.others[kind]
        candidates = sorted(
            (
                candidate
                for one in ours
                for other in theirs
                if (candidate := _candidate(one, other, matched, ours, theirs)) is not None
            ),
            key=lambda candidate: (-candidate.score, not candidate.agrees, candidate.a.figure.sentence),
        )
        taken: set[int] = set()
        for place, found in enumerate(candidates):
            if id(found.a) in taken or id(found.b) in taken:
                continue
            taken |= {id(found.a), id(found.b)}
            if found.agrees or not _is_other_fact(found, candidates[place + 1 :], ours, theirs, matched):
                yield _pair(found)


def _candidate(
    one: Placed,
    other: Placed,
    matched: Mapping[tuple[int, int], float],
    ours: Sequence[Placed],
    theirs: Sequence[Placed],
) -> _Candidate | None:
    """Return two figures that may be about one thing: in sentences that match, or in clauses with the same words."""
    a, b = one.figure, other.figure
    if not a.scope.allows(b.scope):
        return None
    if a.scope.places and b.scope.places and a.scope.places.isdisjoint(other.window) and b.scope.places.isdisjoint(one.window):
        return None
    similarity = matched.get((a.sentence, b.sentence), 0.0)
    shared = len(one.clause & other.clause)
    share = shared / max(1, min(len(one.clause), len(other.clause)))
    if shared < _SHARED_CLAUSE or (share < _ALIKE_CLAUSE and similarity < _MATCHED_SENTENCES):
        return None
    agrees = agree(a, b) and a.scope.direction * b.scope.direction >= 0
    in_order = _place(one, ours) == _place(other, theirs)
    score = shared * share + 4.0 * similarity + agrees + 0.5 * (in_order and similarity >= SAME)
    return _Candidate(score, agrees, one, other, _name(a, b))


def _place(one: Placed, among: Sequence[Placed]) -> int:
    return [placed for placed in among if placed.figure.sentence == one.figure.sentence].index(one)


def _name(a: Figure, b: Figure) -> str:
    if a.unit and b.unit and a.unit != b.unit:
        return a.unit.common
    return a.what


def _is_other_fact(
    found: _Candidate,
    others: Sequence[_Candidate],
    ours: Sequence[Placed],
    theirs: Sequence[Placed],
    matched: Mapping[tuple[int, int], float],
) -> bool:
    """Whether two different figures may well be two facts: a conflict is claimed only where little else explains it."""
    a, b = found.a.figure, found.b.figure
    if agree(a, b):  # a rise here, a fall there
        return matched.get((a.sentence, b.sentence), 0.0) < _CONFLICTING_SENTENCES
    if _is_far(a, b) or any(agree(a, one.figure) for one in theirs) or any(agree(b, one.figure) for one in ours):
        return True
    if any((other.a is found.a or other.b is found.b) and other.score > found.score - _MARGIN for other in others):
        return True
    similarity = matched.get((a.sentence, b.sentence), 0.0)
    shared = len(found.a.clause & found.b.clause)
    share = shared / max(1, min(len(found.a.clause), len(found.b.clause)))
    is_same_clause = shared >= _CONFLICTING_SHARED and share >= _CONFLICTING_CLAUSE
    if other_subject(found.a, found.b):
        return True
    vague = Bound.MORE in {a.number.bound, b.number.bound} and measures_vary(a)
    return vague or not (is_same_clause or (similarity >= _CONFLICTING_SENTENCES and shared >= _SHARED_CLAUSE))


def measures_vary(figure: Figure) -> bool:
    """Whether a figure is a duration, which is told from another moment in each article."""
    return figure.unit is not None and figure.unit.common == "hours"


def _pair(candidate: _Candidate) -> FigurePair:
    a, b = candidate.a.figure, candidate.b.figure
    same_unit = a.unit == b.unit
    return FigurePair(
        a=a.sentence,
        b=b.sentence,
        what=candidate.what,
        value_a=a.value if same_unit or not a.unit else round(a.unit.common_value(a.value), 4),
        value_b=b.value if same_unit or not b.unit else round(b.unit.common_value(b.value), 4),
        relation="agree" if candidate.agrees else "conflict",
        said_a=a.said,
        said_b=b.said,
    )


def is_money(figure: Figure) -> bool:
    """Whether the figure is an amount of money."""
    return figure.unit is not None and measures.is_money(figure.unit)
