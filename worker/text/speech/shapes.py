"""What names look like: those of people, and those of institutions."""

import re

from worker.text.speech import cues

CAPITALISED = r"[A-ZÀ-Þ][\w'\u2019\u2024-]*"
NAME = rf"{CAPITALISED}(?:\s+(?:(?:de|von|van|der|den|bin|al|la|le|du|di|da|of|del)\s+)*{CAPITALISED})*"
CAPITALS = re.compile(NAME)
POSSESSIVE = re.compile(r"['\u2019]s?\Z")
FALSE_TITLE = (
    r"(?!(?:after|under|over|other|whether|later|earlier|another|either|rather|former|before)\s)"
    r"[a-z]{2,}(?:ist|er|or|ian|man|woman|ant|ent)"
)
"""A pattern for a trade that stands before a name as a title does: psychologist Jones."""
_SHORT = r"(?:by|in|at|on|with|from|to|for|as|about|if|whether|the|an?|his|her|their|its|and|or|but)"
CALLING_FIRST = re.compile(  # Former first lady Jane Smith
    rf"(?:(?:[Ff]ormer|Longtime|Veteran|Fellow|Current|Outgoing|Incoming|Acting|[A-Z][a-z-]+ed(?!\s{_SHORT}\s))"
    rf"(?:\s[\w-]+)?|{'|'.join(role.title() for role in sorted(cues.ROLES))})"
    rf"\s(?:[a-z-]+\s|(?:Prime|First)\sMinister\s){{1,4}}{CAPITALISED}\s+{NAME}"
)
_ORGANISATION = re.compile(
    r"\b(?:Ministry|Department|Office|Government|Party|Council|Army|Forces|Force|Police|Times|Post|News|Agency|Union"
    r"|University|Court|House|Senate|Congress|Committee|Commission|Bank|Company|Corp|Inc|Ltd|Group|Association|Street"
    r"|County|Province|Islands?|Valley|Road|Avenue|Township|Highway|Square|City|State|States|Kingdom|Republic|Nations"
    r"|Center|Centre|Institute|Sea|River|Airport|Hospital|School|Club|Academy|College|Foundation|Museum|Federation|Studies|Society|Coalition|Alliance"
    r"|United|North|South|East|West|New|Day|Act|War|World|Hall|Guard|Authority|Service|Services|Board|Republican"
    r"|Democratic|British|Russian|American|Ukrainian|French|German|European|Chinese|White|Supreme|National|Democrats?|Republicans?)\b"
)
_SURNAME = re.compile(r"\s(?:Day|Hall|West|White|North|Court|House|Bank)\Z")


def is_full_name(words: str) -> bool:
    """Return whether `words` are the name of a person, given and family name."""
    return " " in words and CAPITALS.fullmatch(words) is not None and not is_organisation(words)


def is_organisation(name: str) -> bool:
    """Return whether words of `name` are those of institutions; some are family names, behind a given name."""
    return _ORGANISATION.search(_SURNAME.sub("", name)) is not None
