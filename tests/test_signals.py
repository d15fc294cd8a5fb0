"""What pages teach of their outlet's signals: pure rules."""

from datetime import UTC, datetime, timedelta

import pytest

from schemas.signals import Signal, Truth
from worker.cadence.signals import FADE, Counts, Said, Told, is_trusted, judged, truth

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def taught(before: Said, now: Said, *, changed: bool) -> dict[Signal, Told]:
    """What two pages an hour apart teach."""
    return dict(judged(before, now, since=NOON, at=NOON + HOUR, changed=changed))


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        (NOON + HOUR / 2, Told.TRUE),
        (NOON + HOUR, Told.TRUE),
        (NOON, Told.STILL),
        (NOON - HOUR, Told.STILL),
        (NOON + 2 * HOUR, Told.STILL),
    ],
    ids=["between", "as it was asked", "as it was asked before", "unmoved", "in the future"],
)
def test_a_date_is_true_where_it_lies_between_the_visits(stated: datetime, found: Told) -> None:
    told = taught(Said(modified=NOON - HOUR), Said(modified=stated), changed=True)
    assert told == {Signal.DATE_MODIFIED: found}


def test_what_moves_alone_is_noisy_and_what_stands_with_the_text_teaches_nothing() -> None:
    before = Said(NOON - HOUR, NOON - HOUR, '"1"')
    assert taught(before, Said(NOON + HOUR, NOON - HOUR, '"2"'), changed=False) == {
        Signal.DATE_MODIFIED: Told.NOISY,
        Signal.ETAG: Told.NOISY,
    }
    assert taught(before, before, changed=False) == {}


def test_an_etag_is_compared_weakly_and_what_is_not_said_teaches_nothing() -> None:
    assert taught(Said(etag='"1"'), Said(etag='W/"1"'), changed=True) == {Signal.ETAG: Told.STILL}
    assert taught(Said(etag='"1"'), Said(), changed=True) == {}
    assert taught(Said(), Said(modified=NOON + HOUR / 2), changed=True) == {}


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        (Counts(), Truth.UNKNOWN),
        (Counts(2), Truth.UNKNOWN),
        (Counts(3), Truth.TRUE),
        (Counts(6, 1), Truth.TRUE),
        (Counts(6, 1, 8), Truth.PARTLY),
        (Counts(3, 1), Truth.NOISY),
        (Counts(1, 20), Truth.NOISY),
        (Counts(0, 0, 3), Truth.STILL),
        (Counts(1, 0, 4), Truth.STILL),
    ],
)
def test_what_is_said_of_a_signal(counts: Counts, found: Truth) -> None:
    assert truth(counts) is found
    assert is_trusted(counts) is (found in {Truth.TRUE, Truth.PARTLY})


def test_an_outlet_that_mends_its_ways_is_believed_again() -> None:
    counts = Counts(0, 30)
    needed = 0
    while not is_trusted(counts):
        counts = Counts(counts.true * FADE + 1, counts.noisy * FADE, counts.still * FADE)
        needed += 1
    assert 20 < needed < 60
