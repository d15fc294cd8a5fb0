"""Cadence: what a policy of revisits costs in visits and what it misses, on real update times."""

import csv
import random
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from heapq import heapify, heappop, heappush
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple
from zlib import crc32

from benchmarks.public_data import csv_rows, missing_from, scorer
from benchmarks.table import Row, Scale, missing
from worker import cadence

NU, BBC = "data/cadence/nu_trace.csv", "data/cadence/bbc_trace.csv"
SCORER = "tools/score_cadence.py"
BESIDE = {34: ("News Sniffer", "diffengine"), 65: ("newsdiffs",)}
"""The budgets that stet is asked to keep, and the peers whose visits come nearest to each."""
SEED = 1
WEEKS = 12
BALANCE_EVERY = 3600.0
LEARNED_TIME, LEARN_EVERY = 30 * 86_400.0, 6 * 3600.0
PRIOR_CHANGES = 8.0
"""As the service learns an outlet's habit: from the articles of so long, so often, and with what weight of the common
one."""
DAY, POLL = 86_400.0, 300.0
TOLD, TRUE = 0.8, 0.9
"""What share of changes the hints tell of, and how often a hint is true."""

Policy = Callable[[cadence.History, datetime], datetime | None]
Article = tuple[float, list[float]]
"""An article's publication as a Unix time, and the seconds from then to each of its changes."""
Articles = list[Article]


def rows(scale: Scale) -> Iterator[Row]:
    """Yield visits and delay of stet's cadence at two budgets beside the peers' rules, on each trace."""
    for trace, path in (("nu.nl", NU), ("BBC headlines", BBC)):
        why = missing_from(path, SCORER)
        if why:
            yield missing(f"cadence {trace}", why)
            continue
        articles = load(path, scale.of(2_000, 150), half=1)
        about = _about(articles, trace)
        yield from _compared(trace, articles, about)
        yield from _kept(trace, articles, about)
        yield from _hints(trace, articles, about)
        if path == BBC:
            everything = load(path, scale.of(2_000, 150), half=1, changed_only=False)
            whole = f"{trace}, changed or not"
            yield from _compared(whole, everything, _about(everything, whole))


def _about(articles: Articles, trace: str) -> str:
    return f"{len(articles)} articles, {sum(len(times) for _, times in articles)} updates, 14 days; {trace}"


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


def _kept(trace: str, articles: Articles, about: str) -> Iterator[Row]:
    """Yield how near the visits come to a budget that is kept by moving their cost, as the service does."""
    for budget in BESIDE:
        visits, delay = kept_at(budget, articles)
        what, how = f"cadence {trace}, budget {budget} kept", f"{about}; published within {WEEKS} weeks, the cost moved"
        yield Row(f"{what}, visits", visits, "the budget", budget, "visits an article", how)
        yield Row(f"{what}, delay", delay, "", None, "min, mean, at most 24 h", how)


class Followed:
    """An article whose visits are made in the order of time among those of all others."""

    def __init__(self, article: Article) -> None:
        """Begin with the first visit."""
        self.published, self.times = article
        self.start = datetime.fromtimestamp(self.published, UTC)
        self.changes: tuple[datetime, ...] = ()
        self.seen, self.visits = 0, 0
        self.delays: list[float] = []
        self.visited = self.start
        self.came, self.expected = [0.0] * cadence.habit_classes(), [0.0] * cadence.habit_classes()

    def visit(self, at: float, cost: float, habit: tuple[float, ...] | None) -> float | None:
        """Visit at a Unix time; return when to come again."""
        self.visits += 1
        upto = bisect_right(self.times, at - self.published)
        moment = datetime.fromtimestamp(at, UTC)
        since = Seen(self.visited, self.start, self.visited, self.changes, 0)
        due = cadence.expected_by_habit(since, moment)
        self.expected = [before + more for before, more in zip(self.expected, due, strict=True)]
        self.visited = moment
        if upto > self.seen:
            self.delays += [min(at - self.published - time, DAY) for time in self.times[self.seen : upto]]
            self.came[cadence.habit_class((at - self.published) / 3600, bool(self.changes))] += 1
            self.seen, self.changes = upto, (*self.changes, moment)
        seen = Seen(self.start, self.start, moment, self.changes, 0, habit=habit)
        again = cadence.next_visit(seen, moment, cost=cost)
        return None if again is None else max(again.timestamp(), at + 60)


def kept_at(budget: float, articles: Articles) -> tuple[float, float]:
    """Return the visits to an article and the mean delay in minutes where the cost is moved to keep a budget.

    The outlet's habit is learned on the way, from what was seen of its articles before.
    """
    horizon, week = scorer("score_cadence").HORIZON, 7 * DAY
    followed = [Followed((published % (WEEKS * week), times)) for published, times in articles]
    due = [(article.published, number) for number, article in enumerate(followed)]
    heapify(due)
    factor, balanced_at = cadence.Factor(), 0.0
    habit, learned_at = None, 0.0
    while due:
        at, number = heappop(due)
        while at - balanced_at > BALANCE_EVERY:
            balanced_at += BALANCE_EVERY
            young = [each for each in followed if 0 < balanced_at - each.published < horizon]
            factor = _balanced(factor, young, balanced_at, budget)
        if at - learned_at > LEARN_EVERY:
            habit, learned_at = _habit(followed, at), at
        article = followed[number]
        again = article.visit(at, cadence.cost_of(budget) * factor.value, habit)
        if again is not None and again < article.published + horizon:
            heappush(due, (again, number))
    delays = [delay for each in followed for delay in [*each.delays, *[DAY] * (len(each.times) - each.seen)]]
    return sum(each.visits for each in followed) / len(followed), sum(delays) / len(delays) / 60


