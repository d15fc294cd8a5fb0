"""Dates as pages write them, into moments in UTC."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from schemas.base import as_utc

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_TIME = (
    r"(?:\s*(?:,|at|-|\u2013|\u2014|\||T)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"\s*(?P<half>[ap])?\.?(?:m\b\.?)?)?"
)
_WRITTEN = tuple(
    re.compile(rf"\b{pattern}{_TIME}", re.IGNORECASE)
    for pattern in (
        rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)",
    )
)
_NOON = 12
# Year 1 and the like are what programs write for "not set".
_FIRST_YEAR = 1900


def stamp(text: str) -> datetime | None:
    """Return the moment that a machine wrote as ISO 8601 or RFC 5322, null for anything else.

    A stamp without a zone is taken to be UTC.
    """
    trimmed = text.strip()
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = as_utc(parse(trimmed))
        except (ValueError, OverflowError, IndexError):
            continue
        if moment.year >= _FIRST_YEAR:
            return moment
    return None


def written(text: str) -> datetime | None:
    """Return the first date in `text` that a person wrote, in English or as digits, with its time if there is one.

    `7 December 2022, 13:28`, `Dec. 7, 2022 at 1.28pm` and `2022-12-07` are read; numbers with slashes are not, since
    outlets differ in which is the month. Such a date bears no zone, or one of letters that name several; it is taken
    to be UTC.
    """
    matches = [match for pattern in _WRITTEN for match in pattern.finditer(text)]
    for match in sorted(matches, key=re.Match.start):
        month = _MONTHS.get(match["month"].lower()) or int(match["month"])
        hour = int(match["hour"] or 0)
        if match["half"]:
            hour = hour % _NOON + (_NOON if match["half"].lower() == "p" else 0)
        try:
            return datetime(
                int(match["year"]),
                month,
                int(match["day"]),
                hour,
                int(match["minute"] or 0),
                int(match["second"] or 0),
                tzinfo=UTC,
            )
        except ValueError:
            continue
    return None
