"""How a language other than English speaks of figures: what befalls people, what is counted, what an amount is of.

The lists are in `words/<language>.toml`; `de.toml` says what each is for.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from worker.text.between.openings import holds_any, openings
from worker.text.listed import words_of

_FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Named:
    """Words that stand for a name: which of the names a place in a text speaks of."""

    pattern: re.Pattern[str]
    names: tuple[str, ...]
    openings: tuple[str, ...]
    """The letters that the words begin with."""

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the places of `text` that speak of one of the names, in order."""
        if holds_any(text, self.openings):
            yield from self.pattern.finditer(text)

    def name(self, found: re.Match[str]) -> str:
        """Return the name that `found`, a match of `pattern`, stands for."""
        return self.names[int((found.lastgroup or "n0")[1:])]


@dataclass(frozen=True)
class Spoken:
    """The patterns of one language. Those whose names end in `before` are to end where a number begins."""

    befell: Named
    nouns: Named
    aspects: Mapping[str, Named]
    """By what is measured: `money`, `per cent`, `hours`, and `size` for all else."""
    part_before: re.Pattern[str]
    part_after: re.Pattern[str]
    further_before: re.Pattern[str]
    further_after: re.Pattern[str]
    background: re.Pattern[str]
    open: re.Pattern[str]
    each: re.Pattern[str]
    compared: re.Pattern[str]
    from_before: re.Pattern[str]
    to_before: re.Pattern[str]
    by_before: re.Pattern[str]
    age_before: re.Pattern[str]
    toll: re.Pattern[str]
    up: re.Pattern[str]
    down: re.Pattern[str]
    places: re.Pattern[str]
    small: frozenset[str]
    """Stems of words that say nothing of the subject."""


_BY_UNIT = {
    "money": words_of(
        "bribes loss profit revenue cost damage fine settlement debt loan price worth aid stolen wages rents"
    ),
    "per cent": words_of(
        "inflation unemployment turnout growth wages rents profit revenue stake strikers demand offer favour"
    )
    | {"interest rate"},
    "hours": frozenset({"prison", "delay"}),
    "size": frozenset({"burned", "wind", "depth", "queue", "temperature"}),
}
_STEM = 5


@cache
def _table(language: str) -> Mapping[str, Any]:
    """Return what the file of a language says, nothing where none is kept."""
    file = _FOLDER / f"{language}.toml"
    return tomllib.loads(file.read_text("utf-8")) if language.isalpha() and file.is_file() else {}


@cache
def spoken(language: str) -> Spoken | None:
    """Return the patterns of `language`, an ISO 639-1 code; None for English and for what no file is kept of."""
    table = _table(language)
    if "befell" not in table:
        return None
    limits, aspects = table["limits"], table["aspects"]
    lead = r"(?:\s+\w+){0,2}\s*$"
    return Spoken(
        befell=_named({name: "|".join(written) for name, written in table["befell"].items()}),
        nouns=_named(table["nouns"]),
        aspects={
            unit: _named({name: written for name, written in aspects.items() if name in names})
            for unit, names in _BY_UNIT.items()
        },
        part_before=_words(limits["part_before"], rf",?{lead}"),
        part_after=_words(limits["part_after"], start=r"\s*(?:\w+\s+)?"),
        further_before=_words(limits["further"], r"\s+$"),
        further_after=_words(limits["further"], start=r"\s*(?:\w+\s+)?"),
        background=_words(limits["background"]),
        open=_words(limits["open"]),
        each=_words([limits["each"]], start=r"\W*(?:\w+\W+){0,2}?"),
        compared=_words([limits["compared"]]),
        from_before=_words([limits["from"]], r"\s*(?:\w+\s+)?$"),
        to_before=_words([limits["to"]], r"\s*(?:\w+\s+)?$"),
        by_before=_words([limits["by"]], r"\s*(?:\w+\s+)?$"),
        age_before=_words([limits["age_before"]], r"\s*$"),
        toll=_words([limits["toll"]]),
        up=_words([limits["up"]]),
        down=_words([limits["down"]]),
        places=re.compile(rf"\b(?i:{limits['places']})\s+((?:[^\W\d_a-zà-ÿ][\w'-]+\s?)+)"),
        small=frozenset(word[:_STEM] for word in limits["small"].split()),
    )


@dataclass(frozen=True)
class Happening:
    """What happens on the days and at the hours that a sentence names."""

    things: Named
    future: re.Pattern[str]
    bounds: re.Pattern[str]
    """To end where a day begins."""


@cache
def happening(language: str) -> Happening | None:
    """Return how `language` tells what happens when; None for a language of which no file is kept."""
    table = _table(language).get("happens")
    if table is None:
        return None
    things = {thing: words for thing, words in table.items() if thing not in {"future", "bounds"}}
    bounds = _words([table["bounds"]], r"\s*(?:\w+\s+){0,2}$")
    return Happening(_named(things), _words([table["future"]]), bounds)


@dataclass(frozen=True)
class Denial:
    """How a language denies."""

    marks: tuple[str, ...]
    no: re.Pattern[str]
    open: re.Pattern[str]
    future: re.Pattern[str]
    small: frozenset[str]
    """Words that say nothing of what is denied, in full."""


@cache
def denial(language: str) -> Denial | None:
    """Return how `language` denies; None for a language of which no file is kept."""
    table = _table(language)
    if "denial" not in table:
        return None
    return Denial(
        marks=tuple(table["denial"]["marks"].split("|")),
        no=re.compile(rf"(?<!\w)(?:{table['denial']['no']})", re.IGNORECASE),
        open=_words([table["denial"]["open"]]),
        future=_words([table["happens"]["future"]]),
        small=words_of(table.get("limits", {}).get("small", "")),
    )


def _words(written: Iterable[str], end: str = "", start: str = "") -> re.Pattern[str]:
    return re.compile(rf"{start}(?<!\w)(?:{'|'.join(written)})(?!\w){end}", re.IGNORECASE)


def _named(written: Mapping[str, str]) -> Named:
    parts = "|".join(f"(?P<n{place}>{words})" for place, words in enumerate(written.values())) or "(?!)"
    pattern = re.compile(rf"(?<!\w)(?:{parts})(?!\w)", re.IGNORECASE)
    return Named(pattern, tuple(written), openings("|".join(written.values()) or "(?!)"))
