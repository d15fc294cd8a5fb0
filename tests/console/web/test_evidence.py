"""Evidence to be downloaded from the pages."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from schemas.evidence import Evidence
from worker.store.session import writing
from worker.store.tables import Article, Body

Fill = Callable[..., Any]


@pytest.mark.parametrize(
    ("form", "media_type", "name"),
    [
        ("warc", "application/warc", "stet-article-1.warc.gz"),
        ("json", "application/json", "stet-article-1.json"),
        ("html", "text/html; charset=utf-8", "stet-article-1.html"),
    ],
)
def test_the_page_of_an_article_leads_to_its_evidence(
    client: TestClient, fill: Fill, form: str, media_type: str, name: str
) -> None:
    ids = fill()
    address = f"/api/v1/articles/{ids.article_a}/export?format={form}"
    assert address in client.get(f"/articles/{ids.article_a}").text
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert int(answer.headers["content-length"]) == len(answer.content)
    if form == "json":
        assert len(Evidence.model_validate(answer.json()).articles[0].versions) == 2
    else:
        assert answer.content.startswith(b"\x1f\x8b" if form == "warc" else b"<!doctype html>")


def test_the_page_of_a_story_leads_to_the_evidence_of_all_its_articles(client: TestClient, fill: Fill) -> None:
    ids = fill()
    address = f"/api/v1/stories/{ids.story}/export?format=json"
    assert address in client.get(f"/stories/{ids.story}").text
    found = Evidence.model_validate(client.get(address).json())
    assert (found.story, len(found.articles), len(found.divergences)) == (ids.story, 2, 1)


def test_an_article_that_went_into_another_leads_to_that(client: TestClient, fill: Fill) -> None:
    ids = fill()
    with writing() as session:
        session.execute(update(Article).where(Article.id == ids.article_b).values(merged_into=ids.article_a))
    found = Evidence.model_validate(client.get(f"/api/v1/articles/{ids.article_b}/export?format=json").json())
    assert found.articles[0].article.id == ids.article_a


@pytest.mark.parametrize("kind", ["articles", "stories"])
def test_what_is_not_there_or_not_understood_is_told(client: TestClient, kind: str) -> None:
    assert client.get(f"/api/v1/{kind}/7/export?format=json").status_code == 404
    assert client.get(f"/api/v1/{kind}/7/export?format=pdf").status_code == 422
    assert client.get(f"/api/v1/{kind}/7/export").status_code == 422


def test_a_damaged_page_is_told_before_anything_is_sent(client: TestClient, fill: Fill) -> None:
    ids = fill()
    with writing() as session:
        session.execute(update(Body).values(data=b"garbage"))
    answer = client.get(f"/api/v1/articles/{ids.article_a}/export?format=warc")
    assert answer.status_code == 500
    assert "is damaged" in answer.json()["error"]


def test_the_description_of_the_api_names_the_forms(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/articles/{article_id}/export"]["get"]
    assert set(described["responses"]["200"]["content"]) == {"application/warc", "application/json", "text/html"}
