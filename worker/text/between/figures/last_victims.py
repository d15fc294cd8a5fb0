"""The latest of the dead, told as the sixth: an article that says so knows of six, whatever other number it gives."""

import re

from worker.text.between.openings import holds_any
from worker.text.between.tokenised import Tokenised

_WORDS = """
    second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth
"""
_VALUES = {word: float(place) for place, word in enumerate(_WORDS.split(), start=2)}
_LATEST = re.compile(
    rf"\b(?P<place>{'|'.join(_VALUES)}|\d+(?:st|nd|rd|th)) (?:\w+ )?(?:victim|death|fatality|body"
    r"|(?:person|patient|m[ae]n|woman|child|boy|girl|worker|passenger|resident|officer|soldier|student|tourist)"
    r"(?: \w+){0,3}? (?:died|dies|was (?:killed|found dead|pronounced dead)))\b",
    re.IGNORECASE,
)
_TOLD_BY = ("victim", "death", "fatality", "body", " die", "killed", "dead")
"""Each telling of them holds one of these."""


def known(sentence: Tokenised) -> frozenset[float]:
    """Return how many dead an English sentence says there are by now: a sixth person has died."""
    may_count = sentence.has_digit or not _VALUES.keys().isdisjoint(sentence.words)
    if not (may_count and holds_any(sentence.text, _TOLD_BY)):
        return frozenset()
    places = (found["place"].lower() for found in _LATEST.finditer(sentence.text))
    return frozenset(_VALUES.get(place) or float(place[:-2]) for place in places)
