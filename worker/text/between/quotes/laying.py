"""How two quotes lie on one another: which words they share, and whether they are one quotation."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel, Opcode

from schemas.article import Quote
from worker.text import segment
from worker.text.between.quotes import speaker_names
from worker.text.between.quotes.spoken_words import ELLIPSIS, is_by_character, spoken_words
from worker.text.between.quotes.unquoted import TELLING_RUN
from worker.text.normalise import squeeze

LEAST_WORDS = 3
"""Fewer words than this are a scare quote, which any two articles may share."""
_LEAST_SHARED = 4
"""Words that an excerpt or an altered quotation shares with the other at least."""
_MOST_AROUND = 1.5
"""How many times the words they share two quotations may be long, where they share fewer than a telling run."""
_ALTERED = 0.75
"""Share of the words kept, from which two quotations are one that was altered."""
_ALTERED_BY_ANOTHER = 0.85
"""The same where two speakers are named, who may have said similar things."""
_CHARACTERS = 2
"""Characters of Chinese and Japanese for a word."""


@dataclass(frozen=True)
class Words:
    """A quote as words in their normal form, with the sentences it stands in; `plain` are the words as they stand.

    `outer`: the quote whose speaker repeats it from somebody else.
    """

    quote: Quote
    words: tuple[str, ...]
    sentences: tuple[int, ...]
    plain: tuple[str, ...] = ()
    outer: Quote | None = None

    @cached_property
    def grain(self) -> int:
        """How many of its words make one that says as much as a word of English."""
        return _CHARACTERS if is_by_character(self.words) else 1

    @property
    def is_telling(self) -> bool:
        """Whether it has as many words as two quotes share at least that are one."""
        return len(self.words) >= _LEAST_SHARED * self.grain


class Overlap(NamedTuple):
    """How two quotes lie on one another: word ranges [a_start, a_end) and [b_start, b_end), and words kept in them."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    kept: int
    similarity: float


def in_words(text: str, speaker: str | None = None) -> Words:
    """Return a quote by itself, out of its article."""
    return Words(Quote(text=text, speaker=speaker, start=0, end=0), spoken_words(text), ())


def lay(a: Words, b: Words) -> Overlap | None:
    """Lay one quote on the other; None where what they share is too little to be one quotation."""
    if a.words == b.words:
        return Overlap(0, len(a.words), 0, len(b.words), len(a.words), 1.0)
    blocks = [code for code in Indel.opcodes(a.words, b.words) if code.tag == "equal"]
    solid = _solid(a.words, b.words, blocks)
    if not solid:
        return None
    before = _in_common(a.words[: solid[0].src_start][::-1], b.words[: solid[0].dest_start][::-1])
    after = _in_common(a.words[solid[-1].src_end :], b.words[solid[-1].dest_end :])
    first = solid[0].src_start - before, solid[0].dest_start - before
    last = solid[-1].src_end + after, solid[-1].dest_end + after
    # What one side alone has before the first or after the last common words is an excerpt's other end; where both
    # sides go on with different words, the words were changed.
    cut_start = any(set(side.words[:at]) <= {ELLIPSIS} for side, at in zip((a, b), first, strict=True))
    cut_end = any(set(side.words[at:]) <= {ELLIPSIS} for side, at in zip((a, b), last, strict=True))
    a_start, b_start = first if cut_start else (0, 0)
    a_end, b_end = last if cut_end else (len(a.words), len(b.words))
    lowest, highest = solid[0].src_start if cut_start else 0, solid[-1].src_end if cut_end else len(a.words)
    inside = [code for code in blocks if lowest <= code.src_start < highest]
    shifted = (before if cut_start else 0) + (after if cut_end else 0)  # an earlier or later word of the same kind
    kept = sum(code.src_end - code.src_start for code in inside) + shifted
    excused = _left_out(a.words, b.words, inside)
    similarity = 2 * kept / max(2 * kept, a_end - a_start + b_end - b_start - excused)
    grain = max(a.grain, b.grain)
    is_chance = kept < TELLING_RUN * grain and similarity < 1 and max(len(a.words), len(b.words)) > _MOST_AROUND * kept
    if kept < _LEAST_SHARED * grain or similarity < _ALTERED or is_chance:
        return None
    if similarity < _ALTERED_BY_ANOTHER and speaker_names.differ(a.quote.speaker, b.quote.speaker):
        return None
    return Overlap(a_start, a_end, b_start, b_end, kept, similarity)


def _solid(a: Sequence[str], b: Sequence[str], blocks: Sequence[Opcode]) -> Sequence[Opcode]:
    """Return the words in common from the first two in a row to the last, and on where an ellipsis parts them alone."""
    rows = [at for at, code in enumerate(blocks) if code.src_end - code.src_start > 1]
    if not rows:
        return ()
    first, last = rows[0], rows[-1]
    while first and _is_ellipsis_alone(a, b, *blocks[first - 1 : first + 1]):
        first -= 1
    while last + 1 < len(blocks) and _is_ellipsis_alone(a, b, *blocks[last : last + 2]):
        last += 1
    return blocks[first : last + 1]


def _is_ellipsis_alone(a: Sequence[str], b: Sequence[str], before: Opcode, after: Opcode) -> bool:
    """Whether nothing but an ellipsis stands between two blocks on one side."""
    gaps = a[before.src_end : after.src_start], b[before.dest_end : after.dest_start]
    return any(set(gap) == {ELLIPSIS} for gap in gaps)


def part(quote: Words, start: int, end: int) -> str:
    """Return of a quotation the sentences in which its words from `start` to `end` stand: others were run into it."""
    if len(quote.words) - (end - start) < LEAST_WORDS:
        return quote.quote.text
    kept, after = [], 0
    for sentence in segment.sentences([squeeze(quote.quote.text)]):
        before, after = after, after + len(spoken_words(sentence.text))
        if before < end and start < after:
            kept.append(sentence.text)
    return " ".join(kept)


def _in_common(a: Sequence[str], b: Sequence[str]) -> int:
    """Count the words with which both begin."""
    return next((at for at, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))


def _left_out(a: Sequence[str], b: Sequence[str], blocks: Sequence[Opcode]) -> int:
    """Count the words that an ellipsis on the other side owns up to having left out, the ellipses included."""
    count = 0
    for before, after in pairwise(blocks):
        gap_a, gap_b = a[before.src_end : after.src_start], b[before.dest_end : after.dest_start]
        if ELLIPSIS in (*gap_a, *gap_b) and (set(gap_a) <= {ELLIPSIS} or set(gap_b) <= {ELLIPSIS}):
            count += len(gap_a) + len(gap_b)
    return count
