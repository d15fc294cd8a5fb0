"""How far two numbers lie apart."""

import pytest

from worker.text.between.figures import values
from worker.text.between.figures.figure import find


@pytest.mark.parametrize(
    ("one", "other", "is_one_digit", "are_many"),
    [
        ("14,318 people came.", "16,318 people came.", True, True),
        ("1,212 people came.", "2,112 people came.", True, True),  # turned round
        ("52 people came.", "58 people came.", True, False),
        ("14,318 people came.", "16,918 people came.", False, False),
        ("4 people came.", "5 people came.", False, False),
        ("41 people came.", "4,100 people came.", False, False),
    ],
)
def test_a_single_digit_that_differs_is_seen(one: str, other: str, is_one_digit: bool, are_many: bool) -> None:  # noqa: FBT001 - cases
    (a,), (b,) = find(one, 0, None, None), find(other, 0, None, None)
    told = dict(values.told(a, b))
    assert (told["one digit"], told["one digit of many"]) == (is_one_digit, are_many)


def test_two_units_are_held_against_each_other_in_one() -> None:
    (a,), (b,) = (
        find("They found 1.2 tonnes of it.", 0, None, None),
        find("They found 600 kilograms of it.", 0, None, None),
    )
    assert dict(values.told(a, b))["ratio"] == 1
