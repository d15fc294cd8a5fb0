"""What one outlet states flatly and the other leaves open, in sentences that say the same thing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from schemas.divergence import HedgePair
from worker.text.between.matching import Pair
from worker.text.between.meaning import meaning
from worker.text.between.opposed.verbs import verb
from worker.text.between.spoken import denial, spoken
from worker.text.between.tokenised import Tokenised
from worker.text.classify.hedge import hedges_in
from worker.text.grouping.terms import PREFIX_LETTERS, STOPWORDS, stemmed, words
from worker.text.lexicon import DEFAULT, lexicon
from worker.text.listed import words_of
from worker.text.remembered import by_sentence, by_word

_ALONE = """
    might allegedly reportedly apparently supposedly purportedly possibly perhaps probably presumably seemingly
    unconfirmed unverified suspected alleged likely
"""
_PASSIVE = "thought believed said feared understood suspected alleged reported likely"
_BELIEF = "believe believes suspect suspects"
_ACTIVE = "appear appears appeared seem seems seemed thought believed understood rumored rumoured"
_GIVEN_UP = "dead drowned killed lost trapped missing responsible involved"
_CLAIMED = "claim claims claimed claiming alleges"
_SURE = "not|only|hardly|barely|no|face|see|hear|feel|smell|be (?:seen|heard|felt|smelt|smelled)"
"""What could is no doubt with: they could hear shots, he could face ten years."""
_HEDGES = re.compile(
    rf"(?<![\w-])(?:may(?= [a-z]+)|could(?! (?:{_SURE})\b)|(?:suspected|accused) of|{'|'.join(_ALONE.split())}"
    rf"|(?<!as )(?<!if )(?<!est )possible|(?<!no )(?<!heir )apparent"
    rf"|presumed(?! innocent\b)"
    rf"|(?:{'|'.join(_BELIEF.split())})(?= (?:that )?(?:an?|the|he|she|it|they|[A-Z][a-z]+) )"
    rf"|(?:is|are|was|were) (?:{'|'.join(_PASSIVE.split())}) to|(?:{'|'.join(_ACTIVE.split())}) to"
    rf"|(?:{'|'.join(_CLAIMED.split())}) to(?= (?:be|have) )"
    rf"|(?:feared|believed|thought|assumed)(?= (?:{'|'.join(_GIVEN_UP.split())})\b))(?![\w-])"
)
_HEDGE_WORDS = frozenset(
    f"may could possible apparent presumed accused assumed {_ALONE} {_PASSIVE} {_ACTIVE} {_BELIEF} {_CLAIMED}".split()
)
"""One of these is in every hedge."""
_OPEN = re.compile(
    r"\b(?:may|might|could|would|should|alleg\w+|report(?!ers?\b)\w*|apparent\w*|suppos\w+|purport\w+|possib\w+|perhaps"
    r"|probabl\w+|presum\w+|seem\w*|appear\w*|unconfirmed|unverified|suspect(?!s?\b)\w*|suspicion|thought|believ\w+|likely|unlikely"
    r"|fear\w*|claim\w*|accus\w+|according|assumed|understood|rumou?r\w*|suggest\w*|potential\w*|expected|if|whether|unclear|can)\b",
    re.IGNORECASE,
)
"""Whatever leaves a statement open in any way: without one of these it is flat."""
_SUSPECTS = re.compile(r"\bsuspects? (?:that|an?|the|he|she|it|they|him|her|them|foul|[A-Z][a-z]+)\b")
"""Where it is no noun."""
_WILL = re.compile(r"\bwill (?:(?:also|now|then|be|have|\w+ly) )*([a-z]+)")
_OF_REPORTS = "unconfirmed|unverified|media|press|local|news"
_UNNAMED = rf"(?:(?:[\w-]+ ){{0,2}}?sources|an? (?:[\w-]+ ){{0,2}}?source|(?:(?:{_OF_REPORTS}) ){{0,2}}reports)"
_SOURCES = re.compile(
    rf"(?:^|(?<=, )){_UNNAMED} (?:say|says|said|have said|suggest|suggested|claim|claimed)\b"
    rf"|\baccording to (?:some )?(?:{_UNNAMED}|an? leaked [a-z]+|leaked [a-z]+|people familiar with [\w ]+)",
    re.IGNORECASE,
)
_SOURCE_WORDS = frozenset({"source", "sources", "reports", "leaked", "familiar"})
_POSSIBLE = frozenset({"possible"})
_WEIGHED = re.compile(
    r"\b(?:consider|explor|discuss|mull|weigh|seek|sought|negotiat|talks|avoid|avert|prevent|plan|prepar|warn|risk|threat)"
)
"""What somebody considers or warns of is possible anyway."""
_CLAIMS = frozenset(f"{claim} to" for claim in _CLAIMED.split())
"""What somebody claims is hedged no more than what another says."""
_CHARGES = frozenset({"suspected of", "accused of"})
_CHARGED = re.compile(
    r"\b(?:charg|indict|arrest|detain|held|wanted|trial|tried|convict|guilty|investigat|question|sought|jail|clear|acquit)"
    r"\w*(?: [\w'-]+){0,3} (?:with|for|of|over|in connection)\b"
)
"""Whoever is charged with something is said to have done it no more plainly than who is accused of it."""
_SAYS = re.compile(r"\b(?:sa(?:id|ys?)|told|according|announced|confirmed|wrote|tweeted|added)\b", re.IGNORECASE)
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
_NEXT = re.compile(
    r"\W*(?:(?:be|been|being|have|has|had|having|to|of|also|that|a|an|the|\w+ly)\s+)*([\w'-]+)", re.IGNORECASE
)
_LIGHT = words_of("take takes took taken taking make makes made making give gives gave given giving put puts putting")
"""With these a statement may say what is left open: took bribes."""
_SMALL = STOPWORDS - _LIGHT
_LEFT_OPEN, _HEDGE, _CONDITION, _TO_COME, _SUSPECT, _SOURCE = 1, 2, 4, 8, 16, 32
_LEAST_ALIKE = 0.62
_LEAST_SHARED = 4
_LEAST_SHARE = 0.7
_LEAST_SHARE_OF_SAID = 0.85
"""Where nothing but who says so makes a statement less sure."""


@dataclass(frozen=True)
class Hedged:
    """How each sentence of an article is hedged: the strong hedges by its index, and which sentences are flat."""

    hedges: Mapping[int, tuple[tuple[str, str], ...]]
    """Each with the stem of the word that it leaves open."""
    flat: frozenset[int]
    texts: Sequence[str]
    language: str
    to_come: frozenset[int] = frozenset()
    """The sentences that are flat, of what will be."""
    sourced: Mapping[int, str] = field(default_factory=dict)
    """Whom nobody names who say so, by the sentences in which they do."""
    names_sources: bool = False


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
    flat = [
        index
        for index, cues in enumerate(told)
        if not cues & _LEFT_OPEN and not (cues & _SUSPECT and _SUSPECTS.search(sentences[index].text))
    ]
    told_of = [index for index, cues in enumerate(told) if cues & _SOURCE]
    sourced = {index: source for index in told_of if (source := _unnamed(sentences[index].text))}
    return Hedged(
        hedges={index: hedges for index, hedges in found.items() if hedges},
        flat=frozenset(index for index in flat if not told[index] & _TO_COME),
        texts=[sentence.text for sentence in sentences],
        language=DEFAULT,
        to_come=frozenset(index for index in flat if told[index] & _TO_COME),
        sourced=sourced,
        names_sources=bool(told_of),
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
    kinds = (
        (_HEDGE, _HEDGE_WORDS),
        (_CONDITION, _CONDITIONS),
        (_TO_COME, {"will"}),
        (_SUSPECT, {"suspect", "suspects"}),
        (_SOURCE, _SOURCE_WORDS),
    )
    cues = sum(cue for cue, words_of_it in kinds if not parts.isdisjoint(words_of_it))
    return _LEFT_OPEN * (_OPEN.search(word) is not None) | cues


@by_sentence
def _hedges(text: str) -> tuple[tuple[str, str], ...]:
    """Return the strong hedges of a folded sentence."""
    return tuple((found[0], _hedged(text[found.end() :])) for found in _HEDGES.finditer(text))


def _hedged(after: str) -> str:
    """Return the stem of what a hedge leaves open: of the next word that is no helping verb."""
    found = _NEXT.match(after)
    return _stem(found[1].casefold()) if found else ""


@by_sentence
def _unnamed(text: str) -> str:
    """Return whom nobody names who say what a folded sentence does, as it stands there; empty where it is flat."""
    found = _SOURCES.search(text)
    return found[0].strip() if found else ""


def _stem(word: str) -> str:
    """Return the stem of a word, of all forms of a verb the same one: known, knew."""
    return verb(word)[:PREFIX_LETTERS]


@by_sentence
def _meaning(text: str, language: str) -> frozenset[str]:
    """Return the stems of what a sentence says, be it sure or not."""
    if language == DEFAULT:
        return frozenset(_stem(word) for word in words(_OPEN.sub(" ", text)) if word not in _SMALL)
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
        if told := _told_openly(a, match.a, b, match.b):
            yield HedgePair(a=match.a, b=match.b, hedged="a", words=told)
        elif told := _told_openly(b, match.b, a, match.a):
            yield HedgePair(a=match.a, b=match.b, hedged="b", words=told)


def _told_openly(one: Hedged, index: int, other: Hedged, place: int) -> str:
    """Return the words by which a sentence of `one` leaves open what one of `other` states; empty where none do."""
    is_flat, is_to_come = place in other.flat, place in other.to_come
    if not (is_flat or is_to_come) or not (index in one.hedges or index in one.sourced):
        return ""
    text, flat, language = one.texts[index], other.texts[place], one.language
    if _is_denied(text, language) is not _is_denied(flat, language):
        return ""
    if told := _hedging(one, index, flat, is_to_come=is_to_come):
        return told
    return "" if other.names_sources or index not in one.sourced else _only_said(one, index, flat)


def _hedging(one: Hedged, index: int, flat: str, *, is_to_come: bool) -> str:
    """Return the hedges of a sentence whose words stand in one that is flat, or flat but for what is to come."""
    text, language = one.texts[index], one.language
    shared = _shared(_meaning(text, language), _meaning(flat, language), _LEAST_SHARE)
    will_be = language != DEFAULT and _is_future(flat, language)
    if is_to_come and not _WILL.search(text):
        shared &= {_stem(found) for found in _WILL.findall(flat)}
    told = dict.fromkeys(hedge for hedge, meant in one.hedges.get(index, ()) if meant in shared)
    kinds = (
        (_OF_PLANS, will_be),
        (_CHARGES, _CHARGED.search(flat)),
        (_CLAIMS, _SAYS.search(flat)),
        (_POSSIBLE, _WEIGHED.search(flat)),
    )
    none = frozenset[str]().union(*(kind for kind, is_as_open in kinds if is_as_open))
    return ", ".join(hedge for hedge in told if hedge not in none)


def _only_said(one: Hedged, index: int, flat: str) -> str:
    """Return who says what a sentence tells, nobody knows who, where it is told flatly and of nobody else's saying."""
    source = one.sourced[index]
    rest = one.texts[index].replace(source, " ")
    is_open = any(hedge not in source for hedge, _ in one.hedges.get(index, ()))
    if is_open or _SAYS.search(rest) or _SAYS.search(flat):
        return ""
    return source if _shared(_meaning(rest, DEFAULT), _meaning(flat, DEFAULT), _LEAST_SHARE_OF_SAID) else ""


def _shared(one: frozenset[str], other: frozenset[str], share: float) -> frozenset[str]:
    """Return what two sentences have in common, nothing where that is too little."""
    shared = one & other
    return shared if len(shared) >= max(_LEAST_SHARED, share * max(len(one), len(other))) else frozenset()
