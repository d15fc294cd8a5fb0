"""How long a source may have nothing new before it is called quiet: judged by how long it was silent before.

A site whose sitemap is no longer written, or whose feed is a file that somebody forgot, answers as well as ever. One
that writes once a week, or not at weekends, is silent too and fares well.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil
from typing import Protocol

FEWEST = 4
"""Of a source that had something new less often it is not known how long it is silent."""
USUAL = 3
"""A silence so many times as long as the longest before is no longer one of those."""
SHORTEST, SHORTEST_OF_NEW = timedelta(days=1), timedelta(days=8)
"""No shorter silence counts, with one that is watched so short a time that no whole week of it was seen."""
NEW = timedelta(days=14)
HALF_LIFE = timedelta(days=28)
"""In so much time what is known of the longest silence fades to half."""
LATEST = 30
"""Of the dates in a source that is new, the newest so many tell how it was before it was watched."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a source had something new last, how many times it had, and the longest silence between two, faded."""

    news_at: datetime
    times: int
    longest: timedelta


class Dated(Protocol):
    """What is announced, as far as its dates go."""

    @property
    def published(self) -> datetime | None:
        """When it came out."""

    @property
    def updated(self) -> datetime | None:
        """When it was last changed, or its page only made anew."""


def has_news(entries: Collection[Dated], known: Rhythm | None, at: datetime) -> bool:
    """Whether a source names something that came since it had something new last; at first, whether it names anything.

    Where most of what it names was made anew at once, that is how the site is made, and says nothing.
    """
    if known is None:
        return bool(entries)
    if any(each.published is not None and known.news_at < each.published <= at for each in entries):
        return True
    updated = [each for each in entries if each.updated is not None and known.news_at < each.updated <= at]
    return 0 < 2 * len(updated) <= len(entries)


def first(published: Sequence[datetime], at: datetime) -> Rhythm:
    """Return what is known of a source that is read for the first time, by when what it names was published.

    The longest tenth of the silences is left out: a notice that a site keeps in its feed for years is none of its pace.
    """
    dates = sorted({each for each in published if each <= at}, reverse=True)[:LATEST]
    silences = sorted(later - earlier for later, earlier in pairwise(dates))
    usual = silences[: len(silences) - ceil(len(silences) / 10)]
    return Rhythm(news_at=at, times=max(len(dates), 1), longest=max(usual, default=timedelta(0)))


def after_news(known: Rhythm, at: datetime, *, watched_since: datetime) -> Rhythm:
    """Return the same after something new came at `at`.

    Of a silence that was called quiet no more is learned than what was borne: it may well have been a fault.
    """
    silence = max(at - known.news_at, timedelta(0))
    quiet = quiet_from(known, watched_since)
    borne = silence if quiet is None else min(silence, quiet - known.news_at)
    faded = known.longest * 0.5 ** (silence / HALF_LIFE)
    return Rhythm(news_at=at, times=known.times + 1, longest=max(borne, faded))


def quiet_from(known: Rhythm, watched_since: datetime) -> datetime | None:
    """Return from when on a source is quiet if nothing new comes; None while too little is known of it."""
    if known.times < FEWEST:
        return None
    shortest = SHORTEST_OF_NEW if known.news_at - watched_since < NEW else SHORTEST
    return known.news_at + max(known.longest * USUAL, shortest)
