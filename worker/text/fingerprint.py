"""The fingerprint of an article: what grouping needs to know of it, in a kilobyte or two."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from hashlib import blake2b
from itertools import chain, compress
from operator import add, itemgetter
from struct import pack, unpack
from zlib import crc32

from schemas.article import Reading
from schemas.base import as_utc
from schemas.story import Fingerprint
from worker.text.grouping.terms import apart, counted, plain, title_terms
from worker.text.grouping.word_weights import RARE, TERM_WEIGHTS, weight
from worker.text.remembered import by_word

LEDE_SENTENCES = 3
_BODY_CHARS = 3_500
"""What news is about stands first: of AllSides, longer beginnings than this are grouped no better."""
_TITLE_COUNTS = 3
"""How many times over the words of the title count."""
_TITLE_NAMES = 2
"""How many mentions a name in the title is worth."""
_MOST_WORDS = 80
"""With 120 articles are grouped no better, and cost a tenth more."""
_MOST_NAMES = 40
_INDEXED_WORDS = 24
_INDEXED_SENTENCES = 12
_MOST_SENTENCES = 60
_LONG_SENTENCE_WORDS = 8
_DIGEST_BYTES = 6
_MOST_RUNS = 64
_MOST_TERM_CHARS = 40
_MOST_LOGS = 256
_LOGS = [1 + math.log(max(1, count)) for count in range(_MOST_LOGS)]
"""So often do words stand that looking their weight up is quicker than reckoning it."""
_ENDS = tuple((mark, re.compile(f"(\\{mark}[\"')]?) +(?=[\"'(]?[^\\W_a-z])")) for mark in ".!?")
"""One for each mark: a search that begins with one certain sign leaps to it."""
_END_WITHOUT_SPACE = re.compile("([\u3002\uff01\uff1f])")
_CLOCK = re.compile(r"[0-9]{1,2}[:h][0-5][0-9](?::[0-5][0-9])?\b(?: ?[ap]\.?m\b)?")
"""Times of day, which head the posts of a live blog and tell nothing of its subject."""
_CLOCK_SIGNS = tuple(re.compile(f"{sign}[0-5][0-9]") for sign in ":h")
"""What tells quickly that a text has none."""
_QUOTED = re.compile("[\"'](?:(?<!')([^\"]{20,1500})\"|(?<=')(?<!\\w')([^\"]{20,1500}?)'(?!\\w))")
"""Both marks begin it, so that the search leaps to them; which end it needs is told by the one that was found."""


def fingerprint(reading: Reading, first_seen: datetime, *, soon: bool) -> Fingerprint:
    """Return the fingerprint of `reading`.

    Args:
        reading: An article.
        first_seen: When it was first seen, for one that does not say when it was published.
        soon: Whether that is likely to be soon after, as with what is watched.
    """
    made = of_text(reading.title or "", reading.text, reading.published or first_seen)
    return made if soon or reading.published else made.model_copy(update={"dated": False})


def of_text(title: str, text: str, published: datetime, furniture: AbstractSet[str] = frozenset()) -> Fingerprint:
    """Return the fingerprint of an article.

    Args:
        title: Its title.
        text: Its paragraphs, joined by a blank line.
        published: When it was published.
        furniture: Digests of sentences that belong to the outlet's pages and are left out.
    """
    lines = sentences(text)
    words = apart("\n".join(lines))
    written, told = ([line.split() for line in each.split("\n")] for each in (words, counted(words)))
    made = [digest(words) for words in told]
    if not furniture.isdisjoint(made):
        own = [at for at, one in enumerate(made) if one not in furniture]
        lines, made = [lines[at] for at in own], [made[at] for at in own]
        written, told = [written[at] for at in own], [told[at] for at in own]
    heading = Counter(title_terms(title))
    everywhere = Counter(chain.from_iterable(told))
    names = _names(heading, everywhere, written, told)
    heavy = _heaviest(_counts(heading, everywhere, told))
    digests = tuple(dict.fromkeys(one for one in made if one))[:_MOST_SENTENCES]
    terms = [f"s:{made}" for made in digests[:_INDEXED_SENTENCES]]
    terms += [f"w:{word}"[:_MOST_TERM_CHARS] for word, _ in heavy[:_INDEXED_WORDS]]
    return Fingerprint.model_construct(  # what is made here is as it should be, and to look at it costs as much
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
    cut = plain(text[:_BODY_CHARS])
    if any(sign.search(cut) for sign in _CLOCK_SIGNS):
        cut = _CLOCK.sub("", cut)
    for mark, end in _ENDS:
        if mark in cut:
            parts = end.split(cut)
            cut = "\n".join(map(add, parts[::2], [*parts[1::2], ""]))
    cut = cut if cut.isascii() else _END_WITHOUT_SPACE.sub("\\1\n", cut)
    return [line for line in cut.split("\n") if line]


def _counts(heading: Counter[str], everywhere: Counter[str], told: Sequence[Sequence[str]]) -> Counter[str]:
    """Count the words of the body, once more those of the lede, and those of the title several times."""
    counts = everywhere.copy()
    counts.update(chain.from_iterable(told[:LEDE_SENTENCES]))
    counts.update({word: _TITLE_COUNTS * count for word, count in heading.items()})
    return counts


def _heaviest(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Return the words with the highest (1 + ln count) times general weight, equals by the alphabet.

    Most words stand once and are rare: all of these weigh the same.
    """
    general = TERM_WEIGHTS.get
    often = {word: count for word, count in counts.items() if count > 1}
    weighing = {
        word: weight * (_LOGS[count] if count < _MOST_LOGS else 1 + math.log(count))
        for word, count in often.items()
        if (weight := general(word, RARE)) and len(word) > 1
    }
    heavier = sum([weight > RARE for weight in weighing.values()])
    once: list[str] = []
    if heavier < _MOST_WORDS:
        others = counts.keys() - often.keys()
        once = [word for word in sorted(others.difference(TERM_WEIGHTS)) if len(word) > 1]
        if heavier + len(once) < _MOST_WORDS:
            weighing |= {word: weight for word in others if (weight := general(word, 0.0)) and len(word) > 1}
    heavy = sorted(sorted(weighing), key=weighing.__getitem__, reverse=True)
    heavy[heavier:heavier] = once
    return tuple([(word, counts[word]) for word in heavy[:_MOST_WORDS]])


