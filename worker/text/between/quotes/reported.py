"""A statement that two outlets report in the same words without quoting them, each as another's: English alone.

Of what is not quoted only a long statement counts, told word for word, with who says it at the end or the beginning.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.article import Reading
from schemas.divergence import Attribution
from worker.text.between.matching import Pair
from worker.text.between.quotes import namesakes, offices, speaker_names
from worker.text.between.quotes.speaker_kinds import Kind, Speaker, cannot_be_one, speaker
from worker.text.grouping.terms import STOPWORDS, words
from worker.text.lexicon import DEFAULT, lexicon
from worker.text.normalise import fold

_SAYS = r"(?:said|says|say|announced|confirmed|reported)"
_WRITTEN = "statement|interview|report|letter|tweet|post|note"
_WHEN = rf"(?:(?: late| early)? (?:on|in) (?:[A-Z]\w+day|an? (?:[\w-]+ )?(?:{_WRITTEN}))| [A-Z]\w+day){{0,2}}"
_NAMED = r"(?P<who>[^,.;:!?\"]{3,60}?)"
_FORMS = (
    re.compile(rf"(?P<what>.+), {_NAMED} {_SAYS}{_WHEN}\.?\Z"),
    re.compile(rf"(?P<what>.+), {_SAYS} {_NAMED}{_WHEN}\.?\Z"),
    re.compile(rf"(?P<what>.+?),? according to {_NAMED}{_WHEN}\.?\Z"),
    re.compile(rf"According to {_NAMED}{_WHEN}, (?P<what>.+)\Z"),
    re.compile(rf"{_NAMED} {_SAYS}{_WHEN} (?:that )?(?P<what>.+)\Z"),
)
_BODIES = """
    company firm airline operator employer management manufacturer|union unions|police|army military|rebels militants
    |government ministry|opposition|prosecutors prosecution|hospital hospitals doctors|council|court|club|charity
    |witnesses|residents neighbours neighbors
"""
_CLASSES = {body: place for place, row in enumerate(_BODIES.split("|")) for body in row.split()}
"""Bodies that articles call by what they are; those in one row may be one."""
_OFFICE_AND_NAME = re.compile(r"[a-z]{3,}(?<!\bthe)(?<!\bfor)(?<!\bfrom) ([A-Z][\w'-]+ (?:[A-Z]\. )?[A-Z][\w'-]+)\Z")
_LEAST_WORDS = 10
_LEAST_ALIKE = 0.5
"""Of two such sentences: a statement of ten words beside a source of seven."""


class _Statement(NamedTuple):
    what: tuple[str, ...]
    who: str
    text: str


def find(a: Reading, b: Reading, matches: Sequence[Pair]) -> Iterator[Attribution]:
    """Yield the statements that both report in the same words and give to two who cannot be one.

    Args:
        a: the old side.
        b: the new side.
        matches: of their sentences.
    """
    if not lexicon(a.language).language == lexicon(b.language).language == DEFAULT:
        return
    for match in matches:
        if not _LEAST_ALIKE <= match.similarity < 1:
            continue
        one, other = _statement(a.sentences[match.a].text), _statement(b.sentences[match.b].text)
        if one is None or other is None or one.what != other.what:
            continue
        if _are_two(one.who, a, other.who, b) and not (
            _is_near(other.who, a, match.a, one.who) or _is_near(one.who, b, match.b, other.who)
        ):
            yield Attribution(a=(match.a,), b=(match.b,), text=one.text, speaker_a=one.who, speaker_b=other.who)


def _statement(text: str) -> _Statement | None:
    """Return what a sentence says that somebody says, None where it quotes them or says it itself."""
    folded = fold(text)
    if '"' in folded or "?" in folded:
        return None
    for form in _FORMS:
        found = form.match(folded)
        if found and len(what := words(found["what"])) >= _LEAST_WORDS:
            return _Statement(tuple(what), found["who"].strip(), found["what"].strip(" .,"))
    return None


def _are_two(one: str, a: Reading, other: str, b: Reading) -> bool:
    if (place := _class(one)) is not None and (place_b := _class(other)) is not None:
        return place != place_b
    if offices.are_two(one, a.text, other, b.text) or namesakes.are_two(one, other):
        return True
    sides = _person(one, a.text), _person(other, b.text)
    is_of_people = sides[0].kind is sides[1].kind is Kind.PERSON
    return is_of_people and speaker_names.differ(one, other) and cannot_be_one(*sides)


def _person(who: str, text: str) -> Speaker:
    """Return what a speaker is: a full name behind an office in small letters is a person's."""
    named = _OFFICE_AND_NAME.search(who)
    return Speaker(Kind.PERSON, tuple(words(named[1]))) if named else speaker(who, text)


def _class(who: str) -> int | None:
    """Return the row of a body that is called by what it is and nothing else: the union, police."""
    called = [word for word in words(who) if word != "the"]
    return _CLASSES.get(called[0]) if len(called) == 1 else None


def _is_near(who: str, reading: Reading, index: int, speaks: str) -> bool:
    """Whether the sentence of a statement or one beside it names whom the other article gives it to."""
    around = words(" ".join(one.text for one in reading.sentences[max(0, index - 1) : index + 2]))
    own = set(words(who)) - set(words(speaks)) - STOPWORDS
    return not own.isdisjoint(around)
