"""Peak memory and time of a process that meets every bomb and drip, one after the other."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.service

ROOT = Path(__file__).parents[2]
MOST_MB = 150
MOST_SECONDS = 60
"""Of twenty attacks, which have two seconds each."""


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read in Linux' unit")
def test_no_bomb_and_no_drip_takes_more_than_150_mb_or_outlasts_its_deadline() -> None:
    ended = subprocess.run(
        [sys.executable, str(ROOT / "tests/net/bombs.py")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    attacks = [line.split("\t") for line in ended.stdout.splitlines()]
    assert len(attacks) > 15
    for name, outcome, seconds, peak_mb in attacks:
        assert outcome in {"ratio", "too-large", "deadline", "protocol", "cut"}, (name, outcome)
        assert float(seconds) < 3, name
        assert float(peak_mb) < MOST_MB, name
