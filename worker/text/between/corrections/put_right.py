"""What one edit of a sentence put right, each figure, date and name by itself.

Whoever takes up the amount of such a sentence, and not the day, has followed one correction of two.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from schemas.correction import Corrected, Correction
from worker.text import diff
from worker.text.classify.quantities import quantities
from worker.text.diff import cores
from worker.text.grouping.terms import STOPWORDS
from worker.text.lexicon import Lexicon, lexicon
from worker.text.normalise import fold, squeeze

_MOST_PUT_RIGHT = 12
_REMEMBERED = 512


class Piece(NamedTuple):
    """A figure, date or name that gave way to another of its kind.

    `alone` is the old sentence with nothing else put right.
    """

    kind: Corrected
    said_old: str
    said_new: str
    alone: str


class _Run(NamedTuple):
    """Words in a row of which the old sentence has some and the new one others; of words that stay, both are one."""

    old: str
    new: str

    @property
    def is_kept(self) -> bool:
        return self.old == self.new


def pieces(sentence_old: str, sentence_new: str, known: Lexicon) -> tuple[Piece, ...]:
    """Return what gave way to something else of its kind, in the order of the old sentence."""
    return _pieces(sentence_old, sentence_new, known.language)


@lru_cache(maxsize=_REMEMBERED)
def _pieces(sentence_old: str, sentence_new: str, language: str) -> tuple[Piece, ...]:
    known = lexicon(language)
    runs = _runs(sentence_old, sentence_new)
    if sum(not run.is_kept for run in runs) > _MOST_PUT_RIGHT:
        return ()  # written anew: nothing in it is put right by itself
    found = []
    for at, run in enumerate(runs):
        if run.is_kept:
            continue
        alone = "".join(one.new if place == at else one.old for place, one in enumerate(runs))
        kind = _kind(run, sentence_old, alone, known)
        if kind is not None:
            found.append(Piece(kind, squeeze(run.old).strip(), squeeze(run.new).strip(), alone))
    return tuple(found)


def _runs(old: str, new: str) -> list[_Run]:
    """Return two sentences in rows of words that stay and that change; marks alone part no change from the next."""
    runs: list[_Run] = []
    for one in _cut(old, new):
        if len(runs) > 1 and not one.is_kept and runs[-1].is_kept and not any(map(str.isalpha, runs[-1].old)):
            between, before = runs.pop(), runs.pop()
            runs.append(_Run(before.old + between.old + one.old, before.new + between.new + one.new))
        else:
            runs.append(one)
    return runs


def _cut(old: str, new: str) -> Iterator[_Run]:
    gone = come = ""
    for tag, text in diff.words(old, new):
        if tag == "=":
            if gone or come:
                yield _Run(gone, come)
                gone = come = ""
            yield _Run(text, text)
        elif tag == "-":
            gone += text
        else:
            come += text
    if gone or come:
        yield _Run(gone, come)


def _kind(run: _Run, sentence: str, alone: str, known: Lexicon) -> Corrected | None:
    """Return what a run put right: a value that the sentence has no more, for one that it had not."""
    for kind, is_kind in ((Corrected.FIGURE, "figure"), (Corrected.DATE, "date")):
        old, new = (
            Counter(one.value for one in quantities(cores(fold(text)), known) if one.kind == is_kind)
            for text in (sentence, alone)
        )
        if old - new and new - old:
            return kind
    old_name, new_name = (_named(text) for text in run)
    return Corrected.NAME if old_name and new_name and old_name != new_name else None


def _named(text: str) -> set[str]:
    """Return the words of a text with a capital, in small letters, but for those of no meaning."""
    return {word.casefold() for word in cores(fold(text)) if word[0].isupper()} - STOPWORDS


def narrowed(correction: Correction, known: Lexicon) -> Correction:
    """Return a correction as if nothing else had been put right in its sentence."""
    found = [
        piece
        for piece in pieces(correction.sentence_old, correction.sentence_new, known)
        if piece.kind is correction.kind and _is_of(piece, correction)
    ]
    return correction.model_copy(update={"sentence_new": found[0].alone}) if found else correction


def _is_of(piece: Piece, correction: Correction) -> bool:
    """Whether a piece is what was corrected; of a name, that tells a word more."""
    said = ((piece.said_old, correction.said_old), (piece.said_new, correction.said_new))
    return all(one == whole or (piece.kind is Corrected.NAME and one in whole.split()) for one, whole in said)
