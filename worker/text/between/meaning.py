"""What a text that has figures in it is about, its figures apart."""

from worker.text.between.spoken import spoken
from worker.text.grouping.terms import stems
from worker.text.lexicon import DEFAULT

_OF_COUNTING = """
    kille injur wound hurt dead death died missi arres destr damag milli billi trill thous hundr dolla per cent perce
    pound euros least about aroun some nearl almos dozen two three four five six seven eight nine ten eleve twelv twent
    thirt
"""
_OWN_WORDS = frozenset(_OF_COUNTING.split())
"""Stems of what is counted and how: two figures have them in common whatever they are about."""


def meaning(text: str, language: str = DEFAULT) -> frozenset[str]:
    """Return the stems of `text` that say what it is about: no digits, no number words, nothing of counting.

    Args:
        text: Any text.
        language: Its language, an ISO 639-1 code.
    """
    found = frozenset(stem for stem in stems(text) if not stem[0].isdigit())
    words = spoken(language) if language != DEFAULT else None
    return found - (words.small if words else _OWN_WORDS)
