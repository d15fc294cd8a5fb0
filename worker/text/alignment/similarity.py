"""How alike two sentences are, from 0 to 1: the mean of the ratio over characters and the ratio over words."""

from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Indel, LCSseq

from worker.text.diff import cores, wordlike
from worker.text.normalise import fold

_CODE_POINTS = 0x110000

WORDS_ALIKE = 0.15
"""Sentences with fewer words in common are not looked at by character, where any two of a language agree by .4."""

MOST_CHARACTERS = 400_000_000
"""Above this product of lengths (20,000 by 20,000) sentences are compared by words alone."""


class Codes(dict[str, str]):
    """One character for each word, the same for the same word throughout one comparison."""

    def __missing__(self, word: str) -> str:
        """Give a word that was not met yet the next character."""
        code = self[word] = chr(len(self) % _CODE_POINTS)
        return code


class Line:
    """A sentence made ready to be compared: folded, and cut into words.

    The words are written as one character each, so that they are compared as fast as letters are.
    """

    __slots__ = ("_codes", "_words", "text")

    def __init__(self, text: str, codes: Codes, words: str | None = None) -> None:
        """Take a folded `text`, and the characters that words have been given so far."""
        self.text = text
        self._codes = codes
        self._words = words

    @property
    def words(self) -> str:
        """The words and figures, without regard to case; the marks where there is nothing else."""
        if self._words is None:
            folded = self.text.casefold()
            found = wordlike(folded) or cores(folded)
            self._words = "".join(map(self._codes.__getitem__, found))
        return self._words

    def followed_by(self, other: "Line") -> "Line":
        """Return both sentences as one."""
        return Line(f"{self.text} {other.text}", self._codes, self.words + other.words)

    def similarity(self, other: "Line", by_words: float | None = None) -> float:
        """Return how alike two sentences are, 0..1; 1 for those that read the same, and for no others.

        Args:
            other: The other sentence.
            by_words: The ratio over words, where it is known already.
        """
        if self.text == other.text:
            return 1.0
        if by_words is None:
            by_words = Indel.normalized_similarity(self.words, other.words)
        if len(self.text) * len(other.text) > MOST_CHARACTERS:
            return by_words
        return (by_words + Indel.normalized_similarity(self.text, other.text)) / 2

    def common_words(self, other: "Line") -> int:
        """Return how many words stand in both in the same order."""
        return LCSseq.similarity(self.words, other.words)


def prepare(texts: Iterable[str], codes: Codes) -> list[Line]:
    """Return `texts` ready to be compared with all that were prepared with the same `codes`."""
    return [Line(fold(text), codes) for text in texts]


def words_alike(line: Line, words: Sequence[str]) -> list[tuple[int, float]]:
    """Return (index, ratio) of those of `words`, the words of other sentences, that share some with `line`."""
    found = process.extract(
        line.words, words, scorer=Indel.normalized_similarity, processor=None, limit=None, score_cutoff=WORDS_ALIKE
    )
    return [(at, ratio) for _, ratio, at in found]


def similarity(a: str, b: str) -> float:
    """Return how alike two sentences are, 0..1, when typography is no difference."""
    codes = Codes()
    return Line(fold(a), codes).similarity(Line(fold(b), codes))
