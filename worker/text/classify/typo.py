"""Spelling: slips of the pen, British and American forms, capital letters, doubled words."""

import re
import unicodedata
from itertools import takewhile

from rapidfuzz.distance import OSA

from schemas.change import Label
from worker.text.classify.context import Context, Hunk
from worker.text.classify.name import is_name
from worker.text.classify.registry import rule
from worker.text.listed import words_of

_SHORTEST = 4
_MOST = 40
"""Places in one sentence: where more changed it was not the spelling."""
_LONGEST = 60
"""Letters of a word; what is longer is none, and would take long to compare."""
_SHORTEST_CHANGED_LETTER = 6
_SHORTEST_UNKNOWN = 5
_SHORTEST_UNKNOWN_LETTER = 7
_INFLECTIONS = words_of(
    "s es ed d ing ly r er ers n en y ies e st est 's t al ion ions or ors ment able ive ity a o i"
) | {""}
_AFTER_E = frozenset({"d", "r", "n", "st", "rs"})
"""Endings that go on a stem in -e alone: `announcedd` is no form of `announced`."""
_ACCENTS = re.compile("[\u0300-\u0303\u0327]")
"""Grave, acute, circumflex, tilde and cedilla: not the two dots, by which German tells would from was."""
_AFTER_AN_ENDING = frozenset({"", "s", "e", "es"})
_AMERICAN = (
    (re.compile(r"y?is(?=(?:e|ed|es|ing|er|ers|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})our"), "or"),
    (re.compile(r"tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=[a-z]{3})ence(?=s?$)"), "ense"),
    (re.compile(r"ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"dgement"), "dgment"),
    (re.compile(r"(?<=[a-z])ae(?=[a-z])"), "e"),
)


@rule(Label.TYPO, noise=True)
def typo(edit: Context) -> bool:
    """Return whether all that changed is how words are spelled.

    Two ordinary words that differ by a letter are two words (`form` and `from`): that is a rewording. So is another
    ending, for it changes number or tense. A name that is spelled otherwise is another name, but for the names of
    countries.
    """
    changed = [hunk for hunk in edit.hunks if edit.removed(hunk) or edit.added(hunk)]
    return 0 < len(changed) <= _MOST and all(_is_spelling(edit, hunk) for hunk in changed)


def _is_spelling(edit: Context, hunk: Hunk) -> bool:
    removed, added = edit.removed(hunk), edit.added(hunk)
    if len(removed) == len(added) <= _MOST:
        return all(same_word(edit, one, other) for one, other in zip(removed, added, strict=True))
    if len(removed) == 1 and not added:
        return _doubled(edit.old_cores, hunk.old)
    return len(added) == 1 and not removed and _doubled(edit.new_cores, hunk.new)


def _doubled(cores: list[str], places: range) -> bool:
    """Return whether the one word at `places` repeats the word beside it, as in `the the`."""
    word = cores[places[0]].lower()
    beside = cores[max(places[0] - 1, 0) : places[0]] + cores[places[-1] + 1 : places[-1] + 2]
    return len(places) == 1 and not word[0].isdigit() and word in [near.lower() for near in beside]


def same_word(edit: Context, one: str, other: str) -> bool:
    """Return whether two different spellings are of one word."""
    lower, other_lower = one.lower(), other.lower()
    if (
        lower == other_lower
        or max(len(one), len(other)) > _LONGEST
        or any(character.isdigit() for character in one + other)
    ):
        return lower == other_lower
    if _american(lower) == _american(other_lower) or _is_listed(edit, lower, other_lower):
        return True
    if lower in edit.lexicon.places or other_lower in edit.lexicon.places:
        return sorted(lower) == sorted(other_lower) and OSA.distance(lower, other_lower) == 1
    if is_name(edit, one) and is_name(edit, other):
        return False
    is_slip = _slip_of_known(edit, one, other) if edit.lexicon.ordinary else _slip_without_words(lower, other_lower)
    return is_slip or _accents_left_out(lower, other_lower)


def _is_listed(edit: Context, one: str, other: str) -> bool:
    return any(edit.lexicon.has_pair(key, one, other) for key in ("confused", "variants"))


def _slip_of_known(edit: Context, one: str, other: str) -> bool:
    """Return whether one of the two is a slip, by what words the language has."""
    lower, other_lower = one.lower(), other.lower()
    known = (lower in edit.lexicon.ordinary) + (other_lower in edit.lexicon.ordinary)
    is_capital = one[0].isupper() and other[0].isupper()
    if (known == 1 or (not known and not is_capital and len(one) > _SHORTEST_CHANGED_LETTER)) and _last_letter_twice(
        lower, other_lower
    ):
        return True
    if known == len((one, other)) or _inflected(lower, other_lower):
        return False
    return _slip(lower, other_lower, is_capital=is_capital)


def _slip(one: str, other: str, *, is_capital: bool) -> bool:
    """Return whether one letter is missing, doubled, wrong or has changed places; of what may be a name, the last."""
    if min(len(one), len(other)) < _SHORTEST or OSA.distance(one, other) > 1:
        return False
    swapped = sorted(one) == sorted(other)
    if is_capital or swapped:
        return swapped
    return one[0] == other[0] and (len(one) != len(other) or len(one) >= _SHORTEST_CHANGED_LETTER)


def _slip_without_words(one: str, other: str) -> bool:
    """Return whether it is a slip by its shape alone, in a language whose words are not known.

    Two letters that changed places make a word of its own seldom, a letter more or less in the middle of a long word
    likewise.
    """
    if min(len(one), len(other)) < _SHORTEST_UNKNOWN or OSA.distance(one, other) > 1:
        return False
    if sorted(one) == sorted(other):
        return True
    shorter, longer = sorted((one, other), key=len)
    same = sum(takewhile(bool, (left == right for left, right in zip(shorter, longer, strict=False))))
    is_inside = 0 < same < len(shorter) - 1
    return len(shorter) >= _SHORTEST_UNKNOWN_LETTER and len(longer) > len(shorter) and is_inside


def _accents_left_out(one: str, other: str) -> bool:
    """Return whether one is the other without its accents, unless that is another form: anuncio, anunció."""
    bare = _bare(one)
    if min(len(one), len(other)) < _SHORTEST or bare != _bare(other) or bare not in {one, other}:
        return False
    last = max(at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1])
    return bare[last + 1 :] not in _AFTER_AN_ENDING


def _bare(word: str) -> str:
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word)))


def _last_letter_twice(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST and longer == shorter + shorter[-1]


def _american(word: str) -> str:
    for pattern, form in _AMERICAN:
        word = pattern.sub(form, word)
    return word


def _inflected(one: str, other: str) -> bool:
    stem = sum(takewhile(bool, (left == right for left, right in zip(one, other, strict=False))))
    endings = one[stem:], other[stem:]
    if any(ending in _AFTER_E for ending in endings) and "" in endings and not one[:stem].endswith("e"):
        return False
    return all(ending in _INFLECTIONS for ending in endings)
