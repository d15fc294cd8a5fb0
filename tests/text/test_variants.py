"""Which wordings become versions."""

from datetime import UTC, datetime, timedelta

import pytest

from worker.text.variants import Held, Record, Step, Wording, flapped, step

T = datetime(2026, 3, 4, 12, tzinfo=UTC)
STANDING = Wording("title", "body")
STEADY = Record(steady=10)
FLAPPING = Record(flaps=3, steady=2)
HEADLINE = Wording("other title", "body")
BACK = Wording("old title", "body")
OLD_TEXT = Wording("title", "old body")
KNOWN = frozenset({*STANDING, *BACK, *OLD_TEXT})


def taken(new: Wording, record: Record = STEADY, looks: int = 0, lasted: timedelta = timedelta(0)) -> Step:
    """Decide on a wording that was seen in `looks` looks before this one, the first of them `lasted` ago."""
    held = Held(new, T - lasted, looks) if looks else None
    known = KNOWN if new in {STANDING, BACK, OLD_TEXT} else frozenset(STANDING)
    return step(new, STANDING, known=known, held=held, record=record, at=T)


def test_what_reads_as_it_stands_is_the_same() -> None:
    assert taken(STANDING) is Step.SAME


@pytest.mark.parametrize("record", [Record(), STEADY, FLAPPING])
@pytest.mark.parametrize("title", ["title", "other title"])
def test_a_new_text_is_kept_at_first_sight_everywhere(record: Record, title: str) -> None:
    assert taken(Wording(title, "new body"), record) is Step.KEEP


def test_a_new_headline_of_a_steady_outlet_is_kept_at_first_sight() -> None:
    assert taken(HEADLINE) is Step.KEEP


@pytest.mark.parametrize(("record", "looks"), [(Record(), 5), (FLAPPING, 7), (Record(1, 0, 10), 7)])
def test_elsewhere_a_headline_must_last(record: Record, looks: int) -> None:
    steps = [taken(HEADLINE, record, before) for before in range(looks)]
    assert steps == [Step.LOOK] * (looks - 1) + [Step.KEEP]


def test_a_headline_that_is_back_is_kept_once_it_lasts() -> None:
    assert taken(BACK) is Step.LOOK
    assert taken(BACK, looks=2, lasted=timedelta(minutes=20)) is Step.LOOK
    assert taken(BACK, looks=2, lasted=timedelta(hours=1)) is Step.KEEP


def test_a_text_that_is_back_needs_longer_and_no_visits_of_its_own() -> None:
    assert taken(OLD_TEXT) is Step.LOOK
    assert taken(OLD_TEXT, looks=2, lasted=timedelta(hours=3)) is Step.VARIANT
    assert taken(OLD_TEXT, looks=2, lasted=timedelta(hours=12)) is Step.KEEP


@pytest.mark.parametrize("wording", [BACK, OLD_TEXT])
def test_where_wordings_flap_a_known_one_is_a_variant_until_it_lasts_for_days(wording: Wording) -> None:
    assert taken(wording, FLAPPING, looks=30, lasted=timedelta(hours=30)) is Step.VARIANT
    assert taken(wording, FLAPPING, looks=30, lasted=timedelta(hours=50)) is Step.KEEP


def test_it_flapped_where_what_was_known_is_back_in_its_place() -> None:
    held = Held(HEADLINE, T, 1)
    assert flapped(STANDING, STANDING, known=KNOWN, held=held)
    assert flapped(BACK, STANDING, known=KNOWN, held=held)
    assert not flapped(HEADLINE, STANDING, known=KNOWN, held=held)
    assert not flapped(Wording("third title", "body"), STANDING, known=frozenset(STANDING), held=held)
    assert not flapped(STANDING, STANDING, known=KNOWN, held=None)


@pytest.mark.parametrize(("record", "looks"), [(Record(), 5), (Record(steady=2), 5), (Record(steady=3), 3)])
def test_a_headline_that_is_back_for_an_hour_was_seen_as_often_as_a_new_one(record: Record, looks: int) -> None:
    """Where two headlines are shown by turns, three looks in a row agree one time in four."""
    assert taken(BACK, record, looks - 1, timedelta(hours=2)) is Step.KEEP
    assert taken(BACK, record, looks - 2, timedelta(hours=2)) is Step.LOOK
