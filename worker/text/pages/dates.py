"""Dates as pages write them, into moments in UTC."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from schemas.base import as_utc
from worker.text.lexicon import lexicon
from worker.text.pages import zones

_LANGUAGES = ("pl", "no", "da", "sv", "nl", "pt", "it", "es", "fr", "de", "en")
"""Those whose months are known on any page; where two disagree, a later one is right."""
_MONTHS = {name: number for language in _LANGUAGES for name, number in lexicon(language).months.items()}
_MONTHS |= {"sept": 9}
_MONTH = "(?P<month>" + "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.|\u00ba|er)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_JOINT = r"\s*[,|\u00b7\u2013\u2014/-]?\s*(?:T|at|um|om|kl\.?|o|\u00e0s?|a las|alle(?: ore)?|ore|on)?\s*"


def _clock(side: str) -> str:
    """Return a pattern for a time of day and its zone, whose groups' names end in `side`."""
    return (
        rf"(?P<hour{side}>\d{{1,2}})"
        rf"(?:(?:\s?[:.h]\s?|(?=\d\d\s(?:GMT|UTC|E[SD]?T)))(?P<minute{side}>[0-5]\d)(?!\d)(?::(?P<second{side}>[0-5]\d))?)?"
        rf"(?:\s*(?P<half{side}>[ap])\.?\s?m\b\.?)?(?:\s*(?:Uhr|hrs?|h)\b)?"
        rf"(?:\s*\(?(?P<zone{side}>(?-i:{zones.NAME}))(?!\w)\)?(?:\s\([^()]{{3,12}}\))?)?"
    )


