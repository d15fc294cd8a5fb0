"""What is told days apart, where it was written, and what is told of two people of one kind: no conflicts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from schemas.article import Reading
from schemas.change import Change
from worker.text.between.dates import placed
from worker.text.between.prepared import prepare
from worker.text.between.tokenised import tokenise
from worker.text.divergence import contrast, divergence

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TOLL = "The collapse of the dam at Orvane killed {} people, the governor said."


def conflicts(change: Change) -> list[str]:
    return [pair.what for pair in (*change.figures, *change.dates) if pair.relation == "conflict"]


def toll(
    reading: Callable[..., Reading], said: str, outlet: str, hours: float, modified: float | None = None
) -> Reading:
    """Return an article about the dam that was published, and perhaps modified, so many hours after noon."""
    told = reading("Dam collapses at Orvane", [said], outlet, published=NOON + timedelta(hours=hours))
    return told if modified is None else told.model_copy(update={"modified": NOON + timedelta(hours=modified)})


@pytest.mark.parametrize(
    ("hours", "modified", "relation"),
    [
        (3, None, "conflict"),
        (11, None, "conflict"),
        (13, None, "moved"),
        (13, 3, "conflict"),  # the first was touched once more, and left as it was
        (80, None, "moved"),
        (80, 58, "moved"),
    ],
)
def test_a_toll_that_rose_half_a_day_later_has_moved(
    reading: Callable[..., Reading], hours: float, modified: float | None, relation: str
) -> None:
    first = toll(reading, TOLL.format("twelve"), "Post", 0, modified)
    second = toll(reading, TOLL.format("19"), "Bee", hours)
    for one, other in ((first, second), (second, first)):
        told = divergence(one, other)
        assert [pair.relation for pair in told.figures] == [relation]
        assert bool(told.findings) is (relation == "conflict")


def test_a_toll_that_fell_is_no_toll_that_moved(reading: Callable[..., Reading]) -> None:
    first, second = toll(reading, TOLL.format("19"), "Post", 0), toll(reading, TOLL.format("twelve"), "Bee", 20)
    assert [pair.relation for pair in divergence(first, second).figures] == ["conflict"]
    missing = "The collapse of the dam at Orvane left {} people missing, the governor said."
    first, second = toll(reading, missing.format("19"), "Post", 0), toll(reading, missing.format("twelve"), "Bee", 20)
    assert [pair.relation for pair in divergence(first, second).figures] == ["moved"]


def test_what_does_not_move_is_in_conflict_a_day_later_too(reading: Callable[..., Reading]) -> None:
    said = "The dam at Orvane, which gave way on Monday, was built for {} in 1962, the governor said."
    first, second = (
        toll(reading, said.format("$12 million"), "Post", 0),
        toll(reading, said.format("$19 million"), "Bee", 20),
    )
    assert conflicts(divergence(first, second)) == ["dollars"]


def test_a_day_without_an_hour_is_that_day(reading: Callable[..., Reading]) -> None:
    midnight = NOON - timedelta(hours=12)
    first = reading("Dam collapses at Orvane", [TOLL.format("twelve")], "Post", published=midnight)
    assert conflicts(divergence(first, toll(reading, TOLL.format("19"), "Bee", 10))) == ["killed"]
    assert conflicts(divergence(first, toll(reading, TOLL.format("19"), "Bee", 20))) == []


def test_a_summary_tells_a_toll_that_moved_in_the_order_of_time(reading: Callable[..., Reading]) -> None:
    first, second = toll(reading, TOLL.format("twelve"), "Post", 0), toll(reading, TOLL.format("19"), "Bee", 20)
    for one, other in ((first, second), (second, first)):
        assert "killed 12, later 19" in divergence(one, other).summary


def test_an_article_that_was_seen_edited_stands_until_then(reading: Callable[..., Reading]) -> None:
    first, second = toll(reading, TOLL.format("twelve"), "Post", 0), toll(reading, TOLL.format("19"), "Bee", 20)
    [pair] = contrast(prepare(first, edited_at=NOON + timedelta(hours=18)), prepare(second)).figures
    assert pair.relation == "conflict"


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
    found = placed.prepare(reading("A title", [text], language=language), [tokenise(text)])
    assert [one.deed for dates in found.by_sentence.values() for one in dates] == [deed]
