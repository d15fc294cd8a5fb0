"""The way of words through a story: in which version of which article they came, changed and went."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rapidfuzz.distance import LCSseq, Opcode

from schemas.article import INFERRED, Attributed, Quote, Reading
from schemas.signals import DatedBy
from schemas.trace import NearWords, TraceStep, Turn
from worker.text import segment
from worker.text.alignment.similarity import Codes
from worker.text.between import matching
from worker.text.between.otherwise import says_otherwise
from worker.text.between.quotes.numerals import NUMBERS
from worker.text.between.quotes.scales import written_out
from worker.text.classify.note import notes_by_paragraph
from worker.text.diff import wordlike
from worker.text.grouping.terms import STOPWORDS
from worker.text.lexicon import lexicon
from worker.text.normalise import fold, squeeze

_SAID = 0.6
"""Of the words asked for, how many must stand in a passage in their order for it to say them."""
_MEANT = 0.5
"""Of those among them that mean something, unless `_NEARLY_ALL` of all stand there."""
_NEARLY_ALL = 0.75
_CUT_OUT = 8
"""So many of them in a row are a part cut out, and no chance."""
_NEAR = 0.3
"""From this similarity on a sentence is worth showing to whoever asked for words that nobody has."""
_MOST_NEAR = 3
_INSTEAD = 0.5
"""From this similarity on a sentence stands in the place of one that is gone."""


@dataclass(frozen=True)
class Told:
    """One kept version of one article of a story."""

    article: int
    outlet: str
    snapshot: int
    version: int
    at: datetime
    reading: Reading
    dated_by: DatedBy = DatedBy.SEEN


@dataclass(frozen=True)
class _Passage:
    """Where a version comes closest to the words."""

    text: str
    words: Sequence[str]
    speaker: str | None
    how: Attributed | None
    share: float
    is_title: bool = False
    is_quoted: bool = False
    is_otherwise: bool = False
    """With another figure or name, or a denial more or less: what it says is not what was asked for."""
    meant: frozenset[str] = frozenset()
    """The words of meaning asked for that it has, coded."""


def trace(asked: str, versions: Iterable[Told]) -> tuple[TraceStep, ...]:
    """Return what happened to the words, oldest first; nothing where no version says them.

    Args:
        asked: A sentence, a quotation or some words of one; typography and case make no difference.
        versions: Those of all articles of a story, in any order.
    """
    wanted = _Wanted(asked)
    stands: dict[int, _Passage] = {}
    stood: set[int] = set()
    once: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
    steps: list[TraceStep] = []
    for told in sorted(versions, key=lambda told: (told.at, told.article, told.version)):
        before, now = stands.pop(told.article, None), wanted.found_in(told.reading)
        if now is not None and once[told.article] - now.meant:  # what it says no more it does not say
            now = replace(now, is_otherwise=True)
        turn = _turn(before, now, is_first=not stood, is_back=told.article in stood)
        if now is not None:
            stands[told.article] = now
            if not now.is_otherwise:
                stood.add(told.article)
                once[told.article] |= now.meant
        shown = now or before
        if turn is not None and shown is not None:
            steps.append(
                TraceStep(
                    turn=turn,
                    at=told.at,
                    dated_by=told.dated_by,
                    article=told.article,
                    outlet=told.outlet,
                    snapshot=told.snapshot,
                    version=told.version,
                    text=shown.text,
                    speaker=shown.speaker,
                    attribution=shown.how,
                    share=0.0 if now is None else round(now.share, 4),
                    quoted=shown.is_quoted,
                    otherwise=now is not None and now.is_otherwise,
                    instead=_instead(shown, told.reading) if now is None else None,
                    in_title=shown.is_title,
                )
            )
    return tuple(steps)


def nearest(asked: str, versions: Iterable[Told]) -> tuple[NearWords, ...]:
    """Return what comes closest to words that nobody says: the same told in other words, the closest first.

    Args:
        asked: The words.
        versions: The newest of each article of a story.
    """
    found = [
        NearWords(
            article=told.article,
            outlet=told.outlet,
            snapshot=told.snapshot,
            version=told.version,
            text=squeeze(sentence.text),
            similarity=alike,
        )
        for told in versions
        for sentence in told.reading.sentences
        if (alike := matching.similarity(asked, sentence.text)) >= _NEAR
    ]
    return tuple(sorted(found, key=lambda near: (-near.similarity, near.article))[:_MOST_NEAR])


def _instead(gone: _Passage, reading: Reading) -> str | None:
    """Return what a version says in the place of words that it no longer has, None where nothing comes close."""
    if gone.is_title:
        return reading.title
    notes = notes_by_paragraph(reading.sentences, reading.language)
    told = (sentence.text for sentence in reading.sentences if sentence.paragraph not in notes)
    alike = [(matching.similarity(gone.text, text), text) for text in told]
    likeness, text = max(alike, default=(0.0, ""))
    return squeeze(text) if likeness >= _INSTEAD else None


def _turn(before: _Passage | None, now: _Passage | None, *, is_first: bool, is_back: bool) -> Turn | None:
    if now is None:
        return None if before is None else Turn.DROPPED
    if now.is_otherwise and before is None:
        return Turn.ALTERED
    if before is None or (before.is_otherwise and not now.is_otherwise):
        return Turn.RESTORED if is_back else Turn.FIRST if is_first else Turn.TOOK
    is_inferred = before.how in INFERRED or now.how in INFERRED  # and may be another for what changed around it
    is_said = before.speaker == now.speaker and before.is_quoted == now.is_quoted
    is_same = before.words == now.words and before.is_otherwise == now.is_otherwise
    return None if is_same and (is_said or is_inferred) else Turn.CHANGED


class _Wanted:
    """The words asked for, made ready to be found."""

    def __init__(self, asked: str) -> None:
        self._asked = asked
        self._codes = Codes()
        self._words = self._coded(asked)
        self._of_meaning = set(self._coded(" ".join(word for word in _folded(asked) if word not in STOPWORDS)))
        self._sentences = max(1, len(segment.sentences([squeeze(asked)])))

    def found_in(self, reading: Reading) -> _Passage | None:
        """Return the shortest passage that says the words, or a part of them that was cut out; None where none does.

        The headline counts where the text itself says less of them.
        """
        if not self._words:
            return None
        best: tuple[float, tuple[int, int] | None] = (0.0, None)
        for first, last, words in self._passages(reading):
            share = self._share(words)
            if share > best[0]:
                best = share, (first, last)
        share, span = best
        known, title = lexicon(reading.language), reading.title or ""
        in_title = self._share(self._coded(title))
        if in_title > share:
            is_otherwise = says_otherwise(self._asked, title, known)
            return _Passage(
                title,
                self._said(title),
                None,
                None,
                in_title,
                is_title=True,
                is_otherwise=is_otherwise,
                meant=self._meant_in(title),
            )
        if span is None:
            return None
        start, end = reading.sentences[span[0]].start, reading.sentences[span[1]].end
        text = squeeze(reading.text[start:end])
        quote = self._quote([one for one in reading.quotes if one.start < end and one.end > start])
        speaker, how = (quote.speaker, quote.attribution) if quote else (None, None)
        is_otherwise = says_otherwise(self._asked, text, known)
        is_quoted = quote is not None
        return _Passage(
            text,
            self._said(text),
            speaker,
            how,
            share,
            is_quoted=is_quoted,
            is_otherwise=is_otherwise,
            meant=self._meant_in(text),
        )

    def _quote(self, quotes: Sequence[Quote]) -> Quote | None:
        """Return the one of these quotes in which most of the words stand; None where they stand outside of them."""
        coded = [(self._coded(quote.text), quote) for quote in quotes]
        held = [(LCSseq.similarity(self._words, words), words, quote) for words, quote in coded]
        common, words, quote = max(held, key=lambda one: one[0], default=(0, "", None))
        return quote if common and common >= _SAID * min(len(words), len(self._words)) else None

    def _share(self, words: str) -> float:
        """Return what share of the words asked for a passage says; 0 where it may be chance."""
        most = min(len(words), len(self._words))
        if most < min(_SAID * len(self._words), _CUT_OUT):
            return 0.0
        common = LCSseq.similarity(self._words, words)
        share = common / len(self._words)
        if share < _SAID and common < _CUT_OUT:
            return 0.0
        blocks = [self._words[code.src_start : code.src_end] for code in self._blocks(words)]
        if share >= _NEARLY_ALL or (share >= _SAID and self._is_meant("".join(blocks))):
            return share
        longest = max(map(len, blocks))
        return longest / len(self._words) if longest >= _CUT_OUT else 0.0

    def _blocks(self, words: str) -> list[Opcode]:
        """Return where the words asked for stand in a passage, piece by piece."""
        return [code for code in LCSseq.opcodes(self._words, words) if code.tag == "equal"]

    def _is_meant(self, common: str) -> bool:
        """Whether enough of the words of meaning are in common: `at least ... people` is said of anything."""
        wanted, found = (sum(word in self._of_meaning for word in words) for words in (self._words, common))
        return found >= _MEANT * wanted

    def _meant_in(self, text: str) -> frozenset[str]:
        """Return the words of meaning asked for that a passage has in their order, coded."""
        blocks = (self._words[code.src_start : code.src_end] for code in self._blocks(self._coded(text)))
        return frozenset(self._of_meaning.intersection("".join(blocks)))

    def _said(self, text: str) -> tuple[str, ...]:
        """Return the words of a passage from the first to the last that was asked for, whatever stands around them."""
        blocks = self._blocks(self._coded(text))
        return _folded(text)[blocks[0].dest_start : blocks[-1].dest_end] if blocks else ()

    def _is_note(self, language: str | None) -> bool:
        """Whether a note is asked for: else a note that quotes the words it takes back does not say them."""
        return any(lexicon(language).says(kind, fold(self._asked)) for kind in ("correction", "retraction"))

    def _passages(self, reading: Reading) -> Iterator[tuple[int, int, str]]:
        """Yield first and last sentence of each passage that is as long as what is asked for, and its words, coded."""
        notes = {} if self._is_note(reading.language) else notes_by_paragraph(reading.sentences, reading.language)
        coded = ["" if one.paragraph in notes else self._coded(one.text) for one in reading.sentences]
        for count in range(1, self._sentences + 1):
            for first in range(len(coded) - count + 1):
                yield first, first + count - 1, "".join(coded[first : first + count])

    def _coded(self, text: str) -> str:
        return "".join(map(self._codes.__getitem__, _folded(text)))


def _folded(text: str) -> tuple[str, ...]:
    """Return the words of a text as no outlet need spell them: small numbers in figures, scales by themselves."""
    return tuple(NUMBERS.get(word, word) for word in wordlike(written_out(fold(text).casefold())))
