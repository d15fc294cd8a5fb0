"""What a number in an English sentence counts: by the verb that governs it, or by the noun that follows.

"Killed three" and "three are said to have died" count the killed; "52 shops" counts shops.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from worker.text.between.figures import vocabulary
from worker.text.between.figures.numerals import Numeral
from worker.text.between.figures.tolls import counted_before, toll_of
from worker.text.between.meaning import meaning

CASUALTIES = "killed or injured"
OF_PEOPLE = frozenset({*vocabulary.PEOPLE, CASUALTIES})
OF_ALL = OF_PEOPLE | {"badly injured", "fled"}
"""What may befall people, in whatever language."""
WORD = re.compile(r"[\w-]+(?:'\w+)?|[^\w\s]")
ASIDE = re.compile(
    r"(?:,\s|\s-\s|\s\()[^;.()]*?(?:,\s|\s-\s|\)\s?)(?=(?:was|were|are|is|have|has|had|died|perished|drowned|lost)\b)"
)
_REACH_WORDS = 12
_NEAR_WORDS = 2
_LIVES = re.compile(
    r"\s*(?:lives\b|(?:(?!more|other|further)\w+ )?(?:bodies|corpses)\b"
    r"(?![^,;.]{0,30}\b(?:flown|brought|taken|carried|transported|handed|moved|transferred|sent|airlifted|buried)\b"
    r"|[^,;.]{0,60}\b(?:hospitals?|morgues?|mortuary)\b))",
    re.IGNORECASE,
)
"""What is counted of the dead, but for those that are brought somewhere: twelve bodies will be flown home."""
_HANDLED = re.compile(
    rf"\b(?:receiv|tak|took|bring|brought|carr|transport|fl[ey]|mov|sen[dt]|hand)\w*\s+{vocabulary.FILL}$",
    re.IGNORECASE,
)
_SAVED = re.compile(rf"\bsav(?:ed?|es|ing)\s+{vocabulary.FILL}$", re.IGNORECASE)
_DARK = "without power"
"""Homes and customers are counted alike who have none."""
_TELL = frozenset({"said", "say", "reported", "report", "told", "claimed", "recalled"})
_DISEASES = ("measles", "mumps", "rabies", "diabetes", "shingles", "rickets")
"""So many cases of these are counted, and not these."""
_TELLINGS = frozenset({"reports", "complaints", "allegations", "enquiries", "inquiries"})
"""What is said of people, and not as many people: 44 reports of missing persons."""
_COUNTS = "counts"
_CHARGE = re.compile(r"\s+counts of [a-z]+\b")
"""Three counts of theft are of another kind than two of fraud."""
_STILL_DARK, _STILL = "still without power", re.compile(r"\bstill\b")
_SUPPLIED = frozenset({"homes", "customers", "households", "businesses", "properties"})
_USERS = frozenset({"people", "residents", "inhabitants"})
"""More of these have no power than customers."""
_WENT_DARK = re.compile(vocabulary.DARK)
_FAR_CHARS = 80
_NEXT_NUMBER = "#"
JOBS_CUT = "jobs cut"
_CUT = re.compile(
    r"\b(?:loss of|rid of|eliminat(?:e|ed|es|ing|ions?)"
    r"|los[es]|losing|lost|cut|cutting|axed?|shed(?:ding)?|(?:will|would|to) go|redundan\w+)\b"
)
_JOB_CUTS = re.compile(r"\s+(?:job|staff|role) (?:cuts|losses|reductions)\b")
_LOSE_JOBS = re.compile(r"\s+(?:\w+\s+){1,3}(?:lose|losing|lost) their jobs\b")
_NEAR_CHARS = 40
_TO = re.compile(r"\s+(?:votes? )?to\s+")
_TIMES = re.compile(r"\s+times\b")
BADLY = frozenset({"badly", "seriously", "critically", "gravely", "severely"})
"""Of those injured, they may be some: four seriously injured."""
_BADLY_WORDS = 4
_OF_ALL = re.compile(r"\bof (?:the|those|all(?: the)?) $")
"""Behind it stands the number of all, of whom something is told of some: 65 of the 179 dead have been identified."""
_OF_A_NATION = re.compile(
    r"\s+([A-Z][a-z]+) (?:m[ae]n|wom[ae]n|boys?|girls?"
    r"|(?:citizen|national|tourist|journalist|student|teacher|soldier)s?)\b"
)
"""One Norwegian man may be one of many."""
_COMPOUND = re.compile(
    r"-(page|nation|member|bed|vehicle|car|count|lane|storey|bedroom|carriage|screen)(?:,?\s\d[\w-]*)?\s+([a-z]{4,})"
)
"""What something is known by: the 48-page indictment."""
OF = " of "
"""Stands between what is counted so, and of what."""
_EITHER = re.compile(r"\b(?:destroyed (?:or|and) damaged|damaged (?:or|and) destroyed)\b")
"""Where one number counts what either befell."""
_SCORE = re.compile(r"(\d+)-(\d+)")
_HOLDS = re.compile(r"\b(?:control|hold|h[ae]ld|ha[sd]|have|enjoy|command)s?\b[^,.;]*$")
"""Who controls a chamber by 51-49 has so many seats there, and has not voted."""
_SIDE = re.compile(
    r"(?: (?:votes?|members?|lawmakers|deputies|MPs|senators))?(?: (?:voted|voting))?"
    r" (?:(?P<against>against(?! (?:[A-Z][\w'-]+ )+\d))|for(?=[,.;]| and)|in favou?r)\b"
)
_DIVISION = re.compile(r"\b(?:vot(?:e|ed|es|ing)|passed|approved|ballot)\b")
_DIVIDED = re.compile(
    r"\b(?:vot(?:ed|es?|ing)|passed|approved|carried|rejected|ruled|split|divided|decided|agreed|backed)\b[\w\s]{0,14}\s$"
)


class Counted(NamedTuple):
    """`what` is counted, the `group` it may be limited to, and the stems between the number and its noun.

    Of those whom something befell it is the noun itself.
    """

    what: str | None
    group: str | None = None
    kind_of: frozenset[str] = frozenset()


def votes(text: str, numbers: Sequence[Numeral], place: int) -> str | None:
    """Name a number of a division: 41 votes to 29, voted by 38 to 29, 258 votes in favour and 151 against."""
    number = numbers[place]
    if _SCORE.fullmatch(text[number.start : number.end]):
        return "seats" if _HOLDS.search(text[: number.lead][-_FAR_CHARS:]) else "votes for"
    following = text[number.end : numbers[place + 1].start] if place + 1 < len(numbers) else ""
    leading = text[numbers[place - 1].end : number.start] if place else ""
    before = text[max(0, number.start - 30) : number.start]
    if _TO.fullmatch(following) and ("vote" in following or _DIVIDED.search(before)):
        return "votes for"
    if _TO.fullmatch(leading) and ("vote" in leading or _DIVIDED.search(text[: numbers[place - 1].start][-30:])):
        return "votes against"
    side = _SIDE.match(text, number.end)
    if side and _DIVISION.search(text):
        return "votes against" if side["against"] else "votes for"
    return None


def against(division: str) -> int | None:
    """Return how many voted against in a division written as a score, `54-45`; None for any other number."""
    score = _SCORE.fullmatch(division)
    return min(int(score[1]), int(score[2])) if score else None


def counted(before: str, after: str, reach: int) -> Counted:
    """Name what a number counts.

    Args:
        before: its clause up to the number.
        after: the rest of its clause.
        reach: how many characters of it may speak of the number.
    """
    named = counted_before(before)
    if named and not _noun(_reachable(after, reach))[0]:
        return _counted("", f" {named}.", len(named) + 2)
    return _counted(before, after, reach)


def _counted(before: str, after: str, reach: int) -> Counted:
    told = _outright(before, after) or toll_of(before)
    if told or (_LIVES.match(after) and not _HANDLED.search(before)):
        return Counted(told or ("rescued" if _SAVED.search(before) else "killed"))
    words = _reachable(after, reach)
    event = _governing(before, words)
    if event in vocabulary.RUIN and (both := _EITHER.search(before)):
        event = both[0].strip()
    noun, place = _noun(words)
    if not noun and vocabulary.CREW.search(before):
        return Counted("aboard", "crew", frozenset({"crew"}))
    if (noun == "jobs" and _CUT.search(before[-_NEAR_CHARS:] + after[:_NEAR_CHARS])) or _jobs_cut(after):
        return Counted(JOBS_CUT)
    if noun == _COUNTS and (charge := _CHARGE.match(after)):
        noun = charge[0].strip()
    event = _befitting(event, noun, before)
    if noun and not _SUPPLIED.isdisjoint(noun.split(" and ")) and _WENT_DARK.search(after[:_FAR_CHARS]):
        event = _STILL_DARK if _STILL.search(before[-_NEAR_CHARS:] + after[:_NEAR_CHARS]) else _DARK
    if event == "recalled" or (event == _DARK and noun in _USERS):
        return Counted(f"cars {event}" if event == "recalled" else f"{noun} {event}")
    if event in OF_PEOPLE and words[place : place + 1] == ["bombers"]:
        noun = "attackers"  # who were killed, and no aircraft
    if event in OF_PEOPLE and (noun not in vocabulary.NO_PEOPLE or event in {_DARK, _STILL_DARK}):
        named = frozenset({noun}) if noun and noun != "people" and event != _DARK else frozenset[str]()
        named |= _how_badly(event, words[: place + _BADLY_WORDS])
        is_group = noun in vocabulary.GROUPS or (noun is not None and words[place][0].isupper())
        nation = _OF_A_NATION.match(after)
        alone = nation[1].casefold() if nation else _one_of_a_group(words)
        return Counted(event, noun if is_group else alone, named)
    return Counted(f"{noun} {event}" if noun and event else noun or event, None, meaning(" ".join(words[:place])))


def _how_badly(event: str | None, words: Sequence[str]) -> frozenset[str]:
    return BADLY.intersection(map(str.lower, words)) if event == "injured" else frozenset()


def _jobs_cut(after: str) -> bool:
    return bool(_LOSE_JOBS.match(after) or _JOB_CUTS.match(after))


def _one_of_a_group(words: Sequence[str]) -> str | None:
    """Return the group of the only one who is counted: one police officer was hurt, whoever else was."""
    beside = (plural(f"{word.lower()}s") for word in words[:_NEAR_WORDS])
    return next((group for group in beside if group in vocabulary.GROUPS), None)


def _outright(before: str, after: str) -> str | None:
    """Name what a number counts whatever verb is beside it: used to murder 25 times, 14 bodies identified."""
    if compound := _COMPOUND.match(after):
        return f"{compound[1]}s{OF}{compound[2]}"
    if _TIMES.match(after):
        return "times"
    named = None if _OF_ALL.search(before) else vocabulary.IDENTIFIED.match(after)
    return None if not named else "unidentified" if vocabulary.NOT_YET.search(named[0]) else "identified"


def _befitting(event: str | None, noun: str | None, before: str) -> str | None:
    """Return what may have befallen such things: missiles destroyed are shot down, points picked up are not rescued."""
    if event == "destroyed" and noun in vocabulary.FLYING:
        return "shot down"
    if event == "shot down" and noun in vocabulary.TRAVELLERS:
        return "shot"
    if event == "seized" and noun in vocabulary.TRAVELLERS:
        return "abducted"
    is_other = (
        (event == "recalled" and noun not in vocabulary.ROAD)
        or (event == "rescued" and noun not in vocabulary.TRAVELLERS and before.rstrip().endswith(" up"))
        or (event == "fired" and noun not in vocabulary.FIRED)
        or (event in OF_PEOPLE and noun in vocabulary.PLACES | _TELLINGS)
        or (event in {"aboard", "freed"} and noun and noun not in vocabulary.TRAVELLERS)
    )
    return None if is_other else event


def _reachable(after: str, reach: int) -> Sequence[str]:
    """Return the words after the number, asides between commas left out, up to the next number."""
    words = WORD.findall(vocabulary.in_one_word(ASIDE.sub(" ", after[:reach])))
    if reach < len(after):
        words.append(_NEXT_NUMBER)
    return words[: _REACH_WORDS + 1]


def _governing(before: str, words: Sequence[str]) -> str | None:
    """Return what happened to those counted: by the verb right before the number, or by the first one after it."""
    suffered = vocabulary.fate_before(before)
    if suffered:
        return suffered
    aboard: str | None = None
    for place, word in enumerate(words[:_REACH_WORDS]):
        if word.lower() in vocabulary.STOP:
            return (_suffered(words[place + 1 :]) if word.lower() == "who" else None) or aboard
        what = vocabulary.fate_of(word)
        if what == "aboard":  # unless worse befell them
            aboard = what
        elif what:
            return _joined(what, words[place + 1 :]) if _is_passive(words, place) else aboard
    return aboard


def _suffered(following: Sequence[str]) -> str | None:
    """Return what those `who` speaks of suffered, where it says so at once: three officers who died, who were shot.

    None of those who tell of it: six people who fell ill said that they had eaten there, and others may have too.
    """
    if any(word in _TELL and before.lower() not in vocabulary.AUXILIARIES for before, word in pairwise(following)):
        return None
    place = next((at for at, word in enumerate(following) if word.lower() not in vocabulary.AUXILIARIES), 0)
    what = vocabulary.fate_of(following[place]) if following else None
    return what if what in OF_PEOPLE and what != "aboard" and _is_passive(following, place) else None


def _is_passive(words: Sequence[str], place: int) -> bool:
    """Whether the ones counted suffered it: three gunmen were wounded, not three gunmen wounded a man."""
    if words[place].lower() in vocabulary.SUFFERED:
        return True
    if any(earlier.lower() in vocabulary.AUXILIARIES for earlier in words[:place]):
        return True
    following = words[place + 1].lower() if place + 1 < len(words) else "."
    return following != _NEXT_NUMBER and (following in vocabulary.AFTER_PARTICIPLE or not following[0].isalnum())


def _joined(what: str, following: Sequence[str]) -> str:
    """Return `what`, or both fates where two share the number: 12 were killed or injured."""
    if len(following) > 1 and following[0].lower() in {"or", "and"} and what in vocabulary.DEAD_AND_HURT:
        other = "injured" if what == "killed" else "killed"
        is_other = vocabulary.fate_of(following[1]) == other and following[2:3] != [_NEXT_NUMBER]
        return CASUALTIES if is_other else what
    return what


def _noun(words: Sequence[str]) -> tuple[str | None, int]:
    """Return the plural that names what is counted, in its normal form, and how many words stand before it."""
    for place, word in enumerate(words):
        lower = word.lower()
        if vocabulary.fate_of(lower) and plural("".join(words[place + 1 : place + 2]).lower()):
            continue  # three missing yachts
        if lower in vocabulary.STOP or vocabulary.fate_of(lower):
            return None, 0
        if lower in vocabulary.NOT_COUNTED or lower in vocabulary.AUXILIARIES:
            continue
        following = words[place + 1 : place + 2]
        is_before_noun = lower == "police" or word[0].isupper()
        if is_before_noun and following and following[0].islower() and plural(following[0].lower()):
            continue  # 20 Hamas supporters
        normal = "warplanes" if vocabulary.AIRCRAFT_MODEL.fullmatch(word) else plural(lower)
        if normal:
            return _with_others(normal, words[place + 1 : place + 3]), place
    return None, 0


def _with_others(noun: str, following: Sequence[str]) -> str:
    """Return the noun, and another that shares its number: 25 companies and individuals."""
    if noun in vocabulary.PLACES or len(following) < len(("and", noun)) or following[0].lower() not in {"and", "or"}:
        return noun
    other = plural(following[1].lower())
    return " and ".join(sorted((noun, other))) if other and other != noun else noun


def plural(word: str) -> str | None:
    """Return the normal form of a plural, or None for any other word."""
    if word in vocabulary.IRREGULAR_PLURALS:
        return vocabulary.NORMAL.get(word, word)
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", *_DISEASES)):
        singular = f"{word.removesuffix('ies')}y" if word.endswith("ies") else word.removesuffix("s")
        return vocabulary.NORMAL.get(singular, word)
    return None
