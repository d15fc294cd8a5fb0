"""Ages of people whom nobody names: the 34-year-old driver here, the driver, aged 43, there.

Each article tells of one such driver alone, of whom the same is told: arrested, or killed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.divergence import FigurePair
from worker.text.between.figures.ages import AGE, may_tell
from worker.text.between.meaning import meant
from worker.text.between.tokenised import Tokenised

_ROLES = """
    driver motorist pilot cyclist motorcyclist biker pedestrian passenger suspect gunman attacker shooter victim hostage
    teenager teen boy girl toddler child man woman pensioner grandmother grandfather mother father student pupil teacher
    officer soldier climber hiker swimmer surfer diver skier sailor fisherman farmer nurse doctor tourist worker
"""
_ROLE = rf"(?P<role{{place}}>{'|'.join(_ROLES.split())})"
_WRITTEN = (
    rf"\b{AGE.format(place=0)}-year-old (?:[a-z-]+ ){{0,2}}?{_ROLE.format(place=0)}\b(?! [A-Z])",
    (
        rf"\b{_ROLE.format(place=1)}(?: of (?:the|a|an) [a-z]+)?, (?:aged |who is )?{AGE.format(place=1)}"
        r"(?=[,.;](?!\d)|$)"
    ),
    rf"\b{_ROLE.format(place=2)} (?:of|aged) {AGE.format(place=2)}(?![\w.,-]?\d|%| (?!was|is|has)[a-z]+s\b)",
    rf"\b{_ROLE.format(place=3)} \({AGE.format(place=3)}\)",
)
_AGED = re.compile("|".join(_WRITTEN))
_ELDERS = frozenset({"pensioner", "grandmother", "grandfather"})
_FEWEST_YEARS_OF_ELDERS = 60
_ALIKE = {"motorist": "driver", "biker": "motorcyclist", "teen": "teenager", "shooter": "gunman", "attacker": "gunman"}
_FATES = (
    (
        "held",
        re.compile(
            r"\b(?:arrest\w*|detain\w*|custody|charged|questioned|jailed|sentenced|convicted|suspect\w*|accused)\b"
        ),
    ),
    ("dead", re.compile(r"\b(?:died|dies|dead|killed|death|drowned|murder\w*|stabbed|shot)\b")),
    ("hurt", re.compile(r"\b(?:injur\w+|hurt|wounded|hospital|critical|stable|rescued|robbed|missing|found)\b")),
)
_CUTS = re.compile(r";|\b(?:after|when|while|as|over|but)\b")
_NAME = re.compile(r"(?<=[a-z,;-] )(?!I\b)[A-Z]\w+(?: [A-Z]\w+)*")
_SHARED, _SHARE = 3, 0.4
"""Words that the two sentences have in common at least, and their share of the shorter."""


@dataclass(frozen=True)
class Unnamed:
    """A person's age, told with what they are; `fates` is what their clause tells."""

    sentence: int
    age: int
    said: str
    fates: frozenset[str]
    meaning: frozenset[str]
    names: frozenset[str]
    """What begins with a capital within its sentence: places, and people."""


def prepare(sentences: Sequence[Tokenised]) -> Mapping[str, Unnamed]:
    """Return by what they are those of whom the article gives one age; nobody of a kind of which it has two."""
    found: dict[str, Unnamed] = {}
    unclear: set[str] = set()
    for index, sentence in enumerate(sentences):
        if not may_tell(sentence):
            continue
        for match in _AGED.finditer(sentence.text):
            place = next(place for place in range(len(_WRITTEN)) if match[f"role{place}"])
            role, said = match[f"role{place}"], match[f"age{place}"]
            start, end = _clause(sentence.text, match.start(), match.end())
            fates = frozenset(name for name, pattern in _FATES if pattern.search(sentence.text[start:end]))
            one = Unnamed(index, int(said), said, fates, meant(sentence.words), _names(sentence.text))
            role = "elder" if role in _ELDERS or one.age >= _FEWEST_YEARS_OF_ELDERS else _ALIKE.get(role, role)
            if found.setdefault(role, one).age != one.age:
                unclear.add(role)
    return {role: one for role, one in found.items() if role not in unclear}


def _names(text: str) -> frozenset[str]:
    return frozenset(found[0] for found in _NAME.finditer(text))


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause around a place, whose fate is not that of others in the sentence: arrested after one died."""
    cuts = [found.start() for found in _CUTS.finditer(text) if not start <= found.start() < end]
    return max((cut for cut in cuts if cut < start), default=0), min(
        (cut for cut in cuts if cut >= end), default=len(text)
    )


def pair(a: Mapping[str, Unnamed], b: Mapping[str, Unnamed]) -> Iterator[FigurePair]:
    """Yield the ages of one person that differ: the same is told of them, in sentences with enough in common."""
    ages_a, ages_b = {one.age for one in a.values()}, {one.age for one in b.values()}
    for role in sorted(a.keys() & b.keys()):
        one, other = a[role], b[role]
        shared = one.meaning & other.meaning
        enough = max(_SHARED, _SHARE * min(len(one.meaning), len(other.meaning)))
        is_of_others = bool(one.fates and other.fates) and one.fates.isdisjoint(other.fates)
        elsewhere = bool(one.names and other.names) and one.names.isdisjoint(other.names)
        if one.age in ages_b or other.age in ages_a or is_of_others or elsewhere or len(shared) < enough:
            continue
        yield FigurePair(
            a=one.sentence,
            b=other.sentence,
            what=f"age of the {role}",
            value_a=one.age,
            value_b=other.age,
            relation="conflict",
            said_a=one.said,
            said_b=other.said,
        )
