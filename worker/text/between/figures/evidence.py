"""What speaks for and against two figures being of one thing, each as a number with a name.

How much each of them weighs was fitted to pairs of articles whose conflicts are known; see `weighed`.
"""

import math
import re
from collections.abc import Iterator, Sequence

from worker.text.between.dates import weekdays
from worker.text.between.figures import as_of, aspects, subjects, values
from worker.text.between.figures.candidates import (
    Candidate,
    agree,
    elsewhere,
    in_parts,
    is_explained,
    is_rest,
    is_some_of_more,
)
from worker.text.between.figures.corroboration import BROAD, is_of_a_part
from worker.text.between.figures.figure import Figure
from worker.text.between.figures.measures import is_money
from worker.text.between.figures.placed import Placed
from worker.text.between.figures.scope import apart
from worker.text.between.figures.two_sides import Sides, fit
from worker.text.between.likelihood import Evidence, where
from worker.text.between.meaning import meaning

_MOST_IN_CLAUSE, _MOST_IN_SENTENCE = 4.0, 5.0
_MOST_NEAR, _MOST_BESIDE = 3, 2
_FEW = 4
_MOST_RIVALS = 4.0
_WIDEST = 2.0
_ROUGH, _NEARLY_EQUAL = 0.03, 0.01
_TWICE, _OFTEN = 2, 100
_MOST_ROWS = 3
SHARES = "per cent"
_MOST = re.compile(
    r"\b(?:(?<!at )(?:larg|bigg|small|high|low|old|new|long|short|busi|rich|poor)est"
    r"(?! (?:since|in|for|ever|on|of|yet|number|figure|level|rate)\b)(?= [a-z])|(?<!at )(?:most|least) [a-z]+ed)\b"
)
_UNTIL = re.compile(r"\s(?:later|earlier|before|after|ago|into|from now)\b")
ANYBODY = frozenset({"people", "men", "women", "others", "individuals"})


def at_sight(found: Candidate, sides: Sides) -> Evidence:
    """Return what two different figures and the words around them say for and against their being of one thing."""
    a, b = found.a.figure, found.b.figure
    told = [
        *_words(found, sides),
        *(_amounts(a, b) if a.unit else _counts(a, b)),
        *_limits(a, b),
        *values.told(a, b),
        *_rows(found.a, found.b),
        *where(a.sentence, b.sentence, sides.about.sentences, few=_FEW),
        *_beside(found.a, found.b),
        *as_of.told(found.a, found.b),
        ("share or multiple", _is_share_or_multiple(found, sides)),
    ]
    kind = kind_of(a, b)
    return _named(told, kind) | {f"is {kind}": 1.0}


def among_others(found: Candidate, sides: Sides, ours: Sequence[Placed], theirs: Sequence[Placed]) -> Evidence:
    """Return what the subjects and the other figures of the two articles say for and against it.

    Args:
        found: the two figures.
        sides: the articles.
        ours: the figures of the first that may be meant by the second figure, itself among them.
        theirs: those of the second that may be meant by the first.
    """
    told = [*_subjects(found, sides.about.topic), *_rivals(found, sides, ours, theirs)]
    return _named(told, kind_of(found.a.figure, found.b.figure))


def most_among_others(weights: Evidence, kind: str) -> float:
    """Return how much, under some weights, the others can speak for a pair of figures of a kind at most."""
    own = _BY_KIND if kind in _KINDS_APART else ()
    each = {name: weights.get(name, 0.0) for name in _FOR_AMONG_OTHERS}
    return sum(
        most * max(0.0, each[name], each[name] + (weights.get(f"{kind}: {name}", 0.0) if name in own else 0.0))
        for name, most in _FOR_AMONG_OTHERS.items()
    )


def _named(told: Sequence[tuple[str, float]], kind: str) -> Evidence:
    said = {name: float(value) for name, value in told if value}
    own = _BY_KIND if kind in _KINDS_APART else ()
    return said | {f"{kind}: {name}": said[name] for name in own if name in said}


_FOR_AMONG_OTHERS = {"margin": _WIDEST, "no rival": 1.0, "same place": 1.0, "rivals": _MOST_RIVALS}
"""What of it may speak for a pair, and how far."""
_BY_KIND = (
    "share of clause",
    "words of sentence",
    "margin",
    "no rival",
    "nearly equal",
    "ratio",
    "far down",
    "length",
    "same rows",
)
"""What weighs otherwise where casualties or things are counted than where something is measured."""
CASUALTIES = "casualties"
_KINDS_APART = frozenset({CASUALTIES, "things"})
_OF_UNITS = {SHARES: "share", "hours": "duration"}


