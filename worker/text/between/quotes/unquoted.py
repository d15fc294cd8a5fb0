"""What an article prints outside quotation marks, where another may quote it: its runs of words, and where they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from schemas.article import Reading
from worker.text.between.tokenised import rows
from worker.text.grouping.terms import WORD, split, words
from worker.text.remembered import by_word

TELLING_RUN = 6
"""Words in a row that are no coincidence, even without marks around them."""
_MARKS = (("\u2019", "'"), *((mark, " ") for mark in "\u2018\u201c\u201d\u2013\u2014\u2026\xa0"))
"""The commonest of what is not ASCII, and what stands for it: nothing but the first is in a word."""


@dataclass(frozen=True)
class Unquoted:
    """The text of an article outside its quotes. `places`: where each telling run begins first, counted in words."""

    reading: Reading
    places: Mapping[int, int]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of what stands from the run at the place `first` to the end of that at `last`."""
        return self._spans[first][0], self._spans[last + TELLING_RUN - 1][1]

    @cached_property
    def _spans(self) -> Sequence[tuple[int, int]]:
        """The offsets of each word, and between them of each quote: few articles are asked for any."""
        found = list[tuple[int, int]]()
        for start, end in _gaps(self.reading):
            found += (word.span() for word in WORD.finditer(self.reading.text, start, end) if _plainly(word[0]))
            found.append((end, end))
        return found


def unquoted(reading: Reading) -> Unquoted:
    """Return what `reading` prints outside quotation marks."""
    runs, places, at = list[int](), list[int](), 0
    for start, end in _gaps(reading):
        outside = _words(reading.text[start:end])
        found = list(telling_runs(outside))
        runs += found
        places += range(at, at + len(found))
        at += len(outside) + 1  # for the quote
    return Unquoted(reading, dict(zip(reversed(runs), reversed(places), strict=True)))


def telling_runs(spoken: Sequence[str]) -> Iterator[int]:
    """Return the telling runs of words in a row, by their hash."""
    return map(hash, rows(spoken, TELLING_RUN))


def _gaps(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the offsets of what stands before, between and after the quotes."""
    start = 0
    for quote in sorted(reading.quotes, key=lambda quote: quote.start):
        yield start, max(start, quote.start)
        start = max(start, quote.end)
    yield start, len(reading.text)


def _words(text: str) -> list[str]:
    """Return the words of a text as it stands, one for each that `WORD` finds in it."""
    for mark, instead in _MARKS if not text.isascii() else ():
        text = text.replace(mark, instead)
    return split(text) if text.isascii() else list(filter(None, map(_plainly, WORD.findall(text))))


@by_word
def _plainly(word: str) -> str:
    """Return a word by which runs are found, empty for one of marks alone."""
    return "".join(words(word)[:1])
