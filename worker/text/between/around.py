"""What a day or an amount is of, in the article's own words: those that stand beside it in its clause."""

import re
from collections.abc import Iterable, Iterator
from itertools import dropwhile

from worker.text.grouping.terms import STOPWORDS
from worker.text.normalise import squeeze
from worker.text.remembered import by_sentence

_MOST_WORDS = 6
_MOST_BEFORE, _MOST_AFTER = 4, 3
_FEWEST = 2
_CLAUSE_ENDS = re.compile(r"[,;:()\u2026]|\s[-\u2013\u2014]+\s|[.!?](?:\s|$)")
_AT_EDGES = "\"'\u201c\u201d\u2018\u2019"


@by_sentence
def told_then(text: str, said: str) -> str:
    """Return what happened on a day: the words before it in its clause, or those after it; empty where it is alone."""
    before, after = _beside(text, said)
    words = _without_small(before[-_MOST_WORDS:])
    if len(_meaning(words)) < _FEWEST:
        shown = after if len(after) <= _MOST_WORDS else _trimmed(after[:_MOST_WORDS])
        words = [*dropwhile(_is_small, shown)]
    return " ".join(words) if len(_meaning(words)) >= _FEWEST else ""


def told_of(text: str, said: str) -> str:
    """Return what an amount is of: the words around its place, which dots hold; empty where it is alone."""
    before, after = _beside(text, said)
    lead = [*dropwhile(_is_small, before[-_MOST_BEFORE:])]
    words = [*lead, "\u2026", *_trimmed(after[:_MOST_AFTER])]
    return " ".join(words) if _meaning(words) else ""


def _beside(text: str, said: str) -> tuple[list[str], list[str]]:
    """Return the words of the clause before and after what is said there first; nothing where it is not."""
    text = squeeze(text)
    found = re.search(re.escape(squeeze(said)), text, re.IGNORECASE)
    if found is None:
        return [], []
    before, after = _CLAUSE_ENDS.split(text[: found.start()])[-1], _CLAUSE_ENDS.split(text[found.end() :])[0]
    return [*_words(before)], [*_words(after)]


def _words(text: str) -> Iterator[str]:
    yield from filter(None, (word.strip(_AT_EDGES) for word in text.split()))


def _without_small(words: Iterable[str]) -> list[str]:
    return [*dropwhile(_is_small, _trimmed(words))]


def _trimmed(words: Iterable[str]) -> list[str]:
    """Return words without the small ones at their end."""
    return [*dropwhile(_is_small, reversed([*words]))][::-1]


def _meaning(words: Iterable[str]) -> list[str]:
    return [word for word in words if word.isalpha() and not _is_small(word)]


def _is_small(word: str) -> bool:
    return word.casefold() in STOPWORDS
