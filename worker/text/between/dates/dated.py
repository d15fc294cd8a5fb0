"""Days and hours in the sentences of an article, and what happened then.

Those of telling (he said on Monday) are left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from schemas.article import Reading
from worker.text.between.dates import deeds
from worker.text.between.dates.datelines import without_dateline
from worker.text.between.meaning import meant
from worker.text.between.spoken import Happening, happening
from worker.text.between.tokenised import Tokenised
from worker.text.classify import dates
from worker.text.classify.dates import Day
from worker.text.diff import cores
from worker.text.grouping import terms
from worker.text.grouping.terms import stems
from worker.text.lexicon import DEFAULT, Lexicon, lexicon
from worker.text.listed import words_of
from worker.text.remembered import by_sentence

_TOLD_IN = words_of("statement interview briefing conference speech testimony tweet spoke speaking")
_LIMITS = words_of("since until till before after from between by to through")
_ZONES = words_of("gmt bst cet cest est edt et pst pdt pt utc cst ct msk ist local")
_TELLING_ENDS = frozenset({",", ";", "that", "would", "will"})
_PASSIVE = frozenset({"was", "were", "been"})
_ZONE_REACH = 4
_LOOK_BACK = 8
_LOOK_AHEAD = 20
_NEAR = 3
_GRAINS = frozenset({"day", "time"})
_LOOK_BACK_CHARS = 30
_BESIDE_CHARS, _NEXT_WORDS = 40, 3
_FAR_CHARS = 80
_ABOUT = re.compile(
    r"\b(?:(?:about|around|roughly|approximately|nearly|almost|some time)"
    r"|(?:shortly|just|soon|right|minutes|moments) (?P<side>before|after|past)) $",
    re.IGNORECASE,
)
_ABOUT_CHARS = 20
BEFALLEN = frozenset({"attack", "collapse", "crash", "disaster"})
"""What a story tells of one such alone: the day of it may stand farther from the word."""
_NOT_UNTIL = re.compile(r"\bnot (?:[\w-]+ ){0,4}until $")
"""It does not open again until Wednesday: on Wednesday it does."""
_AFTER_CHARS = 50
_ZONED = re.compile(r"^(?: ?[ap]\.?m\.?)? ?\(\d{3,4} ?[A-Z]{2,4}\)(?: -)?")
"""The same hour as others count it, behind an hour: 12:20 p.m. (0920 GMT)."""
_JOINING = words_of(
    "of the , . de del den dem der le la il di do da morning afternoon evening night am pm a.m. p.m. st nd rd th"
)
"""What may stand between the parts of one day: Tuesday, the 5th of May."""
_CUT = re.compile(r"[,;:()]|\s-\s")


@dataclass(frozen=True)
class Dated:
    """A day, month, year or time of day in a sentence. `limits`: it bounds a time, as in `since Monday`."""

    grain: str
    value: str
    said: str
    limits: str
    day: Day | None = None
    things: frozenset[str] = frozenset()
    """What happened then: death, talks."""
    beside: frozenset[str] = frozenset()
    """The stems of the words of meaning next to it."""
    about: bool = False
    """Whether it is told roughly: shortly before 4pm."""
    future: bool = False
    """Whether it is told as still to come."""
    deed: str = ""
    """The stem of the verb before it that tells what was done then: confirmed her on Saturday. Of English alone."""


_Place = tuple[int, Dated]
"""A sentence and a date in it."""


@dataclass(frozen=True)
class Dates:
    """The dates of an article by sentence; those of telling (he said on Monday) are left out."""

    by_sentence: Mapping[int, tuple[Dated, ...]]
    texts: Sequence[str]
    meanings: Mapping[int, frozenset[str]]
    """Of the sentences with a date."""
    written: date | None
    once: Mapping[tuple[str, str], tuple[int, Dated]]
    """By grain and what happened then: the one date that the article gives for it, with its sentence."""


def prepare(reading: Reading, sentences: Sequence[Tokenised]) -> Dates:
    """Return the dates of the sentences of `reading`."""
    texts = [sentence.text for sentence in sentences]
    found = (
        (index, _in_sentence(sentence.text, reading.language))
        for index, sentence in enumerate(sentences)
        if _speaks_of_dates(sentence, reading.language)
    )
    written = reading.published.date() if reading.published else None
    by_sentence = {index: dated for index, dated in found if dated}
    language = reading.language or DEFAULT
    meanings = {index: meant(sentences[index].words, language) for index in by_sentence}
    return Dates(by_sentence, texts, meanings, written, _once(by_sentence, texts))


def _once(by_sentence: Mapping[int, Sequence[Dated]], texts: Sequence[str]) -> Mapping[tuple[str, str], _Place]:
    """Return the dates that stand alone in their grain for what happened, quoted by nobody, bounding nothing."""
    found = defaultdict[tuple[str, str], list[_Place]](list)
    for index, dated in by_sentence.items():
        for one in dated:
            for thing in one.things if one.grain in _GRAINS else ():
                found[f"{one.grain} {one.future}", thing].append((index, one))
    return {
        key: places[0]
        for key, places in found.items()
        if len({one.value for _, one in places}) == 1 and not places[0][1].limits and '"' not in texts[places[0][0]]
    }


@by_sentence
def _in_sentence(text: str, language: str | None) -> tuple[Dated, ...]:
    """Return the dates of a folded sentence, wherever it stands; where and when it was written is none of them."""
    text = without_dateline(text, lexicon(language))
    found = tuple(replace(one, beside=_beside(text, one.said)) for one in _dates(cores(text), lexicon(language)))
    told = happening(language or DEFAULT) if found else None
    if not told:
        return found
    future = told.future.search(text) is not None
    is_english = lexicon(language).language == DEFAULT
    return tuple(
        replace(
            _bounded(text, one, told),
            things=_things(text, one, told),
            beside=one.beside | _named_beside(text, one, told),
            future=future,
            deed=deeds.before(text, one.said) if is_english else "",
        )
        for one in found
    )


def _bounded(text: str, dated: Dated, told: Happening) -> Dated:
    """Return a day or hour with the word by which it limits a time, and whether it is told roughly."""
    before = text[: max(0, text.find(dated.said))]
    near = _ABOUT.search(before, max(0, len(before) - _ABOUT_CHARS))
    is_itself = _NOT_UNTIL.search(before) or (near and near["side"])
    limits = "" if is_itself else dated.limits or _bounds(text, dated.said, told)
    return replace(dated, limits=limits, about=near is not None)


def _named_beside(text: str, dated: Dated, told: Happening) -> frozenset[str]:
    """Return what happened on a day where the word next to it says so, whichever word it is."""
    at = text.find(dated.said)
    before, after = _CUT.split(text[:at])[-1], _CUT.split(text[at + len(dated.said) :])[0]
    near = " | ".join((*before.split()[-_NEXT_WORDS:], *after.split()[:_NEXT_WORDS]))
    return frozenset(f"={told.things.name(found)}" for found in told.things.find(near))


def _beside(text: str, said: str) -> frozenset[str]:
    at = text.find(said)
    if at < 0:
        return frozenset()
    before, after = stems(text[max(0, at - _BESIDE_CHARS) : at]), stems(text[at + len(said) :][:_BESIDE_CHARS])
    return frozenset((*before[-1:], *after[:1]))


def _things(text: str, dated: Dated, told: Happening) -> frozenset[str]:
    """Return what happened on a day: told beside it, with no comma in between."""
    at = text.find(dated.said)
    if at < 0:
        return frozenset()
    far = _CUT.split(text[max(0, at - _FAR_CHARS) : at])[-1]
    before = far[-_BESIDE_CHARS:]
    after = _CUT.split(_ZONED.sub("", text[at + len(dated.said) :], count=1)[:_AFTER_CHARS])[0]
    beside = frozenset(told.things.name(one) for one in told.things.find(f"{before}|{after}"))
    since = deeds.THEREAFTER.split(after)[0] if dated.grain == "day" else after
    befell = frozenset(
        (
            *(told.things.name(one) for one in told.things.find(far) if deeds.are_of_it(far[one.end() :])),
            *(told.things.name(one) for one in told.things.find(since) if deeds.are_of_it(since[: one.start()])),
        )
    )
    return (beside - BEFALLEN) | (befell & (BEFALLEN | {"alarm"}))


def _bounds(text: str, said: str, told: Happening) -> str:
    """Return the words before a day by which it limits a time: until Monday."""
    at = text.find(said)
    found = told.bounds.search(text[max(0, at - _LOOK_BACK_CHARS) : at]) if at > 0 else None
    return found[0].casefold().strip() if found else ""


def _speaks_of_dates(sentence: Tokenised, language: str | None) -> bool:
    """Whether a sentence may hold a date, which takes a figure, or a day's or month's name."""
    if "@" in sentence.text:
        return False
    names, others = _names(language)
    if sentence.has_digit or not names.isdisjoint(sentence.words):
        return True
    return others is not None and others.search(sentence.text) is not None


@cache
def _names(language: str | None) -> tuple[frozenset[str], re.Pattern[str] | None]:
    """Return the names of days and months that are single words, and what finds the others: Tuesday in Portuguese."""
    single, others = set[str](), set[str]()
    for name in lexicon(language).calendar:
        (single if terms.words(name) == [name] else others).add(name)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, others))})\b", re.IGNORECASE) if others else None
    return frozenset(single), pattern


def _dates(row: Sequence[str], known: Lexicon) -> Iterator[Dated]:
    """Yield the dates among the words of a sentence; parts that stand together are one day."""
    parts: list[tuple[int, str]] = []
    at = 0
    while at < len(row):
        word = row[at].lower()
        if word not in known.calendar and word.isascii() and not word[0].isdigit():
            at += 1
            continue
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
            or not _JOINING.issuperset(word.lower() for word in row[group[-1][0] + 1 : place])
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
        zone = next((row[at].lower() for at in range(last + 1, last + _ZONE_REACH) if _is_zone(row, at)), "")
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
        elif day.year and not (first and known.has("articles", row[first - 1].lower())):  # the 2017 report is a name
            yield Dated("year", str(day.year), said, limits)


def _is_zone(row: Sequence[str], at: int) -> bool:
    """Whether a word behind an hour says whose it is: GMT, Norwegian time."""
    if at >= len(row):
        return False
    is_named = row[at][:1].isupper() and row[at + 1 : at + 2] == ["time"]
    return row[at].lower() in _ZONES or is_named


def _is_of_telling(row: Sequence[str], first: int, last: int, known: Lexicon) -> bool:
    """Whether a day is that of a statement: said on Monday, on Monday the ministry said, as of Monday."""
    before = [word.lower() for word in row[max(0, first - _LOOK_BACK) : first]]
    if before[-2:] == ["as", "of"]:
        return True
    for place in reversed(range(len(before))):
        lower = before[place]
        if lower == "found" and place and before[place - 1] in _PASSIVE:
            break  # the body was found on Saturday: nobody tells
        if lower in _TELLING_ENDS:
            break
        if known.has("speech", lower) or known.has("speech_after_name", lower) or lower in _TOLD_IN:
            return True
    if first > 1:
        return False
    return any(known.has("speech", word.lower()) for word in row[last + 1 : last + 1 + _LOOK_AHEAD])
