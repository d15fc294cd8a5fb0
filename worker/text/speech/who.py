"""Who is meant by a pronoun."""

import re
import sys
from typing import NamedTuple

from worker.text.speech import cues
from worker.text.speech.shapes import CAPITALISED, POSSESSIVE, is_organisation
from worker.text.speech.stops import masked

_CAPITAL = "[A-Z\u00c0-\u00de]"
_TITLE = r"(?:(?<=M)(?:rs?|s|iss)|(?<=D)(?:r|ame)|(?<=S)ir|(?<=L)(?:ord|ady)|(?<=H)err|(?<=F)rau)\u2024?"
_FURTHER = rf"[^\S\n]+(?:[A-Z\u2024]+[^\S\n]+|[ae]l-|(?:bin|ibn|de|van|von) )?{_CAPITAL}[\w'\u2019-]+"
# The capital comes first, so that a search goes from one to the next.
_PERSON = re.compile(
    rf"{_CAPITAL}(?<![\w'\u2019-].)"
    rf"(?:{_TITLE}\s+{_CAPITAL}[\w'\u2019-]+(?:{_FURTHER})*"
    rf"|[a-z\u00e0-\u00ff'\u2019-]+(?:(?<=-){_CAPITAL}[a-z\u00e0-\u00ff]+)*(?:{_FURTHER})+)"
)
# What may stand before a sentence's subject: In a speech on Monday, Mr Smith ...
_ADJUNCT = (
    r"(?:(?:[A-Z][a-z]+ing|In|On|At|Like|Unlike|Then|After|Before|Last|Later|During|For|With|Despite|Earlier|Now)\b"
    rf"[^.;:!?\n|]{{0,80}}?,\s+(?={CAPITALISED}))?"
)
_OFFICE_FIRST = (
    r"(?:(?:(?:And|But|So|Yet)\s)?(?i:when|while|as|after|before|though|although|since)\s)?"
    rf"(?:(?:[\w'\u2019-]+\s+){{0,6}}?(?:{cues.ANY_ROLE})\s+(?={CAPITALISED}\s)|(?!(?:The|A|An)\s))"
)
_BEGUN = re.compile(
    rf"(?:\A|[.!?\u2026][\"'\u201d\u2019\u00bb]*\s+|\n\s*|\|\s*){_ADJUNCT}{_OFFICE_FIRST}(?:{CAPITALISED}\s+){{0,5}}({CAPITALISED})"
)
_NAME_FIRST = re.compile(rf"\s*{_ADJUNCT}{_OFFICE_FIRST}(?:{CAPITALISED}\s+){{0,5}}({CAPITALISED})")
_SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u201d\u2019\u00bb]*\s+|\n\s*|\|\s*")
_SPEAKS = re.compile(
    r"\b(?:said|says|told|added|posted|tweeted|wrote|claimed|announced|insisted|argued|warned|accused|denied|denies"
    r"|sagte|sagt|dijo|dice|a d\u00e9clar\u00e9|a dit|ha detto|disse|zei|zegt)\b"
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
_LONE = re.compile(rf"(?<![\w'\u2019-])({CAPITALISED})(?:{_DOES.pattern})")
_DONE_TO = re.compile(r"([\w'\u2019-]+)\s[a-z]+(?:ed|s|d)\s(him|her)\b[^.!?|]*[.!?]?[\s|]*\Z")
_DONE_BY = re.compile(
    rf"\b(?:[Hh]e|[Ss]he)\s(?:[a-z]+(?:ed|s)|told)\s(?:{CAPITALISED}\s)*({CAPITALISED})\b[^.!?|]*[.!?]?[\s|]*\Z"
)
_LAST_SENTENCE = 200  # code points
_OWNER = re.compile(r"\A.*['\u2019]s\s")
# A family name that stands for its holder: not in "the Smith campaign", "a Smith aide".
_ALONE = re.compile(
    rf"(?<![Tt]he )(?<!\b[Aa] )(?<!\b[Aa]n )\b({CAPITALISED})"
    r"(?!\s(?:campaign|administration|family|camp|team|aide|spokes|supporter|surrogate|ally|allies|voter|official|staff|government))"
)
_BEHIND_A_NAME = re.compile(rf"(?<![.!?] )(?<![\w'\u2019-]){_CAPITAL}[a-z]+ ({CAPITALISED})(?! {_CAPITAL})")
_LEFT_TO_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_ABBREVIATED = re.compile(r"\s\(([A-Z]{2,6})\)")
_DAY = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\Z"
)
_OFFICE = re.compile(rf"\A(?:.*\s)?(?:{'|'.join(role.capitalize() for role in sorted(cues.ROLES))})\s+(?=\S+\s+\S)")
# Whom the family name alone tells behind a rank: President Smith, Sen. Smith.
_RANKED = re.compile(
    rf"\b(?:President|Governor|Mayor|Senator|Secretary|Minister|Chancellor|Judge|Justice|Speaker|Congressman|Congresswoman"
    rf"|Ambassador|Commissioner|Sheriff|Professor|Councillor|(?:Rep|Sen|Gov|Del|Cllr)\u2024?)\s+(?!General\b){CAPITALISED}\Z"
)
_INITIALS = 2  # letters: Mr AJ, Mr O
_LONGEST = 8  # words in the name of a person with their office


