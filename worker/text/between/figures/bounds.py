"""How exactly a number is meant: about, at least, nearly; and which numbers it may then stand for."""

import re
from enum import StrEnum

_ABOUT = (
    r"about|around|some|roughly|approximately|approx\.?|circa|an estimated|estimated|an average of|in the region of"
    r"|something like|more or less|an estimate of|as little as|estimated at"
)
_MORE = (
    r"at least|more than|over|no (?:fewer|less) than|upwards? of|in excess of|a minimum of|not less than"
    r"|exceed(?:s|ed|ing)|surpass(?:es|ed|ing)|topp(?:ed|ing)|tops|above"
)
_LESS = (
    r"almost|nearly|close to|approaching|fewer than|less than|under|as many as|as much as"
    r"|(?<!edged )(?<!went )(?<!rose )(?<!climbed )(?<!crept )(?<!inched )(?<!ticked )(?<!moved )up to"
    r"|no more than|at most|a maximum of|below|short of"
)
_NEAR = re.compile(r"almost|nearly|close to|approaching|just|short of", re.IGNORECASE)
LEAD = re.compile(
    rf"\b(?:(?:just|well|perhaps|maybe|probably)\s+)?(?:(?P<about>{_ABOUT})|(?P<more>{_MORE})|(?P<less>{_LESS}))\s+"
    rf"(?:(?:a|another|the)\s+)?$",
    re.IGNORECASE,
)
_LEAD_ENDS = (
    *(
        "about",
        "around",
        "some",
        "roughly",
        "approximately",
        "approx",
        "approx.",
        "circa",
        "estimated",
        "at",
        "of",
        "like",
    ),
    *(
        "less",
        "as",
        "least",
        "than",
        "over",
        "exceeds",
        "exceeded",
        "exceeding",
        "surpasses",
        "surpassed",
        "surpassing",
    ),
    *("topped", "topping", "tops", "above", "almost", "nearly", "to", "approaching", "under", "many", "much", "most"),
    *("below", "a", "another", "the"),
)
"""What stands before a number, in lower case, where it is bounded, ends with one of these."""
_AFTERWARDS = re.compile(r"\s+(?:(?P<more>or more\b|and counting\b|plus\b)|(?P<about>or so\b|odd\b))", re.IGNORECASE)
_LONGEST_LEAD = 6
"""Words, the first of the number among them."""
_LOOSE = 2.0
"""`At least 3` agrees with 6, and no longer with 7."""
_ABOUT_REACH = 0.1
_ABOUT_FEW, _ABOUT_FEW_REACH = 3.0, 0.2
"""Of few, `about` reaches farther: about 20 may be 17."""
_FEW, _ROUND_STEP, _EXACT_REACH = 20, 5, 0.04
"""Who says `some 57` has counted; `some 55` may be rounded."""
_NEARLY_REACH = 0.12
_OVERSHOOT = 0.02
_ROUND_FROM = 100
_SHORT_OF_ROUND = 0.01
"""`At least 600` may have been said of 599."""
_ROUND_REACH = 0.05
_COARSE_REACH = 0.12
_COARSEST_REACH = 0.2
"""A bill of a trillion is also one of 1.2 trillion."""


_OF_MONEY = re.compile(r"[\d$\u00a3\u20ac\u00a5\u20b9]")
_OVER_A = re.compile(r"over an?", re.IGNORECASE)


class Bound(StrEnum):
    """How exactly a number is meant."""

    EXACT = "exact"
    ABOUT = "about"
    MORE = "more"
    """At least, more than."""
    LESS = "less"
    """Nearly, up to, fewer than."""


def lead_of(before: str, written: str) -> re.Match[str] | None:
    """Return what bounds the number after `before`; arrested `over a` 3 million fraud is about it, and no bound."""
    found = LEAD.search(before) if before.rstrip().lower().endswith(_LEAD_ENDS) else None
    return None if found and _OVER_A.fullmatch(found[0].strip()) and _OF_MONEY.match(written) else found


def bound(lead: re.Match[str] | None, written: str, after: str) -> tuple[Bound, bool]:
    """Return how exactly a number is meant, and whether a `less` means nearly.

    Args:
        lead: what `LEAD` found before the number.
        written: the number as it stands.
        after: what follows it.
    """
    if lead and lead.lastgroup:
        return Bound(lead.lastgroup), _NEAR.match(lead[0]) is not None
    behind = _AFTERWARDS.match(after)
    if behind and behind.lastgroup:
        return Bound(behind.lastgroup), False
    if "+" in written:
        return Bound.MORE, False
    written = written.lower()
    return (Bound.ABOUT if "dozen" in written or "couple" in written else Bound.EXACT), False


def of_amount(said: str) -> Bound:
    """Return how exactly an amount is meant that is said by itself: `at least 14`, `40 or more`."""
    words = said.split()
    heads = (" ".join(words[:count]) + " " for count in range(1, min(len(words), _LONGEST_LEAD)))
    lead = next((found for head in heads if (found := LEAD.search(head))), None)
    behind = _AFTERWARDS.search(said)
    return bound(lead, said, behind[0] if behind else "")[0]


def reach(value: float, grain: float, bound: Bound, *, nearly: bool) -> tuple[float, float]:
    """Return the least and the greatest number that may be meant."""
    if bound is Bound.ABOUT:
        if grain == 1 and value > _FEW and value % _ROUND_STEP:
            return value - max(1.0, value * _EXACT_REACH), value + max(1.0, value * _EXACT_REACH)
        few = min(_ABOUT_FEW, value * _ABOUT_FEW_REACH)
        rounded = _COARSEST_REACH if grain > 1 and value < 2 * grain else _ABOUT_REACH
        slack = max(value * rounded, few, grain / 2 if grain < value else 0.0)
        return value - slack, value + slack
    if bound is Bound.MORE:
        return value * (1 - _SHORT_OF_ROUND if step(value, grain) > 1 else 1), value * _LOOSE
    if bound is Bound.LESS:
        return value * (1 - _NEARLY_REACH) if nearly else value / _LOOSE, value * (1 + (_OVERSHOOT if nearly else 0))
    coarse = _COARSEST_REACH if value < 2 * grain else _COARSE_REACH
    slack = min(grain / 2, value * coarse) if grain > 1 else 0.0
    zeros = _trailing_step(value)
    if value >= _ROUND_FROM and zeros > 1:
        slack = max(slack, min(zeros / 2, value * _ROUND_REACH))
    if grain < 1 or (grain == 1 and slack == 0):
        return value, value
    return value - slack, value + slack


def step(value: float, grain: float) -> float:
    """Return the step a number was written in: its grain, and of a round number that of its last digit."""
    return max(grain, _trailing_step(value)) if value >= _ROUND_FROM else grain


def _trailing_step(value: float) -> float:
    """Return the step of the last digit that is not zero: 100 for 1,200."""
    step = 1.0
    while value >= _ROUND_FROM and value % (step * 10) == 0 and step * 10 <= value:
        step *= 10
    return step
