"""Cadence: what a policy of revisits costs in visits and what it misses, on real update times."""

import csv
import random
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from tempfile import NamedTemporaryFile
from typing import Any
from zlib import crc32

from benchmarks.public_data import csv_rows, missing_from, scorer
from benchmarks.table import Row, Scale, missing
from worker import cadence

NU, BBC = "data/cadence/nu_trace.csv", "data/cadence/bbc_trace.csv"
SCORER = "tools/score_cadence.py"
BESIDE = {34: ("News Sniffer", "diffengine"), 65: ("newsdiffs",)}
"""The budgets that stet is asked to keep, and the peers whose visits come nearest to each."""
SEED = 1

Policy = Callable[[cadence.History, datetime], datetime | None]
Articles = list[tuple[float, list[float]]]
"""Each article's publication as a Unix time, and the seconds from then to each of its changes."""


def rows(scale: Scale) -> Iterator[Row]:
    """Yield visits and delay of stet's cadence at two budgets beside the peers' rules, on each trace."""
    for trace, path in (("nu.nl", NU), ("BBC headlines", BBC)):
        why = missing_from(path, SCORER)
        if why:
            yield missing(f"cadence {trace}", why)
            continue
        articles = _load(path, scale.of(2_000, 150))
        about = f"{len(articles)} articles, {sum(len(times) for _, times in articles)} updates, 14 days; {trace}"
        yield from _compared(trace, articles, about)


def _compared(trace: str, articles: Articles, about: str) -> Iterator[Row]:
    tool = scorer("score_cadence")
    peers: dict[str, Policy] = {
        "newsdiffs": tool.peer_newsdiffs,
        "News Sniffer": tool.peer_newssniffer,
        "diffengine": tool.peer_diffengine,
    }
    for budget, names in BESIDE.items():
        ours: dict[str, Any] = tool.replay(partial(cadence.next_visit, cost=cadence.cost_of(budget)), articles)
        for name in names:
            result: dict[str, Any] = tool.replay(peers[name], articles)
            what = f"cadence {trace}, budget {budget}"
            yield Row(f"{what}, visits", ours["visits"], name, result["visits"], "visits an article", about)
            yield Row(f"{what}, delay", ours["delay"], name, result["delay"], "min, mean, at most 24 h", about)


def _load(path: str, count: int) -> Articles:
    """Return articles of the half of a trace that the hazard was not fitted on.

    Of the BBC, where the headline alone is known, those whose headline changed.
    """
    judged = [row for row in csv_rows(path) if crc32(row["id"].encode()) % 2]
    if path == NU:
        with NamedTemporaryFile("w", newline="", encoding="utf-8", suffix=".csv") as file:
            writer = csv.DictWriter(file, judged[0])
            writer.writeheader()
            writer.writerows(judged)
            file.flush()
            loaded: Articles = scorer("score_cadence").load(file.name, count, SEED)
        return loaded
    changed = [row for row in judged if row["headline_change_offsets_s"]]
    random.Random(SEED).shuffle(changed)  # noqa: S311 - the same sample in every run
    return [(float(row["first_seen"]), _until_the_horizon(row["headline_change_offsets_s"])) for row in changed[:count]]


def _until_the_horizon(offsets: str) -> list[float]:
    """Return the changes within the days that are replayed, as the scorer's own loader does."""
    horizon = scorer("score_cadence").HORIZON
    return [offset for offset in sorted({float(each) for each in offsets.split()}) if offset < horizon]
