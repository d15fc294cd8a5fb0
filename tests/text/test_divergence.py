from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import Reading
from schemas.change import Change, ChangeKind, Label, Op
from schemas.page import Given, Page
from worker.text import extract
from worker.text.between import matching
from worker.text.divergence import divergence

from .readings import assert_covers

ONE, OTHER = "Outlet (the first)", "Outlet (the second)"

SEEDS = Path(__file__).parents[2] / "seeds"


def seed(name: str, outlet: str) -> Reading:
    body = next(SEEDS.glob(f"{name}_*.txt")).read_bytes()
    page = Page(url=None, fetched_at=datetime(2022, 12, 14, tzinfo=UTC), content_type="text/plain", body=body)
    return extract.extract(page, Given(outlet=outlet))


@pytest.fixture(scope="module")
def seeds() -> Change:
    return divergence(seed("000", "Daily Mail"), seed("001", "LBC"))


STATEMENT = (
    "deep inside its Belgorod region.",
    "establishing local ''self-defence units''.",
    "designed to rebuff mechanised assault.",
    "to burnish patriotic feeling.",
    "a credible threat of invasion by Ukrainian forces.",
    "Russia's original decision to invade Ukraine.",
    "group-think and politically expedient conclusions.",
)


def test_the_seeds_share_the_seven_sentences_of_the_statement(seeds: Change) -> None:
    same = [match for match in seeds.matches if match.relation == "same"]
    for side, indexes in ((seeds.old, [match.a for match in same]), (seeds.new, [match.b for match in same])):
        told = [side.sentences[index].text.strip("'\"") for (index,) in indexes]
        assert len(told) == len(STATEMENT)
        assert all(sentence.endswith(end) for sentence, end in zip(told, STATEMENT, strict=True))


def test_the_seeds_name_two_speakers_of_one_statement(seeds: Change) -> None:
    [statement] = seeds.quotes
    assert (statement.relation, len(statement.a), len(statement.b)) == ("same", 7, 7)
    assert (statement.cut, statement.unmarked) == (None, None)
    [given] = seeds.attributions
    assert (given.speaker_a, given.speaker_b) == ("An MoD spokesman", "A British government spokesman")
    assert (given.a, given.b) == (statement.a, statement.b)


def test_the_seeds_print_one_statement_as_a_long_run(seeds: Change) -> None:
    [run] = seeds.shared
    assert (run.kind, run.source, len(run.a), len(run.b)) == ("statement", "An MoD spokesman", 7, 7)
    assert run.words > 100


def test_the_seeds_disagree_about_the_injured_alone(seeds: Change) -> None:
    figures = {(figure.what, figure.value_a, figure.value_b, figure.relation) for figure in seeds.figures}
    assert figures == {
        ("killed", 3, 3, "agree"),
        ("injured", 4, 5, "conflict"),
        ("warplanes hit", 2, 2, "agree"),
    }
    [injured] = [figure for figure in seeds.figures if figure.relation == "conflict"]
    assert "wounded four more" in seeds.old.sentences[injured.a].text
    assert "five have been injured" in seeds.new.sentences[injured.b].text
    assert (injured.said_a, injured.said_b) == ("four", "five")


def test_the_seeds_say_two_things_of_the_same_two_planes(seeds: Change) -> None:
    [planes] = seeds.states
    assert (planes.what, planes.state_a, planes.state_b) == ("warplanes", "damaged", "destroyed")
    assert "damaging two warplanes" in seeds.old.sentences[planes.a].text
    assert "two Tu-95 bombers" in seeds.new.sentences[planes.b].text


def test_of_the_seeds_three_findings_are_told_and_no_false_one(seeds: Change) -> None:
    assert [(finding.kind.value, finding.what, finding.says_a, finding.says_b) for finding in seeds.findings[:2]] == [
        ("figure", "injured", "four", "five"),
        ("state", "warplanes", "damaged", "destroyed"),
    ]
    [attribution] = seeds.findings[2:]
    assert (attribution.kind, attribution.says_a) == ("attribution", "An MoD spokesman")
    assert seeds.findings[0].summary == ("injured: four in Daily Mail (7 Dec 2022), five in LBC (7 Dec 2022, 13:28)")
    assert {(date.said_a, date.relation) for date in seeds.dates} == {("December 6", "agree")}
    assert seeds.hedges == ()


def test_the_seeds_are_worth_an_alert_that_says_why(seeds: Change) -> None:
    assert seeds.kind is ChangeKind.DIVERGENCE
    assert {Label.ATTRIBUTION, Label.FIGURE, Label.HEADLINE} <= set(seeds.labels)
    assert Label.QUOTE not in seeds.labels
    assert seeds.significance >= 0.5
    assert not seeds.stealth
    assert seeds.summary == (
        "Daily Mail and LBC: injured 4 against 5; warplanes damaged against destroyed; the same words given to "
        "'An MoD spokesman' and 'A British government spokesman'; they share 7 sentences of one statement"
    )
    assert_covers(seeds)


