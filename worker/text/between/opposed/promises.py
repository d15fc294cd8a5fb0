"""What was only promised, or foreseen, before it came otherwise: no denial of what happened then. English alone."""

import re

from worker.text.between.opposed.clauses import Clause
from worker.text.remembered import by_sentence

_WORD = r"""
    promis(?:e[sd]?|ing) pledg(?:e[sd]?|ing) vow(?:s|ed|ing)? swore assur(?:e[sd]?|ing|ances?) guarantee(?:s|d)?
    committed commitments? undertakings? predict(?:s|ed|ions?) forecasts? expected expectations?
"""
_GIVEN = re.compile(rf"\b(?:{'|'.join(_WORD.split())})\b")
_BEFORE = re.compile(
    r"\bhad (?:\w+ly |also |once |always |only )?(?:promised|pledged|vowed|sworn|assured|guaranteed|committed|given"
    r"|said|told|insisted|maintained|stressed|announced|declared|stated|indicated|suggested|claimed|argued|predicted"
    r"|forecast|expected|planned|ruled out|refused|declined)\b"
    r"|\b(?:initially|originally|at first) (?:promised|said|insisted|announced|told|planned)\b"
)
_SHUT_OUT = frozenset({"ruled", "refused", "declined"})


def are_broken(denied: Clause, denying: str, stated: Clause, stating: str) -> bool:
    """Whether what one article denies was a word given before that the other tells was broken.

    Args:
        denied: a clause that says what is not done.
        denying: the folded sentence it stands in.
        stated: a clause that says it is.
        stating: its folded sentence.
    """
    if "had" in denied.verbal and not _SHUT_OUT.isdisjoint(denied.verbal):  # had ruled out closing it
        return True
    if not denied.to_come:
        return False
    return given_before(denying) or (not stated.to_come and (_is_given(denying) or _is_given(stating)))


@by_sentence
def given_before(text: str) -> bool:
    """Whether a folded sentence tells what had been said by then: had promised that taxes would not be raised."""
    return _BEFORE.search(text.lower()) is not None


@by_sentence
def _is_given(text: str) -> bool:
    return _GIVEN.search(text.lower()) is not None
