"""Extraction: how much of an article is found and how little else, and what that costs."""

from collections.abc import Callable, Iterator, Sequence
from statistics import fmean
from typing import Any

import trafilatura

from benchmarks.public_data import json_lines, missing_from, scorer
from benchmarks.table import Row, Scale, missing
from benchmarks.timing import cpu_median, in_turn
from schemas.page import Page
from worker.clock import now
from worker.text.extract import extract

PAGES = "data/extraction/pages.jsonl.gz"
SETS = {"sh": "scrapinghub article-extraction-benchmark", "fe": "fundus-evaluation"}


def rows(scale: Scale) -> Iterator[Row]:
    """Yield F1 by set and CPU time, beside trafilatura's defaults without comments."""
    why = missing_from(PAGES, "tools/score_extraction.py")
    if why:
        yield from (missing(f"extraction, {what}", why) for what in ("F1 sh", "F1 fe", "CPU"))
        return
    pages = json_lines(PAGES)
    pages = pages[:: max(1, len(pages) // scale.of(len(pages), 20))]
    at = now()

    def ours(row: dict[str, Any]) -> str:
        body = row["html"].encode("utf-8", "surrogateescape")
        page = Page(url=row["url"], fetched_at=at, content_type="text/html; charset=utf-8", body=body)
        return extract(page).text

    def theirs(row: dict[str, Any]) -> str:
        return trafilatura.extract(row["html"], url=row["url"], include_comments=False) or ""

    works: dict[str, Callable[[dict[str, Any]], str]] = {"ours": ours, "theirs": theirs}
    taken = in_turn(works, pages)
    for name, source in SETS.items():
        chosen = [index for index, row in enumerate(pages) if row["set"] == name]
        if not chosen:
            continue
        truth = [pages[index]["truth"] for index in chosen]
        scores = {way: _f1(truth, [done[index].result for index in chosen]) for way, done in taken.items()}
        about = f"{len(chosen)} pages of {source}; word 4-grams, F1 of mean precision and recall"
        yield Row(f"extraction, F1 {name}", scores["ours"], "trafilatura", scores["theirs"], "F1", about)
    about = f"median of {len(pages)} pages in turn; ours also cuts sentences, finds quotes and metadata, and judges"
    cost = {way: cpu_median(done) for way, done in taken.items()}
    yield Row("extraction, CPU", cost["ours"], "trafilatura", cost["theirs"], "ms CPU a page", about)


def _f1(truth: Sequence[str], found: Sequence[str]) -> float:
    """Return the scorer's F1: of the mean precision and the mean recall over pages."""
    score = scorer("score_extraction").page_score
    scores = [score(wanted, got) for wanted, got in zip(truth, found, strict=True)]
    precision = fmean(p for p, _ in scores if p is not None)
    recall = fmean(r for _, r in scores if r is not None)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
