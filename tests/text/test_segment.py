import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.text import segment

any_text = st.text(
    alphabet=st.one_of(st.sampled_from("aB .!?'\"\u201c\u201d\n\t\u3002"), st.characters(codec=None)), max_size=80
)


def split(*paragraphs: str, language: str | None = "en") -> list[str]:
    return [sentence.text for sentence in segment.sentences(paragraphs, language)]


@given(st.lists(any_text, max_size=4), st.sampled_from(["en", "de", "zz", "", None]))
def test_offsets_are_exact_and_nothing_but_white_space_is_left_over(
    paragraphs: list[str], language: str | None
) -> None:
    text = segment.join(paragraphs)
    end = 0
    for sentence in segment.sentences(paragraphs, language):
        assert text[sentence.start : sentence.end] == sentence.text
        assert not text[end : sentence.start].strip()
        assert sentence.text == sentence.text.strip() != ""
        assert sentence.text in paragraphs[sentence.paragraph]
        end = sentence.end
    assert not text[end:].strip()


def test_a_paragraph_ends_a_sentence() -> None:
    assert split("The army is digging", "trenches along the border") == [
        "The army is digging",
        "trenches along the border",
    ]
    assert [sentence.paragraph for sentence in segment.sentences(["One. Two.", "", "Three."])] == [0, 0, 2]


def test_glued_sentences_are_split() -> None:
    text = "The bases are miles from Ukraine.Reports say two bombers were destroyed.Footage shows a blast."
    assert split(text) == [
        "The bases are miles from Ukraine.",
        "Reports say two bombers were destroyed.",
        "Footage shows a blast.",
    ]


@pytest.mark.parametrize(("opening", "closing"), [("'", "'"), ('"', '"'), ("\u201c", "\u201d"), ("\u2018", "\u2019")])
def test_a_quotation_of_many_sentences_is_split_inside(opening: str, closing: str) -> None:
    text = f"{opening}I saw it. It was big. We ran,{closing} said Bob. Then he left."
    assert split(text) == [f"{opening}I saw it.", "It was big.", f"We ran,{closing} said Bob.", "Then he left."]


def test_the_mark_that_opens_a_quotation_goes_with_its_first_sentence() -> None:
    assert split('He had said it. "Then he left," she said.') == ["He had said it.", '"Then he left," she said.']
    assert split('He said: "One thing. Two things. Three." She left.') == [
        'He said: "One thing.',
        "Two things.",
        'Three."',
        "She left.",
    ]


def test_abbreviations_and_apostrophes_end_nothing() -> None:
    text = "'The U.S. and Mr. Smith's aides met at 3 p.m. on Sunday,' it said. Officials' doubts remain."
    assert split(text) == [
        "'The U.S. and Mr. Smith's aides met at 3 p.m. on Sunday,' it said.",
        "Officials' doubts remain.",
    ]


def test_the_language_decides() -> None:
    assert split("Er kam am 3. Mai. Dann ging er.", language="de") == ["Er kam am 3. Mai.", "Dann ging er."]
    assert split("\u4ed6\u6765\u4e86\u3002\u5979\u8d70\u4e86\u3002", language="zh") == [
        "\u4ed6\u6765\u4e86\u3002",
        "\u5979\u8d70\u4e86\u3002",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It was doing 193 km/h. It carried 212 people.", 2),
        ("He drove at 193km/h. Two more cars followed.", 2),
        ("It was blowing at 30 m/s. Nobody was hurt.", 2),
        ("It fell at 5.15 p.m. Norwegian time on Sunday.", 1),
        ("It fell at 5.15 p.m. The police came.", 2),
    ],
)
def test_speeds_end_sentences_and_the_zone_of_an_hour_does_not(text: str, sentences: int) -> None:
    assert len(segment.sentences([text], "en")) == sentences
