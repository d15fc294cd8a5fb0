"""What is stored runs nothing in a real browser."""

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from console.web.app import create_app
from worker.settings import Settings

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
REQUIRED = os.environ.get("STET_REQUIRE_BROWSER") == "1"
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ATTACK = "document.title=`TAKEN`"
PAYLOAD = (
    f"<script>{ATTACK}</script><img src=x onerror='{ATTACK}'><svg onload='{ATTACK}'>"
    f"<iframe srcdoc='<script>parent.{ATTACK}</script>'></iframe><details open ontoggle='{ATTACK}'>"
    f'"autofocus onfocus="{ATTACK}" x="</title></style></script><body onload=\'{ATTACK}\'>'
)


@pytest.fixture
def address(quick_store: Settings) -> Iterator[str]:
    """Serve the quick store in this process; return where."""
    config = uvicorn.Config(create_app(quick_store), log_config=None, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def document(url: str, profile: Path) -> str:
    """Return the document as it stands once the browser has loaded and run it."""
    assert BROWSER is not None, "STET_REQUIRE_BROWSER=1, and there is no chromium: apt-get install chromium"
    command = [BROWSER, *QUIET, f"--user-data-dir={profile}", "--virtual-time-budget=3000", "--dump-dom", url]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


@pytest.mark.service
@pytest.mark.skipif(BROWSER is None and not REQUIRED, reason="needs a browser (chromium)")
def test_nothing_stored_runs(address: str, fill: Callable[..., Any], tmp_path: Path) -> None:
    control = tmp_path / "control.html"
    control.write_text(f"<title>free</title>{PAYLOAD}", encoding="utf-8")
    assert "<title>TAKEN" in document(control.as_uri(), tmp_path / "profile")
    ids = fill(lambda text: text + PAYLOAD, lambda url: f"javascript:{ATTACK}//{url}")
    for path in (f"/stories/{ids.story}", f"/changes/{ids.revision}", "/sources"):
        page = document(address + path, tmp_path / "profile")
        assert "TAKEN" in page, "the payload is there"
        assert "<title>TAKEN" not in page, path
        assert "</html>" in page
