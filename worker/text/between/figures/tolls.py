"""Numbers that an English sentence tells by what they are of: the death toll rose to 21, the number of homes to 40."""

import re

from worker.text.between.figures.vocabulary import FILL
from worker.text.between.openings import holds_any

_TOLLS = {
    "killed": (
        r"(?:death )?toll|number of (?:the )?(?:confirmed |known |reported |recorded )?"
        r"(?:dead|deaths|people killed|people who (?:have )?died|fatalities)"
    ),
    "injured": r"number of (?:the )?(?:injured|wounded|people (?:injured|wounded|hurt))",
    "missing": r"number of (?:the |those )?(?:missing|people (?:missing|unaccounted for))",
    "marching": r"number of (?:marchers|protesters|demonstrators|people (?:marching|taking part))",
    "attending": r"attendance",
    "infected": r"number of (?:people )?(?:infections|infected|struck down|sickened|(?:confirmed )?cases)",
}
_OF_NUMBER = tuple(_TOLLS)
_TOLL = re.compile(
    rf"\b(?:{'|'.join(f'(?P<f{place}>{written})' for place, written in enumerate(_TOLLS.values()))})\b"
    rf"[^;:]{{0,160}}?\b(?:to|at|of|is|was|reached|hits?|reaches|passed|now)\s+{FILL}$",
    re.IGNORECASE,
)
_TOLD_BY = ("toll", "number of", "attendance")
_TOLL_CHARS = 240
_NUMBER = "number of "
_NUMBER_OF = re.compile(
    r"\bnumber of (?!(?:those|people) )(?P<counted>[^,;]{3,70}?)"
    r"(?: (?:ha[sd]|have|is|was|were|stood|stands|rose|risen|climbed|grew|grown|fell|fallen|dropped|increased|jumped"
    r"|now|already|meanwhile|since)\b[\w\s]{0,30}?)?"
    r" (?:at|to|is|was|reached|hit) (?:\w+ ){0,2}$"
)


def toll_of(text: str) -> str | None:
    """Return what befell those whose number `text` speaks of: the death toll rose to 21."""
    found = _TOLL.search(text[-_TOLL_CHARS:]) if holds_any(text, _TOLD_BY) else None
    return _OF_NUMBER[int(found.lastgroup[1:])] if found and found.lastgroup else None


def counted_before(before: str) -> str | None:
    """Return the words in `before`, which a number follows, that say what it counts: put the number of houses at 41."""
    found = _NUMBER_OF.search(before) if _NUMBER in before else None
    return found["counted"] if found else None
