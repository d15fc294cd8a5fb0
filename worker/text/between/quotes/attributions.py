"""The same words given to two speakers: claimed only where both articles plainly say who spoke, and it cannot be one.

Words that are few are said by many, so two outlets have to tell the same occasion of them too, or print one text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from schemas.article import INFERRED, Attributed, Reading
from schemas.divergence import Attribution, QuotePair
from worker.text.between.quotes import namesakes, offices, speaker_names
from worker.text.between.quotes.speaker_kinds import cannot_be_one, speaker
from worker.text.between.quotes.speaker_names import SPOKEN_FOR
from worker.text.grouping.terms import STOPWORDS, words
from worker.text.normalise import fold
from worker.text.speech.cues import cues_of

_LEAST_WORDS = 5
"""Fewer words than these are said by many, also on one occasion."""
_LEAST_COPIED, _LEAST_BESIDE = 4, 6
"""The same where the sentence beside them is the same as well, of at least so many words."""
_TELLING = 8
"""Words from which no two say the same by chance, if more than one of them is no particle."""
_TELLING_ALONE = 12
"""The same, if all are particles but one: everybody takes it one game at a time."""
_OCCASION = 2
"""Words beside a quotation that tell its occasion: where, when and to whom it was said."""
_LETTERS = 4
_OF = re.compile(r"\s(?:of|from|at)\s(?=the\s|[A-Z])")


def find(a: Reading, b: Reading, quotes: Sequence[QuotePair]) -> Iterator[Attribution]:
    """Yield the quotations of both that are given to different speakers.

    Nothing is claimed where either side names none near the quotation, lets them only be inferred, or names the other
    side's speaker there too.
    """
    for pair in quotes:
        one, other = _said_by(pair.speaker_a, pair.attribution_a), _said_by(pair.speaker_b, pair.attribution_b)
        if pair.relation != "same" or one is None or other is None or not _are_two(one, a.text, other, b.text):
            continue
        if not _are_said_once(a, b, pair, (one, other)):
            continue
        if _plainly(a, pair.a, one, other) and _plainly(b, pair.b, other, one):
            yield Attribution(a=pair.a, b=pair.b, text=pair.text_a, speaker_a=one, speaker_b=other)


def _said_by(speaker: str | None, how: Attributed | None) -> str | None:
    """Return who surely spoke, be it the mayor, whom nobody names."""
    if speaker and how not in INFERRED and offices.is_bare(speaker):
        return speaker
    return speaker_names.surely(speaker, how)


def _are_two(one: str, text: str, other: str, other_text: str) -> bool:
    """Whether two speakers cannot be one: by what they are, by their given names, or by their offices."""
    if offices.are_two(one, text, other, other_text):
        return True
    if offices.are_one(one, other) or not speaker_names.differ(one, other):
        return False
    return namesakes.are_two(one, other) or cannot_be_one(speaker(one, text), speaker(other, other_text))


def _sentences(reading: Reading, indexes: Sequence[int], around: int = 0) -> str:
    """Return the sentences of a quotation, with so many before and after."""
    first, last = max(0, indexes[0] - around), indexes[-1] + 1 + around
    return fold(" ".join(sentence.text for sentence in reading.sentences[first:last]))


def _are_said_once(a: Reading, b: Reading, pair: QuotePair, speakers: tuple[str, str]) -> bool:
    """Whether the words are so many, or what stands around them is so much the same, that two did not say them each."""
    spoken = min(words(pair.text_a), words(pair.text_b), key=len)
    is_telling = len(set(spoken) - STOPWORDS) > 1
    if len(spoken) >= (_TELLING if is_telling else _TELLING_ALONE):
        return True
    if len(spoken) >= _LEAST_WORDS and _is_one_occasion(a, b, pair, speakers):
        return True
    return is_telling and len(spoken) >= _LEAST_COPIED and _is_one_text(a, b, pair, speakers)


def _is_one_text(a: Reading, b: Reading, pair: QuotePair, speakers: tuple[str, str]) -> bool:
    """Whether both print one text but for who spoke: the words around theirs are the same, and a sentence beside."""
    if _around(a, pair.a, pair.text_a, speakers[0]) != _around(b, pair.b, pair.text_b, speakers[1]):
        return False
    beside = ((pair.a[0] - 1, pair.b[0] - 1), (pair.a[-1] + 1, pair.b[-1] + 1))
    told = ((_sentences(a, (i,)), _sentences(b, (j,))) for i, j in beside if min(i, j) >= 0)
    return any(one == other and len(words(one)) >= _LEAST_BESIDE for one, other in told)


def _around(reading: Reading, indexes: Sequence[int], spoken: str, speaker: str) -> Counter[str]:
    """Return the words of the sentences of a quotation without it and its speaker."""
    return Counter(words(_sentences(reading, indexes))) - Counter(words(spoken)) - Counter(words(speaker))


def _is_one_occasion(a: Reading, b: Reading, pair: QuotePair, speakers: Sequence[str]) -> bool:
    """Whether what stands beside the words in their sentences tells that they were said once, and not by each."""
    own = {word for text in (pair.text_a, pair.text_b, *speakers) for word in words(text)} | STOPWORDS
    shared = set(words(_sentences(a, pair.a))) & set(words(_sentences(b, pair.b))) - own
    verbs = cues_of(a.language).verb, cues_of(b.language).verb
    telling = [word for word in shared if not any(verb.fullmatch(word) for verb in verbs)]
    return sum(len(word) >= _LETTERS or word.isdigit() for word in telling) >= _OCCASION


def _plainly(reading: Reading, indexes: Sequence[int], named: str, other: str) -> bool:
    """Whether the text around a quotation names its speaker, and does not let the other one speak."""
    around = _sentences(reading, indexes, around=1)
    if namesakes.are_two(named, other):
        return _in_full(named) <= set(words(_sentences(reading, indexes))) and not _in_full(other) <= set(words(around))
    telling, theirs = _telling(named), _telling(other)
    if not telling or not telling <= set(words(around)):
        return False
    if not theirs or not theirs <= set(words(around)):
        return True
    return not theirs <= set(words(_sentences(reading, indexes))) and not _speaks(
        next(iter(theirs)), around, reading.language
    )


def _in_full(named: str) -> set[str]:
    """Return the given and family names of one who has a namesake."""
    names = namesakes.named_in_full(named)
    return {word for name in (*names[0], names[1]) for word in words(name)} if names else set()


def _speaks(name: str, around: str, language: str | None) -> bool:
    """Whether a verb of saying stands beside a name, in a text in lower case."""
    before = re.compile(rf"\b{re.escape(name)}(?:\W+\w+){{0,2}}\W+\Z")
    after = re.compile(rf"\W+(?:\w+\W+){{0,3}}{re.escape(name)}\b")
    told = cues_of(language).verb.finditer(around)
    return any(after.match(around, verb.end()) or before.search(around[: verb.start()]) for verb in told)


def _telling(named: str) -> set[str]:
    """Return the words of a speaker that tell them from others: the last of a name, all of an office."""
    head = _OF.split(named, maxsplit=1)[0]  # Professor Lin Wei of Hong Kong University
    spoken = [word for word in words(head if " " in head else named) if word not in STOPWORDS and len(word) > 1]
    if not spoken or not named[:1].isupper() or SPOKEN_FOR & set(spoken):
        return set(spoken)
    return {spoken[-1]}
