"""Groups of verbs in a row of English words: has not been paid, refused to sign, fired; each with its helping verbs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from worker.text.between import verbs
from worker.text.between.listed import words_of
from worker.text.between.noun_phrases import DETERMINERS, PREPOSITIONS

_BE = words_of("is are was were be been being 's")
_COPULAS = words_of("remain remains remained stay stays stayed")
_HAVE, _DO = frozenset({"has", "have", "had"}), frozenset({"do", "does", "did"})
_WILL = frozenset({"will", "would", "shall"})
_OPEN = words_of("may might could can should must ought")
_HELPING = _BE | _HAVE | _DO | _WILL | _OPEN
_NOT = frozenset({"not", "never"})
_BEGINNING = _HELPING | _NOT | _COPULAS
_REFUSES = words_of("refuses declines fails")
_BEFORE_ADJECTIVES = words_of("to of more most very")
BETWEEN = words_of("also now since still already ever yet even all both always once then just again soon later been")
"""What may stand between helping verbs and the verb, besides words in -ly."""
_TO_COME = words_of("set due going expected scheduled")
_NO_VERBS = words_of("aged based hundred need indeed speed seed feed breed weed greed hatred sacred naked")
_NO_PLANS = (["no", "plans", "to"], ["no", "intention", "of"], ["no", "intention", "to"])
_REFUSING = frozenset(map(verbs.verb, ("refuse", "decline", "fail")))
NOT_QUITE = words_of("""
    only all just necessarily always until because so as that even immediately fully entirely exactly really yet
    enough simply merely every everyone everybody completely quite unlike long far more less much many alone other
    further new longer additional such better immediate easy
    """)
"""Behind not, or no: what is denied then is not the whole of it."""


@dataclass(frozen=True)
class VerbGroup:
    """Verbs that stand together, by their places in the row; `word` is the one that says what is done."""

    start: int
    end: int
    word: str
    helping: tuple[str, ...] = ()
    negated: bool = False
    passive: bool = False
    reduced: bool = False
    """Without helping verbs: a past tense, or a participle behind what it is said of."""
    to_come: bool = False
    open: bool = False


def groups(row: Sequence[str]) -> Iterator[VerbGroup]:
    """Yield the groups of a row of words in lower case, in which names have kept their capitals."""
    at = 0
    while at < len(row):
        group = _group(row, at)
        if group is None:
            at += 1
            continue
        yield group
        at = max(group.end, at + 1)


def _group(row: Sequence[str], start: int) -> VerbGroup | None:
    if row[start] not in _BEGINNING:
        return _simple(row, start)
    helping: list[str] = []
    negated = False
    at = start
    while at < len(row):
        word = row[at]
        if word in _HELPING or (word in _COPULAS and not helping):
            helping.append(word)
        elif helping and row[at : at + 2] == ["no", "longer"]:
            negated, at = not negated, at + 1
        elif word in _NOT:
            negated = not negated
            if row[at + 1 : at + 2] and row[at + 1] in NOT_QUITE:
                return None
        elif not (helping and (word in BETWEEN or word.endswith("ly"))):
            break
        at += 1
    if helping:
        return _whole(row, VerbGroup(start, at, "", tuple(helping), negated, open=not _OPEN.isdisjoint(helping)))
    is_never = at < len(row) and row[start] == "never" and verbs.is_past(row[at])
    return VerbGroup(start, at + 1, row[at], negated=True) if is_never else None


def _whole(row: Sequence[str], group: VerbGroup) -> VerbGroup | None:
    """Return a group of helping verbs with the verb behind them."""
    last = group.helping[-1]
    if not _WILL.isdisjoint(group.helping):
        group = replace(group, to_come=True, open=group.open or "have" in group.helping)
    if last in _BE or last in _COPULAS:
        found = _behind_be(row, group)
    elif last in _HAVE:
        found = _behind_have(row, group)
    else:
        word = row[group.end] if group.end < len(row) else ""
        if not word.isalpha() or word in DETERMINERS or word in PREPOSITIONS:
            return None
        found = replace(group, end=group.end + 1, word=word)
    return _refused(row, found)


def _behind_be(row: Sequence[str], group: VerbGroup) -> VerbGroup:
    at = group.end
    word = row[at] if at < len(row) else ""
    if word in _TO_COME and row[at + 1 : at + 2] == ["to"] and at + 2 < len(row):
        is_passive = row[at + 2] == "be" and at + 3 < len(row) and verbs.is_participle(row[at + 3])
        at += 2 + is_passive
        return replace(group, end=at + 1, word=row[at], passive=is_passive, to_come=True)
    if verbs.is_participle(word):
        return replace(group, end=at + 1, word=word, passive=True)
    if word.endswith("ing") and word != "being":
        return replace(group, end=at + 1, word=word)
    return replace(group, word="be")


def _behind_have(row: Sequence[str], group: VerbGroup) -> VerbGroup:
    at = group.end
    if at < len(row) and verbs.is_participle(row[at]):
        return replace(group, end=at + 1, word=row[at])
    if row[at : at + 3] in _NO_PLANS and at + 3 < len(row):
        return replace(group, end=at + 4, word=row[at + 3], negated=not group.negated, to_come=True)
    return replace(group, word="have")


def _refused(row: Sequence[str], group: VerbGroup) -> VerbGroup:
    """Return what was refused, or ruled out, as what is not done."""
    at = group.end
    if group.passive or at + 1 >= len(row):
        return group
    if verbs.verb(group.word) in _REFUSING and row[at] == "to":
        return replace(group, end=at + 2, word=row[at + 1], negated=not group.negated)
    if group.word == "ruled" and row[at] == "out" and row[at + 1].endswith("ing"):
        return replace(group, end=at + 2, word=row[at + 1], negated=not group.negated, to_come=True)
    return group


def _simple(row: Sequence[str], at: int) -> VerbGroup | None:
    """Return a past tense without helping verbs, or refuses to and the like."""
    word = row[at]
    before = row[at - 1] if at else ""
    if word in _NO_VERBS or before in DETERMINERS or before in _BEFORE_ADJECTIVES:
        return None
    group = VerbGroup(at, at + 1, word, reduced=True)
    if word in _REFUSES:
        return _refused(row, replace(group, reduced=False))
    if verbs.is_past(word) or verbs.is_participle(word):
        return _refused(row, replace(group, passive=not verbs.is_past(word)))
    return None
