"""The figures of two articles, and how much the words around two of them have in common."""

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from worker.text.between.figures.corroboration import Common, common
from worker.text.between.figures.placed import Figures, Placed
from worker.text.between.matching import Pair, Sentences

_OFTEN = 1.5
"""A stem in two thirds of the sentences of the two articles tells nothing."""
_LEAST = 0.05
_MOST = 4.0


@dataclass(frozen=True)
class Sides:
    """Two articles: their figures, their sentences, and how alike the sentences are that match."""

    a: Figures
    b: Figures
    sentences_a: Sentences
    sentences_b: Sentences
    matched: Mapping[tuple[int, int], float]
    _weights: dict[str, float] = field(default_factory=dict)
    _sums: dict[frozenset[str], float] = field(default_factory=dict)

    @classmethod
    def of(
        cls, figures: tuple[Figures, Figures], sentences: tuple[Sentences, Sentences], pairs: Sequence[Pair]
    ) -> "Sides":
        """Return two articles whose matching sentences are known."""
        return cls(*figures, *sentences, {(pair.a, pair.b): pair.similarity for pair in pairs})

    @cached_property
    def about(self) -> Common:
        """What the two articles are about from end to end, and how many sentences the shorter has."""
        return common(self.sentences_a, self.sentences_b)

    def similarity(self, a: Placed, b: Placed) -> float:
        """Return how alike the sentences of two figures are, 0 where they do not match."""
        return self.matched.get((a.figure.sentence, b.figure.sentence), 0.0)

    def common(self, a: frozenset[str], b: frozenset[str]) -> tuple[float, float]:
        """Return what two sets of stems have in common, each the more the fewer sentences bear it, and its share."""
        shared = self._weigh(a & b)
        least = min(self._sum(a), self._sum(b))
        return shared, shared / least if least else 0.0

    def _sum(self, stems: frozenset[str]) -> float:
        found = self._sums.get(stems)
        if found is None:
            self._sums[stems] = found = self._weigh(stems)
        return found

    def _weigh(self, stems: AbstractSet[str]) -> float:
        return math.fsum(self._weights.get(stem) or self._learn(stem) for stem in stems)  # in whatever order they come

    def _learn(self, stem: str) -> float:
        borne = sum(
            len(side.bearing.get(stem, ())) / max(1, len(side.cores)) for side in (self.sentences_a, self.sentences_b)
        )
        self._weights[stem] = weight = max(_LEAST, 1 - _OFTEN * borne)
        return weight


def fit(a: Placed, b: Placed, sides: Sides) -> float:
    """Return how well two figures fit by the words around them alone: what tells rivals apart."""
    one, other = a.figure, b.figure
    shared, share = sides.common(a.clause, b.clause)
    wider, _ = sides.common(a.sentence, b.sentence)
    return (
        min(shared, _MOST)
        + share
        + min(wider, _MOST) / 2
        + 2 * sides.similarity(a, b)
        + 1.5 * (one.aspect is not None and one.aspect == other.aspect)
        + 0.5 * (one.what == other.what)
        - (not one.scope.allows(other.scope))
    )
