"""Shares that an English sentence tells as fractions: a third of its staff, one in four workers, a fifth lower."""

import re
from collections.abc import Iterator

from worker.text.between.figures import bounds
from worker.text.between.figures.bounds import Bound
from worker.text.between.figures.numerals import Numeral

_NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4}
_PARTS |= {
    f"{name}th": place for place, name in enumerate(("four", "fif", "six", "seven", "eigh", "nin", "ten"), start=4)
}
_NO_WHOLE = (
    "hour|day|night|week|month|year|decade|century|season|match|game|set|tournament|way|size|price|time|term|length|width"
    "|distance|battle|story|problem|truth|world|point|percentage|mile|kilomet|met|dozen|million|billion|ton"
)
_WHOLE = (
    rf"(?: of (?!an? |(?:the|this|that) (?:{_NO_WHOLE})|{_NO_WHOLE})"
    r"(?:(?:its|their|his|her|our|the|all|those|these|them|whom|this|that|every)\b|[A-Z]|[a-z]+s\b)"
    rf"|(?<=half) (?:its|their|all|the) (?!{_NO_WHOLE}))"
)
_THAN_BEFORE = r" (?:lower|higher|more|less|fewer|cheaper|down|up|smaller|larger|bigger)\b(?! than half)"
_FRACTION = (
    r"(?:(?P<many>an?|one|two|three|four|five|seven|nine)[ -])?"
    rf"(?P<part>half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)"
    rf"(?={_WHOLE}|{_THAN_BEFORE})"
)
_OF_TIME = r" (?:full |more |whole )?(?:seconds|minutes|hours|days|weeks|months|years|seasons|games|matches)\b"
_NUMBER = rf"(?:{'|'.join(_NAMES)}|\d{{1,2}})"
_OUT_OF = rf"(?P<some>{_NUMBER}) (?:in|out of)(?: every)? (?P<all>{_NUMBER}|a hundred|100)(?= [a-z])(?!{_OF_TIME})"
_FOUND = re.compile(rf"(?<![\w-])(?:{_FRACTION}|{_OUT_OF})", re.IGNORECASE)
_MAY = ("half", "halves", "third", "quarter", "th of", "ths of", "fth", "nth", " in ", "out of")
_LOOK_BACK = 48
_GRAIN = 5.0
_HUNDRED = 100.0
UNIT = "per cent"
BEGINS = frozenset(["half", "halves", *(f"{part}{end}" for part in (*_PARTS, "fourth") for end in ("", "s"))])
"""Words of which a fraction bears one."""


def find(text: str) -> Iterator[Numeral]:
    """Yield the shares of a folded sentence as numbers of a hundred, in order."""
    lower = text.lower()
    if not any(each in lower for each in _MAY):
        return
    for found in _FOUND.finditer(text):
        value = _value(found)
        if value is None:
            continue
        before, after = text[max(0, found.start() - _LOOK_BACK) : found.start()], text[found.end() :]
        lead = bounds.lead_of(before, found[0])
        meant, nearly = bounds.bound(lead, found[0], after)
        meant = Bound.ABOUT if meant is Bound.EXACT else meant
        low, high = bounds.reach(value, _GRAIN, meant, nearly=nearly)
        start = found.start()
        yield Numeral(
            value=value,
            grain=_GRAIN,
            bound=meant,
            start=start,
            end=found.end(),
            low=low,
            high=min(high, _HUNDRED),
            unit=UNIT,
            lead=start - len(before) + lead.start() if lead else start,
        )


def _value(found: re.Match[str]) -> float | None:
    if found["part"]:
        part = _PARTS[found["part"].lower().removesuffix("s") if found["part"].lower() != "halves" else "halves"]
        many = (found["many"] or "").lower()
        if not many and part > _PARTS["half"]:
            return None  # the third of them
        count = _NAMES.index(many) + 1 if many in _NAMES else 1
        return round(_HUNDRED * count / part, 1) if count < part else None
    some, whole = _number(found["some"]), _number(found["all"])
    return round(_HUNDRED * some / whole, 1) if 0 < some < whole else None


def _number(written: str) -> int:
    written = written.lower()
    if written in {"a hundred", "100"}:
        return int(_HUNDRED)
    return int(written) if written.isdigit() else _NAMES.index(written) + 1
