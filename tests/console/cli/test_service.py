"""The parts of the service are started with what was asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from console import embedded, web
from tasks import run
from worker.errors import BrokerUnreachableError
from worker.settings import settings

Stet = Callable[..., Any]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    calls: list[Any] = []
    monkeypatch.setattr(embedded, "up", lambda seeds, *, once, as_json: calls.append((seeds, once, as_json)) or 3)
    monkeypatch.setattr(run, "worker", lambda queues, concurrency: calls.append((queues, concurrency)))
    monkeypatch.setattr(run, "beat", lambda: calls.append("beat"))
    monkeypatch.setattr(web, "serve", lambda: calls.append("web"))
    return calls


def test_up_returns_the_status_of_the_service(stet: Stet, started: list[Any], tmp_path: Path) -> None:
    assert stet("up", "--once", "--seeds", tmp_path).status == 3
    assert started == [(tmp_path, True, False)]


def test_a_run_that_is_to_end_does_not_wait_for_a_broker_that_is_not_there(
    stet: Stet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STET_BROKER_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setenv("STET_WEB_PORT", "0")
    monkeypatch.setattr(embedded.log, "set_up", lambda _room: None)
    monkeypatch.setattr(embedded, "Supervisor", lambda *_, **__: pytest.fail("it was started"))

    def ping() -> None:
        raise BrokerUnreachableError("the broker does not answer")

    monkeypatch.setattr(embedded.nudge, "ping", ping)
    ended = stet("up", "--once")
    assert (ended.status, ended.err) == (1, "stet: the broker does not answer\n")


@pytest.mark.parametrize("part", ["up", "worker", "beat", "web"])
def test_with_json_a_part_logs_in_json(
    stet: Stet, started: list[Any], monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setenv("STET_LOG_FORMAT", "console")
    stet(part, "--json")
    assert started
    assert settings().log_format == "json"


def test_a_worker_of_some_queues(stet: Stet, started: list[Any]) -> None:
    assert stet("worker", "--queues", "text, deliver", "--concurrency", 4).status == 0
    assert stet("worker").status == 0
    assert started == [(["text", "deliver"], 4), (["celery", "web", "text", "deliver"], None)]


def test_beat_and_web(stet: Stet, started: list[Any]) -> None:
    assert [stet("beat").status, stet("web").status] == [0, 0]
    assert started == ["beat", "web"]
