"""Whether a passage says words otherwise than they were asked for: with another figure or name, or denied.

Whoever prints `34 tonnes of barley` does not say `340 tonnes of barley`, though three words of four are the same.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel, LCSseq

from worker.text.alignment.similarity import Codes
from worker.text.between.corrections.respelled import MISSPELLED
from worker.text.between.quotes.spoken_words import spoken_words
from worker.text.diff import wordlike
from worker.text.grouping.terms import STOPWORDS
from worker.text.lexicon import Lexicon
from worker.text.normalise import fold

_MOST_BETWEEN = 4
"""Words between two that both have; where there are more, something else stands there."""
_DIGITS = re.compile(r"\d+")

_Gap = tuple[tuple[str, ...], tuple[str, ...]]
"""Words that stand at one place, of those asked for and of the passage."""


def says_otherwise(asked: str, passage: str, known: Lexicon) -> bool:
    """Return whether a figure or name asked for is another in the passage, or something is denied on one side alone.

    What the passage leaves out at either end it may have cut off, and what stands there besides is its own.
    """
    inside, ends = _gaps(spoken_words(asked), spoken_words(passage))
    names = _names(passage)
    return any(
        _other_figure(gap, known)
        or _other_name(gap, names)
        or ((is_inside or _denies(gap[0], known)) and _denied_once(gap, known))
        for is_inside, gaps in ((True, inside), (False, ends))
        for gap in gaps
    )


def _names(passage: str) -> frozenset[str]:
    """Return the words that stand with a capital letter alone."""
    words = wordlike(fold(passage))
    return frozenset(word.casefold() for word in words if word[0].isupper()) - {*words}


def _other_name(gap: _Gap, names: frozenset[str]) -> bool:
    """Whether a name asked for is spelled otherwise; one that is the other's beginning is a form of it."""
    if not len(gap[0]) == len(gap[1]) == 1:
        return False
    (one,), (other,) = gap
    is_form = one.startswith(other) or other.startswith(one)
    return other in names and not is_form and Indel.normalized_similarity(one, other) > MISSPELLED


def _gaps(asked: Sequence[str], there: Sequence[str]) -> tuple[list[_Gap], list[_Gap]]:
    """Return what stands between the words in common, and the words next to them at either end of what was asked."""
    codes = Codes()
    one, other = ("".join(codes[word] for word in words) for words in (asked, there))
    kept = [code for code in LCSseq.opcodes(one, other) if code.tag == "equal"]
    inside: list[_Gap] = []
    for before, after in pairwise(kept):
        gap = tuple(asked[before.src_end : after.src_start]), tuple(there[before.dest_end : after.dest_start])
        if max(map(len, gap)) <= _MOST_BETWEEN:
            inside.append(gap)
    if not kept:
        return [], []
    first, last = kept[0], kept[-1]
    ends = [
        (tuple(asked[: first.src_start][-1:]), tuple(there[: first.dest_start][-1:])),
        (tuple(asked[last.src_end :][:1]), tuple(there[last.dest_end :][:1])),
    ]
    return inside, ends


def _other_figure(gap: _Gap, known: Lexicon) -> bool:
    here, there = (frozenset(_values(words, known)) for words in gap)
    return bool(here and there) and here.isdisjoint(there)


def _values(words: Sequence[str], known: Lexicon) -> Iterator[float]:
    for word in words:
        if digits := _DIGITS.match(word):
            yield float(digits[0])
        elif word in known.numbers:
            yield known.numbers[word]


def _denied_once(gap: _Gap, known: Lexicon) -> bool:
    """Whether one side denies where the other has nothing, or a small word, in the denial's place."""
    for one, other in (gap, gap[::-1]):
        if _denies(one, known) and not _denies(other, known) and set(other) <= STOPWORDS:
            return True
    return False


def _denies(words: Sequence[str], known: Lexicon) -> bool:
    """Whether words deny; `not only` denies nothing."""
    return any(
        known.has("negations", word) and not any(known.has("negations_of_nothing", after) for after in words[at + 1 :])
        for at, word in enumerate(words)
    )