class Named(NamedTuple):
    """Where somebody is first named in full, a code point of the text, and how."""

    at: int
    name: str


def families(text: str) -> dict[str, list[Named]]:
    """Return for each family name of a person in `text` the first whom it names in full, and the first other one."""
    found: dict[str, list[Named]] = {}
    for match in _PERSON.finditer(text):
        name = " ".join(_LEADING.sub("", POSSESSIVE.sub("", match[0])).split()[-_LONGEST:])
        family = name.rpartition(" ")[2]
        own = _without_office(name)
        given = given_name(name)
        is_person = own != name or given or TITLED.match(name) or _RANKED.search(name)
        is_person = is_person or _DOES.match(text, match.end())
        if family == name or not is_person or family.isupper() or THE.match(name) or (_DAY.match(family) and not given):
            continue
        if is_organisation(own) or _is_abbreviated(match, text):
            continue
        known = found.setdefault(family, [Named(match.start(), name)])
        if given and len(known) == 1 and given != (first := given_name(known[0].name)):
            known[:] = [*known, Named(match.start(), name)] if first else [Named(known[0].at, name)]
    in_full = {given_name(known[0].name) for known in found.values()}
    for match in _LONE.finditer(text):
        name = match[1]
        if name in cues.given_names() and name not in in_full:
            found.setdefault(name, [Named(match.start(), name)])
    return found


def _is_abbreviated(match: re.Match[str], text: str) -> bool:
    """Whether the initials of a name follow it: a Taxpayer Identification Number (TIN) is nobody."""
    short = _ABBREVIATED.match(text, match.end())
    return short is not None and short[1].endswith("".join(word[0] for word in match[0].split()))


def person(
    pronoun: str,
    recent: str,
    speakers: list[str],
    named: dict[str, list[Named]],
    at: int,
    asker: str | None = None,
    quote: str = "",
) -> str | None:
    """Return the one person in `recent` whom `pronoun` can mean, as named there; None for none or several.

    Somebody whom the text has named in full before counts by family name alone: `named` is what `families` found, `at`
    where in the text `recent` ends; `asker` is who cannot be meant, nor who is spoken of in `quote`, the words that are
    asked about.

    Of several, the last who spoke is meant if nobody else has been named since, else whom the text is about.
    """
    word = pronoun.lower()
    if word not in cues.HE and word not in cues.SHE:
        return None
    found = _named_in(recent, named, at)
    told = {masked(name) for name in speakers if _may_be_person(name)}
    found += [(recent.rfind(name), name) for name in told]
    people: dict[str, tuple[int, str]] = {}
    doer = done_to(word, recent)
    unfit = {masked(asker).split()[-1]} if asker else set()
    for position, name in sorted(found):
        bare = POSSESSIVE.sub("", name)
        family = bare.split()[-1]
        if family.isupper() and len(family) > _INITIALS:
            continue  # Google Cloud CEO
        full = _in_full(family, named, at) or bare if bare == family else bare
        if not may_be(word, full) or family == doer or spoken_of(family, quote):
            unfit.add(family)
        if position >= 0 and not is_organisation(_without_office(bare)) and (family in named or not _DAY.match(family)):
            people[family] = (position, people[family][1] if bare == family and family in people else bare)
    people = {family: person for family, person in people.items() if family not in unfit}
    if len(people) == 1:
        return next(iter(people.values()))[1]
    if not people:
        return None
    starts = [end.end() for end in _SENTENCE_END.finditer(recent) if recent[end.end() :].strip()]
    start = starts[-1] if starts else 0
    first = _NAME_FIRST.match(recent, start)
    about = people[first[1]][1] if first and first[1] in people else None
    nearest = max(people.values())
    fit = [
        found
        for family, found in people.items()
        if _is_surely(word, (_in_full(family, named, at) or found[1]) if found[1] == family else found[1])
    ]
    last = people.get(masked(speakers[-1]).split()[-1]) if speakers else None
    if last and last == nearest:
        return about or (fit[0][1] if len(fit) == 1 and fit[0][0] >= start else last[1])
    if fit == [nearest] and about in {None, nearest[1]}:
        return nearest[1]
    return _spoken_of(people, recent) or about or _alone_in(people, recent[start:])


def spoken_of(family: str, quote: str) -> bool:
    """Whether words tell of somebody with that family name, who then does not speak them: "Smith's plan is bad"."""
    return family in quote and re.search(rf"(?<![\w-]){re.escape(family)}(?:['\u2019]s)?\s[a-z]+\s", quote) is not None


def begins_another(told: str, name: str, named: dict[str, list[Named]]) -> bool:
    """Whether a sentence in `told` begins with a person other than `name`."""
    begun = {found[1] for found in _BEGUN.finditer(told)}
    return bool(begun & named.keys() - {masked(name).split()[-1]})


