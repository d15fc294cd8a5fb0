"""Hard cases, many of them: what looks like a conflict and is none, and what is one in other words."""

import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from schemas.article import Reading
from schemas.change import Change
from schemas.divergence import FigurePair
from worker.text import quotes
from worker.text.divergence import divergence

from ...rows import each_row
from ..readings import make_reading

PUBLISHED = datetime(2024, 6, 12, tzinfo=UTC)


def cases(name: str) -> list[Any]:
    found = tomllib.loads((Path(__file__).parent / "cases" / f"{name}.toml").read_text("utf-8"))["case"]
    return [pytest.param(case, id=f"{str(case['a'])[:40]}|{str(case['b'])[:40]}") for case in found]


PRESS = (
    *("press", "more_press", "further_press", "fourth_press", "last_press"),
    *("passages", "more_passages", "further_passages", "last_passages"),
    *("fifth_passages", "sixth_passages", "seventh_passages", "long"),
)


def _with_quotes(reading: Reading) -> Reading:
    found = quotes.find(reading.paragraphs, reading.sentences, reading.language)
    return reading.model_copy(update={"quotes": found})


def _conflicting(change: Change) -> list[FigurePair]:
    return [pair for pair in change.figures if pair.relation == "conflict"]


FIGURES = [
    case for name in ("figures", "articles", "agencies", "languages", "reports", "nobody") for case in cases(name)
]


@pytest.fixture
def compared(reading: Callable[..., Reading]) -> Callable[[dict[str, Any]], Change]:
    def compare(case: dict[str, Any]) -> Change:
        sides = (
            reading(
                title=case.get(f"title_{side}", ""),
                paragraphs=[case[side]] if isinstance(case[side], str) else case[side],
                outlet=side,
                published=PUBLISHED,
                language=case.get("language", "en"),
            )
            for side in "ab"
        )
        return divergence(*(_with_quotes(side) for side in sides))

    return compare


@each_row("case", FIGURES)
def test_figures_conflict_where_both_cannot_be_true_from_either_side(
    case: dict[str, Any], compared: Callable[[dict[str, Any]], Change]
) -> None:
    true = {(float(a), float(b)) for a, b in case["conflicts"]}
    assert {(pair.value_a, pair.value_b) for pair in _conflicting(compared(case))} == true
    titles = {"title_a": case.get("title_b", ""), "title_b": case.get("title_a", "")}
    turned = compared(case | {"a": case["b"], "b": case["a"], **titles})
    assert {(pair.value_b, pair.value_a) for pair in _conflicting(turned)} == true


@each_row("case", cases("findings"))
def test_what_is_told_differently_is_found_and_no_more(
    case: dict[str, Any], compared: Callable[[dict[str, Any]], Change]
) -> None:
    change = compared(case)
    assert [finding.kind.value for finding in change.findings] == case["findings"]
    for finding in change.findings:
        assert finding.summary
        assert finding.a
        assert finding.b


@each_row(
    "case",
    [case for name in PRESS for case in cases(name)],
)
def test_of_the_press_nothing_false_is_claimed_and_what_was_found_once_is_found(
    case: dict[str, Any], compared: Callable[[dict[str, Any]], Change]
) -> None:
    true, missed = ({(float(a), float(b)) for a, b in found} for found in (case["conflicts"], case.get("missed", ())))
    change = compared(case)
    claimed = {(pair.value_a, pair.value_b) for pair in _conflicting(change)}
    assert true - missed <= claimed <= true
    for kind, is_claimed in {
        "dates": any(pair.relation == "conflict" for pair in change.dates),
        "states": bool(change.states or change.denials),
        "attribution": bool(change.attributions),
        "hedge": bool(change.hedges),
    }.items():
        assert is_claimed <= case.get(kind, False)
        assert is_claimed >= (case.get(kind, False) and not case.get(f"{kind}_missed", False))


@each_row("case", [case for name in ("denied", "more_denied", "last_denied", "dense_denied") for case in cases(name)])
def test_what_one_denies_and_what_became_of_a_thing_is_told_where_both_cannot_be_true(
    case: dict[str, Any], compared: Callable[[dict[str, Any]], Change]
) -> None:
    titles = {"title_a": case.get("title_b", ""), "title_b": case.get("title_a", "")}
    turned = case | {"a": case["b"], "b": case["a"], **titles}
    missed = case.get("missed", [])
    for told, side in ((case, 1), (turned, -1)):
        change = compared(told)
        true = [claim[::side] for claim in case["claims"]]
        found = [
            next((claim for claim in true if _stands_in(told, pair.a, pair.b, claim)), None)
            for pair in (*change.states, *change.denials)
        ]
        assert None not in found
        assert [claim for claim in true if claim not in found] == [claim[::side] for claim in missed]


def _stands_in(case: dict[str, Any], a: int, b: int, claim: list[str]) -> bool:
    """Whether the words of a claim stand in the sentences of those indexes."""
    sides = ([case[side]] if isinstance(case[side], str) else case[side] for side in "ab")
    sentences = (make_reading("", side).sentences for side in sides)
    return all(words in told[index].text for words, told, index in zip(claim, sentences, (a, b), strict=True))


