"""Which sentences of English state something plainly, and whether two are of one time."""

import re

from worker.text.remembered import by_sentence

_CLAIMED = r"claim(?:s|ed|ing)?(?! (?:responsibility|the li[fv]es?|victory|asylum))"
_OPEN = r"""
    if whether unless alleg\w+ accus\w+ rumou?r\w* reportedly apparently suspected suggest\w* believe[sd]? deny
    deni\w+ denying false(?:ly)? wrong(?:ly)? hoax perhaps likely unlikely unclear worr\w+ concern\w* seem\w*
    appear(?:s|ed)? doubt\w* fear(?:s|ed)? hop(?:e[sd]?|ing) threat\w* demand\w*
"""
_DISPUTED = re.compile(
    rf"\b(?:{'|'.join(_OPEN.split())}|{_CLAIMED}|would(?: not|n't)? have)\b|\?",
)
"""Somebody's claim, a condition, a question: no plain statement."""
_BEFORE = re.compile(
    r"\b(?:(?:last|previous|past) (?:year|decade)|years ago|previously|formerly|earlier in|in the past|history"
    r"|once (?:a|was|had)|until now|until then|anniversary|(?:first|second|third) time|then-\w+|used to"
    r"|when (?:he|she) was (?:an?|\d+|young)|(?:in )?(?:each|every) (?:of|year))\b",
    re.IGNORECASE,
)
_NOT_LONG_BEFORE = re.compile(
    r"\b(?:(?:last|previous|past) (?:month|week|night|season|summer|winter|spring|autumn)"
    r"|(?:days|weeks|months|hours) ago|earlier)\b",
    re.IGNORECASE,
)
"""Before what another article denies of these days, but not before what it says has never been."""
_YEAR = re.compile(r"(?<!\bsince )\b(?:19|20)\d\d\b")
_HAS = re.compile(r"\b(?:ha(?:s|ve)(?:n't)?|never)\b")


@by_sentence
def is_disputed(text: str) -> bool:
    """Whether a folded sentence leaves open whether what it says is so."""
    return _DISPUTED.search(text.lower()) is not None  # far quicker than to take no heed of case letter by letter


def of_another_time(one: str, other: str) -> bool:
    """Whether one of two folded sentences is of what was before, and the other not of the same: last year, in 2019."""
    marks, others = _times(one), _times(other)
    is_long = _HAS.search(one) is not None
    return any(mark != another for mark, another in zip(marks[is_long:], others[is_long:], strict=True))


@by_sentence
def _times(text: str) -> tuple[frozenset[str], ...]:
    """Return by which words a folded sentence is of not long before, of before, and of a year."""
    return tuple(frozenset(map(str.lower, mark.findall(text))) for mark in (_NOT_LONG_BEFORE, _BEFORE, _YEAR))
