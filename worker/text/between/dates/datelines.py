"""Where and when an agency wrote, before the first sentence: LAGOS, 3 May (Agency) - Three people."""

import re

from worker.text.diff import cores
from worker.text.lexicon import Lexicon

_MOST_CHARS = 80
_DASH = re.compile(r" (?:--?|_) ")
"""Agencies that write no more than ASCII have two hyphens or a low line for it."""
_IN_BRACKETS = re.compile(r"\([^()]*\)")


def without_dateline(text: str, known: Lexicon) -> str:
    """Return what follows the dateline of a folded sentence; nothing where all is no more than names and a day."""
    found = _DASH.search(text)
    head, rest = (text[: found.start()], text[found.end() :]) if found else (text, "")
    if len(head) > _MOST_CHARS:
        return text
    named = cores(_IN_BRACKETS.sub("", head))
    is_bare = all(not word[0].islower() or word in known.calendar for word in named)
    is_number = bool(named) and (named[0][0].isdigit() or bool(known.number_parts(named[0].lower())))
    return rest if is_bare and not is_number else text
