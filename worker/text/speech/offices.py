"""Who is meant by an office whose holder was named before: the spokesman."""

import re

from worker.text.speech import cues
from worker.text.speech.names import CAPITALISED, is_organisation

_HOLDER = re.compile(rf"(?i:the|der|die|le|la|el|il|lo|o|a|de|het)\s+({cues.ANY_ROLE})\Z|l['\u2019]({cues.ANY_ROLE})\Z")


def holder(name: str, before: str) -> str | None:
    """Return the person who was last named with the office that `name` is: "the spokesman", of whom `before` tells.

    Null where `name` is anything else, or nobody was.
    """
    match = _HOLDER.match(name)
    if match is None:
        return None
    role = match[1] or match[2]
    full = rf"(?P<name>{CAPITALISED}(?:\s+{CAPITALISED}){{1,3}})"
    told = [
        found
        for pattern in (
            rf"\b{role}\s+{full}",
            rf"\b{role}\b(?:\s+(?:for|of|at|de|du|des|della?|van)\s[^,.;]{{1,60}})?,\s+{full}(?=[,.])",
            rf"{full},\s+(?:\d+,\s+)?(?:(?:an?|the|its|his|her|their)\s+)?(?:[\w'\u2019-]+\s+){{0,4}}?{role}\b",
        )
        for found in re.finditer(pattern, before)
        if not is_organisation(found["name"])
    ]
    return max(told, key=lambda found: found.start())["name"] if told else None
