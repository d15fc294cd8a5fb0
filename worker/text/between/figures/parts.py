"""Whether a number counts some of those counted before, or others than those."""

import re

from worker.text.between.figures.vocabulary import PEOPLE
from worker.text.between.openings import holds_any

_LEAD_CHARS, _LONG_LEAD_CHARS = 90, 220
_PART_BEFORE = re.compile(
    r"\b(?:including|includes?|included|among (?:them|the dead|the injured|those(?: killed| injured)?)"
    r"|of (?:them|whom|these|those|which)|counting|,\s*with|both|excluding|in addition to|other than|besides"
    r"|(?:the|its|their|his|her) remaining|the rest of"
    r"|,\s*some|\balone,)[\s,]*"
    r"(?:(?:were|was|are|is)\s+)?(?:at least |about |the |some |an? )*$",
    re.IGNORECASE,
)
_IN_PART_BEFORE = (
    *("includ", "among", "of them", "of whom", "of these", "of those", "of which", "counting", "with", "both"),
    *("excluding", "in addition", "other than", "besides", "remaining", "the rest of", "some", "alone"),
)
"""What tells of a part before a number holds one of these."""
_PART_AFTER = re.compile(
    r"\s+(?:of (?:them|the (?:jobs|posts|positions|cuts)\b|the (?:[a-z]+-odd|\d[\d,]*(?= who\b))"
    r"|whom|these|those|the (?:\w+ )?(?:dead|injured|victims|wounded|casualties)"
    r"|the (?:\w+ ){1,2}(?:killed|injured|wounded|who (?:died|were)))\b)"
    r"|\s+(?:[\w-]+ ){0,3}?(?:(?:was|were|are|is|(?:may|might|could) be) )?(?:\w+ to be )?among (?:them\b"
    r"|(?:the|those) (?:[\w-]+ ){0,2}(?:dead|killed|victims|missing|injured|wounded|casualties|fatalities|survivors"
    r"|rescued|arrested|detained)\b)"
    r"|\s+(?:[\w-]+ ){0,3}on the ground\b"
    r"|\s+(?:[\w-]+ ){0,6}in (?:this|our) country\b|\s+of [A-Z][a-z]+day's [a-z]+s\b|\s+(?:[\w-]+ ){0,2}in places\b"
    r"|\s+(?:[\w-]+ ){1,3}(?:in|at) (?:(?:another|one|the [A-Z][\w-]+|[A-Z][\w-]+) )(?:[\w-]+ ){0,2}"
    r"(?:[Hh]ospital|[Mm]orgue|[Mm]ortuary)\b"
)
_OF_THINGS = re.compile(r"\s+of (?:the|its|their) (?:[a-z-]+ ){0,2}(?!years|days|weeks)[a-z]{3,}s\b")
_LISTED_SUM = re.compile(r"\bincluding\b[^.;]{0,60}\d[^.;]{0,60}(?:,| and|, and) (?:(?:about|some|another|up to) )?$")
_GIVEN_TO_IT = re.compile(
    r"\b(?:contribut\w+|chip(?:s|ped|ping)? in|put(?:s|ting)? in|to the tune of) (?:about |some |up to )?$"
)
"""What one gives of what all cost."""
_OTHERS_IN = re.compile(r"\s+others? in\b")
_NAMED_PLACE = r"(?:in|from|at) (?:the )?[A-Z][\w'-]*(?: [A-Z][\w'-]*)*"
_COUNT = (
    r"(?:(?:about|around|some|another|at least|more than) )?"
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
_LISTED_AFTER = re.compile(
    rf"\s+(?:[\w-]+ ){{0,3}}{_NAMED_PLACE}(?:,| and|, and) {_COUNT} (?:[\w-]+ ){{0,2}}{_NAMED_PLACE}"
)
_LISTED_BEFORE = re.compile(
    rf"\b{_NAMED_PLACE}(?:,| and|, and) (?:(?:about|around|some|another|at least|more than) )?$"
)
_WHERE = r"(?:at|in|inside|outside) (?:the |an? )?[\w'-]+(?: [\w'-]+){0,3} ?"
_AND_OTHERS = (
    r"(?:and|with) (?:an? (?:unknown|unspecified|unclear) number|(?:[\w-]+ )?(?:others?|more)|several|dozens)\b"
)
_TELLS_OF_OTHERS = re.compile(_AND_OTHERS)
_AT_ONE = re.compile(
    rf"\s+(?:[\w-]+ ){{0,5}}{_WHERE}[^,;.]{{0,30}}(?:,| -)? ?{_AND_OTHERS}[^,;.]* (?:at|in|inside|outside)\b"
)
"""Those at one place, where others are told of at the next: seven in the hall and an unknown number at a bar."""
_AT_PLACE = re.compile(rf"\s+(?:[\w-]+ ){{0,2}}{_NAMED_PLACE}")
"""Parts by place: 35,000 people from Butte, 65,000 from Yuba."""
_BOUNDS = r"(?:at least |about |around |some |more than |over |nearly |almost )*"
_TAKEN_IN = re.compile(
    r"\b(?:hospital|clinic|infirmary|medical cent(?:er|re)|one of (?:the |its )?(?:\w+ )?hospitals)\b[^;]{0,140}"
    rf"\b(?:receiv(?:ed|ing)|treat(?:ed|ing)|admitt(?:ed|ing)|t(?:ook|aken|aking) in|caring for) {_BOUNDS}$",
    re.IGNORECASE,
)
"""What one hospital took in: others may have been taken to another."""
_SEEN = re.compile(
    r"\b(?:footage|videos?|images?|pictures?|photo(?:graph)?s?|television)\b[^;]{0,60}\bshow(?:s|ed|ing)?\b"
    r"|\b(?:I|he|she|they|reporters?|correspondents?|journalists?|witness(?:es)?)\b[^.;,]{0,30}\b(?:saw|seen)\b",
    re.IGNORECASE,
)
"""What a camera or a witness saw: three people pulled from one house."""
_FURTHER_BEFORE = re.compile(
    r"\b(?:another|a further|an additional|further|additional|extra|the other)\s+"
    r"(?:at least |about |around |some |estimated )*$",
    re.IGNORECASE,
)
_FURTHER_AFTER = re.compile(
    r"\s+(?:more|others?|other|additional|further|extra|new(?! (?:species|planets?|discover\w+)))\b", re.IGNORECASE
)


def is_of_things(what: str, after: str) -> bool:
    """Whether a number before these words counts some of the things that it counts: 12 of the stops."""
    return what not in PEOPLE and _OF_THINGS.match(after) is not None


def is_part(before: str, after: str) -> bool:
    """Whether a number between these words of its clause counts some of those counted before."""
    lead = before[-_LEAD_CHARS:]
    long_lead = before[-_LONG_LEAD_CHARS:]
    is_told_before = holds_any(lead, _IN_PART_BEFORE) and _PART_BEFORE.search(lead) is not None
    is_told = is_told_before or _PART_AFTER.match(after) or _TAKEN_IN.search(long_lead) or _SEEN.search(long_lead)
    return bool(is_told) or _is_listed(lead, after)


def is_part_of_sum(before: str) -> bool:
    """Whether an amount behind these words of its clause is one of those that a sum includes."""
    return _LISTED_SUM.search(before) is not None or _GIVEN_TO_IT.search(before) is not None


def is_at_one_place(following: str) -> bool:
    """Whether a number before these words of its sentence counts those at one place, and others are told of next."""
    return _TELLS_OF_OTHERS.search(following) is not None and _AT_ONE.match(following) is not None


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
