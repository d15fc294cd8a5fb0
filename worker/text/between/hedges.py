"""What one outlet states flatly and the other leaves open, in sentences that say the same thing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from schemas.divergence import HedgePair
from worker.text.between.matching import Pair
from worker.text.between.meaning import meaning
from worker.text.between.spoken import denial, spoken
from worker.text.between.tokenised import Tokenised
from worker.text.classify.hedge import hedges_in
from worker.text.grouping.terms import PREFIX_LETTERS, stemmed, stems, words
from worker.text.lexicon import DEFAULT, lexicon
from worker.text.remembered import by_sentence, by_word

_ALONE = """
    might allegedly reportedly apparently supposedly purportedly possibly perhaps probably presumably seemingly
    unconfirmed unverified suspected alleged likely
"""
_PASSIVE = "thought believed said feared understood suspected alleged reported likely"
_BELIEF = "believe believes suspect suspects"
_ACTIVE = "appear appears appeared seem seems seemed thought believed understood rumored rumoured"
_HEDGES = re.compile(
    rf"(?<![\w-])(?:may(?= [a-z]+)|could(?! not\b)|{'|'.join(_ALONE.split())}"
    rf"|(?:{'|'.join(_BELIEF.split())})(?= (?:that )?(?:an?|the|he|she|it|they|[A-Z][a-z]+) )"
    rf"|(?:is|are|was|were) (?:{'|'.join(_PASSIVE.split())}) to|(?:{'|'.join(_ACTIVE.split())}) to)(?![\w-])"
)
_HEDGE_WORDS = frozenset(f"may could {_ALONE} {_PASSIVE} {_ACTIVE} {_BELIEF}".split())
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
_OTHER_CONDITIONS = frozenset(["wenn", "ob", "falls", "sofern", "si", "se", "caso", "als", "indien", "mits"])
"""The same in other languages."""
_OF_PLANS = frozenset(
    [
        "soll",
        "sollen",
        "solle",
        "zou",
        "zouden",
        "devrait",
        "devraient",
        "dovrebbe",
        "dovrebbero",
        "deveria",
        "deveriam",
    ]
)
"""What is to be and what will be are one plan in two words."""
_NEXT = re.compile(r"\W*(?:(?:be|been|have|has|had|to|also|that|a|an|the|\w+ly)\s+)*([\w'-]+)", re.IGNORECASE)
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
    language: str


def prepare(sentences: Sequence[Tokenised], language: str) -> Hedged:
    """Return what leaves the sentences of an article open.

    Args:
        sentences: of the article.
        language: its own, ISO 639-1; one whose hedges are not known has none, and no flat sentence.
    """
    return _in_english(sentences) if language == DEFAULT else _in_another(sentences, language)


def _in_english(sentences: Sequence[Tokenised]) -> Hedged:
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
        language=DEFAULT,
    )


def _in_another(sentences: Sequence[Tokenised], language: str) -> Hedged:
    known = lexicon(language)
    if spoken(language) is None or "hedges" not in known.words:
        return Hedged({}, frozenset(), (), language)
    hedges: dict[int, tuple[tuple[str, str], ...]] = {}
    flat: list[int] = []
    for index, sentence in enumerate(sentences):
        found = _other_hedges(sentence.text, language)
        if found and _OTHER_CONDITIONS.isdisjoint(sentence.words):
            hedges[index] = found
        elif not found and not any(known.has("beliefs", word) for word in sentence.words):
            flat.append(index)
    return Hedged(hedges, frozenset(flat), [sentence.text for sentence in sentences], language)


@by_sentence
def _other_hedges(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the hedges of a folded sentence in another language than English."""
    small = own.small if (own := spoken(language)) else frozenset[str]()
    found = []
    for hedge in hedges_in(text, language):
        after = text[text.lower().find(hedge) + len(hedge) :]
        found.append((hedge, next((stem for stem in stemmed(words(after)) if stem not in small), "")))
    return tuple(found)


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
def _meaning(text: str, language: str) -> frozenset[str]:
    """Return the stems of what a sentence says, be it sure or not."""
    if language == DEFAULT:
        return frozenset(stems(_OPEN.sub(" ", text)))
    return meaning(text, language) - {stem for hedge in hedges_in(text, language) for stem in meaning(hedge, language)}


@by_sentence
def _is_denied(text: str, language: str) -> bool:
    known = lexicon(language)
    return any(known.has("negations", word) for word in words(text))


def _is_future(text: str, language: str) -> bool:
    told = denial(language)
    return told is not None and told.future.search(text) is not None


def pair(a: Hedged, b: Hedged, matches: Sequence[Pair]) -> Iterator[HedgePair]:
    """Yield the matched sentences of which one is hedged and the other flat, and that otherwise say the same."""
    for match in matches if a.language == b.language else ():
        if match.similarity < _LEAST_ALIKE:
            continue
        hedged_a, hedged_b = match.a in a.hedges and match.b in b.flat, match.b in b.hedges and match.a in a.flat
        if not hedged_a and not hedged_b:
            continue
        if _is_denied(a.texts[match.a], a.language) is not _is_denied(b.texts[match.b], a.language):
            continue
        one, other = _meaning(a.texts[match.a], a.language), _meaning(b.texts[match.b], a.language)
        shared = one & other
        if len(shared) < _LEAST_SHARED or len(shared) < _LEAST_SHARE * max(len(one), len(other)):
            continue
        hedges, flat = (a.hedges[match.a], b.texts[match.b]) if hedged_a else (b.hedges[match.b], a.texts[match.a])
        will_be = _is_future(flat, a.language)
        told = dict.fromkeys(
            hedge for hedge, meant in hedges if meant in shared and not (will_be and hedge in _OF_PLANS)
        )
        if told:
            yield HedgePair(a=match.a, b=match.b, hedged="a" if hedged_a else "b", words=", ".join(told))
