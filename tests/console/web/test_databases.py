from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from console.web.app import create_app
from console.web.requests import LARGEST_ID
from worker.settings import settings


@pytest.mark.usefixtures("store")
def test_every_page_and_document_is_served_from_either_database(filling: Callable[..., Any]) -> None:
    ids = filling()
    paths = [
        "/",
        "/changes?label=figure&outlet=gazette&min_significance=0.5",
        f"/changes?story={LARGEST_ID}",
        "/changes?outlet=%00%F0%9F%98%80",
        "/sources",
        f"/stories/{ids.story}",
        f"/changes/{ids.divergence}",
        f"/changes/{ids.revision}",
        f"/articles/{ids.article_a}",
        "/api/v1/stories",
        f"/api/v1/stories/{ids.story}",
        f"/api/v1/articles/{ids.article_a}",
        f"/api/v1/articles/{ids.article_a}/versions/2",
        f"/api/v1/articles/{ids.article_a}/export?format=warc",
        f"/api/v1/articles/{ids.article_a}/export?format=json",
        f"/api/v1/stories/{ids.story}/export?format=html",
        "/api/v1/changes?since=2026-03-01T12:30:00Z",
        "/api/v1/deliveries",
        "/api/v1/sources",
        "/feed.atom",
        "/feed.json",
        "/metrics",
    ]
    with TestClient(create_app(settings()), base_url="http://localhost", raise_server_exceptions=False) as client:
        assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
        assert client.get(f"/api/v1/stories/{LARGEST_ID}").status_code == 404
        assert "Gazette and Herald differ" in client.get("/").text
