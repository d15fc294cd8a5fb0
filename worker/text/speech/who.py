"""Who is meant by a pronoun, or by an office whose holder was named before."""

import re

from worker.text.speech import cues
from worker.text.speech.names import CAPITALISED, is_organisation, masked

_PERSON = re.compile(
    r"(?<![\w'\u2019-])(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Dame|Herr|Frau)\u2024?\s+[A-Z\u00c0-\u00de][\w'\u2019-]+"
    r"|[A-Z\u00c0-\u00de][a-z\u00e0-\u00ff'\u2019-]+)(?:\s+(?:[A-Z\u2024]+\s+)?[A-Z\u00c0-\u00de][\w'\u2019-]+)+"
    r"|(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Dame|Herr|Frau)\u2024?\s+[A-Z\u00c0-\u00de][\w'\u2019-]+"
)
_BEGUN = re.compile(
    rf"(?:\A|[.!?\u2026][\"'\u201d\u2019\u00bb]*\s+|\n\s*|\|\s*)(?:{CAPITALISED}\s+){{0,3}}({CAPITALISED})"
)
_SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u201d\u2019\u00bb]*\s+|\n\s*|\|\s*")
_SPEAKS = re.compile(
    r"\b(?:said|says|told|added|sagte|sagt|dijo|dice|a d\u00e9clar\u00e9|a dit|ha detto|disse|zei|zegt)\b"
)
# A sentence's first word has a capital and is no name.
_LEADING = re.compile(
    r"\A(?:(?:But|And|Yet|So|As|After|Although|Though|Before|When|While|With|Without|Since|If|Then|Now|Because|Until|For|In|On"
    r"|At|By|To|From|Like|Unlike|Despite|Once|Where|Later|Meanwhile|However|Even|Also|Both|Only|What|How|Why|Who"
    r"|Aber|Und|Doch|Als|Wenn|Mais|Et|Quand|Pero|Cuando|Ma|Quando|Mas|Maar|Toen)\s+)+"
)
_THE = re.compile(r"(?:The|A|An|That|This|These|Those)\s")
_POSSESSIVE = re.compile(r"['\u2019]s?\Z")
_HOLDER = re.compile(
    rf"(?i:the|der|die|le|la|el|il|lo|o|a|de|het)\s+({'|'.join(sorted(cues.ROLES))})\Z|l['\u2019]({'|'.join(sorted(cues.ROLES))})\Z"
)


def person(pronoun: str, recent: str, speakers: list[str]) -> str | None:
    """Return the one person in `recent` whom `pronoun` can mean, as named there; None for none or several.

    Of several, the last who spoke is meant if nobody else has been named since, else whom the text is about.
    """
    word = pronoun.lower()
    if word not in cues.HE and word not in cues.SHE:
        return None
    found = [
        (match.start(), name)
        for match in _PERSON.finditer(recent)
        if not _THE.match(name := _LEADING.sub("", match[0]))
    ]
    told = {masked(name) for name in speakers if _may_be_person(name)}
    found += [(recent.rfind(name), name) for name in told]
    people: dict[str, tuple[int, str]] = {}
    unfit: set[str] = set()
    for position, name in sorted(found):
        bare = _POSSESSIVE.sub("", name)
        family = bare.split()[-1]
        if not _may_be(word, bare):
            unfit.add(family)
        if position >= 0 and not is_organisation(bare):
            people[family] = (position, bare)
    people = {family: person for family, person in people.items() if family not in unfit}
    if len(people) == 1:
        return next(iter(people.values()))[1]
    last = people.get(masked(speakers[-1]).split()[-1]) if speakers else None
    if last and last == max(people.values()):
        return last[1]
    return _spoken_of(people, recent)


def _spoken_of(people: dict[str, tuple[int, str]], recent: str) -> str | None:
    """Return whom of several `people` the text is about just now; None where that is not clear.

    That is the only one of them in the sentence at hand, else the one with whom the last sentence begins that begins
    with one of them, if it lets them speak or they were named before.
    """
    at_hand = max((end.end() for end in _SENTENCE_END.finditer(recent)), default=0)
    if recent[at_hand:].partition(" ")[0].lower() in cues.PRONOUNS:
        recent = recent[:at_hand]  # whom it names besides is another
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


def _may_be(pronoun: str, name: str) -> bool:
    """Whether title or given name leave it open that `pronoun` means this person."""
    title, kind = (cues.FEMALE_TITLE, "female") if pronoun in cues.HE else (cues.MALE_TITLE, "male")
    given = next((word for word in name.split() if word in cues.given_names()), "")
    return not title.match(name) and cues.given_names().get(given) != kind


def _may_be_person(name: str) -> bool:
    first = name.partition(" ")[0].lower()
    return name[0].isupper() and not name.isupper() and first not in cues.PRONOUNS | cues.DETERMINERS | cues.ROLES


def holder(name: str, before: str) -> str | None:
    """Return the person who was last named with the office that `name` is: "the spokesman", of whom `before` tells.

    Null where `name` is anything else, or nobody was.
    """
    match = _HOLDER.match(name)
    if match is None:
        return None
    role = match[1] or match[2]
    full = rf"(?P<name>{CAPITALISED}(?:\s+{CAPITALISED}){{1,3}})"
    told = [
        found
        for pattern in (
            rf"\b{role}\s+{full}",
            rf"\b{role}\b(?:\s+(?:for|of|at|de|du|des|della?|van)\s[^,.;]{{1,60}})?,\s+{full}(?=[,.])",
            rf"{full},\s+(?:\d+,\s+)?(?:(?:an?|the|its|his|her|their)\s+)?(?:[\w'\u2019-]+\s+){{0,4}}?{role}\b",
        )
        for found in re.finditer(pattern, before)
        if not is_organisation(found["name"])
    ]
    return max(told, key=lambda found: found.start())["name"] if told else None
