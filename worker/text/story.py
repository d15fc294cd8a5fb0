"""Which articles tell one story: two fingerprints compared, a story chosen, a stream grouped in one pass.

Each article is compared with those before it and joins the story it is closest to, or opens one (single-pass
clustering with average linkage over the nearest members; Allan, Papka and Lavrenko 1998). The probability that two
articles belong together is a logistic function of the likeness of their words and titles, the days between them, and
the sentences that both carry.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nlargest

from schemas.story import Fingerprint
from worker.text import fingerprint as fingerprints
from worker.text.grouping import word_weights
from worker.text.grouping.terms import words
from worker.text.segment import sentences

JOINS = 0.42
"""The mean probability from which an article joins a story; below it, it opens its own."""
_CLOSEST = 3
"""The members of a story whose mean counts: with one alone, stories run into each other."""

# Fitted on the AllSides stream of 2017-18; grouping quality is flat around these values.
_INTERCEPT = -1.7
_WORDS = 8.45
_TITLE = 3.34
_DAY = -1.60
_MOST_DAYS = 4.0
"""Further apart than this makes no difference: a storyline may rest for weeks."""
_COPY_DAYS = 2.0
"""Days apart weigh less where both carry the same copy: many outlets give it late, or do not date it."""
_SENTENCES = 1.0
_SHARED_SENTENCES = 2
"""One long sentence in common may be an outlet's furniture; two are a common source."""


_PRIOR_ARTICLES = 100
"""How many articles the general frequencies of `word_weights` are worth beside those counted."""
_LEAST_SHARED_WORDS = 3
"""Fewer weighty words in common are a chance between short texts, and count in proportion."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How many articles have been seen, and how many of them bear a word among their weightiest.

    Without any, words weigh what they do in news in general; the more have been seen, the more a word weighs that few
    of them bear. Where many articles come in a day this is what keeps one event apart from the next.
    """

    articles: int
    with_word: Mapping[str, int]

    def weight(self, word: str) -> float:
        """Return ln(1 / share of articles with the word), the share estimated from both."""
        general = word_weights.weight(word)
        if not general:
            return 0.0
        expected = self.with_word.get(word, 0) + _PRIOR_ARTICLES * math.exp(-general)
        return max(0.0, math.log((self.articles + _PRIOR_ARTICLES) / expected))


