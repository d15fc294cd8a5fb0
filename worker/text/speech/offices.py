"""Who is meant by an office whose holder was named before: the spokesman."""

import re

from worker.text.speech import cues
from worker.text.speech.shapes import CAPITALISED, is_organisation

_HOLDER = re.compile(rf"(?i:the|der|die|le|la|el|il|lo|o|a|de|het)\s+({cues.ANY_ROLE})\Z|l['\u2019]({cues.ANY_ROLE})\Z")
_GROUPS = frozenset(("police", "people", "family", "staff"))
_ONE = "|".join(
    sorted(
        {role.removesuffix("s") for role in cues.ROLES - _GROUPS if not role.endswith("ies")}
        | {"man", "woman", "witness"}
    )
)
_UNNAMED = re.compile(
    rf"(?i:the|an?|one|another)\s(?:[\w'\u2019\u2024-]+\s){{0,5}}?({_ONE})(?:\s(?:of|for|at|in|from|with)\s.+)?"
)
_HIS = re.compile(r"(?:man|father|actor)\Z")
_HERS = re.compile(r"(?:woman|mother|actress)\Z")
_ONE_OF = re.compile(r"(?i:one)\sof\s(?:[\w'\u2019\u2024-]+\s){1,5}?[a-z-]{3,}s(?:\s(?:of|for|at|in|from|with)\s.+)?")


def is_unnamed(name: str, pronoun: str) -> bool:
    """Return whether `name` is one person told by what they are alone whom `pronoun` can mean: a ministry spokesman."""
    one = _UNNAMED.fullmatch(name)
    if one is None:
        return _ONE_OF.fullmatch(name) is not None
    is_hers = _HERS.search(one[1]) is not None
    is_his = not is_hers and _HIS.search(one[1]) is not None
    return not (is_hers if pronoun in cues.HE else is_his)


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
