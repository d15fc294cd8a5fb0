"""Figures in an English sentence, each with what it counts: killed, injured, warplanes destroyed, per cent, dollars.

Casualties and damage are recognised by the verb that governs the number, before it ("killed three") or after it
("three are said to have died"); anything else is named by its unit or by the noun that follows. A number whose subject
is not clear is left out: a wrong conflict costs more trust than a missed one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from worker.text.between import figure_words as vocabulary
from worker.text.between import numerals
from worker.text.between.numerals import Bound, Numeral
from worker.text.normalise import fold

CASUALTIES = "killed or injured"
OF_PEOPLE = frozenset({*vocabulary.PEOPLE, CASUALTIES})
_OF_EVENTS = frozenset({"destroyed", "damaged", "shot down"})

_WORD = re.compile(r"[\w-]+(?:'\w+)?|[^\w\s]")
_ASIDE = re.compile(r",\s[^;.]*?,\s(?=(?:was|were|are|is|have|has|had)\b)")
_CLAUSES = re.compile(r";|,?\s\b(?:while|whereas|although|but)\b|,\swith\b|\s-\s")
_REACH_WORDS = 12
_NEXT_NUMBER = "#"


@dataclass(frozen=True)
class Figure:
    """A number, `what` it counts in its normal form, the index of its sentence, and the clause it stands in."""

    sentence: int
    what: str
    value: float
    grain: float
    bound: Bound
    clause: str

    @property
    def is_of_event(self) -> bool:
        """Whether the figure belongs to what happened (casualties, damage), and not to the one sentence it is in."""
        return self.what in OF_PEOPLE or any(self.what.endswith(f" {fate}") for fate in _OF_EVENTS)


def find(sentence: str, index: int = 0) -> list[Figure]:
    """Return the figures of `sentence` whose subject is clear, in order.

    Args:
        sentence: One sentence as it stands in the reading.
        index: Its index, which the figures carry.
    """
    text = fold(sentence)
    numbers = list(numerals.find(text))
    if not numbers:
        return []
    clauses = _clauses(text)
    ends = [*(number.start for number in numbers[1:]), len(text)]
    found = []
    for number, reach in zip(numbers, ends, strict=True):
        start, end = next(span for span in clauses if span[0] <= number.start < span[1])
        end = max(end, number.end)
        what = _what(number, text[start : number.start], text[number.end : end], reach - number.end)
        if what:
            found.append(Figure(index, what, number.value, number.grain, number.bound, text[start:end]))
    return found


def _clauses(text: str) -> list[tuple[int, int]]:
    cuts = [found.start() for found in _CLAUSES.finditer(text)]
    return list(zip([0, *cuts], [*cuts, len(text) + 1], strict=True))


def _what(number: Numeral, before: str, after: str, reach: int) -> str | None:
    """Name what `number` counts; `reach` is the number of characters up to the next number."""
    unit = vocabulary.CURRENCIES[number.currency] if number.currency else _unit(after)
    if unit:
        return unit
    if vocabulary.TOLL.search(before):
        return "killed"
    words = _reachable(after, reach)
    event = _governing(before, words)
    if event in OF_PEOPLE:
        return event
    noun = _noun(words)
    return f"{noun} {event}" if noun and event else noun


def _unit(after: str) -> str | None:
    return next((unit for unit, written in vocabulary.UNITS.items() if written.match(after)), None)


def _reachable(after: str, reach: int) -> Sequence[str]:
    """Return the words after the number, asides between commas left out, up to the next number."""
    words = _WORD.findall(_ASIDE.sub(" ", after[:reach]))
    if reach < len(after):
        words.append(_NEXT_NUMBER)
    return words[: _REACH_WORDS + 1]


def _governing(before: str, words: Sequence[str]) -> str | None:
    """Return what happened to those counted: by the verb right before the number, or by the first one after it."""
    for what, pattern in vocabulary.BEFORE.items():
        if pattern.search(before):
            return what
    for place, word in enumerate(words[:_REACH_WORDS]):
        if word.lower() in vocabulary.STOP:
            return None
        for what, pattern in vocabulary.AFTER.items():
            if pattern.fullmatch(word):
                return _joined(what, words[place + 1 :]) if _is_passive(words, place) else None
    return None


def _is_passive(words: Sequence[str], place: int) -> bool:
    """Whether the ones counted suffered it: three gunmen were wounded, not three gunmen wounded a man."""
    if words[place].lower() in vocabulary.SUFFERED:
        return True
    if any(earlier.lower() in vocabulary.AUXILIARIES for earlier in words[:place]):
        return True
    following = words[place + 1].lower() if place + 1 < len(words) else "."
    return following != _NEXT_NUMBER and (following in vocabulary.AFTER_PARTICIPLE or not following[0].isalnum())


def _joined(what: str, following: Sequence[str]) -> str:
    """Return `what`, or both fates where two share the number: 12 were killed or injured."""
    if len(following) > 1 and following[0].lower() in {"or", "and"} and what in {"killed", "injured"}:
        other = "injured" if what == "killed" else "killed"
        return CASUALTIES if vocabulary.AFTER[other].fullmatch(following[1]) else what
    return what


def _noun(words: Sequence[str]) -> str | None:
    """Return the plural that names what is counted, in its normal form."""
    for word in words:
        lower = word.lower()
        if lower in vocabulary.STOP or any(pattern.fullmatch(lower) for pattern in vocabulary.AFTER.values()):
            return None
        if lower in vocabulary.NOT_COUNTED or lower in vocabulary.AUXILIARIES:
            continue
        normal = "warplanes" if vocabulary.AIRCRAFT_MODEL.fullmatch(word) else _plural(lower)
        if normal:
            return normal
    return None


def _plural(word: str) -> str | None:
    """Return the normal form of a plural, or None for any other word."""
    if word in vocabulary.IRREGULAR_PLURALS:
        return vocabulary.NORMAL.get(word, word)
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")):
        return vocabulary.NORMAL.get(word.removesuffix("s"), word)
    return None
