"""Days and hours that two articles give for the same thing: in sentences that say the same, or each once for it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from schemas.divergence import DatePair
from worker.text.between.around import told_then
from worker.text.between.dates import clock, happenings, weighed
from worker.text.between.dates.dated import Dated
from worker.text.between.dates.placed import Dates
from worker.text.between.dates.weighed import Weighed
from worker.text.between.figures.two_sides import Sides
from worker.text.between.matching import SAME, Pair
from worker.text.between.meaning import meaning, named_by
from worker.text.classify import dates
from worker.text.classify.dates import Day

_LEAST_ALIKE = 0.5
_SURELY_ALIKE = 0.8
"""In sentences less alike the word beside a date is the same, or it may be that of something else."""
_LEAST_SHARED = 3
_ALIKE, _LEAST_SHARED_ALIKE = 0.8, 2
"""Sentences so alike may be short."""
_LEAST_SHARE = 0.5
_ROUGHLY = 0.5
"""So many hours from it an hour may be that is told as about or shortly before another."""
_ABOUT = r"\b(?:around|about|approximately|roughly|some time (?:before|after)|(?:shortly|just) (?:before|after))\s+"
_ABOUT_HOURS = 1 / 3
_DAYS_ON = re.compile(
    r"\b(?:(?:a|one|two|three|four|\d) days? (?:after|before|earlier|later|since)|the (?:day|night) (?:after|before)"
    r"|(?:the )?(?:previous|preceding|next|following) (?:day|night))\b",
    re.IGNORECASE,
)
"""What makes a sentence tell of two days, and the event may be of the one that is not named: a day after it erupted."""

LEAST_SENTENCES = 3
"""In fewer, rules tell as much as the evidence."""
_LIKELY = 0.8
"""From here on two dates are told to be of one thing though no rule finds them so."""
_OneThing = tuple[int, Dated, int, Dated, frozenset[str]]


def pair(a: Dates, b: Dates, matches: Sequence[Pair], sides: Sides) -> Iterator[DatePair]:
    """Yield what both date: in matched sentences, where each gives one day or hour for a thing, and by evidence."""
    told = set()
    for found in _matched(a, b, matches):
        told.add((found.a, found.b))
        yield found
    for i, one, j, other, shared in _of_one_thing(a, b, sides):
        if (
            _names_too(one, b.texts[j])
            or _names_too(other, a.texts[i])
            or _is_open_to(one, a.texts[i], other, b.texts[j])
        ):
            continue
        if (i, j) not in told and not agree(one, other, a.written, b.written):
            told.add((i, j))
            yield _pair(a, b, i, one, j, other, shared)


def _of_one_thing(a: Dates, b: Dates, sides: Sides) -> Iterator[_OneThing]:
    """Yield the dates that each gives for a thing, by the rules first, with their sentences and what these share."""
    yield from happenings.once(a, b)
    if a.is_english and b.is_english and sides.about.sentences >= LEAST_SENTENCES:
        for found in sorted(weighed_of(a, b, sides), key=lambda found: -found.likelihood):
            if found.likelihood >= _LIKELY:
                one, other = found.one, found.other
                yield one.index, one.dated, other.index, other.dated, one.sentence & other.sentence


def weighed_of(a: Dates, b: Dates, sides: Sides) -> Iterator[Weighed]:
    """Yield the dates of two English articles that differ and may be of one thing, with what speaks for and against.

    Args:
        a: the dates of the first article.
        b: those of the second.
        sides: the articles.
    """

    def may_be_one(one: Dated, other: Dated) -> bool:
        return agree(one, other, a.written, b.written)

    yield from weighed.candidates(a.each, b.each, sides, may_be_one)


def _names_too(dated: Dated, text: str) -> bool:
    """Whether the other side's sentence names that day too, be it as the day of something else."""
    return dated.grain == "day" and dated.said in text


def _is_open_to(one: Dated, text: str, other: Dated, other_text: str) -> bool:
    return _is_days_on(one, text, other_text) or _is_about_then(one, text, other, other_text)


def _is_about_then(one: Dated, text: str, other: Dated, other_text: str) -> bool:
    """Whether two hours are close, and either is told as about then: around 10.30, and 10:33."""
    if one.grain != "time":
        return False
    is_about = any(
        re.search(rf"{_ABOUT}{re.escape(dated.said)}", told) for dated, told in ((one, text), (other, other_text))
    )
    return is_about and clock.apart(one.value, other.value) <= _ABOUT_HOURS


def _is_days_on(dated: Dated, *texts: str) -> bool:
    """Whether a sentence tells of a day by how far it is from the one that is named."""
    return dated.grain == "day" and any(_DAYS_ON.search(text) for text in texts)


