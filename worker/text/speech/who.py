"""Who in an article is a person, and whom of them a pronoun fits."""

import re
from typing import NamedTuple

from worker.text.calendar_names import MONTH, WEEKDAY
from worker.text.remembered import by_sentence
from worker.text.speech import cues
from worker.text.speech.shapes import CAPITALISED, POSSESSIVE, is_organisation

_CAPITAL = "[A-Z\u00c0-\u00de]"
_TITLE = r"(?:(?<=M)(?:rs?|s|iss)|(?<=D)(?:r|ame)|(?<=S)ir|(?<=L)(?:ord|ady)|(?<=H)err|(?<=F)rau)\u2024?"
_FURTHER = rf"[^\S\n]+(?:[A-Z\u2024]+[^\S\n]+|[ae]l-|(?:bin|ibn|de|van|von) )?{_CAPITAL}[\w'\u2019-]+"
_NICKNAME = rf"[^\S\n]+[\"\u201c\u2018(]{_CAPITAL}[\w-]+[\"\u201d\u2019)](?=[^\S\n]+{_CAPITAL})"  # Juan "Chico" Lopez
# The capital comes first, so that a search goes from one to the next.
_PERSON = re.compile(
    rf"{_CAPITAL}(?<![\w'\u2019-].)"
    rf"(?:{_TITLE}\s+{_CAPITAL}[\w'\u2019-]+(?:{_FURTHER})*"
    rf"|[a-z\u00e0-\u00ff'\u2019-]+(?:(?<=-){_CAPITAL}[a-z\u00e0-\u00ff]+)*(?:{_NICKNAME})?(?:{_FURTHER})+)"
)
# A sentence's first word has a capital and is no name.
_LEADING = re.compile(
    r"\A(?:(?:But|And|Yet|So|As|After|Although|Though|Before|When|While|With|Without|Since|If|Then|Now|Because|Until|For|In|On"
    r"|At|By|To|From|Like|Unlike|Despite|Once|Where|Later|Meanwhile|However|Even|Also|Both|Only|What|How|Why|Who"
    r"|Aber|Und|Doch|Als|Wenn|Mais|Et|Quand|Pero|Cuando|Ma|Quando|Mas|Maar|Toen)\s+)+"
)
THE = re.compile(r"(?:The|A|An|That|This|These|Those|Der|Die|Das|Eine?|Les|Une?|El|Los|Las)\s")
TITLED = re.compile(rf"(?:{cues.MALE_TITLE.pattern}|{cues.FEMALE_TITLE.pattern}|Dr\b)")
# What stands behind a person's name, rather than a place's.
_DOES = re.compile(
    r",\s(?:\d{1,3},|an?\s|who\s)|\s(?:who|said|says|told|tells|added|adds|wrote|writes|explained|explains)\b"
)
_OFFICE_BEHIND = re.compile(rf",\s(?:the\s|its\s)?(?:[a-z]+\s)?(?:{cues.ANY_ROLE})\s")  # Jane Smith, chief of staff
_LONE = re.compile(rf"(?<![\w'\u2019-])({CAPITALISED})(?:{_DOES.pattern})")
# Smith asked her whether; but no one in: Smith offered her own plan.
_DONE_TO = re.compile(
    r"([\w'\u2019-]+)\s(?!and\b)[a-z]+(?:ed|s|d)\s(him|her)\b"
    rf"(?!\s(?!(?:{cues.AFTER_AN_OBJECT})\b)[\w'\u2019-])[^.!?|]*[.!?]?[\s|]*\Z"
)
_TO_ONE = re.compile(r"\s(?:him|her)\b")
_DONE_BY = re.compile(
    rf"\b(?:[Hh]e|[Ss]he)\s(?:[a-z]+(?:ed|s)|told)\s(?:{CAPITALISED}\s)*({CAPITALISED})\b[^.!?|]*[.!?]?[\s|]*\Z"
)
# A person's last name goes alone; no body and no place is called by the last word of its name.
_ACTING = re.compile(
    rf"({_CAPITAL}(?<![\w'\u2019-].)[\w'\u2019\u2024-]*)"
    r"\s(?:[a-z]{2,}ed|said|says|told|tells|adds|wrote|writes|has|had|was|will|would)\b"
)
_SAID_BY = re.compile(rf"\b(?:said|says|added|wrote|replied)\s({CAPITALISED})(?![\w'\u2019-]|\s{_CAPITAL})")
_AFTER_A_NAME = re.compile(rf"(?<![\w'\u2019-]){_CAPITAL}[\w'\u2019\u2024-]*\s\Z")
# campaign manager Jane Smith; the owner, Jane Smith; Rep. Jane Smith
_ROLE_BEFORE = re.compile(rf"\b(?:(?:{cues.ANY_ROLE}),?|{cues.TITLE})\s\Z")
_LONGEST_ROLE = max(map(len, cues.ROLES)) + 3
_JUNIOR = re.compile(r",?\s(?:[JS]r\b[.\u2024]?|II|III|IV)(?:['\u2019]s?)?\Z")
_LAST_SENTENCE = 200  # code points
# Words that tell men from women, in small letters: Sherman and Hartman are names.
_HIS = re.compile(
    r"(?<![\w-])(?:[a-z]*(?<!wo)man|son|brother|father|husband|uncle|nephew|boy|boyfriend|grandfather|actor)\Z"
)
_HERS = re.compile(
    r"(?<![\w-])(?:[a-z]*woman|daughter|sister|mother|wife|widow|aunt|niece|girl|girlfriend|grandmother|actress)\Z"
)
_OWNER = re.compile(r"\A.*['\u2019]s\s")
# A family name that stands for its holder: not in "the Smith campaign", "a Smith aide".
_ALONE = re.compile(
    rf"(?<![Tt]he )(?<!\b[Aa] )(?<!\b[Aa]n )\b({CAPITALISED})"
    r"(?!\s(?:campaign|administration|family|camp|team|aide|spokes|supporter|surrogate|ally|allies|voter|official|staff|government"
    r"|backer|critic|advis|loyalist|fan|donor|follower|opponent|delegate|rall|lawyer|attorney))"
)
_BEHIND_A_NAME = re.compile(rf"(?<![.!?] )(?<![\w'\u2019-]){_CAPITAL}[a-z]+ ({CAPITALISED})(?! {_CAPITAL})")
_ABBREVIATED = re.compile(r"\s\(([A-Z]{2,6})\)")
_DAY = re.compile(rf"(?:{WEEKDAY}|{MONTH})\Z")
_OFFICE = re.compile(rf"\A(?:.*\s)?(?:{'|'.join(role.capitalize() for role in sorted(cues.ROLES))})\s+(?=\S+\s+\S)")
# Whom the family name alone tells behind a rank: President Smith, Sen. Smith.
_RANKED = re.compile(
    rf"\b(?:President|Governor|Mayor|Senator|Secretary|Minister|Chancellor|Judge|Justice|Speaker|Congressman|Congresswoman"
    rf"|Ambassador|Commissioner|Sheriff|Professor|Councillor|(?:Rep|Sen|Gov|Del|Cllr)\u2024?)\s+(?!General\b){CAPITALISED}\Z"
)
_OF_A_PLACE = re.compile(rf"(.*\b{CAPITALISED}\s{CAPITALISED})\s(?:of|from)\s")  # Rep. Jane Smith of New York
_BY_GIVEN_NAME = re.compile(r"(?:King|Queen|Prince|Princess|Pope|Sister|Father|Brother|Aunt|Uncle|Saint|St\u2024?)\s")
_INITIALS = 2  # letters: Mr AJ, Mr O
_LONGEST_NAME = 20  # code points
_LONGEST = 8  # words in the name of a person with their office


