"""Feeds that are made anew at fixed times and say so: what their word saves in polls, and what it costs in delay."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from benchmarks.table import Row, Scale
from worker.cadence import polls
from worker.settings import Settings

SEED = 1
START = datetime(2026, 3, 2, tzinfo=UTC)
PHASE = timedelta(minutes=7, seconds=13)
"""How long after the full hour a feed is made anew first."""
DAYS = 28
MOST_KNOWN = 30
"""Of the newest articles a feed brought, so many tell its pace, as in the service."""
FEEDS = ((timedelta(minutes=15), timedelta(minutes=40)), (timedelta(hours=1), timedelta(hours=2)))
"""How often a feed is made anew, and the mean time between two articles of it."""


def rows(scale: Scale) -> Iterator[Row]:
    """Yield polls a day and the delay of the news, beside the same feeds where their word is not heeded."""
    days = scale.of(DAYS, 4)
    for renewed, gap in FEEDS:
        published = _published(gap, days)
        about = f"made anew each {renewed}, {len(published)} articles in {days} days"
        heeded, deaf = (_polled(published, renewed, days, told=told) for told in (renewed, None))
        what = f"feeds that say how often they are made anew ({renewed})"
        yield Row(f"{what}, polls", heeded[0], "not heeded", deaf[0], "polls a day", about)
        yield Row(f"{what}, delay", heeded[1], "not heeded", deaf[1], "min from when it could be read, mean", about)


def _published(gap: timedelta, days: int) -> list[datetime]:
    """Return when articles appear, at random."""
    rng = random.Random(SEED)  # noqa: S311 - the same news in every run
    at, found = START, list[datetime]()
    while (at := at + gap * rng.expovariate(1.0)) < START + timedelta(days=days):
        found.append(at)
    return found


def _polled(
    published: Sequence[datetime], renewed: timedelta, days: int, *, told: timedelta | None
) -> tuple[float, float]:
    """Poll a feed that shows at each renewal what was published before it; return polls a day and the mean delay."""
    usual = timedelta(seconds=Settings().poll_seconds)
    first = START + PHASE
    shown = [(at, first + renewed * (1 + (at - first) // renewed)) for at in published]
    at, polled, known, found, delays = START, 0, list[datetime](), list[datetime](), list[timedelta]()
    while at < START + timedelta(days=days):
        polled += 1
        fresh = [each for each in shown[len(known) :] if each[1] <= at]
        known += [appeared for appeared, _ in fresh]
        found += [at] * len(fresh)
        delays += [at - since for _, since in fresh]
        planned = at + polls.wait(usual, known[-MOST_KNOWN:], at)
        at = polls.unless_the_same(planned, usual, told, found[-MOST_KNOWN:])
    return polled / days, sum(delays, timedelta()) / timedelta(minutes=1) / len(delays)
