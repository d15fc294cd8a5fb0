"""What is told of figures by the weight of the evidence, though no rule finds it."""

from collections.abc import Callable

import pytest

from benchmarks.fit_conflicts import sides
from benchmarks.told_pairs import OUTLETS, hand_made
from schemas.article import Reading
from worker.text.between.figures.candidates import Candidate
from worker.text.between.figures.evidence import Evidence
from worker.text.between.figures.placed import Placed
from worker.text.between.figures.weighed import candidates
from worker.text.between.prepared import Prepared, prepare
from worker.text.divergence import divergence

Place = tuple[int, int, str]
"""The sentence of a figure, and where it begins there."""

REST_A = [
    "The governor of Varland promised help.",
    "Schools near by stayed shut for the day.",
    "It is the third such case in as many years.",
]
REST_B = [
    "Neighbours spoke of a night without sleep.",
    "A spokeswoman for the council would not comment.",
    "Traffic was diverted through Lower Sorel.",
]


@pytest.mark.parametrize(
    ("one", "other", "is_claimed"),
    [
        (
            "The Varland survey put the magnitude of the quake at 6.1.",
            "The survey said that the tremor had a magnitude of 6.4.",
            True,
        ),
        (
            "The budget for the bridge at Sorel was passed by 31 votes to 28.",
            "Councillors voted 33 to 26 for the budget that pays for the bridge at Sorel.",
            True,
        ),
        (
            "A coach left the road above Sorel and rolled down a slope, killing nine people.",
            "Eleven of the travellers died when their coach left the road above Sorel.",
            True,
        ),
        # A part of all, one more told apart, and somebody who did it.
        (
            "Two children were killed when a coach left the road above Sorel.",
            "Eleven people died when their coach left the road above Sorel.",
            False,
        ),
        (
            "Four people died when a coach left the road above Sorel.",
            "Three people were killed when a coach left the road above Sorel and a fourth died on the way to hospital.",
            False,
        ),
        (
            "A man stabbed three people at the market of Sorel before he was overpowered.",
            "Four people including the suspected attacker are in hospital after the stabbing at the market of Sorel.",
            False,
        ),
    ],
)
def test_what_is_likely_enough_is_told_from_either_side(
    reading: Callable[..., Reading],
    one: str,
    other: str,
    is_claimed: bool,  # noqa: FBT001 - a case
) -> None:
    a = reading("Sorel in shock", [one, *REST_A], "Post")
    b = reading("What we know of Sorel", [other, *REST_B], "Bee")
    for change in (divergence(a, b), divergence(b, a)):
        assert any(pair.relation == "conflict" for pair in change.figures) is is_claimed


def _pair(found: Candidate, *, turned: bool) -> tuple[Placed, Placed]:
    return (found.b, found.a) if turned else (found.a, found.b)


def test_the_evidence_is_the_same_from_either_side() -> None:
    def weighed_of(a: Prepared, b: Prepared, *, turned: bool = False) -> dict[tuple[Place, ...], Evidence]:
        return {
            tuple(
                (one.figure.sentence, one.figure.number.start, one.figure.what) for one in _pair(found, turned=turned)
            ): {name: round(value, 9) for name, value in told.items()}
            for found, told in candidates(sides(a, b), unlikely=True)
        }

    several = [told for told in hand_made() if told.name.startswith(OUTLETS)][::29]
    for told in several:
        a, b = prepare(told.a), prepare(told.b)
        assert weighed_of(a, b) == weighed_of(b, a, turned=True), told.name
    assert several
