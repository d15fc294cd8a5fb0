"""What a text that has figures in it is about, its figures apart."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from worker.text.between.spoken import spoken
from worker.text.grouping.terms import PREFIX_LETTERS, WORD, stem, stemmed, words
from worker.text.lexicon import DEFAULT
from worker.text.listed import words_of
from worker.text.remembered import by_word

_OWN_WORDS = words_of("""
    kille injur wound hurt dead death died missi arres destr damag milli billi trill thous hundr dolla per cent perce
    pound euros least about aroun some nearl almos dozen two three four five six seven eight nine ten eleve twelv twent
    thirt
    """)
"""Stems of what is counted and how: two figures have them in common whatever they are about."""
_MOST_WORDS = 5
"""Words that name what two sentences are about."""


def meaning(text: str, language: str = DEFAULT) -> frozenset[str]:
    """Return the stems of `text` that say what it is about: no digits, no number words, nothing of counting.

    Args:
        text: Any text.
        language: Its language, an ISO 639-1 code.
    """
    return meant(words(text), language)


def meant(found: Iterable[str], language: str = DEFAULT) -> frozenset[str]:
    """Return the stems of words as `words` gives them that say what a text is about; see `meaning`."""
    own = spoken(language) if language != DEFAULT else None
    if own is None:
        return frozenset(filter(None, map(_meant, found)))
    return frozenset(stem for stem in stemmed(found) if not stem[0].isdigit()) - own.small


def named_by(text: str, stems: AbstractSet[str]) -> str:
    """Return the first words of a folded text that have these stems, as they are written, each once: seen Ben Lorne."""
    found: dict[str, str] = {}
    for word in WORD.findall(text):
        written = word.removesuffix("'s")
        if written.casefold()[:PREFIX_LETTERS] in stems:
            found.setdefault(written.casefold(), written)
    return " ".join(list(found.values())[:_MOST_WORDS])


@by_word
def _meant(word: str) -> str:
    """Return the stem of an English word, empty where it does not say what a text is about."""
    found = stem(word)
    return "" if found in _OWN_WORDS or found[:1].isdigit() else found
