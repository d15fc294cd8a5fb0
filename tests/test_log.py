"""The log has one line for each event, whoever says it."""

import logging
import sys
from collections.abc import Iterator

import pytest

from worker import log


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    yield
    root.handlers[:], root.level = before


def test_what_a_library_says_in_several_lines_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up("web")
    logging.getLogger("celery.worker").error("Cannot connect to %s.\nTrying again in %d seconds...\n", "redis", 2)
    sys.stderr.flush()
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Cannot connect to redis. Trying again in 2 seconds..." in said
