"""What is told days apart, where it was written, and what is told of two people of one kind: no conflicts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from schemas.article import Reading
from schemas.change import Change
from worker.text.between.dates import dated
from worker.text.between.tokenised import tokenise
from worker.text.divergence import divergence

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TOLL = "The collapse of the dam at Orvane killed {} people, the governor said."


def conflicts(change: Change) -> list[str]:
    return [pair.what for pair in (*change.figures, *change.dates) if pair.relation == "conflict"]


@pytest.mark.parametrize(("later", "modified", "found"), [(1, None, True), (3, None, False), (3, 2, True)])
def test_a_toll_of_days_later_is_another_toll(
    reading: Callable[..., Reading],
    later: int,
    modified: int | None,
    found: bool,  # noqa: FBT001 - a case
) -> None:
    first = reading("Dam collapses at Orvane", [TOLL.format("twelve")], "Post", published=NOON)
    if modified is not None:
        first = first.model_copy(update={"modified": NOON + timedelta(days=modified)})
    second = reading("Dam at Orvane collapsed", [TOLL.format("19")], "Bee", published=NOON + timedelta(days=later))
    assert bool(conflicts(divergence(first, second))) is found


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("ORVANE, March 2. /AGENCY/.", "ORVANE, March 3. /AGENCY/.", "en"),
        ("ORVANE, 2 March (agency) - The dam gave way.", "ORVANE, 3 March (agency) - The dam gave way.", "en"),
        ("ORVANE, 2. März (agt) - Der Damm brach.", "ORVANE, 3. März (agt) - Der Damm brach.", "de"),
    ],
)
def test_where_and_when_it_was_written_is_no_date_of_what_happened(
    reading: Callable[..., Reading], one: str, other: str, language: str
) -> None:
    first = reading("The dam at Orvane", [one], "Post", published=NOON, language=language)
    second = reading("The dam at Orvane", [other], "Bee", published=NOON + timedelta(days=1), language=language)
    assert conflicts(divergence(first, second)) == []


def test_a_date_behind_a_dateline_is_compared(reading: Callable[..., Reading]) -> None:
    first = reading("T", ["ORVANE (Agency) - The dam at Orvane gave way on 1 March, officials said."], "Post")
    second = reading("T", ["The dam at Orvane gave way on 28 February, officials said."], "Bee")
    assert len(conflicts(divergence(first, second))) == 1


@pytest.mark.parametrize(("place", "found"), [("County Brent", True), ("County Sorrel", False)])
def test_unnamed_people_of_other_places_are_others(
    reading: Callable[..., Reading],
    place: str,
    found: bool,  # noqa: FBT001 - a case
) -> None:
    said = "An appeal has been issued to trace a {}-year-old man missing from {} since last week."
    first = reading("Man missing", [said.format(27, "County Brent")], "Post", published=NOON)
    second = reading("Appeal for man", [said.format(41, place)], "Bee", published=NOON)
    assert bool(conflicts(divergence(first, second))) is found


@pytest.mark.parametrize(
    ("text", "language", "deed"),
    [
        ("The council closed the bridge on Monday 5 May.", "en", "close"),
        ("De raad vond het plan niet goed op maandag 5 mei.", "nl", ""),
        ("La red se rompi\u00f3 en la pared el lunes 5 de mayo.", "es", ""),
    ],
)
def test_what_was_done_on_a_day_is_read_in_english_alone(
    reading: Callable[..., Reading], text: str, language: str, deed: str
) -> None:
    found = dated.prepare(reading("A title", [text], language=language), [tokenise(text)])
    assert [one.deed for dates in found.by_sentence.values() for one in dates] == [deed]
