from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import Attributed, Quote, Reading, Sentence
from schemas.change import Change, ChangeKind, Edit, Label, Op, Side
from worker.text.change import joined, revision
from worker.text.normalise import fold
from worker.text.sides import side
from worker.text.significance import ALERTED

from .versions import BODY, TITLE, edited, read, retitled


def rebuilt(change: Change) -> list[str]:
    """The new side's sentences, from the old side's and the edits alone."""
    old = change.old.sentences
    texts: list[str] = []
    for edit in change.edits:
        if edit.field or not edit.new:
            continue
        if edit.words:
            assert "".join(text for tag, text in edit.words if tag in "=-") == joined([old[i] for i in edit.old])
            texts.append("".join(text for tag, text in edit.words if tag in "=+"))
        else:
            texts.append(joined([old[i] for i in edit.old]))
    return texts


def assert_sound(change: Change) -> None:
    body = [edit for edit in change.edits if edit.field is None]
    assert sorted(i for edit in body for i in edit.old) == list(range(len(change.old.sentences)))
    assert [j for edit in body for j in edit.new] == list(range(len(change.new.sentences)))
    assert [fold(text) for text in rebuilt(change)] == [
        fold(joined([change.new.sentences[j] for j in edit.new])) for edit in body if edit.new
    ]
    for edit in change.edits:
        assert bool(edit.words or edit.labels) <= (edit.op is not Op.KEEP)
        assert set(edit.labels) <= set(change.labels)
    assert "\n" not in change.summary
    assert change == Change.model_validate_json(change.model_dump_json())


paragraphs = st.lists(
    st.sampled_from(
        [*BODY, "He left. She stayed.", "'Yes', he said. \u201cNo.\u201d", "12 of 17.", "Correction: 5 May."]
    )
    | st.text(alphabet=st.characters(codec="utf-8"), max_size=40),
    max_size=6,
)
titles = st.none() | st.sampled_from([TITLE, "Strike kills 'five' in Kursk"]) | st.text(max_size=20)


@settings(max_examples=80, deadline=None)
@given(paragraphs, paragraphs, titles, titles)
def test_edits_and_words_turn_the_old_into_the_new(
    old: list[str], new: list[str], old_title: str | None, new_title: str | None
) -> None:
    change = revision(read(old, old_title), read(new, new_title))
    assert_sound(change)


@settings(max_examples=30, deadline=None)
@given(paragraphs, titles)
def test_a_reading_does_not_differ_from_itself(body: list[str], title: str | None) -> None:
    change = revision(read(body, title), read(body, title))
    assert change.is_empty
    assert (change.labels, change.significance, change.summary, change.stealth) == ((), 0, "No change", False)


def test_sides_come_from_the_readings() -> None:
    old, new = read(byline=("A. Writer",)), read(title="Other")
    change = revision(old, new)
    assert (change.kind, change.old, change.new) == (ChangeKind.REVISION, side(old), side(new))
    assert change.old.sentences == old.sentences
    assert change.old.article is None


@pytest.mark.parametrize(
    ("before", "after", "labels"),
    [
        ("Three", "Five", {Label.FIGURE}),
        ("Monday", "Tuesday", {Label.DATE}),
        ("never accept", "accept", {Label.QUOTE, Label.NEGATION}),
        ("our soil", "our land", {Label.QUOTE}),
        ("the governor said", "officials said", {Label.ATTRIBUTION}),
        ("Police said the", "The", {Label.ATTRIBUTION}),
        ("denied", "did not deny", {Label.NEGATION}),
        ("12:30", "12:45", {Label.DATE}),
    ],
)
def test_what_always_matters(before: str, after: str, labels: set[Label]) -> None:
    change = edited(before, after)
    assert set(change.labels) == labels
    assert change.significance >= ALERTED
    assert change.stealth


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        ("factory,", "factory \u2014", Label.PUNCTUATION),
        ("1,200", "1200", Label.PUNCTUATION),
        ("badly", "bad ly", Label.WHITESPACE),
        ("suspect", "suspcet", Label.TYPO),
        ("factory", "Factory", Label.TYPO),
    ],
)
def test_what_never_matters_alone(before: str, after: str, label: Label) -> None:
    change = edited(before, after)
    assert change.labels == (label,)
    assert change.significance < 0.1
    assert not change.stealth


