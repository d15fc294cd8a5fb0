"""Which sentences of two articles say the same thing, wherever they stand.

Five-letter-prefix TF-IDF cosine finds the pairs (on ECB+ as good as a sentence encoder, at a hundred times the speed);
the character ratio settles those that few rare words would bring together by chance. Words are weighed within their own
article alone, so that an article is prepared once, however many it is compared with.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from rapidfuzz.distance import Indel

from worker.text.between.nearest import Places, distance, nearest
from worker.text.between.tokenised import Tokenised, tokenise
from worker.text.grouping.terms import stemmed
from worker.text.normalise import fold

SAME = 0.85
"""Word for word, give or take a mark or a word."""
REWORDED = 0.53
"""Told in other words; between this and `PARTIAL` part of it is."""
PARTIAL = 0.41
"""Chance pairs between articles of one story reach .40 at most."""

_MARKS = "'\" "
_SHORT_WORDS = 3
_OFTEN, _OFTEN_SHARE = 3, 0.2
"""Sentences, and their share of all, from which a term is what the whole article is about."""
_MOST_PAIRS = 60_000
"""Of sentences, that a term brings together; those of two long articles in which hundreds bear it are more."""

Relation = Literal["same", "reworded", "partial"]


@dataclass(frozen=True)
class Pair:
    """Sentence `a` of one side and `b` of the other, by index; `similarity` in 0..1."""

    a: int
    b: int
    similarity: float
    relation: Relation


@dataclass(frozen=True)
class Sentences:
    """The sentences of one article, ready to be matched: their cores, unit vectors, and which of them bear a term.

    `norms` are what the vectors were divided by.
    `topic` are the terms that so many of them bear that the whole article is about them.
    """

    cores: tuple[str, ...]
    vectors: tuple[Mapping[str, float], ...]
    norms: tuple[float, ...]
    bearing: Mapping[str, Sequence[int]]
    equal: Mapping[str, tuple[int, ...]]
    topic: frozenset[str]


def prepare(sentences: Sequence[Tokenised]) -> Sentences:
    """Return sentences ready to be matched with those of any other article."""
    cores = tuple(_core(sentence.text) for sentence in sentences)
    counts = [_counted(stemmed(sentence.words)) for sentence in sentences]
    documents = Counter(chain.from_iterable(counts))
    rarities = {count: 1 + math.log((len(cores) + 1) / (count + 1)) for count in set(documents.values())}
    weights = {term: rarities[count] for term, count in documents.items()}
    vectors, norms = zip(*(_unit(counted, weights) for counted in counts), strict=True) if counts else ((), ())
    bearing = defaultdict(list)
    equal = defaultdict(list)
    for index, (text, vector) in enumerate(zip(cores, vectors, strict=True)):
        for term in vector:
            bearing[term].append(index)
        if text:
            equal[text].append(index)
    least = max(_OFTEN, _OFTEN_SHARE * len(cores))
    return Sentences(
        cores=cores,
        vectors=vectors,
        norms=norms,
        bearing=dict(bearing),
        equal={text: tuple(places) for text, places in equal.items()},
        topic=frozenset(term for term, count in documents.items() if count >= least),
    )


def _counted(terms: Sequence[str]) -> Mapping[str, int]:
    """Return how often each term is there, which in most sentences is once."""
    once = dict.fromkeys(terms, 1)
    return once if len(once) == len(terms) else Counter(terms)


def core(sentence: str) -> str:
    """Return `sentence` folded and without the quotation marks around it: what two outlets print alike."""
    return _core(fold(sentence))


def _core(folded: str) -> str:
    return folded.strip(_MARKS).casefold()


def match(a: Sentences, b: Sentences) -> list[Pair]:
    """Return the pairs of sentences that say the same thing, each sentence once, in the order of `a`.

    Sentences that are equal apart from their outer marks come first, the nearest in relative position where one is
    repeated; the others are taken by falling similarity.
    """
    length_a, length_b = len(a.cores), len(b.cores)
    kept = list(_equal(a, b))
    taken_a, taken_b = {pair.a for pair in kept}, {pair.b for pair in kept}
    scored = sorted(
        _alike(a, b, taken_a, taken_b),
        key=lambda pair: (-pair.similarity, distance(pair.a, length_a, pair.b, length_b), pair.a, pair.b),
    )
    for pair in scored:
        if pair.a not in taken_a and pair.b not in taken_b:
            taken_a.add(pair.a)
            taken_b.add(pair.b)
            kept.append(pair)
    return sorted(kept, key=lambda pair: pair.a)


def similarity(a: str, b: str) -> float:
    """Return how alike two texts are on their own, 0..1."""
    one, other = prepare([tokenise(a)]), prepare([tokenise(b)])
    return round(_similarity(one.vectors[0], other.vectors[0], one.cores[0], other.cores[0]), 4)


def joint(a: Sentences, in_a: Sequence[int], b: Sentences, in_b: Sequence[int]) -> tuple[float, Relation]:
    """Return how alike passages of two articles are, each of neighbouring sentences, and what that makes them."""
    (vector_a, core_a), (vector_b, core_b) = _one(a, in_a), _one(b, in_b)
    alike = 1.0 if core_a == core_b else _similarity(vector_a, vector_b, core_a, core_b)
    return alike, _relation(alike)


def _one(of: Sentences, indexes: Sequence[int]) -> tuple[Mapping[str, float], str]:
    """Return the unit vector and the core of several sentences as if they were one."""
    together: defaultdict[str, float] = defaultdict(float)
    for index in indexes:
        for term, weight in of.vectors[index].items():
            together[term] += weight * of.norms[index]
    norm = math.sqrt(sum(weight * weight for weight in together.values()))
    vector = {term: weight / norm for term, weight in together.items()}
    return vector, " ".join(of.cores[index] for index in indexes)


def _equal(a: Sentences, b: Sentences) -> Iterator[Pair]:
    """Yield the pairs of equal sentences: all of them that the side has which has fewer."""
    for text, places in a.equal.items():
        if others := b.equal.get(text, ()):
            alone = len(places) == len(others) == 1
            pairs = [(places[0], others[0])] if alone else nearest(_places(a, places), _places(b, others))
            yield from (Pair(i, j, 1.0, "same") for i, j in pairs)


def _places(of: Sentences, places: Sequence[int]) -> Places:
    return Places(places, len(of.cores))


def _alike(a: Sentences, b: Sentences, taken_a: AbstractSet[int], taken_b: AbstractSet[int]) -> Iterator[Pair]:
    """Yield the pairs of other sentences than those taken that share a word and are similar enough.

    What a great many of both sides bear tells none of them apart, and brings none together by itself.
    """
    cosines: defaultdict[tuple[int, int], float] = defaultdict(float)
    crowded = []
    for term, bearing in a.bearing.items():
        if (bearing_b := b.bearing.get(term)) is None:
            continue
        if len(bearing) * len(bearing_b) > _MOST_PAIRS:
            crowded.append(term)
            continue
        places = [i for i in bearing if i not in taken_a]
        weights_b = [(j, b.vectors[j][term]) for j in bearing_b if j not in taken_b] if places else ()
        for i in places if weights_b else ():
            weight = a.vectors[i][term]
            for j, weight_b in weights_b:
                cosines[i, j] += weight * weight_b
    for (i, j), cosine in cosines.items():
        one, other = a.vectors[i], b.vectors[j]
        whole = cosine + sum(one.get(term, 0.0) * other.get(term, 0.0) for term in crowded) if crowded else cosine
        length = min(len(one), len(other))
        if whole >= PARTIAL or length <= _SHORT_WORDS:
            alike = _settled(whole, length, a.cores[i], b.cores[j])
            if alike >= PARTIAL:
                yield Pair(i, j, alike, _relation(alike))


def _relation(similarity: float) -> Relation:
    if similarity >= SAME:
        return "same"
    return "reworded" if similarity >= REWORDED else "partial"


def _similarity(vector_a: Mapping[str, float], vector_b: Mapping[str, float], a: str, b: str) -> float:
    cosine = sum(weight * vector_b.get(term, 0.0) for term, weight in vector_a.items())
    return _settled(cosine, min(len(vector_a), len(vector_b)), a, b)


def _settled(cosine: float, length: int, a: str, b: str) -> float:
    """Return the cosine, or the lower of it and the character ratio where a sentence has too few words to judge by."""
    cosine = min(1.0, cosine)
    if cosine < PARTIAL and length > _SHORT_WORDS:
        return cosine
    ratio = Indel.normalized_similarity(a, b)
    if length <= _SHORT_WORDS:
        return min(0.999, cosine, ratio)
    if ratio >= SAME:
        return min(0.999, max(cosine, ratio))
    # The same words in another order are a rewording.
    return min(cosine, max(SAME - 0.01, (cosine + ratio) / 2))


def _unit(counts: Mapping[str, int], weights: Mapping[str, float]) -> tuple[dict[str, float], float]:
    """Return the weights of a sentence's terms as a vector of length 1, and the length it had."""
    vector = [weights[term] if count == 1 else (1 + math.log(count)) * weights[term] for term, count in counts.items()]
    norm = math.sqrt(sum([weight * weight for weight in vector]))
    return {term: weight / norm for term, weight in zip(counts, vector, strict=True)} if norm else {}, norm
