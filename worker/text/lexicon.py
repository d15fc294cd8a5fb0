"""The words that rules go by, in one file for each language under `words/`, read once."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain
from typing import Any

from worker.text.remembered import by_sentence

_FOLDER = files(__package__) / "words"
DEFAULT = "en"
_LONGEST_NOTE = 2000
"""Characters of a sentence that are searched for a note: enough for any, and a bound for the patterns."""
_SHORTEST_MONTH = 5
_LONGEST_NUMBER = 60
Choices = dict[str, tuple[tuple[int, int], ...]]
"""For each word its kinds, and which choice of each it is."""
_CURRENCIES = ("us$", "usd", "gbp", "eur", "chf", "rm", "rs")


@dataclass(frozen=True)
class Lexicon:
    """The words of one language, all in lower case; see the comments in `words/en.toml`.

    A language without a file knows its months and weekdays and nothing else; what needs no words (digits, quotation
    marks, capitals) still works.
    """

    language: str = DEFAULT
    numbers: dict[str, float] = field(default_factory=dict)
    ordinals: dict[str, float] = field(default_factory=dict)
    fractions: dict[str, float] = field(default_factory=dict)
    scales: dict[str, float] = field(default_factory=dict)
    units: dict[tuple[str, ...], str] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)
    weekdays: dict[str, int] = field(default_factory=dict)
    relative: dict[str, int] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, frozenset[str]] = field(default_factory=dict)
    opposites: dict[str, frozenset[str]] = field(default_factory=dict)
    framing: Choices = field(default_factory=dict)
    degrees: Choices = field(default_factory=dict)
    outcomes: Choices = field(default_factory=dict)
    times_of_day: Choices = field(default_factory=dict)
    parts_of_periods: Choices = field(default_factory=dict)
    spans: Choices = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)
    contractions: dict[str, str] = field(default_factory=dict)
    contracted_endings: dict[str, str] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    notes: dict[str, re.Pattern[str]] = field(default_factory=dict)
    ordinary: frozenset[str] = frozenset()
    glued_number: re.Pattern[str] | None = None

    @cached_property
    def calendar(self) -> frozenset[str]:
        """The words that name a day or a month, such as `yesterday`."""
        return frozenset(chain(self.months, self.weekdays, self.relative))

    @cached_property
    def quantity_words(self) -> frozenset[str]:
        """The words that a figure or a date may begin with."""
        lists = [self.words.get(key, frozenset()) for key in ("number_articles", "half", "ago_before")]
        counted = [*self.numbers, *self.ordinals, *self.fractions, *self.scales]
        return frozenset(chain(counted, self.calendar, _CURRENCIES, *lists))

    @cached_property
    def sources_before(self) -> dict[str, list[str]]:
        """The phrases of `according_to` by their first words."""
        found: dict[str, list[str]] = {}
        for phrase in self.words.get("according_to", ()):
            found.setdefault(phrase.split()[0], []).append(phrase)
        return found

    @cached_property
    def tells_source(self) -> frozenset[str]:
        """The words without one of which nobody is told to have said something, but in a headline's label."""
        lists = (self.words.get(key, ()) for key in ("speech", "speech_after_name", "according_after"))
        return frozenset(chain(self.sources_before, *lists))

    def has(self, key: str, word: str) -> bool:
        """Return whether `word`, in lower case, is in the list `key` of `[words]`."""
        return word in self.words.get(key, ())

    def has_pair(self, key: str, one: str, other: str) -> bool:
        """Return whether `one/other` is in the list `key` of `[words]`, either of them first."""
        return self.has(key, f"{one}/{other}") or self.has(key, f"{other}/{one}")

    def says(self, kind: str, text: str) -> bool:
        """Return whether folded `text` is a note of the kind `correction`, `retraction`, `update` or `stamp`."""
        return kind in self.notes and kind in _kinds_of_note(text[:_LONGEST_NOTE], self.language)

    def number_parts(self, word: str) -> list[str]:
        """Return the number words and scales that `word` is made of (`twenty-five`); nothing for any other word."""
        if self._is_part(word):
            return [word]
        if self.glued_number and len(word) <= _LONGEST_NUMBER and self.glued_number.fullmatch(word):
            found = [part for part in self._glued_parts(word) if self._is_part(part)]
            return found if len(found) > 1 else []
        parts = _greedy(word.split("-"), self) if "-" in word and len(word) <= _LONGEST_NUMBER else []
        ordinal_last = bool(parts) and parts[-1] in self.ordinals
        return parts if parts and all(self._is_part(part) for part in parts[: -1 if ordinal_last else None]) else []

    def _is_part(self, word: str) -> bool:
        return word in self.numbers or (len(word) > 1 and word in self.scales)

    def _glued_parts(self, word: str) -> list[str]:
        assert self.glued_number is not None
        return re.findall(self.glued_number.pattern.removeprefix("(?:").removesuffix(")+"), word)


def _greedy(parts: list[str], lexicon: Lexicon) -> list[str]:
    """Return hyphenated parts with those that are one number made one: quatre-vingt, trente."""
    found: list[str] = []
    for part in parts:
        if found and f"{found[-1]}-{part}" in lexicon.numbers:
            found[-1] += f"-{part}"
        else:
            found.append(part)
    return found


