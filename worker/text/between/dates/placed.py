"""The days and hours of an article with what stands around them, which tells whether two are of one thing."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import islice, pairwise

from schemas.article import Reading
from worker.text.between import synonyms
from worker.text.between.dates import spelled_hours
from worker.text.between.dates.dated import Dated, in_sentence
from worker.text.between.figures import numerals
from worker.text.between.meaning import meaning, meant
from worker.text.between.tokenised import Tokenised
from worker.text.calendar_names import OF_CALENDAR
from worker.text.grouping import terms
from worker.text.grouping.terms import stems, words
from worker.text.lexicon import DEFAULT, lexicon
from worker.text.remembered import by_sentence as remembered

_CUT = re.compile(
    r"[,;:()]\s|\s-\s|\s(?=(?:while|whereas|although|but|and (?:\w+ ){0,3}(?:was|were|is|are|will|had|has))\b)"
)
_FEW = 2
"""Words of meaning: a clause with no more says little, and goes on behind the comma."""
_NAME = re.compile(r"(?<=[a-z,;\"'-] )[A-Z][\w'-]+")
_NO_MEANING = frozenset(stem for name in OF_CALENDAR for stem in stems(name)) | {"morni", "eveni", "night", "local"}
_GRAINS = frozenset({"day", "time"})
_MOST = 60
"""Dates looked at in an article: the first ones."""


@dataclass(frozen=True)
class Then:
    """A day, hour, month or year in a sentence, with the stems and deeds of what is told of it."""

    index: int
    dated: Dated
    text: str
    """Its sentence, folded."""
    told: str
    """Its clause."""
    clause: frozenset[str]
    sentence: frozenset[str]
    around: frozenset[str]
    """Of the sentences beside it too."""
    deeds: frozenset[str]
    nearest: frozenset[str]
    """What is done in the words nearest to it."""
    names: frozenset[str]
    near_names: frozenset[str]
    """Those of its clause."""
    numbers: frozenset[float]
    is_quoted: bool
    is_to_come: bool | None
    """Whether it lies behind the day of the article; None where that is not told."""


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
    is_english: bool = True

    @cached_property
    def each(self) -> tuple["Then", ...]:
        """All of them, in order."""
        return tuple(islice(_each(self), _MOST))


def prepare(reading: Reading, sentences: Sequence[Tokenised]) -> Dates:
    """Return the dates of the sentences of `reading`."""
    texts = [sentence.text for sentence in sentences]
    found = (
        (index, in_sentence(sentence.text, reading.language))
        for index, sentence in enumerate(sentences)
        if _speaks_of_dates(sentence, reading.language)
    )
    written = reading.published.date() if reading.published else None
    by_sentence = {index: dated for index, dated in found if dated}
    language = reading.language or DEFAULT
    meanings = {index: meant(sentences[index].words, language) for index in by_sentence}
    is_english = lexicon(reading.language).language == DEFAULT
    return Dates(by_sentence, texts, meanings, written, _once(by_sentence, texts), is_english)


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


def _speaks_of_dates(sentence: Tokenised, language: str | None) -> bool:
    """Whether a sentence may hold a date, which takes a figure, or a day's or month's name."""
    if "@" in sentence.text:
        return False
    names, others = _names(language)
    if sentence.has_digit or not names.isdisjoint(sentence.words):
        return True
    return (others is not None and others.search(sentence.text) is not None) or spelled_hours.may_tell(sentence.text)


@cache
def _names(language: str | None) -> tuple[frozenset[str], re.Pattern[str] | None]:
    """Return the names of days and months that are single words, and what finds the others: Tuesday in Portuguese."""
    single, others = set[str](), set[str]()
    for name in lexicon(language).calendar:
        (single if terms.words(name) == [name] else others).add(name)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, others))})\b", re.IGNORECASE) if others else None
    return frozenset(single), pattern


def _each(dates: Dates) -> Iterator[Then]:
    for index, row in dates.by_sentence.items():
        text = dates.texts[index]
        around = frozenset().union(*(meaning(near) for near in dates.texts[max(0, index - 1) : index + 2]))
        for dated in row:
            told, at = _clause(text, dated.said)
            deeds, nearest = synonyms.around(words(told[:at]), words(told[at:]))
            yield Then(
                index=index,
                dated=dated,
                text=text,
                told=told,
                clause=meaning(told) - _NO_MEANING,
                sentence=dates.meanings[index] - _NO_MEANING,
                around=around - _NO_MEANING,
                deeds=deeds,
                nearest=nearest,
                names=frozenset(_NAME.findall(text)) - _calendar(),
                near_names=frozenset(_NAME.findall(f"- {told}")) - _calendar(),
                numbers=_numbers(text),
                is_quoted='"' in text,
                is_to_come=_is_to_come(dated, dates.written),
            )


def _is_to_come(dated: Dated, written: date | None) -> bool | None:
    year = int(dated.value) if dated.grain == "year" else dated.day.year if dated.day else None
    return year > written.year if year and written and year != written.year else None


@cache
def _calendar() -> frozenset[str]:
    return frozenset(name.capitalize() for name in OF_CALENDAR)


def _clause(text: str, said: str) -> tuple[str, int]:
    """Return the clause in which a date stands, with the next where it says little, and where in it the date begins."""
    at = max(0, text.find(said))
    cuts = [0, *(found.end() for found in _CUT.finditer(text)), len(text)]
    spans = [(start, end) for start, end in pairwise(cuts) if start < end]
    place = next((place for place, (start, end) in enumerate(spans) if start <= at < end), 0)
    start, end = spans[place]
    if len(meaning(text[start:end].replace(said, " ")) - _NO_MEANING) <= _FEW:
        if place + 1 < len(spans):
            end = spans[place + 1][1]
        else:
            start = spans[place - 1][0] if place else start
    return text[start:end], at - start


@remembered
def _numbers(text: str) -> frozenset[float]:
    return frozenset(one.value for one in numerals.find(text))
