"""Dates and times of day: their parts as written, and the days they may mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from worker.text.lexicon import Lexicon

_MINUTE = re.compile(r"[0-5]\d")
_CLOCK = re.compile(r"([012]?\d)[:.h]([0-5]\d)([ap]m)?|(\d{1,2})([ap]m)", re.IGNORECASE)
_ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:'?s)?")
_DECADE = re.compile(r"(?:(?:19|20)\d0|'?[1-9]0)'?s")
_DAY = re.compile(r"([0-3]?\d)(?:st|nd|rd|th|er|º|ª)?")
_APOSTROPHE = "'"
_LAST_DAY, _LAST_MONTH = 31, 12
_CENTURY = 2000
_NOON = 12
_WEEK = 7
_REMEMBERED = 4096
_CJK_PARTS = {
    "年": "year",
    "月": "month",
    "日": "day",
    "号": "day",
    "號": "day",
    "時": "hour",
    "时": "hour",
    "点": "hour",
}
_CJK_WEEKDAYS = dict(zip("\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u65e5\u5929", (1, 2, 3, 4, 5, 6, 7, 7), strict=True))
_JAPANESE_WEEKDAYS = "\u6708\u706b\u6c34\u6728\u91d1\u571f\u65e5"
_GLUED_PARTS = {"년": "year", "월": "month", "일": "day", "시": "hour"}
_GLUED = re.compile(r"(\d{1,4})([년월일시])\w*")


class Part(NamedTuple):
    """A part of a date as written, such as `month 5`, and how many words it takes."""

    value: str
    length: int = 1


def part(cores: Sequence[str], at: int, lexicon: Lexicon) -> Part | None:
    """Return the weekday, month, day of a month, year, numeric date or time of day that stands at `at`."""
    word = cores[at].lower()
    if cjk := _cjk_weekday(cores, at):
        return cjk
    if not word[0].isdigit():
        if word in lexicon.months and _is_month(cores, at, lexicon):
            return Part(f"month {lexicon.months[word]}")
        return Part(f"weekday {lexicon.weekdays[word]}") if word in lexicon.weekdays else None
    return _counted(cores, at) or _numeric(word) or _time(cores, at, lexicon) or _day_or_year(cores, at, lexicon)


def _cjk_weekday(cores: Sequence[str], at: int) -> Part | None:
    """Return \u5468\u4e00, \u661f\u671f\u4e00 or \u6708\u66dc, whose characters stand apart."""
    if cores[at].isascii():
        return None
    one, two, three = cores[at], _lower(cores, at + 1), _lower(cores, at + 2)
    if one in "\u5468\u9031" and two in _CJK_WEEKDAYS:
        return Part(f"weekday {_CJK_WEEKDAYS[two]}", 2)
    if one + two in {"\u661f\u671f", "\u79ae\u62dc", "\u793c\u62dc"} and three in _CJK_WEEKDAYS:
        return Part(f"weekday {_CJK_WEEKDAYS[three]}", 3)
    if two == "\u66dc" and one in _JAPANESE_WEEKDAYS:
        return Part(f"weekday {_JAPANESE_WEEKDAYS.index(one) + 1}", 3 if three == "\u65e5" else 2)
    return None


def _counted(cores: Sequence[str], at: int) -> Part | None:
    """Return 12月 or 12월, where the figure says itself what it counts."""
    glued = _GLUED.fullmatch(cores[at])
    if glued:
        return Part(f"{_GLUED_PARTS[glued[2]]} {int(glued[1])}")
    what = _CJK_PARTS.get(_lower(cores, at + 1))
    return Part(f"{what} {int(cores[at])}", 2) if what and _is_short(cores[at]) else None


def _numeric(word: str) -> Part | None:
    iso = _ISO_DATE.fullmatch(word)
    if iso:
        return Part(f"on {int(iso[1])}-{int(iso[2])}-{int(iso[3])}")
    found = _NUMERIC_DATE.fullmatch(word)
    if not found:
        return None
    day, month, year = (int(group) for group in found.groups())
    year += _CENTURY if year < _CENTURY / 2 and len(found[3]) < len("2000") else 0
    if month > _LAST_MONTH:
        day, month = month, day
    if not (1 <= day <= _LAST_DAY and 1 <= month <= _LAST_MONTH):
        return None
    return Part(f"on {year}-{month}-{day}")


def _time(cores: Sequence[str], at: int, lexicon: Lexicon) -> Part | None:
    """Return the minute of the day: 17:30, 5.30pm and 5:30 p.m. are one."""
    found = _CLOCK.fullmatch(cores[at])
    after = _lower(cores, at + 1).replace(".", "")
    has_clock = lexicon.has("clock", _lower(cores, at + 1))
    if not found:
        if not (_is_short(cores[at]) and has_clock and int(cores[at]) <= 2 * _NOON):
            return None
        if after == "h" and _MINUTE.fullmatch(_lower(cores, at + 2)):  # 2 h 30
            return Part(f"time {int(cores[at])}:{cores[at + 2]}", 3)
        hour, minute, half = int(cores[at]), 0, after
    elif found[4]:
        hour, minute, half = int(found[4]), 0, found[5].lower()
    elif ":" in cores[at] or "h" in cores[at] or found[3] or has_clock or _says_clock(cores, at, lexicon):
        hour, minute, half = int(found[1]), int(found[2]), (found[3] or after).lower()
    else:
        return None
    length = 2 if has_clock and not (found and (found[3] or found[4])) else 1
    if half in {"am", "pm"}:
        hour = hour % _NOON + _NOON * (half == "pm")
    return Part(f"time {hour}:{minute:02}", length)


def _says_clock(cores: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    return lexicon.has("clock_before", _lower(cores, at - 1))


def _day_or_year(cores: Sequence[str], at: int, lexicon: Lexicon) -> Part | None:
    word = cores[at].lower()
    day = _DAY.fullmatch(word)
    if (
        day
        and 1 <= int(day[1]) <= _LAST_DAY
        and any(_beside(cores, at, step, lexicon) in lexicon.months for step in (-1, 1))
    ):
        return Part(f"day {int(day[1])}")
    if _DECADE.fullmatch(word):
        if not _YEAR.fullmatch(word) and any(lexicon.has("ages_after", _lower(cores, at - step)) for step in (1, 2)):
            return None
        return Part(f"decade {word.replace(_APOSTROPHE, '')}")
    year = _YEAR.fullmatch(word)
    return Part(f"year {year[1]}") if year and not _is_counted(cores, at, lexicon) else None


def _is_counted(cores: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Return whether 2000 is an amount: what it is in stands after it."""
    after = _lower(cores, at + 1)
    return after != "" and ((after,) in lexicon.units or (after in lexicon.scales and len(after) > 1))


