from hypothesis import given
from hypothesis import strategies as st

from worker.text import normalise

any_text = st.text(alphabet=st.characters(codec=None), max_size=200)


@given(any_text)
def test_clean_leaves_nothing_that_a_database_refuses(text: str) -> None:
    cleaned = normalise.clean(text)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert "\r" not in cleaned
    assert normalise.clean(cleaned) == cleaned


def test_clean_keeps_what_was_put_there_on_purpose() -> None:
    assert normalise.clean("pay\u200bpal \u202eevil\u202c\tok\n") == "pay\u200bpal \u202eevil\u202c\tok\n"


@given(any_text)
def test_fold_is_idempotent(text: str) -> None:
    folded = normalise.fold(text)
    assert normalise.fold(folded) == folded


def test_typography_is_no_difference_and_wording_is() -> None:
    curly = "\u201cIt\u2019s over\u201d\u2014he said\u2026"
    assert normalise.fold(curly) == '"It\'s over"-he said...'
    assert normalise.text_digest("A", curly) == normalise.text_digest("A", '"It\'s  over"-he said...')
    assert normalise.text_digest("A", "12 killed") != normalise.text_digest("A", "17 killed")
    assert normalise.text_digest("A b", "c") != normalise.text_digest("A", "b c")
