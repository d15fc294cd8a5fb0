"""kill -9 of any one process while articles are taken in; the end is the same as without."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT, Service, group

pytestmark = [
    pytest.mark.service,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are found through /proc"),
]

VICTIMS = {
    "web worker": "celeryd: web",
    "text worker": "celeryd: text.",
    "text worker's child": "ForkPoolWorker",
    "deliver worker": "celeryd: deliver",
    "beat": "celery beat",
    "pages": "stet up: pages",
    "taking in": "stet up: seeds",
    "broker": "valkey-server",
    "supervisor": "bin/stet",
}
COPIES = 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The seeds, and the same story from more outlets: enough for a kill to fall into the work."""
    made = tmp_path / "articles"
    made.mkdir()
    lines = []
    for number in range(COPIES):
        seed = sorted((ROOT / "seeds").glob("*.txt"))[number % 2].read_text(encoding="utf-8")
        (made / f"{number:02}.txt").write_text(seed.replace("Belgorod", f"Belgorod{number}"), encoding="utf-8")
        lines += ["[[file]]", f'path = "{number:02}.txt"', f'outlet = "Outlet {number}"']
    (made / "sources.toml").write_text("\n".join(lines), encoding="utf-8")
    return made


def end_state(service: Service) -> Any:
    """What is stored, without the numbers that the order of arrival gives."""
    changes = service.json("changes")
    return (
        sorted((story["articles"], sorted(story["outlets"])) for story in service.json("stories")),
        sorted((c["other"]["outlet"], c["article"]["outlet"], c["article"]["versions"], c["summary"]) for c in changes),
    )


@pytest.fixture(scope="module")
def undisturbed() -> dict[str, Any]:
    return {}


@pytest.mark.parametrize("victim", VICTIMS)
def test_the_end_is_the_same(service: Service, folder: Path, victim: str, undisturbed: dict[str, Any]) -> None:
    if not undisturbed:
        whole = Service(folder.parent / "whole")
        whole.folder.mkdir()
        whole.run("up", "--once", "--seeds", str(folder))
        undisturbed["state"] = end_state(whole)
        assert len(undisturbed["state"][1]) == COPIES * (COPIES - 1) / 2
    started = service.up("--seeds", str(folder))
    pid = service.wait(
        lambda: next((pid for pid, line in group(started.pid).items() if VICTIMS[victim] in line), None), victim
    )
    service.wait(lambda: "read.done" in service.log(), "the work to begin")
    os.kill(pid, signal.SIGKILL)
    service.end()
    service.run("up", "--once", "--seeds", str(folder))
    assert end_state(service) == undisturbed["state"]
