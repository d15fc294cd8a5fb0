"""Every page of the tables beside this file gets the verdict that stands there.

One table for each language, and those that were written before the rules that now judge them: see the figures of first
sight in docs/first-sight.md.
"""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from schemas.page import Page
from worker.text.extract import extract
from worker.text.judging.wall import is_outweighed, look
from worker.text.pages import charset, html
from worker.text.pages.draft import Draft

from ...rows import each_row

TABLES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(Path(__file__).parent.glob("*.toml"))}
PAGES = [
    pytest.param(
        page.get("language", language),
        page | {"frame": table.get("frame", {})},
        id=f"{language}: {page['is']}: {page['what']}",
    )
    for language, table in TABLES.items()
    for page in table["page"]
]


def read(language: str, page: dict[str, Any]) -> Page:
    body = page.get("body", "")
    if page.get("framed"):
        body = page["frame"][language].replace("{}", body)
    whole = f"<html lang='{language}'><head>{page.get('head', '')}</head><body>{body}</body></html>"
    return Page(
        url=page.get("url", "https://www.harbour.example/news/mayor-resigns-over-bridge"),
        fetched_at=datetime(2024, 3, 4, tzinfo=UTC),
        status=page.get("status", 200),
        headers=page.get("headers", {}),
        body=page.get("raw", whole).encode(),
    )


@each_row(("language", "page"), PAGES)
def test_verdict(language: str, page: dict[str, Any]) -> None:
    verdict = extract(read(language, page)).verdict
    assert verdict.is_ == page["is"], verdict
    assert verdict.reason
    assert verdict.evidence


@each_row("table", TABLES)
def test_prose_that_outweighs_a_wall_is_left_beside_it(table: str) -> None:
    for page in TABLES[table]["page"]:
        framed = page | {"frame": TABLES[table].get("frame", {})}
        asked = read(page.get("language", table), framed)
        draft = html.read(charset.text(asked), url=asked.url, before=asked.fetched_at)
        for kind, longest in (("missing", 18), ("blocked", 45), ("consent", 250)):
            for beside in (10, 25, 60):
                if is_outweighed(kind, draft, words_beside=beside, longest=longest):
                    assert look(kind, draft, longest=longest).rest >= beside, page["what"]


def test_a_few_sentences_outweigh_a_wall() -> None:
    told = "The council of the harbour town met on Monday and found after four hours that the bridge is to be closed."
    prose = Draft(paragraphs=(told, told.replace("Monday", "Friday"), told.replace("four", "two")))
    assert is_outweighed("blocked", prose, words_beside=60)
    assert not is_outweighed("blocked", Draft(paragraphs=prose.paragraphs[:2]), words_beside=60)
    wall = Draft(paragraphs=("Please verify you are a human before we let you in.",) * 9)
    assert not is_outweighed("blocked", wall, words_beside=60)


def test_each_language_has_each_kind() -> None:
    wanted = {"blocked", "consent", "paywall", "missing", "listing", "article"}
    for language in ("de", "en", "es", "fr", "it", "nl", "pt"):
        assert wanted <= {page["is"] for page in TABLES[language]["page"]}
