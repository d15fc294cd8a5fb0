"""The whole flow in one process, without a broker: each nudge is performed at once."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from benchmarks import stages
from schemas.alert import Alert, Rule
from schemas.ingest import IngestRequest
from schemas.outcome import Nudge, Outcome
from worker.clock import now
from worker.net.webhook import new_secret
from worker.stages import visit as visits
from worker.stages.ingest import receive
from worker.stages.poll import watch
from worker.store import alerts, articles
from worker.store.session import reading, writing
from worker.store.tables import Alert as AlertRow

from .harbour_post import Later, Perform, of, page, pass_time, rss


@pytest.fixture
def perform_all() -> Callable[[Iterable[Nudge]], list[Outcome]]:
    return stages.perform_all


@pytest.fixture
def perform_one() -> Callable[[Nudge], Outcome]:
    return stages.perform_one


@pytest.fixture
def take_in() -> Callable[..., list[Outcome]]:
    def take(**request: Any) -> list[Outcome]:
        return stages.perform_all(receive(IngestRequest.model_validate(request)).next)

    return take


class Site:
    """A web server on loopback: what it answers is set by path, what it was asked is kept."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.respond: Callable[[str, dict[str, str]], tuple[int, dict[str, str], bytes] | None] = lambda *_: None
        """Answers by path and headers; None for what `answers` holds."""
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                site.asked.append((self.command, self.path, headers, body))
                known = site.answers.get(self.path, (HTTPStatus.NOT_FOUND, {}, b"no such page"))
                status, extra, content = site.respond(self.path, headers) or known
                self.send_response(status)
                for name, value in extra.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_POST = do_GET  # noqa: N815 - the names http.server looks for

            def log_message(self, *_: object) -> None:
                """Keep the test's output clean."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def answer(self, path: str, body: str | bytes = b"", *, status: int = 200, **headers: str) -> str:
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, {"Content-Type": "text/html; charset=utf-8", **named}, content)
        return self.url + path

    def paths(self) -> list[str]:
        return [path for _, path, _, _ in self.asked]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, store: Path, fresh: Callable[[], None]) -> Iterator[Site]:  # noqa: ARG001 - made first
    monkeypatch.setenv("STET_EGRESS_ALLOW", "127.0.0.0/8")
    monkeypatch.setenv("STET_HOST_DELAY_SECONDS", "0")
    monkeypatch.setenv("STET_ROBOTS_IGNORE", "127.0.0.1")
    fresh()
    made = Site()
    yield made
    visits.client().close()
    made.close()


@pytest.fixture
def told(site: Site) -> Callable[[], list[Alert]]:
    """An endpoint that wants what endpoints get by default; what it was owed, in order."""
    with writing() as session:
        alerts.add_endpoint(session, name="desk", url=site.url + "/hook", secret=new_secret(), rule=Rule(), now=now())

    def owed() -> list[Alert]:
        with reading() as session:
            return [Alert.model_validate_json(each) for each in session.scalars(select(AlertRow.body))]

    return owed


@pytest.fixture
def visit(perform_all: Perform) -> Later:
    """Have an article visited, and what follows done, so long from now."""

    def visit(url: str, wait: timedelta) -> None:
        with time_machine.travel(now() + wait):
            with writing() as session:
                articles.visit_soon(session, articles.look_up(session, url), now())
            pass_time(perform_all, rounds=1)

    return visit


@pytest.fixture
def five(site: Site, perform_all: Perform) -> list[str]:
    """Five articles of one outlet, each seen once."""
    paths = [f"/{number}" for number in range(5)]
    for path in paths:
        site.answer(path, page(f"Report {path}", of(path)))
    site.answer("/feed", rss(*paths), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed", "The Five").next))
    pass_time(perform_all, rounds=3)
    return paths
