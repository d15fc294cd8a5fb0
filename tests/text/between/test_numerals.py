import pytest

from worker.text.between import numerals
from worker.text.between.numerals import Bound


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("three hundred and twelve people", [312]),
        ("twenty-five, a dozen, half a million, a hundred thousand", [25, 12, 500_000, 100_000]),
        ("\u00a31.2m, $3.5 billion and 12%", [1_200_000, 3_500_000_000, 12]),
        ("a range of 1,000 km (665 miles)", [1000, 665]),
        ("a pair of bombers", [2]),
        ("2,022 soldiers", [2022]),
    ],
)
def test_digits_words_and_scales(text: str, values: list[float]) -> None:
    assert [number.value for number in numerals.find(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "since at least April 2022",
        "On December 6 the governor",
        "the 6 December attack",
        "a Tu-95 left Engels-2",
        "at 13:28 or 7am",
        "the 2nd, the 21st",
        "a 34-year-old, aged 34",
        "it ended 2-1",
        "one of the critical weaknesses",
        "version 3.5.1",
    ],
)
def test_dates_names_times_ages_and_scores_count_nothing(text: str) -> None:
    assert list(numerals.find(text)) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("about 20 people", Bound.ABOUT),
        ("more than 20 dead", Bound.MORE),
        ("at least 20", Bound.MORE),
        ("up to 20", Bound.LESS),
        ("a dozen", Bound.ABOUT),
        ("exactly 20", Bound.EXACT),
    ],
)
def test_how_exactly_a_number_is_meant(text: str, bound: Bound) -> None:
    assert [number.bound for number in numerals.find(text)] == [bound]


def test_the_grain_is_the_step_a_number_was_written_in() -> None:
    assert [number.grain for number in numerals.find("1.2 million or 1,213,000")] == [100_000, 1]
