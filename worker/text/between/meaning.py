"""What a text that has figures in it is about, its figures apart."""

from worker.text.grouping.terms import stems

_OF_COUNTING = """
    kille injur wound hurt dead death died missi arres destr damag milli billi trill thous hundr dolla per cent perce
    pound euros least about aroun some nearl almos dozen two three four five six seven eight nine ten eleve twelv twent
    thirt
"""
_OWN_WORDS = frozenset(_OF_COUNTING.split())
"""Stems of what is counted and how: two figures have them in common whatever they are about."""


def meaning(text: str) -> frozenset[str]:
    """Return the stems of `text` that say what it is about: no digits, no number words, nothing of counting."""
    return frozenset(stem for stem in stems(text) if not stem[0].isdigit()) - _OWN_WORDS
