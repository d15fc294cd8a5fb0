"""English numbers that count and measure nothing: years, days, ages, pages, ratios."""

import re

from worker.text.between.figures.number_words import BELOW_HUNDRED
from worker.text.calendar_names import MONTH, MONTH_CUT_SHORT

_MONTH = rf"(?:{MONTH}|{MONTH_CUT_SHORT})\b\.?"
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s*(?:\d{{1,2}}\s*(?:and|to|or|-)\s*)?$")
_MONTH_AFTER = re.compile(rf"\s*(?:of\s+)?{_MONTH}")
_NAMED_BEFORE = re.compile(
    r"\b(?:aged? (?:between|from)(?: \w+ (?:and|to))?|aged?|ages|age[ds]? \d+(?:, \d+)*,? (?:and|to)|chapter"
    r"|section|article|page|number|no\.|phase|route|flight|channel|highway|interstate|title"
    r"|group|room|day|level|tier|step|stage|part|volume|episode|season|world war|grade|class|type|category|version"
    r"|proposition|amendment|resolution|top|round|week|lap|game|over the age of|turned|turns"
    r"|from an? (?:group|party|team) of)\s*$",
    re.IGNORECASE,
)
_ENDS_BEFORE = (
    *(f"{MONTH}|{MONTH_CUT_SHORT}".lower().replace("sept?", "sep|sept").split("|")),
    *(".", "-"),
    *("age", "aged", "ages", "between", "from", "and", "to", "or", "chapter", "section", "article", "page", "number"),
    *("phase", "route", "flight", "channel", "highway", "interstate", "title", "group", "room", "day", "level", "tier"),
    *("step", "stage", "part", "volume", "episode", "season", "war", "grade", "class", "type", "category", "version"),
    *("proposition", "amendment", "resolution", "top", "round", "week", "lap", "game", "turned", "turns"),
    *("in", "of", "every"),
)
"""What stands before a day, the number of a page or the whole of a ratio, in lower case, ends with one of these."""
_AGE_AFTER = re.compile(r"[\s-]*(?:years?[ -]old|years? of age|o'clock|[ap]\.?m\b\.?|[ap]m\b)", re.IGNORECASE)
_AGE_ASIDE = re.compile(r"[A-Z][\w'.-]+,\s$")
_SOMEBODY = re.compile(r"\b(?:the|an?|his|her|their) (?:[a-z-]+ ){0,2}[a-z-]+,\s$", re.IGNORECASE)
_OF_AGE = re.compile(
    r"\b(?:an?|the|another|his|her|one) (?:[a-z-]+ )?"
    r"(?:man|woman|boy|girl|child|pensioner|teenager|student|pupil|widow|widower|mother|father|[a-z]+(?:ist|ician|man|woman))"
    r" of $",
    re.IGNORECASE,
)
"""A pharmacist of 52."""
_GOES_ON = re.compile(r"\s(?:died|was|is|has|had|who|and)\b")
_COMES_FROM = re.compile(r",\s(?:from|of)\s[A-Z]")
"""The tram driver, 42, from Sorel."""
_NO_NUMBER = re.compile(
    r"one (?:of|another|or two|day|more|thing|side|hand|by one|who|that|whose|in)\b|one[.,;:!?)\"']",
    re.IGNORECASE,
)
_PRONOUN_BEFORE = re.compile(
    r"\b(?:no|any|this|that|the|each|every|some|another|first|last|only|from|in|at|on|within|under)\s*$", re.IGNORECASE
)
_RATIO_AFTER = re.compile(
    rf"\s+(?:in|out\s+of)\s+(?:every\s+)?(?:{BELOW_HUNDRED}|(?!(?:19|20)\d\d\b)\d+|a\s+hundred)\b(?!\s*(?:{_MONTH}))",
    re.IGNORECASE,
)
_RATIO_BEFORE = re.compile(
    rf"\b(?:{BELOW_HUNDRED}|\d+)\s+(?:in|out\s+of)\s+(?:every\s+)?$|\bin\s+every\s+$", re.IGNORECASE
)
_OF_RATIO = ("in", "of", "every")
"""What stands before the whole of a ratio ends with one of these."""
_YEARS = (1900, 2099)
_OLDEST = 110


def is_no_amount(before: str, after: str, written: str, *, signed: bool) -> bool:
    """Whether a number is a year, a date, an age or the like; what takes least to tell comes first.

    Args:
        before: what stands before it in its sentence, as far as it is looked at.
        after: what follows it.
        written: the number as it stands.
        signed: whether it bears the sign of a currency.
    """
    if signed:
        return False
    if written.isdigit():
        if len(written) == len("2022") and _YEARS[0] <= int(written) <= _YEARS[1]:
            return True
        is_somebodys = _AGE_ASIDE.search(before) or (_COMES_FROM.match(after) and _SOMEBODY.search(before))
        is_aged = _OF_AGE.search(before) and (after[:1] in {",", "."} or _GOES_ON.match(after))
        if (is_aged or (after[:1] in {",", "."} and is_somebodys)) and int(written) < _OLDEST:
            return True
    elif _NO_NUMBER.match(written + after) or (written.lower() == "one" and _PRONOUN_BEFORE.search(before)):
        return True
    if any(pattern.match(after) for pattern in (_MONTH_AFTER, _AGE_AFTER, _RATIO_AFTER)):
        return True
    may_be_ratio = before.rstrip().lower().endswith(_OF_RATIO)
    before_it = (_MONTH_BEFORE, _NAMED_BEFORE, _RATIO_BEFORE) if may_be_ratio else (_MONTH_BEFORE, _NAMED_BEFORE)
    return before.rstrip().lower().endswith(_ENDS_BEFORE) and any(pattern.search(before) for pattern in before_it)
