"""Which sentences of two articles say the same thing, wherever they stand.

Five-letter-prefix TF-IDF cosine finds the pairs (on ECB+ as good as a sentence encoder, at a hundred times the speed);
the character ratio settles those that few rare words would bring together by chance.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from worker.text.grouping.terms import stems
from worker.text.normalise import fold

SAME = 0.85
"""Word for word, give or take a mark or a word."""
REWORDED = 0.50
"""Told in other words; between this and `PARTIAL` part of it is."""
PARTIAL = 0.38
"""Chance pairs between articles of one story reach .37 at most."""

_MARKS = "'\" "
_SHORT_WORDS = 3

Relation = Literal["same", "reworded", "partial"]


@dataclass(frozen=True)
class Pair:
    """Sentence `a` of one side and `b` of the other, by index; `similarity` in 0..1."""

    a: int
    b: int
    similarity: float
    relation: Relation


def core(sentence: str) -> str:
    """Return `sentence` folded and without the quotation marks around it: what two outlets print alike."""
    return fold(sentence).strip(_MARKS).casefold()


def match(a: Sequence[str], b: Sequence[str]) -> list[Pair]:
    """Return the pairs of sentences that say the same thing, each sentence once, in the order of `a`.

    Sentences that are equal apart from their outer marks come first, the nearest in relative position where one is
    repeated; the others are taken by falling similarity.
    """
    scored = sorted(_scored(a, b), key=lambda pair: (-pair.similarity, _distance(pair, len(a), len(b)), pair.a, pair.b))
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    kept = []
    for pair in scored:
        if pair.a not in taken_a and pair.b not in taken_b:
            taken_a.add(pair.a)
            taken_b.add(pair.b)
            kept.append(pair)
    return sorted(kept, key=lambda pair: pair.a)


def similarity(a: str, b: str) -> float:
    """Return how alike two texts are on their own, 0..1, with no other text to weigh their words by."""
    vectors_a, vectors_b = _vectors([core(a)], [core(b)])
    return round(_similarity(vectors_a[0], vectors_b[0], core(a), core(b)), 4)


def _distance(pair: Pair, length_a: int, length_b: int) -> float:
    return abs(pair.a / length_a - pair.b / length_b)


def _scored(a: Sequence[str], b: Sequence[str]) -> list[Pair]:
    """Return every pair worth having: equal ones, and those that share a word and are similar enough."""
    core_a, core_b = [core(text) for text in a], [core(text) for text in b]
    equal = defaultdict(list)
    for j, text in enumerate(core_b):
        equal[text].append(j)
    pairs = [Pair(i, j, 1.0, "same") for i, text in enumerate(core_a) if text for j in equal[text]]
    vectors_a, vectors_b = _vectors(core_a, core_b)
    postings = defaultdict(list)
    for j, vector in enumerate(vectors_b):
        for term in vector:
            postings[term].append(j)
    for i, vector in enumerate(vectors_a):
        for j in {j for term in vector for j in postings[term]}:
            if core_a[i] == core_b[j]:
                continue
            similarity = _similarity(vector, vectors_b[j], core_a[i], core_b[j])
            if similarity >= PARTIAL:
                pairs.append(Pair(i, j, similarity, _relation(similarity)))
    return pairs


def _relation(similarity: float) -> Relation:
    if similarity >= SAME:
        return "same"
    return "reworded" if similarity >= REWORDED else "partial"


def _similarity(vector_a: Mapping[str, float], vector_b: Mapping[str, float], a: str, b: str) -> float:
    """Return the cosine, or the lower of it and the character ratio where a sentence has too few words to judge by."""
    if len(vector_a) > len(vector_b):
        vector_a, vector_b = vector_b, vector_a
    cosine = min(1.0, sum(weight * vector_b.get(term, 0.0) for term, weight in vector_a.items()))
    if cosine < PARTIAL and len(vector_a) > _SHORT_WORDS:
        return cosine
    ratio = Indel.normalized_similarity(a, b)
    if len(vector_a) <= _SHORT_WORDS:
        return min(0.999, cosine, ratio)
    if ratio >= SAME:
        return min(0.999, max(cosine, ratio))
    # The same words in another order are a rewording.
    return min(cosine, max(SAME - 0.01, (cosine + ratio) / 2))


def _vectors(a: Sequence[str], b: Sequence[str]) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """Return unit vectors of both sides' sentences over their stems, weighted by how rare each is in the two texts."""
    counts_a, counts_b = [Counter(stems(text)) for text in a], [Counter(stems(text)) for text in b]
    documents = Counter(term for counts in (*counts_a, *counts_b) for term in counts)
    total = len(a) + len(b)
    weights = {term: 1 + math.log((total + 1) / (count + 1)) for term, count in documents.items()}
    return [_unit(counts, weights) for counts in counts_a], [_unit(counts, weights) for counts in counts_b]


def _unit(counts: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, float]:
    vector = {term: (1 + math.log(count)) * weights[term] for term, count in counts.items()}
    norm = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / norm for term, weight in vector.items()} if norm else {}
