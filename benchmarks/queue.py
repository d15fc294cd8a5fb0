"""Queue: what an article costs from ingest to compared through the running service, and without a queue at all."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from celery import Celery

from benchmarks import prose, store
from benchmarks.stages import perform_all
from benchmarks.table import Row, Scale, missing
from benchmarks.timing import Timed, timed
from schemas.ingest import IngestRequest
from worker.settings import PREFIX
from worker.stages.ingest import receive

BATCHES = 4
STET = Path(sys.executable).parent / "stet"
PATIENCE_SECONDS = 120
LOOK_SECONDS = 0.02
WARM_UP = 8


def rows(scale: Scale) -> Iterator[Row]:
    """Yield CPU time and duration an article through the service beside the stages in this process."""
    if not Path("/proc/self/stat").exists():
        yield missing("queue, CPU", "the service's processes are counted through /proc")
        return
    each = scale.of(60, 5)
    requests = [_request(number) for number in range(WARM_UP + BATCHES * each)]
    queued: list[Timed[None]] = []
    direct: list[Timed[None]] = []
    with TemporaryDirectory(prefix="stet-bench-") as folder, running(Path(folder)) as service, store.sqlite():
        service.take_in(requests[:WARM_UP])
        _in_process(requests[:WARM_UP])
        for start in range(WARM_UP, len(requests), each):
            batch = requests[start : start + each]
            queued.append(service.take_in(batch))
            direct.append(timed(partial(_in_process, batch)))
    total = BATCHES * each
    about = f"{total} generated articles of {prose.SENTENCES} sentences, ingest to compared, batches by turns; SQLite"
    cost = [sum(one.cpu_ms for one in done) / total for done in (queued, direct)]
    yield Row("queue, CPU", cost[0], "stages without a queue", cost[1], "ms CPU an article", f"all processes; {about}")
    took = [sum(one.wall_ms for one in done) / total for done in (queued, direct)]
    detail = "2 text processes against 1"
    yield Row("queue, duration", took[0], "stages without a queue", took[1], "ms an article", f"{detail}; {about}")


def _request(number: int) -> IngestRequest:
    article = prose.article(number)
    return IngestRequest(
        url=f"https://outlet-{number % 40}.example/{number}",
        outlet=f"Outlet {number % 40}",
        title=article.title,
        text=article.text,
        published=prose.published(number),
        request_id=str(number),
    )


def _in_process(requests: Sequence[IngestRequest]) -> None:
    for request in requests:
        perform_all(receive(request).next)


@dataclass
class Service:
    """A `stet up` in a folder of its own, sent to as any program would: by task name, over the broker."""

    folder: Path
    pid: int
    sender: Celery

    def take_in(self, requests: Sequence[IngestRequest]) -> Timed[None]:
        """Send articles and wait until their first versions are compared; return what that took all processes."""
        wanted = self._compared() + len(requests)
        before, start = self.cpu_ms(), time.perf_counter()
        sent = timed(lambda: self._send(requests))
        while self._compared() < wanted:
            if time.perf_counter() - start > PATIENCE_SECONDS:
                raise TimeoutError(f"the service compared {self._compared()} of {wanted} articles")
            time.sleep(LOOK_SECONDS)
        wall_ms = 1000 * (time.perf_counter() - start)
        return Timed(self.cpu_ms() - before + sent.cpu_ms, wall_ms, None)

    def _send(self, requests: Sequence[IngestRequest]) -> None:
        for request in requests:
            self.sender.send_task("stet.ingest", args=[request.model_dump(mode="json")])

    def _compared(self) -> int:
        with closing(sqlite3.connect(self.folder / "stet.db")) as database:
            found: int = database.execute("SELECT count(*) FROM snapshots WHERE next_at IS NULL").fetchone()[0]
            return found

    @property
    def database(self) -> Path:
        """Where its SQLite file lies."""
        return self.folder / "stet.db"

    def idle_cpu_ms(self, seconds: float) -> float:
        """Return what its processes take in a second when there is nothing to do."""
        before = self.cpu_ms()
        time.sleep(seconds)
        return (self.cpu_ms() - before) / seconds

    def cpu_ms(self) -> float:
        """Return the CPU time of all its processes so far."""
        return sum(_ticks(pid) for pid in _family(self.pid)) * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(folder: Path, **chosen: str) -> Iterator[Service]:
    """Run the service on the embedded broker, under these settings (`sweep_seconds="1"`) and the defaults."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    environment |= {"STET_DATA_DIR": str(folder), "STET_WEB_PORT": "0", "STET_LOG_LEVEL": "WARNING"}
    environment |= {f"{PREFIX}{name.upper()}": value for name, value in chosen.items()}
    with (folder / "up.log").open("wb") as log:
        started = subprocess.Popen([STET, "up"], cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        socket = folder / "broker/valkey.sock"
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (socket.exists() and _has_tables(folder / "stet.db")):
            if started.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(
                    f"the service did not start: {(folder / 'up.log').read_text(encoding='utf-8')[-500:]}"
                )
            time.sleep(LOOK_SECONDS)
        yield Service(folder, started.pid, Celery(broker=f"redis+socket://{socket}"))
    finally:
        started.terminate()
        started.wait()


def _has_tables(path: Path) -> bool:
    if not path.exists():
        return False
    with closing(sqlite3.connect(path)) as database:
        found = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'snapshots'").fetchone()
        return bool(found[0])


def _family(root: int) -> list[int]:
    """Return a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def _ticks(pid: int) -> int:
    """Return the clock ticks a process used, user and system, with those of children that have ended."""
    return sum(map(int, _stat(pid)[11:15]))


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat from the state on; none where the process is gone (proc(5))."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
