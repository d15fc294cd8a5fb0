"""`stet story merge` and `stet story split`, and what an old id leads to."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.story import Story, StoryRepair
from worker.clock import now
from worker.store import changes, redirects, stories
from worker.store.changes import ChangeQuery
from worker.store.session import reading, writing

Stet = Callable[..., Any]


@pytest.fixture
def two(fill: Callable[..., Any]) -> tuple[Any, int]:
    """The filled store, its second article put into a story of its own; return what is there and that story's id."""
    filled = fill()
    with writing() as session:
        return filled, stories.join(session, filled.article_b, None, now=now())


def test_two_stories_are_merged_and_the_old_id_leads_to_the_new(stet: Stet, two: tuple[Any, int]) -> None:
    filled, other = two
    ended = stet("story", "merge", str(other), str(filled.story), "--why", "the same bridge", "--json")
    made = StoryRepair.model_validate(ended.document)
    assert (made.kind, made.from_story, made.into_story, made.by) == ("merge", other, filled.story, "hand")
    assert made.articles == (filled.article_b,)
    shown = stet("story", str(other), "--json")
    assert f"story {other} was merged into story {filled.story}" in shown.err
    assert Story.model_validate(shown.document).id == filled.story
    people = stet("story", str(filled.story))
    assert f"story {other} merged into story {filled.story}, with article {filled.article_b}" in people.out
    assert ": the same bridge" in people.out
    assert stet("story", "merge", str(other), str(filled.story)).status == 1
    traced = stet("story", str(other), "--trace", "The bridge is shut")
    assert f"story {other} was merged into story {filled.story}" in traced.err


def test_lists_and_rules_that_bear_an_old_id_go_on(stet: Stet, two: tuple[Any, int]) -> None:
    filled, other = two
    stet("story", "merge", str(filled.story), str(other))
    with reading() as session:
        by_old, by_new = (changes.find(session, ChangeQuery(story=story)) for story in (other, filled.story))
        assert redirects.names_of(session, filled.story) == {filled.story, other}
    assert by_old == by_new != ()


def test_articles_are_split_off_into_a_story_of_their_own(stet: Stet, fill: Callable[..., Any]) -> None:
    filled = fill()
    ended = stet("story", "split", str(filled.story), str(filled.article_b), "--why", "another bridge")
    assert ended.status == 0
    assert f"article {filled.article_b} split off story {filled.story} into story" in ended.out
    again = stet("story", "split", str(filled.story), str(filled.article_b))
    assert (again.status, again.out) == (1, "")
    assert f"has no article {filled.article_b}" in again.err
    assert stet("history", str(filled.article_b), "--json").document["moves"][0]["why"] == "another bridge"
    assert f"article {filled.article_b} split off story {filled.story}" in stet("history", str(filled.article_b)).out


@pytest.mark.parametrize("arguments", [("split", "1"), ("merge", "1"), ("merge", "a", "b"), ("show",), ("nonsense",)])
def test_wrong_usage_is_told(stet: Stet, arguments: tuple[str, ...]) -> None:
    assert stet("story", *arguments).status == 2


@pytest.mark.parametrize("name", ["story", "story merge", "story split", "story show"])
def test_help_has_an_example(stet: Stet, name: str) -> None:
    ended = stet(*name.split(), "--help")
    assert ended.status == 0
    assert "Example: stet story" in ended.out


def test_repairs_need_something_stored(stet: Stet, data_dir: Any) -> None:
    ended = stet("story", "merge", "1", "2")
    assert (ended.status, ended.out) == (1, "")
    assert "nothing stored yet" in ended.err
    assert not data_dir.exists()
