"""The subject of a verb that stands in or behind a clause: Jane Smith met a man who left and said."""

import re

from worker.text.calendar_names import WEEKDAY
from worker.text.speech.shapes import CAPITALISED, NAME

FINITE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|could|can|did|does|do|went|made|came|took|gave|got|may|might|should"
    r"|must|met|fell|ran|won|saw|knew|began|broke|spoke|stood|thought|wrote|grew|follows|wants|said|says|told|called|be|been)\b"
)
PAST = re.compile(
    r"\b(?:left|met|fell|ran|won|lost|saw|knew|began|broke|found|held|kept|led|put|sat|sent|spoke|stood|thought|wrote"
    r"|rose|grew|hit|cut|quit|spent|paid|shot|died|[a-z]+ed)\b"
)
_PAST = r"(?:[a-z]+ly\s|again\s|then\s)?(?:[a-z]{2,}ed|took|went|came|met|ran|put|got|led|held|left|made|gave|saw)\b"
_SOMEBODY = rf"(?:an?|another|the|one)\s(?:[a-z-]+\s){{1,3}}?(?:(?:in|of|at|from)\s(?:the\s)?{CAPITALISED}\s)?|{NAME}\s"
_RELATIVE_CLAUSE = re.compile(r",\s+(?:who|whose|which)\s[^,]*(?:,\s(?:when|where|after|before|as|because)\s[^,]*)*,\Z")
_WHO = re.compile(r",?\s+who(?:se)?(?:\s+(?:in|on|at|during)\s+[^\s,]+(?:\s+[^\s,]+)?)?\Z")
_SOMEBODY_AT_END = re.compile(r"\b(?:by|to|from|with|met|[a-z]+ed)\s((?:the|an?|another)\s(?:[a-z-]+\s)?[a-z-]+)\Z")
_WITH_APPOSITION = re.compile(rf"({NAME}),\s+(?:now|then|an?|the|former)\s[^,]*\Z")
# met a man who pinched her and told her; was met by Jane Smith, who thanked her and said
_WHO_DID = re.compile(rf"({_SOMEBODY}),?\s*who\s{_PAST}[^,;:]*,?\s(?:and|then)\Z")
# Jane Smith said that Bob Jones took her arm and said
_SAID_WHO_DID = re.compile(
    rf"\b(?:said|says|recalled|recalls|claimed)\s(?:that\s)?({NAME}|he|she)\s{_PAST}[^;:]*\s(?:and|then)\Z"
)
_SAID_NAME = re.compile(  # he said Jane Smith had
    rf"\b(?:said|says|claimed|claims|argued|argues|insisted|noted|added|recalled)\s(?:that\s)?({CAPITALISED}(?:\s{CAPITALISED})+)\Z"
)
# echoed Senator Smith, who told
_MET_NAME = re.compile(rf"\b(?:[a-z]+(?:ed|s)|met|by|with|to|from)\s((?:{CAPITALISED}\s+)+{CAPITALISED})\Z")

_PAST_CLAUSE = re.compile(r"(?<![\w-])(?!(?:the|most|[a-z]+ly)\b)[\w'\u2019-]{3,}\s+([a-z]{2,}ed)\b(?=\s)")
_LATE = re.compile(r"\s(?:last|first|newly|just)\Z")  # a page last updated in May
DAY = re.compile(rf"{WEEKDAY}\b|[A-Z][a-z]{{2,8}}\u2024? \d")
CAPITALS_AT_END = re.compile(rf"{NAME}\Z")

