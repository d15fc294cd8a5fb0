"""Days and hours that two articles give for the same thing, in sentences that say the same."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from schemas.article import Reading
from schemas.divergence import DatePair
from worker.text.between.matching import Pair
from worker.text.between.placed import meaning
from worker.text.grouping.terms import words
from worker.text.normalise import fold

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DATE = re.compile(
    rf"(?P<md>\b(?P<month>{_MONTH}) (?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\s?(?:people|%|per))(?:,? (?P<year>(?:19|20)\d\d))?)"
    rf"|(?P<dm>\b(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<month2>{_MONTH})(?:,? (?P<year2>(?:19|20)\d\d))?)"
    r"|(?P<weekday>\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"|(?P<clock>\b(?P<hour>[012]?\d)(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?|\b(?P<hour24>[012]?\d):(?P<minute24>[0-5]\d)\b)"
    rf"|(?P<my>\b(?P<month3>{_MONTH}) (?P<year3>(?:19|20)\d\d)\b)"
    r"|(?P<relative>\b(?:yesterday|today|tomorrow)\b)"
    r"|(?P<only>(?<=\b[Ii]n )(?:19|20)\d\d\b)"
)
_SAID = (
    r"(?:said|says|told|announced|reported|confirmed|added|wrote|tweeted|acknowledged|released|statement|interview|briefing|conference"
    r"|speaking|testified|testimony)"
)
_TOLD_ON = re.compile(rf"\b{_SAID}\b[^,.;]{{0,50}}$", re.IGNORECASE)
_TELLS = re.compile(rf"^[^.;]{{0,60}}\b{_SAID}\b", re.IGNORECASE)
_ZONE = re.compile(r"^\s*\(?\s?(GMT|BST|CET|EST|EDT|ET|PST|PDT|PT|UTC|CST|CT|MSK|IST|local)\b")
_SPAN = re.compile(r"(?:since|until|till|before|after|from|between|by|to|through|-)\s*(?:late |early |mid-)?$", re.IGNORECASE)
_LEAST_ALIKE = 0.5
_LEAST_SHARED = 3
_MOST_WORDS = 5
_NOON = 12


@dataclass(frozen=True)
class Dated:
    """A date in a sentence: its value, of what grain, and the date that it is where that can be told."""

    value: str
    grain: str
    said: str
    spans: bool
    """Whether it bounds a time: since, until."""
    day: str | None = None


@dataclass(frozen=True)
class Dates:
    """The dates of an article by sentence, those of telling (he said on Monday) left out."""

    by_sentence: Mapping[int, tuple[Dated, ...]]
    texts: Sequence[str]


def prepare(reading: Reading) -> Dates:
    """Return the dates of `reading`."""
    texts = [fold(sentence.text) for sentence in reading.sentences]
    found = ((index, tuple(_dates(text, reading.published))) for index, text in enumerate(texts))
    return Dates({index: dates for index, dates in found if dates}, texts)


def pair(a: Dates, b: Dates, matches: Sequence[Pair]) -> Iterator[DatePair]:
    """Yield what matched sentences date, where each has one date of a grain and they have the words around in common."""
    for match in matches:
        ours, theirs = a.by_sentence.get(match.a, ()), b.by_sentence.get(match.b, ())
        if match.similarity < _LEAST_ALIKE or not ours or not theirs:
            continue
        text_a, text_b = a.texts[match.a], b.texts[match.b]
        if len(meaning(text_a) & meaning(text_b)) < _LEAST_SHARED:
            continue
        for one, other in _comparable(ours, theirs):
            value_a, value_b = (one.day, other.day) if one.grain != other.grain else (one.value, other.value)
            if value_a and value_b:
                yield DatePair(
                    a=match.a,
                    b=match.b,
                    what=_common(text_a, text_b),
                    value_a=value_a,
                    value_b=value_b,
                    relation="agree" if _agree(value_a, value_b) else "conflict",
                    said_a=one.said,
                    said_b=other.said,
                )


def _comparable(ours: Sequence[Dated], theirs: Sequence[Dated]) -> Iterator[tuple[Dated, Dated]]:
    """Yield the pairs of dates of one grain, or of days, where each side has a single one of it."""
    for grain in ("time", "month", "year"):
        one, other = ([dated for dated in side if dated.grain == grain] for side in (ours, theirs))
        if len(one) == len(other) == 1 and one[0].spans == other[0].spans:
            yield one[0], other[0]
    one, other = ([dated for dated in side if dated.grain in {"day", "weekday"}] for side in (ours, theirs))
    if len(one) == len(other) == 1 and one[0].spans == other[0].spans:
        yield one[0], other[0]


def _agree(a: str, b: str) -> bool:
    """Whether two values of one grain are the same; a day without a year agrees with that day of any."""
    return a == b or (len(a) != len(b) and (a.endswith(b.removeprefix("-")) or b.endswith(a.removeprefix("-"))))


def _dates(text: str, published: datetime | None) -> Iterator[Dated]:
    for found in _DATE.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if found["clock"]:
            time = _clock(found, after)
            if time:
                yield Dated(time, "time", found[0].strip(), spans=bool(_SPAN.search(before)))
            continue
        if _TOLD_ON.search(before) or (not before.strip(" 'OonLateEarly") and _TELLS.match(after)):
            continue
        dated = _day(found, published)
        if dated:
            value, grain, day = dated
            yield Dated(value, grain, found[0].strip(), spans=bool(_SPAN.search(before)), day=day)


def _clock(found: re.Match[str], after: str) -> str | None:
    """Return `14:30`, with its zone where one is named."""
    hour, minute = int(found["hour"] or found["hour24"]), int(found["minute"] or found["minute24"] or 0)
    if found["half"]:
        hour = hour % _NOON + (_NOON if found["half"].lower() == "p" else 0)
    zone = _ZONE.match(after)
    return f"{hour:02}:{minute:02}{f' {zone[1]}' if zone else ''}" if hour < 2 * _NOON else None


def _day(found: re.Match[str], published: datetime | None) -> tuple[str, str, str | None] | None:
    """Return the value, its grain, and the day it is where the date of publication tells."""
    if found["only"]:
        return found["only"], "year", None
    if found["my"]:
        return f"{found['year3']}-{_month(found['month3']):02}", "month", None
    if found["weekday"]:
        return found["weekday"], "weekday", _latest(found["weekday"], published)
    if found["relative"]:
        step = {"yesterday": -1, "today": 0, "tomorrow": 1}[found["relative"]]
        day = (published + timedelta(days=step)).date().isoformat() if published else None
        return (day, "day", day) if day else None
    month, day_of = _month(found["month"] or found["month2"]), int(found["day"] or found["day2"])
    year = found["year"] or found["year2"] or (str(published.year) if published else "")
    value = f"{year}-{month:02}-{day_of:02}" if year else f"-{month:02}-{day_of:02}"
    return value, "day", value if year else None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _latest(weekday: str, published: datetime | None) -> str | None:
    """Return the last such day up to the day of publication."""
    if published is None:
        return None
    back = (published.weekday() - _WEEKDAYS.index(weekday[:3].lower())) % 7
    return (published - timedelta(days=back)).date().isoformat()


def _common(a: str, b: str) -> str:
    """Return the first words of meaning that both sentences have."""
    meant = meaning(a) & meaning(b)
    return " ".join(list(dict.fromkeys(word for word in words(a) if word[:5] in meant))[:_MOST_WORDS])
