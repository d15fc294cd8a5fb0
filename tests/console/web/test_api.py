import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from schemas.article import Reading
from schemas.change import Change
from schemas.story import ArticleHistory, Story


def test_what_is_stored_comes_as_its_documents(client: TestClient, fill: Callable[..., Any]) -> None:
    ids = fill()
    story = Story.model_validate_json(client.get(f"/api/v1/stories/{ids.story}").content)
    assert [article.outlet for article in story.articles] == ["Gazette", "Herald"]
    change = Change.model_validate_json(client.get(f"/api/v1/changes/{ids.revision}").content)
    assert change.new.sentences[1].text == "Four people were injured."
    history = ArticleHistory.model_validate_json(client.get(f"/api/v1/articles/{ids.article_a}").content)
    assert [version.version for version in history.versions] == [1, 2]
    assert [line.id for line in history.changes] == [ids.revision]
    assert history.byline == ("Ann Ode",)
    reading = Reading.model_validate_json(client.get(f"/api/v1/articles/{ids.article_a}/versions/2").content)
    assert reading.title == "Bridge shut after crash, six hurt"
    for path, schema in (
        (f"stories/{ids.story}", "stet.story/1"),
        (f"changes/{ids.divergence}", "stet.change/1"),
        (f"articles/{ids.article_b}", "stet.history/1"),
        (f"articles/{ids.article_b}/versions/1", "stet.reading/1"),
    ):
        assert client.get(f"/api/v1/{path}").json()["schema"] == schema


def test_lists(client: TestClient, fill: Callable[..., Any]) -> None:
    ids = fill()
    assert [story["id"] for story in client.get("/api/v1/stories").json()["stories"]] == [ids.story]
    assert [change["id"] for change in client.get("/api/v1/changes").json()["changes"]] == [
        ids.revision,
        ids.divergence,
    ]
    (source,) = client.get("/api/v1/sources").json()["sources"]
    assert source["health"] == "HTTP 503"
    (delivery,) = client.get("/api/v1/deliveries?state=pending").json()["deliveries"]
    assert delivery["endpoint_name"] == "desk"
    assert client.get("/api/v1/deliveries?state=failed").json() == {"deliveries": []}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=revision", ["revision"]),
        ("label=attribution", ["divergence"]),
        ("min_significance=0.8", ["divergence"]),
        ("outlet=HERALD", ["divergence"]),
        ("outlet=%00herald", ["divergence"]),
        ("article=2", ["divergence"]),
        ("since=2026-03-01T12:30:00Z", ["revision"]),
        ("after_id=0", ["divergence", "revision"]),
        ("since=2h", []),
        ("since=20000d", ["revision", "divergence"]),
        ("story=99", []),
        ("limit=1", ["revision"]),
        (f"story={2**31 - 1}", []),
    ],
)
def test_filters(client: TestClient, fill: Callable[..., Any], query: str, found: list[str]) -> None:
    fill()
    assert [change["kind"] for change in client.get(f"/api/v1/changes?{query}").json()["changes"]] == found


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("stories/99", 404),
        ("changes/99", 404),
        ("articles/99", 404),
        ("articles/99/versions/1", 404),
        ("nothing", 404),
        ("stories/x", 422),
        ("stories/0", 422),
        ("stories/-1", 422),
        (f"stories/{2**31}", 422),
        ("changes?kind=x", 422),
        ("changes?label=x", 422),
        ("changes?limit=1001", 422),
        (f"changes?story={10**30}", 422),
        ("changes?since=0001-01-01T00:00:00%2B14:00", 422),
        ("changes?min_significance=nan", 422),
        ("changes?unknown=1", 422),
        ("changes?since=2x", 422),
        ("changes?since=999999w", 422),
        ("stories?lable=1", 422),
        ("stories/1?unknown=1", 422),
        ("deliveries?stat=failed", 422),
        ("sources?limit=1", 422),
        ("stories?limit=0", 422),
        ("deliveries?state=x", 422),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert answer.json()["error"]


def test_methods_that_are_not_served(client: TestClient) -> None:
    answer = client.delete("/api/v1/stories")
    assert answer.status_code == 405
    assert set(answer.json()) == {"error"}


def test_the_api_describes_itself(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/v1/stories",
        "/api/v1/stories/{story_id}",
        "/api/v1/stories/{story_id}/trace",
        "/api/v1/changes",
        "/api/v1/changes/{change_id}",
        "/api/v1/articles/{article_id}",
        "/api/v1/articles/{article_id}/versions/{version}",
        "/api/v1/articles/{article_id}/export",
        "/api/v1/stories/{story_id}/export",
        "/api/v1/sources",
        "/api/v1/outlets",
        "/api/v1/deliveries",
        "/api/v1/ingest",
    }
    assert "HTTPValidationError" not in json.dumps(described)
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


def test_words_are_traced(client: TestClient, fill: Callable[..., Any]) -> None:
    ids = fill()
    found = client.get(f"/api/v1/stories/{ids.story}/trace", params={"words": "we were warned in may"}).json()
    assert [(step["turn"], step["outlet"], step["version"]) for step in found["steps"]] == [
        ("first", "Gazette", 1),
        ("took", "Herald", 1),
    ]
    assert found["schema"] == "stet.trace/1"
    assert client.get(f"/api/v1/stories/{ids.story}/trace?words=").status_code == 422
    assert client.get("/api/v1/stories/999/trace?words=bridge").status_code == 404
