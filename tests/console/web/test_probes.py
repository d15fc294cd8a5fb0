from collections.abc import Callable
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from schemas.outcome import Stage
from tasks import nudge
from worker.clock import now
from worker.errors import BrokerUnreachableError
from worker.settings import settings
from worker.store import due
from worker.store.session import forget_engine, writing


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the broker answer."""
    monkeypatch.setattr(nudge, "ping", lambda: None)


def test_a_process_that_lives_says_so(client: TestClient) -> None:
    assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "ok\n")


@pytest.mark.usefixtures("broker")
def test_ready(client: TestClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "broker": "ok"})


def test_not_ready_without_a_broker(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise BrokerUnreachableError("it does not answer")

    monkeypatch.setattr(nudge, "ping", fail)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": "ok", "broker": "it does not answer"})


@pytest.mark.usefixtures("broker")
def test_not_ready_before_the_migration(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.store.migrate.HEAD", "9999")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "not 9999" in answer.json()["database"]


@pytest.mark.usefixtures("broker")
def test_not_ready_without_a_database(client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.setenv("STET_DATABASE_URL", f"sqlite+pysqlite:///{tmp_path / 'gone'}")
    settings.cache_clear()
    forget_engine()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "not available" in answer.json()["database"]
    for path in ("/", "/api/v1/stories", "/metrics", "/feed.atom"):
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert int(answer.headers["retry-after"]) > 0
    assert client.get("/healthz").status_code == 200


def test_metrics_count_what_is_stored_and_owed(client: TestClient, fill: Callable[..., Any]) -> None:
    fill()
    with writing() as session:
        due.bury(session, Stage.READ, "1", "it cannot be read", now())
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    assert samples == {
        ("stet_stories",): 1,
        ("stet_articles",): 2,
        ("stet_snapshots",): 3,
        ("stet_dead_letters",): 1,
        ("stet_quiet",): 0,
        ("stet_changes", "revision"): 1,
        ("stet_changes", "divergence"): 1,
        ("stet_deliveries", "pending"): 1,
        ("stet_deliveries", "delivered"): 0,
        ("stet_deliveries", "failed"): 0,
        ("stet_outlets", "good"): 0,
        ("stet_outlets", "new"): 1,
        ("stet_failing", "feed"): 1,
        ("stet_failing", "article"): 0,
        ("stet_backlog", "ingest"): 0,
        ("stet_backlog", "poll"): 1,
        ("stet_backlog", "fetch"): 0,
        ("stet_backlog", "read"): 3,
        ("stet_backlog", "compare"): 3,
        ("stet_backlog", "contrast"): 0,
        ("stet_backlog", "follow"): 0,
        ("stet_backlog", "alert"): 2,
        ("stet_backlog", "deliver"): 1,
    }
    assert samples.keys() == {
        (sample.name, *sample.labels.values())
        for family in text_string_to_metric_families(client.get("/metrics").text)
        for sample in family.samples
    }
