"""How likely two articles tell of one event: a logistic function of what their fingerprints share and contradict.

Likeness of words is not enough. Two floods in two towns are told in the same words; what differs are the names that
each is full of. So names count twice: for, where both share them, and against, where each is about names that the
other never mentions.
"""

import math
from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import nlargest

from schemas.story import Fingerprint
from worker.text.grouping.seen import Seen
from worker.text.grouping.terms import title_terms

# Fitted by logistic regression on labelled pairs of the AllSides stream, each half of its year tried with the fit of
# the other; `_STRANGE_NAMES` is set by hand, where it costs neither half anything (docs/decisions/0007).
_INTERCEPT = -1.7
_WORDS = 7.5
_TITLE = 4.3
_NAMES = 0.7
_RUNS = 0.2
_MOST_RUNS = 3.0
_DAY = -1.8
_MOST_DAYS = 2.5
"""Further apart than this makes no difference: a storyline may rest for weeks."""
_CROWD = -0.4
_SPARSE = 80
"""Articles of four days from which on their number counts, by its logarithm: the more there are, the more of them are
alike by chance, and the less an equal likeness says. AllSides has 45 in four days."""
_UNDATED_DAYS = 0.5
"""So far apart at least are two of which one has no date: what is handed in together need not be of one day.

Of AllSides and NeuS-2021 all at one time, as an archive without dates comes in, half a day raises F1 by more than .1,
and costs .03 where all is of the day it came in on; a whole day raises and costs about twice as much.
"""
_STRANGE_NAMES = -16.0
_OTHER_NAMES = -10.0
_OTHER_NAMES_FROM = 0.6
"""The same of short articles, in which nothing is named again and again: how much of all names the other lacks."""
_FEWEST_NAMES, _SHORT = 4, 36
_STRANGE_FROM = 0.5
"""The share of an article's names that the other may lack before it tells against them."""
_LEAST_LIKELY = -3.0
"""The logit below which, by words and days alone, the rest can change nothing."""
_COPY_DAYS = 2.0
"""Days apart weigh less where both carry the same copy: many outlets give it late, or do not date it."""
_SHARED_SENTENCES = 2
"""One long sentence in common may be an outlet's furniture; two are a common source."""
_LEAST_SHARED_WORDS = 3
"""Fewer weighty words in common are a chance between short texts, and count in proportion."""

