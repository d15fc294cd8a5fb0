"""Hostile pages: what reading a page and its next visit costs, however it is made."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from benchmarks.hostile_texts import MOST_SECONDS
from benchmarks.table import Row, Scale
from benchmarks.timing import timed
from schemas.page import Page
from worker.text.extract import context, extract, remember

_SENTENCE = "The bridge over river {0} is closed until Friday, the council said, and nobody was hurt at number {0}. "
_TOP = "<html><head><title>Bridge closed</title>{}</head><body>"


def _told(count: int) -> str:
    return "".join(f"<p>{_SENTENCE.format(number)}</p>" for number in range(count))


def _live(count: int) -> str:
    """Return a live blog whose report stands above its posts, and who tells machines all of them."""
    posts = [
        f"<div id='p{at}'><time datetime='2024-03-01T{at % 24:02}:{at % 60:02}:00Z'>{at}</time>"
        f"<h3>News {at} from the river</h3><p>{_SENTENCE.format(at)}</p><p>{_SENTENCE.format(at + count)}</p></div>"
        for at in range(count)
    ]
    updates = [{"@type": "BlogPosting", "articleBody": _SENTENCE.format(at)} for at in range(count)]
    data = json.dumps({"@type": "LiveBlogPosting", "headline": "Bridge closed", "liveBlogUpdate": updates})
    report = "".join(f"<p>Report {at} of the day stands above all that follows, and is long.</p>" for at in range(8))
    head = f"<script type='application/ld+json'>{data}</script>"
    return f"{_TOP.format(head)}<article><h1>Bridge closed</h1>{report}</article><div>{''.join(posts)}</div>"


def _cells(count: int) -> str:
    prose = _told(2)
    return f"<table>{f'<tr><td>{prose}</td><td>x</td></tr>' * count}</table>"


SHAPES: dict[str, Callable[[int], str]] = {
    "a live blog": lambda part: _live(2_400 // part),
    "nested 50,000 deep": lambda part: f"{'<div>' * (50_000 // part)}<p>{_SENTENCE}</p>",
    "one text of 10 MB": lambda part: f"<article><p>{_SENTENCE * (100_000 // part)}</p></article>",
    "100,000 attributes": lambda part: f"<p {' '.join(f'a{at}=x' for at in range(100_000 // part))}>{_SENTENCE}</p>",
    "20,000 links": lambda part: f"<article>{_told(9)}</article>{'<a href=/x>More of it</a> ' * (20_000 // part)}",
    "10,000 subheadings": lambda part: _told(10_000 // part).replace("<p>", "<h2>Of the river</h2><p>"),
    "10,000 lists": lambda part: _told(10_000 // part).replace("<p>", "<ul><li>It is closed</li></ul><p>"),
    "a table of 20,000 rows of prose": lambda part: _cells(20_000 // part),
}


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the CPU time of each shape, the slowest first."""
    part = scale.of(1, 50)
    pages = {name: _page(f"{_TOP.format('')}{shape(part)}</body></html>") for name, shape in SHAPES.items()}
    spent = {name: timed(lambda page=page: _visit(page)).cpu_ms / 1000 for name, page in pages.items()}
    for name in sorted(spent, key=lambda one: -spent[one]):
        about = f"read, looked at, read again with an edit; {len(pages[name].body) / 1e6:.1f} MB"
        yield Row(f"hostile pages, {name}", spent[name], "limit", MOST_SECONDS, "s CPU", about)


def _visit(page: Page) -> object:
    found = extract(page)
    later = _page(page.body.decode().replace("river 1 ", "river 7 ").replace("</body>", "<p>More.</p></body>"))
    return context(later, found), extract(later, None, remember(page, found))


def _page(markup: str) -> Page:
    return Page(url="https://town.example/live/a", fetched_at=datetime(2026, 1, 1, tzinfo=UTC), body=markup.encode())
