"""Words as the comparison across outlets sees them: folded, without the small change, cut to five letters."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from worker.text.calendar_names import WEEKDAYS
from worker.text.listed import words_of
from worker.text.normalise import fold
from worker.text.remembered import by_word

PREFIX_LETTERS = 5
"""Five letters stand in for stemming wherever the stem comes first: attack, attacks, attacked."""

_SENTENCE_CHARS = 500
"""Longer texts are not remembered by their words."""
WORD = re.compile("\\w+(?:['\u2019]\\w+)?")
_WRITTEN = bytes(code if chr(code).isalnum() or chr(code) in "_'\n" else ord(" ") for code in range(256))
_LOWERED = _WRITTEN[:128].lower() + bytes(128)
"""What makes of Latin-1 text, or ASCII, its words, but for those with an apostrophe: as they are written, and in lower
case."""

STOPWORDS = WEEKDAYS | words_of("""
    a about above after again against all also although am amid among an and another any are as at away back be
    became because been before began being below between both but by came can cannot could did do does doing done
    down during each either else even ever every few first for from further get gets getting give given go goes
    going gone got had has have having he her here hers herself him himself his how however i if in including
    instead into is it its itself just last later least less let like made make makes making many may me might mine
    more most much must my near nearly never new next no nor not now of off often on once one only onto or other
    others our ours out over own part per put rather s said same say saying says she should since so some still such
    take taken than that the their theirs them themselves then there these they this those though through to told
    too took toward towards two under until up upon us use used very via was way we well went were what when where
    whether which while who whom whose why will with within without would yet you your yours t re ve ll d m
    according added asked called come comes day days week weeks month months year years time times people today
    yesterday tomorrow
    """)
"""English words that say nothing of the subject; other languages rely on the weights alone."""


def words(text: str) -> list[str]:
    """Return the words of `text` in order, folded, in lower case, a possessive's ending dropped."""
    return list(_of_sentence(text)) if len(text) <= _SENTENCE_CHARS else _words(text)


@lru_cache(maxsize=4096)
def _of_sentence(text: str) -> tuple[str, ...]:
    """Return the words of a sentence, which several parts of a comparison ask for."""
    return tuple(_words(text))


def _words(text: str) -> list[str]:
    return split(fold(text))


def split(folded: str) -> list[str]:
    """Return the words of a text that is folded already, as `words` does."""
    if not folded.isascii():
        return _found(folded.casefold())
    found = folded.encode().translate(_LOWERED).decode().split()
    if "'" in folded:
        return [word for token in found for word in (_found(token) if "'" in token else (token,))]
    return found


def _found(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in WORD.findall(text)]


def stems(text: str) -> list[str]:
    """Return the words of `text` that carry meaning, in order, each cut to five letters; figures stay whole."""
    return stemmed(words(text))


def stemmed(found: Iterable[str]) -> list[str]:
    """Return the stems of words as `words` gives them; see `stems`."""
    return list(filter(None, map(stem, found)))


@by_word
def stem(word: str) -> str:
    """Return the stem of a word, empty where it carries no meaning."""
    if word in STOPWORDS:
        return ""
    return word if word[0].isdigit() else word[:PREFIX_LETTERS]


_PLAIN = (
    *((mark, "'") for mark in "\u2018\u2019\u201b\u02bc\uff07"),
    *((mark, '"') for mark in "\u201c\u201d\u201e\u00ab\u00bb"),
    *((mark, "-") for mark in "\u2013\u2014"),
    *((mark, "") for mark in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
)
_PLAIN_WORD = re.compile("\\w+(?:'\\w+)?")
_OUTER_APOSTROPHE = re.compile("'(?:(?!\\w)|(?<!\\w'))")
_SECOND_APOSTROPHE = re.compile("('\\w+)'")
_POSSESSIVE = re.compile("'s(?!\\S)")
_ENDINGS = tuple(
    re.compile(f"{ending}(?!\\S)(?<=\\S{{{length}}})") for ending, length in (("ing", 7), ("e[ds]", 6), ("s", 5))
)
"""The commonest endings of English, in the order in which they are looked for, where four letters are left before them.

A search whose beginning is a letter leaps from one to the next, and is several times quicker than one for all at once.
"""
_CUT = "\x00"
"""Stands where an ending was, so that no word loses two."""


def plain(text: str) -> str:
    """Return `text` without what typography does to words: the fast part of `fold`, for whole articles at one go.

    It replaces and never translates: of the marks most texts hold few, and a search for one that is absent costs
    nothing.
    """
    if text.isascii():
        return text
    for mark, instead in _PLAIN:
        if mark in text:
            text = text.replace(mark, instead)
    return unicodedata.normalize("NFKC", text)


def apart(text: str) -> str:
    """Return the lines of a `plain` text with nothing between their words, as they are written, but spaces.

    All of the text goes through each step at once, which costs a fraction of looking at word after word.
    """
    try:
        cut = text.encode("latin-1").translate(_WRITTEN).decode("latin-1")
    except UnicodeEncodeError:
        lines = text.split("\n")
        return "\n".join(map(apart, lines)) if len(lines) > 1 else " ".join(_PLAIN_WORD.findall(text))
    return _SECOND_APOSTROPHE.sub("\\1 ", _OUTER_APOSTROPHE.sub(" ", cut)) if "'" in cut else cut


def counted(words: str) -> str:
    """Return what grouping counts words as that stand `apart`: in lower case, without the commonest endings."""
    folded = words.casefold().replace(_CUT, "")
    if "'" in folded:
        folded = _POSSESSIVE.sub("", folded)
    for ending in _ENDINGS:
        folded = ending.sub(_CUT, folded)
    return folded.replace(_CUT, "")


@lru_cache(maxsize=1024)
def title_terms(title: str) -> tuple[str, ...]:
    """Return what the words of a title are counted as; both who makes a fingerprint and who weighs it ask."""
    return tuple(counted(apart(plain(title))).split())
