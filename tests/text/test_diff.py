from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.change import Words
from worker.text import diff
from worker.text.alignment import staying

from ..rows import each_row

any_text = st.text(alphabet=st.characters(codec=None), max_size=80)
wordy_text = st.lists(
    st.sampled_from(["a", "b ", " c", "1,000.5", "'", "\u2019s", " ", "\n", ".", "\u65e5"]), max_size=30
).map("".join)
texts = any_text | wordy_text


def sides(words: Words) -> tuple[str, str]:
    old = "".join(text for tag, text in words if tag in "=-")
    new = "".join(text for tag, text in words if tag in "=+")
    return old, new


@given(texts, texts)
def test_pieces_make_both_sides_exactly(old: str, new: str) -> None:
    words = diff.words(old, new)
    assert sides(words) == (old, new)
    assert all(text for _, text in words)
    assert all(before[0] != after[0] for before, after in pairwise(words))


@given(texts)
def test_the_same_text_has_one_piece(text: str) -> None:
    assert diff.words(text, text) == ((("=", text),) if text else ())


@given(texts)
def test_tokens_concatenate_to_the_text(text: str) -> None:
    found = diff.tokens(text)
    assert "".join(token.space + token.core for token in found) == text
    assert found[-1].core == ""
    assert [token.core for token in found[:-1]] == diff.cores(text)
    assert all(token.core for token in found[:-1])


@each_row(
    "whole",
    [
        "1,000.5",
        "$4.2m",
        "US$5bn",
        "\u20ac1.000,50",
        "1\u202f000",
        "12 500",
        "10%",
        "12:30",
        "7/12/2022",
        "12-year-old",
        "21st",
        "well-known",
        "O\u2019Brien",
        "don't",
        "U.S.",
        "p.m.",
        "COVID-19",
        "F-16",
        "https://example.org/a?b=1",
        "desk@example.org",
        "example.org",
        "@mayor_lee",
        "#Belgorod",
        "\u0939\u093f\u0928\u094d\u0926\u0940",
    ],
)
def test_figures_and_compound_words_stay_whole(whole: str) -> None:
    assert diff.cores(f"The {whole} here") == ["The", whole, "here"]


def test_scripts_without_spaces_are_cut_by_character() -> None:
    assert diff.words("\u65e5\u672c\u8a9e\u3067\u3059", "\u65e5\u672c\u4eba\u3067\u3059") == (
        ("=", "\u65e5\u672c"),
        ("-", "\u8a9e"),
        ("+", "\u4eba"),
        ("=", "\u3067\u3059"),
    )


def test_a_figure_is_replaced_as_a_whole_and_neighbouring_changes_are_one() -> None:
    assert diff.words("It rose to 1,000.5 points.", "It rose to 1,001.5 points.") == (
        ("=", "It rose to "),
        ("-", "1,000.5"),
        ("+", "1,001.5"),
        ("=", " points."),
    )
    assert diff.words("He came home late.", "He went away late.") == (
        ("=", "He "),
        ("-", "came home"),
        ("+", "went away"),
        ("=", " late."),
    )


def test_of_equally_short_scripts_the_one_in_fewer_pieces_is_told() -> None:
    old = "It began with a now long-debunked project in May."
    new = "It began in a far place, with a now long-debunked project in May."
    assert diff.words(old, new) == (
        ("=", "It began"),
        ("+", " in a far place,"),
        ("=", " with a now long-debunked project in May."),
    )


def test_a_lone_mark_or_word_between_two_changes_stands() -> None:
    assert diff.words("The mayor, Ann Lee, spoke.", "The governor, Bob Ray, spoke.") == (
        ("=", "The "),
        ("-", "mayor"),
        ("+", "governor"),
        ("=", ", "),
        ("-", "Ann Lee"),
        ("+", "Bob Ray"),
        ("=", ", spoke."),
    )
    assert diff.words("Two of five men fled.", "Three of six men fled.") == (
        ("-", "Two"),
        ("+", "Three"),
        ("=", " of "),
        ("-", "five"),
        ("+", "six"),
        ("=", " men fled."),
    )


@pytest.mark.parametrize(
    ("old", "new", "redline"),
    [
        (
            "But he left. And that was.",
            "Yet he left... And this was.",
            "-But|+Yet|= he left.|+..|= And |-that|+this|= was.",
        ),
        ("He was old, old and ill", "Ann was old and ill then", "-He|+Ann|= was old|-, old|= and ill|+ then"),
        ("A roof leaks, he said", "One roof, it leaks, he says", "-A|+One|= roof|+, it|= leaks, he |-said|+says"),
    ],
)
def test_of_equal_words_the_first_stands_and_the_next_came_or_went(old: str, new: str, redline: str) -> None:
    assert "|".join(f"{tag}{text}" for tag, text in diff.words(old, new)) == redline


def test_texts_above_the_cap_are_cut_at_runs_that_stand_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "MOST_CELLS", 16)
    monkeypatch.setattr(staying, "MOST_CELLS", 0)
    old, new = "a b w a r m w i n c", "a x w a r m w i n y"
    assert diff.words(old, new) == (
        ("=", "a "),
        ("-", "b"),
        ("+", "x"),
        ("=", " w a r m w i n "),
        ("-", "c"),
        ("+", "y"),
    )
    assert diff.words("k k k k k", "l k k k l") == (("-", "k k k k k"), ("+", "l k k k l"))


@given(wordy_text, wordy_text)
def test_pieces_make_both_sides_above_the_cap_as_well(old: str, new: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diff, "MOST_CELLS", 9)
        patch.setattr(staying, "MOST_CELLS", 0)
        assert sides(diff.words(old, new)) == (old, new)
