from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import Reading
from schemas.story import Fingerprint
from worker.text import fingerprint
from worker.text.grouping import word_weights

WHEN = datetime(2022, 12, 7, tzinfo=UTC)
LONG = "The bridge over the Thames at Marlow will close for repairs until March."


def test_terms_are_digests_of_long_sentences_and_weighty_words(reading: Callable[..., Reading]) -> None:
    made = fingerprint.fingerprint(
        reading(title="Marlow bridge to close", paragraphs=[f"{LONG} It is old."]), WHEN, soon=True
    )
    assert [term[:2] for term in made.terms].count("s:") == 1 == len(made.sentences)
    assert {"w:marlow", "w:bridge", "w:tham"} <= set(made.terms)
    assert not {"w:the", "w:will", "w:is"} & set(made.terms)
    assert dict(made.words)["marlow"] == 3 + 2  # three times for the title, once each for text and lede
    assert dict(made.names)["marlow"] == 2 + 1  # a mention in the title is worth two


def test_an_article_without_a_date_takes_the_time_it_was_seen(reading: Callable[..., Reading]) -> None:
    dated = datetime(2022, 12, 1, tzinfo=UTC)
    for soon in (True, False):
        undated = fingerprint.fingerprint(reading(), WHEN, soon=soon)
        assert (undated.published, undated.dated) == (WHEN, soon)
        made = fingerprint.fingerprint(reading(published=dated), WHEN, soon=soon)
        assert (made.published, made.dated) == (dated, True)


def test_typography_and_outer_marks_change_no_digest() -> None:
    plain = fingerprint.of_text("", f"'{LONG}", WHEN)
    curly = fingerprint.of_text("", f"\u201c{LONG}\u201d", WHEN)
    assert plain.sentences == curly.sentences


@settings(max_examples=40)
@given(st.text(max_size=300), st.text(max_size=9000))
def test_a_fingerprint_stays_small(title: str, text: str) -> None:
    made = fingerprint.of_text(title, text, WHEN)
    assert len(made.terms) == len(set(made.terms)) <= 60
    assert all(len(term) <= 40 for term in made.terms)
    assert Fingerprint.model_validate_json(made.model_dump_json()) == made


def test_common_words_weigh_less_and_small_ones_nothing() -> None:
    weights = [word_weights.weight(word) for word in ("belgorod", "evidence", "government", "the", "und", "x")]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == word_weights.RARE
    assert weights[3:] == [0, 0, 0]


SAID = "We shall rebuild every single house in this valley before the winter comes"


@pytest.mark.parametrize(
    "marks", ['"{}"', "\u201c{}\u201d", "\u2018{}\u2019", "'{}'", "\u00ab{}\u00bb", "\u201e{}\u201c"]
)
def test_the_same_words_in_any_quotation_marks_are_the_same_runs(marks: str) -> None:
    plain = fingerprint.of_text("", f'The mayor said: "{SAID}."', WHEN)
    other = fingerprint.of_text("", f"Speaking in the players' lounge she vowed: {marks.format(SAID)}, no less.", WHEN)
    assert plain.runs
    assert set(plain.runs) <= set(other.runs)
    assert not fingerprint.of_text("", f"{SAID}.", WHEN).runs


def test_names_are_what_is_mostly_capital_where_no_capital_is_due() -> None:
    text = "Floods hit Elmford. The River Elm rose in Elmford. A river is wet. Any river floods. Then Elmford fell."
    names = dict(fingerprint.of_text("Elmford under water", text, WHEN).names)
    assert names["elmford"] == 3 + 2
    assert not {"river", "flood", "the", "then"} & names.keys()
