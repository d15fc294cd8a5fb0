"""The same quotation in two articles: word for word, altered, or with its marks lost; and who is said to have said it.

An excerpt counts as the same: leaving words off at the ends is every outlet's right, changing them in between is not.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel, Opcode

from schemas.article import Quote, Reading
from schemas.divergence import QuotePair
from worker.text import segment
from worker.text.between.quotes import nested, speaker_names
from worker.text.between.quotes.spoken_words import ELLIPSIS, plain_words, spoken_words
from worker.text.between.quotes.unquoted import TELLING_RUN, Unquoted, telling_runs, unquoted
from worker.text.normalise import squeeze

_LEAST_WORDS = 3
"""Fewer words than this are a scare quote, which any two articles may share."""
_LEAST_SHARED = 4
"""Words that an excerpt or an altered quotation shares with the other at least."""
_MOST_AROUND = 1.5
"""How many times the words they share two quotations may be long, where they share fewer than a telling run."""
_ALTERED = 0.75
"""Share of the words kept, from which two quotations are one that was altered."""
_ALTERED_BY_ANOTHER = 0.85
"""The same where two speakers are named, who may have said similar things."""
_UNMARKED_SHARE = 0.8
_MOST_HOLDERS = 50
"""Quotes of an article that are looked at for two words in a row; those that have more in common share rarer ones."""


Holders = Mapping[tuple[str, str], Sequence[int]]


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


class Overlap(NamedTuple):
    """How two quotes lie on one another: word ranges [a_start, a_end) and [b_start, b_end), and words kept in them."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    kept: int
    similarity: float


@dataclass(frozen=True)
class Quotes:
    """The quotes of one article, ready to be compared with those of any other."""

    reading: Reading
    quotes: tuple[Words, ...]

    @cached_property
    def holders(self) -> Holders:
        """The quotes that have two words in a row, by these."""
        return held(self.quotes)

    @cached_property
    def spoken(self) -> frozenset[int]:
        """All runs of six words inside quotes, by their hash."""
        return frozenset(run for quote in self.quotes for run in telling_runs(quote.plain))

    @cached_property
    def prints(self) -> Unquoted:
        """What stands outside of them."""
        return unquoted(self.reading)


def prepare(reading: Reading) -> Quotes:
    """Return the quotes of `reading` ready to be compared."""
    return Quotes(reading, tuple(_quotes(reading)))


def pair(a: Quotes, b: Quotes) -> tuple[QuotePair, ...]:
    """Return the quotations that both articles carry, in the order of `a`; each part of one is paired once."""
    laid = list(lay_all(a.quotes, a.holders, b.quotes, b.holders))
    together = {(a.quotes[i].quote.start, b.quotes[j].quote.start) for _, i, j in laid}
    laid = [one for one in laid if not _goes_along(a.quotes[one[1]], b.quotes[one[2]], together)]
    pairs = [_marked(a.quotes[i], b.quotes[j], overlap) for overlap, i, j in laid]
    taken_a, taken_b = {i for _, i, _ in laid}, {j for _, _, j in laid}
    alone_a = [quote for i, quote in enumerate(a.quotes) if i not in taken_a and not quote.outer]
    alone_b = [quote for j, quote in enumerate(b.quotes) if j not in taken_b and not quote.outer]
    pairs += [_unmarked(quote, text, at) for quote, text, at in _without_marks(alone_a, b)]
    pairs += [_swapped(_unmarked(quote, text, at)) for quote, text, at in _without_marks(alone_b, a)]
    return tuple(sorted(pairs, key=lambda found: (found.a, found.b)))


def lay_all(
    a: Sequence[Words], holders_a: Holders, b: Sequence[Words], holders_b: Holders, *, shortest: bool = False
) -> Iterator[tuple[Overlap, int, int]]:
    """Yield which quotes of either side are one, the longest first; each part of one is used once.

    Words that one side has twice over are those that somebody repeats from another, before what else they say;
    with `shortest` also, of any two, those of the one that says least besides.
    """
    candidates = sorted(
        (
            (overlap, i, j)
            for i, j in sorted(
                {
                    (i, j)
                    for run in holders_a.keys() & holders_b.keys()
                    for i in holders_a[run][:_MOST_HOLDERS]
                    for j in holders_b[run][:_MOST_HOLDERS]
                }
            )
            if (overlap := lay(a[i], b[j])) is not None
        ),
        key=lambda found: (
            -found[0].kept,
            -found[0].similarity,
            (a[found[1]].outer is None) + (b[found[2]].outer is None),
            len(a[found[1]].words) + len(b[found[2]].words) if shortest else 0,
            found[1],
            found[2],
        ),
    )
    taken_a: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    taken_b: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for overlap, i, j in candidates:
        span_a, span_b = (overlap.a_start, overlap.a_end), (overlap.b_start, overlap.b_end)
        if _is_free(span_a, taken_a[i]) and _is_free(span_b, taken_b[j]):
            taken_a[i].append(span_a)
            taken_b[j].append(span_b)
            yield overlap, i, j