NOTHING_SEEN = Seen(0, {})


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A fingerprint made ready to be compared many times."""

    words: Mapping[str, float]
    title: Mapping[str, float]
    sentences: frozenset[str]
    published: datetime


def similarity(a: Fingerprint, b: Fingerprint, seen: Seen = NOTHING_SEEN) -> float:
    """Return the probability, 0..1, that two articles tell one story. Symmetric."""
    return _likeness(_prepare(a, seen), _prepare(b, seen))


def choose(new: Fingerprint, stories: Mapping[int, Sequence[Fingerprint]], seen: Seen = NOTHING_SEEN) -> int | None:
    """Return the story that `new` joins, or None where it opens one.

    Args:
        new: The article to place.
        stories: The members of each story that may be near, as the index found them.
        seen: What is known of how common words are among the articles.
    """
    prepared = _prepare(new, seen)
    scores = {
        story: _closest(_likeness(prepared, _prepare(member, seen)) for member in members)
        for story, members in stories.items()
    }
    return _best(scores)


def _best(scores: Mapping[int, float]) -> int | None:
    """Return the story with the highest score that is high enough, the oldest of equals."""
    best = max(scores, key=lambda story: (scores[story], -story), default=None)
    return best if best is not None and scores[best] >= JOINS else None


def _closest(likenesses: Iterable[float]) -> float:
    nearest = sorted(likenesses, reverse=True)[:_CLOSEST]
    return sum(nearest) / len(nearest) if nearest else 0.0


def _prepare(fingerprint: Fingerprint, seen: Seen) -> _Prepared:
    return _Prepared(
        words=_unit(dict(fingerprint.words), seen),
        title=_unit(Counter(words(fingerprint.title)), seen),
        sentences=frozenset(fingerprint.sentences),
        published=fingerprint.published,
    )


def _likeness(a: _Prepared, b: _Prepared) -> float:
    days = abs(a.published - b.published) / timedelta(days=1)
    shared = len(a.sentences & b.sentences)
    has_copy = shared >= _SHARED_SENTENCES
    z = (
        _INTERCEPT
        + _WORDS * _dot(a.words, b.words)
        + _TITLE * _dot(a.title, b.title)
        + _DAY * min(days, _COPY_DAYS if has_copy else _MOST_DAYS)
        + (_SENTENCES * math.log1p(shared) if has_copy else 0.0)
    )
    probability = 1 / (1 + math.exp(-z))
    common = len(a.words.keys() & b.words.keys())
    return probability if has_copy else probability * min(1.0, common / _LEAST_SHARED_WORDS)


def _unit(counts: Mapping[str, int], seen: Seen) -> dict[str, float]:
    """Return the unit vector of words that stand `counts` times: (1 + ln count) times how rare each is."""
    vector = {word: (1 + math.log(count)) * seen.weight(word) for word, count in counts.items()}
    norm = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / norm for word, weight in vector.items()} if norm else {}


def _dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[word] for word, weight in a.items() if word in b)


class Grouper:
    """Groups a stream of articles in memory; what an article joins depends on those before it alone."""

    _CANDIDATES = 40
    _NEWEST = 400
    """Articles looked at for each index term, newest first: what keeps a common term from costing more every day."""
    _FURNITURE = 3
    """A sentence that an outlet has printed this often is part of its pages, and no evidence."""

    def __init__(self) -> None:
        """Begin with no article and no story."""
        self._known: list[_Prepared] = []
        self._story_of: list[int] = []
        self._stories = 0
        self._ids: dict[str, int] = {}
        self._with_word: Counter[str] = Counter()
        self._index: defaultdict[str, list[int]] = defaultdict(list)
        self._printed: Counter[tuple[str, str | None]] = Counter()

    def add(
        self,
        id: str,  # noqa: A002 - its name in the stream
        outlet: str,
        title: str,
        text: str,
        published: datetime,
    ) -> int:
        """Return the number of the story that an article belongs to, counted from 0 as they are opened.

        Args:
            id: The article's own; the same one again returns the same story.
            outlet: Its name, which tells the outlet's own furniture from common copy.
            title: Its title.
            text: Its paragraphs, joined by a blank line.
            published: When it was published.
        """
        if id in self._ids:
            return self._ids[id]
        found = [sentence.text for sentence in sentences([part for part in text.split("\n\n") if part.strip()])]
        story = self.place(fingerprints.of_text(title, self._without_furniture(outlet, found), published))
        self._ids[id] = story
        return story

    def place(self, new: Fingerprint) -> int:
        """Return the number of the story that the article with this fingerprint belongs to."""
        prepared = _prepare(new, Seen(len(self._known), self._with_word))
        near: defaultdict[int, list[float]] = defaultdict(list)
        for other in self._candidates(new, prepared):
            near[self._story_of[other]].append(_likeness(prepared, self._known[other]))
        story = _best({story: _closest(likenesses) for story, likenesses in near.items()})
        if story is None:
            story, self._stories = self._stories, self._stories + 1
        for term in new.terms:
            self._index[term].append(len(self._known))
        self._known.append(prepared)
        self._with_word.update(prepared.words.keys())
        self._story_of.append(story)
        return story

    def _candidates(self, new: Fingerprint, prepared: _Prepared) -> list[int]:
        """Return the articles that share the most index terms; a sentence in common counts as much as all words."""
        shared: defaultdict[int, float] = defaultdict(float)
        for term in new.terms:
            worth = prepared.words.get(term[2:], 0.0) ** 2 if term.startswith("w:") else 1.0
            for other in self._index[term][-self._NEWEST :]:
                shared[other] += worth
        return nlargest(self._CANDIDATES, shared, key=lambda other: (shared[other], other))

    def _without_furniture(self, outlet: str, found: Sequence[str]) -> list[str]:
        """Return the sentences that the outlet has not printed again and again, and remember them all."""
        digests = [(outlet, fingerprints.digest(sentence)) for sentence in found]
        own = [text for text, key in zip(found, digests, strict=True) if self._printed[key] < self._FURNITURE]
        self._printed.update(key for key in digests if key[1])
        return own
