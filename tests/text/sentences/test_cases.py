"""Where sentences end, in the table beside this file, by language."""

import tomllib
from pathlib import Path

import pytest

from worker.text import segment

from ...rows import each_row

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))


@each_row(
    ("language", "case"), [pytest.param(name, case, id=f"{name}: {case}") for name in CASES for case in CASES[name]]
)
def test_case(language: str, case: str) -> None:
    wanted = [sentence.strip() for sentence in case.split("|")]
    paragraph = case.replace(" | ", " ").replace("| ", "")
    assert [sentence.text for sentence in segment.sentences([paragraph], language)] == wanted
