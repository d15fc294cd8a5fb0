"""Fit the cadence anew to the public traces: `python -m benchmarks.fit_cadence rates`, and after that `budgets`.

Each prints the module of numbers of that name in `worker/cadence`, in some minutes. Fitted is one half of each trace
alone (even CRC-32 of the id); `python -m benchmarks --only cadence` judges by the other halves.

What a watcher knows depends on when it looks. So the cadence as it stands is replayed, and over all time between its
visits the changes that truly came are held against those to be expected, by what it had seen until then. Each table of
factors is scaled in turn until all of them add up (iterative proportional fitting: the maximum likelihood of Poisson
counts under a product of factors). Factors of which little was seen stay near 1.
"""

import argparse
import random
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from inspect import getsource
from itertools import pairwise
from math import sqrt
from textwrap import fill, indent
from types import ModuleType
from typing import NamedTuple
from zlib import crc32

from benchmarks.cadence import BBC, NU, SEED, Articles, Seen, load
from benchmarks.public_data import csv_rows, missing_from, scorer
from worker import cadence
from worker.cadence import budgets, rates
from worker.cadence.hazard import age_class, step_seconds

ARTICLES = 4_000
VISITS = 45.0
"""The budget at which the cadence is replayed for the rates: between the two that it is judged at."""
SHARES = {NU: 0.7, BBC: 0.3}
"""What part of the changes that are fitted to each trace makes: of the BBC headlines alone are known."""
PRIOR_CHANGES = 15.0
"""A factor that so many changes are expected for goes half of the way from 1 to what was seen."""
ROUNDS = 30
COSTS = (850.0, 452.0, 254.0, 169.0, 113.0, 75.2, 37.6, 18.8)
SPENT_AT_COSTS = (452.0, 113.0, 37.6, 18.8)
LEAST = 1e-5
WIDTH = 110
RATES = frozenset({"unchanged", "changed"})
"""Tables in changes an hour; the others are factors of them."""


class Cell(NamedTuple):
    """What is known of an article at a moment, as places in the tables of rates."""

    age: int
    place: int
    since: int
    """-1 before the first change that was seen."""
    changes: int
    """How many were seen."""
    hour: int


