"""A change as a page that stands alone."""

from collections.abc import Callable

import pytest

from console.web.sheet import sheet
from schemas.article import Reading
from schemas.change import Vanished
from worker.text.change import revision
from worker.text.divergence import divergence

Make = Callable[..., Reading]
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def pair(reading: Make) -> tuple[Reading, Reading]:
    old, new = (
        reading(
            url="https://a.test/",
            outlet=f"Out{HOSTILE}",
            title=f"{count} {HOSTILE}",
            byline=f"{count} Ode",
            paragraphs=[[f"{count} people {HOSTILE} were hurt."], ["A last word."]],
        )
        for count in ("Four", "Six")
    )
    return old, new


def test_it_holds_the_redline_and_lets_nothing_in(pair: tuple[Reading, Reading]) -> None:
    change = revision(*pair).model_copy(update={"vanished": (Vanished(text=HOSTILE, version=2),)})
    page = sheet(change)
    assert "<script" not in page
    assert "<img" not in page
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert "src=" not in page.replace("src=x", "")
    assert "<link" not in page
    assert "Four" in page.partition("<del>")[2]
    assert "last in version 2" in page
    assert "Ode" in page.partition("By ")[2]


def test_a_divergence_too(pair: tuple[Reading, Reading]) -> None:
    page = sheet(divergence(*pair))
    assert "<script" not in page
    assert "Side by side" in page