def test_typography_and_spacing_are_no_change() -> None:
    curly = [
        paragraph.replace('"', "\u201c", 1).replace('"', "\u201d").replace(" ", "\u00a0", 3).replace("a", "a\u00ad", 1)
        for paragraph in BODY
    ]
    change = revision(read(), read(curly, f" {TITLE} "))
    assert change.is_empty
    assert change.labels == ()


def test_moving_a_sentence_never_matters_alone() -> None:
    change = revision(read(), read([BODY[0], BODY[2], BODY[3], BODY[1]]))
    assert change.labels == (Label.REORDERED,)
    assert change.significance < ALERTED
    assert change.summary == "2 sentences moved"


def test_the_title_is_an_edit_of_its_own() -> None:
    change = retitled("Strike kills five in Belgorod")
    first = change.edits[0]
    assert (first.field, first.op, first.old, first.new) == ("title", Op.EDIT, (), ())
    assert first.words == (("=", "Strike kills "), ("-", "three"), ("+", "five"), ("=", " in Belgorod"))
    assert first.labels == (Label.HEADLINE, Label.FIGURE)
    assert all(edit.op is Op.KEEP for edit in change.edits[1:])
    assert revision(read(title=None), read(title=None)).edits[0].field is None


@pytest.mark.parametrize(
    ("title", "matters"),
    [
        ("Strike kills five in Belgorod", True),
        ("Strike kills three in Kursk", True),
        ("Strike kills none in Belgorod", True),
        ("Strike allegedly kills three in Belgorod", True),
        ("Attack kills three in Belgorod", False),
        ("Strike Kills Three In Belgorod", False),
        ("Strike kills three in Belgorod!", False),
    ],
)
def test_headlines(title: str, matters: bool) -> None:  # noqa: FBT001 - a column of the table
    change = retitled(title)
    assert Label.HEADLINE in change.labels
    assert (change.significance >= ALERTED) is matters


def test_a_title_that_capitalises_every_word_takes_its_names_from_the_text() -> None:
    body = ["The vote in Georgia went to Biden.", "The lawyers of Trump went to court."]
    change = revision(read(body, "Biden Wins Close Race"), read(body, "Trump Wins Close Race"))
    assert set(change.labels) == {Label.HEADLINE, Label.NAME}
    assert change.significance >= ALERTED
    assert Label.NAME not in revision(read(body, "Biden Wins Close Race"), read(body, "Biden Leads Close Race")).labels


def test_bylines() -> None:
    old = read(byline=("Ann Lee", "Bo Ray"))
    assert revision(old, read(byline=("Bo Ray", "ANN LEE"))).labels == ()
    changed = revision(old, read(byline=("Ann Lee",)))
    assert changed.labels == (Label.BYLINE,)
    assert 0 < changed.significance < ALERTED


def test_hidden_characters_are_shown() -> None:
    change = edited("suspect", "sus\u200bpect")
    assert change.labels == (Label.INVISIBLE,)
    assert not change.is_empty
    assert change.significance < ALERTED


def test_a_split_keeps_both_sides_to_the_letter() -> None:
    one = "The factory was badly damaged by fire, and many of its workers have fled to the capital."
    two = "The factory was badly damaged by fire. Many of its workers have fled to the capital."
    change = revision(read([BODY[0], one]), read([BODY[0], two]))
    split = change.edits[-1]
    assert split.op is Op.SPLIT
    assert "".join(text for tag, text in split.words if tag in "=+") == two


@pytest.mark.parametrize(("how", "labelled"), [(None, True), ("said", True), ("near", False), ("carried", False)])
def test_a_speaker_named_elsewhere_who_changes_is_an_attribution_unless_inferred(
    how: Attributed | None, *, labelled: bool
) -> None:
    words = "It is over for all of us"

    def said_by(speaker: str, rest: str) -> Reading:
        text = f'"{words}." {rest}'
        sentence = Sentence(text=text, paragraph=0, start=0, end=len(text))
        quote = Quote(text=words, speaker=speaker, attribution=how, start=0, end=len(words) + 3)
        plain = read([text])
        return plain.model_copy(update={"sentences": (sentence,), "quotes": (quote,)})

    change = revision(said_by("Ann Lee", "Snow fell."), said_by("Bo Ray", "Rain fell."))
    assert (Label.ATTRIBUTION in change.labels) is labelled


def test_a_side_without_text_is_no_trouble() -> None:
    change = revision(read([], None), read())
    assert {edit.op for edit in change.edits} == {Op.ADD}
    assert isinstance(change.new, Side)
    assert all(isinstance(edit, Edit) for edit in change.edits)
    assert all(a.new <= b.new for a, b in pairwise(change.edits))
