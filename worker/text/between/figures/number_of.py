"""What is counted by a number that stands at the end: put the number of houses destroyed at 41."""

import re

_NUMBER = "number of "
_NUMBER_OF = re.compile(
    r"\bnumber of (?!(?:those|people) )(?P<counted>[^,;]{3,70}?)"
    r"(?: (?:ha[sd]|have|is|was|were|stood|stands|rose|risen|climbed|grew|grown|fell|fallen|dropped|increased|jumped"
    r"|now|already|meanwhile|since)\b[\w\s]{0,30}?)?"
    r" (?:at|to|is|was|reached|hit) (?:\w+ ){0,2}$"
)


def named(before: str) -> str | None:
    """Return the words in `before`, which a number follows, that say of what it is the number; None where none do."""
    found = _NUMBER_OF.search(before) if _NUMBER in before else None
    return found["counted"] if found else None