@each_row("case", [case for name in ("speakers", "more_speakers") for case in cases(name)])
def test_two_speakers_of_one_quotation_are_told_where_they_cannot_be_one(
    case: dict[str, Any], compared: Callable[[dict[str, Any]], Change]
) -> None:
    turned = compared(case | {"a": case["b"], "b": case["a"]})
    for change in (compared(case), turned):
        claimed = "attribution" in [finding.kind.value for finding in change.findings]
        assert claimed is ((case["different"] and not case.get("missed", False)) or case.get("claimed", False))


def test_a_person_of_one_name_has_one_age(compared: Callable[[dict[str, Any]], Change]) -> None:
    a = "Police named the rider as Tom Hale, 42, of Ripon. His passenger, Eva Hale, 40, is in hospital."
    for b, conflicts in (
        ("The 44-year-old cyclist Tom Hale was from Ripon.", {(42, 44)}),
        ("Tom Hale (42) died at the scene and Eva Hale (39) was hurt.", {(40, 39)}),
        ("Tom Hall, 44, saw the crash. On Monday, 10 others were hurt.", set()),
        ("Tom Hale, 44, died. Another Tom Hale, 42, saw it.", set()),
    ):
        pairs = compared({"a": a, "b": b}).figures
        assert {(pair.value_a, pair.value_b) for pair in pairs if pair.what.startswith("age of")} >= conflicts
        assert {(pair.value_a, pair.value_b) for pair in pairs if pair.relation == "conflict"} == conflicts


def test_an_age_at_death_is_told_once(compared: Callable[[dict[str, Any]], Change]) -> None:
    told = "Tom Hale of Ripon died at home on Monday at {}."
    assert len(compared({"a": told.format(42), "b": told.format(44)}).figures) == 1


def test_ages_of_people_nobody_names_are_of_one_person(compared: Callable[[dict[str, Any]], Change]) -> None:
    a = "A 34-year-old lorry driver was arrested after a cyclist was killed in Tooting on Monday."
    for b, conflicts in (
        ("Police arrested the driver of a lorry, aged 43, when a cyclist was killed in Tooting.", {(34, 43)}),
        ("The lorry driver, 34, was arrested after a cyclist was killed in Tooting on Monday.", set()),
        ("A cyclist was killed in Tooting on Monday; a car driver of 51 died in Sutton.", set()),
        ("Police arrested a driver aged 43 and a driver aged 50 when a cyclist was killed in Tooting.", set()),
    ):
        pairs = compared({"a": a, "b": b}).figures
        assert {(pair.value_a, pair.value_b) for pair in pairs if pair.relation == "conflict"} == conflicts


def test_results_of_one_match_differ_where_both_sides_are_the_same(
    compared: Callable[[dict[str, Any]], Change],
) -> None:
    a = "Hereford won 3-1 at Kidderminster on Saturday to go top."
    for b, conflicts in (
        ("Hereford are top after they beat Kidderminster 2-1.", {(3, 2)}),
        ("Kidderminster lost 1-3 to Hereford.", set()),
        ("Hereford beat Kidderminster 3-1, having lost 2-0 to them last month.", set()),
        ("Hereford, who won 2-0 at Stourbridge, are top.", set()),
        ("Hereford beat Kidderminster after leading 2-0 at half-time.", set()),
    ):
        pairs = compared({"a": a, "b": b}).figures
        assert {(pair.value_a, pair.value_b) for pair in pairs if pair.relation == "conflict"} == conflicts
    other_match = {
        "a": "Tom Reed scored in Hereford's 3-2 defeat by Ludlow.",
        "b": "Reed gave Hereford a 3-1 win over Ledbury.",
    }
    assert not compared(other_match).figures


def test_the_day_of_a_hearing_is_not_that_of_a_name_with_a_court_in_it(reading: Callable[..., Reading]) -> None:
    a = reading(
        "", ["The Senate confirmed Anna Lowe, 53, to the Supreme Court on Saturday by two votes."], "a", (), PUBLISHED
    )
    b = reading(
        "",
        ["The president named Anna Lowe for the Supreme Court on Monday, and the Senate will vote."],
        "b",
        (),
        PUBLISHED,
    )
    assert not divergence(a, b).dates


def test_days_that_limit_alike_are_compared_beside_others(reading: Callable[..., Reading]) -> None:
    told = "parliament backed the decision of President Lowe to impose martial law for a 30-day period from"
    a = reading("", [f"Ukraine's {told} 26 November in ten border regions."], "a", (), PUBLISHED)
    b = reading("", [f"On Monday night Ukraine's {told} 28 November in ten border regions."], "b", (), PUBLISHED)
    [found] = [pair for pair in divergence(a, b).dates if pair.relation == "conflict"]
    assert (found.said_a, found.said_b) == ("26 November", "28 November")