class Named(NamedTuple):
    """Where somebody is first named in full, a code point of the text, and how."""

    at: int
    name: str


class Mention(NamedTuple):
    """Somebody named in a sentence: code points in it, the family name, the name as it stands there."""

    start: int
    end: int
    family: str
    name: str
    is_surely_person: bool


def families(text: str) -> dict[str, list[Named]]:
    """Return for each family name of a person in `text` the first whom it names in full, and the first other one."""
    found: dict[str, list[Named]] = {}
    alone: set[str] | None = None
    for match in _PERSON.finditer(text):
        name = " ".join(_LEADING.sub("", POSSESSIVE.sub("", without_junior(match[0]))).split()[-_LONGEST:])
        family = name.rpartition(" ")[2]
        if family == name or family.isupper():
            continue
        given = given_name(name)
        known = found.get(family)
        first = given_name(known[0].name) if known else ""
        if known and (not given or len(known) > 1 or given == first):
            continue
        is_person = _is_person(match, name, text)
        if is_person is None:
            alone = _acting_alone(text) if alone is None else alone
            is_person = family in alone
        if not is_person or (_DAY.match(family) and not given):
            continue
        here = Named(match.start(), name)
        if known is None:
            found[family] = [here]
        else:
            known[:] = [*known, here] if first else [Named(known[0].at, name)]
    in_full = {given_name(known[0].name) for known in found.values()}
    for match in _LONE.finditer(text):
        name = match[1]
        if name in cues.given_names() and name not in in_full:
            found.setdefault(name, [Named(match.start(), name)])
    return found


