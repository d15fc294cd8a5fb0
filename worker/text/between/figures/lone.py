"""Figures that each article gives once: the passengers, the witnesses, the loss, the turnout.

They are about one thing wherever they stand and however the sentences are worded, unless a word says otherwise.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from worker.text.between.figures import aspects
from worker.text.between.figures.candidates import (
    SHARED_CLAUSE,
    SHARED_WINDOW,
    Candidate,
    agree,
    converts_another,
    elsewhere,
    is_explained,
    is_given,
    is_slip,
    shares_surroundings,
)
from worker.text.between.figures.corroboration import Common, is_borne_out
from worker.text.between.figures.figure import Figure
from worker.text.between.figures.measures import is_money
from worker.text.between.figures.placed import Placed
from worker.text.between.figures.scope import Scope
from worker.text.between.figures.subjects import contrasted, named_apart, of_other_wholes, other_subject
from worker.text.listed import words_of

_MOST_APART = 3.0
"""One figure so many times the other is rather about something else."""
_MOST_APART_OF_ONE = 5.0
_SIZES = frozenset({"metres", "kg", "hectares", "litres", "km/h", "watts", "magnitude", "degrees C"})
_VOTES = "votes "
_OF_YEARS, _LAST_YEAR = frozenset({"loss", "profit", "revenue"}), frozenset({"last year"})
_THIS_YEAR = frozenset({"this year", "this spring", "this summer", "this autumn", "this winter"})
_OF_CRIMES = frozenset({"stolen", "bribes"})
_OF_QUAKES = "magnitude"
_ONLY = "the only one"
_TO_SOMEBODY = frozenset({"pay", "settlement"})
_MOST_APART_UNNAMED, _SHARED_UNNAMED = 2.0, 3
_VAGUE = words_of("""
    people times points things ways parts members states countries others cases reasons groups places areas officials
    services sources units levels nations incidents issues questions events occasions sides stages
    """)
_BROAD = frozenset({"cost"})
"""An amount that much else in a story may be of as well."""


def pairs(
    ours: Sequence[Placed],
    theirs: Sequence[Placed],
    told: AbstractSet[int],
    matched: Mapping[tuple[int, int], float],
    about: Common,
) -> Iterator[Candidate]:
    """Yield what is left of one kind on either side, each the only one of what it counts or is an amount of.

    Args:
        ours: the figures of one kind.
        theirs: those of the other side.
        told: the ids of figures that were paired already.
        matched: how alike the sentences are that match.
        about: what the two articles are about.
    """
    for found in _found(ours, theirs, told):
        similarity = matched.get((found.a.figure.sentence, found.b.figure.sentence), 0.0)
        if is_borne_out(found, similarity, about, alone=True):
            yield found


def _found(ours: Sequence[Placed], theirs: Sequence[Placed], told: AbstractSet[int]) -> Iterator[Candidate]:
    left_a, left_b = _by_what(ours, theirs, told), _by_what(theirs, ours, told)
    _name_payments(left_a, left_b)
    _name_payments(left_b, left_a)
    for what in sorted(left_a.keys() & left_b.keys()):
        these, those = _of_one_time(left_a[what], left_b[what]), _of_one_time(left_b[what], left_a[what])
        if len(these) == len(those) == 1:
            a, b = these[0], those[0]
            found = Candidate(float(len(a.window & b.window)), agrees=False, a=a, b=b, what=a.figure.what)
            if _is_one_thing(a, b) and not is_explained(found, ours, theirs):
                told = told | {id(a), id(b)}
                yield found
    if len(ours) == len(theirs) == 1 and not {id(ours[0]), id(theirs[0])} & told:
        yield from _only_amounts(ours[0], theirs[0])


def _only_amounts(a: Placed, b: Placed) -> Iterator[Candidate]:
    """Yield the only amounts of money on either side, where one does not say what it is of."""
    one, other = a.figure, b.figure
    if not one.unit or not is_money(one.unit) or (one.aspect and other.aspect) or one.scope.each or other.scope.each:
        return
    low, high = sorted((one.value, other.value))
    is_near = low > 0 and high <= low * _MOST_APART_UNNAMED and not agree(one, other)
    is_about_one = len(a.window & b.window) >= _SHARED_UNNAMED and len(a.clause & b.clause) >= SHARED_CLAUSE
    if is_near and is_about_one and _is_one_thing(a, b) and not other_subject(a, b):
        found = Candidate(float(len(a.window & b.window)), agrees=False, a=a, b=b, what=one.what)
        if not is_explained(found, [a], [b]):
            yield found


def _name_payments(one: dict[str, list[Placed]], other: Mapping[str, Sequence[Placed]]) -> None:
    """Call what one side says was paid what the other says that it was paid for."""
    if "pay" in one and "pay" not in other:
        paid = next((name for name in aspects.PAID_AS if name in other and name not in one), None)
        if paid:
            one[paid] = one["pay"]
    if "price" in one and "purchase" in other and "purchase" not in one:
        one["purchase"] = one["price"]  # a fee of 24 million, a deal worth 31 million


def _by_what(placed: Sequence[Placed], others: Sequence[Placed], told: AbstractSet[int]) -> dict[str, list[Placed]]:
    """Return by what they are of those figures that are not some of all, and that have no equal on the other side."""
    found = defaultdict[str, list[Placed]](list)
    for one in placed:
        figure = one.figure
        named = (figure.aspect or _measured(one, placed)) if figure.unit else figure.what
        if figure.unit and figure.scope.each:
            named = f"each {figure.scope.each}"
        is_some = figure.scope.part or figure.scope.further
        if (
            id(one) in told
            or is_some
            or any(is_given(figure, other.figure, placed) or figure.value in other.loose for other in others)
        ):
            continue
        if named and named not in _VAGUE:
            found[named].append(one)
    return {named: _of_now(ones) for named, ones in found.items()}


def _of_one_time(ones: list[Placed], others: list[Placed]) -> list[Placed]:
    """Return of several figures the one of this year, or of the weekday of the only one of the other side; else all."""
    this_year = [one for one in ones if one.figure.scope.background & _THIS_YEAR]
    days = others[0].figure.scope.weekdays if len(others) == 1 < len(ones) else frozenset[str]()
    same = [one for one in ones if not days.isdisjoint(one.figure.scope.weekdays)]
    return next((found for found in (same, this_year) if len(found) == 1), ones)


def _of_now(ones: list[Placed]) -> list[Placed]:
    """Return the one figure that is of now, where others are of before or were expected; else all of them."""
    now = [
        one
        for one in ones
        if not (one.figure.scope.background - _THIS_YEAR or one.figure.scope.years) and one.figure.scope.role != "from"
    ]
    so = [one for one in now if not one.figure.limits[1]]
    return next((found[:1] for found in (now, so) if len({one.figure.value for one in found}) == 1), ones)


def _measured(one: Placed, placed: Sequence[Placed]) -> str | None:
    """Return the measure of the only size of its kind in an article: how long, how heavy, how fast."""
    unit = one.figure.unit
    return _ONLY if unit and unit.common in _SIZES and len(placed) == 1 else None


def _without_year(figure: Figure) -> Scope:
    """Return its limits without the last year, which a loss or a profit is of where nothing else is said."""
    scope = figure.scope
    if figure.aspect in {"loss", "growth"} or (figure.aspect == "inflation" and "prices" in figure.clause.lower()):
        scope = replace(scope, role=None)  # who lost 27 million had a loss of as much; prices rose by the inflation
    if figure.unit and figure.unit.common == "per cent" and figure.aspect:
        scope = replace(scope, background=scope.background - _THIS_YEAR)
    if figure.aspect in _OF_CRIMES:
        scope = replace(scope, within=frozenset())  # for as long as each side says
    is_last = scope.background == _LAST_YEAR and figure.aspect in _OF_YEARS
    return replace(scope, background=frozenset()) if is_last else scope


def _is_another(one: Placed, other: Placed) -> bool:
    """Whether what is counted may be something else: of others, or what is yet to be."""
    is_open = bool(one.figure.limits[1] or other.figure.limits[1])
    return named_apart(one, other) or (is_open and not one.figure.what.startswith(_VOTES))


def _is_one_thing(one: Placed, other: Placed) -> bool:
    a, b = one.figure, other.figure
    limits_a, limits_b = _without_year(a), _without_year(b)
    if not a.unit and not (a.limits[1] is b.limits[1] is False):  # what is to come comes this year
        limits_a, limits_b = (replace(one, background=one.background - _THIS_YEAR) for one in (limits_a, limits_b))
    if a.aspect in _OF_YEARS and (a.scope.background | b.scope.background) & _LAST_YEAR:
        limits_a, limits_b = (replace(scope, years=frozenset()) for scope in (limits_a, limits_b))
    if (
        not limits_a.allows(limits_b)
        or (not a.unit and a.scope.months != b.scope.months)
        or a.scope.direction * b.scope.direction < 0
        or a.kind_of != b.kind_of
        or converts_another(a, b)
    ):
        return False
    low, high = sorted((a.amount, b.amount))
    most = _MOST_APART_OF_ONE if a.aspect in aspects.OF_ONE_THING and a.unit == b.unit else _MOST_APART
    if low <= 0 or (high / low > most and not is_slip(a, b)) or aspects.are_apart(a.limits, b.limits, a.aspect):
        return False
    differ = other_subject if a.aspect in _TO_SOMEBODY else contrasted
    is_other = elsewhere(one, other) or differ(one, other) or of_other_wholes(one, other)
    if is_other or (not a.unit and _is_another(one, other)):
        return False
    is_sized = a.aspect or a.scope.each or (a.unit and a.unit.common == _OF_QUAKES)
    if a.unit and not is_sized and len(one.clause & other.clause) < SHARED_CLAUSE:
        return False
    is_named = (a.aspect and a.aspect not in _BROAD) or a.scope.each or a.what.startswith(_VOTES)
    return shares_surroundings(one, other, 1 if is_named else SHARED_WINDOW)