def last_names(text: str) -> frozenset[str]:
    """Return the words that stand behind another name, as a family name behind a given one: Jones, of Doug Jones."""
    return frozenset(_BEHIND_A_NAME.findall(text))


def may_be_family(name: str) -> bool:
    """Whether one word may be the name of a person: no day, no institution, no pronoun."""
    return not (" " in name or is_organisation(name) or _DAY.match(name) or name.lower() in cues.PRONOUNS)


def is_alone(pronoun: str, name: str, recent: str, named: dict[str, list[Named]]) -> bool:
    """Whether a pronoun can mean who spoke last, `name`, as `recent` names nobody since."""
    full = masked(name)
    family = full.split()[-1]
    if not _may_be_person(name) or (family not in named and not given_name(full) and not TITLED.match(full)):
        return False
    others = {POSSESSIVE.sub("", other).split()[-1] for _, other in _named_in(recent, named, sys.maxsize)}
    return (
        others & named.keys() <= {family}
        and may_be(pronoun.lower(), full)
        and done_to(pronoun.lower(), recent) != family
    )


def _named_in(recent: str, named: dict[str, list[Named]], at: int) -> list[tuple[int, str]]:
    """Return the people in `recent`, in full or by their family names alone, with the code points where they stand."""
    found = [
        (match.start(), name)
        for match in _PERSON.finditer(recent)
        if not THE.match(name := _LEADING.sub("", match[0])) and not _is_abbreviated(match, recent)
    ]
    alone = _PERSON.sub(lambda match: " " * len(match[0]), recent)
    names = ((match.start(1), POSSESSIVE.sub("", match[1])) for match in _ALONE.finditer(alone))
    return [*found, *((position, name) for position, name in names if _in_full(name, named, at))]


def _in_full(family: str, named: dict[str, list[Named]], at: int) -> str | None:
    """Return the full name of the one person with that family name whom the text has named before `at`."""
    before = [name for first, name in named.get(family, ()) if first < at]
    return before[0] if len(before) == 1 else None


def _spoken_of(people: dict[str, tuple[int, str]], recent: str) -> str | None:
    """Return whom of several `people` the text is about just now; None where that is not clear.

    That is the only one of them in the sentence at hand, else the one with whom the last sentence begins that begins
    with one of them, if it lets them speak or they were named before.
    """
    at_hand = max((end.end() for end in _SENTENCE_END.finditer(recent)), default=0)
    here = [name for family, (_, name) in people.items() if recent.rfind(family) >= at_hand]
    if len(here) == 1:
        return here[0]
    begun = [found for found in _BEGUN.finditer(recent) if found[1] in people]
    if here or not begun:
        return None
    family = begun[-1][1]
    ends = _SENTENCE_END.search(recent, begun[-1].end())
    speaks = _SPEAKS.search(recent, begun[-1].end(), ends.start() if ends else len(recent)) is not None
    return people[family][1] if speaks or recent.count(family) > 1 else None


def done_to(word: str, recent: str) -> str | None:
    """Return whom the pronoun cannot mean by the last sentence: "Smith asked her", and "she reminded Smith"."""
    done = _DONE_TO.search(recent, max(0, len(recent) - _LAST_SENTENCE))
    if by := _DONE_BY.search(recent, max(0, len(recent) - _LAST_SENTENCE)):
        return by[1]
    return done[1] if done and done[2] == ("him" if word in cues.HE else "her") else None


def _alone_in(people: dict[str, tuple[int, str]], sentence: str) -> str | None:
    """Return the only one of `people` in `sentence`, which is about nobody who is left to a pronoun."""
    here = [name for family, (_, name) in people.items() if family in sentence]
    return here[0] if len(here) == 1 and not _LEFT_TO_PRONOUN.search(sentence) else None


def may_be(pronoun: str, name: str) -> bool:
    """Whether title or given name leave it open that `pronoun` means this person."""
    title, kind = (cues.FEMALE_TITLE, "female") if pronoun in cues.HE else (cues.MALE_TITLE, "male")
    given = given_name(_OWNER.sub("", name))
    other = "woman" if pronoun in cues.HE else "man"
    is_other = name.endswith(other) and not name.endswith(f"wo{other}")
    return not is_other and not title.match(name) and cues.given_names().get(given) != kind


def given_name(name: str) -> str:
    """Return the given name in `name` that tells men from women, empty where none does."""
    return next((word for word in name.split() if word in cues.given_names()), "")


def _without_office(name: str) -> str:
    """Return `name` from the person's own names on: Labour Party Chairman Ann Lee is no party."""
    return _OFFICE.sub("", name)


def _is_surely(pronoun: str, name: str) -> bool:
    """Whether title or given name tell that `pronoun` fits this person."""
    title, kind = (cues.MALE_TITLE, "male") if pronoun in cues.HE else (cues.FEMALE_TITLE, "female")
    return title.match(name) is not None or cues.given_names().get(given_name(_OWNER.sub("", name))) == kind


def _may_be_person(name: str) -> bool:
    first = name.partition(" ")[0].lower()
    return name[0].isupper() and not name.isupper() and first not in cues.PRONOUNS | cues.DETERMINERS | cues.ROLES
