"""Pairs of real articles that stet puts into one story, and which of their figures conflict.

Conflicts are rare in them, one in a hundred pairs. Every pair of figures that is at all likely to be one was judged by
reading: `judged_pairs.toml` has those that are, and those of which it is unclear.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.grouping import SETS, stories
from benchmarks.public_data import json_lines, missing_from
from benchmarks.told_pairs import Told, read

_JUDGED = Path(__file__).parent / "judged_pairs.toml"
_APART = timedelta(days=2)


class _Judged(NamedTuple):
    """The values of the figures of two articles that conflict, and of those of which it is unclear."""

    conflicts: Sequence[tuple[float, float]]
    unclear: Sequence[tuple[float, float]]


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
                    known = judged.get(frozenset({a["id"], b["id"]}), _Judged((), ()))
                    yield Told(f"{name} {story}", readings[a["id"]], readings[b["id"]], *known)


def _judged() -> Iterator[tuple[frozenset[str], _Judged]]:
    for pair in tomllib.loads(_JUDGED.read_text("utf-8"))["pair"]:
        yield (
            frozenset(pair["articles"]),
            _Judged(*(tuple(_either_way(pair.get(kind, ()))) for kind in _Judged._fields)),
        )


def _either_way(figures: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    for a, b in figures:
        yield from ((float(a), float(b)), (float(b), float(a)))


def _published(article: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(article["published"])
