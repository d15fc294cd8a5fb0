"""Numbers in running English text: digits, words, scales, ranges, and how exactly they are meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from worker.text import number
from worker.text.between.figures import bounds
from worker.text.between.figures.bounds import Bound
from worker.text.between.figures.no_amounts import is_no_amount
from worker.text.between.figures.number_words import BELOW_HUNDRED, NUMBER_WORDS, SCALE_WORDS
from worker.text.grouping.terms import split
from worker.text.lexicon import lexicon
from worker.text.remembered import by_word

_ROUND = r"(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))"
"""Before what goes on with `and`: a hundred and three; two and three are two numbers."""
_BEGUN = re.compile(rf"(?:^|')(?:{NUMBER_WORDS})")
_JOINED_UNITS = (
    r"(?:magnitude|dollar|pound|euro|mile|kilomet|km|met(?:re|er)\b|foot|ft\b|inch|ton|acre|hectare|per|strong|mph|day"
    r"|hour|minute|week|month|year(?!s?-old)|point|member|seat|storey|story|bed|page|nation|vehicle|car|count|lane|bedroom|carriage|screen)"
)
_OF_METRES = "down|up|high|deep|long|wide|tall|away|below|above|from|into|off|past|beyond|short|apart|drop|fall|waves?"
"""What follows on metres and on no million: 120m down the slope."""
_GLUED_UNITS = rf"km/?h?|kmph|kg|mph|kph|ft|cm|mm|lbs?|[GMk]W|C|F|pc|p|bps?|m(?=\s(?:{_OF_METRES})\b)"
_CURRENCY = r"(?:US|A|AU|C|CA|NZ|HK|S)?\$(?:(?:US|AU?|CA?|NZ|HK|S)(?=\s?\d))?|[£€¥₹]"
_WRITTEN = rf"""
    (?<![\w.,:/-])                                   # neither inside a name (Tu-95) nor in a time, a ratio or a score
    (?P<sign>{_CURRENCY})?\s?
    (?:
        (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
        (?:-(?:(?:{_CURRENCY}))?(?P<upper>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d-]))?   # 15-20
        (?P<plus>\+)?
        (?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|bn|mln|mn|tn|(?(sign)m|m(?!\s(?:{_OF_METRES})\b))|[kb])\b)?
      | (?P<words>(?:(?:an?|half\s+an?)\s+(?={SCALE_WORDS})|(?={BELOW_HUNDRED}))
          (?:{NUMBER_WORDS}(?:(?:(?:[\s-]+|{_ROUND}\s+and\s+)(?={NUMBER_WORDS}\b))|\s+and\s+a\s+half\s+(?={SCALE_WORDS}))?)+
          (?:\s+and\s+a\s+half\b)?)
    )
    # nor glued to one: 2nd, 13:28, 34-year-old
    (?!(?!(?:{_GLUED_UNITS})\b)\w|[/:]|-(?!{_JOINED_UNITS}|\s)|[.,]\d)
    """
_NUMBER = re.compile(_WRITTEN, re.VERBOSE | re.IGNORECASE)
_IN_DIGITS = re.compile(_WRITTEN.replace("(?P<words>", "(?P<words>(?!)"), re.VERBOSE | re.IGNORECASE)
"""The same where no word of a text may begin a number."""
_SPAN = re.compile(r"\s+(?:to|or|and)\s+$", re.IGNORECASE)
_RANGE = re.compile(r"\s(?:to|or)\s|\d\s?-\s?\d", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)

_SCORE_AFTER = re.compile(
    r"\s+(?:win|victory|defeat|loss|draw|lead|vote|decision|ruling|majority|margin|record|split)", re.IGNORECASE
)
_DIVISION_AFTER = re.compile(r"\s+(?:vote|decision|ruling|majority|margin|split)", re.IGNORECASE)
_VOTED_BEFORE = re.compile(
    r"\b(?:vot(?:ed|es?|ing)|votes? of|margin of|split|senate|house|congress|parliament|council|assembly)\s+$",
    re.IGNORECASE,
)
_LARGER = re.compile(r"\s+(year|week|day|hour|minute)s?(?:,? and|,)?\s+", re.IGNORECASE)
_SMALLER = {
    "year": ("month", 12),
    "week": ("day", 7),
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
}

_LOOK_BACK = 48
_WIDEST = 5
"""The upper end of a range is at most so many times the lower."""


@dataclass(frozen=True)
class Numeral:
    """A number at `start:end` of a text, what qualifies it and its currency sign included.

    `grain` is the step it was written in, 100,000 for 1.2 million. What may be meant lies in `low` to `high`: a range
    as it is given, about a tenth around `about 20`, and what a round number may have been rounded from.
    """

    value: float
    grain: float
    bound: Bound
    start: int
    end: int
    low: float
    high: float
    currency: str | None = None
    lead: int = 0
    """Where what qualifies it begins: `at least`."""
    unit: str | None = None
    """Its unit where no word behind it says so: a third of them."""

    def is_as_round_as(self, other: "Numeral") -> bool:
        """Whether both are meant exactly and written in the same step, so that neither is the other rounded."""
        return self.bound is other.bound is Bound.EXACT and bounds.step(self.value, self.grain) == bounds.step(
            other.value, other.grain
        )


@by_word
def may_begin(word: str) -> bool:
    """Return whether a number without digits may begin with `word`, as `terms.words` gives it."""
    return _BEGUN.search(word) is not None


def find(text: str) -> Iterator[Numeral]:
    """Yield the numbers of folded `text` that count or measure, in order.

    Years, dates, times of day, ages, scores, ordinals, ratios and the numbers inside names (Tu-95, Engels-2) are left
    out. A range (`10 to 15`, `15-20`, `two or three`) is one number, whose value is the middle.
    """
    waiting: Numeral | None = None
    pattern = _NUMBER if any(map(may_begin, split(text))) else _IN_DIGITS
    for found in pattern.finditer(text):
        numeral = _numeral(text, found)
        if numeral is None:
            continue
        if waiting is not None:
            joined = _range(text, waiting, numeral) or _in_smaller(text, waiting, numeral)
            if joined:
                waiting = joined
                continue
            yield waiting
        waiting = numeral
    if waiting is not None:
        yield waiting


def _numeral(text: str, found: re.Match[str]) -> Numeral | None:
    start, end = found.start(), found.end()
    before, after = text[max(0, start - _LOOK_BACK) : start], text[end : end + _LOOK_BACK]
    if is_no_amount(before, after, found[0].strip(), signed=bool(found["sign"])):
        return None
    value, grain, high = _value(found)
    if value <= 0 and "zero" not in found[0].lower() and "0" not in found[0]:
        return None
    is_score = _SCORE_AFTER.match(after) is not None
    if found["upper"] and value > high and (_DIVISION_AFTER.match(after) or _VOTED_BEFORE.search(before)):
        high = value  # a vote of 52-48 is told by its winners
    elif found["upper"] and (is_score or value >= high):
        return None
    lead = bounds.lead_of(before, found[0])
    meant, nearly = bounds.bound(lead, found[0], after)
    low, top = (value, high) if high > value else bounds.reach(value, grain, meant, nearly=nearly)
    return Numeral(
        value=(value + high) / 2 if high > value else value,
        grain=grain,
        bound=Bound.ABOUT if high > value else meant,
        start=start,
        end=end,
        low=low,
        high=top,
        currency=found["sign"],
        lead=start - len(before) + lead.start() if lead else start,
    )


def _range(text: str, first: Numeral, second: Numeral) -> Numeral | None:
    """Return the range that two neighbouring numbers make, or None; `from 3 to 5` is a change, no range."""
    between = text[first.end : second.start]
    joint = _SPAN.match(between)
    if not joint or not first.value < second.value:
        return None
    word = joint[0].strip().lower()
    before = text[max(0, first.start - _LOOK_BACK) : first.start]
    opened = _BETWEEN.search(before)
    if _FROM.search(before) or (word == "and") != bool(opened):
        return None
    scale = 1.0
    if second.grain > 1 and first.value < second.grain and first.value * second.grain < second.value:
        scale = second.grain  # between 2 and 3 million
    if scale == 1.0 and (second.value > first.value * _WIDEST or (word == "or" and first.grain != second.grain)):
        return None
    low, high = first.value * scale, second.value
    return Numeral(
        value=(low + high) / 2,
        grain=second.grain,
        bound=Bound.ABOUT,
        start=first.start,
        end=second.end,
        low=low,
        high=high,
        currency=first.currency or second.currency,
        lead=first.start - len(before) + opened.start() if opened else first.lead,
    )


def _in_smaller(text: str, first: Numeral, second: Numeral) -> Numeral | None:
    """Return a time told in two units as a number of the smaller: 42 for three years and six months.

    None where the larger is a range: two to three years and six months are two times.
    """
    joint = _LARGER.fullmatch(text[first.end : second.start])
    name = joint[1].lower() if joint else ""
    smaller, times = _SMALLER.get(name, ("", 0))
    is_range = _RANGE.search(text, first.start, first.end) or _BETWEEN.search(text, first.lead, first.start)
    if not smaller or is_range or second.value >= times or not re.match(rf"\s+{smaller}s?\b", text[second.end :]):
        return None
    value = first.value * times + second.value
    return replace(second, value=value, low=value, high=value, start=first.start, bound=first.bound, lead=first.lead)


def rounds_to(coarse: Numeral, fine: Numeral) -> bool:
    """Whether one number is the other, written with fewer decimals: 3 and 3.4, 4 and 3.9."""
    return coarse.grain > fine.grain and abs(coarse.value - fine.value) <= coarse.grain / 2 and coarse.grain <= 1


def _value(found: re.Match[str]) -> tuple[float, float, float]:
    """Return the number, its grain, and the upper end where it is a range (else the number)."""
    if found["words"]:
        value, grain = _spelled(found["words"].lower())
        return value, grain, value
    scale = [found["scale"]] if found["scale"] else []
    value, grain = _read([found["digits"], *scale])
    return value, grain, _read([found["upper"], *scale])[0] if found["upper"] else value


def _read(cores: list[str]) -> tuple[float, float]:
    """Return the value and the grain of number words; of a row that is no single number, those of its beginning."""
    if len(cores) == 1 and cores[0].isdecimal():
        return float(cores[0]), 1.0
    if len(cores[-1]) <= len("mln") and cores[-1].isalpha() and cores[0][0].isdigit():
        cores = ["".join(cores)]
    read = number.read(cores, 0, lexicon(None))
    return (read[0].value, read[0].grain) if read else (0.0, 1.0)


@by_word
def _spelled(written: str) -> tuple[float, float]:
    whole, half, scale = " ".join(written.split()).partition(" and a half")
    if half and not scale:  # three hours and a half of one; a million and half of one
        value, grain = _read(whole.split())
        return value + grain / 2, grain / 2
    if half:
        value, grain = _read(["1", scale.strip()])
        return (_read(whole.split())[0] + 0.5) * value, grain
    if written.endswith(("pair", "couple")):
        return 2.0, 2.0
    return _read(written.split())
