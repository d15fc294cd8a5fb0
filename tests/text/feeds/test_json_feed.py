import json
from datetime import UTC, datetime

import pytest

from schemas.feed import Announcement, FeedKind
from worker.text import feed
from worker.text.feeds import fields

URL = "https://town.example/feed.json"


def parse(document: object) -> Announcement:
    return feed.parse(json.dumps(document).encode(), url=URL, content_type="application/feed+json")


def of(*items: object) -> Announcement:
    return parse({"version": "https://jsonfeed.org/version/1.1", "title": "Town <News>", "items": items})


def test_json_feed() -> None:
    found = parse(
        {
            "version": "https://jsonfeed.org/version/1",
            "title": "Town News",
            "home_page_url": "/",
            "language": "de-AT",
            "items": [
                {
                    "id": 17,
                    "url": "/mayor",
                    "title": "Mayor  & deputy\u0000 resign",
                    "summary": "1 < 2",
                    "date_published": "2024-05-01T10:00:00+02:00",
                    "date_modified": "2024-05-01T09:00:00Z",
                }
            ],
        }
    )
    assert (found.kind, found.title, found.homepage, found.language) == (
        FeedKind.JSON_FEED,
        "Town News",
        "https://town.example/",
        "de",
    )
    (entry,) = found.entries
    assert (entry.url, entry.guid, entry.title, entry.summary) == (
        "https://town.example/mayor",
        "17",
        "Mayor & deputy resign",
        "1 < 2",
    )
    assert entry.published == datetime(2024, 5, 1, 8, tzinfo=UTC)
    assert entry.updated == datetime(2024, 5, 1, 9, tzinfo=UTC)


def test_an_item_without_a_url_is_found_by_its_id_or_what_it_points_to() -> None:
    found = of({"id": "https://town.example/a"}, {"id": "b", "external_url": "https://other.example/b"}, {"id": "c"})
    assert [entry.url for entry in found.entries] == ["https://town.example/a", "https://other.example/b"]


@pytest.mark.parametrize(
    "item", [None, 7, "text", [], {"url": 7}, {"url": "javascript:alert(1)"}, {"url": "http://[x", "title": {}}]
)
def test_what_is_no_item_is_left_out(item: object) -> None:
    found = of(item, {"url": "https://town.example/a", "title": ["x"], "date_published": "soon", "id": True})
    assert [entry.url for entry in found.entries] == ["https://town.example/a"]


@pytest.mark.parametrize(
    "body", [b"{", b'{"version": 1}', b'{"items": []}', b'{"a":' + b"[" * 100_000, b"{\xff\xfe}", b'{"version":null}']
)
def test_what_is_no_json_feed_says_so(body: bytes) -> None:
    found = feed.parse(body, url=URL)
    assert found.kind is None
    assert "JSON" in (found.problem or "")


def test_a_feed_without_items_is_one_with_a_problem() -> None:
    found = parse({"version": "https://jsonfeed.org/version/1.1", "items": {"a": 1}})
    assert found.is_feed
    assert "items" in (found.problem or "")


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("https://h.example/the bridge 7", "https://h.example/the%20bridge%207"),
        ("\n https://h.example/the-\n bridge\t", "https://h.example/the-%20bridge"),
        ("/a b", "https://h.example/a%20b"),
        ("mailto:a b", None),
    ],
)
def test_a_link_with_white_space_in_it_can_be_asked_for(written: str, link: str | None) -> None:
    assert fields.link(written, "https://h.example/feed") == link
