"""Pairs of articles on one event whose conflicts are known: those written by hand for the tests, and real ones."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from schemas.article import Reading
from schemas.page import Given, Page
from worker.text.between.dates.placed import Then
from worker.text.between.figures.placed import Placed
from worker.text.extract import extract
from worker.text.lexicon import DEFAULT
from worker.text.normalise import fold

CASES = Path(__file__).resolve().parents[1] / "tests/text/between/cases"
OUTLETS = "outlets"
PUBLISHED = datetime(2024, 6, 12, tzinfo=UTC)
FIGURE, DATE, MOVED = "figure", "date", "moved"
"""A figure in conflict, a day or hour, and a toll that rose between the times of which the two articles speak."""
Claim = tuple[float, float] | tuple[str, str]


class Told(NamedTuple):
    """Two readings and the figures that conflict: as two numbers, or as words of either text in which they stand.

    To tell those that are `unclear` is neither right nor wrong: tolls that rose meanwhile among them. `dates` are the
    days and hours in conflict, in the same words; None where it is not known which they are.
    """

    name: str
    a: Reading
    b: Reading
    conflicts: Sequence[Claim]
    unclear: Sequence[Claim] = ()
    dates: Sequence[tuple[str, str]] | None = ()
    unclear_dates: Sequence[tuple[str, str]] = ()

    def is_conflict(self, a: Placed, b: Placed) -> bool | None:
        """Whether two figures are a known conflict, None where that is unclear."""
        if any(_is_meant(a, one) and _is_meant(b, other) for one, other in self.unclear):
            return None
        return any(_is_meant(a, one) and _is_meant(b, other) for one, other in self.conflicts)

    def is_conflict_of_dates(self, a: Then, b: Then) -> bool | None:
        """Whether two dates are a known conflict, None where that is unclear."""
        if self.dates is None or any(_is_then(a, one) and _is_then(b, other) for one, other in self.unclear_dates):
            return None
        return any(_is_then(a, one) and _is_then(b, other) for one, other in self.dates)


def _is_then(then: Then, words: str) -> bool:
    return is_said_so(then.dated.said, then.text, words)


def _is_meant(placed: Placed, meant: float | str) -> bool:
    if not isinstance(meant, str):
        return placed.figure.value == meant
    return is_said_so(placed.figure.said, placed.text, meant)


def is_said_so(number: str, sentence: str, words: str) -> bool:
    """Whether a number of a sentence is the one in some words of the text."""
    number, sentence, words = fold(number), fold(sentence), fold(words)
    return number in words and (words in sentence or sentence in words)


def hand_made() -> Iterator[Told]:
    """Yield the cases of the tests in English, by the names of their files."""
    for file in sorted(CASES.rglob("*.toml")):
        is_of_outlets = file.parent.name == OUTLETS
        for place, case in enumerate(tomllib.loads(file.read_text("utf-8"))["case"]):
            if case.get("language", DEFAULT) == DEFAULT and ("conflicts" in case or is_of_outlets):
                name = f"{OUTLETS} {file.stem} {place}" if is_of_outlets else f"{file.stem} {place}"
                yield Told(
                    name, of_case(case, "a"), of_case(case, "b"), _conflicts(case), _claims(case, MOVED), _dates(case)
                )


def _conflicts(case: Mapping[str, Any]) -> Sequence[tuple[Any, Any]]:
    if "claims" in case:
        return _claims(case, FIGURE)
    return [(float(a), float(b)) for a, b in case["conflicts"]]


def _dates(case: Mapping[str, Any]) -> Sequence[tuple[str, str]] | None:
    return None if case.get("dates") else _claims(case, DATE)


def _claims(case: Mapping[str, Any], wanted: str) -> Sequence[tuple[str, str]]:
    return [(a, b) for kind, a, b in case.get("claims", ()) if kind == wanted]


def of_case(case: Mapping[str, Any], side: str) -> Reading:
    """Return the reading of one side of a case of the tests."""
    told = case[side]
    return read(
        {
            "title": case.get(f"title_{side}", ""),
            "text": told if isinstance(told, str) else "\n\n".join(told),
            "outlet": side,
            "published": case.get(f"published_{side}", PUBLISHED),
        }
    )


def read(article: Mapping[str, Any]) -> Reading:
    """Return the reading of a plain text with its `title`, `outlet` and, where it is known, when it was `published`."""
    published = article.get("published") or PUBLISHED
    if isinstance(published, str):
        published = datetime.fromisoformat(published)
    page = Page(url=None, fetched_at=published, content_type="text/plain; charset=utf-8", body=article["text"].encode())
    return extract(page, Given(outlet=article["outlet"], title=article["title"] or None, published=published))