_AFTER = rf"(?:{_JOINT}{_clock('')})?"
_BEFORE = rf"(?:\b{_clock('_first')}{_JOINT}(?:(?!\d)\w{{2,9}}\.?,?\s+)?)?"
_DATES = (
    rf"{_DAY}\s+(?:de\s+)?{_MONTH},?\s+(?:del?\s+)?{_YEAR}",
    rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)",
    rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
)
_WRITTEN = tuple(re.compile(rf"(?:{_BEFORE})(?<![\w.]){date}{_AFTER}", re.IGNORECASE) for date in _DATES)
_SLASHED = re.compile(
    rf"(?:{_BEFORE})(?<![\w/])(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/{_YEAR}(?!/){_AFTER}", re.IGNORECASE
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d|\d{4}-W\d\d|(?:19|20)\d{6}(?:\Z|T)")
_MAIL = re.compile(
    r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UTC?|[ECMP][SD]T)\Z"
)
_SHORT_STAMP = re.compile(
    r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(?:UTC|GMT|Z)?\s*([+-]\d\d)?(?::?(\d\d))?\Z"
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?([0-2]\d|3[01])(?=[/_-])")
_UPDATED = re.compile(
    r"\b(?:last |zuletzt |derni\u00e8re |\u00faltima |ultimo |laatst )?(?:updated|modified|revised|edited|aktualisiert"
    r"|ge\u00e4ndert|mise? \u00e0 jour|modifi\u00e9e?|actualizad[oa]|actualizaci\u00f3n|modificad[oa]|aggiornat[oa]"
    r"|aggiornamento|atualizad[oa]|atualiza\u00e7\u00e3o|bijgewerkt|gewijzigd)\b",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?\Z")
_NOON = 12
_MOST_CHARS = 400
# Year 1 and the like are what programs write for "not set".
_FIRST_YEAR = 1900


class Moment(NamedTuple):
    """A moment in UTC, and whether the page gave the time of day with it; without one it stands at midnight."""

    at: datetime
    has_time: bool


def read(text: str, *, day_first: bool = False) -> Moment | None:
    """Return the moment in `text`, stamp or written date; null where there is none.

    Args:
        text: What a page gives as a date.
        day_first: Whether `4/3/2024` is in March, as everywhere but in English; in English it is nothing.
    """
    trimmed = text.strip()[:_MOST_CHARS]
    at = stamp(trimmed)
    if at is not None:
        return Moment(at, has_time=len(trimmed) > len("2024-03-04") or _EPOCH.match(trimmed) is not None)
    return _written(trimmed, day_first=day_first)


def stamp(text: str) -> datetime | None:
    """Return the moment that a machine wrote as ISO 8601, RFC 5322 or seconds of POSIX, null for anything else.

    A stamp without a zone is taken to be UTC.
    """
    trimmed = text.strip()
    if _EPOCH.match(trimmed):
        return datetime.fromtimestamp(int(trimmed[:10]), UTC)
    if short := _SHORT_STAMP.match(trimmed):
        trimmed = f"{short[1]}{short[2]}:{short[3] or '00'}" if short[2] else short[1]
    elif not (_ISO.match(trimmed) or _MAIL.match(trimmed)):
        return None
    parse = parsedate_to_datetime if _MAIL.match(trimmed) else datetime.fromisoformat
    try:
        moment = as_utc(parse(trimmed))
    except (ValueError, OverflowError, IndexError):
        return None
    return moment if moment.year >= _FIRST_YEAR else None


def written(text: str, *, day_first: bool = False) -> datetime | None:
    """Return the first date in `text` that a person wrote, with its time if there is one.

    `7 December 2022, 13:28`, `1.28pm ET Dec. 7, 2022`, `7. Dezember 2022 um 13.28 Uhr`, `7 de diciembre de 2022`,
    `07.12.2022` and `2022-12-07` are read. A date without a zone is taken to be UTC.

    Args:
        text: One line; the first few hundred characters count.
        day_first: Whether to read `7/12/2022` as well, with the day first; outlets in English differ in that.
    """
    moment = _written(text[:_MOST_CHARS], day_first=day_first)
    return moment.at if moment else None


def cut_at_update(line: str) -> tuple[str, str, str]:
    """Return what stands in a line before and after the word that makes a date one of change, and the word."""
    match = _UPDATED.search(line)
    return (line[: match.start()], match[0], line[match.end() :]) if match else (line, "", "")


def in_address(url: str) -> datetime | None:
    """Return the day that an address names in its path: `/2024/03/04/mayor-resigns`."""
    match = _IN_ADDRESS.search(url)
    try:
        return datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC) if match else None
    except ValueError:
        return None


def _written(text: str, *, day_first: bool) -> Moment | None:
    """Return the first date in `text`."""
    patterns = (*_WRITTEN, _SLASHED) if day_first else _WRITTEN
    matches = [match for pattern in patterns for match in pattern.finditer(text)]
    for match in sorted(matches, key=lambda match: match.start("year")):
        if (moment := _moment(match)) is not None:
            return moment
    return None


def _moment(match: re.Match[str]) -> Moment | None:
    """Return the moment of one written date; null where there is no such day."""
    side = "" if _is_clock(match, "") else "_first" if _is_clock(match, "_first") else None
    month = _MONTHS.get(match["month"].lower())
    try:
        day = datetime(int(match["year"]), month or int(match["month"]), int(match["day"]), tzinfo=UTC)
        if side is None:
            return Moment(day, has_time=False)
        hour = int(match[f"hour{side}"])
        if half := match[f"half{side}"]:
            hour = hour % _NOON + (_NOON if half.lower() == "p" else 0)
        local = day.replace(hour=hour, minute=int(match[f"minute{side}"] or 0), second=int(match[f"second{side}"] or 0))
    except ValueError:
        return None
    zone = match[f"zone{side}"]
    return Moment(local - zones.offset(zone.upper(), local) if zone else local, has_time=True)


def _is_clock(match: re.Match[str], side: str) -> bool:
    """Whether a number beside the date is a time: it has minutes, or a half of the day."""
    return match[f"hour{side}"] is not None and bool(match[f"minute{side}"] or match[f"half{side}"])