# released a statement that condemned
PAPER_THAT = re.compile(
    r"(?:\b(?P<out>in|issued|released|sent|published|posted|wrote|signed|made|gave|shared)\s)?"
    r"(?P<paper>\b(?:an?|the|his|her|its|their)\s(?:[a-z-]+\s){0,3}?(?:statement|letter|message|note|post|tweet|e-?mail|memo"
    r"|report|release|petition|sign|banner|card|placard))\s(?:which|that)\Z"
)
LEAD = re.compile(
    r"\s*(?:\(?[A-Z][A-Z\u2024.' ]{2,}\)?(?:,[^\u2013\u2014-]{1,40}|\s\([A-Z][A-Za-z ]+\))?\s?[:\u2013\u2014-]+\s+)?"
    r"(?:[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s\((?:Reuters|[A-Z]{2,})\)\s?[\u2013\u2014-]+\s+)?"
    r"(?:(?!More|Also|Read|Related|Watch)[A-Z][\w-]+(?:\s[\w-]+)?:\s+(?=[A-Z]))?(?:(?:But|And|So|Yet|However|Meanwhile"
    r"|Earlier|Later|Yesterday|Today|[Tt]hen(?!-)|Now|Instead|Still|Also|Or|Elsewhere|Already|Again|Indeed|Finally"
    r"|Recently|Previously|Perhaps|Even|Only|Afterwards|Separately|Similarly|Additionally|Furthermore|Moreover|Besides"
    r"|Nevertheless|Nonetheless|Likewise|Hence|Thus|Overall|Initially|Eventually|Ultimately|Originally|Lately|Currently"
    r"|Apparently|Time and again|Here(?:['\u2019]s| is)"
    r"|[A-Z][a-z]+(?:ous|ing|ent|ant|ate|ive|[ai]b|ural|[cn]al|ful|ed)ly(?=,)"
    r"|The (?:next|following|same|previous) (?:day|week|month|year|morning|evening|night)|Aber|Und|Mais|Et|Pero|Y"
    r"|[A-Z][a-z]+ (?:[a-z]+ )?(?:minute|hour|day|week|month|year)s? (?:later|earlier|before|ago)"
    r"|(?:Moments|Minutes|Hours|Days|Weeks|Months|Years) (?:later|earlier|before|ago)"
    rf"|Last (?:night|week|month|year)|(?:On )?{WEEKDAY}(?: (?:morning|evening|night|afternoon))?)\b,?\s*)*"
)
PREPOSITION = re.compile(
    r"(?:[A-Z][a-z]+ed (?:by|in|at|on|with|from|to|for|as)|In|On|At|To|Like|Unlike|During|After|For|From|By|With|Asked"
    r"|Speaking|Before|Following|Under|Between|Within|Throughout|Amid|Despite|Upon|Beyond|Through|Across|Over|Near|Against"
    r"|Given|Toward|Due|Thanks|Ahead|Prior|Regardless|Without|Among|Of|About|Outside|Inside"
    r"|Around(?= (?:noon|midday|midnight|\d+(?::\d\d)? ?[ap]\.?m)\b)"
    r"|(?:Early|Late|Later|Earlier|Midway)(?= (?:in|on|into|through) )"
    r"|(?:According|Back|Here|Immediately|Just|Late|Lest|Per|Shortly|Suppose|Unable|Whatever)(?= [a-z])"
    r"|(?:Reading|Describing|Writing|Addressing|Answering|Responding|Referring|Quoting|Citing|Recalling)(?! sa[iy])"
    r"|[A-Z][a-z]+ing(?= (?:(?:an?|the|his|her|its|their|what|that|with|to|from|for|of|at|in"
    r"|before|after|alongside|on) [^,]+"
    r"|(?:up|back|out|forward|aside)\b[^,]*),))\b"
)
# Sen. Jane Smith, a Republican who was seen as a choice,
_WHO_IS = re.compile(rf"\s*({CAPITALISED}(?:\s{CAPITALISED}){{1,4}}),\san?\s[^,]*\swho\s[^,]*,")
SECOND_CLAUSE = re.compile(r".*,\s(?:and|but|so)\s", re.DOTALL)


def second_subject(words: str) -> str | None:
    """Return the subject of the clause that `words` break off in behind "and", where that is not their own."""
    words = words.rstrip(" ,")
    found = _WHO_DID.search(words) or _SAID_WHO_DID.search(words)
    return found[1].strip(" ,") if found else None


def without_relative(words: str) -> tuple[str, str | None]:
    """Return `words` without the relative clause that ends them, and of whom that tells where it goes on with a verb.

    For "Jane Smith, who was there when it fell," the first is "Jane Smith"; for "met a man who" the second "a man";
    it is "Jane Smith" for "he said Jane Smith".
    """
    if words[words.rfind(" ") + 1 :][:1].isupper() and (said := _SAID_NAME.search(words)):
        return words, said[1]
    if words.endswith(",") and (apposed := _WHO_IS.fullmatch(words)):
        return words, apposed[1]
    if relative := _RELATIVE_CLAUSE.search(words):
        words = words[: relative.start()]
    named = _WHO.sub("", words) if "who" in words else words
    if named == words:
        return words, None
    for pattern in (_WITH_APPOSITION, _SOMEBODY_AT_END, _MET_NAME):
        if told := pattern.search(named):
            return named, told[1]
    return named, None


def without_clause(words: str) -> str:
    """Return the subject of the last verb: "the report released Monday", "tensions rose amid reports Mr Smith"."""
    clause = _PAST_CLAUSE.search(words)
    if clause is None:
        return words
    at_end = CAPITALS_AT_END.search(words, clause.end())
    return at_end[0] if at_end and not DAY.match(at_end[0]) else _LATE.sub("", words[: clause.start(1)].rstrip())
