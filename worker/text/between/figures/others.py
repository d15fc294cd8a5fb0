"""Figures of all other kinds: compared where the words around them are the same, or in sentences that are."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from worker.text.between.figures import aspects, lone
from worker.text.between.figures.bounds import Bound
from worker.text.between.figures.candidates import (
    ALIKE,
    SHARED_CLAUSE,
    Candidate,
    agree,
    converts_another,
    elsewhere,
    is_converted_from,
    is_explained,
    is_given,
    is_misprint,
    is_slip,
)
from worker.text.between.figures.corroboration import Common, is_borne_out
from worker.text.between.figures.figure import Figure
from worker.text.between.figures.measures import is_money
from worker.text.between.figures.placed import Figures, Placed
from worker.text.between.figures.subjects import of_other_wholes, other_subject
from worker.text.between.matching import SAME

_CONFLICTING_SHARED = 3
_CONFLICTING_CLAUSE = 0.6
"""The share of the clause before different numbers are a conflict and not two facts."""
_CONFLICTING_SENTENCES = 0.6
"""How alike two sentences are at least, before different numbers in them are a conflict and not two facts."""
_MATCHED_SENTENCES = 0.5
_FAR, _FAR_APART = 20.0, 5.0
"""One figure so many times the other is about something else, or a slip; sooner in sentences that are not alike."""
_MARGIN = 1.0
_ASKED_FOR = 2.0
"""What of two amounts one was asked for, and the other was given, counts less."""
_MISPRINTED = 20.0
_MOST_NEAR = 2.0
"""What the same words right beside two figures count at most."""


def pairs(a: Figures, b: Figures, matched: Mapping[tuple[int, int], float], about: Common) -> Iterator[Candidate]:
    """Yield the other figures: of each kind the best fits first, each figure once."""
    for kind in a.others.keys() & b.others.keys():
        ours, theirs = a.others[kind], b.others[kind]
        places_a, places_b = _places(ours), _places(theirs)
        candidates = sorted(
            (
                candidate
                for one, place_a in zip(ours, places_a, strict=True)
                for other, place_b in zip(theirs, places_b, strict=True)
                if (candidate := _candidate(one, other, matched, in_order=place_a == place_b)) is not None
            ),
            key=lambda candidate: (-candidate.score, not candidate.agrees, candidate.a.figure.sentence),
        )
        taken: set[int] = set()
        told: set[int] = set()
        for place, found in enumerate(candidates):
            if id(found.a) in taken or id(found.b) in taken:
                continue
            taken |= {id(found.a), id(found.b)}
            if found.agrees or not _is_other_fact(found, candidates[place + 1 :], ours, theirs, matched, about):
                told |= {id(found.a), id(found.b)}
                yield found
        clear_a = [one for one in ours if one.figure.value not in b.loose and not is_converted_from(one, theirs)]
        clear_b = [one for one in theirs if one.figure.value not in a.loose and not is_converted_from(one, ours)]
        yield from lone.pairs(clear_a, clear_b, told, matched, about)


def _candidate(
    one: Placed, other: Placed, matched: Mapping[tuple[int, int], float], *, in_order: bool
) -> Candidate | None:
    """Return two figures that may be about one thing: in sentences that match, or in clauses with the same words."""
    a, b = one.figure, other.figure
    if is_misprint(a, b):
        return Candidate(_MISPRINTED, agrees=False, a=one, b=other, what=_name(a, b))
    shared = len(one.clause & other.clause)
    if shared < SHARED_CLAUSE or _is_told_in_its_own_unit(a, b) or _is_told_in_its_own_unit(b, a):
        return None
    similarity = matched.get((a.sentence, b.sentence), 0.0)
    share = shared / max(1, min(len(one.clause), len(other.clause)))
    if (share < ALIKE and similarity < _MATCHED_SENTENCES) or not a.scope.allows(b.scope) or elsewhere(one, other):
        return None
    agrees = agree(a, b) and a.scope.direction * b.scope.direction >= 0
    beside = min(_MOST_NEAR, 0.5 * len(one.near & other.near))
    score = shared * share + 4.0 * similarity + agrees + beside + 0.5 * (in_order and similarity >= SAME)
    score -= _ASKED_FOR * (bool(a.limits[1]) is not bool(b.limits[1]))
    return Candidate(score, agrees, one, other, _name(a, b))


def _is_told_in_its_own_unit(converted: Figure, other: Figure) -> bool:
    """Whether what stands in brackets was converted from the unit that the other side uses: that one is compared."""
    source = converted.converted_from
    return source is not None and other.unit is not None and source[1] == other.unit.name


def _places(placed: Sequence[Placed]) -> list[int]:
    """Return of each figure which of its sentence's it is."""
    seen: Counter[int] = Counter()
    found = []
    for one in placed:
        found.append(seen[one.figure.sentence])
        seen[one.figure.sentence] += 1
    return found


