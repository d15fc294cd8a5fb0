"""Which figures of two articles are about the same thing, and whether they agree.

Casualties and damage belong to the event, so they are compared wherever they stand, as long as nothing says that two
different events are meant: another date, another place, no word in common around them. All other figures are compared
only inside sentences that say the same thing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas.article import Reading
from schemas.divergence import FigurePair
from worker.text.between.figures import Figure, find
from worker.text.between.matching import SAME, Pair
from worker.text.between.numerals import Bound
from worker.text.grouping.terms import stems
from worker.text.normalise import fold

_TOLERANCE = 0.1
"""How far `about` and rounding reach, as a share of the larger figure."""
_LOOSE = 2.0
"""`At least 3` agrees with 5, and no longer with 7."""
_SHARED_WINDOW = 2
"""Words that the surroundings of two figures have in common at least, before they may be about one event."""
_SHARED_CLAUSE = 2
_MOST_FIGURES = 100
"""Figures of the event looked at on each side: the first ones, which no report exceeds and a list of losses does."""
_CONFLICTING_SENTENCES = 0.7
"""How alike two sentences are at least, before different numbers in them are a conflict and not two facts."""

_PLACE = re.compile(r"\b(?:in|at|near|outside|around|on)\s+((?:[A-Z][\w'-]+\s?)+)")
_NOT_PLACES = re.compile(
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|The|A|An"
)
_BACKGROUND = re.compile(
    r"\b(?:(?:days|weeks|months|years?|decades?) (?:ago|after|earlier|before)|(?:last|previous) (?:year|month)"
    r"|at the scene)\b"
)
"""Another time, or part of the whole."""
_DATE = re.compile(
    r"\b(?:(?:19|20)\d\d|January|February|March|April|June|July|August|September|October|November|December)\b"
)
_HIT = frozenset({"destroyed", "damaged"})
_OWN_WORDS = frozenset(["kille", "injur", "wound", "hurt", "dead", "death", "died", "missi", "arres", "destr", "damag"])


@dataclass(frozen=True)
class _Placed:
    """A figure with its surroundings, and the other event figures of its clause."""

    figure: Figure
    clause: frozenset[str]
    window: frozenset[str]
    places: frozenset[str]
    dates: frozenset[str]
    beside: Mapping[str, float]


class _Candidate(NamedTuple):
    score: float
    agrees: bool
    a: _Placed
    b: _Placed
    what: str


def pair(a: Reading, b: Reading, matches: Sequence[Pair]) -> tuple[FigurePair, ...]:
    """Return the figures that both readings give about the same thing, each statement once, in the order of `a`."""
    placed_a, placed_b = _placed(a), _placed(b)
    matched = {(found.a, found.b): found.similarity for found in matches}
    pairs = [*_event_pairs(placed_a, placed_b, matched), *_sentence_pairs(placed_a, placed_b, matched)]
    unique = {(found.what, found.value_a, found.value_b): found for found in reversed(pairs)}
    return tuple(sorted(unique.values(), key=lambda found: (found.a, found.b, found.what)))


def agree(a: Figure, b: Figure) -> bool:
    """Whether two figures can both be true: equal, equal once rounded, or within what `about` or `at least` allows."""
    low, high = sorted((a, b), key=lambda figure: figure.value)
    if low.value == high.value:
        return True
    slack = max(_rounding(a), _rounding(b))
    if high.value - low.value <= slack:
        return True
    reach = low.value * _LOOSE
    return high.value <= reach and (low.bound is Bound.MORE or high.bound is Bound.LESS)


def _rounding(figure: Figure) -> float:
    if figure.bound is not Bound.EXACT:
        return max(figure.value * _TOLERANCE, figure.grain / 2)
    return min(figure.grain / 2, figure.value * _TOLERANCE) if figure.grain > 1 else 0.0


def _placed(reading: Reading) -> list[_Placed]:
    """Return the figures of `reading` with their surroundings: the sentence, its neighbours and the title."""
    texts = [fold(sentence.text) for sentence in reading.sentences]
    title = set(stems(reading.title or ""))
    found = []
    for index, text in enumerate(texts):
        figures = find(text, index)
        for figure in figures:
            around = " ".join(texts[max(0, index - 1) : index + 2])
            found.append(
                _Placed(
                    figure=figure,
                    clause=_meaning(figure.clause),
                    window=frozenset(stems(around)) - _OWN_WORDS | title,
                    places=_places(figure.clause),
                    dates=frozenset([*_DATE.findall(figure.clause), *_BACKGROUND.findall(figure.clause)]),
                    beside={
                        other.what: other.value
                        for other in figures
                        if other.is_of_event and other.clause == figure.clause and other.what != figure.what
                    },
                )
            )
    return found


def _meaning(text: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(text) if not stem[0].isdigit()) - _OWN_WORDS


def _places(clause: str) -> frozenset[str]:
    named = (_NOT_PLACES.sub("", name) for name in _PLACE.findall(clause))
    return frozenset(stem for name in named for stem in stems(name))


def _event_pairs(
    a: Sequence[_Placed], b: Sequence[_Placed], matched: Mapping[tuple[int, int], float]
) -> Iterator[FigurePair]:
    """Yield for each kind of event figure the pair whose clauses fit best, and further ones in matched sentences."""
    kinds = defaultdict(list)
    for one in _of_events(a):
        for other in _of_events(b):
            what = _kind(one.figure, other.figure)
            if what and _same_event(one, other):
                agrees = agree(one.figure, other.figure)
                kinds[what].append(_Candidate(_fit(one, other, matched), agrees, one, other, what))
    for candidates in kinds.values():
        candidates.sort(key=lambda candidate: (-candidate.score, not candidate.agrees))
        best = candidates[0]
        if not best.agrees and _is_doubtful(best, candidates):
            best = next((candidate for candidate in candidates if candidate.agrees), best)
            if not best.agrees:
                continue
        yield _pair(best)
        for further in candidates:
            apart = further.a is not best.a and further.b is not best.b
            if apart and further.agrees and (further.a.figure.sentence, further.b.figure.sentence) in matched:
                yield _pair(further)


def _of_events(placed: Sequence[_Placed]) -> list[_Placed]:
    return [one for one in placed if one.figure.is_of_event][:_MOST_FIGURES]


def _kind(a: Figure, b: Figure) -> str | None:
    """Return what both count, or None; planes damaged and planes destroyed were both hit."""
    if a.what == b.what:
        return a.what
    noun_a, _, verb_a = a.what.rpartition(" ")
    noun_b, _, verb_b = b.what.rpartition(" ")
    is_hit = noun_a == noun_b and {verb_a, verb_b} == _HIT and agree(a, b)
    return f"{noun_a} hit" if is_hit else None


def _same_event(a: _Placed, b: _Placed) -> bool:
    """Whether nothing speaks against one event: the same dates, no two different places, words in common."""
    if a.dates != b.dates:
        return False
    if a.places and b.places and a.places.isdisjoint(b.window) and b.places.isdisjoint(a.window):
        return False
    return len(a.window & b.window) >= _SHARED_WINDOW


def _fit(a: _Placed, b: _Placed, matched: Mapping[tuple[int, int], float]) -> float:
    """Return how well two clauses fit: shared words, the same other figures beside, and sentences that match."""
    beside = sum(3.0 if b.beside[what] == value else 1.0 for what, value in a.beside.items() if what in b.beside)
    same_place = bool(a.places & b.places)
    return (
        len(a.clause & b.clause)
        + beside
        + 2.0 * same_place
        + 4.0 * matched.get((a.figure.sentence, b.figure.sentence), 0.0)
        + agree(a.figure, b.figure)
    )


def _is_doubtful(best: _Candidate, candidates: Sequence[_Candidate]) -> bool:
    """Whether another pairing of the same figures fits as well, or one of the two has its equal elsewhere."""
    for other in candidates[1:]:
        shares = other.a is best.a or other.b is best.b
        if shares and (other.agrees or (other.score >= best.score and _values(other) != _values(best))):
            return True
    return False


def _values(candidate: _Candidate) -> tuple[float, float]:
    return candidate.a.figure.value, candidate.b.figure.value


def _pair(candidate: _Candidate) -> FigurePair:
    return FigurePair(
        a=candidate.a.figure.sentence,
        b=candidate.b.figure.sentence,
        what=candidate.what,
        value_a=candidate.a.figure.value,
        value_b=candidate.b.figure.value,
        relation="agree" if candidate.agrees else "conflict",
    )


def _sentence_pairs(
    a: Sequence[_Placed], b: Sequence[_Placed], matched: Mapping[tuple[int, int], float]
) -> Iterator[FigurePair]:
    """Yield the other figures, inside matched sentences alone, where each side gives one or the wording is the same."""
    by_kind_a, by_kind_b = _by_sentence(a), _by_sentence(b)
    for (i, j), similarity in matched.items():
        for what, ours in by_kind_a[i].items():
            theirs = by_kind_b[j].get(what, [])
            single = len(ours) == len(theirs) == 1
            if not single and not (similarity >= SAME and len(ours) == len(theirs)):
                continue
            for one, other in zip(ours, theirs, strict=True):
                agrees = agree(one.figure, other.figure)
                is_one_fact = len(one.clause & other.clause) >= _SHARED_CLAUSE and one.dates == other.dates
                if is_one_fact and (agrees or similarity >= _CONFLICTING_SENTENCES):
                    yield _pair(_Candidate(similarity, agrees, one, other, what))


def _by_sentence(placed: Sequence[_Placed]) -> defaultdict[int, dict[str, list[_Placed]]]:
    grouped: defaultdict[int, dict[str, list[_Placed]]] = defaultdict(dict)
    for one in placed:
        if not one.figure.is_of_event:
            grouped[one.figure.sentence].setdefault(one.figure.what, []).append(one)
    return grouped
