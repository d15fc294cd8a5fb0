"""Spelling: slips of the pen, British and American forms, capital letters, doubled words."""

import re
from itertools import takewhile

from rapidfuzz.distance import OSA

from schemas.change import Label
from worker.text.classify.context import Context, Hunk
from worker.text.classify.registry import rule

_SHORTEST = 4
_SHORTEST_CHANGED_LETTER = 6
_INFLECTIONS = frozenset(
    "s es ed d ing ly r er ers n en y ies e st est 's t al ion ions or ors ment able ive ity a o i".split()  # noqa: SIM905 - a list of endings is read more easily so
) | {""}
_AMERICAN = (
    (re.compile(r"y?is(?=(?:e|ed|es|ing|er|ers|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})our"), "or"),
    (re.compile(r"tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=[a-z]{3})ence(?=s?$)"), "ense"),
    (re.compile(r"ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"(?<=[a-z])ae(?=[a-z])"), "e"),
)


@rule(Label.TYPO, noise=True)
def typo(edit: Context) -> bool:
    """Return whether all that changed is how words are spelled.

    Two ordinary words that differ by a letter are two words (`form` and `from`): that is a rewording. So is another
    ending, for it changes number or tense.
    """
    changed = [hunk for hunk in edit.hunks if edit.removed(hunk) or edit.added(hunk)]
    return bool(changed) and all(_is_spelling(edit, hunk) for hunk in changed)


def _is_spelling(edit: Context, hunk: Hunk) -> bool:
    removed, added = edit.removed(hunk), edit.added(hunk)
    if len(removed) == len(added):
        return all(_same_word(edit, one, other) for one, other in zip(removed, added, strict=True))
    if len(removed) == 1 and not added:
        return _doubled(edit.old_cores, hunk.old)
    return len(added) == 1 and not removed and _doubled(edit.new_cores, hunk.new)


def _doubled(cores: list[str], places: range) -> bool:
    """Return whether the one word at `places` repeats the word beside it, as in `the the`."""
    word = cores[places[0]].lower()
    beside = cores[max(places[0] - 1, 0) : places[0]] + cores[places[-1] + 1 : places[-1] + 2]
    return len(places) == 1 and not word[0].isdigit() and word in [near.lower() for near in beside]


def _same_word(edit: Context, one: str, other: str) -> bool:
    """Return whether two different spellings are of one word."""
    lower, other_lower = one.lower(), other.lower()
    if lower == other_lower:
        return True
    if any(character.isdigit() for character in one + other):
        return False
    if _american(lower) == _american(other_lower):
        return True
    ordinary = edit.lexicon.ordinary
    if not ordinary or (lower in ordinary and other_lower in ordinary) or _inflected(lower, other_lower):
        return False
    return _slip(lower, other_lower, is_name=one[0].isupper() and other[0].isupper())


def _slip(one: str, other: str, *, is_name: bool) -> bool:
    """Return whether one letter is missing, doubled, wrong or has changed places; names must keep all their letters."""
    if min(len(one), len(other)) < _SHORTEST or OSA.distance(one, other) > 1:
        return False
    swapped = sorted(one) == sorted(other)
    if is_name or swapped:
        return swapped
    return one[0] == other[0] and (len(one) != len(other) or len(one) >= _SHORTEST_CHANGED_LETTER)


def _american(word: str) -> str:
    for pattern, form in _AMERICAN:
        word = pattern.sub(form, word)
    return word


def _inflected(one: str, other: str) -> bool:
    stem = sum(takewhile(bool, (left == right for left, right in zip(one, other, strict=False))))
    return one[stem:] in _INFLECTIONS and other[stem:] in _INFLECTIONS
