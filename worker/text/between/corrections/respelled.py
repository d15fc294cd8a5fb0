"""Names that a revision put right in one word beside another that stays: Ellen Marsh, who is Helen Marsh.

Whoever has both words of the old name, in whatever sentence and language, has the old name.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from worker.text.diff import wordlike
from worker.text.normalise import fold

_WORDS = 2
MISSPELLED = 0.75
"""Above this likeness of letters a word of a name is another spelling: Ellen and Helen, and not East and West.

So is one with one letter more, less or otherwise: Jan and Jon."""


class Respelled(NamedTuple):
    """The two words of a name before and after, in their order."""

    old: tuple[str, str]
    new: tuple[str, str]


def respelled(said_old: str, said_new: str, sentence_old: str, sentence_new: str) -> Respelled | None:
    """Return the name of which one word was changed, with the word of it that stays; None where there is none.

    Args:
        said_old: the words taken back.
        said_new: the words put in their place.
        sentence_old: the sentence that had the first.
        sentence_new: the sentence that has the others.
    """
    changed = [wordlike(fold(said)) for said in (said_old, said_new)]
    if any(len(words) != 1 or not words[0][0].isupper() for words in changed):
        return None
    (old,), (new,) = changed
    after_old, before_old = _beside(old, wordlike(fold(sentence_old)))
    after_new, before_new = _beside(new, wordlike(fold(sentence_new)))
    if after_old == after_new and after_old[:1].isupper():
        return Respelled((old, after_old), (new, after_new))
    if before_old == before_new and before_old[:1].isupper():
        return Respelled((before_old, old), (before_new, new))
    return None


def misspelled(said_old: str, said_new: str) -> Respelled | None:
    """Return what two names of two words are, one word of which was only misspelled; None where they are no such names.

    New York and New Jersey are two places, and East Bank and West Bank too.
    """
    old, new = (tuple(wordlike(fold(said))) for said in (said_old, said_new))
    if len(old) != _WORDS or len(new) != _WORDS or (old[0] == new[0]) == (old[1] == new[1]):
        return None
    is_alike = all(
        Indel.normalized_similarity(*pair) > MISSPELLED or Levenshtein.distance(*pair) <= 1
        for pair in zip(*map(_small, (old, new)), strict=True)
    )
    is_name = all(word[0].isupper() for word in old + new) and is_alike
    return Respelled((old[0], old[1]), (new[0], new[1])) if is_name else None


def _small(words: Iterable[str]) -> list[str]:
    return [word.casefold() for word in words]


def stands_in(name: tuple[str, str], sentences: Iterable[str]) -> int | None:
    """Return the first sentence in which both words of a name stand side by side, None where they stand in none."""
    for place, sentence in enumerate(sentences):
        if name in pairwise(wordlike(fold(sentence))):
            return place
    return None


def _beside(word: str, words: Sequence[str]) -> tuple[str, str]:
    """Return the words after and before a word where it stands first; empty where there is none."""
    if word not in words:
        return "", ""
    at = words.index(word)
    return "".join(words[at + 1 : at + 2]), "".join(words[at - 1 : at] if at else ())
