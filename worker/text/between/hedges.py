"""What one outlet states flatly and the other leaves open, in sentences that say the same thing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas.article import Reading
from schemas.divergence import HedgePair
from worker.text.between.matching import Pair
from worker.text.between.remembered import by_sentence
from worker.text.grouping.terms import PREFIX_LETTERS, stems
from worker.text.normalise import fold

_HEDGES = re.compile(
    r"(?<![\w-])(?:may(?= [a-z]+)|might|could(?! not\b)|allegedly|reportedly|apparently|supposedly|purportedly"
    r"|possibly|perhaps|probably|presumably|seemingly|unconfirmed|unverified|suspected|alleged"
    r"|(?:is|are|was|were) (?:thought|believed|said|feared|understood|suspected|alleged|reported|likely) to"
    r"|suspected of(?= [a-z]+ing\b)"
    r"|(?:appears?|appeared|seems?|seemed) to|(?:thought|believed|understood|rumou?red) to|likely)(?![\w-])"
)
_OPEN = re.compile(
    r"\b(?:may|might|could|would|should|will|alleg\w+|report\w*|apparent\w*|suppos\w+|purport\w+|possib\w+|perhaps"
    r"|probabl\w+|presum\w+|seem\w*|appear\w*|unconfirmed|unverified|suspect\w*|thought|believ\w+|likely|unlikely"
    r"|fear\w*|claim\w*|accus\w+|according|understood|rumou?r\w*|suggest\w*|potential\w*|expected|if|whether|unclear|can)\b",
    re.IGNORECASE,
)
"""Whatever leaves a statement open in any way: without one of these it is flat."""
_CONDITION = re.compile(r"\b(?:if|unless|whether)\b", re.IGNORECASE)
"""Where a statement depends on another, it is no hedged telling of what the other side says has happened."""
_NEXT = re.compile(r"\W*(?:(?:be|been|have|has|had|to|also|a|an|the|\w+ly)\s+)*([\w'-]+)", re.IGNORECASE)
_LEAST_ALIKE = 0.62
_LEAST_SHARED = 4
_LEAST_SHARE = 0.7


@dataclass(frozen=True)
class Hedged:
    """How each sentence of an article is hedged: the strong hedges by its index, and which sentences are flat."""

    hedges: Mapping[int, tuple[tuple[str, str], ...]]
    """Each with the stem of the first word of meaning after it."""
    flat: frozenset[int]
    texts: Sequence[str]


def prepare(reading: Reading) -> Hedged:
    """Return what leaves the sentences of `reading` open."""
    texts = [fold(sentence.text) for sentence in reading.sentences]
    told = [_in_sentence(text) for text in texts]
    return Hedged(
        hedges={index: one.hedges for index, one in enumerate(told) if one.hedges},
        flat=frozenset(index for index, one in enumerate(told) if one.is_flat),
        texts=texts,
    )


class _Told(NamedTuple):
    """How one sentence is told."""

    hedges: tuple[tuple[str, str], ...]
    is_flat: bool


@by_sentence
def _in_sentence(text: str) -> _Told:
    is_open = not _CONDITION.search(text)
    hedges = tuple((found[0], _hedged(text[found.end() :])) for found in _HEDGES.finditer(text))
    return _Told(hedges if is_open else (), not _OPEN.search(text))


def _hedged(after: str) -> str:
    """Return the stem of what a hedge leaves open: of the next word that is no helping verb."""
    found = _NEXT.match(after)
    return found[1].casefold()[:PREFIX_LETTERS] if found else ""


@by_sentence
def _meaning(text: str) -> frozenset[str]:
    return frozenset(stems(_OPEN.sub(" ", text)))


def pair(a: Hedged, b: Hedged, matches: Sequence[Pair]) -> Iterator[HedgePair]:
    """Yield the matched sentences of which one is hedged and the other flat, and that otherwise say the same."""
    for match in matches:
        if match.similarity < _LEAST_ALIKE:
            continue
        hedged_a, hedged_b = match.a in a.hedges and match.b in b.flat, match.b in b.hedges and match.a in a.flat
        if not hedged_a and not hedged_b:
            continue
        one, other = _meaning(a.texts[match.a]), _meaning(b.texts[match.b])
        shared = one & other
        if len(shared) < _LEAST_SHARED or len(shared) < _LEAST_SHARE * max(len(one), len(other)):
            continue
        hedges = a.hedges[match.a] if hedged_a else b.hedges[match.b]
        words = dict.fromkeys(hedge for hedge, meant in hedges if meant in shared)
        if words:
            yield HedgePair(a=match.a, b=match.b, hedged="a" if hedged_a else "b", words=", ".join(words))