def _is_short(word: str) -> bool:
    return word.isdecimal() and len(word) <= len("2000")


def _lower(cores: Sequence[str], at: int) -> str:
    return cores[at].lower() if 0 <= at < len(cores) else ""


def _beside(cores: Sequence[str], at: int, step: int, lexicon: Lexicon) -> str:
    """Return the word before or after, past a full stop as in `Dec. 5` and past `of` as in `5th of May`."""
    near = _lower(cores, at + step)
    return _lower(cores, at + 2 * step) if near == "." or lexicon.has("of", near) else near


def _is_month(cores: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Return whether a month's name is one here: English writes it with a capital letter."""
    if lexicon.language == "en" and not cores[at][0].isupper():
        return False
    if not lexicon.has("ambiguous_months", cores[at].lower()):
        return True
    if any(_beside(cores, at, step, lexicon)[:1].isdigit() for step in (-1, 1)):
        return True
    return lexicon.has("date_prepositions", _lower(cores, at - 1))


@dataclass(frozen=True, slots=True)
class Day:
    """What a mention of a day tells: its parts, or how many days it is from when the article was written."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    offset: int | None = None

    def can_be(self, when: date) -> bool:
        """Return whether nothing it tells speaks against its being `when`."""
        told = (
            (self.year, when.year),
            (self.month, when.month),
            (self.day, when.day),
            (self.weekday, when.isoweekday()),
        )
        return all(own is None or own == other for own, other in told)

    def days(self, written: date | None) -> Iterator[date]:
        """Yield the days it may be, of an article written on `written`: for a weekday those within a week."""
        if self.year and self.month and self.day:
            yield from _real(self.year, self.month, self.day)
        elif written is None:
            return
        elif self.offset is not None:
            yield written + timedelta(days=self.offset)
        elif self.month and self.day:
            for year in (written.year - 1, written.year, written.year + 1):
                yield from _real(year, self.month, self.day)
        elif self.weekday:
            yield from (found for n in range(-_WEEK + 1, _WEEK) if self.can_be(found := written + timedelta(days=n)))


@lru_cache(maxsize=_REMEMBERED)
def days(day: Day, written: date | None) -> tuple[date, ...]:
    """Return the days that one may be, of an article written on `written`."""
    return tuple(day.days(written))


def _real(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def mentioned(values: Sequence[str], relative: Sequence[str], lexicon: Lexicon) -> tuple[Day, ...]:
    """Return the days that a sentence's parts of dates and relative days name, neighbouring parts taken together.

    Args:
        values: Parts as `part` gives them, in order.
        relative: Words such as `yesterday`.
        lexicon: The words of the language.
    """
    found: list[dict[str, int]] = []
    for value in values:
        what, _, rest = value.partition(" ")
        if what == "on":
            year, month, day = (int(piece) for piece in rest.split("-"))
            found.append({"year": year, "month": month, "day": day})
        elif what in {"year", "month", "day", "weekday"}:
            if not found or what in found[-1]:
                found.append({})
            found[-1][what] = int(rest)
    days = [Day(**fields) for fields in found]
    return (*days, *(Day(offset=lexicon.relative[word]) for word in relative if word in lexicon.relative))


def same(one: Day, other: Day, written_one: date | None, written_other: date | None) -> bool:
    """Return whether two mentions, in articles written on those days, can mean one day."""
    if one == other and written_one == written_other:
        return True
    left, right = days(one, written_one), days(other, written_other)
    if left and right:
        return any(a == b for a, b in product(left, right))
    known, open_one = (left, other) if left else (right, one)
    return open_one.offset is None and any(open_one.can_be(day) for day in known)
