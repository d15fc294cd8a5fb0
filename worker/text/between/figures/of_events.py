"""Figures of what happened, casualties and damage: they belong to the event, so they are compared wherever they stand.

Nothing may say that two different things are meant: another date, another place, part of a whole, no word in common.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from worker.text.between.figures.candidates import (
    Candidate,
    agree,
    elsewhere,
    is_below,
    shares_surroundings,
)
from worker.text.between.figures.corroboration import Common
from worker.text.between.figures.counting import JOBS_CUT
from worker.text.between.figures.event_doubts import is_doubtful
from worker.text.between.figures.placed import Figures, Placed
from worker.text.between.figures.vocabulary import KINDRED, NEARLY_ONE, RUIN

HIT = " hit"
"""Ends the name of things that the one has as damaged and the other as destroyed."""
_FEW = 2
"""So few are killed in many events: that both give them says little."""


def pairs(a: Figures, b: Figures, matched: Mapping[tuple[int, int], float], about: Common) -> Iterator[Candidate]:
    """Yield for each kind of event figure the pair whose clauses fit best, and further ones that agree."""
    agreed = frozenset(_agreed(a, b))
    for kind_a, ours in a.of_events.items():
        for kind_b, theirs in b.of_events.items():
            what = _common_kind(kind_a, kind_b) or _nearly_one_kind(kind_a, kind_b, a, b)
            if what:
                yield from _best(ours, theirs, what, matched, agreed, about)


def _common_kind(a: str, b: str) -> str | None:
    """Return what both count, or None; planes damaged and planes destroyed were both hit."""
    if a == b:
        return a
    noun_a, _, verb_a = a.rpartition(" ")
    noun_b, _, verb_b = b.rpartition(" ")
    return f"{noun_a}{HIT}" if noun_a and noun_a == noun_b and {verb_a, verb_b} == RUIN else None


def _nearly_one_kind(kind_a: str, kind_b: str, a: Figures, b: Figures) -> str | None:
    """Return the name of both where each side speaks of one alone: made homeless, driven from homes."""
    kinds = frozenset({kind_a, kind_b})
    if "shot" in kinds and ("killed" in a.of_events or "killed" in b.of_events):
        return None  # who was shot may be dead
    return NEARLY_ONE.get(kinds) if kind_b not in a.of_events and kind_a not in b.of_events else None


def _agreed(a: Figures, b: Figures) -> Iterator[str]:
    """Yield of what both give the very same number: nine dead here and there."""
    for kind in a.of_events.keys() & b.of_events.keys():
        if any(value > _FEW for value in _of_now(a.of_events[kind]) & _of_now(b.of_events[kind])):
            yield kind


def _of_now(placed: Sequence[Placed]) -> set[float]:
    """Return the numbers that no other month or year is named for."""
    scopes = ((one.figure.value, one.figure.scope) for one in placed)
    return {value for value, scope in scopes if not (scope.months or scope.years or scope.background)}


def _best(
    ours: Sequence[Placed],
    theirs: Sequence[Placed],
    what: str,
    matched: Mapping[tuple[int, int], float],
    agreed: frozenset[str],
    about: Common,
) -> Iterator[Candidate]:
    candidates = [
        Candidate(_fit(one, other, matched), agree(one.figure, other.figure), one, other, what)
        for one in ours
        for other in theirs
        if _same_event(one, other) and not (_has_its_own(one, other, ours) or _has_its_own(other, one, theirs))
    ]
    if not candidates:
        return
    candidates.sort(key=lambda candidate: (-candidate.score, not candidate.agrees))
    best = candidates[0]
    others = agreed - {what}
    in_question = [_told_first(candidates), best] if about.is_long else [best]
    sure = next(
        (
            one
            for one in in_question
            if not one.agrees and not is_doubtful(one, candidates, ours, theirs, others, about)
        ),
        None,
    )
    if sure and (what.endswith(HIT) or is_below(sure, candidates)):
        sure = None  # as many damaged here and others destroyed there, or of parts of what both give alike
    if sure:
        yield sure
    if not best.agrees:
        best = next((candidate for candidate in candidates if candidate.agrees), best)
    if not best.agrees or (sure and _shares(sure, best)):
        return
    yield best
    for further in candidates:
        apart = further.a is not best.a and further.b is not best.b
        if apart and further.agrees and (further.a.figure.sentence, further.b.figure.sentence) in matched:
            yield further


def _shares(one: Candidate, other: Candidate) -> bool:
    return one.a is other.a or one.b is other.b


def _told_first(candidates: Sequence[Candidate]) -> Candidate:
    """Return the pair that stands first in both articles, where a toll is that of the story."""
    return min(candidates, key=lambda one: one.a.figure.sentence + one.b.figure.sentence)


def _same_event(a: Placed, b: Placed) -> bool:
    """Whether nothing speaks against one event: the same limits, no two different places, words in common."""
    one, other = a.figure.scope, b.figure.scope
    if JOBS_CUT in {a.figure.what, b.figure.what}:  # cut by so many, to get rid of so many
        one, other = replace(one, role=None), replace(other, role=None)
    if not one.allows(other):
        return False
    if elsewhere(a, b) or not _same_group(a.figure.group, b.figure.group):
        return False
    return shares_surroundings(a, b)


def _has_its_own(one: Placed, other: Placed, ours: Sequence[Placed]) -> bool:
    """Whether the side of `one` gives another figure for the place that `other` is of: eleven dead in that village."""
    its_places = other.figure.scope.places - one.clause
    if not its_places or not one.figure.scope.places.isdisjoint(other.clause):
        return False
    return any(
        placed.figure.value != one.figure.value
        and not its_places.isdisjoint(
            placed.clause if placed.figure.sentence == one.figure.sentence else placed.sentence
        )
        for placed in ours
    )


def _same_group(a: str | None, b: str | None) -> bool:
    """Whether two groups may be the same people: miners and staff, but not soldiers and children."""
    return a == b or not a or not b or any(a in kindred and b in kindred for kindred in KINDRED)


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