@cache
def lexicon(language: str | None) -> Lexicon:
    """Return the words of `language`, an ISO 639-1 code; English where it is not known."""
    name = language or DEFAULT
    months, weekdays, short = _calendar(name)
    if not name.isalpha() or not (file := _FOLDER / f"{name}.toml").is_file() or name == "calendar":
        words = {"ambiguous_months": short} if short else {}
        return Lexicon(language=name, months=months, weekdays=weekdays, words=words)
    tables: dict[str, dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))
    ordinary = _FOLDER / f"ordinary.{name}.txt"
    listed = tables.get("words", {})
    words = {key: frozenset(words) for key, words in listed.items()}
    words["ambiguous_months"] = words.get("ambiguous_months", frozenset()) | short
    numbers, scales = tables.get("numbers", {}), tables.get("scales", {})
    weekdays |= tables.get("weekdays", {})
    weekdays |= {f"{day}{time}": at for day, at in weekdays.items() for time in words.get("glued_times", ())}
    return Lexicon(
        language=name,
        numbers=numbers,
        ordinals=tables.get("ordinals", {}),
        fractions=tables.get("fractions", {}),
        scales=scales,
        units={tuple(word.split()): unit for unit, words in tables.get("units", {}).items() for word in words},
        months=months | tables.get("months", {}),
        weekdays=weekdays,
        relative=tables.get("relative", {}),
        places={form: place for place, forms in tables.get("places", {}).items() for form in (place, *forms)},
        subjects={subject: frozenset(words) for subject, words in tables.get("subjects", {}).items()},
        opposites=_opposites(listed.get("opposites", ())),
        framing=_framing(chain(*(listed.get(key, ()) for key in ("outcomes", "degrees", "framing")))),
        degrees=_framing(listed.get("degrees", ())),
        outcomes=_framing(listed.get("outcomes", ())),
        times_of_day=_framing(listed.get("times_of_day", ())),
        parts_of_periods=_framing(listed.get("parts_of_periods", ())),
        spans=_framing(listed.get("spans", ())),
        offices={word: words.split()[0] for words in listed.get("offices", ()) for word in words.split()},
        contractions=tables.get("contractions", {}),
        contracted_endings=tables.get("contracted_endings", {}),
        words=words,
        notes={kind: re.compile("|".join(found), re.IGNORECASE) for kind, found in tables.get("notes", {}).items()},
        ordinary=frozenset(ordinary.read_text("utf-8").split()) if ordinary.is_file() else frozenset(),
        glued_number=_glued([*numbers, *scales], words.get("number_glue", frozenset())),
    )


@by_sentence
def _kinds_of_note(text: str, language: str) -> frozenset[str]:
    words = lexicon(language)
    lower = text.lower()
    if not any(word in lower for word in words.words["in_notes"]):
        return frozenset()
    return frozenset(kind for kind, pattern in words.notes.items() if pattern.search(text))


def _opposites(pairs: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return for each word those that say the opposite, of pairs like `rises rise/falls fall drops`."""
    found: dict[str, frozenset[str]] = {}
    for pair in pairs:
        one, _, other = pair.partition("/")
        for words, others in ((one.split(), other.split()), (other.split(), one.split())):
            found |= {word: found.get(word, frozenset()) | frozenset(others) for word in words}
    return found


def are_other_choices(choices: Choices, one: str, other: str) -> bool:
    """Return whether two words are of one kind, and not the same choice of it: rebel and terrorist, early and late."""
    others = dict(choices.get(other, ()))
    return any(others.get(kind, choice) != choice for kind, choice in choices.get(one, ()))


def _framing(kinds: Iterable[str]) -> Choices:
    """Return for each word its kinds and which choice of each it is, of lists like `rebel rebels/terrorist`."""
    found: Choices = {}
    for kind, choices in enumerate(kinds):
        for choice, words in enumerate(choices.split("/")):
            for word in words.split():
                found[word] = (*found.get(word, ()), (kind, choice))
    return found


@cache
def _calendars() -> dict[str, dict[str, list[list[str]]]]:
    return tomllib.loads((_FOLDER / "calendar.toml").read_text("utf-8"))


def _calendar(language: str) -> tuple[dict[str, int], dict[str, int], frozenset[str]]:
    """Return the months and weekdays of a language by their number from 1, and the short names of months."""
    tables = _calendars().get(language, {})
    months = {name: at for at, names in enumerate(tables.get("months", ()), 1) for name in names}
    weekdays = {name: at for at, names in enumerate(tables.get("weekdays", ()), 1) for name in names}
    short = {name for names in tables.get("months", ()) for name in names[1:] if len(name) < _SHORTEST_MONTH}
    return months, weekdays, frozenset(short)


def _glued(parts: list[str], glue: frozenset[str]) -> re.Pattern[str] | None:
    """Return what matches numbers written in one word, as German does; null for languages that do not."""
    if not glue:
        return None
    spelled = sorted({part for part in parts if len(part) > 1} | glue, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, spelled))})+")
