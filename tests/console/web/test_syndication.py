from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree
from starlette.testclient import TestClient

from console.web import syndication
from schemas.story import ChangeSummary

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: TestClient, query: str = "") -> list[etree._Element]:
    return etree.fromstring(client.get(f"/feed.atom{query}").content).findall(f"{ATOM}entry")


def test_atom_has_what_the_rfc_demands(client: TestClient, fill: Callable[..., Any]) -> None:
    ids = fill()
    answer = client.get("/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    for parent in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"{ATOM}{name}")) == 1
            assert parent.findtext(f"{ATOM}{name}")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "stet"
    first, second = feed.findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}id") == f"tag:127.0.0.1,2026-03-01:change/{ids.revision}"
    assert first.findtext(f"{ATOM}title") == "Gazette: Gazette now says six were injured, not four"
    assert first.find(f"{ATOM}link").attrib["href"] == f"http://127.0.0.1:8642/changes/{ids.revision}"  # type: ignore[union-attr]
    assert first.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}updated") == "2026-03-01T13:00:00+00:00"
    assert [label.attrib["term"] for label in second.findall(f"{ATOM}category")] == ["attribution", "figure"]


def test_json_feed_has_what_its_version_demands(client: TestClient, fill: Callable[..., Any]) -> None:
    ids = fill()
    answer = client.get("/feed.json?label=figure")
    assert answer.headers["content-type"].startswith("application/feed+json")
    feed = answer.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://127.0.0.1:8642/feed.json?label=figure"
    assert [item["url"] for item in feed["items"]] == [
        f"http://127.0.0.1:8642/changes/{ids.revision}",
        f"http://127.0.0.1:8642/changes/{ids.divergence}",
    ]
    assert all(isinstance(item["id"], str) and item["content_text"] for item in feed["items"])


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("?story=1", 2),
        ("?story=9", 0),
        ("?outlet=herald", 1),
        ("?label=headline", 1),
        ("?label=typo", 0),
        ("?kind=divergence", 1),
        ("?min_significance=0.8", 1),
        ("?min_significance=1", 0),
    ],
)
def test_feeds_of_a_part(client: TestClient, fill: Callable[..., Any], query: str, count: int) -> None:
    fill()
    assert len(entries(client, query)) == count
    assert len(client.get(f"/feed.json{query}").json()["items"]) == count


def test_a_story_that_many_tell_leaves_room_for_others(
    client: TestClient, fill: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill()
    (divergence,) = client.get("/api/v1/changes?kind=divergence").json()["changes"]
    pairs = [summary_of(divergence, place, significance=place % 7 / 10) for place in range(1, 200)]
    again = [
        summary_of(divergence, 200, significance=0.5).model_copy(update={"id": number}) for number in range(300, 310)
    ]
    revision = ChangeSummary.model_validate(client.get("/api/v1/changes?kind=revision").json()["changes"][0])
    listed = (*again, *pairs, revision)
    monkeypatch.setattr(syndication.changes, "find", lambda _, asked: () if asked.before_id else listed)
    items = client.get("/feed.json").json()["items"]
    assert len(items) == syndication.MOST_OF_A_STORY + 1
    assert [item["id"].rpartition("/")[2] for item in items[:3]] == ["300", "301", "1"]
    assert not [item for item in items if "(0.00)" in item["content_text"]]
    of_one = client.get(f"/feed.json?story={divergence['story']}").json()["items"]
    assert len(of_one) == syndication.ENTRIES


def summary_of(divergence: dict[str, Any], place: int, *, significance: float) -> ChangeSummary:
    """Return a divergence like this one, between two other articles."""
    told = ChangeSummary.model_validate({**divergence, "id": place, "significance": significance})
    assert told.other is not None
    other, article = (
        side.model_copy(update={"id": place + by}) for side, by in ((told.other, 1000), (told.article, 5000))
    )
    return told.model_copy(update={"other": other, "article": article})


def test_an_empty_feed_is_valid(client: TestClient) -> None:
    feed = etree.fromstring(client.get("/feed.atom").content)
    assert feed.findtext(f"{ATOM}updated")
    assert client.get("/feed.json").json()["items"] == []


def test_a_feed_of_nonsense_is_refused(client: TestClient) -> None:
    for path in ("/feed.atom?label=x", "/feed.json?story=x", "/feed.atom?unknown=1"):
        assert client.get(path).status_code == 422, path


def test_what_xml_cannot_write_is_left_out(client: TestClient, fill: Callable[..., Any]) -> None:
    fill(lambda text: f"\x01{text}\ufffe\x1b")
    assert entries(client)[0].findtext(f"{ATOM}title") == "Gazette: Gazette now says six were injured, not four"
