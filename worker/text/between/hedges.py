"""What one outlet states flatly and the other leaves open, in sentences that say the same thing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from schemas.divergence import HedgePair
from worker.text.between.matching import Pair
from worker.text.between.tokenised import Tokenised
from worker.text.grouping.terms import PREFIX_LETTERS, stems
from worker.text.remembered import by_sentence, by_word

_ALONE = """
    might allegedly reportedly apparently supposedly purportedly possibly perhaps probably presumably seemingly
    unconfirmed unverified suspected alleged likely
"""
_PASSIVE = "thought believed said feared understood suspected alleged reported likely"
_ACTIVE = "appear appears appeared seem seems seemed thought believed understood rumored rumoured"
_HEDGES = re.compile(
    rf"(?<![\w-])(?:may(?= [a-z]+)|could(?! not\b)|{'|'.join(_ALONE.split())}"
    rf"|(?:is|are|was|were) (?:{'|'.join(_PASSIVE.split())}) to|(?:{'|'.join(_ACTIVE.split())}) to)(?![\w-])"
)
_HEDGE_WORDS = frozenset(f"may could {_ALONE} {_PASSIVE} {_ACTIVE}".split())
"""One of these is in every hedge."""
_OPEN = re.compile(
    r"\b(?:may|might|could|would|should|will|alleg\w+|report\w*|apparent\w*|suppos\w+|purport\w+|possib\w+|perhaps"
    r"|probabl\w+|presum\w+|seem\w*|appear\w*|unconfirmed|unverified|suspect\w*|thought|believ\w+|likely|unlikely"
    r"|fear\w*|claim\w*|accus\w+|according|understood|rumou?r\w*|suggest\w*|potential\w*|expected|if|whether|unclear|can)\b",
    re.IGNORECASE,
)
"""Whatever leaves a statement open in any way: without one of these it is flat."""
_CONDITIONS = frozenset({"if", "unless", "whether"})
"""Where a statement depends on another, it is no hedged telling of what the other side says has happened."""
_NEXT = re.compile(r"\W*(?:(?:be|been|have|has|had|to|also|a|an|the|\w+ly)\s+)*([\w'-]+)", re.IGNORECASE)
_LEFT_OPEN, _HEDGE, _CONDITION = 1, 2, 4
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


def prepare(sentences: Sequence[Tokenised]) -> Hedged:
    """Return what leaves the sentences of an article open."""
    told = [reduce(or_, map(_told, sentence.words), 0) for sentence in sentences]
    found = {
        index: _hedges(sentences[index].text)
        for index, cues in enumerate(told)
        if cues & _HEDGE and not cues & _CONDITION
    }
    return Hedged(
        hedges={index: hedges for index, hedges in found.items() if hedges},
        flat=frozenset(index for index, cues in enumerate(told) if not cues & _LEFT_OPEN),
        texts=[sentence.text for sentence in sentences],
    )


@by_word
def _told(word: str) -> int:
    """Return what a word may make of the sentence it stands in."""
    parts = set(word.split("'"))
    is_hedge, is_condition = not parts.isdisjoint(_HEDGE_WORDS), not parts.isdisjoint(_CONDITIONS)
    return _LEFT_OPEN * (_OPEN.search(word) is not None) | _HEDGE * is_hedge | _CONDITION * is_condition


@by_sentence
def _hedges(text: str) -> tuple[tuple[str, str], ...]:
    """Return the strong hedges of a folded sentence."""
    return tuple((found[0], _hedged(text[found.end() :])) for found in _HEDGES.finditer(text))


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
