"""What was affirmed is denied, or the other way round."""

from collections.abc import Sequence
from itertools import zip_longest

from schemas.change import Label
from worker.text.classify.context import Context, Hunk
from worker.text.classify.registry import rule
from worker.text.lexicon import Lexicon

_LONGEST = 8
"""A longer insertion or deletion is a clause of its own, whose `not` says nothing of what stood there before."""
_SHORTEST_STEM = 4


@rule(Label.NEGATION)
def negation(edit: Context) -> bool:
    """Return whether `not` and its like came or went within a few words, or a word took on a prefix such as `un-`."""
    balance = sum(_balance(edit, hunk) for hunk in edit.hunks)
    return balance != 0 or any(_turned(edit, hunk) for hunk in edit.hunks)


def _balance(edit: Context, hunk: Hunk) -> int:
    removed, added = edit.removed(hunk), edit.added(hunk)
    if max(len(removed), len(added)) > _LONGEST:
        return 0
    return _negations(added, edit.lexicon) - _negations(removed, edit.lexicon)


def _negations(words: Sequence[str], lexicon: Lexicon) -> int:
    endings = tuple(lexicon.words.get("negated_endings", ()))
    lowered = [word.lower() for word in words]
    return sum(
        (lexicon.has("negations", word) or word.endswith(endings)) and not lexicon.has("negations_of_nothing", after)
        for word, after in zip_longest(lowered, lowered[1:], fillvalue="")
    )


def _turned(edit: Context, hunk: Hunk) -> bool:
    removed, added = edit.removed(hunk), edit.added(hunk)
    if len(removed) != 1 or len(added) != 1:
        return False
    shorter, longer = sorted((removed[0].lower(), added[0].lower()), key=len)
    prefixes = edit.lexicon.words.get("negating_prefixes", ())
    return len(shorter) >= _SHORTEST_STEM and any(longer == prefix + shorter for prefix in prefixes)
