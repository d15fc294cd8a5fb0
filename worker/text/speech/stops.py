"""The full stops of abbreviations, which end no sentence, masked and put back."""

import re

from worker.text.speech import cues

_DOT = "\u2024"  # stands for an abbreviation's full stop while sentences are told apart; as long as the stop it masks
_WORD_BEFORE = re.compile(r"\b\w+\Z")
_WORD_OR_STOP = re.compile(r"\s*[\w.]")
_NUMBER = re.compile(r"\s*\d")
_LONGEST_ABBREVIATION = max(map(len, cues.ABBREVIATIONS | cues.NUMBERED))


def masked(text: str) -> str:
    """Return `text`, equally long, with the full stops of abbreviations replaced: Mr. Smith is one sentence."""
    kept: list[str] = []
    done, at = 0, text.find(".")
    while at >= 0:  # there are fewer stops than words
        word = _WORD_BEFORE.search(text, max(0, at - _LONGEST_ABBREVIATION - 1), at)
        if word is not None and (
            (word[0] in cues.ABBREVIATIONS and _WORD_OR_STOP.match(text, at + 1))
            or (word[0] in cues.NUMBERED and _NUMBER.match(text, at + 1))
        ):
            kept.append(text[done:at])
            done = at + 1
        at = text.find(".", at + 1)
    return _DOT.join((*kept, text[done:]))


def unmasked(name: str) -> str:
    """Return `name` with its full stops."""
    return name.replace(_DOT, ".")
