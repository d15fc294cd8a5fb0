"""Reading beside the text itself: pasted pages, moments, verdicts, speakers and sentences."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from html import unescape
from pathlib import Path
from statistics import fmean
from typing import Any
from warnings import catch_warnings, simplefilter

import htmldate
import sentencex

from benchmarks.pasted import c4, paste
from benchmarks.public_data import json_lines, missing_from, scorer
from benchmarks.table import Row, Scale, missing
from benchmarks.timing import in_turn, timed
from schemas.page import Page
from worker.text import quotes, segment
from worker.text.extract import extract
from worker.text.normalise import clean
from worker.text.pages import dates, html, plain

PAGES = "data/extraction/pages.jsonl.gz"
TESTS = Path(__file__).resolve().parents[1] / "tests/text"
AT = datetime(2026, 1, 1, tzinfo=UTC)
_STATED = re.compile(
    r"\"datePublished\"\s*:\s*\"([^\"]+)\"|(?:article:published(?:_time)?|datePublished|parsely-pub-date|sailthru\.date)"
    r"[\"'][^>]*?content=[\"']([^\"']+)",
    re.IGNORECASE,
)
_SELF_DESCRIPTION = re.compile(
    r"<script[^>]*ld\+json[^>]*>.*?</script>|<meta[^>]*og:type[^>]*>", re.DOTALL | re.IGNORECASE
)


def rows(scale: Scale) -> Iterator[Row]:
    """Yield what is read right, and what it costs."""
    yield from _walls()
    yield from _speakers()
    why = missing_from(PAGES, "tools/score_extraction.py")
    if why:
        names = ("pasted pages", "published", "articles as articles", "quotes", "sentences")
        yield from (missing(f"reading, {name}", why) for name in names)
        return
    pages = json_lines(PAGES)
    pages = pages[:: max(1, len(pages) // scale.of(len(pages), 20))]
    yield from _pasted(pages)
    yield from _published(pages)
    yield from _undescribed(pages)
    yield from _cost(pages)


def _walls() -> Iterator[Row]:
    """Yield the share of the project's own walls and traps that get their verdict."""
    right = []
    for path in sorted((TESTS / "walls").glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        for case in table["page"]:
            frame = table["frame"][case["language"]] if case.get("framed") else "{}"
            inner = frame.replace("{}", case.get("body", ""))
            whole = f"<html><head>{case.get('head', '')}</head><body>{inner}</body></html>"
            page = Page(
                url=case.get("url", "https://www.harbour.example/news/mayor-resigns-over-bridge"),
                fetched_at=AT,
                status=case.get("status", 200),
                headers=case.get("headers", {}),
                body=case.get("raw", whole).encode(),
            )
            right.append(extract(page).verdict.is_ == case["is"])
    about = f"{len(right)} pages of the project's own in seven languages, true articles among them"
    yield Row("reading, verdicts", fmean(right), "limit", 1.0, "share right", about)


def _speakers() -> Iterator[Row]:
    """Yield the share of quotes in the project's own cases that are found with their speaker."""
    right = []
    for path in sorted((TESTS / "speech/cases").glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            language = case.get("language", path.stem)
            paragraphs = case["text"].split("\n\n")
            found = quotes.find(paragraphs, segment.sentences(paragraphs, language), language)
            for number, (_, speaker) in enumerate(case["quotes"]):
                same = len(found) == len(case["quotes"])
                right.append(same and (speaker in (found[number].speaker or "") if speaker else True))
    about = f"{len(right)} quotes of the project's own in eleven languages"
    yield Row("reading, speakers", fmean(right), "known", 0.901, "share right", about)


def _pasted(pages: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """Yield F1 over pages as people paste them."""
    score = scorer("score_extraction").page_score
    kept: dict[str, list[tuple[float | None, float | None]]] = {"ours": [], "c4": [], "raw": []}
    for row in pages:
        text = paste(row["html"])
        ours = "\n\n".join(plain.read(clean(text)).paragraphs)
        for name, found in (("ours", ours), ("c4", c4(text)), ("raw", text)):
            kept[name].append(score(row["truth"], found))
    f1 = {name: _f1(scores) for name, scores in kept.items()}
    about = f"{len(pages)} pages selected whole and copied; word 4-grams, F1 of mean precision and recall"
    yield Row("reading, pasted pages", f1["ours"], "C4's rules", f1["c4"], "F1", about)
    yield Row("reading, pasted pages", f1["ours"], "the whole text", f1["raw"], "F1", about)


def _f1(scores: Sequence[tuple[float | None, float | None]]) -> float:
    precision = fmean(p for p, _ in scores if p is not None)
    recall = fmean(r for _, r in scores if r is not None)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _published(pages: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """Yield how often the moment of publication is one that the page states to the minute; for htmldate, the day."""
    ours, theirs = [], []
    for row in pages:
        stated = {
            f"{moment.at:%Y-%m-%d %H:%M}"
            for match in _STATED.finditer(row["html"])
            if (moment := dates.read(unescape(match[1] or match[2]))) and moment.has_time
        }
        if not stated:
            continue
        found = html.read(clean(row["html"]), url=row["url"], before=AT).metadata.published
        ours.append(found is not None and f"{found:%Y-%m-%d %H:%M}" in stated)
        with catch_warnings():
            simplefilter("ignore")
            day = htmldate.find_date(row["html"], original_date=True, url=row["url"])
        theirs.append(any(day and moment.startswith(day) for moment in stated))
    about = f"{len(ours)} pages whose source states a moment; ours to the minute, htmldate's to the day"
    yield Row("reading, published", fmean(ours), "htmldate", fmean(theirs), "share right", about)


def _undescribed(pages: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """Yield how many articles are known as such when nothing on their pages says that they are."""
    right = []
    for row in pages:
        body = _SELF_DESCRIPTION.sub("", row["html"]).encode("utf-8", "surrogateescape")
        page = Page(url=row["url"], fetched_at=AT, content_type="text/html; charset=utf-8", body=body)
        right.append(extract(page).is_article)
    about = f"{len(right)} article pages without their JSON-LD and og:type"
    yield Row("reading, articles as articles", fmean(right), "limit", 1.0, "share right", about)


def _cost(pages: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """Yield the speed of quotes with their speakers, and of sentences beside sentencex alone."""
    texts = [row["truth"].split("\n") for row in pages if row["truth"]]
    cut = [segment.sentences(paragraphs, "en") for paragraphs in texts]
    taken = timed(
        lambda: [quotes.find(text, found, "en") for text, found in zip(texts, cut, strict=True)],
    )
    speed = 1000 * len(texts) / taken.cpu_ms
    yield Row("reading, quotes", speed, "known", 500.0, "articles a second of CPU", f"{len(texts)} articles")
    ways = {
        "ours": partial(segment.sentences, language="en"),
        "theirs": lambda paragraphs: [sentence for text in paragraphs for sentence in sentencex.segment("en", text)],
    }
    both = in_turn(ways, texts)
    ours, theirs = (fmean(one.cpu_ms for one in both[name]) for name in ("ours", "theirs"))
    about = f"{len(texts)} articles; ours splits inside quotes too, and gives offsets"
    yield Row("reading, sentences", ours, "sentencex", theirs, "ms CPU an article", about)
