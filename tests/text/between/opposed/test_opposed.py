"""What is held against each other of two articles does not grow with their square, and odd words fail nothing."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from schemas.article import Reading
from schemas.change import Change
from worker.text.between.opposed import admissions, contradicted, denials, grouped, states
from worker.text.divergence import divergence

SHAPES = [
    ("The bridge was destroyed q{}.", "The bridge was slightly damaged q{}.", states, "_are_one"),
    ("Police did not arrest the man in case x{}.", "Police arrested the woman in case x{}.", contradicted, "_score"),
    (
        "Police did not arrest the man in case x{}.",
        "Police arrested the woman in case x{}.",
        denials,
        "_is_one_statement",
    ),
    ("The coach denied using drug x{}.", "The coach admitted using pill y{}.", admissions.actors, "same"),
]


@pytest.fixture
def compared(reading: Callable[..., Reading]) -> Callable[[str, str, int], Change]:
    def compare(one: str, other: str, times: int) -> Change:
        a, b = ([shape.format(place) for place in range(times)] for shape in (one, other))
        return divergence(reading("A title", a), reading("Another", b))

    return compare


@pytest.mark.parametrize(("one", "other", "module", "name"), SHAPES)
def test_of_as_many_statements_as_no_report_has_the_first_are_held_against_each_other(
    one: str,
    other: str,
    module: object,
    name: str,
    compared: Callable[[str, str, int], Change],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = 0
    ask = getattr(module, name)

    def counting(*given: object, **named: object) -> object:
        nonlocal asked
        asked += 1
        return ask(*given, **named)

    monkeypatch.setattr(module, name, counting)
    counts = []
    for times in (100, 200):
        asked = 0
        compared(one, other, times)
        counts.append(asked)
    assert counts[1] <= max(2 * counts[0], 1)


@pytest.mark.parametrize(("day", "found"), [(12, 1), (13, 0)])
def test_what_had_not_happened_yet_is_no_denial_of_what_happened_a_day_later(
    day: int, found: int, reading: Callable[..., Reading]
) -> None:
    a, b = (
        reading("", [text], "", (), datetime(2026, 6, at, tzinfo=UTC))
        for text, at in (
            ("No one has been arrested over the fire at Kolm Mill.", 12),
            ("Police have arrested a man over the fire at Kolm Mill.", day),
        )
    )
    assert len(divergence(a, b).denials) == len(divergence(b, a).denials) == found


@pytest.mark.parametrize("text", ["Police have n't fired.", "n't", "THE MEN WEREN'T HURT", "'s n't 's", "''n't"])
def test_a_contraction_that_stands_alone_is_a_word(text: str) -> None:
    assert all(grouped.grouped(text).written)
