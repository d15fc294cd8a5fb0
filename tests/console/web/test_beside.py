from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.web.beside import Number, Stretch, beside, side_of
from console.web.findings import Told, findings
from schemas.article import Reading, Sentence
from schemas.change import Change, ChangeKind, Edit, Op, Side
from schemas.divergence import DatePair, FigurePair, Finding, FindingKind, Match
from schemas.page import Given, Page
from worker.text.divergence import divergence
from worker.text.extract import extract

DIGEST = "0" * 64
SEEDS = Path(__file__).parents[3] / "seeds"


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
    assert [(line.match, line.continues) for line in lines] == [(1, False), (1, True)]


def test_where_only_part_is_the_same_no_word_is_marked() -> None:
    laid = beside(change(A, B, matches=(Match(a=(1,), b=(1,), relation="partial", similarity=0.4),)))
    assert laid.columns[0].paragraphs[0][1].stretches == (Stretch("Four were hurt.", differs=False),)


def test_quotation_marks_alone_are_no_difference() -> None:
    assert side_of((("-", "“"), ("+", "'"), ("=", "Yes"), ("-", "”")), "a") == (
        Stretch("“", differs=False),
        Stretch("Yes", differs=False),
        Stretch("”", differs=False),
    )


def finding(kind: str, a: Sequence[int], b: Sequence[int], says: tuple[str, str], summary: str) -> Finding:
    return Finding.model_validate(
        {
            "kind": kind,
            "what": "what it is of",
            "a": a,
            "b": b,
            "says_a": says[0],
            "says_b": says[1],
            "key_a": "1",
            "key_b": "2",
            "summary": summary,
            "significance": 0.5,
        }
    )


def shown(told: Told) -> list[str]:
    """The words of both sides, with those that are marked in brackets."""
    return ["".join(f"[{w.text}]" if w.differs else w.text for w in evidence.words) for evidence in told.evidence]


def test_what_the_engine_found_is_told_in_its_line_with_the_sentences_it_rests_on() -> None:
    found = finding("figure", (1,), (1,), ("four", "five"), "hurt: four in Gazette, five in Herald")
    (told,) = findings(change(A, B, findings=(found,)))
    assert (told.kind, told.text) == (FindingKind.FIGURE, "Hurt: four in Gazette, five in Herald")
    assert [evidence.outlet for evidence in told.evidence] == ["Gazette", "Herald"]
    assert shown(told) == ["[Four] were hurt.", "[Five] were hurt."]


@pytest.mark.parametrize(
    ("kind", "says", "marked"),
    [
        ("date", ("four were", "five"), ["[Four were] hurt.", "[Five] were hurt."]),
        ("state", ("wounded", "hurt"), ["Four were hurt.", "Five were [hurt]."]),  # not in these words
        ("hedge", ("four, hurt", "stated flatly"), ["[Four] were [hurt].", "Five were hurt."]),
    ],
)
def test_every_kind_of_finding_is_shown_and_its_own_words_are_marked(
    kind: str, says: tuple[str, str], marked: list[str]
) -> None:
    (told,) = findings(change(A, B, findings=(finding(kind, (1,), (1,), says, "a line"),)))
    assert shown(told) == marked


def test_two_speakers_are_shown_where_they_are_named() -> None:
    a = side("Gazette", ["An MoD spokesman said: “It rained."], ["“It snowed.”"])
    b = side("Herald", ["A government spokesman spoke."], ["“It rained."], ["“It snowed.”"])
    speakers = ("An MoD spokesman", "A government spokesman")
    (told,) = findings(change(a, b, findings=(finding("attribution", (0, 1), (1, 2), speakers, "a line"),)))
    assert shown(told) == ["[An MoD spokesman] said: “It rained.", "[A government spokesman] spoke."]
    elsewhere = finding("attribution", (1,), (2,), ("A nurse", "A cook"), "a line")
    (told,) = findings(change(a, b, findings=(elsewhere,)))
    assert shown(told) == ["“It snowed.”", "“It snowed.”"]


def test_both_wordings_of_a_quotation_are_compared_word_by_word() -> None:
    found = finding("quote", (0,), (0,), ("It rained all day.", "It poured all day."), "a line")
    (told,) = findings(change(A, B, findings=(found,)))
    assert shown(told) == ["It [rained] all day.", "It [poured] all day."]


def test_words_without_marks_are_shown_in_their_sentences_where_the_marks_of_the_other_are_seen() -> None:
    a, b = side("Gazette", ["\u201cIt rained,\u201d said a nurse."]), side("Herald", ["It rained."])
    (told,) = findings(change(a, b, findings=(finding("unmarked", (0,), (0,), ("It rained,", "It rained"), "a line"),)))
    assert shown(told) == ["\u201c[It rained,]\u201d said a nurse.", "[It rained]."]


def test_figures_that_both_give_are_listed_as_each_writes_them_and_conflicts_are_not() -> None:
    agreed = FigurePair(a=1, b=1, what="dollars", of="cost", value_a=4e6, value_b=4e6, relation="agree", said_a="$4m")
    moved = FigurePair(a=1, b=1, what="killed", value_a=12, value_b=19, relation="moved", said_a="12", said_b="19")
    against = FigurePair(a=1, b=1, what="hurt", value_a=4, value_b=5, relation="conflict")
    date = DatePair(a=1, b=1, what="arrest", value_a="14:30", value_b="14:30", relation="agree", said_a="2.30 pm")
    laid = beside(change(A, B, figures=(agreed, moved, against), dates=(date,)))
    assert laid.numbers == (
        Number("cost", "$4m", "4,000,000"),
        Number("killed", "12", "19", moved=True),
        Number("arrest", "2.30 pm", "14:30"),
    )


def test_what_the_engine_did_not_find_is_not_told() -> None:
    figure = FigurePair(a=1, b=1, what="hurt", value_a=4, value_b=5, relation="conflict")
    assert findings(change(A, B, figures=(figure,))) == ()


def test_long_evidence_is_cut_and_outlets_without_a_name_have_a_place() -> None:
    long = side(None, ["It rained and rained, " + "and rained, " * 60 + "for four days."])
    (told,) = findings(change(long, B, findings=(finding("date", (0,), (0,), ("four", "five"), "a line"),)))
    assert told.evidence[0].outlet == "the first"
    assert len(shown(told)[0]) <= 320


def seed(path: Path, outlet: str) -> Reading:
    at = datetime(2022, 12, 14, tzinfo=UTC)
    return extract(
        Page(url=None, fetched_at=at, content_type="text/plain", body=path.read_bytes()), Given(outlet=outlet)
    )


def test_of_the_seeds_all_three_findings_are_shown() -> None:
    first, second = sorted(SEEDS.glob("*.txt"))
    told = findings(divergence(seed(first, "Daily Mail"), seed(second, "LBC")))
    assert [one.kind.value for one in told] == ["figure", "state", "attribution"]
    assert "damaged in Daily Mail (7 Dec 2022), destroyed in LBC" in told[1].text
    assert "two Tu-95 bombers" in shown(told[1])[1]
