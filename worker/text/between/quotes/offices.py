"""Speakers that are named by their office or their seat alone, and which of these cannot be one. English alone."""

import re

_OFFICES = {
    "mayor": "mayor",
    "governor": "governor",
    "president": "president",
    "prime minister": "prime minister|premier",
    "opposition leader": "opposition leader|leader of the opposition",
    "union leader": "union leader",
    "judge": "judge|magistrate",
    "prosecutor": "prosecutor|chief prosecutor|state prosecutor|public prosecutor|district attorney",
    "defence lawyer": "defen[cs]e (?:lawyer|attorney|counsel)",
    "coroner": "coroner",
    "police chief": "police (?:chief|commissioner)|chief constable|sheriff",
    "fire chief": "fire chief",
    "bishop": "bishop|archbishop",
}
"""Nobody holds two of these at once, or so seldom that the article would say so."""
_OFFICE = re.compile(
    rf"(?:the|an?) (?:[\w-]+'s )?(?:{'|'.join(f'(?P<o{at}>{told})' for at, told in enumerate(_OFFICES.values()))})\Z",
    re.IGNORECASE,
)
_SEATS = {
    "the United States": "white house|pentagon|state department|us state department",
    "Russia": "kremlin",
    "Britain": "downing street|number 10|no 10|whitehall|buckingham palace",
    "France": "elysee|élysée|elysee palace|élysée palace|quai d'orsay",
    "Ukraine": "verkhovna rada",
    "South Korea": "blue house",
    "the Vatican": "vatican|holy see",
}
_SEAT = re.compile(
    rf"(?:the )?(?:{'|'.join(f'(?P<s{at}>{told})' for at, told in enumerate(_SEATS.values()))})\Z", re.IGNORECASE
)
_TOGETHER = re.compile(
    r"\b(?:joint(?:ly)?|both|together|communique|communiqué|agreement|treaty|signed)\b", re.IGNORECASE
)
"""What two states say with one voice."""


def is_bare(named: str) -> bool:
    """Whether a speaker is one of the offices that one person holds, without a name."""
    return _OFFICE.match(named) is not None


def are_one(one: str, other: str) -> bool:
    """Whether two speakers hold one office, which has two names: the sheriff, the police chief."""
    office, theirs = _OFFICE.match(one), _OFFICE.match(other)
    return bool(office and theirs) and _kind(office) == _kind(theirs)


def are_two(one: str, text: str, other: str, other_text: str) -> bool:
    """Whether two speakers hold offices or seats that cannot be one's.

    Args:
        one: a speaker as their article names them.
        text: of that article.
        other: a speaker of another.
        other_text: of the other article.
    """
    office, theirs = _OFFICE.match(one), _OFFICE.match(other)
    if office and theirs:
        # Where either article speaks of both offices, one person may have them.
        is_apart = not _speaks_of(office, other_text) and not _speaks_of(theirs, text)
        return _kind(office) != _kind(theirs) and is_apart
    seat, another = _SEAT.match(one), _SEAT.match(other)
    if not seat or not another or _kind(seat) == _kind(another):
        return False
    return not _TOGETHER.search(text) and not _TOGETHER.search(other_text)


def _kind(found: re.Match[str] | None) -> str:
    return (found and found.lastgroup) or ""


def _speaks_of(office: re.Match[str], text: str) -> bool:
    told = list(_OFFICES.values())[int(_kind(office)[1:])]
    return re.search(rf"\b(?:{told})", text, re.IGNORECASE) is not None
