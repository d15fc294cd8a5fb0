"""The weekdays of what happened, apart from those on which it is told, or a toll came to be so high."""

import re
from functools import lru_cache

NAME = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
THE_OTHER_DAY = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:the|last|this) (?:weekend|night|morning|evening)|yesterday)\b",
    re.IGNORECASE,
)
"""What a time begins with that is no longer than the news of it."""
_SAID = "said|says|told|announced|reported|confirmed|added|wrote|tweeted|acknowledged|released"
_SAID_ON = re.compile(
    rf"\b(?:{_SAID})\b[^,.;]{{0,60}}?"
    r"\b(?:on |late |early )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    rf"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: night| evening| morning| afternoon)? (?:{_SAID})\b"
)
_AS_OF = re.compile(
    r"\btoll\b[^.;]{0,200}?\b(?P<on>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?P<by>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b[^.;]{0,60}?\btoll\b"
)
"""The day on which a toll came to be so high, which is not that of what happened."""
_REMEMBERED = 256


@lru_cache(maxsize=_REMEMBERED)
def named(clause: str) -> frozenset[str]:
    """Return the weekdays that a clause names for what happened, without their ending."""
    text = _AS_OF.sub(" ", clause) if "toll" in clause else clause
    return frozenset(NAME.findall(_SAID_ON.sub(" ", text)))


@lru_cache(maxsize=_REMEMBERED)
def of_tolls(sentence: str) -> frozenset[str]:
    """Return the weekdays on which a toll that a sentence tells came to be so high."""
    if "toll" not in sentence:
        return frozenset()
    return frozenset(found["on"] or found["by"] for found in _AS_OF.finditer(sentence))
