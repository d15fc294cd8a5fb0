"""Hours that no clock's figures tell."""

import pytest

from worker.text.between.dates import clock, spelled_hours


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("A trucker called just before five in the morning.", "five in the morning", "5:00"),
        ("It happened at half past six in the evening.", "half past six in the evening", "18:30"),
        ("It lasts from 7 in the evening.", "7 in the evening", "19:00"),
        ("They began at five o'clock.", "five o'clock", "5:00/17:00"),
        ("He came at a quarter to nine in the evening.", "a quarter to nine in the evening", "20:45"),
        ("The 0615 GMT launch was put off.", "0615 GMT", "6:15 gmt"),
        ("It begins at one minute past midnight.", "one minute past midnight", "0:01"),
        ("They met at noon on Monday.", "noon", "12:00"),
        ("He was hit at 12.45 on Saturday morning.", "12.45", "0:45"),
        ("It went off at ten past six on Wednesday morning.", "ten past six on Wednesday morning", "6:10"),
        ("They left half past twelve at night.", "half past twelve at night", "0:30"),
    ],
)
def test_an_hour_is_read_however_it_is_told(text: str, said: str, value: str) -> None:
    (hour,) = spelled_hours.find(text)
    assert (hour.said, hour.value) == (said, value)
    assert text[hour.start :].startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "The raid killed five in the morning.",
        "From two to three people were hurt.",
        "10 to 12 people came.",
        "It takes five to ten days.",
        "They scored two minutes after two goals.",
        "He died on Sunday night.",
    ],
)
def test_what_is_no_hour_is_none(text: str) -> None:
    assert not list(spelled_hours.find(text))


@pytest.mark.parametrize(
    ("one", "other", "hours"),
    [
        ("14:30", "16:00", 1.5),
        ("23:30", "0:30", 1.0),
        ("5:00/17:00", "16:00", 1.0),
        ("6:40", "18:40", 0.0),  # a slip of the half of the day, or told without it
        ("14:30 gmt", "16:00", 0.0),  # nobody says whose hour the other is
        ("noonish", "16:00", 0.0),
    ],
)
def test_how_far_two_hours_lie_apart_at_least(one: str, other: str, hours: float) -> None:
    assert clock.apart(one, other) == clock.apart(other, one) == hours


def test_an_hour_of_either_half_of_the_day_may_be_both() -> None:
    assert clock.is_one("5:00/17:00", "17:00")
    assert not clock.is_one("5:00", "17:00")
    assert (clock.first("5:00/17:00"), clock.zone("6:15 gmt")) == ("5:00", "gmt")
