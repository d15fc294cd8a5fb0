"""The words that rules go by, in one file for each language under `words/`, read once."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

_FOLDER = files(__package__) / "words"
DEFAULT = "en"
_LONGEST_NOTE = 2000
"""Characters of a sentence that are searched for a note: enough for any, and a bound for the patterns."""


@dataclass(frozen=True)
class Lexicon:
    """The words of one language, all in lower case; see the comments in `words/en.toml`.

    A language without a file has an empty lexicon; what needs no words (digits, quotation marks, capitals) still works.
    """

    numbers: dict[str, float] = field(default_factory=dict)
    scales: dict[str, float] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)
    weekdays: dict[str, int] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    notes: dict[str, re.Pattern[str] | None] = field(default_factory=dict)
    ordinary: frozenset[str] = frozenset()

    def has(self, key: str, word: str) -> bool:
        """Return whether `word`, in lower case, is in the list `key` of `[words]`."""
        return word in self.words.get(key, ())

    def says(self, kind: str, text: str) -> bool:
        """Return whether folded `text` is a note of the kind `correction`, `retraction` or `update`."""
        pattern = self.notes.get(kind)
        return bool(pattern and pattern.search(text[:_LONGEST_NOTE]))


@cache
def lexicon(language: str | None) -> Lexicon:
    """Return the words of `language`, an ISO 639-1 code; English where it is not known."""
    name = language or DEFAULT
    if not name.isalpha() or not (file := _FOLDER / f"{name}.toml").is_file():
        return Lexicon()
    tables: dict[str, dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))
    ordinary = _FOLDER / f"ordinary.{name}.txt"
    return Lexicon(
        numbers=tables.get("numbers", {}),
        scales=tables.get("scales", {}),
        months=tables.get("months", {}),
        weekdays=tables.get("weekdays", {}),
        words={key: frozenset(words) for key, words in tables.get("words", {}).items()},
        notes={kind: re.compile("|".join(found), re.IGNORECASE) for kind, found in tables.get("notes", {}).items()},
        ordinary=frozenset(ordinary.read_text("utf-8").split()) if ordinary.is_file() else frozenset(),
    )
