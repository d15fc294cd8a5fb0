"""When a page says that it was changed last, found without reading it."""

from datetime import UTC, datetime

import pytest

from schemas.page import Page
from worker.text.pages import stated

MOMENT = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
STAMP = "2026-03-04T13:30:00+01:00"


def said(head: str, content_type: str = "text/html") -> datetime | None:
    body = f"<html><head>{head}</head><body><p>Text</p></body></html>".encode()
    return stated.modified(Page(url=None, fetched_at=MOMENT, content_type=content_type, body=body))


def data(*facts: str) -> str:
    return "".join(f'<script type="application/ld+json">{{{each}}}</script>' for each in facts)


@pytest.mark.parametrize(
    "head",
    [
        data(f'"dateModified": "{STAMP}"'),
        data(f'"dateModified":"{STAMP}"', '"dateModified":"2026-03-04T23:00:00Z"'),
        f'<meta property="article:modified_time" content="{STAMP}">',
        f"<meta content='{STAMP}' property='article:modified_time'>",
        f'<meta property="og:updated_time" content="{STAMP}"/>',
        f'<time itemprop="dateModified" datetime="{STAMP}">today</time>',
        '<meta property="article:modified_time" content="2026-03-04T09:00:00Z">' + data(f'"dateModified": "{STAMP}"'),
        data('"dateModified": "soon"', f'"dateModified": "{STAMP}"'),
    ],
)
def test_it_is_found_in_data_first_and_then_in_elements(head: str) -> None:
    assert said(head) == MOMENT


@pytest.mark.parametrize(
    "head",
    [
        "",
        data('"dateModified": null'),
        data('"datePublished": "2026-03-04T12:00:00Z"'),
        '<meta property="article:modified_time">',
        "dateModified" * 100_000,
        '"dateModified"' * 100_000,
        "<" * 100_000 + "modified_time" * 1000,
    ],
)
def test_where_it_is_not_stated_nothing_is_found(head: str) -> None:
    assert said(head) is None


def test_what_is_no_page_states_nothing() -> None:
    assert said(data(f'"dateModified": "{STAMP}"'), "application/pdf") is None