def test_a_divergence_is_the_same_from_the_other_side(seeds: Change) -> None:
    turned = divergence(seed("001", "LBC"), seed("000", "Daily Mail"))
    assert {(m.b, m.a, m.relation) for m in turned.matches} == {(m.a, m.b, m.relation) for m in seeds.matches}
    assert {(f.what, f.value_b, f.value_a, f.relation) for f in turned.figures} == {
        (f.what, f.value_a, f.value_b, f.relation) for f in seeds.figures
    }
    assert (turned.only_a, turned.only_b) == (seeds.only_b, seeds.only_a)
    assert turned.significance == seeds.significance


def test_unrelated_articles_have_nothing_in_common(reading: Callable[..., Reading]) -> None:
    a = reading(
        title="Snow in Scotland", paragraphs=["Heavy snow fell in Scotland. Three people were hurt."], outlet="A"
    )
    b = reading(title="Rates held", paragraphs=["The bank held its rate at 4%. Shares rose."], outlet="B")
    change = divergence(a, b)
    assert (change.matches, change.quotes, change.figures) == ((), (), ())
    assert (change.only_a, change.only_b) == ((0, 1), (0, 1))
    assert change.significance < 0.2
    assert change.summary == "A and B have no sentence in common"
    assert_covers(change)


def test_an_article_does_not_differ_from_its_copy(reading: Callable[..., Reading]) -> None:
    a = reading(title="Snow", paragraphs=["Heavy snow fell \u2013 in Scotland."], outlet="A")
    b = reading(title="Snow", paragraphs=["Heavy snow fell - in Scotland."], outlet="B")
    change = divergence(a, b)
    assert change.is_empty
    assert (change.labels, change.significance, change.summary) == ((), 0, "A and B carry the same text")


def test_an_altered_quotation_is_labelled_and_told(reading: Callable[..., Reading]) -> None:
    a = reading(paragraphs=["'It was a great success,' said Ms Lee."], quotes=[("It was a great success,", "Ms Lee")])
    b = reading(paragraphs=["Ms Lee said: 'It was a great failure.'"], quotes=[("It was a great failure.", "Ms Lee")])
    change = divergence(a, b)
    assert change.labels[0] is Label.QUOTE
    assert change.significance >= 0.5
    assert "'It was a great success' against 'It was a great failure'" in change.summary
    assert_covers(change)


def test_a_long_altered_quotation_is_told_from_where_the_two_part(reading: Callable[..., Reading]) -> None:
    start = "The secretary had no reason to leave this city on Monday and he is grateful for the chance to serve"
    one, other = f"{start} his country at home.", f"{start} his party at home."
    change = divergence(
        reading(paragraphs=[f"'{one}'"], quotes=[(one, "An aide")]),
        reading(paragraphs=[f"'{other}'"], quotes=[(other, "An aide")]),
    )
    said = "'\u2026to serve his country at home'", "'\u2026to serve his party at home'"
    assert f"quoted as {said[0]} against {said[1]}" in change.summary
    (found,) = change.findings
    assert found.summary == f"An aide is quoted as {said[0]} in {ONE}, as {said[1]} in {OTHER}"


def test_of_a_long_quotation_the_denial_that_an_outlet_left_out_is_told(reading: Callable[..., Reading]) -> None:
    one = "We will publish the full safety report in the spring, and we will not wait for the inquiry to act."
    other = one.replace("full ", "").replace("not ", "")
    change = divergence(
        reading(paragraphs=[f"'{one}'"], quotes=[(one, "Ms Lee")]),
        reading(paragraphs=[f"'{other}'"], quotes=[(other, "Ms Lee")]),
    )
    said = "'\u2026and we will not wait for the inquiry to act'", "'\u2026and we will wait for the inquiry to act'"
    assert f"Ms Lee quoted as {said[0]} against {said[1]}" in change.summary


def test_who_may_have_spoken_elsewhere_is_told_beside_who_did() -> None:
    said = "\u201cWe will not wait for the inquiry before we mend the points at every junction,\u201d"
    minister = f"Daniel Reyes vowed to act.\n\n{said} he told the transport committee of parliament on a long evening."

    def told(outlet: str, text: str) -> Reading:
        page = Page(
            url=None, fetched_at=datetime(2026, 3, 2, tzinfo=UTC), content_type="text/plain", body=text.encode()
        )
        return extract.extract(page, Given(outlet=outlet))

    change = divergence(told("Alpha", f"Trains were late.\n\n{said} said Anna Kovac."), told("Beta", minister))
    assert "share a quotation by Anna Kovac (in Beta probably by Daniel Reyes)" in change.summary


