"""Figures in an English sentence, each with what it counts: killed, injured, warplanes destroyed, per cent, dollars.

Casualties and damage are recognised by the verb that governs the number, before it ("killed three") or after it
("three are said to have died"); anything else is named by its unit or by the noun that follows. A number whose subject
is not clear is left out: a wrong conflict costs more trust than a missed one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from worker.text.between.figures import counting, numerals, parts, vocabulary
from worker.text.between.figures.counting import ASIDE, OF_ALL, OF_PEOPLE, WORD, Counted
from worker.text.between.figures.limited import Around, Kinds, Limited
from worker.text.between.figures.measures import Unit
from worker.text.between.figures.numerals import Numeral
from worker.text.between.figures.scope import Scope
from worker.text.between.figures.written_units import currency_too, share_too, unit_of
from worker.text.normalise import fold

_OF_EVENTS = (" destroyed", " damaged", " shot down", " sunk", " flooded", " cut", " missing")

_CLAUSES = re.compile(
    r"[;,\s](?:(?<=;)(?![^()]*\))|(?:(?<=\s)|(?<=,)\s)\b(?:while|whereas|although|but)\b|(?<=,)\swith\b|(?<=\s)-\s"
    r"|(?<=[a-z]\s)(?=(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Twenty|Thirty|Dozens|Hundreds)"
    r"\s[a-z]))"
)
"""A number that begins like a sentence begins one, though the full stop is lost: a caption run into the text."""
_DASH = " - "
"""Cuts off a clause, but for one put between two of these: six people - one of them a child - have died."""
_CAPITALISED = re.compile(r"(?<=[\w,;:)\"'-] )[A-Z][\w'-]*\s$")
_CONVERTED = re.compile(
    r"\(\s*(?:[^\s()\d]{0,3}\d[\d.,]*\s?[a-z]{0,9}\s*[;:,/]\s*)?(?:or|about|around|roughly|approximately|some)?\s*$",
    re.IGNORECASE,
)
"""Right behind an opening bracket, or behind another amount in it: 260bn roubles ($9.4bn: \u00a34.8bn)."""
_CONVERSION_REACH = 0.1
_FATES_OF_THINGS = tuple(vocabulary.THINGS)
_NEAR_FATE_CHARS = 60
_LOOKING_BACK = re.compile(r"\b(?:the|these) (?:past|last|previous|recent)\s+$")
_OF_SO_MANY = re.compile(
    r"\s+of\s+(?:(?:its|the|their|his|her|our|some|about|around|more than|at least|nearly|almost)\s+)*(?:\w+\s)?$"
)
"""Stands between a part and the whole: 52 of its 240 shops."""
_IN = re.compile(r"\s+(?:\w+\s)?(?:in|across|from)\s+(?:the\s+)?")
_PLACE_NOUN = re.compile(rf"\s+(?:\w+\s)?(?:{'|'.join(sorted(vocabulary.PLACES))})\b")
_AND_MORE = re.compile(r"(?: [\w'-]+){1,4},? (?:and|while|with) (?:at least |about |another |some )?")
"""Between what befell some and how many more of them it befell otherwise."""
_BARE = re.compile(
    rf" (?:(?:others?|more) )?(?:(?:(?:was|were|are|is|has|have|had|been) )*(?:{vocabulary.EVENT_WORD.pattern})\b)",
    re.IGNORECASE,
)
"""A number of nothing but what befell those counted: 23 injured."""
_SAME_FATE = {what: {None, "injured", "in hospital"} for what in ("injured", "in hospital")}
"""Four taken to hospital and 20 others slightly hurt are 24 injured."""
_AGES, _WERE = re.compile(r"\s+[a-z]+\s+(?:aged\s+)?"), re.compile(r"\s*,?\s(?:was|were|are|have|had)\b")
_OF_VICTIMS = re.compile(r"\s+of the (?:\w+ )?(?:victims|dead|(injured|wounded))\b")
_BADLY = re.compile(
    r"\s+of (?:them|whom)(?: (?:was|were|are|is))?(?: very)? (?:badly|seriously|critically|gravely|severely)\b"
)
_OF_THEM = re.compile(r"\bof (?:them|whom|which|those|these)\b|\bamong (?:them|the (?:dead|injured|victims|wounded))\b")


@dataclass(frozen=True)
class Figure:
    """A number, `what` it counts in its normal form, the sentence it stands in, and what limits it.

    `said` is the number as it stands, with what qualifies it. `group` names those counted where they may be some of
    all (children, soldiers). `low` to `high` is what it may mean, in the unit's common unit.
    """

    sentence: int
    what: str
    number: Numeral
    unit: Unit | None
    group: str | None
    limited: Limited
    clause: str
    said: str
    low: float
    high: float
    is_part: bool = False
    """Whether it counts some of those counted before."""
    is_converted: bool = False
    """Whether it stands in brackets behind another: what was converted, and rounded, and is never exact."""
    converted_from: tuple[float, str] | None = None
    """What it stands in brackets behind, with the unit: $27.5bn of \u00a314.5bn."""
    kind_of: frozenset[str] = frozenset()
    """The words between the number and the noun, which may make it some of all: 29 prosecution witnesses."""

    def at(self, index: int) -> "Figure":
        """Return it as a figure of the sentence of that index."""
        return Figure(**{**vars(self), "sentence": index})

    @property
    def scope(self) -> Scope:
        """What it is limited to."""
        return self.limited.scope

    @property
    def aspect(self) -> str | None:
        """What an amount is of: a loss, a fine."""
        return self.limited.aspect

    @property
    def limits(self) -> Kinds:
        """The words that make it another figure of the kind, and whether it is expected or asked for."""
        return self.limited.kinds

    @property
    def value(self) -> float:
        """The number in its own unit."""
        return self.number.value

    @property
    def amount(self) -> float:
        """The number in the common unit: hours where it is told in years."""
        return self.unit.common_value(self.value) if self.unit else self.value

    @property
    def kind(self) -> str:
        """What figures must have in common to be compared: the common unit, or what is counted."""
        if self.unit:
            return self.unit.common
        if self.group in vocabulary.ATTACKERS and self.what in vocabulary.DEAD_AND_HURT:
            return f"{self.what} (attackers)"  # who are not counted with those whom they attacked
        if self.is_part and self.group:
            return f"{self.what} ({self.group})"
        return " ".join(vocabulary.SORT_OF.get(word, word) for word in self.what.split())

    @property
    def is_of_event(self) -> bool:
        """Whether the figure belongs to what happened (casualties, damage), and not to the one sentence it is in."""
        return self.what in OF_ALL or self.what.endswith(_OF_EVENTS)


def find(
    sentence: str,
    index: int = 0,
    published: datetime | None = None,
    fate_before: str | None = None,
    numbers: Sequence[Numeral] | None = None,
) -> list[Figure]:
    """Return the figures of `sentence` whose subject is clear, in order.

    Args:
        sentence: One sentence as it stands in the reading.
        index: Its index, which the figures carry.
        published: When the article was published; figures of its own year and month are not limited by naming them.
        fate_before: What befell those that the sentence before counted: `six of them were women` counts some of these.
        numbers: The numerals of the folded sentence, where they are known.
    """
    text = fold(sentence)
    numbers = list(numerals.find(text)) if numbers is None else numbers
    if not numbers:
        return []
    clauses = _clauses(text)
    found: list[Figure] = []
    last_fate = fate_before if _OF_THEM.search(text) else None
    for place, number in enumerate(numbers):
        start, end = next(span for span in clauses if span[0] <= number.start < span[1])
        end = max(end, number.end)
        before, after = text[start : number.lead], text[number.end : end]
        last = found[-1].unit if found else None
        unit = unit_of(number, after, text[max(start, number.start - 30) : number.start])
        unit = unit or share_too(last, number, text)
        part, further = parts.is_part(before, after), parts.is_further(before, after)
        part = part or parts.is_at_one_place(text[number.end :]) or (unit is not None and parts.is_part_of_sum(before))
        what, group, kind_of = Counted(unit[0].name if unit else counting.votes(text, numbers, place))
        if not what:
            reach = _reach(text, number, numbers[place + 1 :])
            what, group, kind_of = counting.counted(text[start : number.start], after, reach)
            if not what and (unit := currency_too(last, number)):
                what = unit[0].name
            what, group = _of_so_many(what, group, text[numbers[place - 1].end : number.lead] if place else "")
            what = "injured" if what == counting.CASUALTIES and not number.value else what
            if part:
                part = not (what and what.endswith(_FATES_OF_THINGS))  # 28 of the drones shot down are all of these
                what, group = _some_of_them(what, group, after[:reach], last_fate, found)
            group = group or _group_of_the_same(what, after, found, text, number)
        if not what or _is_nobodys(unit, before) or _is_name(text, number, after, unit=unit is not None):
            continue
        if further and not part and what in OF_PEOPLE:  # killed three and wounded four more
            fate = last_fate or _fate_of_one(before, what) or (None if before.strip() else fate_before)
            further = fate in _SAME_FATE.get(what, {None, what})
        part = part or (further and parts.is_of_others_elsewhere(after)) or parts.is_of_things(what, after)
        last_fate = what if what in OF_PEOPLE else last_fate
        converted = _CONVERTED.search(before) is not None
        low, high = _meant(number, unit[0] if unit else None, converted=converted)
        unit_end = number.end + (unit[1] if unit else 0)
        found.append(
            Figure(
                sentence=index,
                what=what,
                number=number,
                unit=unit[0] if unit else None,
                group=group,
                limited=Around(before, after, text, published, unit[0] if unit else None, part=part, further=further),
                clause=text[start:end],
                said=text[number.lead : unit_end].strip(),
                low=low,
                high=high,
                is_part=part,
                is_converted=converted and unit is not None,
                converted_from=_source(found) if converted and unit else None,
                kind_of=kind_of,
            )
        )
        if what == "votes for" and (votes := counting.against(text[number.start : number.end])) is not None:
            found.append(_of_the_beaten(found[-1], votes))
    return found


def _group_of_the_same(what: str | None, after: str, found: Sequence[Figure], text: str, number: Numeral) -> str | None:
    """Return of whom a bare number right behind another counts more: eight soldiers were killed and 23 hurt."""
    if what not in OF_PEOPLE or not found or not _BARE.match(after):
        return None
    last = found[-1]
    is_more = last.what in OF_PEOPLE and _AND_MORE.fullmatch(text, last.number.end, number.lead)
    return last.group if is_more else None


def _source(found: Sequence[Figure]) -> tuple[float, str] | None:
    """Return what a conversion was made from: the amount before it, or what that one was made from."""
    last = found[-1] if found else None
    if last is None or last.unit is None:
        return None
    return last.converted_from or (last.value, last.unit.name)


def _of_the_beaten(winners: Figure, votes: int) -> Figure:
    """Return the second figure of a division told as a score."""
    number = replace(winners.number, value=float(votes), low=float(votes), high=float(votes))
    return replace(winners, what="votes against", number=number, low=number.low, high=number.high)


def _fate_of_one(before: str, what: str) -> str | None:
    """Return what befell those before of whom no number is given: a woman was killed and eleven others wounded."""
    fates = vocabulary.fates_in(before[-_NEAR_FATE_CHARS:])
    return next((fate for fate in fates if fate in vocabulary.PEOPLE and fate not in {what, "aboard"}), None)


def _of_so_many(what: str | None, group: str | None, between: str) -> tuple[str | None, str | None]:
    """Return what the whole of a part counts, whatever befell the part: twelve of the 33 crew were rescued."""
    return (group, None) if what in OF_PEOPLE and _OF_SO_MANY.fullmatch(between) else (what, group)


def _is_nobodys(unit: tuple[Unit, int] | None, before: str) -> bool:
    """Whether a time looks back: in the past two years, which may be 18 months elsewhere."""
    return unit is not None and unit[0].common == "hours" and _LOOKING_BACK.search(before) is not None


def _some_of_them(
    what: str | None, group: str | None, after: str, last_fate: str | None, found: Sequence[Figure]
) -> tuple[str | None, str | None]:
    """Name what a part of those counted before is: six of them women, of which 28 were shot down."""
    if what in vocabulary.THINGS:
        noun = next((figure.what.split(" ")[0] for figure in reversed(found) if not figure.unit), None)
        return (f"{noun} {what}" if noun else None), None
    named = next((word for word in after.lower().split() if word.strip(".,;") in vocabulary.PARTS_OF_PEOPLE), None)
    if last_fate == "injured" and not what and _BADLY.match(after):
        return "badly injured", None
    if what in {None, "people"} and (whole := _OF_VICTIMS.match(after)):
        return "injured" if whole[1] else "killed", None
    if named and last_fate and (what not in OF_PEOPLE or what == last_fate):
        return last_fate, named.strip(".,;")
    return what, group


def _meant(number: Numeral, unit: Unit | None, *, converted: bool) -> tuple[float, float]:
    """Return the least and the greatest that may be meant, in the common unit; a conversion is never exact."""
    low, high = number.low, number.high
    if converted:
        low, high = min(low, number.value * (1 - _CONVERSION_REACH)), max(high, number.value * (1 + _CONVERSION_REACH))
    return (unit.common_value(low), unit.common_value(high)) if unit else (low, high)


def _clauses(text: str) -> list[tuple[int, int]]:
    asides = [(aside.start(), aside.end()) for aside in ASIDE.finditer(text)] if _DASH in text else []
    cuts = [
        found.start()
        for found in _CLAUSES.finditer(text)
        if found[0] != _DASH or not any(start <= found.start() < end for start, end in asides)
    ]
    return list(zip([0, *cuts], [*cuts, len(text) + 1], strict=True))


def _reach(text: str, number: Numeral, following: Sequence[Numeral]) -> int:
    """Return how many characters after the number may speak of it: up to the next one that is no part of it."""
    aside = ASIDE.search(text, number.end)
    for other in following:
        if aside and aside.start() < other.start < aside.end():
            continue  # nine climbers, five of them Koreans, were killed
        if other.high > other.low and _AGES.fullmatch(text[number.end : other.lead]) and _WERE.match(text, other.end):
            continue  # five men between 19 and 33 were arrested
        counts_places = _IN.fullmatch(text[number.end : other.lead]) and _PLACE_NOUN.match(text[other.end :])
        if counts_places or _OF_SO_MANY.fullmatch(text[number.end : other.lead]):
            continue
        if not parts.is_part(text[number.end : other.lead], text[other.end : other.end + 30]):
            return other.start - number.end
    return len(text) - number.end


def _is_name(text: str, number: Numeral, after: str, *, unit: bool) -> bool:
    """Whether the number is part of a name, as in Boeing 737: a capital before it, and nothing counted right after."""
    if unit or not _CAPITALISED.search(text[: number.start]) or number.lead < number.start:
        return False
    following = WORD.findall(after[:30])[:2]
    return not any(counting.plural(word.lower()) or vocabulary.fate_of(word) for word in following)
