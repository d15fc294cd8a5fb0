"""What was affirmed is denied, or the other way round."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from schemas.change import Label
from worker.text.classify.context import Context, Hunk, words_among
from worker.text.classify.registry import rule
from worker.text.lexicon import Lexicon

_CLAUSE, _CLAUSE_OF_TITLE = 8, 3
"""A longer insertion or deletion is a clause of its own, whose `not` says nothing of what stood there before."""
_ALONGSIDE, _ALONGSIDE_IN_TITLE = 2, 3
_KEPT = 0.5
_SCOPE = 3
_STOPS = ("articles", "subject_stops", "denials_stop")
_CONCORD_REACH = 6
_REACH = 12
"""Words after a negation in which what it denies is looked for."""
_STEM = 4
_SHORTEST_STEM = 4


class _Negation(NamedTuple):
    """A negating word by its place, and the stems of what it denies."""

    at: int
    scope: tuple[str, ...]


@rule(Label.NEGATION)
def negation(edit: Context) -> bool:
    """Return whether `not` and its like came or went, or a word took on a prefix such as `un-`.

    In a sentence that was written anew, and in a clause that came into a headline or went from it, a negation counts
    only where what it denies is affirmed in the other wording.
    """
    if any(_turned(edit, hunk) for hunk in edit.hunks):
        return True
    denials = tuple(list(_negations(cores, edit.lexicon)) for cores in (edit.old_cores, edit.new_cores))
    if not any(denials):
        return False
    hunks = [hunk for hunk in edit.hunks if not _is_prefixed(edit, hunk)]
    gone, come = _in(denials, [hunk for hunk in hunks if not _is_clause(edit, hunk)])
    whole = len(gone) != len(come) and not edit.is_rewritten and edit.kept_in_order >= _KEPT
    if len(gone) == len(come) and edit.is_title:
        gone, come = _in(denials, hunks)
    if len(gone) == len(come):
        return False
    denied, other = (gone, edit.new_cores) if len(gone) > len(come) else (come, edit.old_cores)
    stems = {word.lower()[:_STEM] for word in words_among(other)}
    return whole or any(found.scope and stems.issuperset(found.scope) for found in denied)


def _in(denials: Sequence[Sequence[_Negation]], hunks: Collection[Hunk]) -> tuple[list[_Negation], list[_Negation]]:
    """Return the negations that went, and those that came, with these pieces."""
    places = {at for hunk in hunks for at in hunk.old}, {at for hunk in hunks for at in hunk.new}
    gone, come = ([found for found in denials[side] if found.at in places[side]] for side in (0, 1))
    return gone, come


def _is_clause(edit: Context, hunk: Hunk) -> bool:
    sizes = sorted((len(edit.removed(hunk)), len(edit.added(hunk))))
    return sizes[1] > (_CLAUSE_OF_TITLE if edit.is_title else _CLAUSE) and sizes[0] <= _ALONGSIDE


def _is_prefixed(edit: Context, hunk: Hunk) -> bool:
    """Return whether `unhurt` became `not hurt`, or the other way round."""
    one, several = sorted((edit.removed(hunk), edit.added(hunk)), key=len)
    if len(one) != 1 or len(several) != _ALONGSIDE or not edit.lexicon.has("negations", several[0].lower()):
        return False
    prefixes = edit.lexicon.words.get("negating_prefixes", ())
    return any(one[0].lower() == prefix + several[1].lower() for prefix in prefixes)


def _negations(cores: Sequence[str], lexicon: Lexicon) -> Iterator[_Negation]:
    endings = tuple(lexicon.words.get("negated_endings", ()))
    lowered = [core.lower() for core in cores]
    for at, word in enumerate(lowered):
        after = lowered[at + 1] if at + 1 < len(lowered) else ""
        if not (lexicon.has("negations", word) or (endings and word.endswith(endings))):
            continue
        # `No 10` and `No. 7` number something.
        if lexicon.has("negations_of_nothing", after) or after[:1].isdigit() or (word == "no" and after == "."):
            continue
        if lexicon.has("negative_concord", word) and _is_denied(lowered, at, lexicon):
            continue
        # `Says no to a stadium` refuses it: there is none who says that the stadium is.
        refuses = lexicon.has("refusals_before", after) and lexicon.has("negating_determiners", word)
        yield _Negation(at, () if refuses else tuple(_scope(lowered, at, lexicon)))


def _is_denied(lowered: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Return whether one of the few words before `at`, back to a mark, denies already."""
    for word in reversed(lowered[max(0, at - _CONCORD_REACH) : at]):
        if not word[0].isalnum():
            return False
        if lexicon.has("negations", word):
            return True
    return False


def _scope(lowered: Sequence[str], at: int, lexicon: Lexicon) -> Iterator[str]:
    """Yield the stems of what the negation at `at` denies: the words after it up to a small word or a mark."""
    taken = 0
    for word in lowered[at + 1 : at + 1 + _REACH]:
        is_small = len(word) < _STEM or any(lexicon.has(key, word) for key in _STOPS)
        if taken and (is_small or taken == _SCOPE or not word[0].isalnum()):
            return
        if not is_small and word[0].isalnum():
            taken += 1
            yield word[:_STEM]
            if not lexicon.has("negating_determiners", lowered[at]):
                return


def _turned(edit: Context, hunk: Hunk) -> bool:
    """Return whether a word gave way to its opposite, or took on or lost a negating prefix."""
    removed, added = ([word.lower() for word in words] for words in (edit.removed(hunk), edit.added(hunk)))
    most = _ALONGSIDE_IN_TITLE if edit.is_title else _ALONGSIDE
    if max(len(removed), len(added)) > most:
        return False
    if edit.lexicon.has_pair("no_opposites", " ".join(removed), " ".join(added)):  # at least, more than
        return False
    if any(not edit.lexicon.opposites.get(word, frozenset()).isdisjoint(added) for word in removed):
        return True
    if len(removed) != 1 or len(added) != 1:
        return False
    shorter, longer = sorted((removed[0], added[0]), key=len)
    prefixes = edit.lexicon.words.get("negating_prefixes", ())
    return len(shorter) >= _SHORTEST_STEM and any(longer == prefix + shorter for prefix in prefixes)
