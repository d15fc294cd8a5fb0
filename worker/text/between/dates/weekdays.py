"""The weekdays of what happened, apart from those on which it is told, or a toll came to be so high."""

import re
from functools import lru_cache

_BEGINNINGS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_DAY = f"(?:{_BEGINNINGS})day"
NAME = re.compile(rf"\b({_BEGINNINGS})day\b")
THE_OTHER_DAY = re.compile(
    rf"(?:{_DAY}|(?:the|last|this) (?:weekend|night|morning|evening)|yesterday)\b",
    re.IGNORECASE,
)
"""What a time begins with that is no longer than the news of it."""
_SAID = "said|says|told|announced|reported|confirmed|added|wrote|tweeted|acknowledged|released"
_SAID_ON = re.compile(
    rf"\b(?:{_SAID})\b[^,.;]{{0,60}}?"
    rf"\b(?:on |late |early )?{_DAY}\b"
    rf"|\b{_DAY}(?: night| evening| morning| afternoon)? (?:{_SAID})\b"
)
_AS_OF = re.compile(
    rf"\btoll\b[^.;]{{0,200}}?\b(?P<on>{_BEGINNINGS})day\b"
    rf"|\b(?P<by>{_BEGINNINGS})day\b[^.;]{{0,60}}?\btoll\b"
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
