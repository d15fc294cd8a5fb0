"""Editions: lines that a site shows with its articles to some readers and not to others, by place, device or hour.

A line of an edition comes or goes alone, says nothing of what the article is about, and does so with articles on quite
other matters as well. An editor's paragraph does one of these, but hardly all three. Notes by which a publisher owns
up to a change are worded alike everywhere, and are never taken for one.
"""

import re
from collections import Counter
from collections.abc import Collection

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


def passing(old: Reading, new: Reading) -> tuple[str, ...]:
    """Return the lines that came or went, where that is all that changed and they may be an edition's; else nothing."""
    if old.title != new.title or old.is_live or new.is_live:
        return ()
    before, after = Counter(old.paragraphs), Counter(new.paragraphs)
    lines = [*(before - after).elements(), *(after - before).elements()]
    if not 0 < len(lines) <= _MOST_LINES or _others(old, lines) != _others(new, lines):
        return ()
    about = {word.casefold() for text in (new.title or "", *_others(new, lines)) for word in _WORD.findall(text)}
    return tuple(lines) if all(_may_pass(line, about, new.language) for line in lines) else ()


def recurs(line: str, elsewhere: Collection[str]) -> bool:
    """Whether a line is worded as one of those that came or went with articles on other matters."""
    folded = fold(line)
    return any(fuzz.ratio(folded, fold(other), score_cutoff=_ALIKE) for other in elsewhere)


def _others(reading: Reading, lines: Collection[str]) -> list[str]:
    return [paragraph for paragraph in reading.paragraphs if paragraph not in lines]


def _may_pass(line: str, about: Collection[str], language: str | None) -> bool:
    """Whether a line names nothing that the rest of the article speaks of, and is no note."""
    if len(line) > MOST_CHARS or any(lexicon(language).says(kind, fold(line)) for kind in _NOTES):
        return False
    named = [word for word in _WORD.findall(line)[1:] if word[0].isupper() or any(map(str.isdigit, word))]
    return not any(word.casefold() in about for word in named)
