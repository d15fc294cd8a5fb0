"""The words of walls, checks and error pages, in one file for each language under `words/`, read once.

All languages are looked for on every page: a wall speaks the language of the visitor's address.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FOLDER = files(__package__) / "words"
NEVER = re.compile(r"(?!)")
# A site's name may stand on either side of what a title says.
_SITE_BEFORE = r"(?:[^|\u2013\u2014\u00b7]{1,60}\s[|\u2013\u2014\u00b7-]\s)?"
_SITE_AFTER = r"(?:\s[|\u2013\u2014\u00b7:-]\s.{1,80})?"


@dataclass(frozen=True, slots=True)
class Words:
    """How pages of one kind speak; see the comments in `words/en.toml`."""

    lines: re.Pattern[str] = NEVER
    phrases: re.Pattern[str] = NEVER
    hints: re.Pattern[str] = NEVER
    topics: re.Pattern[str] = NEVER
    invites: re.Pattern[str] = NEVER
    offers: re.Pattern[str] = NEVER


@cache
def words(kind: str) -> Words:
    """Return the words for `kind`, a table of the files, in all languages."""
    found: dict[str, list[str]] = defaultdict(list)
    for table in tables().values():
        for name, entries in table.get(kind, {}).items():
            found[name] += entries
    return Words(
        lines=_whole(found["lines"], _SITE_BEFORE, _SITE_AFTER),
        phrases=_anywhere(found["phrases"]),
        hints=_whole(found["hints"]),
        invites=_anywhere(found["invites"]),
        offers=_anywhere(found["offers"]),
        topics=_anywhere([rf"{topic}(?!\w)" for topic in found["topics"]]),
    )


@cache
def tables() -> dict[str, dict[str, dict[str, list[str]]]]:
    """Return the tables of each language by its code, in the order of their names."""
    names = sorted((file for file in _FOLDER.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return {file.name.removesuffix(".toml"): tomllib.loads(file.read_text("utf-8")) for file in names}


def _anywhere(entries: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of `entries` at the start of a word."""
    joined = "|".join(map(_loose, entries))
    return re.compile(rf"(?:(?<!\w)|(?=[\u20ac$]))(?:{joined})", re.IGNORECASE) if joined else NEVER


def _whole(entries: Iterable[str], before: str = "", after: str = "") -> re.Pattern[str]:
    """Return a pattern for a line that is one of `entries` but for marks at its ends."""
    joined = "|".join(map(_loose, entries))
    return re.compile(rf"{before}[^\w\u00bf]*(?:{joined})\W*{after}\Z", re.IGNORECASE) if joined else NEVER


def _loose(entry: str) -> str:
    """Return an entry that takes any kind of white space."""
    return entry.replace(" ", r"\s")
