"""Articles 1, 2, 3 ... of outlets 10, 20, 30 ... in the order of publication."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations

import pytest

from schemas.page import Page
from worker.text.between.omissions import Omitted, is_left_out, omitted
from worker.text.extract import extract

FOUR = {1: 10, 2: 20, 3: 30, 4: 40}
Matched = Mapping[tuple[int, int], Sequence[tuple[int, int]]]


def all_met(articles: Mapping[int, int], matched: Matched) -> Matched:
    """Every two articles of two outlets were compared, and have in common what `matched` says."""
    return {(a, b): matched.get((a, b), ()) for a, b in combinations(articles, 2) if articles[a] != articles[b]}


def test_what_three_of_four_say_is_left_out_by_the_fourth() -> None:
    matched = {(1, 2): [(0, 3)], (1, 4): [(0, 1)], (2, 4): [(3, 1)]}
    assert list(omitted(FOUR, all_met(FOUR, matched), {})) == [Omitted(30, 1, 0)]


def test_who_tells_the_matter_otherwise_leaves_nothing_out() -> None:
    matched = all_met(FOUR, {(1, 2): [(0, 3)], (1, 4): [(0, 1)], (2, 4): [(3, 1)]})
    for pair, near in (((1, 3), (0, 5)), ((2, 3), (3, 5)), ((3, 4), (5, 1))):
        assert list(omitted(FOUR, matched, {pair: [near]})) == []
    assert list(omitted(FOUR, matched, {(1, 3): [(1, 5)]})) == [Omitted(30, 1, 0)]


def test_the_first_may_be_the_one_that_leaves_it_out() -> None:
    matched = {(2, 3): [(5, 0)], (2, 4): [(5, 2)], (3, 4): [(0, 2)]}
    assert list(omitted(FOUR, all_met(FOUR, matched), {})) == [Omitted(10, 2, 5)]


def test_what_only_a_later_article_words_as_the_others_do_is_found_from_it() -> None:
    # The sentences of 1 and 2 are like that of 3, but not like each other.
    matched = {(1, 3): [(0, 2)], (2, 3): [(1, 2)]}
    assert list(omitted(FOUR, all_met(FOUR, matched), {})) == [Omitted(40, 3, 2)]


def test_what_all_or_only_half_of_them_say_is_no_omission() -> None:
    by_all = {(a, b): [(0, 0)] for a, b in combinations(FOUR, 2)}
    assert list(omitted(FOUR, all_met(FOUR, by_all), {})) == []
    assert list(omitted(FOUR, all_met(FOUR, {(1, 2): [(0, 0)]}), {})) == []


def test_two_articles_of_one_outlet_say_it_together() -> None:
    five = {**FOUR, 5: 30}
    matched = {(1, 2): [(0, 3)], (1, 4): [(0, 1)], (1, 5): [(0, 7)]}
    assert list(omitted(five, all_met(five, matched), {})) == []
    lacking = {(1, 3): [(0, 0)], (1, 5): [(0, 7)], (1, 2): [(0, 3)]}
    assert list(omitted(five, all_met(five, lacking), {})) == [Omitted(40, 1, 0)]


def test_of_two_outlets_or_of_what_was_not_compared_nothing_is_said() -> None:
    two = {1: 10, 2: 20}
    assert list(omitted(two, {(1, 2): [(0, 0)]}, {})) == []
    assert list(omitted(FOUR, {(1, 2): [(0, 3)], (1, 4): [(0, 1)]}, {})) == []


def test_of_many_articles_some_are_asked() -> None:
    matched = {(1, 2): [(0, 3)], (1, 4): [(0, 1)], (2, 4): [(3, 1)]}
    assert list(omitted(FOUR, all_met(FOUR, matched), {}, [1])) == [Omitted(30, 1, 0)]
    with_one = {pair: told for pair, told in all_met(FOUR, matched).items() if 1 in pair}
    assert list(omitted(FOUR, with_one, {}, [1])) == [Omitted(30, 1, 0)]
    assert list(omitted(FOUR, all_met(FOUR, matched), {}, [3])) == []


SEAL = "Hollaway was caught when a colleague noticed that a seal had been glued back in March last year."


@pytest.mark.parametrize(
    ("said", "language", "expected"),
    [
        ("The families of eleven patients were in court to hear the sentence.", "en", True),
        ("The court was told that a colleague raised the alarm after seeing that a seal had been glued.", "en", False),
        ("Die Familien von elf Patienten waren im Gericht.", "de", False),
    ],
)
def test_what_is_told_in_quite_other_words_or_another_language_is_not_said_to_be_left_out(
    said: str, *, language: str, expected: bool
) -> None:
    page = Page(url=None, fetched_at=datetime(2026, 3, 2, tzinfo=UTC), body=said.encode(), content_type="text/plain")
    article = extract(page).model_copy(update={"language": language})
    assert is_left_out(SEAL, "en", [article]) is expected
