"""Figures in a sentence of any language but English: each number with its unit, what it counts or whom it befell.

What befell those counted is told by the words nearest in their clause (`plain_counting`), or, in a language without a
list of these, by the rest of the sentence alone: such figures are compared in sentences that say the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import accumulate, islice
from typing import NamedTuple

from worker.text import number
from worker.text.between.figures import measures, plain_counting, plain_scope
from worker.text.between.figures.bounds import Bound, reach
from worker.text.between.figures.counting import OF_ALL
from worker.text.between.figures.figure import Figure
from worker.text.between.figures.limited import Known
from worker.text.between.figures.measures import Unit
from worker.text.between.figures.numerals import Numeral
from worker.text.between.figures.scope import Scope
from worker.text.between.figures.written_units import is_bare_share
from worker.text.between.spoken import Spoken, spoken
from worker.text.classify import dates
from worker.text.diff import tokens
from worker.text.lexicon import Lexicon
from worker.text.normalise import fold
from worker.text.number import ORDINAL, Number

_SHORTEST_NOUN = 4
_NOUN_WITHIN = 3
_BOUND_WORDS = 3
_BOUNDS = {"about_figures": Bound.ABOUT, "at_least": Bound.MORE, "at_most": Bound.LESS}
_STEM = 5
_SCALED = 100_000
"""The step from which a bare number is rather money: 4.2 Millionen."""
_WORD = re.compile(r"\w[\w'-]*|[^\w\s]")
_CUTS = re.compile(r"[;:]|\s-\s")
_ASPECT_BEFORE, _ASPECT_AFTER = 70, 60
_UNITS = {
    "%": "per cent",
    "pp": "per cent",
    "km": "km",
    "mile": "miles",
    "metre": "metres",
    "kg": "kg",
    "tonne": "tonnes",
    "litre": "litres",
    "hectare": "hectares",
    "barrel": "barrels",
    "kph": "kmh",
    "\xb0": "degrees C",
    "second": "seconds",
    "minute": "minutes",
    "hour": "hours",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
}
"""The units of numbers that measure the same whatever the language."""


class _Found(NamedTuple):
    """A number with its place in the text; `lead` is where what qualifies it begins."""

    number: Number
    bound: Bound
    start: int
    end: int
    lead: int
    after: int
    """Where its unit ends."""


def find(
    sentence: str,
    index: int,
    known: Lexicon,
    published: datetime | None = None,
    fate_before: str | None = None,
    money_before: Unit | None = None,
) -> list[Figure]:
    """Return the figures of `sentence` that have a unit, a noun or a fate, in order.

    Args:
        sentence: One sentence as it stands in the reading.
        index: Its index, which the figures carry.
        known: The words of its language.
        published: When the article was published; figures of its own year and month are not limited by naming them.
        fate_before: What befell those that the sentence before counted.
        money_before: The currency that was last named: `38 Millionen` may be of it.
    """
    text = fold(sentence)
    numbers = list(_located(text, known))
    if not numbers:
        return []
    words = spoken(known.language)
    cuts = [0, *(found.start() for found in _CUTS.finditer(text)), len(text)]
    found: list[Figure] = []
    told: set[int] = set()
    last_fate, money = fate_before, money_before
    for place, one in enumerate(numbers):
        start, end = max(cut for cut in cuts if cut <= one.start), min(cut for cut in cuts if cut >= one.end)
        before_from = max(start, numbers[place - 1].after if place else 0)
        before = text[before_from : one.lead]
        after = _after(text, one, numbers[place + 1 :], end, words)
        unit = _unit(one.number.unit)
        if unit and words and unit.common == "hours" and words.age_before.search(text[start : one.lead]):
            continue
        what, group, befell_at = unit.name if unit else "", None, None
        if not unit and words:
            is_taken = place > 0 and before_from in told
            what, group, befell_at = plain_counting.counted(before, after, words, is_taken=is_taken)
        if befell_at is not None and befell_at >= 0:
            told.add(one.after)
        what = what or _noun(after, words) or ""
        unit = unit or _bare_money(one.number, what, money)
        money = unit if unit and measures.is_money(unit) else money
        unit = unit or (_share_too(found, one, text) if not what else None)
        what = what or (unit.name if unit else "")
        if not what:
            continue
        limits = plain_scope.NOTHING
        if words:
            limits = plain_scope.scope(text, start, end, (before_from, one.lead), after, words, known, published)
            limits = _befitting(limits, what, last_fate)
        if limits.part and what not in OF_ALL and last_fate and not unit:
            what, group = last_fate, group or what
        last_fate = what if what in OF_ALL else last_fate
        meant = _meant(one)
        named = _aspect(unit, text[start : one.lead], text[one.after : end], words) if unit and words else None
        is_open = what not in OF_ALL and words is not None and words.open.search(f"{before} {after}") is not None
        found.append(
            Figure(
                sentence=index,
                what=what,
                number=meant,
                unit=unit,
                group=group,
                limited=Known(limits, named, (frozenset(), is_open)),
                clause=text[start:end],
                said=text[one.lead : one.after],
                low=unit.common_value(meant.low) if unit else meant.low,
                high=unit.common_value(meant.high) if unit else meant.high,
                is_part=limits.part,
            )
        )
    return found


def _befitting(limits: Scope, what: str, last_fate: str | None) -> Scope:
    """Return the limits such a number may have: a toll has no direction, and others are of those counted before."""
    if what in OF_ALL:
        limits = replace(limits, direction=0, role="from" if limits.role == "from" else None)
    if limits.further and last_fate not in {None, what}:
        limits = replace(limits, further=False)  # killed three and wounded four more
    return limits


def _meant(one: _Found) -> Numeral:
    low, high = reach(one.number.value, one.number.grain, one.bound, nearly=False)
    return Numeral(one.number.value, one.number.grain, one.bound, one.start, one.end, low, high, lead=one.lead)


def _located(text: str, known: Lexicon) -> Iterator[_Found]:
    row = tokens(text)[:-1]
    cores = [token.core for token in row]
    ends = list(accumulate(len(token.space) + len(token.core) for token in row))
    starts = [end - len(core) for end, core in zip(ends, cores, strict=True)]
    for one in _numbers(cores, known):
        first, last = one.places.start, one.places.stop - 1
        bound, lead = _bound(cores, first, known)
        yield _Found(one, bound, starts[first], ends[last], starts[lead], ends[one.end - 1 if one.unit else last])


def _numbers(cores: Sequence[str], known: Lexicon) -> Iterator[Number]:
    """Yield what counts or measures: no dates, no ordinals, no words that are numbers among other things."""
    at = 0
    while at < len(cores):
        dated = dates.part(cores, at, known)
        read = () if dated else number.read(cores, at, known)
        if len(read) == 1 and not read[0].vague and read[0].unit != ORDINAL:
            yield read[0]
        at += dated.length if dated else max(1, max((one.end for one in read), default=at) - at)


def _unit(written: str) -> Unit | None:
    """Return the unit of a number; one that is known by its name alone is compared with itself."""
    if not written:
        return None
    if written in _UNITS:
        return measures.UNITS[_UNITS[written]]
    return measures.by_sign(written)


def _after(text: str, one: _Found, following: Sequence[_Found], end: int, words: Spoken | None) -> str:
    """Return what may speak of a number after it: up to the next one that is no part of it, an aside left out."""
    start = one.after
    if not following or following[0].lead >= end:
        return text[start:end]
    other = following[0]
    between = text[start : other.lead]
    if words and "," in between and words.part_before.search(between):
        closing = text.find(",", other.after, end)
        if closing > 0:
            stop = min(end, following[1].lead if len(following) > 1 else end)
            return between[: between.rindex(",")] + " " + text[closing + 1 : max(stop, closing + 1)]
    return between


def _share_too(found: Sequence[Figure], one: _Found, text: str) -> Unit | None:
    """Return the unit of the share before a bare number: 4 Prozent sind geboten, verlangt werden 13."""
    last = found[-1].unit if found else None
    return last if is_bare_share(last, one.number.value, text, one.after) else None


def _bare_money(read: Number, what: str, money: Unit | None) -> Unit | None:
    """Return the currency that was last named for millions of which nothing is said."""
    return money if not what and read.grain >= _SCALED else None


def _noun(after: str, words: Spoken | None) -> str | None:
    """Return the beginning of the first longer word after a number: what it counts."""
    for found in islice(_WORD.finditer(after), _NOUN_WITHIN):
        word = found[0]
        if not word[0].isalpha():
            return None
        stem = word.casefold()[:_STEM]
        if len(word) >= _SHORTEST_NOUN and not (words and stem in words.small):
            return stem
    return None


def _aspect(unit: Unit, before: str, after: str, words: Spoken) -> str | None:
    """Return what an amount is of, by the nearest word that says so in its clause."""
    kind = "money" if measures.is_money(unit) else unit.common if unit.common in words.aspects else "size"
    named = words.aspects[kind]
    lead = before[-_ASPECT_BEFORE:]
    near = [(len(lead) - found.end(), named.name(found)) for found in named.find(lead)]
    near += [(found.start(), named.name(found)) for found in named.find(after[:_ASPECT_AFTER])]
    return min(near)[1] if near else "temperature" if unit.common == "degrees C" else None


def _bound(cores: Sequence[str], first: int, known: Lexicon) -> tuple[Bound, int]:
    """Return how exactly a number is meant, and where the words that say so begin."""
    for length in range(_BOUND_WORDS, 0, -1):
        words = " ".join(cores[max(0, first - length) : first]).lower()
        for name, bound in _BOUNDS.items():
            if first >= length and known.has(name, words):
                return bound, first - length
    return Bound.EXACT, first
