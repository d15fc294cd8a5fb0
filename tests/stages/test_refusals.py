"""Messages that would break the store: refused with the reason, or mended where nothing is lost by it."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.outcome import Ending, Outcome
from worker.stages.ingest import receive_message
from worker.store import articles, due
from worker.store.session import reading

pytestmark = pytest.mark.usefixtures("store")

TakeIn = Callable[..., list[Outcome]]
TEXT = "Dozens of families fled the town on Tuesday, the mayor said."


@pytest.mark.parametrize(
    "message",
    [
        {"url": "https://a.example:99999/x"},
        {"url": "https://a.example:0/x"},
        {"text": "x", "published": "0001-01-01T00:00:00Z"},
        {"text": "x", "published": "2026"},
        {"a\x00b": 1},
        {"text": "x", "title": 7},
    ],
)
def test_what_would_break_the_store_is_refused_with_the_reason(message: dict[str, Any]) -> None:
    assert receive_message(message).ending is Ending.REFUSED
    with reading() as session:
        (letter,) = due.dead_letters(session)
    assert letter.reason


def test_a_lone_surrogate_is_replaced(take_in: TakeIn) -> None:
    take_in(text=TEXT + "\ud800", title="A \ud800 title", url="https://www.lbc.example/a")
    with reading() as session:
        ((_, article),) = articles.get(session, range(10_000)).items()
    assert article.title == "A \ufffd title"
