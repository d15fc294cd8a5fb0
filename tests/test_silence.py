"""When a source that has nothing new is called quiet: by its own past."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.cadence import silence
from worker.cadence.silence import Rhythm

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Named:
    published: datetime | None = None
    updated: datetime | None = None


def watched(moments: list[datetime]) -> Rhythm:
    """Return what is known of a source without dates that had something new at these moments, the first when found."""
    known = silence.first([], moments[0])
    for at in moments[1:]:
        known = silence.after_news(known, at, watched_since=moments[0])
    return known


RHYTHMS = {
    "every ten minutes": [START + each * HOUR / 6 for each in range(6 * 24 * 20)],
    "office hours, no weekends": [
        START + day * DAY + hour * HOUR for day in range(60) if day % 7 < 5 for hour in range(9)
    ],
    "once a week": [START + each * 7 * DAY for each in range(12)],
    "several on one day of the week": [START + week * 7 * DAY + each * HOUR for week in range(9) for each in range(4)],
    "once a fortnight": [START + each * 14 * DAY for each in range(8)],
    "once a month": [START + each * 30 * DAY for each in range(8)],
}


@pytest.mark.parametrize("moments", RHYTHMS.values(), ids=RHYTHMS)
def test_a_source_that_keeps_its_rhythm_is_never_quiet(moments: list[datetime]) -> None:
    known = silence.first([], moments[0])
    for at in moments[1:]:
        quiet = silence.quiet_from(known, moments[0])
        assert quiet is None or at <= quiet
        known = silence.after_news(known, at, watched_since=moments[0])


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [("every ten minutes", 1), ("office hours, no weekends", 8), ("once a week", 21), ("once a month", 90)],
)
def test_one_that_has_stopped_is_quiet_after_a_few_of_its_own_silences(rhythm: str, days: int) -> None:
    known = watched(RHYTHMS[rhythm])
    quiet = silence.quiet_from(known, START)
    assert quiet is not None
    assert days - 1 < (quiet - known.news_at) / DAY <= days


def test_nothing_is_said_of_one_that_had_news_a_few_times_alone_or_was_not_watched_for_a_week() -> None:
    assert silence.quiet_from(watched([START, START + DAY, START + 2 * DAY]), START) is None
    at_once = watched([START + each * HOUR for each in range(5)])
    assert silence.quiet_from(at_once, START) == at_once.news_at + silence.SHORTEST_OF_NEW


def test_dates_tell_the_rhythm_of_a_source_that_is_new() -> None:
    weekly = [START - each * 7 * DAY for each in range(10)]
    pinned = [*weekly, START - 900 * DAY]
    for dates in (weekly, pinned, [*weekly, START + DAY]):
        known = silence.first(dates, START)
        assert (known.longest, known.news_at) == (7 * DAY, START)
        assert silence.quiet_from(known, START) == START + 21 * DAY


def test_a_silence_that_was_called_quiet_hardly_counts_afterwards() -> None:
    before = watched(RHYTHMS["every ten minutes"])
    after = silence.after_news(before, before.news_at + 20 * DAY, watched_since=START)
    quiet = silence.quiet_from(after, START)
    assert quiet is not None
    assert quiet - after.news_at == 3 * DAY


def test_a_long_silence_fades() -> None:
    at = START + 100 * DAY
    known = Rhythm(at, 50, 8 * DAY)
    faded = silence.after_news(known, at + HOUR, watched_since=START)
    for each in range(2, 28 * 24 + 1):
        faded = silence.after_news(faded, at + each * HOUR, watched_since=START)
    assert 3.9 * DAY < faded.longest < 4.1 * DAY


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_a_source_is_never_quiet_sooner_than_after_a_day_nor_sooner_than_after_what_it_has_borne(
    seconds: list[int],
) -> None:
    moments = [START]
    for each in seconds:
        moments.append(moments[-1] + timedelta(seconds=each))
    known = watched(moments)
    quiet = silence.quiet_from(known, START)
    assert quiet is None or quiet - known.news_at >= max(silence.SHORTEST, known.longest * silence.USUAL)


KNOWN = Rhythm(START, 9, DAY)
LATER, SOONER = START + HOUR, START - HOUR


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([Named(published=LATER), Named(published=SOONER)], True),
        ([Named(published=SOONER, updated=SOONER)] * 4, False),
        ([Named()] * 4, False),
        ([Named(published=START + 3 * DAY)], False),
        ([Named(updated=LATER), *[Named(updated=SOONER)] * 3], True),
        ([Named(updated=LATER)] * 4, False),
        ([], False),
    ],
    ids=["newer", "older", "undated", "to come", "one changed", "all made anew at once", "nothing"],
)
def test_what_is_dated_since_the_last_news_is_news(entries: list[Named], *, told: bool) -> None:
    assert silence.has_news(entries, KNOWN, START + DAY) is told


def test_at_first_whatever_is_named_is_news() -> None:
    assert silence.has_news([Named()], None, START)
    assert not silence.has_news([], None, START)
