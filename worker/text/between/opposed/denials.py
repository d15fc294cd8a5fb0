"""What one outlet says will be, or was, and the other says will not be, or was not: he will, he will not resign."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from schemas.article import Reading
from schemas.divergence import DenialPair
from worker.text.between.figures.subjects import NEUTRAL
from worker.text.between.matching import Sentences
from worker.text.between.meaning import meaning, named_by
from worker.text.between.opposed import contradicted, promises
from worker.text.between.spoken import Denial, denial
from worker.text.between.tokenised import Tokenised
from worker.text.classify.hedge import hedges_in
from worker.text.grouping.terms import STOPWORDS
from worker.text.lexicon import DEFAULT, lexicon
from worker.text.listed import words_of
from worker.text.remembered import by_sentence

_WORD = re.compile(r"[^\W\d_][\w'-]*")
_STEM = 5
_SHORTEST = 4
_NEXT = re.compile(r"\s*(?:(?:be|been|have|being|also|\w+ly)\s+)*([^\W\d_][\w'-]*)")
"""What a denial denies: the next word that is no helping verb."""
_NEAR = 2
_MOST_SMALL = 4
"""So many helping verbs and other small words may stand before it: n'était pas au courant."""
_HELPING = words_of("""
    avait avaient auront aura avons avez sera seront soit sont suis était étaient été pas jamais guère
    había habían habrá habrán hemos está están estaba estaban estuvo fueron será serán sido eran nunca jamás
    hanno aveva avevano abbiamo sono stato stata stati state erano sarà saranno stava stavano
    tinha tinham havia estão estava estavam foram serão eram
""")
_LAST = re.compile(r"(?:[^\w,;.:]*+[\w'-]++){0,11}?[^\w,;.:]*+\b([^\W\d_][\w'-]*+)(?=[,;.:]|$)")
"""The word that ends a clause. Each is read whole: a long one has too many parts to try them all."""
_VERB_LAST = frozenset({"de", "nl"})
"""In these the verb that is denied ends the clause: wird nicht an dem Treffen teilnehmen."""
_WILL = (
    r"\b(?:will|would|shall|(?:is|are|was|were) (?:set |due |going |expected )?to|plans? to|intends? to|agreed to"
    r"|decided to|vow(?:s|ed) to|promis(?:es|ed) to)(?: (?:be|also|now|then|\w+ly))* "
)
_DID = (
    r"(?:\b(?:has|have|had|was|were|been|is|are)(?: (?:been|also|now|since|\w+ly))* %s\w*(?:ed|en|t|n)\b"
    r"|(?<!to )\b%s\w*ed\b)"
)
"""English says plainly that something will be, or was, in one of these ways."""
_HOW = re.compile(r"\s*(?:in|by|with|without|through|under|until|before|during|as|on)\s+((?:[\w'-]+\s?){1,3})")
"""Right behind what is denied it may be all that is: will not confirm it in a vote."""
_SHARED, _SHARE = 3, 0.5
"""Words of meaning that the two sentences have in common besides what is denied, and their share of the shorter."""
_SHARE_PAST = 0.7
"""The same of what was: much else may have been received, or not."""
_LEAST_OF_CLAUSE = 2
_SAME_DAY = timedelta(hours=12)
_BEHIND = re.compile(r" (?:pas|plus|jamais)\b")
"""French denies on both sides of a verb."""
_CLAUSE = re.compile(r"[,;:]")


@dataclass(frozen=True)
class Denied:
    """What a sentence denies: the word for it, and the words that say so."""

    word: str
    said: str
    future: bool

    @property
    def stem(self) -> str:
        """The beginning that all forms of the word have."""
        return self.word[:_STEM]


@dataclass(frozen=True)
class Denials:
    """What an article denies, by its sentences, and all of these ready to be looked through."""

    denied: Mapping[int, Denied]
    texts: Sequence[str]
    language: str
    stems: frozenset[str]
    """Of all that is denied."""
    published: datetime | None = None


def prepare(reading: Reading, sentences: Sequence[Tokenised]) -> Denials:
    """Return what the sentences of `reading` deny."""
    language = lexicon(reading.language).language
    texts = [sentence.text for sentence in sentences]
    found = {index: denied for index, text in enumerate(texts) if (denied := _denied(text, language))}
    stems = frozenset(denied.stem for denied in found.values())
    return Denials(found, texts, language, stems, reading.published)


@by_sentence
def _denied(text: str, language: str) -> Denied | None:
    told = denial(language)
    if told is None or not any(mark in text for mark in told.marks) or '"' in text or "?" in text:
        return None
    found = list(told.no.finditer(text))
    if len(found) != 1 or told.open.search(text):
        return None
    word = _what(text, found[0].end(), told, language)
    lower = word[1].casefold() if word else ""
    if not word or len(lower) < _SHORTEST or lower in STOPWORDS or lower in told.small:
        return None
    future = told.future.search(found[0][0] if language == DEFAULT else text) is not None
    if future and language == DEFAULT and promises.given_before(text):
        return None
    behind = _BEHIND.match(text, word.end()) or word
    return Denied(lower, text[found[0].start() : behind.end()], future)


