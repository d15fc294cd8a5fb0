"""Lists and subheadings that no extractor keeps where nothing on the page calls itself the article."""

from datetime import UTC, datetime

import pytest

from worker.text.pages import html, inserts
from worker.text.pages.furniture import key
from worker.text.pages.tree import parse

PROSE = [
    "The mayor of the town has resigned over the bridge that nobody has crossed yet, the council said on Monday.",
    "Her deputy, who opposed the bridge from the first day, will stand in until an election is held in the spring.",
    "Engineers had warned the council two years ago that the river bed was too soft to bear the weight of the piers.",
]
POINTS = ["The bridge is closed", "The ferry sails every hour", "Nobody was hurt"]
LIST = f"<ul>{''.join(f'<li>{point}</li>' for point in POINTS)}</ul>"


def read(between: str) -> list[str]:
    """Return the paragraphs of a page with `between` behind its first paragraph, and nothing in it named."""
    text = "".join(f"<p>{line}</p>" for line in PROSE)
    body = f"<div><div><h1>Mayor resigns</h1>{text.replace('</p>', '</p>' + between, 1)}</div></div>"
    page = f"<html><head><title>Mayor resigns</title></head><body>{body}</body></html>"
    return list(html.read(page, url="https://town.example/a", before=datetime(2024, 3, 1, tzinfo=UTC)).paragraphs)


def test_a_list_between_two_paragraphs_is_the_articles() -> None:
    assert read(LIST) == [PROSE[0], *POINTS, *PROSE[1:]]


def test_so_is_a_subheading_above_a_paragraph_or_a_list() -> None:
    assert read("<h2>What the council knew</h2>") == [PROSE[0], "What the council knew", *PROSE[1:]]
    assert read(f"<h3>In short</h3>{LIST}") == [PROSE[0], "In short", *POINTS, *PROSE[1:]]


@pytest.mark.parametrize(
    "between",
    [
        "<h3>Five bridges that fell</h3><div>Pictures of the day, and a poem</div>",
        "<h3><a href='/x'>Five bridges that fell</a></h3>",
        "<ul><li><a href='/x'>Five bridges that fell</a></li><li><a href='/y'>A poem of the day</a></li></ul>",
        "<ul><li><img src='x.jpg'>The bridge in the rain</li></ul>",
        "<h3>Read more</h3>",
        "<h2>___</h2>",
        "<p>Read more: what else the council said</p><ul><li>Five bridges that fell</li></ul>",
    ],
)
def test_what_leads_elsewhere_is_not(between: str) -> None:
    assert read(between) == PROSE


def test_what_stands_below_the_last_paragraph_is_not() -> None:
    tree, _ = parse(f"<div><p>{PROSE[0]}</p><p>{PROSE[1]}</p>{LIST}</div>")
    assert inserts.put_in(PROSE[:2], tree) == PROSE[:2]


def test_what_the_outlet_shows_on_other_articles_is_not() -> None:
    tree, _ = parse(f"<div><p>{PROSE[0]}</p>{LIST}<p>{PROSE[1]}</p></div>")
    assert inserts.put_in(PROSE[:2], tree) == [PROSE[0], *POINTS, PROSE[1]]
    assert inserts.put_in(PROSE[:2], tree, (), {key(POINTS[1])}) == [PROSE[0], POINTS[0], POINTS[2], PROSE[1]]
