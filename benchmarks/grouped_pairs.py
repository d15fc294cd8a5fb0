"""Pairs of real articles that stet puts into one story, and which of their figures conflict.

Conflicts are rare in them, one in a hundred pairs. Every pair of figures or dates that is at all likely to be one was
judged by reading: `judged_pairs.toml` has those that are, and those of which it is unclear.
"""

import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from benchmarks.grouping import SETS, stories
from benchmarks.public_data import json_lines, missing_from
from benchmarks.told_pairs import Told, read

_JUDGED = Path(__file__).parent / "judged_pairs.toml"
_APART = timedelta(days=2)
T = TypeVar("T")


class _Judged(NamedTuple):
    """The values of figures of two articles that conflict, those of which it is unclear, and dates as they stand."""

    conflicts: Sequence[tuple[float, float]]
    unclear: Sequence[tuple[float, float]]
    dates: Sequence[tuple[str, str]]
    unclear_dates: Sequence[tuple[str, str]]


def grouped() -> Iterator[Told]:
    """Yield pairs of articles of two outlets in one story, at most two days apart, as far as the sets are there."""
    judged = dict(_judged())
    for name, path in SETS.items():
        if missing_from(path):
            sys.stderr.write(f"{missing_from(path)}: done without\n")
            continue
        stream = json_lines(path)
        together: dict[str, list[Mapping[str, Any]]] = {}
        for article, story in zip(stream, stories(stream).values(), strict=True):
            together.setdefault(story, []).append(article)
        for story, articles in together.items():
            readings = {article["id"]: read(article) for article in articles} if len(articles) > 1 else {}
            for a, b in combinations(articles, 2):
                if a["outlet"] != b["outlet"] and abs(_published(a) - _published(b)) <= _APART:
                    known = judged.get(frozenset({a["id"], b["id"]}), _Judged((), (), (), ()))
                    yield Told(f"{name} {story}", readings[a["id"]], readings[b["id"]], *known)


def _judged() -> Iterator[tuple[frozenset[str], _Judged]]:
    for pair in tomllib.loads(_JUDGED.read_text("utf-8"))["pair"]:
        figures = (tuple(_either_way(pair.get(kind, ()), float)) for kind in ("conflicts", "unclear"))
        dates = (tuple(_either_way(pair.get(kind, ()), str)) for kind in ("dates", "unclear_dates"))
        yield frozenset(pair["articles"]), _Judged(*figures, *dates)


def _either_way(told: Sequence[tuple[Any, Any]], kind: Callable[[Any], T]) -> Iterator[tuple[T, T]]:
    for a, b in told:
        yield from ((kind(a), kind(b)), (kind(b), kind(a)))


def _published(article: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(article["published"])
