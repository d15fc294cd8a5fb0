"""Whether two clauses with the same words around a figure speak of two subjects: another person, the other region."""

import re

from rapidfuzz.distance import Indel

from worker.text.between.figures.figure import Figure
from worker.text.between.figures.placed import Placed
from worker.text.between.meaning import meaning
from worker.text.calendar_names import OF_CALENDAR
from worker.text.grouping.terms import STOPWORDS, stems, words
from worker.text.listed import words_of

_NAME = re.compile(
    r"(?<=[\w,;:)\"'-] )(?:[A-Z][\w'-]+)"
    r"|^(?!(?:The|A|An|In|At|On|For|But|And|It|He|She|They|This|That|These|Those|Its|His|Her|Their|All|Some)\b)[A-Z][\w'-]+"
    r"(?= [A-Z]| (?:said|says|told|has|had|is|was|will|reported|announced)\b)"
)
_NO_NAMES = OF_CALENDAR | words_of("""
    mr mrs ms dr sir lord lady president minister prime secretary senator i inc corp co ltd plc group company
    """)
_BEFORE_A_NOUN = words_of("the a an its his her their our this that in of for to by on at from with mr mrs ms dr")
NEUTRAL = words_of("""
    compa firm busin group offic autho minis gover polic counc agenc spoke admin depar organ feder investi repor
    blast explo attac bombi incid disas event crash accid
    """)
"""Stems of words that stand for one another without another subject being meant: the company, the firm."""
_CONTRASTS = (
    "north northern|south southern|east eastern|west western",
    "men male boys|women female girls",
    "republican republicans|democrat democratic democrats",
    "domestic home|foreign international overseas abroad",
    "young|old older elderly",
    "rural|urban",
    "public|private",
    "import imports|export exports",
    "wages pay earnings|prices inflation|profit profits|revenue revenues sales turnover|losses loss|output production",
    "gross|net",
    "monthly|annual yearly|weekly|daily|quarterly",
    "first|second|third|fourth|fifth",
    "maximum|minimum",
    "adults|children|pensioners",
    "summer|winter|spring|autumn",
    "primary|secondary",
    "core|headline",
    "black|white|hispanic|asian",
    "morning|afternoon|evening|overnight",
    "support supported approve|oppose opposed disapprove",
    "for favour favor|against",
    "upper|lower",
    "buy bought|sell sold",
    "births|deaths",
    "arrivals|departures",
    "half|quarter|year|month|week",
)
_SIDES: dict[str, tuple[int, int]] = {
    word: (row, side)
    for row, contrast in enumerate(_CONTRASTS)
    for side, listed in enumerate(contrast.split("|"))
    for word in listed.split()
}
_OTHERS = words_of("""
    rival rivals competitors separate previous similar competing neighbouring neighboring unrelated latter
    aftershock aftershocks foreshock
    """)
_TIME_BEFORE = re.compile(
    r"\bprevious (?:year|quarter|month|week|day|night|period|reading|record|best)s?\b", re.IGNORECASE
)
"""What a figure is compared with is no other subject: 2.6% in the previous month."""
_HIS_RIVALS = re.compile(r"\b(?:two|three|four|five|his|her|their|its|all) rivals\b")
_OTHER_NAMED = re.compile(rf"\b(?:{'|'.join(sorted(_OTHERS))}) ((?:[A-Z][\w'-]+ ?)+)")
_SHOUTED = re.compile(r"^(?:A |AN |THE )?(?:(?:[A-Z]{3,} ){2,}|[A-Z]{6,} )")
"""Capitals in which a tabloid begins a story: HERO DAD Mark Tully, A CROOKED mayor."""
_MOST_SWAPPED = 3
_SAID = "said|says|told|show(?:s|ed)?|suggest(?:s|ed)?|reported|confirmed|estimated"
_SOURCE = re.compile(
    r"\baccording to [^,.;]*"
    rf"|^(?:[\w'-]+ ){{1,7}}(?:{_SAID}) (?:that\b)?"
    rf"|,\s(?:[\w'-]+,? ){{1,7}}(?:{_SAID})\b[^,.;]{{0,30}}"
)
"""Who tells a number: tracking data showed."""
_WHOLE = re.compile(r"[\s)]*of (?:(?:all|the|its|their|his|her|those|some|every|about|around) )*((?:[\w'-]+ ?){1,3})")
"""What a share is of, behind it: 96% of black voters."""


_OWNER = re.compile(
    r"\s[\"']?((?:[A-Z][\w'-]+ ?)+)[\"']? ?(?:ha[ds] )?(?:[a-z]+ed|made|paid|won|lost|took|spent|sold|gave|got)\b"
)
"""Whose an amount is, right behind it: just short of the 70 million Acme earned."""


def other_subject(a: Placed, b: Placed) -> bool:
    """Whether two clauses of much the same words speak of different people, bodies or kinds: both may be true."""
    one, other = words(a.figure.clause), words(b.figure.clause)
    return contrasted(a, b) or _swapped(one, other, a.window, b.window)


