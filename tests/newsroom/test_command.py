import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import newsroom
from newsroom.__main__ import main


def test_truth_is_printed_without_a_server(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert (
        main(["truth", "--seed", "4", "--articles", "12", "--days", "1", "--only", "clean-rss", "--only", "twins"]) == 0
    )
    records = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert records[0]["type"] == "world"
    assert sum(record["type"] == "article" for record in records) == 12
    assert {record["archetype"] for record in records if record["type"] == "outlet"} == {"clean-rss", "twins"}


def test_wrong_usage_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["truth", "--articles", "0"]) == 2
    assert "at least one article" in capsys.readouterr().err
    with pytest.raises(SystemExit) as wrong:
        main(["truth", "--only", "no-such"])
    assert wrong.value.code == 2


def test_two_processes_write_the_same_truth() -> None:
    def truth(hash_seed: str) -> bytes:
        command = [sys.executable, "-m", "newsroom", "truth", "--seed", "5", "--articles", "60"]
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        root = Path(newsroom.__file__).parents[1]
        return subprocess.run(command, check=True, capture_output=True, env=environment, cwd=root).stdout

    first = truth("1")
    assert first.count(b'"type": "article"') == 60
    assert truth("2") == first
