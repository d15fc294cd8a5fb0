import pytest

from worker.text.between.tokenised import rows, tokenise
from worker.text.grouping.terms import split, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u201cDon\u2019t,\u201d the workers\u2019 union said", ["don't", "the", "workers", "union", "said"]),
        ("the Mayor's rock'n'roll, 'tis  4,000", ["the", "mayor", "rock'n", "roll", "tis", "4", "000"]),
        (
            "snake_case, e-mail; \u00c9cole d'\u00e9t\u00e9",
            ["snake_case", "e", "mail", "\u00e9cole", "d'\u00e9t\u00e9"],
        ),
        ("''Go,''  he\u00a0said", ["go", "he", "said"]),
        ("-- ...", []),
    ],
)
def test_a_sentence_has_the_words_that_are_found_anywhere(text: str, expected: list[str]) -> None:
    told = tokenise(text)
    assert list(told.words) == split(told.text) == words(text) == expected


def test_a_sentence_knows_whether_a_digit_is_in_it() -> None:
    assert tokenise("Some \u0661\u0662 people").has_digit
    assert tokenise("x\u00b2").has_digit  # folded, it is x2
    assert not tokenise("Twelve people").has_digit


def test_rows_of_words_stand_together() -> None:
    assert list(rows(["a", "b", "c"], 2)) == [("a", "b"), ("b", "c")]
    assert list(rows(["a"], 2)) == []
