"""Sentences as every part of a comparison sees them, each folded and cut into words once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from worker.text.grouping import terms
from worker.text.normalise import fold
from worker.text.remembered import by_sentence

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Tokenised:
    """A sentence, folded, and its words in order as `terms.words` gives them."""

    text: str
    words: tuple[str, ...]
    has_digit: bool


@by_sentence
def tokenise(text: str) -> Tokenised:
    """Return a sentence ready for all that looks into it."""
    folded = fold(text)
    return Tokenised(folded, tuple(terms.split(folded)), _DIGIT.search(folded) is not None)


def rows(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """Return each row of so many words that stand together, in order."""
    return zip(*(words[at:] for at in range(length)), strict=False)
