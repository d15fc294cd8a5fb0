from collections.abc import Sequence

import pytest

from console.web.beside import Stretch, beside, side_of
from console.web.findings import findings, number
from schemas.article import Sentence
from schemas.change import Change, ChangeKind, Edit, Op, Side
from schemas.divergence import FigurePair, Match, QuotePair

DIGEST = "0" * 64


def side(outlet: str | None, *paragraphs: Sequence[str]) -> Side:
    sentences, at = [], 0
    for number_, paragraph in enumerate(paragraphs):
        for text in paragraph:
            sentences.append(Sentence(text=text, paragraph=number_, start=at, end=at + len(text)))
            at += len(text) + 1
    return Side(outlet=outlet, title=f"{outlet}'s title", digest=DIGEST, sentences=tuple(sentences))


def change(a: Side, b: Side, **fields: object) -> Change:
    return Change.model_validate(
        {"kind": ChangeKind.DIVERGENCE, "old": a, "new": b, "significance": 0.5, "summary": "a summary", **fields}
    )


A = side("Gazette", ["Shared words.", "Four were hurt."], ["Only here."])
B = side("Herald", ["Shared words."], ["Five were hurt.", "Only there."])
MATCHES = (
    Match(a=(0,), b=(0,), relation="same", similarity=1),
    Match(a=(1,), b=(1,), relation="reworded", similarity=0.7),
)


def test_both_columns_keep_their_paragraphs_and_share_numbers() -> None:
    laid = beside(change(A, B, matches=MATCHES, only_a=(2,), only_b=(2,)))
    relations = [
        [[(line.relation, line.match) for line in paragraph] for paragraph in column.paragraphs]
        for column in laid.columns
    ]
    assert relations == [
        [[("same", 1), ("reworded", 2)], [("only", None)]],
        [[("same", 1)], [("reworded", 2), ("only", None)]],
    ]
    assert (laid.share.same, laid.share.reworded, laid.share.only_a, laid.share.only_b) == (1, 1, 1, 1)
    assert [passage.match for passage in laid.reworded] == [2]


def test_reworded_sentences_are_marked_word_by_word() -> None:
    laid = beside(change(A, B, matches=MATCHES))
    assert laid.columns[0].paragraphs[0][1].stretches == (
        Stretch("Four", differs=True),
        Stretch(" were hurt.", differs=False),
    )
    assert laid.columns[1].paragraphs[1][0].stretches[0] == Stretch("Five", differs=True)


def test_the_engines_own_comparison_is_taken_where_there_is_one() -> None:
    edit = Edit(
        op=Op.EDIT, old=(1,), new=(1,), words=(("-", "Four were hurt."), ("+", "Five were hurt.")), similarity=0.7
    )
    laid = beside(change(A, B, matches=MATCHES, edits=(edit,)))
    assert laid.columns[0].paragraphs[0][1].stretches == (Stretch("Four were hurt.", differs=True),)


def test_a_match_of_two_sentences_with_one_is_cut_at_the_sentence() -> None:
    a, b = side("A", ["It was shut.", "It was wet."]), side("B", ["It was shut and it was wet."])
    laid = beside(change(a, b, matches=(Match(a=(0, 1), b=(0,), relation="reworded", similarity=0.8),)))
    lines = laid.columns[0].paragraphs[0]
    assert ["".join(stretch.text for stretch in line.stretches) for line in lines] == ["It was shut.", "It was wet."]
    assert {line.match for line in lines} == {1}


def test_where_only_part_is_the_same_no_word_is_marked() -> None:
    laid = beside(change(A, B, matches=(Match(a=(1,), b=(1,), relation="partial", similarity=0.4),)))
    assert laid.columns[0].paragraphs[0][1].stretches == (Stretch("Four were hurt.", differs=False),)


def test_quotation_marks_alone_are_no_difference() -> None:
    assert side_of((("-", "“"), ("+", "'"), ("=", "Yes"), ("-", "”")), "a") == (
        Stretch("“", differs=False),
        Stretch("Yes", differs=False),
        Stretch("”", differs=False),
    )


