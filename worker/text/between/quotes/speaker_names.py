"""Whether two articles name the same speaker."""

import re
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import Indel

from schemas.article import INFERRED, Attributed
from schemas.divergence import QuotePair
from worker.text.between.quotes import namesakes
from worker.text.grouping.terms import STOPWORDS, words

_ARTICLES = frozenset(("a", "an", "the"))
_SMALL = frozenset((*_ARTICLES, "for", "of"))
_WHEN = ("early", "late", "earlier", "later", "then", "meanwhile")
_PRONOUNS = frozenset(
    ("he", "she", "they", "it", "who", "i", "we", "one", "another", "others", "according", "as", *_WHEN)
)
_VEHICLES = (
    "statement tweet message letter report document complaint article poll post email memo note book filing order"
)
_NOT_SPEAKERS = frozenset((*_VEHICLES.split(), *(f"{vehicle}s" for vehicle in _VEHICLES.split())))
SPOKEN_FOR = frozenset(("spokesman", "spokeswoman", "spokesperson"))
_UNNAMED = SPOKEN_FOR | {"source", "sources", "official", "officials", "aide", "insider"}
_ADDRESSES = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir", "herr", "frau", "se\u00f1or", "se\u00f1ora"))
"""What anybody may be addressed with."""
_ENDS_IN_NAME = re.compile(r"[a-z] (?:[A-Z][\w'-]*\.? ){1,3}[A-Z][\w'-]+$")
_MOST_WORDS = 14
_SPELLING = 0.8
"""Two spellings of one name: Loewentritt, Lowentritt; a letter of five."""


def known(speaker: str | None) -> str | None:
    """Return `speaker` where it says who spoke.

    A pronoun, a statement and an office that refers back (the mayor) do not, so they return None.
    """
    if not speaker:
        return None
    named = words(speaker)
    if named[:1] == ["according"] or len(named) > _MOST_WORDS or (speaker.isupper() and len(named) > 1):
        return None  # a heading, or what a page put in between
    refers_back = named[:1] == ["the"] and speaker[len("the") :].islower() and len(named) == len(("the", "mayor"))
    if refers_back or not set(named) - STOPWORDS - _PRONOUNS or named[-1] in _NOT_SPEAKERS:
        return None
    return speaker


def surely(speaker: str | None, how: Attributed | None) -> str | None:
    """Return `speaker` where the article itself says who spoke, None where they are inferred and may be another."""
    return None if how in INFERRED else known(speaker)


def renamed(one: str | None, other: str | None) -> bool:
    """Whether words were given to somebody of another name, be it one letter: Ingrid Halvorsen, Inge Halvorsen.

    Someone named more shortly or in full is not, nor where either side names nobody. See `differ` for who is another.
    """
    one, other = known(one), known(other)
    if one is None or other is None:
        return False
    names, others = _names(one), _names(other)
    return not (names <= others or others <= names)


def same(one: str | None, other: str | None) -> bool:
    """Whether two articles surely name one speaker: one more shortly, or both with one family name."""
    if known(one) is None or known(other) is None or differ(one, other):
        return False
    return not renamed(one, other) or bool(_family_names(one or "") & _family_names(other or ""))


def given_otherwise(one: str | None, other: str | None) -> bool:
    """Whether readers are to be told that words given to `other` elsewhere are given to `one` here.

    Somebody named more shortly, in full, or as Mr and Mrs is not another.
    """
    one, other = known(one), known(other)
    if one is None or other is None:
        return one is not None
    names, others = _names(one) - _ADDRESSES, _names(other) - _ADDRESSES
    return not (names <= others or others <= names)


def shown(speaker: str | None, how: Attributed | None) -> str | None:
    """Return `speaker` as people are told of them, with a word of doubt where they are inferred; see `known`."""
    name = known(speaker)
    return f"probably {name}" if name and how in INFERRED else name


def of_pair(pair: QuotePair) -> str | None:
    """Return who spoke a quotation of two outlets, whom either names; one that is said before one that is inferred.

    Of two that are said, the one with a name before one without: Ann Lee before a spokeswoman for the council.

    None where the two name two.
    """
    if differ(surely(pair.speaker_a, pair.attribution_a), surely(pair.speaker_b, pair.attribution_b)):
        return None
    sides = (pair.speaker_a, pair.attribution_a), (pair.speaker_b, pair.attribution_b)
    said = [name for side in sides if (name := surely(*side))]
    guessed = next((name for side in sides if (name := known(side[0]))), None)
    return max(said, key=_names_person) if said else f"{guessed} (probably)" if guessed else None


@lru_cache(maxsize=8192)
def differ(one: str | None, other: str | None) -> bool:
    """Whether two speakers are named in ways that a reader would take for two people or bodies.

    A shorter name that is part of the longer is the same one: Busargin, governor Roman Busargin. So is a family name
    with two titles, or with first names that may be of one: Bill and William Clinton, not Hillary. Where either side
    names nobody, or one gives a name and the other an office (Donald Trump, a White House official; councillor Ann
    Lee, a spokesman), nothing is claimed.
    """
    one, other = known(one), known(other)
    if one is None or other is None:
        return False
    if namesakes.are_two(one, other):
        return True
    names, others = _names(one), _names(other)
    if names <= others or others <= names or _names_somebody(one) != _names_somebody(other):
        return False
    if _is_unnamed(one) != _is_unnamed(other) and (_names_person(one) or _names_person(other)):
        return False
    return not any(
        Indel.normalized_similarity(name, namesake) >= _SPELLING
        for name, namesake in product(_family_names(one), _family_names(other))
    )


def _names(speaker: str) -> set[str]:
    return {"spokesman" if word in SPOKEN_FOR else word for word in words(speaker)} - _SMALL


def _is_name(speaker: str) -> bool:
    """Whether every word is capitalised, and none an article: Roman Busargin, not An MoD spokesman."""
    return all(word[0].isupper() and word.casefold() not in _ARTICLES for word in speaker.split())


def _names_somebody(speaker: str) -> bool:
    """Whether a speaker is a name, or an office with a name after it: the press secretary Sarah Sanders."""
    return _is_name(speaker) or (not _is_unnamed(speaker) and _ENDS_IN_NAME.search(speaker) is not None)


def _is_unnamed(speaker: str) -> bool:
    """Whether somebody speaks for a body without being named: a spokesman for the council, a source."""
    return not _UNNAMED.isdisjoint(words(speaker))


def _names_person(speaker: str) -> bool:
    """Whether two capitalised words in a row, a name, stand in it, and no office that goes unnamed."""
    return not _is_unnamed(speaker) and bool(_family_names(speaker))


def _family_names(speaker: str) -> set[str]:
    """Return the last word of each run of capitalised words that may be a name: of two or more, or all there is."""
    found, run = set[str](), list[str]()
    pieces = speaker.replace(",", " , ").split()
    for piece in [*pieces, ""]:
        if piece[:1].isupper() and piece.casefold() not in _ARTICLES and not piece.isupper():
            run.append(piece)
            continue
        if run and (len(run) > 1 or len(run) == len(pieces)):
            found.update(words(run[-1])[:1])
        run = []
    return found
