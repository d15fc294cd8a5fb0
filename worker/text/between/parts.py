"""Whether a number counts some of those counted before, or others than those."""

import re

_LEAD_CHARS = 90
_PART_BEFORE = re.compile(
    r"\b(?:including|includes?|included|among (?:them|the dead|the injured|those(?: killed| injured)?)"
    r"|of (?:them|whom|these|those|which)|counting|,\s*with|both|excluding|in addition to|other than|besides"
    r"|(?:the|its|their|his|her) remaining|the rest of)[\s,]*"
    r"(?:(?:were|was|are|is)\s+)?(?:at least |about |the |some |an? )*$",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(
    r"\s+(?:of (?:them|whom|these|those|the (?:\w+ )?(?:dead|injured|victims|wounded|casualties)"
    r"|the (?:\w+ ){1,2}(?:killed|injured|wounded|who (?:died|were)))\b)"
)
_OTHERS_IN = re.compile(r"\s+others? in\b")
_NAMED_PLACE = r"(?:in|from|at) (?:the )?[A-Z][\w'-]*(?: [A-Z][\w'-]*)*"
_COUNT = r"(?:(?:about|around|some|another|at least|more than) )?\d[\d,.]*"
_LISTED_AFTER = re.compile(
    rf"\s+(?:[\w-]+ ){{0,3}}{_NAMED_PLACE}(?:,| and|, and) {_COUNT} (?:[\w-]+ ){{0,2}}{_NAMED_PLACE}"
)
_LISTED_BEFORE = re.compile(
    rf"\b{_NAMED_PLACE}(?:,| and|, and) (?:(?:about|around|some|another|at least|more than) )?$"
)
_AT_PLACE = re.compile(rf"\s+(?:[\w-]+ ){{0,2}}{_NAMED_PLACE}")
"""Parts by place: 35,000 people from Butte, 65,000 from Yuba."""
_FURTHER_BEFORE = re.compile(
    r"\b(?:another|a further|an additional|further|additional|extra|the other)\s+"
    r"(?:at least |about |around |some |estimated )*$",
    re.IGNORECASE,
)
_FURTHER_AFTER = re.compile(r"\s+(?:more|others?|other|additional|further|extra|new)\b", re.IGNORECASE)


def is_part(before: str, after: str) -> bool:
    """Whether a number between these words of its clause counts some of those counted before."""
    lead = before[-_LEAD_CHARS:]
    return bool(_PART_BEFORE.search(lead) or _PART_AFTER.match(after)) or _is_listed(lead, after)


def _is_listed(lead: str, after: str) -> bool:
    if not _AT_PLACE.match(after):
        return False
    return bool(_LISTED_AFTER.match(after) or _LISTED_BEFORE.search(lead))


def is_of_others_elsewhere(after: str) -> bool:
    """Whether a number before these words counts others in some place: three in Leeds, and two others in York."""
    return _OTHERS_IN.match(after) is not None


def is_further(before: str, after: str) -> bool:
    """Whether a number between these words of its clause counts others than those counted before."""
    return bool(_FURTHER_BEFORE.search(before[-_LEAD_CHARS:]) or _FURTHER_AFTER.match(after))
