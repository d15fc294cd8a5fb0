"""Who says what, in the tables under `cases/`, one for each language."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from worker.text import quotes, segment

from ...rows import each_row

TABLES = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in (Path(__file__).parent / "cases").glob("*.toml")
}
CASES = [
    pytest.param(case.get("language", language), case, id=f"{language}: {case['what']}")
    for language, table in sorted(TABLES.items())
    for case in table["case"]
]


@each_row(("language", "case"), CASES)
def test_case(language: str, case: dict[str, Any]) -> None:
    paragraphs = case["text"].split("\n\n")
    text = segment.join(paragraphs)
    found = quotes.find(paragraphs, segment.sentences(paragraphs, language), language)
    assert len(found) == len(case["quotes"]), found
    for quote, (words, speaker) in zip(found, case["quotes"], strict=True):
        first, _, last = words.partition(" ... ")
        assert quote.text.startswith(first), found
        assert quote.text.endswith(last or first), found
        assert (speaker in (quote.speaker or "")) if speaker else quote.speaker in {None, "they"}, found
        assert first.split("\n\n")[0] in text[quote.start : quote.end]
