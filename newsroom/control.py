"""The world as a process of its own, and what its control endpoint tells."""

import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, Self

_HERE = "127.0.0.1"
_PATIENCE_SECONDS = 60
_LOOK_SECONDS = 0.05


class RunError(Exception):
    """The run cannot go on; the message says why."""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as free:
        free.bind((_HERE, 0))
        return int(free.getsockname()[1])


def ask(port: int, path: str, body: object = None) -> bytes:
    """One request to a port of this machine: a POST of JSON where there is a body, else a GET.

    Raises:
        RunError: it is not answered with 200.
    """
    connection = http.client.HTTPConnection(_HERE, port, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("GET" if body is None else "POST", path, None if body is None else json.dumps(body))
        answer = connection.getresponse()
        read = answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise RunError(f"port {port} does not answer {path}: {error!r}") from error
    finally:
        connection.close()
    if answer.status != HTTPStatus.OK:
        raise RunError(f"port {port} answers {path} with {answer.status}: {read[:200]!r}")
    return read


class WorldServer:
    """A world being served by a process of ours; a context manager that ends it."""

    def __init__(self, world: Sequence[str]) -> None:
        """Start it, with its clock standing still; `world` are the arguments that `serve` takes for a world."""
        self.port, self.control_port = free_port(), free_port()
        ports = ("--port", str(self.port), "--control-port", str(self.control_port))
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "newsroom", "serve", *world, "--speed", "0", *ports],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the run, which still has questions to ask
        )
        try:
            self._wait()
            self.truth = self.lines("/truth.jsonl")
            self.hosts: Mapping[str, str] = json.loads(ask(self.control_port, "/hosts"))
        except BaseException:
            self._end()
            raise
        self.start, self.end = (datetime.fromisoformat(self.truth[0][name]) for name in ("start", "end"))

    def __enter__(self) -> Self:
        """The world, which is up already."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._end()

    def _end(self) -> None:
        self._process.kill()  # it keeps nothing
        self._process.communicate()

    def _wait(self) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                ask(self.control_port, "/clock")
            except RunError:
                time.sleep(_LOOK_SECONDS)
            else:
                return
        self._process.kill()
        said = self._process.communicate()[1].decode(errors="replace").strip()
        raise RunError(f"the world does not start: {said or 'it said nothing'}")

    def lines(self, path: str) -> list[dict[str, Any]]:
        """A log of the world's."""
        return [json.loads(line) for line in ask(self.control_port, path).splitlines()]

    def set_clock(self, now: datetime, speed: float) -> None:
        """Make it this moment, running at this speed."""
        ask(self.control_port, "/clock", {"now": now.isoformat(), "speed": speed})


class Course:
    """Virtual time as the run keeps it for the world and the product alike."""

    def __init__(self, world: WorldServer, speed: float, lead_seconds: float) -> None:
        """Set out so that the world begins in `lead_seconds` of real time."""
        self._world, self._speed = world, speed
        self._origin = world.start
        self._started = datetime.now(UTC) + timedelta(seconds=lead_seconds)
        world.set_clock(self.now(), speed)

    def now(self) -> datetime:
        """The present virtual moment."""
        return self._origin + (datetime.now(UTC) - self._started) * self._speed

    def jump(self, span: timedelta) -> None:
        """Go to a later or an earlier moment at once."""
        self._origin += span
        self._world.set_clock(self.now(), self._speed)

    def stop(self) -> None:
        """Let the world stand still at its end."""
        self._world.set_clock(self._world.end, 0)

    def described(self) -> str:
        """The course as `ORIGIN@STARTED*SPEED`, which a process started by the run can follow."""
        return f"{self._origin.isoformat()}@{self._started.isoformat()}*{self._speed:g}"

    def until_start_seconds(self) -> float:
        """Real seconds until the world begins; 0 where it has."""
        return max(0.0, (self._world.start - self.now()).total_seconds() / self._speed)
