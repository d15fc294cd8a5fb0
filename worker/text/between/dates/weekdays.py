"""The weekdays of what happened, apart from those on which it is told, or a toll came to be so high."""

import re
from functools import lru_cache

from worker.text.calendar_names import MONTHS, WEEKDAY, WEEKDAY_STEM

NAME = re.compile(rf"\b({WEEKDAY_STEM})day\b")
THE_OTHER_DAY = re.compile(
    rf"(?:{WEEKDAY}|(?:the|last|this) (?:weekend|night|morning|evening)|yesterday)\b",
    re.IGNORECASE,
)
"""What a time begins with that is no longer than the news of it."""
_SAID = "said|says|told|announced|reported|confirmed|added|wrote|tweeted|acknowledged|released"
_SAID_ON = re.compile(
    rf"\b(?:{_SAID})\b[^,.;]{{0,60}}?"
    rf"\b(?:on |late |early )?{WEEKDAY}\b"
    rf"|\b{WEEKDAY}(?: night| evening| morning| afternoon)? (?:{_SAID})\b"
)
_GREW = "rose|risen|rises|climb(?:ed|s)|grew|grown|soared|increased|reach(?:ed|es)|stood|stands|hit|passed|was|is"
_AS_OF = re.compile(
    rf"\btoll\b[^.;]{{0,200}}?\b(?:{_GREW})\b[^.;]{{0,60}}?\b(?P<on>{WEEKDAY_STEM})day\b(?!'s)"
    rf"|\b(?P<by>{WEEKDAY_STEM})day\b(?!'s)[^.;]{{0,60}}?\btoll\b"
)
"""The day on which a toll came to be so high, which is not that of what happened."""
_MONTHS = "|".join(month[:3] for month in MONTHS)
_STATED_ON = re.compile(
    rf"\b[Aa]s of (?:[\w.:]+ (?:[ap]\.?m\.? )?(?:on )?)??(?:(?P<weekday>{WEEKDAY_STEM})day\b"
    rf"|(?P<month>{_MONTHS})[a-z]*\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
    rf"|(?P<day_first>\d{{1,2}})(?:st|nd|rd|th)? (?P<month_next>{_MONTHS})[a-z]*\b)"
)
_REMEMBERED = 256


@lru_cache(maxsize=_REMEMBERED)
def named(clause: str) -> frozenset[str]:
    """Return the weekdays that a clause names for what happened, without their ending."""
    text = _AS_OF.sub(" ", clause) if "toll" in clause else clause
    return frozenset(NAME.findall(_SAID_ON.sub(" ", text)))


@lru_cache(maxsize=_REMEMBERED)
def as_of(sentence: str) -> frozenset[str]:
    """Return the days as of which a sentence counts: the weekday on which a toll came to be so high, `as of May 1`."""
    tolls = (found["on"] or found["by"] for found in _AS_OF.finditer(sentence)) if "toll" in sentence else ()
    stated = (
        found["weekday"] or f"{found['month'] or found['month_next']} {found['day'] or found['day_first']}"
        for found in _STATED_ON.finditer(sentence)
    )
    return frozenset((*tolls, *stated))


def are_two(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both sides of what `as_of` returns name a weekday, or both a date, and not one that is the same."""
    sides = zip(_weekdays_and_dates(one), _weekdays_and_dates(other), strict=True)
    return any(a and b and a.isdisjoint(b) for a, b in sides)


def _weekdays_and_dates(named: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the weekdays and the dates, which tell nothing of one another."""
    dates = frozenset(day for day in named if day[-1].isdigit())
    return named - dates, dates
