import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.text import number
from worker.text.classify.homoglyphs import plain
from worker.text.diff import cores
from worker.text.lexicon import lexicon

from ..rows import each_row


def read(text: str, language: str | None = "en") -> list[tuple[float, str]]:
    words, at, found = cores(plain(text)), 0, []
    while at < len(words):
        numbers = number.read(words, at, lexicon(language))
        found += [(one.value, one.unit) for one in numbers]
        at = numbers[-1].end if numbers else at + 1
    return found


@each_row(
    ("language", "spellings", "value", "unit"),
    [
        ("en", ["3%", "3 per cent", "three percent", "three per cent", "3 pct"], 3, "%"),
        ("en", ["2,000", "two thousand", "2 000", "2\u00a0000", "2k", "2000"], 2000, ""),
        ("en", ["\u00a34.2m", "4.2 million pounds", "\u00a34.2 million", "GBP4.2mn"], 4_200_000, "\u00a3"),
        ("en", ["half a million", "500,000", "five hundred thousand"], 500_000, ""),
        ("en", ["a dozen", "twelve", "12"], 12, ""),
        ("en", ["two-thirds", "two thirds"], 200 / 3, "%"),
        ("en", ["a quarter", "25%", "one quarter"], 25, "%"),
        ("en", ["21st", "twenty-first"], 21, "th"),
        ("en", ["three hundred and twelve", "312"], 312, ""),
        ("en", ["1,205", "one thousand two hundred and five"], 1205, ""),
        ("en", ["1,50,000", "150,000"], 150_000, ""),
        ("en", ["US$5bn", "$5 billion", "5 billion dollars", "five billion dollars"], 5e9, "$"),
        ("en", ["$67.4 billion", "$67,400,000,000"], 67_400_000_000, "$"),
        ("en", ["5km", "5 kilometres", "five kilometers"], 5, "km"),
        ("en", ["34-year-old", "34 years"], 34, "year"),
        ("de", ["2.000", "2000", "zweitausend", "2 000"], 2000, ""),
        ("de", ["dreiundzwanzig", "23"], 23, ""),
        ("de", ["3,2 Millionen Euro", "3.200.000 Euro"], 3_200_000, "\u20ac"),
        ("de", ["3,5 Prozent", "3,5%"], 3.5, "%"),
        ("fr", ["1 000 euros", "mille euros", "1\u202f000 \u20ac"], 1000, "\u20ac"),
        ("fr", ["quatre-vingt-dix-sept", "97"], 97, ""),
        ("fr", ["vingt et un", "21"], 21, ""),
        ("es", ["dos mil trescientos", "2.300"], 2300, ""),
        ("es", ["treinta y dos por ciento", "32 %"], 32, "%"),
        ("es", ["medio mill\u00f3n", "500.000"], 500_000, ""),
        ("zh", ["3\u4e07", "30000"], 30_000, ""),
        ("pl", ["2 000", "2000"], 2000, ""),
        ("ar", ["\u0661\u0662", "12"], 12, ""),
    ],
)
def test_spellings_of_one_number(language: str, spellings: list[str], value: float, unit: str) -> None:
    for text in spellings:
        assert read(text, language) == [(pytest.approx(value), unit)], text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("10-15", [10, 15]),
        ("$10-15 million", [10e6, 15e6]),
        ("between 10 and 15", [10, 15]),
        ("one and two", [1, 2]),
        ("twenty five thirty", [25, 30]),
        ("12.5 of 1,250.75", [12.5, 1250.75]),
        ("an A320, a Tu-95, 1.2.3", []),
        ("and a half", [50]),
        ("dozens, hundreds", [12, 100]),
    ],
)
def test_several_and_none(text: str, values: list[float]) -> None:
    assert [value for value, _ in read(text)] == values


@given(st.integers(0, 10**15))
def test_grouped_and_plain_are_one(value: int) -> None:
    assert read(f"{value:,}") == read(str(value)) == [(value, "")]
    assert read(f"{value:,}".replace(",", "."), "de") == [(value, "")]


@given(
    st.text(alphabet="0123456789.,-' %km$\u00a3 andthreefivhuosmil", max_size=30),
    st.sampled_from(["en", "de", "fr", "es", "zh"]),
)
def test_never_an_error(text: str, language: str) -> None:
    words = cores(plain(text))
    for at in range(len(words)):
        for found in number.read(words, at, lexicon(language)):
            assert found.places.stop > at
            assert found.end >= found.places.stop
