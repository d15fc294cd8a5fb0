"""Copy that several outlets of a story print: long runs of one text, whose they are, and who has how much of them.

Where `runs` holds two articles against each other, here all of a story are held together: what stands in three outlets
is one piece of copy, though each cut it elsewhere, and one that credits the agency names the source for all.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from worker.text.agencies import agency_in
from worker.text.between.runs import HEAD_CHARS, LEAST_WORDS, SHINGLE, Worded
from worker.text.diff import cores
from worker.text.normalise import fold, squeeze

_COPIED = 0.5
"""Share of a sentence's words that another outlet has too, from which the sentence is copied."""
_ROW = 4
"""Words in a row by which an earlier version is known to have had copy: a corrected word breaks four such rows."""
_MOST_BETWEEN = 2
"""Sentences that an outlet may put in, or that another left out, within one piece."""

_REACH = _MOST_BETWEEN + 1
_AROUND = range(-_REACH, _REACH + 1)

_Place = tuple[int, int]
"""A sentence, by the number of its article in the list and its own."""


@dataclass(frozen=True)
class Printed:
    """The newest version of one article of a story; `since` is when the article was first there."""

    article: int
    outlet: str
    since: datetime
    worded: Worded


@dataclass(frozen=True)
class Carrier:
    """What an article has of a piece of copy: the sentences, and how many of their words others have too."""

    article: int
    sentences: tuple[int, ...]
    words: int
    share: float
    """Of the article's own words."""
    credits: str | None
    """The agency, or the outlet that carries the same, which the article names as its source."""


@dataclass(frozen=True)
class Piece:
    """One piece of copy, as the article with most of it has it. `agency` may be an outlet that others credit."""

    agency: str | None
    text: str
    carriers: tuple[Carrier, ...]


def find(articles: Sequence[Printed]) -> tuple[Piece, ...]:
    """Return the pieces of copy that articles of several outlets carry, the one with most words in all first.

    What stands in quotation marks makes no copy of its own, since anybody may quote it: it is part of a piece where it
    stands beside the rest of it in several outlets.
    """
    shared = _shared(articles)
    copied = [_copied(printed.worded, shared) for printed in articles]
    meetings = _meetings(articles, shared, copied)
    quoted = {
        (at, sentence)
        for at, sentences in enumerate(copied)
        for sentence in sentences
        if _is_quoted(articles[at].worded, sentence)
    }
    pieces = [_piece(articles, copied, _with_quotes(places, meetings, quoted)) for places in _joined(meetings, quoted)]
    found = [piece for piece in pieces if piece is not None]
    return tuple(sorted(found, key=lambda piece: -sum(carrier.words for carrier in piece.carriers)))


def still_has(text: str, sentences: Iterable[str]) -> bool:
    """Return whether a version with this text has most of these sentences, be it with a word put right in them."""
    there = frozenset(_rows(text))
    rows = [row in there for sentence in sentences for row in _rows(sentence)]
    return 2 * sum(rows) >= len(rows)


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    """Yield each few words in a row; of what is shorter, all of it."""
    words = cores(fold(text).casefold())
    yield from (tuple(words[at : at + _ROW]) for at in range(max(1, len(words) - _ROW + 1)))


def _shared(articles: Sequence[Printed]) -> frozenset[int]:
    """Return the rows of words, by their hash, that several outlets have."""
    first: dict[int, str] = {}
    several: set[int] = set()
    for printed in articles:
        for shingle in printed.worded.shingles:
            if first.setdefault(shingle, printed.outlet) != printed.outlet:
                several.add(shingle)
    return frozenset(several)


def _copied(worded: Worded, shared: frozenset[int]) -> dict[int, int]:
    """Return the copied sentences of an article, each with how many of its words others have."""
    covered = bytearray(worded.count)
    for shingle in worded.shingles.keys() & shared:
        place = worded.shingles[shingle]
        covered[place : place + SHINGLE] = b"\1" * SHINGLE
    theirs = Counter(sentence for sentence, has in zip(worded.sentence_of, covered, strict=True) if has)
    length = Counter(worded.sentence_of)
    return {sentence: count for sentence, count in theirs.items() if count >= _COPIED * length[sentence]}


class _Groups:
    """Sentences that belong together (union-find)."""

    def __init__(self) -> None:
        self._above: dict[_Place, _Place] = {}

    def join(self, one: _Place, other: _Place) -> None:
        self._above[self._first(one)] = self._first(other)

    def _first(self, place: _Place) -> _Place:
        while (above := self._above.setdefault(place, place)) != place:
            self._above[place] = self._above[above]
            place = self._above[place]
        return place

    def all(self) -> Iterable[list[_Place]]:
        together: defaultdict[_Place, list[_Place]] = defaultdict(list)
        for place in sorted(self._above):
            together[self._first(place)].append(place)
        return together.values()


