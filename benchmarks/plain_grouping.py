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


def by_cosine(stream: Stream, vectors: Sequence[Vector], threshold: float) -> Stories:
    """Group by the cosine of vectors."""
    bearing: defaultdict[str, set[int]] = defaultdict(set)

    def alike(new: int) -> dict[int, float]:
        found: defaultdict[int, float] = defaultdict(float)
        for word, weight in vectors[new].items():
            for other in bearing[word]:
                found[other] += weight * vectors[other][word]
        return found

    story_of: Stories = {}
    for new, old in _passing(stream):
        for gone in old:
            for word in vectors[gone]:
                bearing[word].discard(gone)
        _put(stream, story_of, new, alike(new), threshold)
        for word in vectors[new]:
            bearing[word].add(new)
    return story_of


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


def by_sketch(stream: Stream, found: Sequence[tuple[int, ...]], threshold: float) -> Stories:
    """Group by the share of permutations in which two sketches agree, which estimates the Jaccard coefficient."""
    bearing: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    story_of: Stories = {}
    for new, old in _passing(stream):
        for gone in old:
            for place in enumerate(found[gone]):
                bearing[place].discard(gone)
        agreeing = Counter(other for place in enumerate(found[new]) for other in bearing[place])
        _put(stream, story_of, new, {other: n / PERMUTATIONS for other, n in agreeing.items()}, threshold)
        for place in enumerate(found[new]):
            bearing[place].add(new)
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


def _put(stream: Stream, story_of: Stories, new: int, alike: Mapping[int, float], threshold: float) -> None:
    nearest = max(alike, key=lambda other: (alike[other], other), default=None)
    joins = nearest is not None and alike[nearest] >= threshold
    story_of[stream[new]["id"]] = story_of[stream[nearest]["id"]] if joins and nearest is not None else new
