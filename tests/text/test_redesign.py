"""Editors' cuts, and designs that hide text."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from schemas.article import Reading
from worker.text.redesign import PATIENCE, Cause, Witnesses, cause, is_cut

PARAGRAPHS = [f"The council met for the {number}th time this year. It voted on item {number}." for number in range(10)]


@pytest.fixture
def cut(reading: Callable[..., Reading]) -> Callable[[list[str]], bool]:
    """Whether the ten paragraphs were cut to these."""
    return lambda left: is_cut(reading(paragraphs=PARAGRAPHS), reading(paragraphs=left))


def test_half_of_a_text_is_a_cut_wherever_it_is_missing(cut: Callable[[list[str]], bool]) -> None:
    assert cut(PARAGRAPHS[:5])
    assert cut(PARAGRAPHS[5:])
    assert cut(PARAGRAPHS[::2])


def test_a_paragraph_less_is_none(cut: Callable[[list[str]], bool]) -> None:
    assert not cut(PARAGRAPHS[1:])
    assert not cut(PARAGRAPHS)


def test_a_text_that_says_something_new_was_edited(cut: Callable[[list[str]], bool]) -> None:
    assert not cut(
        [
            *PARAGRAPHS[:5],
            "The mayor has resigned after the vote. She will be succeeded by her deputy, who was against it.",
        ]
    )


def test_the_posts_of_a_live_blog_come_and_go(reading: Callable[..., Reading]) -> None:
    whole = reading(paragraphs=PARAGRAPHS).model_copy(update={"is_live": True})
    assert not is_cut(whole, reading(paragraphs=PARAGRAPHS[:5]))


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("seen", "waited", "found"),
    [
        (Witnesses(cut=1, spared=0), HOUR, Cause.UNKNOWN),
        (Witnesses(cut=1, spared=1), HOUR, Cause.UNKNOWN),
        (Witnesses(cut=2, spared=0), HOUR, Cause.REDESIGN),
        (Witnesses(cut=2, spared=5), HOUR, Cause.EDIT),
        (Witnesses(cut=2, spared=4), HOUR, Cause.EDIT),
        (Witnesses(cut=5, spared=2), HOUR, Cause.REDESIGN),
        (Witnesses(cut=1, spared=2), HOUR, Cause.EDIT),
        (Witnesses(cut=1, spared=0), PATIENCE, Cause.EDIT),
    ],
)
def test_other_articles_tell_an_edit_from_a_redesign(seen: Witnesses, waited: timedelta, found: Cause) -> None:
    assert cause(seen, waited) is found
