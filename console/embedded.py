"""`stet up`: the whole service in one process group, supervised.

The supervisor imports everything once and forks its parts, so that they start in a moment and share memory; it has one
thread and no connections of its own. A part that dies is started again; one that keeps dying ends the service.
"""

import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING, NoReturn, TextIO

import setproctitle

from console import broker, report, web
from tasks import nudge, run
from tasks.app import app
from worker import log
from worker.clock import now
from worker.errors import StetError
from worker.settings import settings
from worker.store import due, migrate
from worker.store.session import forget_engine, writing

if TYPE_CHECKING:
    import subprocess

GRACE_SECONDS = 15
"""How long the parts may take to finish what they are at."""
KEEPS_DYING = 5
KEEPS_DYING_SECONDS = 60.0

logger = log.get(__name__)


@dataclass
class Part:
    """One process of the service."""

    name: str
    run: Callable[[], int | None]
    once: bool = False
    pid: int | None = None
    deaths: list[float] = field(default_factory=list)


def up(seeds: Path | None = None, *, once: bool = False, as_json: bool = False) -> int:
    """Run the service until it is stopped, or with `once` until nothing is owed any more.

    Args:
        seeds: a folder of articles to take in first; what was taken in before is not taken in again.
        once: stop when everything is through.
        as_json: print what was found as JSON.

    Returns:
        The exit status.

    Raises:
        StetError: the service cannot start, or `once` its broker does not answer; the message says why.
    """
    log.set_up("up")
    parts = [
        Part("intake", lambda: run.worker(run.ROOMS["intake"])),
        Part("web", lambda: run.worker(run.ROOMS["web"])),
        Part("text", lambda: run.worker(run.ROOMS["text"])),
        Part("deliver", lambda: run.worker(run.ROOMS["deliver"])),
        Part("beat", run.beat),
        Part("pages", web.serve),
        Part("seeds", lambda: report.take_in(seeds, wait_for_all=once, as_json=as_json), once=True),
    ]
    with _only_service() as lock:
        _refuse_taken_port()
        if once and not settings().broker_is_embedded:
            nudge.ping()  # a service waits for its broker, a run that is to end does not
        return Supervisor(parts, lock, stop_after="seeds" if once else None).run()


@contextmanager
def _only_service() -> Iterator[TextIO]:
    """Lock the data folder: two services in it would take each other's work for abandoned.

    Raises:
        StetError: there is a service in it already.
    """
    try:
        settings().data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (settings().data_dir / "lock").open("w", encoding="utf-8")
    except OSError as error:
        raise StetError(f"STET_DATA_DIR: {settings().data_dir} cannot be used: {error.strerror}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise StetError(
            f"a service is running in {settings().data_dir.resolve()} already; stop it, or set STET_DATA_DIR to another"
        ) from None
    with lock:
        yield lock


def _refuse_taken_port() -> None:
    """Find out before anything starts whether the pages can be served.

    Raises:
        StetError: something else listens there, or the address is not this machine's.
    """
    host, port = settings().web_host, settings().web_port
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        raise StetError(
            f"the pages cannot be served at {host}:{port}: {error.strerror}; "
            "set STET_WEB_PORT or STET_WEB_HOST to something else, or stop what is there"
        ) from error


def _tidy_up() -> None:
    """Bring the tables up to date; with an embedded broker all workers are ours, so what they held is free again."""
    migrate.ensure()
    if settings().broker_is_embedded:
        with writing() as session:
            due.release_all(session, now())
    forget_engine()


class Supervisor:
    """Starts the parts, keeps them running, and stops them together."""

    def __init__(self, parts: list[Part], lock: TextIO, *, stop_after: str | None) -> None:
        """Take the parts; `stop_after` names the one whose end is the end of all."""
        self._parts = parts
        self._lock = lock
        self._stop_after = stop_after
        self._broker: subprocess.Popen[bytes] | None = None
        self._stopping = False
        self._told_by = ""

    def run(self) -> int:
        """Run until told to stop; return the exit status.

        Raises:
            StetError: the broker does not start, or the database cannot be used.
        """
        app.loader.import_default_modules()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        try:
            self._start_broker()
            _tidy_up()
            for part in self._parts:
                self._start(part)
            return self._watch()
        finally:
            self._stop_all()
            if self._stopping:
                logger.info("service.stopped", signal=self._told_by)

    def _watch(self) -> int:
        """Start again what dies, until told to stop or there is no point in going on; return the exit status."""
        while not self._stopping:
            pid, code = _wait()
            if self._broker is not None and pid == self._broker.pid:
                logger.warning("broker.died", status=code)
                self._start_broker()
            part = next((part for part in self._parts if part.pid == pid), None) if pid else None
            if part is None:
                continue
            part.pid = None
            if part.once:
                if part.name == self._stop_after:
                    return min(abs(code), 1)
            elif not self._stopping and not self._start_again(part, code):
                return 1
        return 0

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        self._stopping = True
        self._told_by = signal.Signals(number).name

    def _start(self, part: Part) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        supervisor = os.getpid()
        part.pid = os.fork()
        if part.pid == 0:
            self._lock.close()  # the folder is the supervisor's: a part that outlives it keeps nobody out
            _become(part, supervisor)

    def _start_again(self, part: Part, code: int) -> bool:
        """Start a part that died, unless it keeps dying."""
        at = time.monotonic()
        part.deaths = [death for death in part.deaths if at - death < KEEPS_DYING_SECONDS] + [at]
        if len(part.deaths) >= KEEPS_DYING:
            logger.error("part.keeps_dying", part=part.name, status=code)
            return False
        logger.warning("part.died", part=part.name, status=code)
        self._start(part)
        return True

    def _start_broker(self) -> None:
        if settings().broker_is_embedded:
            self._broker = broker.start()

    def _stop_all(self) -> None:
        """Ask the parts to finish, wait, and end what does not; the broker goes last."""
        for part in self._parts:
            self._send(part, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        while any(part.pid for part in self._parts) and time.monotonic() < deadline:
            pid, _ = _wait()
            for part in self._parts:
                part.pid = None if part.pid == pid else part.pid
        for part in self._parts:
            if part.pid is not None:
                logger.warning("part.killed", part=part.name)
                self._send(part, signal.SIGKILL)
                os.waitpid(part.pid, 0)
        if self._broker is not None:
            broker.stop(self._broker)

    def _send(self, part: Part, number: signal.Signals) -> None:
        if part.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(part.pid, number)


def _wait() -> tuple[int | None, int]:
    """Return the process that ended and its status; after a moment, None where none did."""
    try:
        pid, status = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        pid, status = 0, 0
    if pid == 0:
        time.sleep(0.05)
        return None, 0
    return pid, os.waitstatus_to_exitcode(status)


def _become(part: Part, supervisor: int) -> NoReturn:
    """In the forked child: be the part, and leave nothing of the supervisor behind."""
    code = 1
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        setproctitle.setproctitle(f"stet up: {part.name}")
        Thread(target=_end_with, args=(supervisor,), daemon=True).start()
        code = part.run() or 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        code = 0
    except StetError as error:
        logger.error("part.failed", part=part.name, reason=str(error))  # noqa: TRY400 - meant for people
    except Exception:
        logger.exception("part.failed", part=part.name)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _end_with(supervisor: int) -> None:
    """End this process when the supervisor is gone, however it went."""
    while os.getppid() == supervisor:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)
