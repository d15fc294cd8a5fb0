"""Which words and marks people marked in texts that they corrected, and which sentences they cut in two or joined."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from benchmarks import corrected
from benchmarks.corrected import Paragraph
from benchmarks.known_edits import KnownPair
from benchmarks.peers_of_words import WORDS_AND_MARKS, Texts
from worker.text import segment

_WORD = re.compile(r"\w+")
_LEAST_KEPT = 2
"""Words that a sentence must have kept of another to have come from it."""


class Cut(NamedTuple):
    """A document's sentences on both sides, and which of them were cut in two and which are of two."""

    old: list[str]
    new: list[str]
    split: set[int]
    merged: set[int]


def passages(documents: int) -> list[tuple[Texts, KnownPair]]:
    """Return the corrected paragraphs of so many documents: both sides, and the words and marks that people marked."""
    return [
        (([one.old], [one.new]), _marked(one))
        for paragraphs in corrected.documents(documents)
        for one in paragraphs
        if one.old != one.new
    ]


def cuts(documents: int) -> list[Cut]:
    """Return the sentences of so many documents, and which of them have words that stayed in two of the other side."""
    return [_cut(paragraphs) for paragraphs in corrected.documents(documents)]


def _marked(paragraph: Paragraph) -> KnownPair:
    words, removed = _touched(paragraph.old, paragraph.removed)
    others, added = _touched(paragraph.new, paragraph.added)
    return KnownPair(words, others, removed, added)


def _touched(text: str, spans: Sequence[range]) -> tuple[list[str], set[int]]:
    """Return the words and marks of a text, and the running numbers of those that some span reaches into."""
    places = [(found.start(), found[0].rstrip()) for found in WORDS_AND_MARKS.finditer(text)]
    numbers = {
        number
        for number, (start, word) in enumerate(places)
        if any(start < span.stop and span.start < start + len(word) for span in spans)
    }
    return [word for _, word in places], numbers


def _cut(paragraphs: Sequence[Paragraph]) -> Cut:
    sides = [one.old for one in paragraphs], [one.new for one in paragraphs]
    (old, of_old), (new, of_new) = map(_sentences, sides)
    starts = [[0, *accumulate(len(text) + len(segment.PARAGRAPH_BREAK) for text in side)] for side in sides]
    shared: Counter[tuple[int, int]] = Counter()
    for number, paragraph in enumerate(paragraphs):
        for start, other, length in paragraph.kept:
            for word in _WORD.finditer(paragraph.old, start, start + length):
                i = of_old[starts[0][number] + word.start()]
                shared[i, of_new[starts[1][number] + other + word.start() - start]] += 1
    links = [pair for pair, words in shared.items() if words >= _LEAST_KEPT]
    split, merged = (
        {at for at, count in Counter(pair[side] for pair in links).items() if count > 1} for side in (0, 1)
    )
    return Cut(old, new, split, merged)


def _sentences(paragraphs: Sequence[str]) -> tuple[list[str], dict[int, int]]:
    """Return the sentences, and the running number of the one that each character of the joined text is in."""
    found = segment.sentences(paragraphs)
    return [one.text for one in found], {
        place: number for number, one in enumerate(found) for place in range(one.start, one.end)
    }
