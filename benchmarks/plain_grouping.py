"""Plain ways to group a stream online, by their published rules: what `worker.text.story` is held against.

Each puts an article with the one of the last four days that is most alike, where that is alike enough, and otherwise
alone.
"""

import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from random import Random
from typing import Any

WINDOW = timedelta(days=4)
PERMUTATIONS = 128
SHINGLE_WORDS = 3
SKETCHED_WORDS = 300
"""Words of an article that its sketch is made of; the news stands first, and all of it would take thrice as long."""
_PRIME = (1 << 61) - 1

Stories = dict[str, int]
Stream = Sequence[Mapping[str, Any]]
Vector = dict[str, float]
Nearest = list[tuple[int | None, float]]
"""For each article of a stream the place of the most alike one before it, and how alike it is."""


def title_words(row: Mapping[str, Any]) -> Counter[str]:
    """Return the words of a title, each once."""
    return Counter(set(_words(row["title"] or "")))


def all_words(row: Mapping[str, Any]) -> Counter[str]:
    """Return the words of title and text."""
    return Counter(_words(f"{row['title'] or ''} {row['text'] or ''}"))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def tf_idf(stream: Stream, counted: Iterable[Counter[str]]) -> list[Vector]:
    """Return each article's unit vector: (1 + ln tf) ln((N + 2) / (df + 1)), counted over those before it."""
    seen: Counter[str] = Counter()
    vectors = []
    for count, (_, words) in enumerate(zip(stream, counted, strict=True)):
        weighed = {word: (1 + math.log(n)) * math.log((count + 2) / (seen[word] + 1)) for word, n in words.items()}
        norm = math.sqrt(sum(weight * weight for weight in weighed.values()))
        vectors.append({word: weight / norm for word, weight in weighed.items() if weight} if norm else {})
        seen.update(words.keys())
    return vectors


def nearest_by_cosine(stream: Stream, vectors: Sequence[Vector]) -> Nearest:
    """Return the nearest by the cosine of vectors."""
    bearing: defaultdict[str, set[int]] = defaultdict(set)

    def alike(new: int) -> dict[int, float]:
        found: defaultdict[int, float] = defaultdict(float)
        for word, weight in vectors[new].items():
            for other in bearing[word]:
                found[other] += weight * vectors[other][word]
        return found

    nearest = []
    for new, old in _passing(stream):
        for gone in old:
            for word in vectors[gone]:
                bearing[word].discard(gone)
        nearest.append(_most_alike(alike(new)))
        for word in vectors[new]:
            bearing[word].add(new)
    return nearest


def sketches(stream: Stream) -> list[tuple[int, ...]]:
    """Return each article's MinHash (Broder 1997): the least value of its shingles under 128 random permutations.

    A permutation is a * h + b modulo the Mersenne prime 2^61 - 1 (Carter and Wegman 1979).
    """
    rng = Random(128)  # noqa: S311 - repeatable, not secret
    permutations = [(rng.randrange(1, _PRIME), rng.randrange(_PRIME)) for _ in range(PERMUTATIONS)]
    found = []
    for row in stream:
        hashes = list({_hash(shingle) for shingle in _shingles(row)})
        found.append(tuple(min([(a * each + b) % _PRIME for each in hashes]) for a, b in permutations))
    return found


def _shingles(row: Mapping[str, Any]) -> Iterator[str]:
    words = _words(f"{row['title'] or ''} {row['text'] or ''}")[:SKETCHED_WORDS]
    for start in range(max(1, len(words) - SHINGLE_WORDS + 1)):
        yield " ".join(words[start : start + SHINGLE_WORDS])


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")


def nearest_by_sketch(stream: Stream, found: Sequence[tuple[int, ...]]) -> Nearest:
    """Return the nearest by the share of permutations in which sketches agree, an estimate of the Jaccard index."""
    bearing: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    nearest = []
    for new, old in _passing(stream):
        for gone in old:
            for place in enumerate(found[gone]):
                bearing[place].discard(gone)
        agreeing = Counter(other for place in enumerate(found[new]) for other in bearing[place])
        nearest.append(_most_alike({other: n / PERMUTATIONS for other, n in agreeing.items()}))
        for place in enumerate(found[new]):
            bearing[place].add(new)
    return nearest


def joined(stream: Stream, nearest: Nearest, threshold: float) -> Stories:
    """Return the stories where each article joins the nearest one's, if that is alike enough."""
    story_of: Stories = {}
    for new, (other, likeness) in enumerate(nearest):
        joins = other is not None and likeness >= threshold
        story_of[stream[new]["id"]] = story_of[stream[other]["id"]] if joins and other is not None else new
    return story_of


def _passing(stream: Stream) -> Iterator[tuple[int, list[int]]]:
    """Yield the place of each article in time order, and the places of those that are too old by then."""
    recent: deque[tuple[datetime, int]] = deque()
    for new, row in enumerate(stream):
        at = datetime.fromisoformat(row["published"])
        old = []
        while recent and recent[0][0] < at - WINDOW:
            old.append(recent.popleft()[1])
        yield new, old
        recent.append((at, new))


def _most_alike(alike: Mapping[int, float]) -> tuple[int | None, float]:
    nearest = max(alike, key=lambda other: (alike[other], other), default=None)
    return nearest, 0.0 if nearest is None else alike[nearest]
