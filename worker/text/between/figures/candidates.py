"""Two figures that may be about the same thing: whether both can be true, and what else explains two numbers."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from worker.text.between.figures.bounds import Bound
from worker.text.between.figures.figure import Figure
from worker.text.between.figures.numerals import rounds_to
from worker.text.between.figures.placed import Placed
from worker.text.between.figures.vocabulary import DEAD_AND_HURT

SHARED_CLAUSE = 2
SHARED_WINDOW = 2
"""Words that the surroundings of two figures have in common at least, before they may be about one thing."""
ALIKE = 0.5
"""Share of the words around the one that the other has, from which two figures may be about one thing."""
_AT_PEAK = re.compile(
    r"\bat (?:the|its|their) (?:height|peak|worst)\b|\b(?:peak|crest)ed at\b|\bbusiest\b", re.IGNORECASE
)
_AND_FURTHER = re.compile(r"\b(?:and|with|plus) (?:an? )?(?:additional|another|further)\b[^,.;]*\d")
"""What an amount is not yet all of: 125 million, with an additional 15 million a year."""
_SURE = frozenset({"hours", "metres", "km/h", "degrees C"})
"""Numbers in these units always bear them, so that a bare one is none of them."""
_THOUSAND = 1000.0
_ROUNDED = 100.0
"""From here on a number that is said to be no exact one may be the sum of two."""
_TELLING_DIGITS = 2
"""So many digits that are the same are so by no chance: 48, but not 5 or 200."""
_NET, _OF_ONE_PROFIT = re.compile(r"\bnet\b", re.IGNORECASE), 1.25
_LONG, _NEARLY = 10_000, 1.001
"""Numbers of so many steps of what they are exact to are the same in all but the last digits by no chance."""
_LITTLE_MORE = 1.2
"""How much more than a number `more than` may stand for, where it is not clear what that counts."""
_ABOUT_ONE = 0.02
_OTHER_UNITS, _DEGREE = 0.1, 1.0
"""How far a converted figure may lie from what it was converted from."""


class Candidate(NamedTuple):
    """Figures of either side; `score` grows with how well what stands around them fits."""

    score: float
    agrees: bool
    a: Placed
    b: Placed
    what: str

    @property
    def values(self) -> tuple[float, float]:
        """The two numbers."""
        return self.a.figure.value, self.b.figure.value


def shares_surroundings(a: Placed, b: Placed, least: int = SHARED_WINDOW) -> bool:
    """Whether what stands around two figures has so many words in common, or most of the shorter."""
    shared = len(a.window & b.window)
    return shared >= least or shared >= ALIKE * min(len(a.window), len(b.window)) > 0


def agree(a: Figure, b: Figure) -> bool:
    """Whether two figures can both be true: equal, equal once rounded or converted, or within what either allows."""
    if a.unit == b.unit and not (a.is_converted or b.is_converted) and a.number.is_as_round_as(b.number):
        return a.value == b.value
    if a.aspect == b.aspect == "prison" and a.number.bound is b.number.bound is Bound.MORE:
        return a.unit != b.unit or a.value == b.value  # who must serve at least so long is told the exact time
    if a.aspect == b.aspect == "deliberation" and a.unit != b.unit:
        return True  # nobody says for how many hours of a day a jury sat
    if (a.low <= b.high and b.low <= a.high) or _are_about_one(a, b):
        return True
    if a.unit == b.unit:
        return rounds_to(a.number, b.number) or rounds_to(b.number, a.number)
    return _is_converted_to(a, b)


def _is_converted_to(a: Figure, b: Figure) -> bool:
    """Whether two figures of two units are near enough for the one to be the other, converted and rounded."""
    gap = max(a.low, b.low) - min(a.high, b.high)
    return gap <= (_DEGREE if a.unit and a.unit.common == "degrees C" else _OTHER_UNITS * max(abs(a.high), abs(b.high)))


def _are_about_one(a: Figure, b: Figure) -> bool:
    """Whether two figures are meant as nearly the same: around 3 hours and 20 minutes, around 3 hours and 21."""
    is_about = a.number.bound is b.number.bound is Bound.ABOUT
    return is_about and abs(a.amount - b.amount) <= _ABOUT_ONE * abs(a.amount)


def is_slip(a: Figure, b: Figure) -> bool:
    """Whether two amounts are the same digits, a thousand times apart: $48.2 million for $48.2 billion.

    A bare number beside one in millions has lost its word, as in `17 mililon`, and is no other amount.
    """
    low, high = sorted((a.value, b.value))
    digits = f"{low:.6g}".replace(".", "").strip("0").partition("e")[0]
    is_scaled = low >= _THOUSAND and high == low * _THOUSAND
    return a.unit == b.unit and is_scaled and len(digits) >= _TELLING_DIGITS


def converts_another(a: Figure, b: Figure) -> bool:
    """Whether two conversions are of two amounts: each is only as good as what it was converted from."""
    return a.converted_from is not None and b.converted_from is not None and a.converted_from != b.converted_from


def elsewhere(a: Placed, b: Placed) -> bool:
    """Whether two figures are of two places: each names one of which the other side says nothing near by."""
    places_a, places_b = a.figure.scope.places, b.figure.scope.places
    is_share = a.figure.unit is not None and a.figure.unit.common == "per cent"
    around_a, around_b = (a.clause, b.clause) if is_share else (a.window, b.window)
    return bool(places_a and places_b) and places_a.isdisjoint(around_b) and places_b.isdisjoint(around_a)


def in_parts(a: Placed, b: Placed) -> bool:
    """Whether one side gives in two numbers what the other gives in one: two lorries and nine cars, eleven vehicles."""
    return any(
        _adds_up(part.figure.value + rest, whole.figure)
        for part, whole in ((a, b), (b, a))
        for rest in part.along - (whole.along - whole.loose) - _of_other_fates(part)
    )


def _adds_up(total: float, whole: Figure) -> bool:
    """Whether a sum is what a number may stand for: just under 1,500 for 1,150 and 310."""
    is_round = whole.number.bound in {Bound.ABOUT, Bound.LESS} and whole.value >= _ROUNDED and not whole.unit
    return total == whole.value or (is_round and whole.low <= total <= whole.high)


def is_among(figure: Figure, numbers: AbstractSet[float]) -> bool:
    """Whether a figure is one of some numbers, or may stand for one: about 500 for 510."""
    if figure.number.bound is Bound.MORE and figure.value >= _THOUSAND:
        return any(figure.low <= number <= figure.value * _LITTLE_MORE for number in numbers)
    is_vague = figure.number.bound is Bound.ABOUT
    return figure.value in numbers or (is_vague and any(figure.low <= number <= figure.high for number in numbers))


def _of_other_fates(part: Placed) -> frozenset[float]:
    """Return the numbers beside a toll that are no part of it: the dead beside the injured, and these beside them."""
    fates = DEAD_AND_HURT if part.figure.what in DEAD_AND_HURT else frozenset[str]()
    return frozenset(value for what, value in part.beside.items() if what in fates)


def is_explained(found: Candidate, ours: Sequence[Placed], theirs: Sequence[Placed]) -> bool:
    """Whether either side has the other's figure too: elsewhere, as a sum, or as a number of which it is not clear."""
    a, b = found.a.figure, found.b.figure
    if any(is_given(a, one.figure, ours) for one in theirs) or any(is_given(b, one.figure, theirs) for one in ours):
        return True
    is_told = is_among(b, found.a.loose) or is_among(a, found.b.loose)
    is_loose = (is_told and not (a.unit and a.unit.common in _SURE)) or in_parts(found.a, found.b)
    if _is_at_peak(a) != _is_at_peak(b) and (a if _is_at_peak(a) else b).value == max(a.value, b.value):
        return True
    if _is_another_profit(a, b):
        return True
    less = min(found.a, found.b, key=lambda placed: placed.figure.value)
    if less.figure.unit and _AND_FURTHER.search(less.text, less.figure.number.end):
        return True
    is_of_votes = a.what.startswith("votes ") or b.what.startswith("votes ")
    is_left = not (a.unit or is_of_votes) and is_rest(found.a, found.b)
    return is_loose or is_left or _is_sum(a, theirs, b) or _is_sum(b, ours, a)


