"""Grouping's speed: articles a second of CPU time from the text on, with many active ones, on texts of real news."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from benchmarks.plain_grouping import Stream
from benchmarks.public_data import json_lines, missing_from
from benchmarks.table import Row, Scale, missing
from benchmarks.timing import cpu_median, timed
from worker.text.story import Grouper

STREAM = "data/grouping/allsides.jsonl.gz"
GOAL_A_SECOND = 700
_ACTIVE = 10_000
_DAYS = 30
"""All that are active are of so many days."""
_MEASURED = 1_000
_AT_ONCE = 50
"""Articles timed together: the median of such lots is little moved by what else the machine does."""


def rows(scale: Scale) -> Iterator[Row]:
    """Yield articles a second with ten thousand active ones."""
    why = missing_from(STREAM)
    if why:
        yield missing("grouping, speed", why)
        return
    stream = sorted(json_lines(STREAM), key=lambda row: (row["published"], row["id"]))
    active, measured = scale.of(_ACTIVE, 200), scale.of(_MEASURED, 100)
    grouper = Grouper()
    for number in range(active):
        _add(grouper, stream, number)
    lots = range(active, active + measured, _AT_ONCE)
    took = cpu_median(timed(partial(_add_lot, grouper, stream, first)) for first in lots) / _AT_ONCE
    about = (
        f"whole AllSides articles, the stream again and again under other names of outlets, all of {_DAYS} days; "
        f"CPU time from the text on, median of lots of {_AT_ONCE} of {measured:,}"
    )
    yield Row(f"grouping with {active:,} active, speed", 1000 / took, "goal", GOAL_A_SECOND, "articles/s", about)


def _add_lot(grouper: Grouper, stream: Stream, first: int) -> None:
    for number in range(first, first + _AT_ONCE):
        _add(grouper, stream, number)


def _add(grouper: Grouper, stream: Stream, number: int) -> None:
    """Add an article of the stream, which begins anew, under other names of outlets, where it has ended."""
    turn, place = divmod(number, len(stream))
    row = stream[place]
    at = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=_DAYS * number / _ACTIVE)
    grouper.add(f"{turn} {row['id']}", f"{turn} {row['outlet']}", row["title"] or "", row["text"] or "", at)
