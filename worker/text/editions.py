"""Editions: lines that a site shows with its articles to some readers and not to others, by place, device or hour.

A line of an edition comes or goes alone, says nothing of what the article is about, and does so with articles on quite
other matters as well. An editor's paragraph does one of these, but hardly all three. Notes by which a publisher owns
up to a change are worded alike everywhere, and are never taken for one.
"""

import re
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from rapidfuzz import fuzz

from schemas.article import Reading
from worker.text.lexicon import lexicon
from worker.text.normalise import fold

MOST_CHARS = 300
"""A longer paragraph is no edition's."""
_MOST_LINES = 2
_ALIKE = 75
"""Of 100: an edition words its lines by a template, and names the place or the day."""
_NOTES = ("correction", "retraction", "update")
_WORD = re.compile(r"\w+")


class Passing(NamedTuple):
    """Lines that came or went, where that is all that changed and none of them is a note."""

    lines: tuple[str, ...] = ()
    is_strange: bool = False
    """Whether they name nothing that the rest of the article speaks of."""


def passing(old: Reading, new: Reading) -> Passing:
    """Return the lines that came or went and may be an edition's; none where more changed than that."""
    if old.title != new.title or old.is_live or new.is_live:
        return Passing()
    before, after = Counter(old.paragraphs), Counter(new.paragraphs)
    lines = [*(before - after).elements(), *(after - before).elements()]
    if not 0 < len(lines) <= _MOST_LINES or _others(old, lines) != _others(new, lines):
        return Passing()
    if any(len(line) > MOST_CHARS or _is_note(line, new.language) for line in lines):
        return Passing()
    about = {word.casefold() for text in (new.title or "", *_others(new, lines)) for word in _WORD.findall(text)}
    return Passing(tuple(lines), is_strange=not any(_names(line, about) for line in lines))


def recurs(found: Passing, elsewhere: Collection[str]) -> bool:
    """Whether all lines are worded as one of those that came or went with articles on other matters.

    Where they name what the article speaks of, as two of them: a place may be in the news of the day.
    """
    enough = 1 if found.is_strange else 2
    return bool(found.lines) and all(_count_alike(line, elsewhere) >= enough for line in found.lines)


def _count_alike(line: str, elsewhere: Collection[str]) -> int:
    folded = fold(line)
    return sum(fuzz.ratio(folded, fold(other)) >= _ALIKE for other in elsewhere)


def _others(reading: Reading, lines: Collection[str]) -> list[str]:
    return [paragraph for paragraph in reading.paragraphs if paragraph not in lines]


def _is_note(line: str, language: str | None) -> bool:
    return any(lexicon(language).says(kind, fold(line)) for kind in _NOTES)


def _names(line: str, about: Collection[str]) -> bool:
    """Whether a line names something, or gives a figure, of which the rest of the article speaks too."""
    named = [word for word in _WORD.findall(line)[1:] if word[0].isupper() or any(map(str.isdigit, word))]
    return any(word.casefold() in about for word in named)
