"""Days and hours in a sentence, and what happened then.

Those of telling (he said on Monday) are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from worker.text.between.dates import deeds, spelled_hours
from worker.text.between.dates.datelines import without_dateline
from worker.text.between.spoken import Happening, happening
from worker.text.classify import dates
from worker.text.classify.dates import Day
from worker.text.diff import cores
from worker.text.grouping.terms import stems
from worker.text.lexicon import DEFAULT, Lexicon, lexicon
from worker.text.listed import words_of
from worker.text.remembered import by_sentence

_TOLD_IN = words_of("statement interview briefing speech testimony tweet spoke speaking")
_TOLD_AT = ("news conference", "press conference")
_LIMITS = words_of("since until till before after from between by to through")
_ZONES = words_of("gmt bst cet cest est edt et pst pdt pt utc cst ct msk ist local")
_TELLING_ENDS = frozenset({",", ";", "that", "would", "will"})
_PASSIVE = frozenset({"was", "were", "been", "be"})
_DONE_TO = frozenset({"found", "admitted"})
_HERE = "local"
_ZONE_REACH = 4
_LOOK_BACK = 8
_LOOK_AHEAD = 20
_NEAR = 3
_LOOK_BACK_CHARS = 30
_BESIDE_CHARS, _NEXT_WORDS = 40, 3
_FAR_CHARS = 80
_ABOUT = re.compile(
    r"\b(?:(?:about|around|roughly|approximately|nearly|almost|some time)"
    r"|(?:shortly|just|soon|right|minutes|moments) (?P<side>before|after|past)) $",
    re.IGNORECASE,
)
_ABOUT_CHARS = 20
BEFALLEN = frozenset({"attack", "collapse", "crash", "disaster"})
"""What a story tells of one such alone: the day of it may stand farther from the word."""
_NOT_UNTIL = re.compile(r"\bnot (?:[\w-]+ ){0,4}until $")
"""It does not open again until Wednesday: on Wednesday it does."""
_AFTER_CHARS = 50
_ZONED = re.compile(r"^(?: ?[ap]\.?m\.?)? ?\(\d{3,4} ?[A-Z]{2,4}\)(?: -)?")
"""The same hour as others count it, behind an hour: 12:20 p.m. (0920 GMT)."""
_JOINING = words_of(
    "of the , . de del den dem der le la il di do da morning afternoon evening night am pm a.m. p.m. st nd rd th"
)
"""What may stand between the parts of one day: Tuesday, the 5th of May."""
_CUT = re.compile(r"[,;:()]|\s-\s")
_SERVICE = r"(?: ?[ap]\.?m\.?)? (?:from|to|train|service|bus|ferry|flight|express)\b"


@dataclass(frozen=True)
class Dated:
    """A day, month, year or time of day in a sentence. `limits`: it bounds a time, as in `since Monday`."""

    grain: str
    value: str
    said: str
    limits: str
    day: Day | None = None
    things: frozenset[str] = frozenset()
    """What happened then: death, talks."""
    beside: frozenset[str] = frozenset()
    """The stems of the words of meaning next to it."""
    about: bool = False
    """Whether it is told roughly: shortly before 4pm."""
    future: bool = False
    """Whether it is told as still to come."""
    deed: str = ""
    """The stem of the verb before it that tells what was done then: confirmed her on Saturday. Of English alone."""


@by_sentence
def in_sentence(text: str, language: str | None) -> tuple[Dated, ...]:
    """Return the dates of a folded sentence, wherever it stands; where and when it was written is none of them."""
    text = without_dateline(text, lexicon(language))
    is_english = lexicon(language).language == DEFAULT
    spelled = _spelled(text) if is_english else ()
    written = (
        one for one in _dates(cores(text), lexicon(language)) if not (is_english and _is_of_a_service(text, one))
    )
    found = tuple(replace(one, beside=_beside(text, one.said)) for one in (*written, *spelled))
    told = happening(language or DEFAULT) if found else None
    if not told:
        return found
    future = told.future.search(text) is not None
    return tuple(
        replace(
            _bounded(text, one, told),
            things=_things(text, one, told),
            beside=one.beside | _named_beside(text, one, told),
            future=future,
            deed=deeds.before(text, one.said) if is_english else "",
        )
        for one in found
    )


def _is_of_a_service(text: str, dated: Dated) -> bool:
    """Whether an hour is the name of a train or the like: the 18:14 from Bruckau."""
    return dated.grain == "time" and re.search(rf"\b[Tt]he {re.escape(dated.said)}{_SERVICE}", text) is not None


def _spelled(text: str) -> Iterator[Dated]:
    for hour in spelled_hours.find(text):
        before = text[: hour.start].split()[-1:]
        limits = before[0].lower() if before and before[0].lower() in _LIMITS else ""
        yield Dated("time", hour.value, hour.said, limits)


def _bounded(text: str, dated: Dated, told: Happening) -> Dated:
    """Return a day or hour with the word by which it limits a time, and whether it is told roughly."""
    before = text[: max(0, text.find(dated.said))]
    near = _ABOUT.search(before, max(0, len(before) - _ABOUT_CHARS))
    is_itself = _NOT_UNTIL.search(before) or (near and near["side"])
    limits = "" if is_itself else dated.limits or _bounds(text, dated.said, told)
    return replace(dated, limits=limits, about=near is not None)


def _named_beside(text: str, dated: Dated, told: Happening) -> frozenset[str]:
    """Return what happened on a day where the word next to it says so, whichever word it is."""
    at = text.find(dated.said)
    before, after = _CUT.split(text[:at])[-1], _CUT.split(text[at + len(dated.said) :])[0]
    near = " | ".join((*before.split()[-_NEXT_WORDS:], *after.split()[:_NEXT_WORDS]))
    return frozenset(f"={told.things.name(found)}" for found in told.things.find(near))


def _beside(text: str, said: str) -> frozenset[str]:
    at = text.find(said)
    if at < 0:
        return frozenset()
    before, after = stems(text[max(0, at - _BESIDE_CHARS) : at]), stems(text[at + len(said) :][:_BESIDE_CHARS])
    return frozenset((*before[-1:], *after[:1]))


def _things(text: str, dated: Dated, told: Happening) -> frozenset[str]:
    """Return what happened on a day: told beside it, with no comma in between."""
    at = text.find(dated.said)
    if at < 0:
        return frozenset()
    far = _CUT.split(text[max(0, at - _FAR_CHARS) : at])[-1]
    before = far[-_BESIDE_CHARS:]
    after = _CUT.split(_ZONED.sub("", text[at + len(dated.said) :], count=1)[:_AFTER_CHARS])[0]
    beside = frozenset(told.things.name(one) for one in told.things.find(f"{before}|{after}"))
    since = deeds.THEREAFTER.split(after)[0] if dated.grain == "day" else after
    befell = frozenset(
        (
            *(told.things.name(one) for one in told.things.find(far) if deeds.are_of_it(far[one.end() :])),
            *(told.things.name(one) for one in told.things.find(since) if deeds.are_of_it(since[: one.start()])),
        )
    )
    return (beside - BEFALLEN) | (befell & (BEFALLEN | {"alarm"}))


def _bounds(text: str, said: str, told: Happening) -> str:
    """Return the words before a day by which it limits a time: until Monday."""
    at = text.find(said)
    found = told.bounds.search(text[max(0, at - _LOOK_BACK_CHARS) : at]) if at > 0 else None
    return found[0].casefold().strip() if found else ""


def _dates(row: Sequence[str], known: Lexicon) -> Iterator[Dated]:
    """Yield the dates among the words of a sentence; parts that stand together are one day."""
    parts: list[tuple[int, str]] = []
    at = 0
    while at < len(row):
        word = row[at].lower()
        if word not in known.calendar and word.isascii() and not word[0].isdigit():
            at += 1
            continue
        part = dates.part(row, at, known)
        if word in known.relative:
            yield from _one(row, [(at, word)], known)
        elif part:
            parts.append((at, part.value))
        at += part.length if part else 1
    group: list[tuple[int, str]] = []
    for place, value in parts:
        kind = value.split(" ")[0]
        if group and (
            place - group[-1][0] > _NEAR
            or not _JOINING.issuperset(word.lower() for word in row[group[-1][0] + 1 : place])
            or kind in {v.split(" ")[0] for _, v in group}
            or "time" in {kind, group[-1][1].split(" ")[0]}
        ):
            yield from _one(row, group, known)
            group = []
        group.append((place, value))
    if group:
        yield from _one(row, group, known)


def _one(row: Sequence[str], group: Sequence[tuple[int, str]], known: Lexicon) -> Iterator[Dated]:
    first, last = group[0][0], group[-1][0]
    kind, _, rest = group[0][1].partition(" ")
    if kind == "time" and (part := dates.part(row, first, known)):
        last += part.length - 1
    said = " ".join(row[first : last + 1]).replace(" ,", ",").replace(" .", ".")
    limits = next(
        (word for word in (row[at].lower() for at in (first - 1, first - 2) if at >= 0) if word in _LIMITS), ""
    )
    if kind == "time":
        zone = next((row[at].lower() for at in range(first + 1, last + _ZONE_REACH) if _is_zone(row, at)), "")
        yield Dated("time", f"{rest} {'' if zone == _HERE else zone}".strip(), said, limits)
        return
    if _is_of_telling(row, first, last, known):
        return
    relative = [value for _, value in group if value in known.relative]
    [*days] = dates.mentioned([] if relative else [value for _, value in group], relative, known)
    for day in days:
        if day.day or day.weekday or day.offset is not None:
            yield Dated("day", said, said, limits, day)
        elif day.month:
            yield Dated("month", said, said, limits, day)
        elif day.year and not (first and known.has("articles", row[first - 1].lower())):  # the 2017 report is a name
            yield Dated("year", str(day.year), said, limits)


def _is_zone(row: Sequence[str], at: int) -> bool:
    """Whether a word behind an hour says whose it is: GMT, Norwegian time."""
    if at >= len(row):
        return False
    is_named = row[at][:1].isupper() and any(word.lower() == "time" for word in row[at + 1 : at + 3])
    return row[at].lower() in _ZONES or is_named


def _is_of_telling(row: Sequence[str], first: int, last: int, known: Lexicon) -> bool:
    """Whether a day is that of a statement: said on Monday, on Monday the ministry said, as of Monday."""
    before = [word.lower() for word in row[max(0, first - _LOOK_BACK) : first]]
    if before[-2:] == ["as", "of"]:
        return True
    for place in reversed(range(len(before))):
        lower = before[place]
        if lower in _DONE_TO and place and before[place - 1] in _PASSIVE:
            break  # the body was found on Saturday, patients will be admitted from May: nobody tells
        if lower in _TELLING_ENDS:
            break
        if known.has("speech", lower) or known.has("speech_after_name", lower) or lower in _TOLD_IN:
            return True
        if " ".join(before[max(0, place - 1) : place + 1]) in _TOLD_AT:
            return True
    if first > 1:
        return False
    return any(known.has("speech", word.lower()) for word in row[last + 1 : last + 1 + _LOOK_AHEAD])
