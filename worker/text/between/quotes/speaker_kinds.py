"""What a speaker is, a person, a body or somebody's spokesman, and whether two of them cannot be one.

A person may speak for a body, and a body be called by its seat, so only speakers of one kind are held against each
other, and only where what they are is plain from how their articles name them.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from worker.text.between.quotes import speaker_names
from worker.text.grouping.terms import words
from worker.text.speech import cues
from worker.text.speech.shapes import CAPITALISED, is_organisation

_ROLE = rf"(?:{cues.ANY_ROLE})"
_RANK = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Baron|President|Prime Minister|Vice President"
    r"|Senator|Sen|Congressman|Congresswoman|Representative|Rep|Governor|Gov|Mayor|Councillor|Cllr|Minister|Chancellor"
    r"|Secretary|Ambassador|General|Gen|Colonel|Col|Captain|Capt|Major|Lieutenant|Sergeant|Sgt|Inspector|Superintendent"
    r"|Sheriff|Chief|Judge|Justice|Bishop|Archbishop|Cardinal|Pope|King|Queen|Prince|Princess|Paramedic|Coach|MP|Herr"
    r"|Frau|Monsieur|Madame|Mme|M|Señora?|Don|Doña)\.?\Z"
)
_BODY = re.compile(
    r"\b(?:ministry|department|council|police|court|union|party|club|company|agency|committee|commission|university"
    r"|hospital|army|navy|guard|force|forces|service|services|charity|association|federation|bank|airline|group|trust"
    r"|authority|board|network|railways?|highways?|water|energy|inc|ltd|plc|institute|foundation|campaign|coalition)\b",
    re.IGNORECASE,
)
# A body that others belong to, or that is called by where it sits.
_SEAT = re.compile(
    r"\b(?:government|administration|kremlin|white house|downing street|number 10|no 10|pentagon|whitehall|palace"
    r"|cabinet|parliament|congress|senate|moscow|washington|beijing|brussels|authorities|state|scotland yard)\b",
    re.IGNORECASE,
)
_MEDIUM = re.compile(
    r"\b(?:reuters|afp|ap|associated press|press association|bbc|cnn|sky|itv|news|times|post|herald|guardian|telegraph"
    r"|mail|mirror|sun|tribune|journal|daily|gazette|chronicle|tv|television|radio|spiegel|zeitung|dpa|monde|figaro|país"
    r"|efe|agency|bloomberg|politico|axios|npr|nbc|cbs|abc|fox|msnbc|twitter|facebook|x)\b",
    re.IGNORECASE,
)
_ANY_BODY = frozenset(("company", "group", "agency", "service", "services", "network", "board", "trust", "force"))
"""What bodies of other names are called as well."""
_OF = re.compile(r"\s(?:of|from|at|for)\s(?=the\s|[A-Z])")
_SPOKESMAN = re.compile(r"\bspokes(?:man|woman|person)\b", re.IGNORECASE)
_OFFICE_IN_ONE_WORD = re.compile(  # German puts it before the name
    r"[A-ZÄÖÜ][a-zäöüß]*(?:chef|minister|präsident|sprecher|meister|kanzler|trainer|direktor|leiter|anwalt|anwält"
    r"|rat|rät|vorsitzender?|beauftragter?|forscher|experte)(?:in)?\Z"
)
_FOR = re.compile(r"\bspokes(?:man|woman|person)\s(?:for|of)\b", re.IGNORECASE)
_FULL_NAME = re.compile(rf"{CAPITALISED}\s+{CAPITALISED}\Z")
_SPELLING = 0.8


class Kind(StrEnum):
    """What a speaker is; unclear where the article leaves it open."""

    PERSON = "person"
    BODY = "body"
    SPOKESMAN = "spokesman"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Speaker:
    """A speaker as an article names them; `names` are the given and family names of a person, the words of others."""

    kind: Kind
    names: tuple[str, ...]


def speaker(named: str, text: str) -> Speaker:
    """Return what the speaker `named` is, by the name and by how `text`, the article, speaks of it elsewhere."""
    head = _OF.split(named, maxsplit=1)[0]  # Professor Lin Wei of Hong Kong University
    if head != named and (found := _person(head, text)):
        return found
    if _is_spokesman(named):
        return Speaker(Kind.SPOKESMAN, tuple(words(named)))
    if not _MEDIUM.search(named):
        if found := _person(named, text):
            return found
        is_called = (len(named.split()) == 1 and named[:1].isupper()) or named.isupper()
        if (_BODY.search(named) or is_called) and not _SEAT.search(named) and not _is_place(named, text):
            return Speaker(Kind.BODY, tuple(words(named)))
    return Speaker(Kind.UNCLEAR, ())


def cannot_be_one(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers are plainly two: persons with other names, bodies or spokesmen of bodies that share none."""
    if {one.kind, other.kind} == {Kind.BODY, Kind.SPOKESMAN}:
        own, theirs = (set(_BODY.findall(" ".join(side.names))) - _ANY_BODY for side in (one, other))
        return bool(own and theirs) and own.isdisjoint(theirs)
    if one.kind is not other.kind or one.kind is Kind.UNCLEAR:
        return False
    if one.kind is Kind.PERSON:
        is_shared = any(_is_spelled_alike(name, namesake) for name in one.names for namesake in other.names)
        return not is_shared
    return speaker_names.differ(" ".join(one.names), " ".join(other.names))


