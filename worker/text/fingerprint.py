"""The fingerprint of an article: what grouping needs to know of it, in a kilobyte or two."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from zlib import crc32

from schemas.article import Reading
from schemas.base import as_utc
from schemas.story import Fingerprint
from worker.text.grouping.terms import STOPWORDS, plain, term, tokens
from worker.text.grouping.word_weights import RARE, TERM_WEIGHTS, weight

LEDE_SENTENCES = 3
_BODY_CHARS = 5_000
_TITLE_COUNTS = 3
"""How many times over the words of the title count."""
_TITLE_NAMES = 2
"""How many mentions a name in the title is worth."""
_MOST_WORDS = 120
_MOST_NAMES = 40
_INDEXED_WORDS = 24
_INDEXED_SENTENCES = 12
_MOST_SENTENCES = 60
_LONG_SENTENCE_WORDS = 8
_DIGEST_BYTES = 6
_MOST_RUNS = 64
_MOST_TERM_CHARS = 40
_END = re.compile("([.!?][\"')\u201d]?) +(?=[\"'(\u201c]?[^\\W_a-z])")
_END_WITHOUT_SPACE = re.compile("([\u3002\uff01\uff1f])")
_CLOCK = re.compile(r"[0-9]{1,2}[:h][0-5][0-9](?::[0-5][0-9])?\b(?: ?[ap]\.?m\b)?")
"""Times of day, which head the posts of a live blog and tell nothing of its subject."""
_QUOTED = re.compile(
    "[\"'\u201c\u201d\u201e\u00ab\u00bb](?:"
    '(?<!\')([^"\u201c\u201d\u201e\u00ab\u00bb]{20,1500})["\u201c\u201d\u201e\u00ab\u00bb]'
    "|(?<=')(?<!\\w')([^\"\u201c\u201d]{20,1500}?)'(?!\\w))"
)
"""All marks begin it, so that the search leaps to them; which end it needs is told by the one that was found."""


def fingerprint(reading: Reading, first_seen: datetime, *, soon: bool) -> Fingerprint:
    """Return the fingerprint of `reading`.

    Args:
        reading: An article.
        first_seen: When it was first seen, for one that does not say when it was published.
        soon: Whether that is likely to be soon after, as with what is watched.
    """
    made = of_text(reading.title or "", reading.text, reading.published or first_seen)
    return made if soon or reading.published else made.model_copy(update={"dated": False})


def of_text(title: str, text: str, published: datetime, furniture: Container[str] = frozenset()) -> Fingerprint:
    """Return the fingerprint of an article.

    Args:
        title: Its title.
        text: Its paragraphs, joined by a blank line.
        published: When it was published.
        furniture: Digests of sentences that belong to the outlet's pages and are left out.
    """
    lines = sentences(text)
    written = tokens(lines)
    told = [list(map(term, words)) for words in written]
    made = [digest(words) for words in told]
    if any(one in furniture for one in made):
        own = [at for at, one in enumerate(made) if one not in furniture]
        lines, made = [lines[at] for at in own], [made[at] for at in own]
        written, told = [written[at] for at in own], [told[at] for at in own]
    heading = Counter(map(term, tokens([plain(title)])[0]))
    everywhere = Counter(chain.from_iterable(told))
    names = _names(heading, everywhere, written, told)
    heavy = _heaviest(_counts(heading, everywhere, told))
    digests = tuple(dict.fromkeys(one for one in made if one))[:_MOST_SENTENCES]
    terms = [f"s:{made}" for made in digests[:_INDEXED_SENTENCES]]
    terms += [f"w:{word}"[:_MOST_TERM_CHARS] for word, _ in heavy[:_INDEXED_WORDS]]
    return Fingerprint(
        title=title,
        terms=tuple(dict.fromkeys(terms)),
        words=heavy,
        names=names,
        runs=_runs(" ".join(lines)),
        sentences=digests,
        published=as_utc(published),
    )


def sentences(text: str) -> list[str]:
    """Return the plain sentences with which an article says what it is about; a book costs no more than an article.

    Cut where it looks like an end, which is enough to tell common copy, the lede, and a capital that means nothing:
    to segment as the comparison of wordings needs it would cost as much as all the rest of a fingerprint.
    """
    cut = _END.sub("\\1\n", _CLOCK.sub("", plain(text[:_BODY_CHARS])))
    cut = cut if cut.isascii() else _END_WITHOUT_SPACE.sub("\\1\n", cut)
    return [line for line in cut.split("\n") if line]


def _counts(heading: Counter[str], everywhere: Counter[str], told: Sequence[Sequence[str]]) -> Counter[str]:
    """Count the words of the body, once more those of the lede, and those of the title several times."""
    counts = everywhere.copy()
    counts.update(chain.from_iterable(told[:LEDE_SENTENCES]))
    counts.update({word: _TITLE_COUNTS * count for word, count in heading.items()})
    return counts


def _heaviest(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    logs = {count: 1 + math.log(count) for count in set(counts.values())}
    general = TERM_WEIGHTS.get
    alike: defaultdict[float, list[str]] = defaultdict(list)
    for word, count in counts.items():
        alike[logs[count] * general(word, RARE)].append(word)
    heavy: list[str] = []
    for weighing in sorted(alike, reverse=True):
        if weighing and len(heavy) < _MOST_WORDS:
            heavy += sorted([word for word in alike[weighing] if len(word) > 1])
    return tuple([(word, counts[word]) for word in heavy[:_MOST_WORDS]])


def _names(
    heading: Counter[str], everywhere: Counter[str], written: Sequence[Sequence[str]], told: Sequence[Sequence[str]]
) -> tuple[tuple[str, int], ...]:
    """Return the words mostly written with a capital where none is due, the most mentioned first."""
    capital = Counter(
        [
            word
            for words, counted in zip(written, told, strict=True)
            for as_written, word in zip(words[1:], counted[1:], strict=True)
            if not as_written.islower() and as_written[0].isupper() and len(word) > 1
        ]
    )
    first = Counter([words[0] for words in told if words])
    found = {
        word: count + _TITLE_NAMES * (word in heading)
        for word, count in capital.items()
        if 2 * count > everywhere[word] - first[word] and word not in STOPWORDS and weight(word)
    }
    return tuple(sorted(found.items(), key=lambda item: (-item[1] * weight(item[0]), item[0]))[:_MOST_NAMES])


def _runs(text: str) -> tuple[int, ...]:
    """Return a sample of the five-word runs inside quotation marks, by their hashes.

    Which are kept depends on the run alone, so that two articles with the same quotation keep the same ones (sampling
    by value and bottom-k sketch; Broder 1997).
    """
    found: set[int] = set()
    for quoted in _QUOTED.finditer(text):
        said = list(map(_word_hash, tokens([quoted[1] or quoted[2]])[0]))
        places = zip(said, said[1:], said[2:], said[3:], said[4:], strict=False)
        found.update([a + 3 * b + 9 * c + 27 * d + 81 * e for a, b, c, d, e in places if not a & 1])
    return tuple(sorted(found)[:_MOST_RUNS])


@lru_cache(maxsize=1 << 17)
def _word_hash(word: str) -> int:
    return crc32(term(word).encode("utf-8", "surrogatepass"))


def digest(counted: Sequence[str]) -> str | None:
    """Return the digest of a sentence of eight words or more, given as they are counted."""
    if len(counted) < _LONG_SENTENCE_WORDS:
        return None
    return blake2b(" ".join(counted).encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).hexdigest()