def _is_person(match: re.Match[str], name: str, text: str) -> bool | None:
    """Whether `name`, which stands in what `match` found, is that of a person; None where nothing tells."""
    own = _without_office(name)
    if THE.match(name) or is_organisation(own) or _is_abbreviated(match, text):
        return False
    told = (
        own != name
        or given_name(name)
        or TITLED.match(name)
        or _RANKED.search(name)
        or _DOES.match(text, match.end())
        or _OFFICE_BEHIND.match(text, match.end())
        or _ROLE_BEFORE.search(text, max(0, match.start() - _LONGEST_ROLE), match.start())
    )
    return True if told else None


def _acting_alone(text: str) -> set[str]:
    """Return the names that stand alone in `text` where somebody does something: Jones shrugged, said Jones."""
    return {match[1] for match in _SAID_BY.finditer(text)} | {
        match[1]
        for match in _ACTING.finditer(text)
        if not _AFTER_A_NAME.search(text, max(0, match.start() - _LONGEST_NAME), match.start())
    }


def _is_abbreviated(match: re.Match[str], text: str) -> bool:
    """Whether the initials of a name follow it: a Taxpayer Identification Number (TIN) is nobody."""
    short = _ABBREVIATED.match(text, match.end())
    return short is not None and short[1].endswith("".join(word[0] for word in match[0].split()))


def mentions(told: str, named: dict[str, list[Named]], at: int) -> list[Mention]:
    """Return the people in `told`, in full or by a family name that stands alone once its holder has been named.

    Args:
        told: part of a text.
        named: what `families` found in the whole.
        at: where `told` starts in it, in code points.
    """
    found = []
    for match in _PERSON.finditer(told):
        name = POSSESSIVE.sub("", _LEADING.sub("", match[0]))
        family = family_name(name)
        is_name = family in named or not (
            " " not in name
            or (family.isupper() and (len(family) > _INITIALS or not TITLED.match(name)))  # Sirius XM, but Mr AJ
            or _DAY.match(family)
            or is_organisation(_without_office(name))
        )
        if not is_name or THE.match(name) or _is_abbreviated(match, told):
            continue
        start = match.start() + match[0].find(name)
        is_person = family in named or TITLED.search(name) or given_name(name) or _without_office(name) != name
        found.append(Mention(start, match.end(), family, name, bool(is_person)))
    rest = _PERSON.sub(lambda match: " " * len(match[0]), told)
    for match in _ALONE.finditer(rest):
        family = POSSESSIVE.sub("", match[1])
        if family in named and named[family][0].at < at + match.end():
            found.append(Mention(match.start(1), match.end(1), family, family, is_surely_person=True))
    return found


