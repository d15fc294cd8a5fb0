"""The same words given to two speakers: claimed only where both articles plainly name who spoke."""

import re
from collections.abc import Iterator, Sequence

from schemas.article import Reading
from schemas.divergence import Attribution, QuotePair
from worker.text.between import speaker_names
from worker.text.grouping.terms import STOPWORDS, words
from worker.text.normalise import fold

_LEAST_WORDS = 8
"""Fewer words than these are said by many."""
_PRONOUN_SPOKE = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]ho)\s+(?:\w+ly\s+)?(?:said|says|added|wrote|tweeted|told|continued|asked"
    r"|went on|replied|responded|explained"
    r"|warned|insisted|argued|posted|proclaimed|declared|stated|concluded|called|later)\b"
)
_OFFICES = frozenset({"spokesman", "spokeswoman", "spokesperson"})


def find(a: Reading, b: Reading, quotes: Sequence[QuotePair]) -> Iterator[Attribution]:
    """Yield the quotations of both that are given to different speakers.

    Nothing is claimed where either side speaks of its speaker as `he`, names none near the quotation, or names the
    other side's speaker there too.
    """
    for pair in quotes:
        one, other = pair.speaker_a, pair.speaker_b
        if pair.relation != "same" or not one or not other or not speaker_names.differ(one, other):
            continue
        if min(len(words(pair.text_a)), len(words(pair.text_b))) < _LEAST_WORDS:
            continue
        near_a, near_b = _near(a, pair.a), _near(b, pair.b)
        if _plainly(one, near_a, other) and _plainly(other, near_b, one):
            yield Attribution(a=pair.a, b=pair.b, text=pair.text_a, speaker_a=one, speaker_b=other)


def _near(reading: Reading, indexes: Sequence[int]) -> str:
    """Return the sentences of a quotation with the one before and the one after."""
    first, last = max(0, indexes[0] - 1), indexes[-1] + 2
    return fold(" ".join(sentence.text for sentence in reading.sentences[first:last]))


def _plainly(speaker: str, near: str, other: str) -> bool:
    """Whether the text around a quotation names its speaker, and neither a pronoun nor the other one as speaking."""
    named, theirs = _telling(speaker), _telling(other)
    around = set(words(near))
    if not named or not named <= around or _PRONOUN_SPOKE.search(near):
        return False
    return not theirs or not theirs <= around


def _telling(speaker: str) -> set[str]:
    """Return the words of a speaker that tell them from others: the last of a name, all of an office."""
    spoken = [word for word in words(speaker) if word not in STOPWORDS and len(word) > 1]
    if not spoken or not speaker[:1].isupper() or _OFFICES & set(spoken):
        return set(spoken)
    return {spoken[-1]}