def _is_spokesman(named: str) -> bool:
    """Whether somebody speaks for a body and has no name: a spokesman for Devon Police."""
    name = _FULL_NAME.search(named)
    return _SPOKESMAN.search(named) is not None and (
        name is None or is_organisation(name[0]) or _BODY.search(name[0]) is not None or _FOR.search(named) is not None
    )


def _person(named: str, text: str) -> Speaker | None:
    """Return the person that a speaker is, None where it is none or that is not sure."""
    names = _names(named)
    if not names or is_organisation(" ".join(names)) or not _is_person(named, names, text):
        return None
    return Speaker(Kind.PERSON, _in_full(names, text))


def _names(named: str) -> tuple[str, ...]:
    """Return the run of capitalised words that a speaker ends with, without ranks; empty where it ends otherwise."""
    run: list[str] = []
    for piece in reversed(named.replace(",", " , ").split()):
        if not piece[:1].isupper() or (run and _RANK.match(piece)):
            break
        run.insert(0, piece)
    return tuple(run)


def _is_person(named: str, names: tuple[str, ...], text: str) -> bool:
    """Whether a name is a person's: by a rank or a role before it, by the given name, or by what is told of them."""
    family = re.escape(names[-1])
    before = named.rstrip()[: -len(" ".join(names))].rstrip() if named.endswith(" ".join(names)) else ""
    if before and (_RANK.search(before) or re.search(rf"{_ROLE}\Z", before)):
        return True
    if len(names) > 2 and _OFFICE_IN_ONE_WORD.match(names[0]):  # noqa: PLR2004 - an office, a given and a family name
        return True
    if len(names) > 1 and not cues.given_names().keys().isdisjoint(names[:-1]):
        return True
    full = re.escape(" ".join(names))
    of_rank = rf"(?:\b(?:Mr|Mrs|Ms|Dr|Sir|Lord|Baroness|Herr|Frau)\.?|\b{_ROLE})\s+(?:{CAPITALISED}\s+)?{family}\b"
    apposed = rf"\b{full},\s(?:\d{{1,3}}\b|who\b|an?\s|the\s|(?:[a-z]+\s){{0,3}}{_ROLE}\b)"
    in_apposition = rf"\b(?:an?|the|his|her|its|their)\s(?:[\w'-]+\s){{0,4}}[\w'-]+,\s{full}[,.;]"
    return any(re.search(pattern, text) for pattern in (of_rank, apposed, in_apposition)) or (
        len(names) == 1 and re.search(rf"\b(?:{'|'.join(cues.given_names())})\s+{family}\b", text) is not None
    )


def _in_full(names: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return the given and the family name, the given one as the article has it elsewhere."""
    if len(names) == 1 and (told := re.search(rf"\b({CAPITALISED})\s+{re.escape(names[0])}\b", text)):
        names = (told[1], names[0])
    return tuple(word for name in names for word in words(name) if len(word) > 1)


def _is_place(named: str, text: str) -> bool:
    return re.search(rf"\b(?:in|near|from|across|outside)\s+{re.escape(named)}\b", text) is not None


def _is_spelled_alike(one: str, other: str) -> bool:
    return Indel.normalized_similarity(one, other) >= _SPELLING