def _names(
    heading: Counter[str], everywhere: Counter[str], written: Sequence[Sequence[str]], told: Sequence[Sequence[str]]
) -> tuple[tuple[str, int], ...]:
    """Return the words mostly written with a capital where none is due, the most mentioned first."""
    initials = map(itemgetter(0), chain.from_iterable(written))
    capital = Counter(compress(chain.from_iterable(told), map(str.isupper, initials)))
    capital.subtract(
        [counted[0] for words, counted in zip(written, told, strict=True) if words and words[0][0].isupper()]
    )
    first = Counter([words[0] for words in told if words]).get
    found = [
        (-weighing * mentions, word, mentions)
        for word, count in capital.items()
        if count and 2 * count > everywhere[word] - first(word, 0) and (weighing := weight(word))
        for mentions in [count + _TITLE_NAMES * (word in heading)]
    ]
    return tuple([(word, mentions) for _, word, mentions in sorted(found)[:_MOST_NAMES]])


def _runs(text: str) -> tuple[int, ...]:
    """Return a sample of the five-word runs inside quotation marks, by their hashes.

    Which are kept depends on the run alone, so that two articles with the same quotation keep the same ones (sampling
    by value and bottom-k sketch; Broder 1997).
    """
    quotes = apart("\n".join([quoted[1] or quoted[2] for quoted in _QUOTED.finditer(text)]))
    said = [line.split() for line in counted(quotes).split("\n")]
    hashes = list(map(_hash, chain.from_iterable(said)))
    begins = chain.from_iterable([[True] * (len(line) - 4) + [False] * min(4, len(line)) for line in said])
    found = {run for run, first, begin in zip(_sums(hashes), hashes, begins, strict=True) if begin and not first & 1}
    return tuple(sorted(found)[:_MOST_RUNS])


@by_word
def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def _sums(hashes: Sequence[int]) -> tuple[int, ...]:
    """Return for each of the hashes, of 32 bits, a + 3b + 9c + 27d + 81e of it and the four that follow.

    All at once, as one long integer with 64 bits for each.
    """
    form = f"<{len(hashes)}Q"
    row = int.from_bytes(pack(form, *hashes), "little")
    total = row + 3 * (row >> 64) + 9 * (row >> 128) + 27 * (row >> 192) + 81 * (row >> 256)
    return unpack(form, total.to_bytes(8 * len(hashes), "little"))


def digest(counted: Sequence[str]) -> str | None:
    """Return the digest of a sentence of eight words or more, given as they are counted."""
    if len(counted) < _LONG_SENTENCE_WORDS:
        return None
    return blake2b(" ".join(counted).encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).hexdigest()
