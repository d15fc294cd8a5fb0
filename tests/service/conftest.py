"""The service as people start it: `stet up` in a folder of its own, in a process group of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

STET = Path(sys.executable).parent / "stet"
ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 90


class Service:
    """One data folder, and the `stet` commands run on it."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.folder = folder
        self.pages = f"http://127.0.0.1:{port}"
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("STET_")},
            "STET_DATA_DIR": str(folder / "data"),
            "STET_WEB_PORT": str(port),
            "PYTHONWARNINGS": "error::ResourceWarning",
        }
        self._started: list[subprocess.Popen[bytes]] = []

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        ended = subprocess.run(
            [STET, *arguments],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        assert not check or ended.returncode == 0, ended.stderr
        return ended

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json").stdout)

    def up(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / "up.log").open("ab") as log:
            started = subprocess.Popen(
                [STET, "up", *arguments],
                cwd=self.folder,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._started.append(started)
        return started

    def log(self) -> str:
        path = self.folder / "up.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def wait(self, what: Callable[[], Any], why: str) -> Any:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if found := what():
                return found
            time.sleep(0.05)
        pytest.fail(f"waited {PATIENCE_SECONDS} s for {why}\n{self.log()}")

    def end(self) -> None:
        for started in self._started:
            for pid in group(started.pid):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            started.wait()


def group(leader: int) -> dict[int, str]:
    """Return the living processes of a group with their command lines (Linux)."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
            line = (stat.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[2]) == leader and fields[0] != "Z":
            found[int(stat.parent.name)] = line
    return found


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = Service(tmp_path)
    yield made
    made.end()
