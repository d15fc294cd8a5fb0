"""Hours that an English sentence tells without a clock's figures: half past six, five in the morning, 0615 GMT."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MINUTES = {
    **{name: minutes for minutes, name in enumerate(_NAMES, start=1)},
    "quarter": 15,
    "twenty": 20,
    "twenty-five": 25,
    "half": 30,
}
_HOUR = rf"(?P<hour{{0}}>(?:{'|'.join(_NAMES)}|1[0-2]|[1-9])(?![\w:.,]\d|\w|-))"
_DAY = r"(?:on )?(?:[A-Z][a-z]+day |that |this |yesterday |the same )"
_PART = (
    rf"(?:in the (?:early |late )?|{_DAY})(?P<part{{0}}>morning|afternoon|evening)|(?:at |{_DAY})(?P<night{{0}}>night)"
)
_BEFORE = (
    r"\b(?:at|before|after|around|about|until|till?|from|by|and|than|since|towards?|just|nearly|almost|shortly|was|is"
    r"|between|to)\s+"
)
_PAST = (
    r"(?:(?:a |an? )?(?P<minutes>half|quarter)"
    r"|(?P<few>twenty-five|twenty|ten|five|[1-5]?\d|one|two|three|four) minutes?"
    r"|(?<=at )(?P<some>twenty-five|twenty|ten|five)) (?P<way>past|after|to|before)"
)
_WRITTEN = (
    (
        rf"\b{_PAST} (?:{_HOUR.format(0)}(?! (?:people|men|women|days|weeks))|(?P<noon0>noon|midday|midnight))"
        rf"(?: o'clock)?(?: (?:{_PART.format(0)}))?"
    ),
    rf"\b{_HOUR.format(1)} o'clock(?: (?:{_PART.format(1)}))?",
    rf"{_BEFORE}(?P<said2>{_HOUR.format(2)} (?:{_PART.format(2)}))",
    rf"{_BEFORE}(?P<said3>(?P<noon3>noon|midday|midnight))",
    (
        rf"\b(?P<said4>(?P<hour4>1[0-2]|[1-9])[.:](?P<minutes4>[0-5]\d)) {_DAY}"
        r"(?P<part4>morning|afternoon|evening|night)\b"
    ),
    r"\b(?P<clock>[01]\d[0-5]\d|2[0-3][0-5]\d)(?P<zone> GMT| UTC| BST| CET| local time| hours(?= (?:on|local|GMT)))",
)
_FOUND = re.compile("|".join(f"(?:{written})" for written in _WRITTEN), re.IGNORECASE)
_MAY = (
    *("o'clock", " morning", "afternoon", " evening", "at night", "noon", "midday", "midnight", " gmt"),
    *("half past", "quarter past", "minutes past", "quarter to", "minutes to", "ten to ", "five to ", "twenty to "),
)
_NOON = 12
_HALF_DAY = {"morning": 0, "afternoon": 12, "evening": 12, "night": 12}
_ON_A_DAY = 4
_SMALL = 5
"""Up to here an hour at night is after midnight."""


class Hour(NamedTuple):
    """An hour as told; where it does not say of which half of the day, the value names both: `6:30/18:30`."""

    start: int
    said: str
    value: str


def may_tell(text: str) -> bool:
    """Whether a sentence may tell an hour so."""
    lower = text.lower()
    return any(each in lower for each in _MAY)


def find(text: str) -> Iterator[Hour]:
    """Yield the hours of a folded English sentence that no clock's figures tell, in order."""
    if not may_tell(text):
        return
    for found in _FOUND.finditer(text):
        said = next((found[name] for name in ("said2", "said3", "said4") if found[name]), found[0])
        yield Hour(found.start() + found[0].find(said), said, _value(found))


def _value(found: re.Match[str]) -> str:
    if clock := found["clock"]:
        zone = found["zone"].split()[0].lower()
        return f"{int(clock[:2])}:{clock[2:]}{'' if zone == 'hours' else f' {zone}'}"
    noon = (found["noon0"] or found["noon3"] or "").lower()
    if noon:
        at = 0 if noon == "midnight" else _NOON
        hours = {at}
    else:
        hours = _hours(found)
    minutes = _minutes(found)
    told = sorted((hour * 60 + minutes) % (24 * 60) for hour in hours)
    return "/".join(f"{minute // 60}:{minute % 60:02}" for minute in told)


def _hours(found: re.Match[str]) -> set[int]:
    place = next(place for place in (0, 1, 2, 4) if found[f"hour{place}"])
    name = found[f"hour{place}"].lower()
    hour = (int(name) if name.isdigit() else _NAMES.index(name) + 1) % _NOON
    part = (found[f"part{place}"] or (found[f"night{place}"] if place != _ON_A_DAY else "") or "").lower()
    if not part:
        return {hour, hour + _NOON}
    is_after_midnight = part == "night" and hour <= _SMALL
    return {hour if is_after_midnight else hour + _HALF_DAY[part]}


def _minutes(found: re.Match[str]) -> int:
    if found["minutes4"]:
        return int(found["minutes4"])
    told = (found["minutes"] or found["few"] or found["some"] or "").lower()
    if not told:
        return 0
    minutes = _MINUTES.get(told) or int(told)
    return minutes if found["way"].lower() in {"past", "after"} else -minutes
