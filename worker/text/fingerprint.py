"""The fingerprint of an article: what grouping needs to know of it, in a kilobyte or two."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from schemas.article import Reading
from schemas.base import as_utc
from schemas.story import Fingerprint
from worker.text.grouping.terms import words
from worker.text.grouping.word_weights import weight
from worker.text.normalise import squeeze

LEDE_SENTENCES = 3
_BODY_WORDS = 1_000
_TITLE_COUNTS = 3
"""How many times over the words of the title count."""
_MOST_WORDS = 60
_INDEXED_WORDS = 24
_INDEXED_SENTENCES = 36
_MOST_SENTENCES = 80
_LONG_SENTENCE_WORDS = 8
_DIGEST_LETTERS = 12
_MOST_TERM_CHARS = 40
_MOST_LEDE_CHARS = 1_000


def fingerprint(reading: Reading, fallback_published: datetime) -> Fingerprint:
    """Return the fingerprint of `reading`.

    Args:
        reading: An article.
        fallback_published: When the article was first seen, for one that does not say when it was published.
    """
    return of_text(
        reading.title or "",
        [sentence.text for sentence in reading.sentences],
        reading.published or fallback_published,
    )


def of_text(title: str, sentences: Sequence[str], published: datetime) -> Fingerprint:
    """Return the fingerprint of an article given as its title and sentences."""
    lede = " ".join(sentences[:LEDE_SENTENCES])
    heavy = _heaviest(_counts(title, lede, sentences))
    digests = tuple(dict.fromkeys(made for sentence in sentences if (made := digest(sentence))))[:_MOST_SENTENCES]
    terms = [f"s:{made}" for made in digests[:_INDEXED_SENTENCES]]
    terms += [f"w:{word}"[:_MOST_TERM_CHARS] for word, _ in heavy[:_INDEXED_WORDS]]
    return Fingerprint(
        title=title,
        lede=lede[:_MOST_LEDE_CHARS],
        terms=tuple(dict.fromkeys(terms)),
        words=heavy,
        sentences=digests,
        published=as_utc(published),
    )


def _counts(title: str, lede: str, sentences: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    left = _BODY_WORDS
    for sentence in sentences:
        found = words(sentence)[:left]
        counts.update(found)
        left -= len(found)
        if not left:
            break
    counts.update(words(lede))
    counts.update({word: _TITLE_COUNTS * count for word, count in Counter(words(title)).items()})
    return counts


def _heaviest(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    weighed = [(-(1 + math.log(count)) * weight(word), word, count) for word, count in counts.items() if weight(word)]
    return tuple((word, count) for _, word, count in sorted(weighed)[:_MOST_WORDS])


def digest(sentence: str) -> str | None:
    """Return the digest of a sentence of eight words or more; marks, case and typography make no difference to it."""
    found = words(squeeze(sentence))
    if len(found) < _LONG_SENTENCE_WORDS:
        return None
    return sha256(" ".join(found).encode()).hexdigest()[:_DIGEST_LETTERS]