def held(quotes: Sequence[Words]) -> Holders:
    """Return the quotes that have two words in a row, by these."""
    holders = defaultdict(list)
    for place, quote in enumerate(quotes):
        for run in set(pairwise(quote.words)):
            holders[run].append(place)
    return dict(holders)


def _quotes(reading: Reading) -> Iterator[Words]:
    for quote in reading.quotes:
        inside = sentences_of(reading, quote.start, quote.end)
        plain = plain_words(quote.text)
        if len(plain) >= _LEAST_WORDS and inside:
            yield Words(quote, spoken_words(quote.text), inside, plain)
            for inner in nested.within(reading.text, quote, reading.language):
                stands = sentences_of(reading, inner.start, inner.end)
                yield Words(inner, spoken_words(inner.text), stands, plain_words(inner.text), quote)


def _goes_along(a: Words, b: Words, together: Collection[tuple[int, int]]) -> bool:
    """Whether both are repeated in quotes that are one themselves: what became of these is told of them."""
    return a.outer is not None and b.outer is not None and (a.outer.start, b.outer.start) in together


def in_words(text: str, speaker: str | None = None) -> Words:
    """Return a quote by itself, out of its article."""
    return Words(Quote(text=text, speaker=speaker, start=0, end=0), spoken_words(text), ())


def lay(a: Words, b: Words) -> Overlap | None:
    """Lay one quote on the other; None where what they share is too little to be one quotation."""
    if a.words == b.words:
        return Overlap(0, len(a.words), 0, len(b.words), len(a.words), 1.0)
    blocks = [code for code in Indel.opcodes(a.words, b.words) if code.tag == "equal"]
    solid = [code for code in blocks if code.src_end - code.src_start > 1]
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
    is_chance = kept < TELLING_RUN and similarity < 1 and max(len(a.words), len(b.words)) > _MOST_AROUND * kept
    if kept < _LEAST_SHARED or similarity < _ALTERED or is_chance:
        return None
    if similarity < _ALTERED_BY_ANOTHER and speaker_names.differ(a.quote.speaker, b.quote.speaker):
        return None
    return Overlap(a_start, a_end, b_start, b_end, kept, similarity)


def part(quote: Words, start: int, end: int) -> str:
    """Return of a quotation the sentences in which its words from `start` to `end` stand: others were run into it."""
    if len(quote.words) - (end - start) < _LEAST_WORDS:
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


def _is_free(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)


def _marked(a: Words, b: Words, overlap: Overlap) -> QuotePair:
    left_a, left_b = len(a.words) - (overlap.a_end - overlap.a_start), len(b.words) - (overlap.b_end - overlap.b_start)
    shorter: Literal["a", "b"] | None = "a" if len(a.words) < len(b.words) else "b"
    return QuotePair(
        a=a.sentences,
        b=b.sentences,
        relation="same" if overlap.similarity == 1 else "altered",
        text_a=part(a, overlap.a_start, overlap.a_end),
        text_b=part(b, overlap.b_start, overlap.b_end),
        speaker_a=a.quote.speaker,
        speaker_b=b.quote.speaker,
        attribution_a=a.quote.attribution,
        attribution_b=b.quote.attribution,
        cut=shorter if left_a or left_b or (overlap.similarity == 1 and len(a.words) != len(b.words)) else None,
    )


def _unmarked(quote: Words, text: str, at: tuple[int, ...]) -> QuotePair:
    return QuotePair(
        a=quote.sentences,
        b=at,
        relation="unmarked",
        text_a=quote.quote.text,
        text_b=text,
        speaker_a=quote.quote.speaker,
        attribution_a=quote.quote.attribution,
        unmarked="b",
    )


def _swapped(found: QuotePair) -> QuotePair:
    return QuotePair(
        a=found.b,
        b=found.a,
        relation=found.relation,
        text_a=found.text_b,
        text_b=found.text_a,
        speaker_b=found.speaker_a,
        attribution_b=found.attribution_a,
        unmarked="a",
    )


def _without_marks(quotes: Sequence[Words], other: Quotes) -> Iterator[tuple[Words, str, tuple[int, ...]]]:
    """Yield each quote whose words `other` prints outside quotation marks, with that text and its sentences."""
    reading = other.reading
    for quote in quotes:
        runs, printed = list(telling_runs(quote.plain)), other.prints.places
        places = sorted({printed[run] for run in runs if run in printed and run not in other.spoken})
        if not places or len(places) < _UNMARKED_SHARE * len(runs):
            continue
        start, end = other.prints.span(places[0], places[-1])
        inside = sentences_of(reading, start, end)
        if inside and end - start <= 2 * len(quote.quote.text):
            yield quote, reading.text[start:end], inside


def sentences_of(reading: Reading, start: int, end: int) -> tuple[int, ...]:
    """Return the indexes of the sentences that `start:end` touches."""
    first = bisect_right(reading.sentences, start, key=lambda sentence: sentence.end)
    last = bisect_left(reading.sentences, end, key=lambda sentence: sentence.start)
    return tuple(range(first, last))