def _what(text: str, start: int, told: Denial, language: str) -> re.Match[str] | None:
    """Return the word that is denied by one which ends at `start`."""
    if language in _VERB_LAST:
        return _LAST.match(text, start)
    word = _NEXT.match(text, start)
    for _ in range(_MOST_SMALL if language != DEFAULT else 0):
        if word and _is_helping(word[1].casefold(), told):
            word = _NEXT.match(text, word.end())
    return word


def _is_helping(word: str, told: Denial) -> bool:
    return word in _HELPING or (word in told.small and len(word) < _SHORTEST)


def pair(a: Denials, sentences_a: Sentences, b: Denials, sentences_b: Sentences) -> Iterator[DenialPair]:
    """Yield what the one denies and the other says, in sentences that are about the same."""
    for i, j, denied, said in _contradicted(a, sentences_a, b, sentences_b):
        yield DenialPair(a=i, b=j, denied="a", what=_common(a.texts[i], b.texts[j], a), said_a=denied.said, said_b=said)
    for j, i, denied, said in _contradicted(b, sentences_b, a, sentences_a):
        yield DenialPair(a=i, b=j, denied="b", what=_common(a.texts[i], b.texts[j], a), said_a=said, said_b=denied.said)


def _contradicted(
    one: Denials, sentences: Sentences, other: Denials, theirs: Sentences
) -> Iterator[tuple[int, int, Denied, str]]:
    """Yield what `one` denies with the sentence of `other` that says it, and the words in which it does."""
    for index, denied in islice(one.denied.items(), contradicted.MOST_DENIED):
        if denied.stem in other.stems or (not denied.future and _is_long_after(other, one)):
            continue
        for place in theirs.bearing.get(denied.stem, ())[: contradicted.MOST_PLACES]:
            if len(sentences.vectors[index].keys() & theirs.vectors[place].keys()) < _SHARED:
                continue
            said = _said(other.texts[place], denied.word, denied.future, other.language)
            if said and _is_one_statement(one.texts[index], denied, other.texts[place], said, one.language):
                yield index, place, denied, said
                break


def _is_long_after(stating: Denials, denying: Denials) -> bool:
    """Whether what had not been done may have been done since; of English the verbs tell that, see `pairs`."""
    if stating.language == DEFAULT or stating.published is None or denying.published is None:
        return False
    return stating.published - denying.published > _SAME_DAY


def _is_one_statement(denying: str, denied: Denied, saying: str, said: str, language: str) -> bool:
    """Whether two sentences are about one thing: who will, and what, are in both."""
    meant = meaning(denying, language) - {denied.stem}
    told = meaning(saying, language) - {denied.stem}
    before = meaning(denying[: denying.find(denied.said)], language)
    other = meaning(saying[: saying.find(said)], language)
    if before.isdisjoint(other) and (before.isdisjoint(NEUTRAL) or other.isdisjoint(NEUTRAL)):
        return False
    if language == DEFAULT and contradicted.of_other_things(denying, saying):
        return False
    at = denying.find(denied.said)
    how = _HOW.match(denying, at + len(denied.said))
    if how and (ways := meaning(how[1], language)) and ways.isdisjoint(told):
        return False
    clause = meaning(
        _CLAUSE.split(denying[:at])[-1] + denied.said + _CLAUSE.split(denying[at + len(denied.said) :])[0], language
    )
    clause -= {denied.stem}
    if len(clause) >= _LEAST_OF_CLAUSE and clause <= told:
        return True
    share = _SHARE if denied.future else _SHARE_PAST
    return len(meant & told) >= max(_SHARED, share * min(len(meant), len(told)))


@by_sentence
def _said(text: str, word: str, future: bool, language: str) -> str | None:  # noqa: FBT001 - still to come or not
    """Return the words in which a sentence says plainly that something is so, or will be; None where it does not."""
    told = denial(language)
    if told is None or '"' in text or "?" in text or _is_open(text, told, language):
        return None
    if language != DEFAULT:
        found = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
        is_future = told.future.search(text) is not None
        if not found or is_future != future or _is_hedged(text[: found.start()], language):
            return None
        return found[0]
    stem = re.escape(word[:_STEM])
    found = re.search(_WILL + rf"{stem}\w*" if future else _DID % (stem, stem), text, re.IGNORECASE)
    return found[0] if found else None


def _is_hedged(before: str, language: str) -> bool:
    """Whether what stands before a verb leaves it open: aurait signé, soll ihn unterzeichnet haben."""
    near = before if language in _VERB_LAST else " ".join(before.split()[-_NEAR:])
    return bool(hedges_in(near, language))


def _is_open(text: str, told: Denial, language: str) -> bool:
    if told.open.search(text) or told.no.search(text):
        return True
    known = lexicon(language)
    return any(known.has("negations", word.casefold()) for word in _WORD.findall(text))


def _common(a: str, b: str, side: Denials) -> str:
    """Return the first words of a sentence that both have."""
    return named_by(a, meaning(a, side.language) & meaning(b, side.language))