Key = Callable[[Cell], Hashable]
"""The place in one of the tables that a cell has; None where it has none."""
TABLES: dict[str, Key] = {
    "unchanged": lambda cell: None if cell.changes else cell.age,
    "changed": lambda cell: cell.age if cell.changes else None,
    "since": lambda cell: (cell.place, cell.since) if cell.changes else None,
    "counts": lambda cell: (cell.place, cell.changes) if cell.changes else None,
    "hours": lambda cell: (cell.place, cell.hour) if cell.place < len(rates.HOURS) else None,
}
Factors = dict[str, dict[Hashable, float]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a module; 1 where the traces are missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_cadence", description=__doc__)
    parser.add_argument("what", choices=["rates", "budgets"])
    parser.add_argument("--articles", type=int, default=ARTICLES, help="of each trace, at most")
    asked = parser.parse_args(arguments)
    if why := missing_from(NU, BBC):
        sys.stderr.write(f"fit_cadence: {why}\n")
        return 1
    if asked.what == "budgets":
        sys.stdout.write(_budgets(load(NU, asked.articles, half=0)))
        return 0
    traces = [(_counted(_observed(trace, asked.articles)), share) for trace, share in SHARES.items()]
    sys.stdout.write(rates_module(fitted(pooled(traces))))
    return 0


class Observed(NamedTuple):
    """An article, its changes, and how long it was looked at, in seconds since publication."""

    published: float
    changes: Sequence[float]
    until: float


def _observed(trace: str, count: int) -> list[Observed]:
    """Return articles of the half that is fitted to; of the BBC also those whose headlines stayed, while they showed.

    By those that changed alone, an article that has not changed yet would be bound to.
    """
    horizon: float = scorer("score_cadence").HORIZON
    if trace == NU:
        return [Observed(published, changes, horizon) for published, changes in load(NU, count, half=0)]
    found = []
    for row in csv_rows(trace):
        first, last = float(row["first_seen"]), float(row["last_seen"])
        if crc32(row["id"].encode()) % 2 == 0 and last > first:
            changes = sorted({float(each) for each in row["headline_change_offsets_s"].split()})
            found.append(Observed(first, [each for each in changes if each < horizon], min(last - first, horizon)))
    random.Random(SEED).shuffle(found)  # noqa: S311 - the same sample in every run
    return found[:count]


Counts = dict[Cell, tuple[float, float]]
"""Changes that came and hours that went by, by cell."""


def _counted(articles: Iterable[Observed]) -> Counts:
    """Replay the cadence over articles and count the changes and the hours in each cell."""
    came, lasted = Counter[Cell](), Counter[Cell]()
    for article in articles:
        visits = _visits(article.published, article.changes, cadence.cost_of(VISITS))
        for cell, changes, hours in pieces(article, visits):
            came[cell] += changes
            lasted[cell] += hours  # type: ignore[assignment] # counters count anything that adds up
    return {cell: (came[cell], lasted[cell]) for cell in lasted}


def _visits(published: float, times: Sequence[float], cost: float) -> list[float]:
    """Return when the cadence visits an article, in seconds since publication."""
    start = datetime.fromtimestamp(published, UTC)
    at, seen, changes, found = 0.0, 0, tuple[datetime, ...](), [0.0]
    while True:
        visited = start + timedelta(seconds=at)
        planned = cadence.next_visit(Seen(start, start, visited, changes, 0), visited, cost=cost)
        if planned is None:
            return found
        at = max((planned - start).total_seconds(), at + 60)
        if at > scorer("score_cadence").HORIZON:
            return found
        found.append(at)
        if (upto := bisect_right(times, at)) > seen:
            seen, changes = upto, (*changes, start + timedelta(seconds=at))


def pieces(article: Observed, visits: Sequence[float]) -> Iterator[tuple[Cell, int, float]]:
    """Yield short spans of an article's time: what is known in each, how many changes came, how many hours it lasts."""
    published, times, until = article
    count, changed = 0, 0.0
    for before, visit, following in zip((-1.0, *visits), visits, (*visits[1:], until), strict=False):
        upto = min(following, until)
        if bisect_right(times, visit) > bisect_right(times, before):
            count, changed = count + 1, visit
        at = visit
        while at < upto:
            end = min(at + step_seconds(at - visit, at / 3600), upto)
            middle = (at + end) / 2
            cell = Cell(
                _nearest(rates.AGES, middle / 3600),
                age_class(middle / 3600),
                _nearest(rates.SINCE_HOURS, (middle - changed) / 3600) if count else -1,
                min(count, len(rates.COUNTS[0]) - 1),
                int((published + middle) % 86400 // 3600),
            )
            yield cell, bisect_right(times, end) - bisect_right(times, at), (end - at) / 3600
            at = end


def _nearest(knots: Sequence[float], value: float) -> int:
    """Return the knot that a value is nearest to, as lines straight in log-log are read."""
    return bisect_right([sqrt(one * other) for one, other in pairwise(knots)], value)


def pooled(traces: Sequence[tuple[Counts, float]]) -> Counts:
    """Return the counts of several traces together, each weighted to make its share of the changes."""
    all_changes = sum(changes for counts, _ in traces for changes, _ in counts.values())
    total: dict[Cell, tuple[float, float]] = {}
    for counts, share in traces:
        weight = share * all_changes / sum(changes for changes, _ in counts.values())
        for cell, (changes, hours) in counts.items():
            known = total.get(cell, (0.0, 0.0))
            total[cell] = known[0] + weight * changes, known[1] + weight * hours
    return total


def fitted(counts: Counts) -> Factors:
    """Return the factors by table and place under which the changes that came are the most likely."""
    factors: Factors = {
        name: {place: 1.0 for cell in counts if (place := key(cell)) is not None} for name, key in TABLES.items()
    }
    rate = dict.fromkeys(counts, 1.0)
    for _ in range(ROUNDS):
        for name, key in TABLES.items():
            table, prior = factors[name], 0.0 if name in RATES else PRIOR_CHANGES
            came, due = dict.fromkeys(table, prior), dict.fromkeys(table, prior)
            places = [(cell, place) for cell in counts if (place := key(cell)) is not None]
            for cell, place in places:
                changes, hours = counts[cell]
                came[place] += changes
                due[place] += hours * rate[cell] / table[place]
            factors[name] = {place: max(came[place] / due[place], LEAST) for place in table}
            for cell, place in places:
                rate[cell] *= factors[name][place] / table[place]
    return factors


def rates_module(factors: Factors) -> str:
    """Return the module of rates in Python."""
    places = range(len(rates.SINCE))
    rows = {
        "AGES": _row(rates.AGES),
        "UNCHANGED": _row(_table(factors["unchanged"], range(len(rates.AGES)))),
        "CHANGED": _row(_table(factors["changed"], range(len(rates.AGES)))),
        "SINCE_HOURS": _row(rates.SINCE_HOURS),
        "SINCE": _rows(factors["since"], places, range(len(rates.SINCE_HOURS))),
        "COUNTS": _rows(factors["counts"], places, range(len(rates.COUNTS[0]))),
        "HOURS": _rows(factors["hours"], range(len(rates.HOURS)), range(24)),
    }
    return _module(rates, rows)


def _table(factors: Mapping[Hashable, float], places: Sequence[Hashable]) -> list[float]:
    """Return a table's factors in order; where nothing was ever seen the one before holds, and 1 at the start."""
    found: list[float] = []
    for place in places:
        found.append(factors.get(place, found[-1] if found else 1.0))
    return found


def _rows(factors: Mapping[Hashable, float], firsts: Sequence[int], seconds: Sequence[int]) -> str:
    rows = (_row(_table(factors, [(one, other) for other in seconds])) for one in firsts)
    return "(\n" + "".join(f"{indent(row, '    ')},\n" for row in rows) + ")"


def _row(values: Sequence[float]) -> str:
    """Return a tuple in Python, on as many lines as it needs."""
    return fill("(" + ", ".join(f"{value:.3g}" for value in values) + ")", WIDTH, subsequent_indent=" ")


def _spent(visits: Sequence[Sequence[float]]) -> list[float]:
    """Return what share of all visits was made until each age."""
    ages = sorted(visit / 3600 for each in visits for visit in each)
    return [bisect_right(ages, hours) / len(ages) for hours in budgets.SPENT_HOURS]


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return "(\n" + "".join(f"    ({one}, {other}),\n" for one, other in pairs) + ")"


def _module(module: ModuleType, rows: Mapping[str, str]) -> str:
    """Return a module's source with other values for its names; what it says of them stays."""
    source = getsource(module)
    for name, value in rows.items():
        source = re.sub(rf"^{name} = \(.*?\)$(?!,)", f"{name} = {value}", source, flags=re.MULTILINE | re.DOTALL)
    return source


def _budgets(articles: Articles) -> str:
    """Return the module of budgets in Python: what each cost leads to, and when the visits are made."""
    made = {cost: [_visits(published, times, cost) for published, times in articles] for cost in COSTS}
    means = {sum(map(len, visits)) / len(articles): cost for cost, visits in made.items()}
    rows = {
        "BUDGETS": _pairs((f"{visits:.3g}", f"{cost:g}") for visits, cost in means.items()),
        "SPENT_HOURS": _row(budgets.SPENT_HOURS),
        "SPENT": _pairs(
            (f"{visits:.3g}", _row(_spent(made[cost]))) for visits, cost in means.items() if cost in SPENT_AT_COSTS
        ),
    }
    return _module(budgets, rows)


if __name__ == "__main__":
    sys.exit(main())
