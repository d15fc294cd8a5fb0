"""The command line in this process: what it printed, and with which status it ended."""

import io
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from console.cli.main import run
from schemas.outcome import Nudge, Stage
from tasks import flow, nudge
from worker.errors import BrokerUnreachableError
from worker.settings import settings
from worker.stages import visit
from worker.store.session import forget_engine

TASKS = {
    Stage.INGEST: flow.admit,
    Stage.VISIT: flow.visit,
    Stage.READ: flow.read,
    Stage.COMPARE: flow.compare,
    Stage.CONTRAST: flow.contrast,
    Stage.FOLLOW: flow.follow,
    Stage.ALERT: flow.alert,
    Stage.DELIVER: flow.deliver,
}


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def stet(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Ended]]:
    """Return what runs a command: `stet("show", "3", given=b"standard input")`."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level

    def _stet(*arguments: object, given: bytes = b"") -> Ended:
        forget_engine()
        settings.cache_clear()
        visit.client.cache_clear()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        capfd.readouterr()
        status = run([str(argument) for argument in arguments])
        return Ended(status, *capfd.readouterr())

    yield _stet
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work every nudge at once, as if workers stood by."""

    def send(nudges: Iterable[Nudge]) -> None:
        for one in nudges:
            TASKS[one.stage](one.id)

    monkeypatch.setattr(nudge, "send", send)


@pytest.fixture
def unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the broker be away."""

    def refuse(_nudges: object = ()) -> None:
        raise BrokerUnreachableError("the broker does not answer; start it")

    monkeypatch.setattr(nudge, "send", refuse)
    monkeypatch.setattr(nudge, "ping", refuse)