def _matched(a: Dates, b: Dates, matches: Sequence[Pair]) -> Iterator[DatePair]:
    """Yield what matched sentences date, where each has one date of a grain and they share the words around it."""
    for match in matches:
        ours, theirs = a.by_sentence.get(match.a, ()), b.by_sentence.get(match.b, ())
        if match.similarity < _LEAST_ALIKE or not ours or not theirs:
            continue
        meaning_a, meaning_b = a.meanings[match.a], b.meanings[match.b]
        shared = meaning_a & meaning_b
        least = _LEAST_SHARED_ALIKE if match.similarity >= _ALIKE else _LEAST_SHARED
        if len(shared) < max(least, _LEAST_SHARE * min(len(meaning_a), len(meaning_b))):
            continue
        for one, other in _comparable(ours, theirs):
            quoted = '"' in a.texts[match.a] + b.texts[match.b]
            if _is_day_of_another(one, other, ours, theirs, a.written, b.written):
                continue
            is_other = one.said != other.said
            told = a.texts[match.a], b.texts[match.b]
            if is_other and (
                _names_too(one, told[1]) or _names_too(other, told[0]) or _is_open_to(one, told[0], other, told[1])
            ):
                continue
            if match.similarity < _SURELY_ALIKE and (
                one.beside.isdisjoint(other.beside) or _are_two_deeds(one, meaning_a, other, meaning_b)
            ):
                continue  # the one defended on Saturday what the other blamed on Friday
            relative = _is_relative(one), _is_relative(other)
            if (any(relative) and quoted) or (all(relative) and match.similarity >= SAME):
                continue  # as of when the one who is quoted spoke, or the agency wrote
            yield _pair(a, b, match.a, one, match.b, other, shared)


def _is_day_of_another(
    one: Dated,
    other: Dated,
    ours: Sequence[Dated],
    theirs: Sequence[Dated],
    written_one: date | None,
    written_other: date | None,
) -> bool:
    """Whether one side gives the other's day too, in whatever words: Aug. 1 here, Monday and until Thursday there."""
    if one.grain != "day" or agree(one, other, written_one, written_other):
        return False
    return any(agree(one, day, written_one, written_other) for day in theirs if day.grain == "day") or any(
        agree(day, other, written_one, written_other) for day in ours if day.grain == "day"
    )


def _are_two_deeds(one: Dated, meaning_one: frozenset[str], other: Dated, meaning_other: frozenset[str]) -> bool:
    """Whether each has a verb before its date of which the other says nothing: confirmed Saturday, named Monday."""
    return bool(one.deed and other.deed) and one.deed not in meaning_other and other.deed not in meaning_one


def _pair(a: Dates, b: Dates, i: int, one: Dated, j: int, other: Dated, shared: frozenset[str]) -> DatePair:
    return DatePair(
        a=i,
        b=j,
        what=told_then(a.texts[i], one.said) or named_by(a.texts[i], shared - meaning(f"{one.said} {other.said}")),
        value_a=_value(one, a.written),
        value_b=_value(other, b.written),
        relation="agree" if agree(one, other, a.written, b.written) else "conflict",
        said_a=one.said,
        said_b=other.said,
    )


def _comparable(ours: Sequence[Dated], theirs: Sequence[Dated]) -> Iterator[tuple[Dated, Dated]]:
    """Yield the pairs of dates of one grain, where each side has a single one of it that limits the same."""
    for grain in ("day", "time", "month", "year"):
        one, other = ([dated for dated in side if dated.grain == grain] for side in (ours, theirs))
        if len(one) == len(other) > 1:
            yield from _but_one(one, other)
            continue
        for limits in dict.fromkeys(dated.limits for dated in one):  # voted on Monday for a period from 26 November
            alike = [[dated for dated in side if dated.limits == limits] for side in (one, other)]
            if len(alike[0]) == len(alike[1]) == 1:
                yield alike[0][0], alike[1][0]


def _but_one(ours: Sequence[Dated], theirs: Sequence[Dated]) -> Iterator[tuple[Dated, Dated]]:
    """Yield the two dates that differ where all others of two rows are the same: from Friday to Sunday, to Monday."""
    unlike = [(one, other) for one, other in zip(ours, theirs, strict=True) if one.said != other.said]
    if len(unlike) == 1:
        yield unlike[0]


def _is_relative(dated: Dated) -> bool:
    return dated.day is not None and dated.day.offset is not None


def agree(one: Dated, other: Dated, written_one: date | None, written_other: date | None) -> bool:
    """Whether two dates, in articles written on those days, may be one."""
    if one.day and other.day and one.grain == "month":
        same_year = one.day.year == other.day.year or None in {one.day.year, other.day.year}
        return one.day.month == other.day.month and same_year
    if one.day and other.day:
        if _is_relative(one) != _is_relative(other) and _within_a_day(one.day, other.day, written_one, written_other):
            return True
        return dates.same(one.day, other.day, written_one, written_other) or _is_open(
            one.day, other.day, written_one, written_other
        )
    if one.grain != "time":
        return one.value == other.value
    is_near = (one.about or other.about) and clock.apart(one.value, other.value) <= _ROUGHLY
    return clock.is_one(one.value, other.value) or is_near or clock.zone(one.value) != clock.zone(other.value)


def _within_a_day(one: Day, other: Day, written_one: date | None, written_other: date | None) -> bool:
    """Whether two days are one or follow one another: today to a writer is tomorrow by the page's clock."""
    return any(abs((a - b).days) <= 1 for a in dates.days(one, written_one) for b in dates.days(other, written_other))


def _is_open(one: Day, other: Day, written_one: date | None, written_other: date | None) -> bool:
    """Whether it cannot be told that two days are not one: a weekday and a date, with no date of the articles."""
    if not dates.days(one, written_one) or not dates.days(other, written_other):
        same_parts = ("month", "day") if one.month and other.month else ("weekday",)
        return any(getattr(day, part) is None for day in (one, other) for part in same_parts)
    return False


def _value(dated: Dated, written: date | None) -> str:
    """Return the day it is nearest to when the article was written, else its parts."""
    days = list(dated.day.days(written)) if dated.day else []
    if not days:
        return clock.first(dated.value) if dated.grain == "time" else dated.value
    if written is None:
        return days[0].isoformat()
    return min(days, key=lambda day: (day > written, abs((day - written).days))).isoformat()
