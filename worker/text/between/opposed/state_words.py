"""The states that exclude one another, as `words/en.toml` lists them."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from worker.text import remembered
from worker.text.grouping.terms import STOPWORDS

_FILE = Path(__file__).parents[1] / "words" / "en.toml"
_PLAIN = re.compile(r"\b[a-z]{3,}")
_BEFORE = re.compile(r"\(\?<?[!=].*?\)")


@dataclass(frozen=True)
class Row:
    """States of which a thing has one at a time."""

    name: str
    values: Mapping[str, re.Pattern[str]]
    may_be: frozenset[frozenset[str]]
    of: Literal["", "subject", "object"]
    passes: bool
    to_come: bool
    of_things: bool
    thing: re.Pattern[str] | None

    def excludes(self, one: str, other: str) -> bool:
        """Whether nothing can be both."""
        return one != other and frozenset({one, other}) not in self.may_be

    def find(self, text: str) -> tuple[str, re.Match[str]] | None:
        """Return the state that a text in lower case tells of, and the words that say so."""
        for value, words in self.values.items():
            if found := words.search(text):
                return value, found
        return None


@cache
def rows() -> tuple[Row, ...]:
    """Return all rows."""
    return tuple(_row(name, table) for name, table in _tables()["states"].items())


@cache
def admission() -> Mapping[str, re.Pattern[str]]:
    """Return the words with which somebody admits or denies."""
    return {name: _words(words) for name, words in _tables()["admission"].items()}


@remembered.by_word
def admits(word: str) -> str | None:
    """Return by its name in which way a word in lower case admits or denies; None where it does neither."""
    return next((name for name, pattern in admission().items() if pattern.fullmatch(word)), None)


@cache
def by_word() -> Mapping[str, tuple[Row, ...]]:
    """Return the rows by the words of which one is in every sentence that tells of their states."""
    found: dict[str, dict[str, Row]] = {}
    for row in rows():
        for word in _keys(row):
            found.setdefault(word, {})[row.name] = row
    return {word: tuple(named.values()) for word, named in found.items()}


def _keys(row: Row) -> Iterator[str]:
    for words in row.values.values():
        for word in _PLAIN.findall(_BEFORE.sub(" ", words.pattern)):
            if word not in STOPWORDS - {"put", "held"} or word in {"kept", "left"}:
                yield word


def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def _row(name: str, table: Mapping[str, Any]) -> Row:
    settings = {"may_be", "of", "passes", "to_come", "of_things", "thing"}
    thing = table.get("thing")
    return Row(
        name=name,
        values={value: _words(str(words)) for value, words in table.items() if value not in settings},
        may_be=frozenset(frozenset(both.split("/")) for both in table.get("may_be", ())),
        of=table.get("of", ""),
        passes=bool(table.get("passes")),
        to_come=bool(table.get("to_come")),
        of_things=bool(table.get("of_things")),
        thing=_words(str(thing)) if thing else None,
    )


def _words(written: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{written})(?![\w-])")