def kind_of(a: Figure, b: Figure) -> str:
    """Return the kind of two figures of one unit or of none, by which some evidence weighs more or less."""
    if a.unit:
        return "money" if is_money(a.unit) else _OF_UNITS.get(a.unit.common, "size")
    if a.what.startswith("votes ") and b.what.startswith("votes "):
        return "votes"
    return CASUALTIES if a.is_of_event and b.is_of_event else "things"


def _words(found: Candidate, sides: Sides) -> Iterator[tuple[str, float]]:
    """Yield what the words around two figures have in common, but for those that name what they are of."""
    one, other = found.a, found.b
    a, b = one.figure, other.figure
    named = meaning(f"{a.what} {b.what} {a.aspect or ''} {b.aspect or ''}")
    shared, share = sides.common(one.clause - named, other.clause - named)
    wider, wider_share = sides.common(one.sentence - named, other.sentence - named)
    yield "words of clause", min(shared, _MOST_IN_CLAUSE)
    yield "share of clause", share
    yield "words of sentence", min(wider, _MOST_IN_SENTENCE)
    yield "share of sentence", wider_share
    yield "share around", sides.common(one.window, other.window)[1]
    yield "next to it", min(_MOST_NEAR, len(one.near & other.near))
    yield "alike", sides.similarity(one, other)
    yield "same noun", a.what == b.what
    yield "same kind", a.kind == b.kind


def _rows(one: Placed, other: Placed) -> Iterator[tuple[str, float]]:
    """Yield whether the clauses speak of the same, be it in other words."""
    shared = one.rows & other.rows
    yield "same rows", min(_MOST_ROWS, len(shared))
    yield "no same row", bool(one.rows and other.rows and not shared)
    yield "same near rows", min(_MOST_ROWS, len(one.near_rows & other.near_rows))
    yield "other near rows", bool(one.near_rows and other.near_rows and one.near_rows.isdisjoint(other.near_rows))


def _counts(a: Figure, b: Figure) -> Iterator[tuple[str, float]]:
    """Yield how two figures count: the same, some of it, another."""
    yield "anybody", (a.what in ANYBODY) != (b.what in ANYBODY)
    yield "only one befell", a.is_of_event != b.is_of_event
    yield "befell otherwise", a.is_of_event and b.is_of_event and a.kind != b.kind
    yield "kind of the same", bool(a.kind_of) and a.kind_of == b.kind_of
    yield "kind of another", bool(a.kind_of and b.kind_of) and a.kind_of.isdisjoint(b.kind_of)
    yield "kind of one alone", bool(a.kind_of) != bool(b.kind_of)
    yield "same group", a.group is not None and a.group == b.group
    yield "other group", None not in {a.group, b.group} and a.group != b.group
    yield "group of one alone", (a.group is None) != (b.group is None)


def _amounts(a: Figure, b: Figure) -> Iterator[tuple[str, float]]:
    """Yield what two amounts are of: a fine here and there, a loss here and a profit there."""
    is_one = a.aspect is not None and aspects.are_one(a.aspect, b.aspect)
    yield "of one", is_one
    yield "of anything", is_one and a.aspect in BROAD
    yield "of what there is one of", is_one and a.aspect in aspects.OF_ONE_THING
    yield "of another", not is_one and None not in {a.aspect, b.aspect}
    yield "of something on one side", (a.aspect is None) != (b.aspect is None)
    yield "other unit", a.unit != b.unit
    yield "converted", a.is_converted or b.is_converted
    yield "until then", _is_until(a) != _is_until(b)


def _is_until(figure: Figure) -> bool:
    """Whether a time is how long until something, and not how long it took: six minutes later."""
    return _UNTIL.match(figure.clause.partition(figure.said)[2]) is not None


def _are_limited_otherwise(a: Figure, b: Figure) -> bool:
    """Whether words make two figures of the kind two: core inflation, a forecast, half a year."""
    return all(aspects.are_apart(a.limits, b.limits, aspect) for aspect in {a.aspect, b.aspect})


def _is_of_most(figure: Figure) -> bool:
    """Whether it is of the largest, the smallest or the like alone."""
    return _MOST.search(figure.clause) is not None


