"""How old two articles say that a person is: one who bears the same name in both is of one age."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.divergence import FigurePair
from worker.text.between.tokenised import Tokenised
from worker.text.calendar_names import OF_CALENDAR
from worker.text.grouping.terms import STOPWORDS
from worker.text.listed import words_of

_PERSON = r"(?:[A-Z][\w'-]+ ){1,3}[A-Z][\w'-]+"
AGE = r"(?P<age{place}>[1-9]\d?|1[01]\d)"
_WRITTEN = (
    rf"(?P<name0>{_PERSON}) \({AGE.format(place=0)}\)",
    (
        rf"(?P<name1>{_PERSON}), (?:aged |who is )?{AGE.format(place=1)}"
        r"(?=,(?! (?:of|on|or|and) \d)|[.;]\s|[.;]?$| (?:years old|and)\b)"
    ),
    rf"\b{AGE.format(place=2)}-year-old (?:[a-z-]+ ){{0,3}}(?P<name2>{_PERSON})",
    (
        rf"(?P<name3>{_PERSON}), (?:de |di |con |\u00e2g\u00e9e? de )?{AGE.format(place=3)}"
        r" (?:a\u00f1os|anni|anos|ans|jaar|Jahre)\b"
    ),
    rf"(?P<name4>{_PERSON}), an? {AGE.format(place=4)}-year-old\b",
    rf"\b{AGE.format(place=5)}-(?:j\u00e4hrige[rnms]?|jarige) (?:[\w-]+ ){{0,2}}?(?P<name5>{_PERSON})",
)
_TITLES = frozenset(["Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Sgt", "PC", "Judge", "Officer", "Detective", "President"])
_BY_SURNAME = re.compile(
    rf"(?:^|(?<=[a-z,;] ))(?:(?:{'|'.join(sorted(_TITLES))})\.? )?(?P<name>[A-Z][\w'-]+),"
    rf" (?:aged |who is )?{AGE.format(place='')}(?=,(?! (?:of|on|or|and) \d)|[.;]?$| years old)"
)
_DIED = re.compile(
    r"\b(?:died|dies|passed away)\b[^.;]{0,60}?\b(?:at the age of|aged|at) (?P<age>[1-9]\d|1[01]\d)\b"
    r"(?![:.]\d)(?! [ap]\.?m)"
)
_BESIDE = re.compile(r"\(\d|, (?:(?:aged|who is|de|di|con|an?|\u00e2g\u00e9e? de) )?\d|\d-(?:y|j)| (?:of|aged) \d")
_NAME = re.compile(r"\b[A-Z][\w'-]+")
_AGED = re.compile("|".join(_WRITTEN))
_NO_NAMES = OF_CALENDAR | words_of("room flight route highway interstate channel page chapter group")
_MOST_NAMES = 4


@dataclass(frozen=True)
class Aged:
    """A person's age where an article first gives it."""

    sentence: int
    age: int
    said: str


def may_tell(sentence: Tokenised) -> bool:
    """Whether something in a sentence is written as ages are: Ann Lee (34), the driver, 34, a 34-year-old, aged 34."""
    return sentence.has_digit and (_BESIDE.search(sentence.text) is not None or _DIED.search(sentence.text) is not None)


def prepare(sentences: Sequence[Tokenised]) -> Mapping[str, Aged]:
    """Return the persons whose age an article gives, by first and last name; not those of whom it gives two."""
    found: dict[str, Aged] = {}
    unclear: set[str] = set()
    for index, sentence in enumerate(sentences):
        if not may_tell(sentence):
            continue
        for name, age, said in (*_ages(sentence.text), *_by_surname(sentence.text, sentences)):
            known = found.setdefault(name, Aged(index, age, said))
            if known.age != age:
                unclear.add(name)
    return {name: aged for name, aged in found.items() if name not in unclear}


def _ages(text: str) -> Iterator[tuple[str, int, str]]:
    for found in _AGED.finditer(text):
        place = next(place for place in range(len(_WRITTEN)) if found[f"name{place}"])
        names: Sequence[str] = found[f"name{place}"].split()
        if not _NO_NAMES & {name.casefold() for name in names}:
            yield f"{names[-2]} {names[-1]}", int(found[f"age{place}"]), found[f"age{place}"]
    if died := _DIED.search(text):
        for name in _NAME.findall(text[: died.start()])[:_MOST_NAMES]:
            if name.casefold() not in STOPWORDS:
                yield name, int(died["age"]), died["age"]


def _by_surname(text: str, sentences: Sequence[Tokenised]) -> Iterator[tuple[str, int, str]]:
    """Yield the ages of persons named by surname, where the article names one such person in full."""
    for found in _BY_SURNAME.finditer(text):
        in_full = re.compile(rf"\b([A-Z][\w'-]+) {re.escape(found['name'])}\b")
        first_names = {name for sentence in sentences for name in in_full.findall(sentence.text)} - _TITLES
        if len(first_names) == 1 and found["name"].casefold() not in _NO_NAMES:
            yield f"{first_names.pop()} {found['name']}", int(found["age"]), found["age"]


def pair(a: Mapping[str, Aged], b: Mapping[str, Aged]) -> Iterator[FigurePair]:
    """Yield the ages that both articles give of one person."""
    told: set[tuple[int, int]] = set()
    for name in sorted(a.keys() & b.keys(), key=lambda name: (" " not in name, name)):
        one, other = a[name], b[name]
        if (one.sentence, one.age) in told:
            continue
        told.add((one.sentence, one.age))
        yield FigurePair(
            a=one.sentence,
            b=other.sentence,
            what=f"age of {name}",
            value_a=one.age,
            value_b=other.age,
            relation="agree" if one.age == other.age else "conflict",
            said_a=one.said,
            said_b=other.said,
        )