def is_converted_from(one: Placed, others: Sequence[Placed]) -> bool:
    """Whether an amount was converted from what the other side gives: $531 million, of a 700 million dollar fine."""
    figure, source = one.figure, one.figure.converted_from
    given = one.loose if source is None else one.loose | {source[0]}
    return figure.is_converted and any(other.figure.value in given for other in others)


def _is_another_profit(a: Figure, b: Figure) -> bool:
    """Whether one side alone says that a profit is net, and the two are far apart: profits are counted in many ways."""
    low, high = sorted((a.amount, b.amount))
    is_profit = a.aspect == b.aspect and a.aspect in {"profit", "loss"}
    return is_profit and high > low * _OF_ONE_PROFIT and bool(_NET.search(a.clause)) != bool(_NET.search(b.clause))


def is_misprint(a: Figure, b: Figure) -> bool:
    """Whether two long numbers are so nearly the same that they are one, misprinted: 3,041,117 and 3,041,118 votes."""
    low, high = sorted((a.value, b.value))
    is_long = all(one.number.grain * _LONG <= one.value and one.value % _ROUNDED for one in (a, b))
    return is_long and low < high <= low * _NEARLY


def is_given(figure: Figure, other: Figure, ours: Sequence[Placed]) -> bool:
    """Whether the other side gives a figure, and no other of this side: 43.7 C, but not where 44 C stands there too."""
    is_of_before = figure.scope.background or other.scope.background  # a year earlier, in 2020
    is_of_other_years = figure.aspect and figure.scope.years != other.scope.years and not is_of_before
    if not agree(figure, other) or is_of_other_years:
        return False
    is_equal = (figure.value, figure.unit) == (other.value, other.unit)
    if bool(figure.limits[1]) != bool(other.limits[1]):
        return False  # what was expected is no other telling
    is_vague = Bound.ABOUT in {figure.number.bound, other.number.bound}
    if not is_equal and (other.is_converted or (is_vague and figure.aspect != other.aspect)):
        return False  # about one in five may be of something else
    days, other_days = figure.scope.weekdays, other.scope.weekdays
    if not is_equal and days and other_days and days.isdisjoint(other_days):
        return False
    return is_equal or all((one.figure.value, one.figure.unit) != (other.value, other.unit) for one in ours)


