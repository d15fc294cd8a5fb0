"""What a figure is limited to: when, where, part of a whole, a change from or to, for each.

Two figures with limits that are not the same are about two things, however alike the words around them are.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal, TypeVar

from worker.text.between.dates import weekdays
from worker.text.between.figures import spans
from worker.text.calendar_names import MONTH, MONTH_CUT_SHORT, MONTHS, WEEKDAY
from worker.text.grouping.terms import stems

T = TypeVar("T")
Role = Literal["from", "to", "by"]

_MONTH = re.compile(
    rf"\b(?:(?!May)({MONTH})|({MONTH_CUT_SHORT})\.?(?=\s\d)"
    r"|(May)(?=\s\d)|(?<=\bin\s)(May)\b|(?<=\d\s)(May)\b)"
)
_DAYS = re.compile(
    rf"\b(?:{MONTH}|{MONTH_CUT_SHORT})\b\.? (\d{{1,2}})\b(?!,\d)"
    rf"|\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?:{MONTH})\b"
)
_YEAR = re.compile(r"(?<![\d,.$£€-])(?:19|20)\d\d(?![\d,]\d|\s?(?:people|homes|km|miles))")
_EVENTS = (
    r"(?:attack|incident|strike|crash|blast|bomb(?:ing)?|explosion|shooting|quake|earthquake|case|fire|accident|outbreak|raid|storm"
    r"|flood)s?"
)
_SPANS = r"(?:year|month|week|decade|summer|winter|spring|autumn|fall|few|several|two|three|time|\d+)"
_BACKGROUND = re.compile(
    r"\b(?:(?:days|weeks|months|years?|decades?|century)"
    r" (?:ago|after|following|earlier|later|since|prior"
    r"|before(?! (?:they|it|he|she|being|any(?:one|body)|some(?:one|body))\b))"
    rf"|(?:last|previous|past|prior) {_SPANS}|at (?:the|that) time(?! (?:of|when|it|the|that)\b)"
    r"|(?:a|one|the) (?:year|month|week) (?:ago|earlier|before)|earlier this (?:year|month|week)"
    rf"|never before|(?:previous|earlier|similar|(?:in|of) that) {_EVENTS}"
    r"|(?:previous|earlier|initial|original) (?:version|vote|attempt|ballot|poll|survey|estimate|forecast|offer|bid"
    r"|(?:death )?toll|count|figure|number)s?"
    r"|(?:opening|starting|first|final|revised|improved|reserve|minimum) (?:offer|bid|price)s?"
    r"|(?:died|dead|killed|treated|found|recovered) at the scene|so far this"
    r"|died (?:(?:\w+ ){0,2}(?:later|after|afterwards) )?(?:in|at) (?:the |a )?hospital|later died"
    r"|(?:initially|previously|earlier),? (?:it was )?(?:\w+ )?"
    r"(?:said|reported|indicated|put|told|announced|believed|thought|confirmed)"
    r"|had been put at|this (?:year|season|winter|spring|summer|autumn)|in recent (?:weeks|months|years)"
    r"|(?<!to )average(?!-|\s\d|\s(?:\w+\s)?(?:earnings|pay|wages?)\b)|in total since"
    r"|worldwide|around the world|globally|nationwide|across the country|historically"
    r"|compared (?:with|to)|versus|up from|down from|typically|usually|every (?:year|day|month|week))\b",
    re.IGNORECASE,
)
"""Another time, a longer one, or part of the whole."""
_OF_ALL = re.compile(
    r"\b(?:worldwide|globally|around the world|nationwide)\b(?=[^.;]{0,20}\bincluding \d)", re.IGNORECASE
)
"""Said of all of those some of whom are told of next: 22,000 staff worldwide, including 9,000 here."""
_SPAN = re.compile(r"day|week|month|year|decade|century")
_THEN = re.compile(r"\b((?:19|20)\d\d), (?:when|as) [^,;]*$")
"""What is told of a year named for a record: the strongest since 1988, when Gilbert killed 300."""
_SPAN_OF_YEARS = re.compile(r"\b(?:between|from) (?:19|20)\d\d (?:and|to) (?:19|20)\d\d\b")
_APART = re.compile(
    r"\b(?:a separate|another|different|first|second|third|fourth|latter|unrelated|other"
    r"|one of (?:the|these|those|several|two|three|four))"
    rf" (?=(?:\w+ )?{_EVENTS}\b)",
    re.IGNORECASE,
)
"""Told of one of several attacks, or of another than the one spoken of."""
_ELSEWHERE = re.compile(
    r"^\W*(?:separately|elsewhere|in (?:the )?(?:neighbou?ring|nearby|adjacent)"
    r"|(?:[\w.]+ ){1,3}(?:miles|km|kilomet(?:re|er)s) (?P<far>away|further|farther))\b",
    re.IGNORECASE,
)
"""A sentence that begins so tells of another place or event."""
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]round|[Oo]n|[Ff]rom|[Aa]cross|of)\s+(?:the\s+)?"
    r"(?:(?:central|downtown|northern|southern|eastern|western|nearby|neighbou?ring|inner|rural)\s+)?"
    r"((?:[A-Z][\w'-]+\s?)+)"
)
_WHOSE_POLICE = re.compile(
    r"(?<=[a-z] )(?:[A-Z]\w+(?:ish|ese|ian)|French|German|Dutch|Greek|Israeli|Iraqi|Pakistani|American|Mexican)"
    r" (?=police|officers|officials|authorities|prosecutors|troops|soldiers)"
)
"""Who acts there, and no part of its name: in Paris French police held 480."""
_NEXT_COUNTED = re.compile(
    r"(?:,|;| and| with)(?: and| with)?(?: (?:about|some|at least|another|more than))? "
    r"(?=(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds)\b)"
)
"""What follows is of others: five in Leeds, three in York."""
_AREA = re.compile(
    r"\b(?:in|across|throughout|of|from|outside|beyond) (?:the|its|this) (?:whole |entire |wider |same )?"
    r"(city|province|state|country|county|region|district|village|town|capital|nation|world|area|continent|north|south"
    r"|east|west)\b",
    re.IGNORECASE,
)
_MOST_IN = re.compile(r"\b\w+est (?:\w+ ){0,2}(?:in|of) (?:the|its) \w+", re.IGNORECASE)
"""The hottest place in the country: that is no figure of the country."""
_NOT_PLACES = re.compile(rf"\b(?:{MONTH}|{WEEKDAY}|The|A|An|Mr|Mrs|Ms|Dr|President|Minister)\b")
_RISES = (
    r"r(?:ose|isen|ising|ises?)|gr(?:ew|own|owing|owth|ows?)|increas(?:e|ed|es|ing)|gain(?:ed|s|ing)?"
    r"|climb(?:ed|s|ing)?|jump(?:ed|s|ing)?|surg(?:ed|es|ing|e)|soar(?:ed|s|ing)?|higher|up|rais(?:ed|es|ing)"
    r"|expand(?:ed|s|ing)?|hik(?:ed?|ing)"
)
_FALLS = (
    r"f(?:ell|allen|alling|alls?)|decreas(?:e|ed|es|ing)|drop(?:ped|s|ping)?|declin(?:e|ed|es|ing)"
    r"|slip(?:ped|s|ping)?|cut(?:s|ting)?|shrank|shrunk|los(?:t|es|ing)|lower(?:ed|ing)?|down|reduc(?:ed|es|ing)"
    r"|plung(?:ed|es|ing)|tumbl(?:ed|es|ing)|contract(?:ed|s|ing)"
)
_UP = re.compile(rf"\b(?:{_RISES})\b", re.IGNORECASE)
_DOWN = re.compile(rf"\b(?:{_FALLS})\b", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:(?P<from>from|compared with|compared to|against|versus|than)"
    r"|(?P<to>to|at|reach(?:ed|es|ing)?|hit(?:ting)?|totall?(?:ed|ing)|stood at|is|was|of)"
    rf"|(?P<by>by|(?:rise|fall|drop|increase|decrease|cut|growth) of|{_RISES}|{_FALLS}))\s+"
    r"(?:(?:at least|more than|about|around|nearly|almost|over|some|just|roughly|an|a|the|under|only|approximately"
    r"|up to|as much as)\s+)*$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:(?:up|down) )?(?:from|compared (?:with|to)|against|versus)\s+(?:[\w-]+\s+){0,3}?[^\w\s]?\d"
    r"|\bthan the (?:[$\u00a3\u20ac]\d|\d[\d.,]*\s?(?:%|per cent\b|percent\b|m\b|bn\b|million\b|billion\b))"
    r"|,\s(?:of )?(?:which|whom|who)\b"
)
"""Where a clause begins to speak of another number or thing: from 8.6 per cent in January."""
_PER = re.compile(
    r"\s*(?:(?!and\b)\w+\s+){0,2}?(?:(?:a|per|each|every|an)\s+(?P<each>person|day|week|month|year|hour|head|share|barrel"
    r"|gallon|litre|household|family|capita|mile|ton(?:ne)?|child|student|pupil|vote|night)\b"
    r"(?! (?:ago|earlier|before|later|after|on(?= from|[,.;]|$)|long)\b)"
    r"|(?P<ly>daily|weekly|monthly|yearly|annually|annual|apiece|hourly|each)\b)"
)
_BY_THE_YEAR = re.compile(
    r"\b(?P<each>)(?P<ly>(?:yearly|monthly|weekly|daily)(?= (?:[\w-]+ ){1,2}(?:of|at) (?:about |around )?$)"
    r"|each(?= (?:[a-z]+ )?(?:about |around )?$))"
)
"""Yearly savings of 22 million; two vessels, each of 1.2 billion."""
_THAN_BEFORE = re.compile(
    r"\b(?:(?:than|on|over|compared (?:with|to)) (?:a|one|the (?:same|previous)) (?:\w+ ){0,3}?year\b"
    r"(?: (?:ago|earlier|before))?"
    r"|than \w+ (?:years|months|weeks|days) (?:ago|earlier|before)\b)",
    re.IGNORECASE,
)
"""Of what a change is counted from it makes no other figure: 6.8 per cent higher than a year before."""
_SPAN_OF = {
    "yearly": "year",
    "annual": "year",
    "annually": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
}
_LEAD_CHARS = 90
_REMEMBERED = 256
"""Clauses and sentences of which the limits are remembered: those of the numbers that stand in one sentence."""


@dataclass(frozen=True)
class Scope:
    """The limits of one figure; empty sets where nothing is said."""

    years: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    weekdays: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    """In the city, in the province."""
    since: frozenset[str] = frozenset()
    """From when on it counts."""
    background: frozenset[str] = frozenset()
    as_of: frozenset[str] = frozenset()
    """The day on which a toll came to be so high, or as of which it is counted."""
    days: frozenset[str] = frozenset()
    """The days of a month, March 18, but for those just before the article, on which what it tells of happened."""
    apart: frozenset[str] = frozenset()
    """Words by which it is of one of several attacks: the second, another."""
    is_far_off: bool = False
    """Told of a place so many miles away."""
    part: bool = False
    further: bool = False
    role: Role | None = None
    direction: int = 0
    each: str | None = None
    within: frozenset[float] = frozenset()
    """The hours over which it is counted: in 24 hours."""
    due: frozenset[str] = frozenset()
    """The year by which it is to come."""

    def allows(self, other: "Scope") -> bool:
        """Whether two figures with these limits may be about one thing, but for places, which need more context."""
        return (
            self.part == other.part
            and self.further == other.further
            and self.each == other.each
            and (self.role == other.role or None in {self.role, other.role})
            and self.years == other.years
            and not apart(self.due, other.due)
            and not apart(self.within, other.within)
            and not apart(self.months, other.months)
            and not apart(self.weekdays, other.weekdays)
            and not weekdays.are_two(self.as_of, other.as_of)
            and (not apart(self.areas, other.areas) or not self.places.isdisjoint(other.places))
            and bool(self.background) == bool(other.background)
            and not apart(_spans(self.background), _spans(other.background))
            and (self.since == other.since or not self.since.isdisjoint(other.since))
        )


def apart(one: frozenset[T], other: frozenset[T]) -> bool:
    """Whether both sides name something, and nothing alike."""
    return bool(one) and bool(other) and one.isdisjoint(other)


def _spans(background: frozenset[str]) -> frozenset[str]:
    """Return how long the times are that are named: a week, a year."""
    return frozenset(span for words in background for span in _SPAN.findall(words))


def scope(before: str, after: str, sentence: str, published: datetime | None, *, part: bool, further: bool) -> Scope:
    """Return what limits a number. Where a clause compares two numbers, what is said of the one is not of the other.

    Args:
        before: its clause up to the number.
        after: the rest of its clause.
        sentence: the sentence it stands in, for the time where its clause names none.
        published: when the article was published: its own year and month and the last days limit nothing.
        part: whether it counts some of those counted before; see `parts.is_part`.
        further: whether it counts others than those; see `parts.is_further`.
    """
    lead = before[-_LEAD_CHARS:]
    role = _ROLE.search(lead)
    found_role = role.lastgroup if role else None
    each = _PER.match(after) or _BY_THE_YEAR.search(lead)
    whole = f"{before} {after}"
    own = after if found_role == "from" else f"{before} {_COMPARED.split(after, maxsplit=1)[0]}"
    told = sentence.replace(whole[len(own) :], " ") if own is not after and len(own) < len(whole) else sentence
    clause, sentence = spans.without_records(own), spans.without_records(told)
    due = spans.due(clause, published.year) if published else frozenset[str]()
    elsewhere = _ELSEWHERE.match(sentence)
    return Scope(
        years=(_years(clause, published) - due)
        | frozenset(_THEN.findall(before))
        | spans.years_ago(_THAN_BEFORE.sub(" ", clause), published),
        months=_months(clause, published) or _months(sentence, published),
        weekdays=weekdays.named(clause) or weekdays.named(sentence),
        as_of=weekdays.as_of(sentence),
        days=frozenset("".join(day) for day in _DAYS.findall(clause)) - spans.recent(published),
        places=places(f"{before} {_NEXT_COUNTED.split(after, maxsplit=1)[0]}"),
        areas=_areas(whole) or _areas(sentence),
        since=spans.since(before, own) if "since" in own else frozenset(),
        background=_background(spans.without_years_ago(_THAN_BEFORE.sub(" ", clause), published))
        | spans.of_earlier(before),
        apart=_apart_by(whole, elsewhere),
        is_far_off=elsewhere is not None and elsewhere["far"] is not None,
        part=part,
        further=further,
        role=found_role if found_role in {"from", "to", "by"} else None,  # type: ignore[arg-type] # its three names
        direction=_direction(lead, after),
        each=_SPAN_OF.get(written := each["each"] or each["ly"], written) if each else None,
        within=spans.within(own),
        due=due,
    )


def _apart_by(clause: str, elsewhere: re.Match[str] | None) -> frozenset[str]:
    """Return the words by which a clause tells of another event than the one spoken of."""
    found = frozenset(words.casefold() for words in _APART.findall(clause))
    return found | {elsewhere[0].casefold()} if elsewhere else found


@lru_cache(maxsize=_REMEMBERED)
def _background(clause: str) -> frozenset[str]:
    return frozenset(name.casefold() for name in _BACKGROUND.findall(_OF_ALL.sub(" ", clause)))


@lru_cache(maxsize=_REMEMBERED)
def _areas(text: str) -> frozenset[str]:
    return frozenset(_AREA.findall(_MOST_IN.sub(" ", text)))


@lru_cache(maxsize=_REMEMBERED)
def places(clause: str) -> frozenset[str]:
    """Return the stems of the places that `clause` names after `in`, `near` and the like."""
    named = (_NOT_PLACES.sub("", name) for name in _PLACE.findall(_WHOSE_POLICE.sub(" ", clause)))
    return frozenset(stem for name in named for stem in stems(name) if not stem.isdigit())


def _years(clause: str, published: datetime | None) -> frozenset[str]:
    return frozenset(_YEAR.findall(_SPAN_OF_YEARS.sub(" ", clause))) - {str(published.year) if published else ""}


@lru_cache(maxsize=_REMEMBERED)
def _months(clause: str, published: datetime | None) -> frozenset[str]:
    named = frozenset("".join(found)[:3] for found in _MONTH.findall(clause))
    return named - {MONTHS[published.month - 1][:3] if published else ""}


def _direction(lead: str, after: str) -> int:
    """Return 1 for a rise, -1 for a fall, 0 where neither is said, or both are."""
    ups, downs = list(_UP.finditer(lead)), list(_DOWN.finditer(lead))
    last_up, last_down = (found[-1].start() if found else -1 for found in (ups, downs))
    if last_up == last_down:
        following = after[:25]
        return bool(_UP.search(following)) - bool(_DOWN.search(following))
    return 1 if last_up > last_down else -1
