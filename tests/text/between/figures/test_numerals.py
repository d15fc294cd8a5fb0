import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.text.between.figures import numerals
from worker.text.between.figures.numerals import Bound
from worker.text.between.tokenised import tokenise


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("three hundred and twelve people", [312]),
        ("twenty-five, a dozen, half a million, a hundred thousand", [25, 12, 500_000, 100_000]),
        ("\u00a31.2m, $3.5 billion and 12%", [1_200_000, 3_500_000_000, 12]),
        ("a range of 1,000 km (665 miles)", [1000, 665]),
        ("a pair of bombers", [2]),
        ("a million and a half people, three  and a half hours", [1_500_000, 3.5]),
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


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 10 and 15 people", 10, 15),
        ("15-20 people", 15, 20),
        ("two or three men", 2, 3),
        ("between 2 and 3 million people", 2_000_000, 3_000_000),
        ("between two and three years in jail", 2, 3),
        ("between two and four dozen people", 24, 48),
        ("two hundred and three people", 203, 203),
        ("about 20 people", 17, 23),
        ("at least 12", 12, 24),
        ("300 people", 285, 315),
        ("312 people", 312, 312),
    ],
)
def test_what_a_number_may_stand_for(text: str, low: float, high: float) -> None:
    [found] = numerals.find(text)
    assert (found.low, found.high) == (low, high)


def test_a_time_in_two_units_is_one_number_and_a_range_of_the_larger_is_none() -> None:
    one = "more than two years and six months, up to 1 hour 30 minutes, one and a half hours and 10 minutes"
    assert [number.value for number in numerals.find(one)] == [30, 90, 100]
    for two in (
        "two to three years and six months",
        "2-3 years and 6 months",
        "between 2 and 3 years and 6 months",
    ):
        assert [number.value for number in numerals.find(two)] == [2.5, 6]


def test_from_one_number_to_another_is_a_change_and_no_range() -> None:
    assert [number.value for number in numerals.find("rose from 3 to 5 points")] == [3, 5]


_ODD = (
    "a an half and hundred thousand million bn two twenty pair dozen couple of 15 1,200 2.5 3m 15-20 $ \u20ac4 % to or"
    " between one in five no 2019 May 12th -7 about at least"
)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(_ODD.split()), max_size=8).map(" ".join))
def test_no_row_of_number_words_is_too_odd(text: str) -> None:
    for found in numerals.find(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.lead <= found.start
        assert found.low <= found.value <= found.high


@pytest.mark.parametrize(
    "text",
    [
        "Twenty-five fell",
        "half a million",
        "a pair of bombers",
        "d'one",
        "HUNDREDS, or a Hundred",
        "six-foot",
        "one's 3",
    ],
)
def test_where_a_number_is_found_a_digit_or_a_word_has_announced_it(text: str) -> None:
    told = tokenise(text)
    announced = told.has_digit or any(map(numerals.may_begin, told.words))
    assert announced
    assert not any(map(numerals.may_begin, tokenise("Nobody said that a person alone was there").words))
