"""Words of one kind of which one for another tells the same event otherwise: rebels and terrorists, a man and a woman.

What was said stayed the same in form, so that no label but `reworded` speaks of it; the choice of such a word is what
readers and researchers hold a publisher to all the same. The kinds stand in the word lists (`framing`).
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from schemas.change import Edit
from worker.text.classify.context import words_among
from worker.text.diff import cores
from worker.text.lexicon import Lexicon, are_other_choices, lexicon
from worker.text.normalise import fold

_WORD = re.compile(r"\w+(?:-\w+)*")
_MOST_WORDS = 4
"""Words that gave way, and words in their place: where they are more, the sentence says something else."""


def reframed(edit: Edit, language: str | None) -> tuple[str, str] | None:
    """Return the first words that gave way to others of their kind, and those, as written; null where none did.

    Args:
        edit: An edit with its words.
        language: ISO 639-1, or null for English.
    """
    words = lexicon(language)
    went = (word for tag, text in edit.words if tag == "-" for word in _WORD.findall(text.lower()))
    if words.framing.keys().isdisjoint(went):  # most edits, so that they cost next to nothing
        return None
    stayed = _words("".join(f"{text} " for tag, text in edit.words if tag == "="))
    pieces = list(_replaced(edit))
    gone, come = ({word.lower() for piece in pieces for word in piece[side]} for side in (0, 1))
    kept = gone & come | {word.lower() for word in stayed}
    for removed, added in pieces:
        if max(len(removed), len(added)) <= _MOST_WORDS and _are_of_a_kind(removed, added, kept, words):
            return " ".join(removed), " ".join(added)
    return None


def _words(text: str) -> list[str]:
    return words_among(cores(fold(text)))


def _replaced(edit: Edit) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words that went and those that came at each place where both did."""
    texts = {"-": "", "+": ""}
    for tag, text in [*edit.words, ("=", "")]:
        if tag != "=":
            texts[tag] += f" {text}"
            continue
        if all(texts.values()):
            yield _words(texts["-"]), _words(texts["+"])
        texts = {"-": "", "+": ""}


def _are_of_a_kind(removed: Iterable[str], added: Iterable[str], kept: AbstractSet[str], words: Lexicon) -> bool:
    """Return whether a word that went for good and one that is new are of one kind, and not the same choice of it."""
    for old in {word.lower() for word in removed} - kept:
        for new in {word.lower() for word in added} - kept:
            if are_other_choices(words.framing, old, new):
                return True
    return False
