import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from console.web import serve
from worker import log
from worker.errors import StetError
from worker.settings import Settings, settings


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the test run's own log alone."""
    monkeypatch.setattr(log, "set_up", lambda _room: None)


@pytest.mark.usefixtures("quick_store")
def test_a_taken_port_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("STET_WEB_PORT", str(port))
        settings.cache_clear()
        with pytest.raises(
            StetError, match=f"127.0.0.1 port {port}: address already in use; set STET_WEB_HOST"
        ) as raised:
            serve()
    assert "\n" not in str(raised.value)


@pytest.mark.usefixtures("quick_store")
def test_an_open_address_without_a_token_is_refused_before_it_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STET_WEB_HOST", "0.0.0.0")  # noqa: S104 - refused is the point
    settings.cache_clear()
    with pytest.raises(StetError, match=r"refusing to listen on 0\.0\.0\.0.*STET_WEB_TOKEN"):
        serve()


@pytest.mark.service
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_process_serves_and_stops_when_told(quick_store: Settings, number: signal.Signals) -> None:
    root = Path(__file__).parents[3]
    environment = {
        **os.environ,
        "STET_DATA_DIR": str(quick_store.data_dir),
        "STET_WEB_PORT": "0",
        "STET_WEB_TOKEN": "canary",
    }
    command = [sys.executable, "-c", "from console.web import serve; serve()"]
    process = subprocess.Popen(command, cwd=root, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        first = process.stderr.readline()
        at = re.search(r"http://127\.0\.0\.1:\d+", first)
        assert at, first
        with urlopen(f"{at[0]}/healthz", timeout=20) as answer:
            assert answer.read() == b"ok\n"
            assert "server" not in answer.headers
        process.send_signal(number)
        _, rest = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 0
    assert "Traceback" not in rest
    assert "canary" not in first + rest
