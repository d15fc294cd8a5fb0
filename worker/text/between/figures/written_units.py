"""The unit of a number: by its sign, by the word beside it, or that of the amount before it."""

import re

from worker.text.between.figures import measures
from worker.text.between.figures.measures import Unit
from worker.text.between.figures.numerals import Numeral

_LEFT_OUT = re.compile(r"\s*(?:[.;,!?)]|$)")
_OFFERED = re.compile(
    r"\b(?:put forward|out for|offer(?:ed|s|ing)?|propos(?:ed|es|ing)|wants?|sought|seeks?|demand(?:ed|s|ing)?"
    r"|accept(?:ed|s)?|against|for)\s+$"
)
_ALL_OF_IT = 100
_MILLION = 1e6


def unit_of(number: Numeral, after: str, before: str) -> tuple[Unit, int] | None:
    """Return the unit that a number is written with and how many characters of `after` that takes; None without one."""
    if number.currency:
        return measures.of_currency(number.currency), 0
    if number.unit:
        return measures.UNITS[number.unit], 0
    return measures.after_number(after, before)


def share_too(last: Unit | None, number: Numeral, text: str) -> tuple[Unit, int] | None:
    """Return per cent for a bare number where the one before it is a share: they want 12 per cent and are offered 6."""
    is_bare = is_bare_share(last, number.value, text, number.end) and _OFFERED.search(text[: number.lead])
    return (measures.UNITS["per cent"], 0) if is_bare else None


def is_bare_share(last: Unit | None, value: float, text: str, end: int) -> bool:
    """Whether a number that ends there, with nothing behind it, may be a share as the amount before it is."""
    is_share = last is not None and last.common == "per cent" and value <= _ALL_OF_IT
    return is_share and _LEFT_OUT.match(text, end) is not None


def currency_too(last: Unit | None, number: Numeral) -> tuple[Unit, int] | None:
    """Return the currency of the amount before a bare number of millions: 58 million pounds, of which 41 million."""
    return (last, 0) if last is not None and measures.is_money(last) and number.value >= _MILLION else None