def _habit(followed: Sequence[Followed], at: float) -> tuple[float, ...]:
    recent = [each for each in followed if at - LEARNED_TIME < each.published < at]
    came = (sum(each.came[place] for each in recent) for place in range(cadence.habit_classes()))
    expected = (sum(each.expected[place] for each in recent) for place in range(cadence.habit_classes()))
    return tuple((one + PRIOR_CHANGES) / (other + PRIOR_CHANGES) for one, other in zip(came, expected, strict=True))


def _balanced(before: cadence.Factor, young: Sequence[Followed], at: float, budget: float) -> cadence.Factor:
    due = sum(cadence.spent_by(timedelta(seconds=at - each.published), budget) for each in young)
    made = sum(each.visits for each in young)
    return cadence.balanced(before, made=made, due=due, elapsed=timedelta(seconds=BALANCE_EVERY))


def _hints(trace: str, articles: Articles, about: str) -> Iterator[Row]:
    """Yield what the same cadence costs and misses with hints, beside what it does without."""
    plain = scorer("score_cadence").replay(partial(cadence.next_visit, cost=cadence.cost_of(34)), articles)
    ours = _with_hints(articles, cadence.cost_of(34))
    what = f"cadence {trace}, with hints"
    yield Row(f"{what}, visits", ours["visits"], "without", plain["visits"], "visits an article", about)
    yield Row(f"{what}, delay", ours["delay"], "without", plain["delay"], "min, mean, at most 24 h", about)


class Seen(NamedTuple):
    """A history as the scorer has it, with a hint and how far hints can be believed."""

    first_seen: datetime
    published: datetime | None
    last_visit: datetime
    changes: tuple[datetime, ...]
    unchanged_visits: int
    hinted_at: datetime | None = None
    hint_truth: float = cadence.TRUTH
    told: float = 0.0
    habit: tuple[float, ...] | None = None


def _with_hints(articles: Articles, cost: float) -> dict[str, float]:
    """Replay the cadence with a feed polled every five minutes that tells of four changes in five, as a rule truly."""
    rng = random.Random(SEED)  # noqa: S311 - the same hints in every run
    visits, delays = 0, list[float]()
    for published, times in articles:
        told = [(time // POLL + 1) * POLL for time in times if rng.random() < TOLD]
        false = [rng.uniform(0, DAY) // POLL * POLL for time in times if rng.random() < TOLD * (1 / TRUE - 1)]
        result = _replayed(published, times, sorted({*told, *false}), cost)
        visits += result[0]
        delays += result[1]
    return {"visits": visits / len(articles), "delay": sum(delays) / len(delays) / 60}


def _replayed(published: float, times: list[float], hints: list[float], cost: float) -> tuple[int, list[float]]:
    """Return the visits to one article and the delay of each change, at most a day."""
    horizon = scorer("score_cadence").HORIZON
    start = datetime.fromtimestamp(published, UTC)
    at, seen, visits, idle = 0.0, 0, 1, 0
    changes: tuple[datetime, ...] = ()
    delays: list[float] = []
    while True:
        visited = start + timedelta(seconds=at)
        state = Seen(start, start, visited, changes, idle, None, TRUE, TOLD)
        planned = cadence.next_visit(state, visited, cost=cost)
        due = horizon + 1 if planned is None else max((planned - start).total_seconds(), at + 60)
        for hint in (hint for hint in hints if at < hint < due):
            heard = start + timedelta(seconds=hint)
            sooner = cadence.next_visit(state._replace(hinted_at=heard), heard, cost=cost)
            due = min(due, horizon + 1 if sooner is None else max((sooner - start).total_seconds(), hint))
        if due > horizon:
            return visits, delays + [DAY] * (len(times) - seen)
        at, visits = due, visits + 1
        found = bisect_right(times, at, seen)
        delays += [min(at - time, DAY) for time in times[seen:found]]
        idle = 0 if found > seen else idle + 1
        changes = (*changes, start + timedelta(seconds=at)) if found > seen else changes
        seen = found


def load(path: str, count: int, *, half: int, changed_only: bool = True) -> Articles:
    """Return articles of a half of a trace: 0 is the one that the rates are fitted to, 1 the one that judges them.

    Of the BBC, where the headline alone is known, those whose headline changed, or all that were seen more than once.
    """
    chosen = [row for row in csv_rows(path) if crc32(row["id"].encode()) % 2 == half]
    if path == NU:
        with NamedTemporaryFile("w", newline="", encoding="utf-8", suffix=".csv") as file:
            writer = csv.DictWriter(file, chosen[0])
            writer.writeheader()
            writer.writerows(chosen)
            file.flush()
            loaded: Articles = scorer("score_cadence").load(file.name, count, SEED)
        return loaded
    wanted = [row for row in chosen if row["headline_change_offsets_s" if changed_only else "last_seen"]]
    wanted = [row for row in wanted if float(row["last_seen"]) > float(row["first_seen"])]
    random.Random(SEED).shuffle(wanted)  # noqa: S311 - the same sample in every run
    return [(float(row["first_seen"]), _until_the_horizon(row["headline_change_offsets_s"])) for row in wanted[:count]]


def _until_the_horizon(offsets: str) -> list[float]:
    """Return the changes within the days that are replayed, as the scorer's own loader does."""
    horizon = scorer("score_cadence").HORIZON
    return [offset for offset in sorted({float(each) for each in offsets.split()}) if offset < horizon]