def _meetings(
    articles: Sequence[Printed], shared: frozenset[int], copied: Sequence[Mapping[int, int]]
) -> set[frozenset[_Place]]:
    """Return sets of copied sentences that have a row of words in common."""
    having: defaultdict[int, set[_Place]] = defaultdict(set)
    for at, printed in enumerate(articles):
        sentence_of, shingles = printed.worded.sentence_of, printed.worded.shingles
        places = {sentence: (at, sentence) for sentence in copied[at]}
        for shingle in shingles.keys() & shared:
            start = shingles[shingle]
            first, last = sentence_of[start], sentence_of[start + SHINGLE - 1]
            if first in places:
                having[shingle].add(places[first])
            if last != first and last in places:
                having[shingle].add(places[last])
    return {frozenset(places) for places in having.values()}


def _joined(meetings: Iterable[frozenset[_Place]], quoted: AbstractSet[_Place]) -> Iterable[list[_Place]]:
    """Return the sentences that belong together: words in common, or one after the other in the same two articles."""
    groups = _Groups()
    met_in: defaultdict[_Place, int] = defaultdict(int)
    for places in meetings:
        prose = places - quoted
        articles = 0
        for at, _ in prose:
            articles |= 1 << at
        first = min(prose, default=None)
        for place in prose:
            groups.join(place, first or place)
            met_in[place] |= articles
    for one, after in pairwise(sorted(met_in)):
        others = met_in[one] & met_in[after] & ~(1 << one[0])
        if one[0] == after[0] and after[1] - one[1] <= _REACH and others:
            groups.join(one, after)
    return groups.all()


def _with_quotes(
    places: Iterable[_Place], meetings: Iterable[frozenset[_Place]], quoted: Iterable[_Place]
) -> list[_Place]:
    """Return the sentences of a piece with the quoted ones that stand beside it in several articles."""
    whole = set(places)
    near = {(at, sentence) for at, sentence in quoted if whole & {(at, sentence + step) for step in _AROUND}}
    for met in meetings if near else ():
        beside = met & near
        if len({at for at, _ in beside}) > 1:
            whole |= beside
    return sorted(whole)


def _is_quoted(worded: Worded, sentence: int) -> bool:
    place = bisect_left(worded.sentence_of, sentence)
    return worded.quoted[place + 1] > worded.quoted[place]


def _piece(articles: Sequence[Printed], copied: Sequence[Mapping[int, int]], places: Iterable[_Place]) -> Piece | None:
    """Return the piece that sentences make; None where too few words of it stand in more than one outlet."""
    having: defaultdict[int, list[int]] = defaultdict(list)
    for at, sentence in places:
        having[at].append(sentence)
    words = {at: sum(copied[at][sentence] for sentence in sentences) for at, sentences in having.items()}
    carrying = sorted(
        (at for at, count in words.items() if count >= LEAST_WORDS), key=lambda at: (articles[at].since, at)
    )
    if len({articles[at].outlet for at in carrying}) < 2:  # noqa: PLR2004 - two outlets share it
        return None
    most = max(carrying, key=lambda at: words[at])
    text = _text(articles[most].worded, having[most])
    credited = _credits([articles[at] for at in carrying])
    return Piece(
        agency=_agency(credited.values(), text),
        text=text,
        carriers=tuple(
            Carrier(
                article=articles[at].article,
                sentences=tuple(having[at]),
                words=words[at],
                share=round(words[at] / articles[at].worded.count, 4),
                credits=credited[articles[at].article],
            )
            for at in carrying
        ),
    )


def _agency(named: Iterable[str | None], text: str) -> str | None:
    """Return whom copy probably comes from: an agency that carries it, or whom most of its carriers credit.

    Where nobody is, an agency that the copy itself names, as agencies do whom somebody `told` something.
    """
    credited = Counter(filter(None, named))
    return credited.most_common(1)[0][0] if credited else agency_in(text)


def _credits(carriers: Sequence[Printed]) -> dict[int, str | None]:
    """Return whom each article credits: an agency, or another of the outlets that carry the same."""
    outlets = sorted({printed.outlet for printed in carriers}, key=lambda name: (-len(name), name))
    return {
        printed.article: agency_in(printed.outlet) or printed.worded.agency or _credited_outlet(printed, outlets)
        for printed in carriers
    }


def _credited_outlet(printed: Printed, outlets: Iterable[str]) -> str | None:
    """Return the other outlet that an article names in its byline or, in brackets, where it begins."""
    bylines = {fold(name).casefold() for name in printed.worded.reading.byline}
    head = printed.worded.reading.text[:HEAD_CHARS]
    others = (name for name in outlets if name != printed.outlet)
    return next((name for name in others if f"({name})" in head or fold(name).casefold() in bylines), None)


def _text(worded: Worded, sentences: Iterable[int]) -> str:
    return squeeze(" ".join(worded.reading.sentences[sentence].text for sentence in sentences))
