"""Times that a figure is counted over, from or due by: within six hours, since January, by the end of 2026."""

import re
from datetime import datetime, timedelta
from functools import lru_cache

from worker.text.between.dates import weekdays
from worker.text.between.figures import measures, numerals
from worker.text.calendar_names import MONTH
from worker.text.grouping.terms import stems

_NUMBER = r"(?:(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty-four|\d{1,3}) )"
_WITHIN = re.compile(
    r"\b(?:in|within|over|for|inside|during)"
    r" (?:just |only |about |less than |under |the (?:space|course) of |a period of "
    r"|the (?:past |last |first )?(?=\d))?"
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
_SINCE = re.compile(r"\bsince ((?:[\w'-]+ ?){1,5})")
_SINCE_MONTH = re.compile(rf"\bsince [^,;]{{0,60}}?\b({MONTH})\b(?: (?P<year>(?:19|20)\d\d)\b)?")
_INSIDE_SINCE = re.compile(r"\bsince (?=[a-z])[^,;]*$")
_RECORD = re.compile(
    r"\b(?:(?:high|low|bigg|larg|great|bad|dead|fast|slow|long|sharp|steep|strong|weak|bus|hott|wett|dri|cold)\w*est|worst|best"
    r"|most|first|only)\b[^,.;]{0,40}\b(?:since [^,.;]*|this (?:year|season|month|century|decade))",
    re.IGNORECASE,
)
"""The highest since 1967, the strongest this year: another time is named, and the figure is not of it."""
_BEST = re.compile(r"\b(?:\w+est|worst|most|first)\b", re.IGNORECASE)
_OF_WHICH = re.compile(r"\b(?:that|which|when|where|who)\b")
_BEFORE = frozenset({"before"})
_REMEMBERED = 256
_RECENT_DAYS = 4


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


def since(before: str, own: str) -> frozenset[str]:
    """Return the stems of what a figure counts from; of what is told to have been since then it is no limit.

    Since the spill reached 55 km of coast: this is how far it reached.
    """
    inside = _INSIDE_SINCE.search(before)
    clause = without_records(own.replace(inside[0], " ", 1) if inside else own)
    if month := _SINCE_MONTH.search(clause):  # since it began in late January, since January
        return frozenset(month.group(1, "year")) - {None}
    return frozenset(
        stem
        for words in _SINCE.findall(clause)
        if not weekdays.THE_OTHER_DAY.match(words)  # what began the other day is all there is of it
        for stem in [*stems(words), *words.split()[:1]]
    )


def without_records(text: str) -> str:
    """Return `text` without what tells since when nothing was as high, or in what time."""
    return _RECORD.sub(" ", text) if "since" in text or "this" in text else text


def of_earlier(before: str) -> frozenset[str]:
    """Return a word that stands for an earlier time where the words before a number go on of what a record is from.

    The deadliest crash since one in 2009 that killed 50; the worst since 26 people were shot.
    """
    head, since, rest = before.rpartition("since ")
    is_of_it = since and (not rest or _OF_WHICH.search(rest)) and _BEST.search(head)
    return _BEFORE if is_of_it else frozenset()


@lru_cache(maxsize=_REMEMBERED)
def recent(published: datetime | None) -> frozenset[str]:
    """Return the days of the month on which the news of an article happened."""
    if published is None:
        return frozenset()
    return frozenset(str((published - timedelta(days=back)).day) for back in range(_RECENT_DAYS))
