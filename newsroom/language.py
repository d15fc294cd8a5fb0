"""A language as the newsroom writes it: names, numbers, dates and the grammars of its news domains.

A grammar is a sentence with choices, `[fire|blaze]`, and slots, `{place}`. Choices are taken first, by chance;
slots are filled when the sentence is read, so that an editor can change a fact in one place.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

PROSE = Path(__file__).parent / "prose"
CODES = ("en", "de", "es")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-ZÄÖÜÁÉÍÓÚ¿¡{])")
_SEPARATE_FROM = 1000
_PEOPLE = ("official", "witness", "third")


@dataclass(frozen=True)
class Domain:
    """What may happen, and the many ways to tell it. `told`, `claims` and `verdicts` are groups of alternatives."""

    name: str
    section: str
    organisation: Sequence[str]
    roles: Sequence[str]
    witness_roles: Sequence[str]
    captions: Sequence[str]
    headlines: Sequence[str]
    ledes: Sequence[str]
    told: Sequence[Sequence[str]]
    claims: Sequence[Sequence[str]]
    verdicts: Sequence[Sequence[str]]
    statement: Sequence[str]
    witness: Sequence[str]
    live: Sequence[str]
    things: Mapping[str, Sequence[str]]
    """What varies from event to event: the kind of building, the goods, the cause."""
    facts: Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Language:
    """One language: `words` is its `language.toml`, `domains` the other files beside it."""

    code: str
    words: Mapping[str, Any]
    domains: tuple[Domain, ...]

    def list(self, name: str) -> list[str]:
        """A list of strings from `language.toml`."""
        return list(self.words[name])

    def word(self, name: str) -> str:
        """One string from `language.toml`."""
        return str(self.words[name])

    def furniture(self, name: str) -> str:
        """A word of the page around the article: a label, a notice."""
        return str(self.words["furniture"][name])

    def furniture_list(self, name: str) -> Sequence[str]:
        """Words of the page around the article, such as the entries of the menu."""
        return list(self.words["furniture"][name])

    def number(self, value: int, *, spelled: bool) -> str:
        """A whole number as this language prints it; small ones in letters where `spelled`."""
        numbers = self.list("numbers")
        if spelled and 0 <= value < len(numbers):
            return numbers[value]
        return f"{value:,}".replace(",", self.word("thousands")) if value >= _SEPARATE_FROM else str(value)

    def date(self, at: datetime, form: str) -> str:
        """A date in one of this language's forms (`{weekday} {day} {month} {year} {clock}`)."""
        return form.format(
            weekday=self.list("weekdays")[at.weekday()],
            month=self.list("months")[at.month - 1],
            day=at.day,
            year=at.year,
            clock=f"{at:%H:%M}",
        )

    def ago(self, seconds: float) -> str:
        """A relative time such as "3 minutes ago"."""
        now, minutes, hours, days = self.list("ago")
        for size, form in ((86400, days), (3600, hours), (60, minutes)):
            if seconds >= size:
                return form.format(n=int(seconds // size))
        return now


def choose(grammar: str, rng: Random) -> str:
    """Take every choice of a grammar; its slots stay open."""
    return _CHOICE.sub(lambda match: rng.choice(match[1].split("|")), grammar)


def sentences(form: str) -> list[str]:
    """Cut a grammar or form of several sentences into one for each."""
    return _SENTENCE_END.split(form)


def _with_name_parts(text: str) -> str:
    """Open `{official}` into first name and surname, so that a misspelt surname can be put right everywhere."""
    for who in _PEOPLE:
        text = text.replace(f"{{{who}}}", f"{{{who}_first}} {{{who}_last}}")
    return text


@lru_cache(maxsize=len(CODES))
def language(code: str) -> Language:
    """Load one language with its domains.

    Raises:
        ValueError: there is no such language.
    """
    if code not in CODES:
        raise ValueError(f"no language {code!r}; there are {', '.join(CODES)}")
    files = sorted((PROSE / code).glob("*.toml"))
    texts = {file.stem: tomllib.loads(_with_name_parts(file.read_text(encoding="utf-8"))) for file in files}
    words = texts.pop("language")
    return Language(code, words, tuple(Domain(name=name, **text) for name, text in texts.items()))
