"""The product as a stranger runs it: its command line in a folder of its own, its processes, and its broker's socket.

Nothing of it is imported. What can be done to it from outside, faults scripts do through this module.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from newsroom.control import RunError, ask, free_port

PARTS: Mapping[str, str] = {
    "web-worker": "celeryd: web",
    "text-worker": "celeryd: text.",
    "text-child": "ForkPoolWorker",
    "deliver-worker": "celeryd: deliver",
    "beat": "celery beat",
    "pages": "stet up: pages",
    "broker": "valkey-server",
}
"""Parts of the service that can be hit, and what stands in their command lines."""
WORKERS = ("beat", "web-worker", "text-worker", "text-child", "deliver-worker")
_STARTS_WITHIN_SECONDS = 60
_STOPS_WITHIN_SECONDS = 30
_COMMAND_SECONDS = 60
_LOOK_SECONDS = 0.1
_LAST_LINES = 15


def beside_python() -> Path:
    """The `stet` that is installed with this Python."""
    return Path(sys.executable).parent / "stet"


class Product:
    """A data folder, the service in it, and the commands run on it; a context manager that ends all of it."""

    def __init__(self, program: Path, folder: Path, settings: Mapping[str, str]) -> None:
        """Name the program, an empty folder, and the environment it is to run with, beside the usual."""
        self.port = free_port()
        self._program, self._folder = program, folder
        self._data = folder / "data"
        ours = {name: value for name, value in os.environ.items() if not name.startswith("STET_")}
        paths = {"STET_DATA_DIR": str(self._data), "STET_WEB_PORT": str(self.port)}
        self._environment = {**ours, **paths, **settings}
        self._service: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """The product, not started yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End every process of it."""
        self.kill_all()

    @property
    def socket(self) -> Path:
        """The embedded broker's Unix socket."""
        return self._data / "broker" / "valkey.sock"

    def start(self, **settings: str) -> None:
        """Start the service, with these settings from now on, and wait until it is ready.

        Raises:
            RunError: it does not become ready.
        """
        self._environment.update(settings)
        try:
            with (self._folder / "service.log").open("ab") as log:
                self._service = subprocess.Popen(  # noqa: S603 - the program under test
                    [self._program, "up"],
                    cwd=self._folder,
                    env=self._environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        except OSError as error:
            raise RunError(f"the product does not start: {error}") from error
        deadline = time.monotonic() + _STARTS_WITHIN_SECONDS
        while time.monotonic() < deadline:
            self.check()
            with suppress(RunError):
                ask(self.port, "/readyz")
                return
            time.sleep(_LOOK_SECONDS)
        raise RunError(f"the product is not ready after {_STARTS_WITHIN_SECONDS} s\n{self.last_words()}")

    def check(self) -> None:
        """See that the service runs.

        Raises:
            RunError: it has ended.
        """
        if self._service is None or self._service.poll() is not None:
            status = None if self._service is None else self._service.returncode
            raise RunError(f"the product has ended with status {status}\n{self.last_words()}")

    def last_words(self) -> str:
        """The end of the service's log."""
        log = self._folder / "service.log"
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
        return "\n".join(lines[-_LAST_LINES:])

    def command(self, *arguments: str) -> Any:  # noqa: ANN401 - JSON of many forms
        """Run a command of the product with `--json`, and return what it prints.

        Raises:
            RunError: it fails.
        """
        try:
            ended = subprocess.run(  # noqa: S603 - the program under test
                [self._program, *arguments, "--json"],
                cwd=self._folder,
                env=self._environment,
                capture_output=True,
                timeout=_COMMAND_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RunError(f"stet {arguments[0]}: {error}") from error
        if ended.returncode != 0:
            raise RunError(f"stet {arguments[0]}: {ended.stderr.decode(errors='replace').strip()}")
        return json.loads(ended.stdout)

    def get(self, path: str) -> Any:  # noqa: ANN401 - JSON of many forms
        """Ask its API.

        Raises:
            RunError: it is not answered with 200.
        """
        return json.loads(ask(self.port, path))

    def pids(self, part: str) -> list[int]:
        """The processes of a part of `PARTS`; one that is just being started is waited for.

        Raises:
            RunError: there is none.
        """
        deadline = time.monotonic() + _STARTS_WITHIN_SECONDS
        while time.monotonic() < deadline:
            self.check()
            found = [pid for pid, line in self._group().items() if PARTS[part] in line]
            if found:
                return sorted(found)
            time.sleep(_LOOK_SECONDS)
        raise RunError(f"the product has no process {part!r}\n{self.last_words()}")

    def signal(self, pids: Sequence[int], number: signal.Signals) -> None:
        """Send a signal to processes; one that has ended needs none."""
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def stand_still(self) -> None:
        """Let nothing go on but the pages, which answer the API."""
        pids = [pid for pid, line in self._group().items() if any(PARTS[part] in line for part in WORKERS)]
        self.signal(pids, signal.SIGSTOP)

    def stop(self) -> None:
        """Stop the service as Ctrl-C does, and wait for it."""
        if self._service is not None:
            self.signal([self._service.pid], signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self._service.wait(_STOPS_WITHIN_SECONDS)
        self.kill_all()

    def kill_supervisor(self) -> None:
        """Kill the process that starts the others, and wait until they have ended by themselves."""
        if self._service is None:
            return
        self._service.kill()
        self._service.wait()
        deadline = time.monotonic() + _STOPS_WITHIN_SECONDS
        while self._group() and time.monotonic() < deadline:
            time.sleep(_LOOK_SECONDS)
        self.kill_all()

    def kill_all(self) -> None:
        """Kill every process of the service at once."""
        if self._service is None:
            return
        self.signal(list(self._group()), signal.SIGKILL)
        self._service.kill()
        self._service.wait()
        while self._group():
            time.sleep(_LOOK_SECONDS)
        self._service = None

    def _group(self) -> dict[int, str]:
        """The living processes of the service with their command lines (Linux)."""
        leader = None if self._service is None else self._service.pid
        found = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(FileNotFoundError, ProcessLookupError):
                state, _, group = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
                line = (stat.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                if int(group) == leader and state != "Z":
                    found[int(stat.parent.name)] = line
        return found
