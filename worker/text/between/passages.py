"""Passages that say the same: what one outlet tells in a sentence, and the other in that or in a few beside it."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import chain
from typing import NamedTuple

from worker.text.between import matching
from worker.text.between.matching import Pair, Relation, Sentences

_OWN_SHARE = 0.55
"""How much of a further part, by weight, must be found in the whole and not be said by the other parts as well."""
_OWN_TERMS = 2
_MOST_PARTS = 3
"""Into how many sentences one is split at the most."""


@dataclass(frozen=True)
class Passage:
    """Sentences `a` of one side and `b` of the other, by index: neighbours, several on at most one side."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    similarity: float
    relation: Relation


class _Reached(NamedTuple):
    """A sentence beside some parts that may be one more of them, those first of which the whole says most."""

    lost: float
    at: int
    parts: int
    of: int
    """How many parts there were when it was looked at."""


class _Parts:
    """The sentences in which one side tells what a sentence of the other, the whole, tells; at first one alone."""

    def __init__(self, of: Sentences, index: int, whole: Mapping[str, float]) -> None:
        self.first = self.last = index
        self.gained = 0.0
        self._vectors, self._whole = of.vectors, whole

    def beside(self, held: Container[int]) -> Iterator[tuple[float, int]]:
        """Yield the sentences next to these that are held by none and parts of the same whole, how much of each first.

        That is the share of it which the whole says and none of these.
        """
        near = [at for at in (self.first - 1, self.last + 1) if at not in held and 0 <= at < len(self._vectors)]
        if not near or len(self.indexes) == _MOST_PARTS:
            return
        wanting = self._whole.keys() - chain.from_iterable(self._vectors[at] for at in self.indexes)
        for at in near if len(wanting) >= _OWN_TERMS else ():
            own = [weight * weight for term, weight in self._vectors[at].items() if term in wanting]
            if len(own) >= _OWN_TERMS and (share := sum(own)) >= _OWN_SHARE:
                yield share, at

    def add(self, index: int, share: float) -> None:
        """Take in a sentence from beside."""
        self.first, self.last = min(self.first, index), max(self.last, index)
        self.gained += share

    @property
    def indexes(self) -> tuple[int, ...]:
        """The sentences, in order."""
        return tuple(range(self.first, self.last + 1))


def passages(a: Sentences, b: Sentences, pairs: Sequence[Pair]) -> list[Passage]:
    """Return the matched pairs in their order, each with the sentences beside it that complete it.

    These match nothing themselves, and the sentence on the other side says most of what they do.
    """
    in_a = _grown([_Parts(a, pair.a, b.vectors[pair.b]) for pair in pairs])
    in_b = _grown([_Parts(b, pair.b, a.vectors[pair.a]) for pair in pairs])
    return [_passage(a, one, b, other, pair) for one, other, pair in zip(in_a, in_b, pairs, strict=True)]


def _grown(matched: Sequence[_Parts]) -> Sequence[_Parts]:
    """Return the matched sentences of one side with those beside them, each with the match that has most of it."""
    held = {parts.first for parts in matched}
    reached = [
        _Reached(-share, at, number, 1) for number, parts in enumerate(matched) for share, at in parts.beside(held)
    ]
    heapify(reached)
    while reached:
        lost, at, number, length = heappop(reached)
        parts = matched[number]
        if at in held or len(parts.indexes) != length:
            continue
        parts.add(at, -lost)
        held.add(at)
        for share, near in parts.beside(held):
            heappush(reached, _Reached(-share, near, number, len(parts.indexes)))
    return matched


def _passage(a: Sentences, in_a: _Parts, b: Sentences, in_b: _Parts, pair: Pair) -> Passage:
    """Return a pair with its parts: of that side which gained more by them, so that the other has the whole."""
    if not in_a.gained and not in_b.gained:
        return Passage((pair.a,), (pair.b,), pair.similarity, pair.relation)
    is_in_a = in_a.gained > in_b.gained
    parts_a = in_a.indexes if is_in_a else (pair.a,)
    parts_b = (pair.b,) if is_in_a else in_b.indexes
    return Passage(parts_a, parts_b, *matching.joint(a, parts_a, b, parts_b))
