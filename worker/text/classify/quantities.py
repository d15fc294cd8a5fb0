"""Figures and dates in a sentence, each with its value, so that `1,000`, `one thousand` and `1k` are one."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from worker.text import number
from worker.text.classify import dates
from worker.text.lexicon import Lexicon

_TELLING = re.compile(r"[\d-]")
_MARKS = frozenset(".,;:!?\"'()-")


class Quantity(NamedTuple):
    """A figure or date, and which words of its sentence it is made of, its unit with them.

    `value` of a figure is a number, written out, and `unit` what it is in; of a date the part it names, such as
    `month 5`. A `vague` one is no quantity by itself: a word like `one`, a bare weekday, `today`.
    """

    kind: Literal["figure", "date", "relative"]
    value: str
    places: range
    vague: bool = False
    unit: str = ""


def quantities(cores: Sequence[str], lexicon: Lexicon) -> tuple[Quantity, ...]:
    """Return the figures and dates among `cores`, the words and marks of one sentence."""
    found: list[Quantity] = []
    at = 0
    while at < len(cores):
        if not _may_begin(cores[at], lexicon):
            at += 1
            continue
        here = (
            _relative(cores, at, lexicon)
            or _counted_period(cores, at, lexicon)
            or _date(cores, at, lexicon)
            or _figures(cores, at, lexicon)
        )
        found += here
        at = here[-1].places.stop if here else at + 1
    return tuple(found)


def _may_begin(core: str, lexicon: Lexicon) -> bool:
    """Return whether a quantity may begin with this word: most words of a text end the search here."""
    if len(core) == 1 and not (core.isascii() and (core.isalpha() or core in _MARKS)):
        return True
    word = core.lower()
    return word in lexicon.quantity_words or bool(_TELLING.search(core)) or lexicon.glued_number is not None


def _relative(cores: Sequence[str], at: int, lexicon: Lexicon) -> list[Quantity]:
    """Return `yesterday` or `3 hours ago`: they change with the clock, and mean nothing by it."""
    word = cores[at].lower()
    if word in lexicon.relative:
        return [Quantity("relative", word, range(at, at + 1))]
    if not (word.isdigit() or word in lexicon.numbers or lexicon.has("number_articles", word)):
        is_ago = lexicon.has("ago_before", word) and lexicon.has("ago_units", _lower(cores, at + 2))
        return [Quantity("relative", "ago", range(at, at + 3))] if is_ago else []
    if lexicon.has("ago_units", _lower(cores, at + 1)) and lexicon.has("ago", _lower(cores, at + 2)):
        return [Quantity("relative", "ago", range(at, at + 3))]
    return []


def _lower(cores: Sequence[str], at: int) -> str:
    return cores[at].lower() if 0 <= at < len(cores) else ""


def _date(cores: Sequence[str], at: int, lexicon: Lexicon) -> list[Quantity]:
    part = dates.part(cores, at, lexicon)
    if part is None:
        return []
    return [Quantity("date", part.value, range(at, at + part.length), vague=part.value.startswith("weekday"))]


def _counted_period(cores: Sequence[str], at: int, lexicon: Lexicon) -> list[Quantity]:
    """Return the 14th century or the third quarter, no figures; German has a full stop between."""
    end = at + 1 + (cores[at].isdecimal() and cores[at + 1 : at + 2] == ["."])
    if not lexicon.has("counted_periods", _lower(cores, end)):
        return []
    found = number.read(cores[at : at + 1], 0, lexicon)
    is_place = len(found) == 1 and (found[0].unit == number.ORDINAL or end > at + 1)
    value = f"{_lower(cores, end)} {found[0].value:g}" if is_place else ""
    return [Quantity("date", value, range(at, end + 1))] if is_place else []


def _figures(cores: Sequence[str], at: int, lexicon: Lexicon) -> list[Quantity]:
    return [
        Quantity("figure", f"{found.value:.12g}", range(found.places.start, found.end), found.vague, found.unit)
        for found in number.read(cores, at, lexicon)
    ]
