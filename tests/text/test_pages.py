"""Extraction measured on public pages, where the data are at hand."""

import gzip
import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.page import Page
from worker.text.extract import extract

PAGES = Path(__file__).parents[2] / "../shared/data/extraction/pages.jsonl.gz"
SAMPLE = 8


def grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[index : index + 4]) for index in range(max(1, len(words) - 3)))


def test_a_sample_of_pages_is_read_as_well_as_measured() -> None:
    if not PAGES.exists():
        pytest.skip(f"{PAGES.name} is not there")
    precisions: list[float] = []
    recalls: list[float] = []
    with gzip.open(PAGES, "rt", encoding="utf-8") as lines:
        for line in list(lines)[::SAMPLE]:
            row = json.loads(line)
            body = row["html"].encode("utf-8", "surrogateescape")
            reading = extract(Page(url=row["url"], fetched_at=datetime(2026, 1, 1, tzinfo=UTC), body=body))
            truth, found = grams(row["truth"]), grams(reading.text)
            shared = (truth & found).total()
            precisions.append(shared / found.total())
            recalls.append(shared / truth.total())
    precision, recall = (sum(values) / len(values) for values in (precisions, recalls))
    assert 2 * precision * recall / (precision + recall) > 0.94
