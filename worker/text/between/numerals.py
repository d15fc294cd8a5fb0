"""Numbers in running English text that count or measure, and how exactly they are meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from worker.text import number
from worker.text.diff import tokens
from worker.text.lexicon import Lexicon, lexicon

_PLAIN = re.compile(
    r"(?P<sign>US\$|[$£€])?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:%|bn|mn|tn|[mk])?|[^\W\d]+(?:-[^\W\d]+)*"
)
"""A word or a figure, not one inside a name (Tu-95), a time, a score or an age (34-year-old)."""
_SIGNS = frozenset({"$", "US$", "£", "€"})
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH = rf"(?:{'|'.join(_MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s*$")
_MONTH_AFTER = re.compile(rf"\s*{_MONTH}")
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages|chapter|section|article|page|number|no\.|phase|route|flight|channel)\s*$", re.IGNORECASE
)
_AGE_AFTER = re.compile(r"\s*(?:years?[ -]old|o'clock|[ap]\.?m\b)", re.IGNORECASE)
_ONE_OF = re.compile(r"one (?:of|another|or two|day|more)\b", re.IGNORECASE)
_YEARS = (1900, 2099)
_REACH_CHARS = 40
"""How far around a number is looked at for what it is part of."""

_ABOUT = r"about|around|some|roughly|approximately|circa|an estimated|estimated"
_MORE = r"at least|more than|over|no (?:fewer|less) than|upwards? of"
_LESS = r"almost|nearly|close to|fewer than|less than|under|as many as|up to"
_APPROXIMATE = re.compile(
    rf"\b(?:(?P<about>{_ABOUT})|(?P<more>{_MORE})|(?P<less>{_LESS}))\s+(?:[$£€]\s?)?$", re.IGNORECASE
)


class Bound(StrEnum):
    """How exactly a number is meant."""

    EXACT = "exact"
    ABOUT = "about"
    MORE = "more"
    """At least, more than."""
    LESS = "less"
    """Nearly, up to, fewer than."""


@dataclass(frozen=True)
class Numeral:
    """A number at `start:end` of a text; `grain` is the step it was written in, 100,000 for 1.2 million."""

    value: float
    grain: float
    bound: Bound
    start: int
    end: int
    currency: str | None = None


def find(text: str) -> Iterator[Numeral]:
    """Yield the numbers of folded `text` that count or measure, in order.

    Years, dates, times of day, ages, ordinals and the numbers inside names (Tu-95, Engels-2) are left out.
    """
    words = lexicon(None)
    cores, starts = _placed(text)
    at = 0
    while at < len(cores):
        read = number.read(cores, at, words)
        if len(read) == 1 and _counts(cores, read[0], words):
            numeral = _numeral(text, cores, starts, read[0])
            if numeral:
                yield numeral
        at = read[-1].end if read else at + 1


def _placed(text: str) -> tuple[list[str], list[int]]:
    """Return the words and marks of `text`, and where each begins."""
    cores: list[str] = []
    starts: list[int] = []
    done = 0
    for token in tokens(text):
        if token.core:
            cores.append(token.core)
            starts.append(done + len(token.space))
        done += len(token.space) + len(token.core)
    return cores, starts


def _counts(cores: list[str], read: number.Number, words: Lexicon) -> bool:
    """Return whether the number is a count: no ordinal, no `twice`, no fraction, no part of a name, no score."""
    written = [cores[place] for place in read.places]
    if read.unit == number.ORDINAL or written[-1].lower() in words.fractions:
        return False
    is_one_word = read.vague and written[-1].lower() not in {"one", "pair"}
    return not is_one_word and all(_PLAIN.fullmatch(word) or word in _SIGNS for word in written)


def _numeral(text: str, cores: list[str], starts: list[int], read: number.Number) -> Numeral | None:
    first, last = read.places.start, read.places.stop - 1
    sign = cores[first] if cores[first] in _SIGNS else None
    start = starts[first + 1] if sign else starts[first]
    glued = _PLAIN.fullmatch(cores[first])
    if glued and glued["sign"]:
        sign, start = glued["sign"], start + len(glued["sign"])
    end = starts[last] + len(cores[last].removesuffix("%"))
    before, after = text[max(0, start - _REACH_CHARS) : start], text[end : end + _REACH_CHARS]
    if _is_date_or_name(before, after, text[start:end], currency=sign is not None):
        return None
    bound = Bound.ABOUT if "dozen" in text[start:end].lower() else _bound(before)
    return Numeral(read.value, read.grain, bound, start, end, sign)


def _is_date_or_name(before: str, after: str, written: str, *, currency: bool) -> bool:
    if before[-1:] in {"/", ":", "-"} or (after[:1] in {"/", ":", "-"} and after[1:2].strip()):
        return True
    if _MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after) or _AGE_BEFORE.search(before):
        return True
    if _AGE_AFTER.match(after) or _ONE_OF.match(written + after):
        return True
    return not currency and written.isdigit() and len(written) == len("2022") and _YEARS[0] <= int(written) <= _YEARS[1]


def _bound(before: str) -> Bound:
    found = _APPROXIMATE.search(before)
    return Bound(found.lastgroup) if found and found.lastgroup else Bound.EXACT
