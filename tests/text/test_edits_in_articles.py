"""Edits in articles of their language: what they must bear, what they may, and nothing else."""

import tomllib
from pathlib import Path

import pytest

from worker.text.change import revision

from ..rows import each_row
from .versions import read

FOLDER = Path(__file__).parent / "edits"
AROUND: dict[str, tuple[str, str, str]] = tomllib.loads((FOLDER / "around.toml").read_text("utf-8"))
EDITS = [
    pytest.param(language, set(must.split()), set(may.split()), old, new, id=f"{must}: {old} -> {new}")
    for path in sorted(FOLDER.glob("*.toml"))
    if path.stem != "around"
    for language, edits in tomllib.loads(path.read_text("utf-8")).items()
    for must, may, old, new in edits
]
ENDS = (".", '"', "\u201d", "ago")


@each_row(("language", "must", "may", "old", "new"), EDITS)
def test_edit_bears_these_labels(language: str, must: set[str], may: set[str], old: str, new: str) -> None:
    title, before, after = AROUND[language]

    def article(text: str) -> tuple[list[str], str]:
        if (old or new).endswith(ENDS):
            return [paragraph for paragraph in (before, text, after) if paragraph], title
        return [before, after], text

    sides = (read(paragraphs, title=title, language=language) for paragraphs, title in map(article, (old, new)))
    borne = {str(label) for label in revision(*sides).labels} - {"headline"}
    assert must <= borne <= must | may
