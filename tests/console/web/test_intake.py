import json
from collections.abc import Iterable
from typing import Any

import pytest
from starlette.testclient import TestClient

from console.web import intake
from schemas.outcome import Nudge, Stage
from tasks import nudge
from worker.errors import BrokerUnreachableError
from worker.store import ingests
from worker.store.session import reading


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Nudge]:
    """Stand in for the broker: return what was sent to it."""
    nudges: list[Nudge] = []

    def send(more: Iterable[Nudge]) -> None:
        nudges.extend(more)

    monkeypatch.setattr(nudge, "send", send)
    return nudges


def post(client: TestClient, body: Any, **headers: str) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/api/v1/ingest", content=content, headers={"Content-Type": "application/json", **headers})


def test_a_request_is_kept_and_nudged(client: TestClient, sent: list[Nudge]) -> None:
    answer = post(client, {"schema": "stet.ingest/1", "url": "https://gazette.test/a", "request_id": "one"})
    assert answer.status_code == 202
    assert answer.json() == {"request_id": "one", "known": False}
    assert [hint.stage for hint in sent] == [Stage.INGEST]
    with reading() as session:
        assert ingests.load(session, sent[0].id).url == "https://gazette.test/a"


def test_the_same_request_is_worked_once(client: TestClient, sent: list[Nudge]) -> None:
    for known in (False, True):
        answer = post(client, {"text": "A text.", "title": "A title", "request_id": "one"})
        assert (answer.status_code, answer.json()) == (202, {"request_id": "one", "known": known})
    assert len(sent) == 1


def test_a_request_without_an_id_is_given_one(client: TestClient, sent: list[Nudge]) -> None:
    ids = {post(client, {"url": "https://gazette.test/a"}).json()["request_id"] for _ in range(2)}
    assert len(ids) == len(sent) == 2


def test_a_lost_broker_loses_nothing(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise BrokerUnreachableError("gone")

    monkeypatch.setattr(nudge, "send", fail)
    assert post(client, {"url": "https://gazette.test/a", "request_id": "one"}).status_code == 202
    with reading() as session:
        assert ingests.progress(session, "one") is not None


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({}, "give a url to fetch"),
        ({"url": "ftp://a/b"}, "url: "),
        ({"html": "<p>", "text": "a"}, "not both"),
        ({"url": "https://a.test/", "nonsense": 1}, "nonsense: "),
        ({"schema": "stet.ingest/2", "url": "https://a.test/"}, "schema: "),
        ({"url": "https://a.test/", "published": "0001-01-01T00:00:00+14:00"}, "published: "),
        (
            {"text": "A text.", "title": "A title", "fetched_at": "2999-01-01T00:00:00Z"},
            "fetched_at: 2999-01-01 00:00 UTC",
        ),
        ({"url": "https://a.test/", "request_id": ""}, "request_id: "),
        ({"url": "https://a.test/", "request_id": "a\x00b"}, "request_id: "),
        ([], "request: "),
        (b"", "request: "),
        (b"{", "request: "),
        (b'{"text": "\xff"}', "request: "),
        (b'{"text": "\\ud800"}', "request: "),
        (b"[" * 100_000, "request: "),
    ],
)
def test_what_was_wrong_is_said(client: TestClient, sent: list[Nudge], body: Any, says: str) -> None:
    answer = post(client, body)
    assert answer.status_code == 422
    assert says in answer.json()["error"]
    assert "pydantic" not in answer.json()["error"]
    assert not sent


def test_only_json_is_taken(client: TestClient, sent: list[Nudge]) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        answer = post(client, {"url": "https://gazette.test/a"}, **{"Content-Type": kind})
        assert answer.status_code == 415, kind
        assert "application/json" in answer.json()["error"]
    assert (
        post(client, {"url": "https://a.test/"}, **{"Content-Type": "Application/JSON; charset=utf-8"}).status_code
        == 202
    )
    assert len(sent) == 1


def test_a_request_has_a_largest_size(client: TestClient, sent: list[Nudge], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_BYTES", 1000)
    fits = json.dumps({"text": "x" * 900, "title": "a"}).encode()
    assert post(client, fits).status_code == 202
    for body in (fits + b" " * 1000, b"x" * 100_000):
        answer = post(client, body)
        assert answer.status_code == 413
        assert "1,000 bytes" in answer.json()["error"]
    assert len(sent) == 1
