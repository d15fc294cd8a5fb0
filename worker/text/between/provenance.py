"""The way of words through a story: in which version of which article they came, changed and went."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz.distance import LCSseq

from schemas.article import Reading
from schemas.trace import TraceStep, Turn
from worker.text import segment
from worker.text.alignment.similarity import Codes
from worker.text.diff import wordlike
from worker.text.normalise import fold, squeeze

_SAID = 0.6
"""Of the words asked for, how many must stand in a passage in their order for it to say them."""


@dataclass(frozen=True)
class Told:
    """One kept version of one article of a story."""

    article: int
    outlet: str
    snapshot: int
    version: int
    at: datetime
    reading: Reading


@dataclass(frozen=True)
class _Passage:
    """Where a version comes closest to the words."""

    text: str
    words: Sequence[str]
    speaker: str | None
    share: float


def trace(asked: str, versions: Iterable[Told]) -> tuple[TraceStep, ...]:
    """Return what happened to the words, oldest first; nothing where no version says them.

    Args:
        asked: A sentence, a quotation or some words of one; typography and case make no difference.
        versions: Those of all articles of a story, in any order.
    """
    wanted = _Wanted(asked)
    stands: dict[int, _Passage] = {}
    stood: dict[int, _Passage] = {}
    steps: list[TraceStep] = []
    for told in sorted(versions, key=lambda told: (told.at, told.article, told.version)):
        before, now = stands.pop(told.article, None), wanted.found_in(told.reading)
        turn = _turn(before, now, is_first=not steps, is_back=told.article in stood)
        if now is not None:
            stands[told.article] = stood[told.article] = now
        shown = now or before
        if turn is not None and shown is not None:
            steps.append(
                TraceStep(
                    turn=turn,
                    at=told.at,
                    article=told.article,
                    outlet=told.outlet,
                    snapshot=told.snapshot,
                    version=told.version,
                    text=shown.text,
                    speaker=shown.speaker,
                    share=0.0 if now is None else round(now.share, 4),
                )
            )
    return tuple(steps)


def _turn(before: _Passage | None, now: _Passage | None, *, is_first: bool, is_back: bool) -> Turn | None:
    if now is None:
        return None if before is None else Turn.DROPPED
    if before is None:
        return Turn.RESTORED if is_back else Turn.FIRST if is_first else Turn.TOOK
    return Turn.CHANGED if (before.words, before.speaker) != (now.words, now.speaker) else None


class _Wanted:
    """The words asked for, made ready to be found."""

    def __init__(self, asked: str) -> None:
        self._codes = Codes()
        self._words = self._coded(asked)
        self._sentences = max(1, len(segment.sentences([squeeze(asked)])))

    def found_in(self, reading: Reading) -> _Passage | None:
        """Return the shortest passage that says most of the words; None where none says enough of them."""
        if not self._words:
            return None
        best, span = 0.0, None
        for first, last, words in self._passages(reading):
            share = LCSseq.similarity(self._words, words) / len(self._words)
            if share > best:
                best, span = share, (first, last)
        if span is None or best < _SAID:
            return None
        start, end = reading.sentences[span[0]].start, reading.sentences[span[1]].end
        text = squeeze(reading.text[start:end])
        speaker = next((quote.speaker for quote in reading.quotes if quote.start < end and quote.end > start), None)
        return _Passage(text, tuple(wordlike(fold(text).casefold())), speaker, best)

    def _passages(self, reading: Reading) -> Iterator[tuple[int, int, str]]:
        """Yield first and last sentence of each passage that is as long as what is asked for, and its words, coded."""
        coded = [self._coded(sentence.text) for sentence in reading.sentences]
        for count in range(1, self._sentences + 1):
            for first in range(len(coded) - count + 1):
                yield first, first + count - 1, "".join(coded[first : first + count])

    def _coded(self, text: str) -> str:
        return "".join(map(self._codes.__getitem__, wordlike(fold(text).casefold())))
