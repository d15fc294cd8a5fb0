"""Groups of verbs in a row of English words: has not been paid, refused to sign, fired; each with its helping verbs."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from worker.text.between.opposed import verbs
from worker.text.between.opposed.noun_phrases import DETERMINERS, PREPOSITIONS
from worker.text.lexicon import DEFAULT, lexicon
from worker.text.listed import words_of
from worker.text.remembered import by_word

_BE = words_of("is are was were be been being 's")
_COPULAS = words_of("remain remains remained stay stays stayed")
_HAVE, _DO = frozenset({"has", "have", "had"}), frozenset({"do", "does", "did"})
_WILL = frozenset({"will", "would", "shall"})
_OPEN = words_of("may might could can cannot should must ought")
_HELPING = _BE | _HAVE | _DO | _WILL | _OPEN
_NOT = frozenset({"not", "never"})
_BEGINNING = _HELPING | _NOT | _COPULAS
_REFUSES = words_of("refuses declines fails")
_BEFORE_ADJECTIVES = words_of("to of more most very")
_DENYING = words_of("no not never nobody none refuse refuses refused decline declined declines fail failed ruled")
_NO_DENIALS = words_of(
    "unveiled united unleashed uncovered unfolded unloaded unearthed unified unpacked unseated untied"
)
"""What is un- here was done and not left."""
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


class VerbGroup(NamedTuple):
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
    done = 0
    for at, word in enumerate(row):
        if at < done or not _may_begin(word) or not (group := _group(row, at)):
            continue
        if not (group.reduced and at == done > 0):  # met unspecified conditions
            yield group
        done = group.end


@by_word
def _may_begin(word: str) -> bool:
    """Whether a group may begin with a word."""
    is_verb = verbs.is_past(word) or verbs.is_participle(word)
    return word in _BEGINNING or word in _REFUSES or (is_verb and word not in _NO_VERBS)


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
        elif not (helping and (word in BETWEEN or word.endswith("ly") or (negated and word == "before"))):
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
        group = group._replace(to_come=True, open=group.open or "have" in group.helping)
    if last in _BE or last in _COPULAS:
        found = _behind_be(row, group)
    elif last in _HAVE:
        found = _behind_have(row, group)
    else:
        word = row[group.end] if group.end < len(row) else ""
        if not word.isalpha() or word in DETERMINERS or word in PREPOSITIONS:
            return None
        found = group._replace(end=group.end + 1, word=word)
    return _refused(row, found)


def _behind_be(row: Sequence[str], group: VerbGroup) -> VerbGroup:
    at = group.end
    word = row[at] if at < len(row) else ""
    if word in _TO_COME and row[at + 1 : at + 2] == ["to"] and at + 2 < len(row):
        is_passive = row[at + 2] == "be" and at + 3 < len(row) and verbs.is_participle(row[at + 3])
        at += 2 + is_passive
        return group._replace(end=at + 1, word=row[at], passive=is_passive, to_come=True)
    if word == "to" and at + 1 < len(row):
        return group._replace(end=at + 2, word=row[at + 1], to_come=True)
    if verbs.is_participle(word):
        done = _undone(word)
        return group._replace(end=at + 1, word=done or word, negated=group.negated is not bool(done), passive=True)
    if word.endswith("ing") and word != "being":
        return group._replace(end=at + 1, word=word)
    return group._replace(word="be")


def _undone(word: str) -> str:
    """Return what was not done to what is un-: unlocked is not locked."""
    done = word[2:] if word.startswith("un") and word not in _NO_DENIALS else ""
    return done if done in lexicon(DEFAULT).ordinary and verbs.is_participle(done) else ""


@by_word
def denies(word: str) -> bool:
    """Whether a word in lower case may deny what the verb with it says."""
    return word in _DENYING or word.endswith("n't") or bool(verbs.is_participle(word) and _undone(word))


def _behind_have(row: Sequence[str], group: VerbGroup) -> VerbGroup:
    at = group.end
    if at < len(row) and verbs.is_participle(row[at]):
        return group._replace(end=at + 1, word=row[at])
    if row[at : at + 1] == ["to"] and at + 1 < len(row):
        return group._replace(end=at + 2, word=row[at + 1])
    if row[at : at + 3] in _NO_PLANS and at + 3 < len(row):
        return group._replace(end=at + 4, word=row[at + 3], negated=not group.negated, to_come=True)
    return group._replace(word="have")


def _refused(row: Sequence[str], group: VerbGroup) -> VerbGroup:
    """Return what was refused, or ruled out, as what is not done."""
    at = group.end
    if group.passive or at + 1 >= len(row):
        return group
    if verbs.verb(group.word) in _REFUSING and row[at] == "to":
        return group._replace(end=at + 2, word=row[at + 1], negated=not group.negated)
    if group.word == "ruled" and row[at] == "out" and row[at + 1].endswith("ing"):
        return group._replace(end=at + 2, word=row[at + 1], negated=not group.negated, to_come=True)
    return group


def _simple(row: Sequence[str], at: int) -> VerbGroup | None:
    """Return a past tense without helping verbs, or refuses to and the like."""
    word = row[at]
    before = row[at - 1] if at else ""
    if (before in DETERMINERS and before != "that") or before in _BEFORE_ADJECTIVES:
        return None
    is_past = verbs.is_past(word)
    group = VerbGroup(at, at + 1, word, passive=not is_past and word not in _REFUSES, reduced=word not in _REFUSES)
    return _refused(row, group)
