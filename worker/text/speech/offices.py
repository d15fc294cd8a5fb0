"""Who is meant by an office whose holder was named before: the spokesman."""

import re
from collections.abc import Callable, Collection

from worker.text.speech import cues
from worker.text.speech.shapes import CAPITALISED, POSSESSIVE, is_organisation
from worker.text.speech.who import family_name

_HOLDER = re.compile(
    r"(?P<the>(?i:the|der|die|le|la|el|il|het)\s+|l['\u2019])?(?:(?P<age>\d{1,3})-year-old\s?)?"
    r"(?P<office>(?:[\w'\u2019-]+(?:\s[\w'\u2019-]+){0,4})?)"
)
_SHORT = {
    "governor": "Gov",
    "senator": "Sen",
    "professor": "Prof",
    "general": "Gen",
    "congressman": "Rep",
    "congresswoman": "Rep",
    "lawmaker": "Rep",
}
_CAPITALISED = re.compile(r"\b[A-Z\u00c0-\u00de][\w-]+")
_QUOTED = re.compile(r"[\"\u201c][^\"\u201d]*[\"\u201d]")
_SENTENCE = 200  # code points
_GROUPS = frozenset(("police", "people", "family", "staff"))
_ONE = "|".join(
    sorted(
        {role.removesuffix("s") for role in cues.ROLES - _GROUPS if not role.endswith("ies")}
        | {"man", "woman", "witness"}
    )
)
_UNNAMED = re.compile(
    rf"(?i:the|an?|one|another)\s(?:[\w'\u2019\u2024-]+\s){{0,5}}?({_ONE})(?:\s(?:of|for|at|in|from|with)\s.+)?"
)
_HIS = re.compile(r"(?:man|father|actor)\Z")
_HERS = re.compile(r"(?:woman|mother|actress)\Z")
_ONE_OF = re.compile(r"(?i:one)\sof\s(?:[\w'\u2019\u2024-]+\s){1,5}?[a-z-]{3,}s(?:\s(?:of|for|at|in|from|with)\s.+)?")


def is_unnamed(name: str, pronoun: str) -> bool:
    """Return whether `name` is one person told by what they are alone whom `pronoun` can mean: a ministry spokesman."""
    one = _UNNAMED.fullmatch(name)
    if one is None:
        return _ONE_OF.fullmatch(name) is not None
    is_hers = _HERS.search(one[1]) is not None
    is_his = not is_hers and _HIS.search(one[1]) is not None
    return not (is_hers if pronoun in cues.HE else is_his)


def holder(name: str, before: str, named: Callable[[], Collection[str]]) -> str | None:
    """Return the person who was last named with the office that `name` is: "the spokesman", of whom `before` tells.

    Null where `name` is anything else, or nobody was. Of those with the family names `named`, somebody with a title
    (Governor Smith) must be named last before `name` itself, where `before` ends with its sentence.
    """
    match = _HOLDER.fullmatch(name)
    if match is None:
        return None
    if not match["the"]:  # Chief Secretary said
        words = name.lower().split()
        is_office = words[-1] in cues.ROLES and words[0] not in cues.DETERMINERS
        return _titled(name, before[: before.rfind(name)], named) if is_office else None
    at = before.rfind(name, max(0, len(before) - _SENTENCE))
    full = rf"(?P<name>(?!(?:On|In|At|By|For|From|After|Before|Since|Last)\s){CAPITALISED}(?:\s+{CAPITALISED}){{1,3}})"
    office = rf"(?{'i' if ' ' in match['office'] else ''}:{re.escape(match['office'])})"  # Special counsel Jane Smith
    patterns = []
    if match["age"]:
        patterns = [rf"(?P<name>{CAPITALISED}(?:\s+{CAPITALISED}){{0,3}}),\s{match['age']}\b"]
    elif match["office"].rpartition(" ")[2] in cues.ROLES and len(re.findall(office, before)) > (at >= 0):
        patterns = [
            rf"\b{office}\s+{full}",
            rf"\b{office}\b(?:\s+(?:for|of|at|de|du|des|della?|van)\s[^,.;]{{1,60}})?,\s+{full}(?=[,.])",
            rf"{full},\s+(?:\d+,\s+)?(?:(?:an?|the|its|his|her|their)\s+)?(?:[\w'\u2019-]+\s+){{0,4}}?{office}\b",
        ]
    told = [
        found for pattern in patterns for found in re.finditer(pattern, before) if not is_organisation(found["name"])
    ]
    if told:
        return POSSESSIVE.sub("", max(told, key=lambda found: found.start())["name"])
    return _titled(match["office"], before[:at] if at >= 0 else before, named)


def _titled(office: str, before: str, named: Callable[[], Collection[str]]) -> str | None:
    """Return who bears an office as a title, if nobody else was named since: the premier, of Premier Jane Smith."""
    title = " ".join(word[0].upper() + word[1:] for word in office.split())
    short = f"{_SHORT.get(office.lower(), title)}\u2024"
    if not office or not (title in before or short in before):
        return None
    full = rf"({CAPITALISED}(?:\s+{CAPITALISED}){{0,2}}?)(?!\s+[A-Z])"
    borne = re.finditer(rf"\b(?:{re.escape(title)}|{short})\s+{full}", before)
    bearers = {family_name(found[1]): found for found in borne}
    if len(bearers) != 1:
        return None
    family, bearer = bearers.popitem()
    known = named()
    others = [word for word in _CAPITALISED.findall(_QUOTED.sub(" ", before)) if word in known]
    if not others or (others[-1] != family and " " not in office):
        return None
    another = re.compile(rf"\b(?:one|an?|another)\s(?:[\w-]+\s){{0,3}}?{re.escape(office.lower())}\b", re.IGNORECASE)
    return None if another.search(before, bearer.end()) else POSSESSIVE.sub("", bearer[1])
