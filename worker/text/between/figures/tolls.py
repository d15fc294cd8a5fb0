"""Numbers that an English sentence tells by what they are of: the death toll rose to 21."""

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


def toll_of(text: str) -> str | None:
    """Return what befell those whose number `text` speaks of: the death toll rose to 21."""
    found = _TOLL.search(text[-_TOLL_CHARS:]) if holds_any(text, _TOLD_BY) else None
    return _OF_NUMBER[int(found.lastgroup[1:])] if found and found.lastgroup else None
