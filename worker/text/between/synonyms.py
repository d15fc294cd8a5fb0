"""Words by which two outlets may name one thing that is done or befalls: the rows of `words/synonyms.en.toml`."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from worker.text.remembered import by_word

_FILE = Path(__file__).parent / "words/synonyms.en.toml"
_ANY = "*"
_NEAREST = 2
"""Words with a row that are nearest to a place, and may say what is told there."""
_SHORTEST, _LONGEST = 2, 12
"""Letters of a beginning that stands for any ending."""


def rows(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the rows that English words in lower case belong to, each with the place of its first word."""
    phrases = _phrases()
    for place, word in enumerate(words):
        for row in _of_word(word):
            yield row, place
        for phrase, row in phrases.get(word, ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                yield row, place


def around(before: Sequence[str], after: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the rows of the words on either side of a place, and those of the nearest of them."""
    found = [(row, len(before) - place) for row, place in rows(before)]
    found += [(row, place + 1) for row, place in rows(after)]
    near = sorted({far for _, far in found})[:_NEAREST]
    return frozenset(row for row, _ in found), frozenset(row for row, far in found if far in near)


def of(word: str) -> frozenset[str]:
    """Return the rows of a word."""
    return frozenset(_of_word(word))


@by_word
def _of_word(word: str) -> tuple[str, ...]:
    known = _single()
    beginnings = (word[:length] + _ANY for length in range(_SHORTEST, min(len(word), _LONGEST) + 1))
    return tuple(dict.fromkeys(row for form in (word, *beginnings) for row in known.get(form, ())))


@cache
def _single() -> Mapping[str, Sequence[str]]:
    found = defaultdict[str, list[str]](list)
    for row, form in _written():
        if " " not in form:
            found[form].append(row)
    return dict(found)


@cache
def _phrases() -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    """Return the phrases by their first words."""
    found = defaultdict[str, list[tuple[tuple[str, ...], str]]](list)
    for row, form in _written():
        if " " in form:
            phrase = tuple(form.split())
            found[phrase[0]].append((phrase, row))
    return dict(found)


def _written() -> Iterator[tuple[str, str]]:
    for row, forms in tomllib.loads(_FILE.read_text("utf-8"))["rows"].items():
        for form in forms.replace("-", " ").split("|"):
            yield row, form