def _is_sum(total: Figure, others: Sequence[Placed], one: Figure) -> bool:
    """Whether one side gives the sum of what the other gives one behind the other: damages and costs, and a fine."""
    apart = [placed.figure.value for placed in others if placed.figure.sentence == one.sentence]
    return any(
        abs(sum(apart[first:last]) - total.value) <= total.number.grain / 2
        for first in range(len(apart))
        for last in range(first + 2, len(apart) + 1)
    )


def _is_at_peak(figure: Figure) -> bool:
    """Whether a figure is that of the worst hour, before and after which there were fewer."""
    return _AT_PEAK.search(figure.clause) is not None


def is_rest(a: Placed, b: Placed) -> bool:
    """Whether one side's figure stands beside the other's, or is what is left of it: one of four, and three missing."""
    return any(
        rest.figure.value in (part, whole.figure.value - part)
        for rest, whole in ((a, b), (b, a))
        for part in whole.along
    )


def is_below(found: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Whether both sides give one larger number of now, of which these may be parts: 18 dead, seven of them inside."""
    most = max(found.values)
    return any(
        other.agrees
        and min(other.values) > most
        and not any(_is_of_another_time(one.figure) for one in (other.a, other.b))
        for other in candidates
    )


def is_some_of_more(one: Placed, ours: Sequence[Placed]) -> bool:
    """Whether its article has counted more of the same before: ten in front of the house, of at least 15."""
    return any(
        placed.figure.value > one.figure.value
        and (placed.figure.sentence, placed.figure.number.start) < (one.figure.sentence, one.figure.number.start)
        and placed.figure.group == one.figure.group
        and not (placed.figure.limits[1] or _is_of_another_time(placed.figure))
        and one.figure.scope.allows(placed.figure.scope)
        for placed in ours
    )


def _is_of_another_time(figure: Figure) -> bool:
    return bool(figure.scope.background or figure.scope.years or figure.scope.months or figure.scope.apart)
