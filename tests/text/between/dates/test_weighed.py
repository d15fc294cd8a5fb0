"""Days and hours of one thing, told in quite other words."""

from collections.abc import Callable

import pytest

from schemas.article import Reading
from worker.text.divergence import divergence

REST_A = (
    "The alarm was given by a lorry driver who saw flames above the roof.",
    "Around 80 firefighters were at the scene and nobody was hurt.",
    "The owner was not to be reached.",
)
REST_B = (
    "Some 80 firefighters fought it, and there were no injuries.",
    "A trucker who was passing by had seen it.",
    "What caused it is being looked into.",
)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "The rocket with the satellite Meteon took off from Karu at 6:42 a.m. on Tuesday.",
            "Meteon was launched from Karu on Tuesday; the rocket rose from the pad at 9:42 a.m.",
            [("6:42 a.m.", "9:42 a.m.")],
        ),
        (
            "The bridge will close for repairs on 16 January, the council said.",
            "On 26 January the bridge is to be shut for repairs, by the council's word.",
            [("16 January", "26 January")],
        ),
        (  # the one follows the other
            "The fire broke out at 2:10 a.m. in a warehouse in Kelbeck.",
            "The road past the warehouse in Kelbeck was opened again at 7:40 a.m.",
            [],
        ),
        (  # no hour, but the name of a train
            "The accident in Kelbeck happened at 6:20 p.m. at the crossing.",
            "The 18:14 from Kelbeck hit a car at the crossing.",
            [],
        ),
        (  # whose hour it is differs
            "The rocket took off from Karu at 3.14am local time.",
            "Lift-off at Karu came at 7.14am Central European Time.",
            [],
        ),
    ],
)
def test_what_two_date_otherwise_is_told_from_either_side(
    reading: Callable[..., Reading], one: str, other: str, told: list[tuple[str, str]]
) -> None:
    a, b = reading("Kelbeck", [one, *REST_A], "Post"), reading("What we know", [other, *REST_B], "Bee")
    for change, either in ((divergence(a, b), told), (divergence(b, a), [(y, x) for x, y in told])):
        assert [(pair.said_a, pair.said_b) for pair in change.dates if pair.relation == "conflict"] == either
