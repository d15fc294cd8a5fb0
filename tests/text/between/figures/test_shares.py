"""Shares told as fractions."""

import pytest

from worker.text.between.figures import shares


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("It will lay off a third of its staff.", 33.3, "about"),
        ("Half its workforce will go.", 50.0, "about"),
        ("One in four workers will lose their jobs.", 25.0, "about"),
        ("Two thirds of the people of Hasling are against it.", 66.7, "about"),
        ("Its stock closed more than a fifth lower.", 20.0, "more"),
        ("Nearly half of them stayed away.", 50.0, "less"),
        ("Nine out of ten growers are insured.", 90.0, "about"),
    ],
)
def test_a_fraction_is_a_share(text: str, value: float, bound: str) -> None:
    (share,) = shares.find(text)
    assert (share.value, share.bound.value, share.unit) == (value, bound, "per cent")


@pytest.mark.parametrize(
    "text",
    [
        "A quarter of an hour later it was over.",
        "It is half the price.",
        "They led for half of the season.",
        "The third of them was caught.",
        "In the second half of the year it fell.",
        "Ten in two days is too much.",
        "There were two in ten years.",
        "It is the first in 10 years.",
    ],
)
def test_what_is_no_share_is_none(text: str) -> None:
    assert not list(shares.find(text))
