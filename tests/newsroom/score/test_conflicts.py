from typing import Any

import pytest

from newsroom.observed import Article, Change, lines, read
from newsroom.score import score

TWIN = "www.two.example/fire"
TEXTS = {3: "A mill burned in Arle.\n\nThree people were hurt.", 4: "A mill burned in Arle.\n\nFour people were hurt."}


def truth(tiny: Any, ours: int = 3, theirs: int = 4) -> list[Any]:
    """Two outlets tell of one fire; each prints how many were hurt."""
    records = [
        {"type": "world", "end": tiny.at(2880).isoformat(), "hosts": {"www.one.example": "127.0.0.2"}},
        {"type": "outlet", "outlet": "one", "hosts": ["www.one.example"]},
        {"type": "outlet", "outlet": "two", "hosts": ["www.two.example"]},
        tiny.article("fire", "www.one.example/fire", "event-1"),
        tiny.article("twin", TWIN, "event-1") | {"outlet": "two"},
    ]
    for name, hurt in (("fire", ours), ("twin", theirs)):
        sentences = [[sentence] for sentence in TEXTS[hurt].split("\n\n")]
        records.append(tiny.version(name, 0, 0, sentences, figures={"hurt": hurt}))
    return records


def observed(tiny: Any, *conflicts: tuple[float, float], ours: int = 3, theirs: int = 4) -> Any:
    seen = tiny.observed(
        tiny.kept("1", (5, TEXTS[ours])),
        tiny.kept("2", (6, TEXTS[theirs])),
        articles=[Article("1", (tiny.FIRE,)), Article("2", (f"http://{TWIN}",))],
        notions=("conflicts",),
    )
    seen.changes.append(Change("c", "2", tiny.at(7), "divergence", other="1", conflicts=conflicts))
    return seen


def scored(records: Any, seen: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    found = score(records, seen).document()["conflicts"]
    return tuple((found[name]["count"], found[name]["of"]) for name in ("precision", "recall"))  # type: ignore[return-value]


def test_a_conflict_that_both_print_is_real_and_found(tiny: Any) -> None:
    assert scored(truth(tiny), observed(tiny, (3, 4))) == ((1, 1), (1, 1))


def test_one_that_nobody_claims_is_missed(tiny: Any) -> None:
    assert scored(truth(tiny), observed(tiny)) == ((0, 0), (0, 1))


@pytest.mark.parametrize("claimed", [(3, 5), (7, 4)])
def test_one_of_a_value_that_an_article_does_not_print_is_false(tiny: Any, claimed: tuple[float, float]) -> None:
    assert scored(truth(tiny), observed(tiny, claimed)) == ((0, 1), (0, 1))


def test_where_both_print_the_same_there_is_none(tiny: Any) -> None:
    seen = observed(tiny, (3, 4), theirs=3)
    assert scored(truth(tiny, theirs=3), seen) == ((0, 1), (0, 0))


@pytest.mark.parametrize(("seen_at", "known"), [(15, 1), (30, 0)])
def test_only_versions_that_stood_at_the_same_time_are_in_conflict(tiny: Any, seen_at: float, known: int) -> None:
    """The fire's article is corrected after ten minutes, which is seen after twenty."""
    corrected = [[sentence] for sentence in TEXTS[4].split("\n\n")]
    records = [*truth(tiny), tiny.version("fire", 1, 10, corrected, figures={"hurt": 4})]
    seen = observed(tiny)
    seen.versions = [*tiny.kept("1", (5, TEXTS[3]), (20, TEXTS[4])), *tiny.kept("2", (seen_at, TEXTS[4]))]
    assert scored(records, seen)[1] == (0, known)


def test_conflicts_are_the_same_after_a_file(tiny: Any) -> None:
    seen = observed(tiny, (3, 4))
    assert read(lines(seen)) == seen


def test_a_system_without_the_notion_has_no_figures(tiny: Any) -> None:
    assert score(truth(tiny), tiny.observed()).document()["conflicts"] is None