_MOST_WORDS = 60
_MOST_NAMES = 30
_LEAST_MENTIONS = 2
_LEAST_ALL_MENTIONS = 5
"""An article with fewer mentions of its names has not said enough for their absence elsewhere to mean something."""
_TOP_NAMES = 8
_MENTIONS_POWER = 1.5
"""What an article is about it names again and again; a power above one lets that stand out."""
_DAY_SECONDS = 86_400
_MOST_LOGS = 256
_LOGS = [1 + math.log(max(1, count)) for count in range(_MOST_LOGS)]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A fingerprint made ready to be compared many times."""

    words: Mapping[str, float]
    its_words: frozenset[str]
    """The same without their weights: what two have in common is found in half the time."""
    title: Mapping[str, float]
    names: Mapping[str, float]
    about: Mapping[str, float]
    """The names it is about, each with its share; empty where it says too little."""
    mentioned: frozenset[str]
    runs: frozenset[int]
    sentences: frozenset[str]
    day: float
    """When it was published, in days."""
    dated: bool
    crowded: float
    """What the number of articles of its days adds to a logit; 0 or less."""


def prepare(fingerprint: Fingerprint, seen: Seen) -> Prepared:
    """Return the fingerprint weighed by how common its words are."""
    counts, names, title = dict(fingerprint.words), dict(fingerprint.names), Counter(title_terms(fingerprint.title))
    weights = seen.weights({**counts, **title, **names})
    words = _unit(counts, weights, _MOST_WORDS)
    return Prepared(
        words=words,
        its_words=frozenset(words),
        title=_unit(title, weights, _MOST_WORDS),
        names=_unit(names, weights, _MOST_NAMES),
        about=_about(names, weights),
        mentioned=frozenset(weights),
        runs=frozenset(fingerprint.runs),
        sentences=frozenset(fingerprint.sentences),
        day=fingerprint.published.timestamp() / _DAY_SECONDS,
        dated=fingerprint.dated,
        crowded=_CROWD * math.log(max(1.0, seen.crowd / _SPARSE)),
    )


def counted_words(fingerprint: Fingerprint) -> frozenset[str]:
    """Return the words of an article that count towards how common they are."""
    return frozenset(
        [
            *(word for word, _ in fingerprint.words),
            *(name for name, _ in fingerprint.names),
            *title_terms(fingerprint.title),
        ]
    )


def worth(prepared: Prepared, index_term: str) -> float:
    """Return how much it says that another article bears one of this one's index terms.

    What a word adds to the likeness of an article with itself; a sentence in common counts as much as all words.
    """
    return prepared.words.get(index_term[2:], 0.0) ** 2 if index_term.startswith("w:") else 1.0


def likeness(a: Prepared, b: Prepared) -> float:
    """Return the probability, 0..1, that two articles tell of one event. Symmetric."""
    has_copy = not a.sentences.isdisjoint(b.sentences) and len(a.sentences & b.sentences) >= _SHARED_SENTENCES
    apart = abs(a.day - b.day)
    if apart < _UNDATED_DAYS and not (a.dated and b.dated):
        apart = _UNDATED_DAYS
    time = _DAY * min(apart, _COPY_DAYS if has_copy else _MOST_DAYS) + min(a.crowded, b.crowded)
    return _probability(a, b, time, has_copy=has_copy)


def relatedness(a: Prepared, b: Prepared) -> float:
    """Return how likely, 0..1, two articles would tell of one event had they been told on one day. Symmetric.

    Of articles weeks apart it says whether they are about one running subject.
    """
    return _probability(a, b, 0.0, has_copy=False)


def _probability(a: Prepared, b: Prepared, time: float, *, has_copy: bool) -> float:
    common, words, others = a.its_words & b.its_words, a.words, b.words
    z = _INTERCEPT + time + _WORDS * sum([words[word] * others[word] for word in common])
    if not a.title.keys().isdisjoint(b.title.keys()):
        z += _TITLE * _dot(a.title, b.title)
    if z > _LEAST_LIKELY:
        z += _NAMES * _dot(a.names, b.names) + _RUNS * min(math.log1p(len(a.runs & b.runs)), _MOST_RUNS)
        z += _STRANGE_NAMES * max(0.0, _strangeness(a, b) - _STRANGE_FROM)
        if len(a.words) <= _SHORT and len(b.words) <= _SHORT:
            z += _OTHER_NAMES * max(0.0, _otherness(a, b, common) - _OTHER_NAMES_FROM)
    probability = 1 / (1 + math.exp(-z))
    return probability if has_copy else probability * min(1.0, len(common) / _LEAST_SHARED_WORDS)


def _otherness(a: Prepared, b: Prepared, common: AbstractSet[str]) -> float:
    """Return the share of the names of two short articles that the other lacks, the smaller of the two.

    0 where one names few, or has a figure in common with the other.
    """
    if min(len(a.names), len(b.names)) < _FEWEST_NAMES or any(word[0].isdigit() for word in common):
        return 0.0
    return min(
        sum([weight for name, weight in one.names.items() if name not in other.mentioned]) / sum(one.names.values())
        for one, other in ((a, b), (b, a))
    )


def _strangeness(a: Prepared, b: Prepared) -> float:
    """Return the share of what each is about that the other never mentions, the smaller of the two."""
    return min(
        sum([share for name, share in one.about.items() if name not in other.mentioned])
        for one, other in ((a, b), (b, a))
    )


def _about(names: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, float]:
    often = {name: count for name, count in names.items() if count >= _LEAST_MENTIONS and weights[name]}
    if sum(often.values()) < _LEAST_ALL_MENTIONS:
        return {}
    top = nlargest(_TOP_NAMES, ((count**_MENTIONS_POWER * weights[name], name) for name, count in often.items()))
    whole = sum(amount for amount, _ in top)
    return {name: amount / whole for amount, name in top}


def _unit(counts: Mapping[str, int], weights: Mapping[str, float], most: int) -> dict[str, float]:
    """Return the unit vector of words that stand `counts` times: (1 + ln count) times how rare each is."""
    vector = {
        word: (_LOGS[count] if count < _MOST_LOGS else 1 + math.log(count)) * weight
        for word, count in counts.items()
        if (weight := weights[word])
    }
    if len(vector) > most:
        least = sorted(vector.values(), reverse=True)[most - 1]
        equal = sorted([word for word, weight in vector.items() if weight == least], reverse=True)
        vector = {word: weight for word, weight in vector.items() if weight > least}
        vector |= dict.fromkeys(equal[: most - len(vector)], least)
    norm = math.sqrt(sum([weight * weight for weight in vector.values()]))
    return {word: weight / norm for word, weight in vector.items()}


def _dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    return sum([a[word] * b[word] for word in a.keys() & b.keys()])