def _name(a: Figure, b: Figure) -> str:
    if a.unit and b.unit and a.unit != b.unit:
        return a.unit.common
    return a.what


def _is_other_fact(
    found: Candidate,
    others: Sequence[Candidate],
    ours: Sequence[Placed],
    theirs: Sequence[Placed],
    matched: Mapping[tuple[int, int], float],
    about: Common,
) -> bool:
    """Whether two different figures may well be two facts: a conflict is claimed only where little else explains it."""
    a, b = found.a.figure, found.b.figure
    if is_misprint(a, b) or agree(a, b):  # a rise here, a fall there
        is_alike = matched.get((a.sentence, b.sentence), 0.0) >= _CONFLICTING_SENTENCES
        return not is_alike if agree(a, b) else is_explained(found, ours, theirs)
    similarity = matched.get((a.sentence, b.sentence), 0.0)
    is_some = a.scope.part or a.scope.further  # or others, of whom each side may have spoken otherwise
    if aspects.are_apart(a.limits, b.limits, a.aspect) or (is_some and similarity < _CONFLICTING_SENTENCES):
        return True
    is_counted = not a.unit and similarity < _CONFLICTING_SENTENCES
    may_be_worth = a.unit is not None and (is_money(a.unit) or _is_duration(a))
    if (
        _is_far(a, b, _FAR if may_be_worth or similarity >= _CONFLICTING_SENTENCES else _FAR_APART)
        or is_explained(found, ours, theirs)
        or other_subject(found.a, found.b)
        or of_other_wholes(found.a, found.b)
        or _is_told_apart(a, b, ours)
        or _is_told_apart(b, a, theirs)
    ):
        return True
    if any((other.a is found.a or other.b is found.b) and _rivals(other, found) for other in others) or (
        similarity < _CONFLICTING_SENTENCES and _may_be_another(found, similarity, about)
    ):
        return True
    has_another = _has_another(found.a, ours, theirs) or _has_another(found.b, theirs, ours)
    if (similarity < _CONFLICTING_SENTENCES and has_another) or (a.scope.months != b.scope.months and is_counted):
        return True
    shared = len(found.a.clause & found.b.clause)
    share = shared / max(1, min(len(found.a.clause), len(found.b.clause)))
    is_same_clause = (shared >= _CONFLICTING_SHARED and share >= _CONFLICTING_CLAUSE) or (
        shared >= SHARED_CLAUSE and share == 1
    )
    vague = Bound.MORE in {a.number.bound, b.number.bound} and _is_duration(a)
    return vague or not (is_same_clause or (similarity >= _CONFLICTING_SENTENCES and shared >= SHARED_CLAUSE))


def _is_told_apart(one: Figure, other: Figure, ours: Sequence[Placed]) -> bool:
    """Whether the side of `one` gives another amount of just what `other` is of: damages, where the other is a fine."""
    return bool(one.aspect and other.aspect and one.aspect != other.aspect) and any(
        placed.figure.aspect == other.aspect for placed in ours
    )


def _has_another(one: Placed, ours: Sequence[Placed], theirs: Sequence[Placed]) -> bool:
    """Whether its article gives a second amount of that kind, of now, which the other side does not give."""
    figure = one.figure
    return figure.aspect is not None and any(
        placed.figure.aspect == figure.aspect
        and placed.figure.value != figure.value
        and not (placed.figure.is_converted or placed.figure.scope.years or placed.figure.scope.background)
        and not any(is_given(placed.figure, other.figure, ours) for other in theirs)
        for placed in ours
    )


def _may_be_another(found: Candidate, similarity: float, about: Common) -> bool:
    """Whether two amounts in sentences that are not alike may be of two days or things: up to 51, down to 43."""
    a, b = found.a.figure, found.b.figure
    is_of_two_days = a.scope.direction * b.scope.direction < 0
    return is_of_two_days or converts_another(a, b) or not is_borne_out(found, similarity, about)


def _rivals(other: Candidate, found: Candidate) -> bool:
    """Whether another pairing of a figure may as well be meant: not with a forecast, nor of a rise with a fall."""
    a, b = other.a.figure, other.b.figure
    return (
        other.score > found.score - _MARGIN
        and (a.limits[0], bool(a.limits[1])) == (b.limits[0], bool(b.limits[1]))
        and a.scope.direction * b.scope.direction >= 0
    )


def _is_duration(figure: Figure) -> bool:
    """Whether a figure is a duration, which is told from another moment in each article."""
    return figure.unit is not None and figure.unit.common == "hours"


def _is_far(a: Figure, b: Figure, most: float) -> bool:
    low, high = sorted((a.amount, b.amount))
    return low <= 0 or (high / low > most and not is_slip(a, b))