def test_figures_in_conflict_are_told_with_their_sentences() -> None:
    figures = (
        FigurePair(a=1, b=1, what="hurt", value_a=4, value_b=5, relation="conflict"),
        FigurePair(a=0, b=0, what="dead", value_a=3, value_b=3, relation="agree"),
    )
    (found,) = findings(change(A, B, figures=figures))
    assert found.text == "Hurt: Gazette says 4, Herald says 5."
    assert ["".join(word.text for word in e.words) for e in found.evidence] == ["Four were hurt.", "Five were hurt."]


@pytest.mark.parametrize(
    ("value", "says"), [(4.0, "4"), (12000.0, "12,000"), (2.5, "2.5"), (0.126, "0.13"), (1e15, "1,000,000,000,000,000")]
)
def test_figures_are_written_as_people_do(value: float, says: str) -> None:
    assert number(value) == says


def quotation(
    a: int, b: int, relation: str, speakers: tuple[str | None, str | None], texts: tuple[str, str]
) -> QuotePair:
    return QuotePair.model_validate(
        {
            "a": (a,),
            "b": (b,),
            "relation": relation,
            "text_a": texts[0],
            "text_b": texts[1],
            "speaker_a": speakers[0],
            "speaker_b": speakers[1],
        }
    )


SPOKEN_A = side("Gazette", ["An MoD spokesman said: “It rained."], ["“It snowed.”"])
SPOKEN_B = side("Herald", ["A government spokesman spoke."], ["“It rained."], ["“It snowed.”"])
SPEAKERS = ("An MoD spokesman", "A government spokesman")


def test_one_statement_of_two_speakers_is_told_once() -> None:
    quotes = (
        quotation(0, 1, "same", SPEAKERS, ("It rained.", "It rained.")),
        quotation(1, 2, "same", SPEAKERS, ("It snowed.", "It snowed.")),
    )
    (found,) = findings(change(SPOKEN_A, SPOKEN_B, quotes=quotes))
    assert found.text == (
        "The same 2 sentences are credited to “An MoD spokesman” in Gazette, to “A government spokesman” in Herald."
    )
    assert ["".join(word.text for word in e.words) for e in found.evidence] == [
        "An MoD spokesman said: “It rained.",
        "A government spokesman spoke.",
    ]


def test_speakers_that_may_be_one_are_not_held_apart() -> None:
    for speakers in ((None, "A minister"), ("He", "A minister"), ("Busargin", "governor Roman Busargin")):
        assert not findings(
            change(SPOKEN_A, SPOKEN_B, quotes=(quotation(0, 1, "same", speakers, ("It rained.",) * 2),))
        )


def test_an_altered_quotation_shows_both_wordings() -> None:
    quotes = (quotation(0, 1, "altered", ("Jo Field", "Jo Field"), ("It rained", "It poured")),)
    (found,) = findings(change(SPOKEN_A, SPOKEN_B, quotes=quotes))
    assert [[word.text for word in e.words if word.differs] for e in found.evidence] == [["rained"], ["poured"]]
    assert [(e.quoted, e.speaker) for e in found.evidence] == [(True, "Jo Field")] * 2


@pytest.mark.parametrize(
    ("speakers", "says"),
    [
        (("A nurse", None), "Herald prints without quotation marks what Gazette quotes."),
        ((None, "A nurse"), "Gazette prints without quotation marks what Herald quotes."),
        ((None, None), "Herald prints without quotation marks what Gazette quotes."),  # the marks are seen
    ],
)
def test_lost_marks_are_told_with_whose_they_were(speakers: tuple[str | None, str | None], says: str) -> None:
    b = side("Herald", ["It rained."])
    (found,) = findings(
        change(SPOKEN_A, b, quotes=(quotation(0, 0, "unmarked", speakers, ("It rained.", "It rained.")),))
    )
    assert found.text == says
    assert sum(evidence.quoted for evidence in found.evidence) == 1


def test_lost_marks_that_cannot_be_placed_are_not_placed() -> None:
    a, b = side("Gazette", ["It rained."]), side("Herald", ["It rained."])
    (found,) = findings(change(a, b, quotes=(quotation(0, 0, "unmarked", (None, None), ("It rained.",) * 2),)))
    assert found.text == "One of the two prints as its own words what the other quotes."
