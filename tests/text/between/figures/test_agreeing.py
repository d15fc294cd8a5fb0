"""Equal figures of one thing that two articles tell in quite other words."""

from collections.abc import Callable

import pytest

from schemas.article import Reading
from worker.text.divergence import divergence

A = (
    "The vessel was carrying 81 passengers and five crew when it overturned at the mouth of the bay.",
    "Rescue teams pulled 43 people from the water.",
    "Its owner has paid $4.2 million for it.",
    "Nine schools in the town stayed closed.",
)
B = (
    "Divers searched the hull of the ferry, which had gone down with 81 passengers and five crew aboard.",
    "Forty-three people were rescued.",
    "For the ship $4.2 million was paid in spring.",
    "The company runs nine other ferries.",
)


@pytest.fixture
def agreed(reading: Callable[..., Reading]) -> set[float]:
    change = divergence(reading("A ferry sinks", A, "Post"), reading("What we know", B, "Bee"))
    return {pair.value_a for pair in change.figures if pair.relation == "agree"}


def test_a_telling_number_of_the_same_is_given_by_both(agreed: set[float]) -> None:
    assert {81, 43, 4_200_000} <= agreed


def test_a_small_number_of_other_things_is_not(agreed: set[float]) -> None:
    assert 9 not in agreed
