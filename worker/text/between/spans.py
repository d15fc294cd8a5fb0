"""Times that a figure is counted over or due by: 210 mm within six hours, two years ago, by the end of 2026."""

import re
from datetime import datetime
from functools import lru_cache

from worker.text.between import measures, numerals

_NUMBER = r"(?:(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty-four|\d{1,3}) )"
_WITHIN = re.compile(
    r"\b(?:in|within|over|for|inside|during)"
    r" (?:just |only |about |less than |under |the (?:space|course) of |a period of )?"
    rf"({_NUMBER}(?:minutes?|hours?|days?|weeks?|months?|years?))\b"
    r"(?!(?: time)? (?:ago|earlier|later|before)\b| time\b)",
    re.IGNORECASE,
)
_YEARS_AGO = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|[2-9]|1\d) years (?:ago|earlier)\b", re.IGNORECASE
)
_DUE = re.compile(
    r"\b(?:by|until|before)(?: the)?"
    r"(?: (?:end|middle|start|beginning|spring|summer|autumn|fall|winter) of| early| late| mid)?"
    r"[ -]((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_REMEMBERED = 256


@lru_cache(maxsize=_REMEMBERED)
def within(clause: str) -> frozenset[float]:
    """Return the times in hours over which `clause` counts: 24.0 where 380 mm of rain fell in 24 hours."""
    return frozenset(hours for written in _WITHIN.findall(clause) if (hours := _hours(written)) is not None)


def _hours(written: str) -> float | None:
    number, _, unit = written.partition(" ")
    value = 1.0 if number.lower() in {"a", "an"} else next((one.value for one in numerals.find(number)), None)
    found = measures.after_number(unit, "")
    return found[0].common_value(value) if found and value is not None else None


def years_ago(clause: str, published: datetime | None) -> frozenset[str]:
    """Return the years that `clause` counts back from its article's: 2022 for two years ago, of an article of 2024."""
    if published is None:
        return frozenset()
    return frozenset(
        str(published.year - int(one.value)) for ago in _YEARS_AGO.findall(clause) for one in numerals.find(ago)
    )


def without_years_ago(clause: str, published: datetime | None) -> str:
    """Return `clause` without the times that `years_ago` makes years of."""
    return _YEARS_AGO.sub(" ", clause) if published and "years" in clause else clause


@lru_cache(maxsize=_REMEMBERED)
def due(clause: str, year: int) -> frozenset[str]:
    """Return the years, `year` or later, by which `clause` says that something is to be done: by the end of 2026."""
    return frozenset(found for found in _DUE.findall(clause) if int(found) >= year)
