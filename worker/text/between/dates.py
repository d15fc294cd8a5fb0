"""Days and hours that two articles give for the same thing, in sentences that say the same."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from schemas.article import Reading
from schemas.divergence import DatePair
from worker.text.between.matching import SAME, Pair
from worker.text.between.meaning import meaning
from worker.text.between.remembered import by_sentence
from worker.text.classify import dates
from worker.text.classify.dates import Day
from worker.text.diff import cores
from worker.text.grouping.terms import words
from worker.text.lexicon import Lexicon, lexicon
from worker.text.normalise import fold

_TELLING = "statement interview briefing conference speech testimony tweet spoke speaking"
_TOLD_IN = frozenset(_TELLING.split())
_BOUNDS = "since until till before after from between by to through"
_LIMITS = frozenset(_BOUNDS.split())
_ZONE_NAMES = "gmt bst cet cest est edt et pst pdt pt utc cst ct msk ist local"
_ZONES = frozenset(_ZONE_NAMES.split())
_PASSIVE = frozenset({"was", "were", "been"})
_LEAST_ALIKE = 0.5
_LEAST_SHARED = 3
_ALIKE, _LEAST_SHARED_ALIKE = 0.8, 2
"""Sentences so alike may be short."""
_LEAST_SHARE = 0.5
_MOST_WORDS = 5
_LOOK_BACK = 8
_LOOK_AHEAD = 20
_NEAR = 3


@dataclass(frozen=True)
class Dated:
    """A day, month, year or time of day in a sentence. `limits`: it bounds a time, as in `since Monday`."""

    grain: str
    value: str
    said: str
    limits: str
    day: Day | None = None


@dataclass(frozen=True)
class Dates:
    """The dates of an article by sentence; those of telling (he said on Monday) are left out."""

    by_sentence: Mapping[int, tuple[Dated, ...]]
    texts: Sequence[str]
    meanings: Mapping[int, frozenset[str]]
    """Of the sentences with a date."""
    written: date | None


def prepare(reading: Reading) -> Dates:
    """Return the dates of `reading`."""
    texts = [fold(sentence.text) for sentence in reading.sentences]
    found = ((index, _in_sentence(text, reading.language)) for index, text in enumerate(texts))
    written = reading.published.date() if reading.published else None
    by_sentence = {index: dated for index, dated in found if dated}
    return Dates(by_sentence, texts, {index: meaning(texts[index]) for index in by_sentence}, written)


@by_sentence
def _in_sentence(text: str, language: str | None) -> tuple[Dated, ...]:
    """Return the dates of a folded sentence, wherever it stands."""
    if "@" in text or not _speaks_of_dates(language).search(text):
        return ()
    return tuple(_dates(cores(text), lexicon(language)))


@cache
def _speaks_of_dates(language: str | None) -> re.Pattern[str]:
    """Return what a sentence with a date in it holds: a figure, or a day's or month's name."""
    known = lexicon(language)
    names = "|".join(map(re.escape, {*known.months, *known.weekdays, *known.relative}))
    return re.compile(rf"\d|\b(?:{names})\b" if names else r"\d", re.IGNORECASE)


def pair(a: Dates, b: Dates, matches: Sequence[Pair]) -> Iterator[DatePair]:
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
            relative = _is_relative(one), _is_relative(other)
            if (any(relative) and quoted) or (all(relative) and match.similarity >= SAME):
                continue  # as of when the one who is quoted spoke, or the agency wrote
            yield DatePair(
                a=match.a,
                b=match.b,
                what=_common(a.texts[match.a], shared),
                value_a=_value(one, a.written),
                value_b=_value(other, b.written),
                relation="agree" if _agree(one, other, a.written, b.written) else "conflict",
                said_a=one.said,
                said_b=other.said,
            )


def _comparable(ours: Sequence[Dated], theirs: Sequence[Dated]) -> Iterator[tuple[Dated, Dated]]:
    """Yield the pairs of dates of one grain, where each side has a single one of it that limits the same."""
    for grain in ("day", "time", "month", "year"):
        one, other = ([dated for dated in side if dated.grain == grain] for side in (ours, theirs))
        if len(one) == len(other) == 1 and one[0].limits == other[0].limits:
            yield one[0], other[0]


def _is_relative(dated: Dated) -> bool:
    return dated.day is not None and dated.day.offset is not None


def _agree(one: Dated, other: Dated, written_one: date | None, written_other: date | None) -> bool:
    if one.day and other.day and one.grain == "month":
        same_year = one.day.year == other.day.year or None in {one.day.year, other.day.year}
        return one.day.month == other.day.month and same_year
    if one.day and other.day:
        return dates.same(one.day, other.day, written_one, written_other) or _is_open(
            one.day, other.day, written_one, written_other
        )
    zone_one, zone_other = one.value.partition(" ")[2], other.value.partition(" ")[2]
    return one.value == other.value or zone_one != zone_other


def _is_open(one: Day, other: Day, written_one: date | None, written_other: date | None) -> bool:
    """Whether it cannot be told that two days are not one: a weekday and a date, with no date of the articles."""
    if not list(one.days(written_one)) or not list(other.days(written_other)):
        same_parts = ("month", "day") if one.month and other.month else ("weekday",)
        return any(getattr(day, part) is None for day in (one, other) for part in same_parts)
    return False


def _value(dated: Dated, written: date | None) -> str:
    """Return the day it is nearest to when the article was written, else its parts."""
    days = list(dated.day.days(written)) if dated.day else []
    if not days:
        return dated.value
    if written is None:
        return days[0].isoformat()
    return min(days, key=lambda day: (day > written, abs((day - written).days))).isoformat()


def _dates(row: Sequence[str], known: Lexicon) -> Iterator[Dated]:
    """Yield the dates among the words of a sentence; parts that stand together are one day."""
    parts: list[tuple[int, str]] = []
    at = 0
    while at < len(row):
        word = row[at].lower()
        part = dates.part(row, at, known)
        if word in known.relative:
            yield from _one(row, [(at, word)], known)
        elif part:
            parts.append((at, part.value))
        at += part.length if part else 1
    group: list[tuple[int, str]] = []
    for place, value in parts:
        kind = value.split(" ")[0]
        if group and (
            place - group[-1][0] > _NEAR
            or kind in {v.split(" ")[0] for _, v in group}
            or "time" in {kind, group[-1][1].split(" ")[0]}
        ):
            yield from _one(row, group, known)
            group = []
        group.append((place, value))
    if group:
        yield from _one(row, group, known)


def _one(row: Sequence[str], group: Sequence[tuple[int, str]], known: Lexicon) -> Iterator[Dated]:
    first, last = group[0][0], group[-1][0]
    said = " ".join(row[first : last + 1]).replace(" ,", ",")
    limits = next(
        (word for word in (row[at].lower() for at in (first - 1, first - 2) if at >= 0) if word in _LIMITS), ""
    )
    kind, _, rest = group[0][1].partition(" ")
    if kind == "time":
        zone = next((row[at].lower() for at in (last + 1, last + 2) if at < len(row) and row[at].lower() in _ZONES), "")
        yield Dated("time", f"{rest} {zone}".strip(), said, limits)
        return
    if _is_of_telling(row, first, last, known):
        return
    relative = [value for _, value in group if value in known.relative]
    [*days] = dates.mentioned([] if relative else [value for _, value in group], relative, known)
    for day in days:
        if day.day or day.weekday or day.offset is not None:
            yield Dated("day", said, said, limits, day)
        elif day.month:
            yield Dated("month", said, said, limits, day)
        elif day.year:
            yield Dated("year", str(day.year), said, limits)


def _is_of_telling(row: Sequence[str], first: int, last: int, known: Lexicon) -> bool:
    """Whether a day is that of a statement: said on Monday, on Monday the ministry said."""
    before = [word.lower() for word in row[max(0, first - _LOOK_BACK) : first]]
    for place in reversed(range(len(before))):
        lower = before[place]
        if lower == "found" and place and before[place - 1] in _PASSIVE:
            break  # the body was found on Saturday: nobody tells
        if lower in {",", ";", "that"}:
            break
        if known.has("speech", lower) or known.has("speech_after_name", lower) or lower in _TOLD_IN:
            return True
    if first > 1:
        return False
    return any(known.has("speech", word.lower()) for word in row[last + 1 : last + 1 + _LOOK_AHEAD])


def _common(text: str, meant: frozenset[str]) -> str:
    """Return the first words of a sentence that both have."""
    return " ".join(list(dict.fromkeys(word for word in words(text) if word[:5] in meant))[:_MOST_WORDS])