def _limits(a: Figure, b: Figure) -> Iterator[tuple[str, float]]:
    """Yield in what two figures are limited otherwise."""
    one, other = a.scope, b.scope
    yield "years", one.years != other.years
    yield "of before", bool(one.background) != bool(other.background)
    yield "both of before", bool(one.background and other.background)
    yield "months", one.months != other.months
    yield "other weekday", apart(one.weekdays, other.weekdays)
    yield "same weekday", bool(one.weekdays & other.weekdays)
    yield "other area", apart(one.areas, other.areas)
    yield "since", one.since != other.since
    yield "as of", weekdays.are_two(one.as_of, other.as_of)
    yield "day of month", bool(one.days) != bool(other.days)
    yield "some", one.part != other.part
    yield "both some", one.part and other.part
    yield "further", one.further != other.further
    yield "before the change", "from" in {one.role, other.role} and one.role != other.role
    yield "role", None not in {one.role, other.role} and one.role != other.role
    yield "up and down", one.direction * other.direction < 0
    yield "for each", one.each != other.each
    yield "within", apart(one.within, other.within)
    yield "within on one side", bool(one.within) != bool(other.within)
    yield "another event", one.apart != other.apart
    yield "limited otherwise", _are_limited_otherwise(a, b)
    yield "limiting words", a.limits[0] != b.limits[0]
    yield "expected", bool(a.limits[1]) != bool(b.limits[1])
    yield "of the most on one side", _is_of_most(a) != _is_of_most(b)
    yield "to come", (a.limits[1] is None) != (b.limits[1] is None)
    yield "both expected", bool(a.limits[1] and b.limits[1])
    is_old = bool(one.background | other.background | one.years | other.years)
    yield "old toll", is_old and a.is_of_event and b.is_of_event


def _is_share_or_multiple(found: Candidate, sides: Sides) -> bool:
    """Whether the one is the other by what stands beside it: 58 per cent of 41,000 are 23,780, two of 1.2 are 2.4."""
    a, b = found.a.figure, found.b.figure
    low, high = sorted((abs(a.amount), abs(b.amount)))
    if not low:
        return False
    shares = {
        one.figure.value / 100
        for side, figure in ((sides.a, a), (sides.b, b))
        for one in side.others.get(SHARES, ())
        if one.figure.sentence == figure.sentence
    }
    times = {number for number in found.a.along | found.b.along if _TWICE <= number <= _OFTEN} if a.unit else set()
    return any(abs(high * share - low) <= _ROUGH * low for share in shares) or any(
        abs(low * number - high) <= _NEARLY_EQUAL * high for number in times
    )


def _subjects(found: Candidate, topic: frozenset[str]) -> Iterator[tuple[str, float]]:
    """Yield whether the clauses speak of other places, people or bodies."""
    one, other = found.a, found.b
    places, others = one.figure.scope.places, other.figure.scope.places
    yield "elsewhere", elsewhere(one, other)
    yield "same place", bool(places & others)
    is_elsewhere = places.isdisjoint(other.clause | others) and others.isdisjoint(one.clause)
    yield "other place in clause", bool(places and others) and is_elsewhere
    yield "place on one side", is_of_a_part(one, other, topic) or is_of_a_part(other, one, topic)
    yield "contrast", subjects.contrasted(one, other)
    yield "other whole", subjects.of_other_wholes(one, other)
    yield "named apart", subjects.named_apart(one, other) or subjects.named_apart(other, one)


def _rivals(
    found: Candidate, sides: Sides, ours: Sequence[Placed], theirs: Sequence[Placed]
) -> Iterator[tuple[str, float]]:
    """Yield whether another pairing of either figure may be meant as well, or each side has the other's figure."""
    one, other = found.a, found.b
    a, b = one.figure, other.figure
    rivals = [fit(one, rival, sides) for rival in theirs if rival.figure.value != b.value]
    rivals += [fit(rival, other, sides) for rival in ours if rival.figure.value != a.value]
    yield "rivals", min(_MOST_RIVALS, math.log2(len(ours) * len(theirs)))
    yield "no rival", not rivals
    yield "margin", max(-_WIDEST, min(_WIDEST, found.score - max(rivals))) if rivals else 1.0
    is_told_a = any(agree(a, rival.figure) for rival in theirs)
    is_told_b = any(agree(rival.figure, b) for rival in ours)
    yield "one is told there", is_told_a or is_told_b
    yield "both are told there", is_told_a and is_told_b
    yield "may be a bare number", b.value in one.loose | sides.a.loose or a.value in other.loose | sides.b.loose
    yield "in parts", in_parts(one, other)
    yield "the rest", is_rest(one, other)
    yield "explained", is_explained(found, ours, theirs)
    yield "some of more", is_some_of_more(one, ours) or is_some_of_more(other, theirs)


def _beside(one: Placed, other: Placed) -> Iterator[tuple[str, float]]:
    """Yield whether the other numbers of the two sentences are the same."""
    own = {one.figure.value, other.figure.value}
    same = len((one.along & other.along) - own)
    yield "same beside", min(_MOST_BESIDE, same)
    yield "others beside", not same and bool(one.along and other.along)
    both = one.beside.keys() & other.beside.keys()
    yield "same fates beside", any(one.beside[what] == other.beside[what] for what in both)
    yield "other fates beside", bool(both) and all(one.beside[what] != other.beside[what] for what in both)
    whole = one.figure.value + other.figure.value
    yield "parts of one sum", whole in one.along | other.along
    yield "told with others", bool(one.coordinate) != bool(other.coordinate)
