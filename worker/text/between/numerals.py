"""Numbers in running English text: digits, words, scales, and how exactly they are meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_BASE = _UNITS | _TENS
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "tn": 1_000_000_000_000,
    "dozen": 12,
    "pair": 2,
    "k": 1_000,
}
_BELOW_HUNDRED = "|".join(sorted(_BASE, key=len, reverse=True))
_SCALE_WORDS = r"(?:hundred|thousand|million|billion|trillion|dozen|pair)\b"
_WORDS = rf"(?:{_BELOW_HUNDRED}|{_SCALE_WORDS})"
_NUMBER = re.compile(
    rf"""
    (?<![\w.,:/-])                                   # neither inside a name (Tu-95) nor in a time, a ratio or a score
    (?:
        (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
        (?:\s?(?P<scale>hundred|thousand|million|billion|trillion|dozen|bn|mn|tn|[mk])\b)?
      | (?P<words>(?:(?:an?|half\s+an?)\s+(?={_SCALE_WORDS})|(?={_BELOW_HUNDRED}))
          (?:{_WORDS}(?:[\s-]+(?:and\s+)?(?={_WORDS}\b))?)+)
    )
    (?![\w/:-]|[.,]\d)                        # nor glued to one: 2nd, 13:28, 34-year-old
    """,
    re.VERBOSE | re.IGNORECASE,
)
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

_ABOUT = r"about|around|some|roughly|approximately|circa|an estimated|estimated"
_MORE = r"at least|more than|over|no (?:fewer|less) than|upwards? of"
_LESS = r"almost|nearly|close to|fewer than|less than|under|as many as|up to"
_APPROXIMATE = re.compile(
    rf"\b(?:(?P<about>{_ABOUT})|(?P<more>{_MORE})|(?P<less>{_LESS}))\s+(?:[$£€]\s?)?$", re.IGNORECASE
)
_CURRENCY = re.compile(r"(?P<sign>US\$|[$£€])\s?$")


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
    for found in _NUMBER.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        value, grain = _value(found)
        currency = _CURRENCY.search(before)
        if _is_date_or_name(before, after, found, currency=currency is not None):
            continue
        bound = Bound.ABOUT if "dozen" in found[0].lower() else _bound(before)
        yield Numeral(value, grain, bound, found.start(), found.end(), currency and currency["sign"])


def _is_date_or_name(before: str, after: str, found: re.Match[str], *, currency: bool) -> bool:
    if _MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after) or _AGE_BEFORE.search(before):
        return True
    if _AGE_AFTER.match(after) or _ONE_OF.match(found[0] + after):
        return True
    written = found[0]
    return not currency and written.isdigit() and len(written) == len("2022") and _YEARS[0] <= int(written) <= _YEARS[1]


def _bound(before: str) -> Bound:
    found = _APPROXIMATE.search(before)
    return Bound(found.lastgroup) if found and found.lastgroup else Bound.EXACT


def _value(found: re.Match[str]) -> tuple[float, float]:
    """Return the number and its grain."""
    if found["words"]:
        return _spelled(found["words"])
    digits = found["digits"].replace(",", "")
    scale = _SCALES[found["scale"].lower()] if found["scale"] else 1
    decimals = len(digits.partition(".")[2])
    return float(digits) * scale, scale / 10**decimals


def _spelled(words: str) -> tuple[float, float]:
    """Return what number words add up to: three hundred and twelve, twenty-five, a dozen, half a million."""
    total, group, grain = 0.0, 0.0, 1.0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _BASE:
            group += _BASE[word]
            grain = 1.0
        elif word == "half":
            group = 0.5
        elif word in _SCALES:
            scale = _SCALES[word]
            group, grain = (group or 1) * scale, float(scale)
            if scale > _SCALES["hundred"]:
                total, group = total + group, 0.0
    return total + group, grain
