"""Words of one kind of which one for another tells the same event otherwise: rebels and terrorists, a man and a woman.

What was said stayed the same in form, so that no label but `reworded` speaks of it; the choice of such a word is what
readers and researchers hold a publisher to all the same. The kinds stand in the word lists (`framing`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from schemas.change import Edit
from worker.text.classify.context import words_among
from worker.text.diff import cores
from worker.text.lexicon import Lexicon, are_other_choices, lexicon
from worker.text.normalise import fold

_WORD = re.compile(r"\w+(?:-\w+)*")
_MOST_WORDS = 4
"""Words that gave way, and words in their place: where they are more, the sentence says something else."""
_SAME_SENTENCE = 0.25
"""The share of the shorter wording's words that stay, at least, where both tell of the same people."""


def outcome(edit: Edit, language: str | None) -> tuple[str, str] | None:
    """Return what became of people as it was told and as it is: `slightly injured` and `died`; null where it stayed.

    However much else of the sentence changed, as long as some of it stayed. That one more thing became of them counts
    where it is graver (`injured`, and now one is `dead`); the first is empty where nothing gave way to it.

    Args:
        edit: An edit with its words.
        language: ISO 639-1, or null for English.
    """
    words = lexicon(language)
    added = (word for tag, text in edit.words if tag == "+" for word in _WORD.findall(text.lower()))
    if words.outcomes.keys().isdisjoint(added):
        return None  # most edits, so that they cost next to nothing
    stayed, gone, come = ([_words(text) for tag, text in edit.words if tag == sign] for sign in "=-+")
    kept, *sides = ({word.lower() for run in runs for word in run} for runs in (stayed, gone, come))
    many, *others = (sum(map(len, runs)) for runs in (stayed, gone, come))
    if many < _SAME_SENTENCE * (many + min(others)):
        return None
    kept |= sides[0] & sides[1]
    told = {choice for word in kept for choice in words.outcomes.get(word, ())}
    went, came = (_outcomes(runs, kept, words) for runs in (gone, come))
    for kind in sorted({kind for kind, _ in came}):
        before, after = ({choice: said for (of, choice), said in side.items() if of == kind} for side in (went, came))
        stands = {choice for of, choice in told if of == kind}
        lost = [choice for choice in before if choice not in after]
        new = [choice for choice in after if choice not in before and (lost or choice not in stands)]
        if new and (lost or max(new) > max([*before, *stands], default=max(new))):
            return before[max(lost or before)] if before else "", after[max(new)]
    return None


def _outcomes(runs: Iterable[Sequence[str]], kept: AbstractSet[str], words: Lexicon) -> dict[tuple[int, int], str]:
    """Return by kind and choice how each outcome is told first, with how badly before it."""
    found: dict[tuple[int, int], str] = {}
    for run in runs:
        for before, word in pairwise(("", *run)):
            for choice in () if word.lower() in kept else words.outcomes.get(word.lower(), ()):
                found.setdefault(choice, f"{before} {word}" if before.lower() in words.degrees else word)
    return found


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
