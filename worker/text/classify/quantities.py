"""Figures and dates in a sentence, each with its value, so that `1,000`, `one thousand` and `1k` are one."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from worker.text.classify.lexicon import Lexicon

_FIGURE = re.compile(
    r"(?:[A-Z]{1,3})?(?P<currency>[$£€¥₹₩₽]?)(?P<number>\d[\d.,' ]*)(?P<percent>[%‰°])?-?(?P<unit>[^\W\d]+)?.*"
)
_CLOCK = re.compile(r"[012]?\d[:.][0-5]\d(?:[ap]m)?|\d{1,2}[ap]m", re.IGNORECASE)
_NUMERIC_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})")
_YEAR = re.compile(r"(?:19|20)\d\d(?:s|'s)?")
_DAY = re.compile(r"([0-3]?\d)(?:st|nd|rd|th)?")
_LAST_DAY = 31
_APOSTROPHE = "'"
_GROUPED = re.compile(r"\d{1,3}(?:([,. '])\d{3})(?:\1\d{3})*")


class Quantity(NamedTuple):
    """A figure or date, and which words of its sentence it is made of.

    `value` of a figure is a number, written out; of a date the part it names, such as `month 5`. A `vague` one is no
    quantity by itself: a word like `one`, a bare weekday, `today`.
    """

    kind: Literal["figure", "date", "relative"]
    value: str
    places: range
    vague: bool = False


def quantities(cores: Sequence[str], lexicon: Lexicon) -> tuple[Quantity, ...]:
    """Return the figures and dates among `cores`, the words and marks of one sentence."""
    found: list[Quantity] = []
    at = 0
    while at < len(cores):
        quantity = _relative(cores, at, lexicon) or _date(cores, at, lexicon) or _figure(cores, at, lexicon)
        if quantity:
            found.append(quantity)
        at = quantity.places.stop if quantity else at + 1
    return tuple(found)


def _lower(cores: Sequence[str], at: int) -> str:
    return cores[at].lower() if 0 <= at < len(cores) else ""


def _relative(cores: Sequence[str], at: int, lexicon: Lexicon) -> Quantity | None:
    """Return `yesterday` or `3 hours ago`: they change with the clock, and mean nothing by it."""
    word = _lower(cores, at)
    if lexicon.has("relative_days", word):
        return Quantity("relative", word, range(at, at + 1))
    counted = word.isdigit() or word in lexicon.numbers
    if counted and lexicon.has("ago_units", _lower(cores, at + 1)) and lexicon.has("ago", _lower(cores, at + 2)):
        return Quantity("relative", "ago", range(at, at + 3))
    return None


def _date(cores: Sequence[str], at: int, lexicon: Lexicon) -> Quantity | None:
    """Return the weekday, month, day of a month, year, numeric date or time of day that stands at `at`."""
    word = _lower(cores, at)
    value = _day_or_hour(cores, at, lexicon)
    if word in lexicon.months and cores[at][0].isupper() and _is_month(cores, at, lexicon):
        value = f"month {lexicon.months[word]}"
    elif word in lexicon.weekdays:
        value = f"weekday {lexicon.weekdays[word]}"
    elif _CLOCK.fullmatch(word) and (":" in word or word.endswith("m") or lexicon.has("clock", _lower(cores, at + 1))):
        value = f"time {word.replace('.', ':')}"
    elif _NUMERIC_DATE.fullmatch(word):
        value = word
    elif _YEAR.fullmatch(word):
        value = f"year {word.replace(_APOSTROPHE, '')}"
    return Quantity("date", value, range(at, at + 1), vague=word in lexicon.weekdays) if value else None


def _day_or_hour(cores: Sequence[str], at: int, lexicon: Lexicon) -> str | None:
    """Return `day 5` for the 5 of `5 May`, `time 5 pm` for that of `5 p.m.`, null for any other."""
    day = _DAY.fullmatch(_lower(cores, at))
    if not day or not 1 <= int(day[1]) <= _LAST_DAY:
        return None
    if any(_beside(cores, at, step) in lexicon.months for step in (-1, 1)):
        return f"day {int(day[1])}"
    after = _lower(cores, at + 1)
    return f"time {int(day[1])} {after.replace('.', '')}" if lexicon.has("clock", after) else None


def _beside(cores: Sequence[str], at: int, step: int) -> str:
    """Return the word before or after, past a full stop as in `Dec. 5` and past `of` as in `5th of May`."""
    near = _lower(cores, at + step)
    return _lower(cores, at + 2 * step) if near in {".", "of"} else near


def _is_month(cores: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    if not lexicon.has("ambiguous_months", cores[at].lower()):
        return True
    if any(_beside(cores, at, step)[:1].isdigit() for step in (-1, 1)):
        return True
    return lexicon.has("date_prepositions", _lower(cores, at - 1))


def _figure(cores: Sequence[str], at: int, lexicon: Lexicon) -> Quantity | None:
    """Return the figure that begins at `at`, in digits or words, with `million` and the like multiplied in."""
    word = _lower(cores, at)
    vague = lexicon.has("vague_numbers", word)
    match = _FIGURE.fullmatch(cores[at])
    if match:
        value = _number(match["number"])
        if value is None:
            return Quantity("figure", word, range(at, at + 1))
        unit = (match["unit"] or "").lower()
        value *= lexicon.scales.get(unit, 1)
    else:
        parts = [lexicon.numbers.get(part) for part in word.split("-")]
        if parts[0] is None:
            return None
        value = sum(part for part in parts[:2] if part is not None)
    end = at + 1
    while (scale := lexicon.scales.get(_lower(cores, end))) and len(_lower(cores, end)) > 1:
        value, end, vague = value * scale, end + 1, False
    return Quantity("figure", f"{value:.12g}", range(at, end), vague=vague)


def _number(text: str) -> float | None:
    """Return the value of `1,000.5`, `1.000,5` or `1 000`; null for what is no single number, such as `1.2.3`."""
    text = text.strip(" .,'")
    grouped = _GROUPED.match(text)
    if grouped:
        text = text[: grouped.end()].replace(grouped[1], "") + text[grouped.end() :]
    try:
        return float(text.replace(" ", "").replace("'", "").replace(",", "."))
    except ValueError:
        return None
