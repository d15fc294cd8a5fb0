"""The same quotation in two articles: word for word, altered, or with its marks lost; and who is said to have said it.

An excerpt counts as the same: leaving words off at the ends is every outlet's right, changing them in between is not.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from schemas.article import Reading
from schemas.divergence import QuotePair
from worker.text.between.quotes import nested
from worker.text.between.quotes.laying import LEAST_WORDS, Overlap, Words, lay, part
from worker.text.between.quotes.spoken_words import plain_words, spoken_words
from worker.text.between.quotes.unquoted import Unquoted, telling_runs, unquoted

_UNMARKED_SHARE = 0.8
_MOST_HOLDERS = 50
"""Quotes of an article that are looked at for two words in a row; those that have more in common share rarer ones."""


Holders = Mapping[tuple[str, str], Sequence[int]]


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
        words = Words(quote, spoken_words(quote.text), inside, plain)
        long_enough = len(plain) >= LEAST_WORDS if words.grain == 1 else words.is_telling
        if inside and long_enough:
            yield words
            for inner in nested.within(reading.text, quote, reading.language):
                stands = sentences_of(reading, inner.start, inner.end)
                yield Words(inner, spoken_words(inner.text), stands, plain_words(inner.text), quote)


def _goes_along(a: Words, b: Words, together: Collection[tuple[int, int]]) -> bool:
    """Whether both are repeated in quotes that are one themselves: what became of these is told of them."""
    return a.outer is not None and b.outer is not None and (a.outer.start, b.outer.start) in together


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
