"""Any two texts can be read and compared: what fuzzing found, and shapes that have made other engines slow."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from string import ascii_uppercase
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import Reading
from schemas.page import Page
from worker.text.between.figures.parts import is_at_one_place
from worker.text.between.opposed import denials
from worker.text.between.tokenised import tokenise
from worker.text.change import joined, revision
from worker.text.divergence import divergence
from worker.text.extract import extract
from worker.text.quotes import find
from worker.text.segment import PORTION, sentences
from worker.text.speech import salience
from worker.text.speech.referents import Referents

PIECES = [
    *(
        "He said so. ",
        '"',
        "\u201c",
        "\u2018",
        "'",
        "''",
        "\u00ab",
        "\u201e",
        "\n\n",
        " ",
        "\u00a0",
        "\t",
        "1",
        "1,",
        "12 000 ",
    ),
    *(
        "Mr. ",
        "U.S. ",
        "...",
        "3 March 2026 ",
        "$4.2 million ",
        "- ",
        "\u2014",
        "\u202e",
        "\u200b",
        "e\u0301",
        "\u65e5\u672c\u8a9e\u3002",
    ),
    *(
        "<p>",
        "</p>",
        "&nbsp;",
        "<script>",
        "Correction: ",
        "not ",
        "may ",
        "said Ann Lee. ",
        "\x00",
        "\ud800",
        "\U0001f600",
    ),
]
hostile = st.lists(
    st.tuples(st.sampled_from(PIECES) | st.text(max_size=8), st.integers(1, 40)).map(lambda pair: pair[0] * pair[1]),
    max_size=12,
).map("".join)


def read(text: str, kind: str) -> Reading:
    body = text.encode("utf-8", "surrogatepass")
    return extract(Page(url=None, fetched_at=datetime(2026, 1, 1, tzinfo=UTC), body=body, content_type=kind))


@settings(max_examples=40, deadline=None)
@given(hostile, hostile, st.sampled_from(["text/plain; charset=utf-8", "text/html"]))
def test_any_two_texts_are_compared_and_their_words_make_both(old: str, new: str, kind: str) -> None:
    before, after = read(old, kind), read(new, kind)
    for change in (revision(before, after), revision(after, before)):
        for edit in change.edits:
            if edit.words and edit.field is None:
                sides = (("-", change.old, edit.old), ("+", change.new, edit.new))
                for sign, side, places in sides:
                    told = "".join(text for tag, text in edit.words if tag in {"=", sign})
                    assert told == joined([side.sentences[at] for at in places])
    assert revision(before, before).is_empty
    divergence(before, after)


@pytest.mark.parametrize("filler", ["word ", "a", "\u201c\u2018\"'", "Mr. ", "12 000 ", "\u65e5\u672c"])
def test_no_sentence_is_longer_than_a_portion_and_none_is_lost(filler: str) -> None:
    text = (filler * (2 * PORTION // len(filler) + 100)).strip()
    found = sentences([text])
    assert all(len(sentence.text) <= PORTION for sentence in found)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
    assert "".join(sentence.text for sentence in found).replace(" ", "") == text.replace(" ", "")


def test_portions_leave_the_sentences_of_a_long_paragraph_as_they_are() -> None:
    one = "Dr. Ann Lee, who lives in the U.S., said the fire had cost $4.2 million. "
    text = (one * (3 * PORTION // len(one))).strip()
    assert {sentence.text for sentence in sentences([text])} == {one.strip()}


@pytest.mark.parametrize("word", ["recently", "repeatedly", "only", "in a statement"])
def test_a_row_of_words_between_a_subject_and_its_verb_is_read_once(word: str) -> None:
    (quote,) = find([f"Ann Lee {f'{word} ' * 40}. said, \u201cNobody was hurt.\u201d"], ())
    assert quote.text == "Nobody was hurt."


def test_who_spoke_is_looked_for_no_farther_than_a_reader_remembers() -> None:
    opening = "A ministry spokesman said all was well."
    near, far = (
        find([f"{opening} {'He said it was so. ' * times}\u201cYes,\u201d he said."], ()) for times in (2, 200)
    )
    assert (near[0].speaker, far[0].speaker) == ("A ministry spokesman", "he")


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how long each text is in which whom a pronoun means is looked for, as it is looked for."""
    lengths: list[int] = []
    real = salience.meant

    def meant(pronoun: str, sentences: Sequence[salience.Sentence], *more: Any, **named: Any) -> str | None:
        lengths.append(sum(len(sentence.text) for sentence in sentences))
        return real(pronoun, sentences, *more, **named)

    monkeypatch.setattr(salience, "meant", meant)
    return lengths


@pytest.mark.parametrize("parting", ["\n\n", " "], ids=["paragraphs", "one paragraph"])
def test_what_a_speaker_is_looked_for_in_does_not_grow_with_the_text(parting: str, looked_at: list[int]) -> None:
    for times in (100, 800):
        find(parting.join(['He said: "We will not give up the fight for our town."'] * times).split("\n\n"), ())
    few, many = looked_at[:100], looked_at[100:]
    assert max(many) <= 2 * max(few)


@pytest.mark.parametrize("parting", ["\n\n", " "], ids=["paragraphs", "one paragraph"])
@pytest.mark.parametrize("told", ['He said: "We will."', '"We will," he said.', 'Bob {name} left. He said: "We will."'])
def test_a_sentence_is_looked_through_once_for_however_many_pronouns_behind_it(
    told: str, parting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Counter[str] = Counter()

    def counted(holder: Any, name: str) -> None:
        real = getattr(holder, name)

        def count(*args: Any) -> object:
            read[name] += 1
            return real(*args)

        monkeypatch.setattr(holder, name, count)

    counted(salience, "leads")
    counted(salience, "_part")
    counted(Referents, "_who_spoke")
    times = 200
    rows = [told.format(name=f"{letter}ole") for letter in ascii_uppercase] * (times // 26 + 1)
    text = parting.join([*rows[:times], '"Yes," he said.'])
    assert find(text.split("\n\n"), ())
    sentences = 2 * times + 1  # a quote's own sentence is looked through up to the quote as well
    assert read["leads"] <= 2 * sentences
    assert read["_part"] <= 2 * sentences
    assert read["_who_spoke"] <= sentences


def test_a_word_without_end_is_the_name_of_one_place_in_one_way() -> None:
    assert not is_at_one_place(f" people at {'a' * 2000}; and several")
    assert is_at_one_place(f" people at {'a' * 20} and several outside it")


def test_a_long_quote_is_no_part_of_what_a_speaker_is_looked_for_in(looked_at: list[int]) -> None:
    found = find([f"Ann Lee said \u201c{'so and ' * 3000}so\u201d there. \u201cYes,\u201d she added."], ())
    assert found[-1].speaker == "Ann Lee"
    assert looked_at
    assert max(looked_at) < 200


def test_what_a_german_clause_denies_is_looked_for_through_words_without_end() -> None:
    text = f"Er wird nicht {'ab' * 400}! teilnehmen"
    reading = read(text, "text/plain").model_copy(update={"language": "de"})
    told = [f"{text}, sagt er.", f"{text} {'und ' * 12}teilnehmen."]
    found = denials.prepare(reading, [tokenise(sentence) for sentence in told])
    assert [(at, denied.stem) for at, denied in found.denied.items()] == [(0, "teiln")]
