"""Several workers, killed in the middle: no host is asked twice at once or too soon, and nothing is left unvisited."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import func, select

from worker.clock import now
from worker.store import articles, migrate
from worker.store.session import reading, writing
from worker.store.tables import Article

pytestmark = [
    pytest.mark.service,
    pytest.mark.skipif(sys.platform != "linux", reason="hosts are addresses of the loopback network, 127.0.0.0/8"),
]
HOSTS, EACH, WORKERS, KILLS = 4, 12, 3, 4
DELAY_SECONDS, DEADLINE_SECONDS, SERVED_SECONDS = 0.2, 1.0, 0.05
PATIENCE_SECONDS = 60
WORKER = """
import time
from benchmarks.stages import turn_at
from worker.clock import now
from worker.store import due
from worker.store.session import writing
from schemas.outcome import Stage
while True:
    with writing() as session:
        turns = [nudge.id for nudge in due.sweep(session, now(), limit=1) if nudge.stage is Stage.VISIT]
    for host in turns:
        turn_at(host)
    time.sleep(0.01)
"""


class Sites:
    """Servers on several loopback addresses, which note when each request came and when it had been answered."""

    def __init__(self) -> None:
        self.served: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.port = 0
        self.listeners = [self._listen(f"127.0.0.{number}") for number in range(2, 2 + HOSTS)]

    def _listen(self, address: str) -> socket.socket:
        listener = socket.create_server((address, self.port))
        self.port = listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(address, listener), daemon=True).start()
        return listener

    def _accept(self, address: str, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                sock, _ = listener.accept()
                threading.Thread(target=self._converse, args=(address, sock), daemon=True).start()

    def _converse(self, address: str, sock: socket.socket) -> None:
        with sock, suppress(OSError):
            while sock.recv(65536):
                came = time.monotonic()
                time.sleep(SERVED_SECONDS)
                self.served[address].append((came, time.monotonic()))
                sock.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")


@pytest.fixture
def sites() -> Iterator[Sites]:
    made = Sites()
    yield made
    for listener in made.listeners:
        listener.close()


@pytest.fixture
def start(
    store: Path,  # noqa: ARG001 - made first
    monkeypatch: pytest.MonkeyPatch,
    fresh: Callable[[], None],
) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Start one more worker of the same store."""
    monkeypatch.setenv("STET_EGRESS_ALLOW", "127.0.0.0/8")
    monkeypatch.setenv("STET_HOST_DELAY_SECONDS", str(DELAY_SECONDS))
    monkeypatch.setenv("STET_FETCH_DEADLINE_SECONDS", str(DEADLINE_SECONDS))
    fresh()
    migrate.ensure()
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        root = Path(__file__).parents[2]
        started.append(subprocess.Popen([sys.executable, "-c", WORKER], env={**os.environ, "PYTHONPATH": str(root)}))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()


def unvisited() -> int:
    with reading() as session:
        return session.scalar(select(func.count()).where(Article.last_visit_at.is_(None))) or 0


def test_hosts_are_left_in_peace_however_workers_die(
    sites: Sites, start: Callable[[], subprocess.Popen[bytes]]
) -> None:
    with writing() as session:
        for host in range(2, 2 + HOSTS):
            for number in range(EACH):
                name = f"127.0.0.{host}"
                articles.find_or_make(
                    session, f"http://{name}:{sites.port}/{number}", now(), outlet=None, host=name, visit_at=now()
                )
    workers = [start() for _ in range(WORKERS)]
    started = time.monotonic()
    for kill in range(KILLS):
        served = sum(map(len, sites.served.values()))
        while sum(map(len, sites.served.values())) < served + 4:
            assert time.monotonic() - started < PATIENCE_SECONDS, "nothing is visited"
            time.sleep(0.02)
        victim = workers[kill % WORKERS]
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        workers[kill % WORKERS] = start()
    while unvisited():
        assert time.monotonic() - started < PATIENCE_SECONDS, f"{unvisited()} articles were not visited"
        time.sleep(0.1)
    for served_here in sites.served.values():
        in_order = sorted(served_here)
        gaps = [later[0] - earlier[1] for earlier, later in pairwise(in_order)]
        assert min(gaps) >= DELAY_SECONDS * 0.95