def spoken_of(family: str, quote: str) -> bool:
    """Whether words tell of or to somebody with that family name, who then does not speak: "Smith's plan is bad"."""
    told = rf"(?<![\w-]){re.escape(family)}(?:['\u2019]s)?\s[a-z]+\s"
    return family in quote and (re.search(told, quote) is not None or addressed(family, quote))


def addressed(family: str, quote: str) -> bool:
    """Whether words are said to somebody with that family name: "Mr Smith, you lie"."""
    return family in quote and re.search(rf"\b{cues.TITLE}\s{re.escape(family)},", quote) is not None


def last_names(text: str) -> frozenset[str]:
    """Return the words that stand behind another name, as a family name behind a given one: Jones, of Doug Jones."""
    return frozenset(_BEHIND_A_NAME.findall(text))


def may_be_family(name: str) -> bool:
    """Whether one word may be the name of a person: no day, no institution, no pronoun."""
    return not (" " in name or is_organisation(name) or _DAY.match(name) or name.lower() in cues.PRONOUNS)


def done_to(word: str, recent: str) -> str | None:
    """Return whom the pronoun cannot mean by the last sentence: "Smith asked her", and "she reminded Smith"."""
    first = max(0, len(recent) - _LAST_SENTENCE)
    if by := _DONE_BY.search(recent, first):
        return by[1]
    done = _DONE_TO.search(recent, first) if _TO_ONE.search(recent, first) else None
    return done[1] if done and done[2] == ("him" if word in cues.HE else "her") else None


@by_sentence
def may_be(name: str, pronoun: str) -> bool:
    """Whether title or given name leave it open that `pronoun` means this person."""
    title, kind = (cues.FEMALE_TITLE, "female") if pronoun in cues.HE else (cues.MALE_TITLE, "male")
    given = given_name(_OWNER.sub("", name))
    is_other = (_HERS if pronoun in cues.HE else _HIS).search(name) is not None
    return not is_other and not title.match(name) and cues.given_names().get(given) != kind


@by_sentence
def given_name(name: str) -> str:
    """Return the given name in `name` that tells men from women, empty where none does."""
    words = name.split()
    own = words[:-1] if len(words) > 1 and not _BY_GIVEN_NAME.match(name) else words  # Governor Christie
    return next((word for word in own if word in cues.given_names()), "")


@by_sentence
def family_name(name: str) -> str:
    """Return the last of somebody's names: Biden, for Joseph Biden Jr."""
    whence = _OF_A_PLACE.match(name)
    return POSSESSIVE.sub("", without_junior(whence[1] if whence else name)).split()[-1]


def without_junior(name: str) -> str:
    """Return a name without what tells a son from his father: Joseph Biden, for Joseph Biden Jr."""
    return _JUNIOR.sub("", name)


def _without_office(name: str) -> str:
    """Return `name` from the person's own names on: Labour Party Chairman and Secretary of State Ann Lee is no body."""
    own = _OFFICE.sub("", name)
    given = given_name(own)
    return own[own.find(given) :] if given else own


def may_be_person(name: str) -> bool:
    """Return whether nothing tells that a name is a body's, or no name."""
    first = name.partition(" ")[0].lower()
    is_name = name[0].isupper() and not name.isupper() and first not in cues.PRONOUNS | cues.DETERMINERS | cues.ROLES
    return is_name and not is_organisation(_without_office(name))


@by_sentence
def is_surely(name: str, pronoun: str) -> bool:
    """Return whether title or given name tell that `pronoun` fits this person."""
    title, kind = (cues.MALE_TITLE, "male") if pronoun in cues.HE else (cues.FEMALE_TITLE, "female")
    told = (_HIS if pronoun in cues.HE else _HERS).search(name) or title.match(name)
    return told is not None or cues.given_names().get(given_name(_OWNER.sub("", name))) == kind