def contrasted(a: Placed, b: Placed) -> bool:
    """Whether the clauses of two figures name different people, or counterparts: north and south, a rival."""
    one, other = a.figure.clause, b.figure.clause
    names_a, names_b = (_names(_SOURCE.sub("", placed.figure.clause)) - placed.figure.scope.places for placed in (a, b))
    if names_a and names_b and names_a.isdisjoint(b.window) and names_b.isdisjoint(a.window):
        return True
    if any(owner and owner.isdisjoint(other.window) for owner, other in ((_owner(a), b), (_owner(b), a))):
        return True
    if a.figure.unit and a.figure.unit.common == "km/h" and not _of_what_moves(a.figure, b.figure):
        return True
    spoken_a, spoken_b = words(one), words(other)
    if _speaks_of_another(one, b) != _speaks_of_another(other, a):
        return True
    return _contrast(spoken_a, spoken_b)


def _of_what_moves(a: Figure, b: Figure) -> frozenset[str]:
    """Return the words that two clauses with a speed share, but for who tells it: it may be that of two ships."""
    one, other = (meaning(_SOURCE.sub(" ", figure.clause)) for figure in (a, b))
    return (one & other) - meaning(a.what)


def _owner(placed: Placed) -> frozenset[str]:
    """Return the stems of the name right behind an amount, of whom it is told."""
    _, _, after = placed.figure.clause.partition(placed.figure.said)
    found = _OWNER.match(after) if placed.figure.unit else None
    return frozenset(stems(found[1])) if found else frozenset()


def of_other_wholes(a: Placed, b: Placed) -> bool:
    """Whether two shares are of two wholes: 96% of black voters, 29% of all votes."""
    one, other = _whole(a), _whole(b)
    return bool(one and other) and one.isdisjoint(other)


def _whole(placed: Placed) -> frozenset[str]:
    figure = placed.figure
    at = figure.clause.find(figure.said) if figure.unit and figure.unit.common == "per cent" else -1
    found = _WHOLE.match(figure.clause, at + len(figure.said)) if at >= 0 else None
    return frozenset(stems(found[1])) if found else frozenset()


def named_apart(a: Placed, b: Placed) -> bool:
    """Whether the sentences of two figures name people, places or bodies, and none of them alike."""
    one, other = _names(a.text), _names(b.text)
    counted = stems(a.figure.what)
    one, other = one.difference(counted), other.difference(counted)
    return bool(one and other) and one.isdisjoint(b.sentence) and other.isdisjoint(a.sentence)


def _speaks_of_another(clause: str, other: Placed) -> bool:
    """Whether a clause speaks of a rival or the like, unless it is one whom the other side names too."""
    named = _OTHER_NAMED.sub(
        lambda found: " " if not _names(f"- {found[1]}").isdisjoint(other.window) else found[0], clause
    )
    return not _OTHERS.isdisjoint(words(_HIS_RIVALS.sub(" ", _TIME_BEFORE.sub(" ", named))))


def _names(clause: str) -> frozenset[str]:
    found = (name for name in _NAME.findall(_SHOUTED.sub("", clause)) if name.casefold() not in _NO_NAMES)
    return frozenset(stem for name in found for stem in stems(name))


def contrasted_words(a: str, b: str) -> bool:
    """Whether one text has a word and the other its counterpart: the north wing, the south wing."""
    return _contrast(words(a), words(b))


def _contrast(a: list[str], b: list[str]) -> bool:
    """Whether one side has a word and the other its counterpart: north and south, men and women."""
    sides_a = {_SIDES[word] for word in a if word in _SIDES}
    sides_b = {_SIDES[word] for word in b if word in _SIDES}
    rows = {row for row, _ in sides_a} & {row for row, _ in sides_b}
    return any(
        not {side for side in sides_a if side[0] == row} & {side for side in sides_b if side[0] == row} for row in rows
    )


def _swapped(a: list[str], b: list[str], window_a: frozenset[str], window_b: frozenset[str]) -> bool:
    """Whether within the same frame one noun stands for another: to the actress, to the model."""
    before_a = before_b = 0
    blocks = [code for code in Indel.opcodes(a, b) if code.tag == "equal"]
    for block in blocks:
        left_a, left_b = a[before_a : block.src_start], b[before_b : block.dest_start]
        frame = a[before_a - 1] if before_a else ""
        before_a, before_b = block.src_end, block.dest_end
        before_a_noun = a[block.src_start] not in STOPWORDS  # a sudden flood, a violent flood: the noun is the same
        if frame in _BEFORE_A_NOUN and not before_a_noun and _is_swap(left_a, left_b, window_a, window_b):
            return True
    frame = a[before_a - 1] if before_a else ""
    return frame in _BEFORE_A_NOUN and _is_swap(a[before_a:], b[before_b:], window_a, window_b)


def _is_swap(a: list[str], b: list[str], window_a: frozenset[str], window_b: frozenset[str]) -> bool:
    if not 0 < len(a) <= _MOST_SWAPPED or not 0 < len(b) <= _MOST_SWAPPED:
        return False
    content_a = {word[:5] for word in a if word not in STOPWORDS and not word[0].isdigit()}
    content_b = {word[:5] for word in b if word not in STOPWORDS and not word[0].isdigit()}
    if content_a & NEUTRAL and content_b & NEUTRAL:
        return False
    return bool(content_a and content_b) and content_a.isdisjoint(window_b) and content_b.isdisjoint(window_a)