def test_an_amount_is_not_told_by_its_unit_alone(reading: Callable[..., Reading]) -> None:
    change = divergence(
        reading(paragraphs=["Northgrain, the owner of the terminal, paid \u00a348 million for it in 2019."]),
        reading(paragraphs=["Northgrain bought the terminal in 2019 for \u00a384 million."]),
    )
    assert "amount (paid \u2026) \u00a348 million against \u00a384 million" in change.summary
    (found,) = change.findings
    assert found.summary.startswith("amount (paid \u2026): \u00a348 million in ")


def test_two_languages_are_told_as_such(reading: Callable[..., Reading]) -> None:
    change = divergence(
        reading(paragraphs=["The fire in the port killed seven workers on Tuesday, the fire service said."]),
        reading(
            paragraphs=[
                "El incendio del puerto caus\u00f3 el martes la muerte de siete trabajadores, seg\u00fan los bomberos."
            ]
        ).model_copy(update={"language": "es"}),
    )
    assert "are in different languages" in change.summary


def test_a_number_that_begins_a_sentence_is_small_inside_the_line(reading: Callable[..., Reading]) -> None:
    change = divergence(
        reading(paragraphs=["Three people were killed when a bridge fell in Arden, police said."]),
        reading(paragraphs=["Five people were killed when a bridge fell in Arden, police said."]),
    )
    assert [found.summary for found in change.findings] == [f"killed: three in {ONE}, five in {OTHER}"]


def test_the_order_of_an_outlet_is_a_move_and_a_mark_is_punctuation(reading: Callable[..., Reading]) -> None:
    bridge, snow = "The bridge at Marlow is closed until March.", "Heavy snow fell in Scotland, the Met Office said."
    rain = "Rain is forecast for the coast of Cornwall tonight."
    change = divergence(
        reading(paragraphs=[bridge, snow, rain]), reading(paragraphs=[rain, bridge, snow.replace(",", "")])
    )
    edits = {edit.old: (edit.op, edit.labels) for edit in change.edits if edit.field is None}
    assert edits == {(0,): (Op.KEEP, ()), (1,): (Op.EDIT, (Label.PUNCTUATION,)), (2,): (Op.MOVE, ())}
    assert_covers(change)


def test_titles_may_be_missing(reading: Callable[..., Reading]) -> None:
    change = divergence(reading(title=None, outlet=None), reading(title="Snow", outlet=None))
    [edit] = change.edits
    assert (edit.op, edit.field, edit.words) == (Op.ADD, "title", (("+", "Snow"),))
    assert divergence(reading(title=None), reading(title=None)).edits == ()


some = st.sampled_from(
    [
        "The blast killed three people in Odesa.",
        "Five people died in the blast in Odesa.",
        "The blast in Odesa killed about 20 people and injured 7.",
        "'Nobody helps us any more,' a man said.",
        "Prices rose by 3% to $4bn in 2021.",
        "Prices rose by 5%!",
        "\u201cYes.\u201d",
        "...",
    ]
)


@settings(max_examples=40)
@given(st.lists(some, max_size=5), st.lists(some, max_size=5))
def test_every_sentence_is_in_one_edit(a: list[str], b: list[str]) -> None:
    pages = [
        Page(
            url=None,
            fetched_at=datetime(2022, 1, 1, tzinfo=UTC),
            content_type="text/plain",
            body="\n\n".join(p).encode(),
        )
        for p in (a, b)
    ]
    change = divergence(*(extract.extract(page) for page in pages))
    assert_covers(change)
    for told, only, shared in (
        (change.old, change.only_a, {i for m in change.matches for i in m.a}),
        (change.new, change.only_b, {j for m in change.matches for j in m.b}),
    ):
        said = {matching.core(told.sentences[i].text) for i in shared} - {""}
        again = {i for i, sentence in enumerate(told.sentences) if matching.core(sentence.text) in said}
        assert set(only) == set(range(len(told.sentences))) - shared - again


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version of this article said 12 people had been killed.",
        "Correction: An earlier version said 12 had died on Friday. The coast guard has revised the figure to 11.",
        "An earlier version of this article misstated the number of those killed as 12.",
    ],
)
def test_what_a_note_takes_back_is_not_what_an_article_states(reading: Callable[..., Reading], note: str) -> None:
    crash = "A passenger ferry struck a pier at Corvale harbour on Thursday, killing {} people, the coast guard said."
    corrected = reading(paragraphs=[crash.format(11), "The port was closed to all traffic overnight.", note])
    other = reading(paragraphs=[crash.format(12), "An inquiry was announced."])
    for told in (divergence(corrected, other), divergence(other, corrected)):
        assert [(one.what, one.relation, {one.value_a, one.value_b}) for one in told.figures] == [
            ("killed", "conflict", {11, 12})
        ]
        assert_covers(told)
    agreed = divergence(corrected, reading(paragraphs=[crash.format(11)]))
    assert [one.relation for one in agreed.figures] == ["agree"]
