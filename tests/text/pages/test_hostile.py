"""Pages made to take long or to be lost: each ends with a verdict, and what was dropped is told."""

import subprocess
import sys
from datetime import UTC, datetime
from time import process_time

import pytest

from schemas.article import VerdictKind
from schemas.page import Page
from worker.text.extract import context, extract, remember

SENTENCE = "The bridge is closed until Friday, the council said, and nobody was hurt. "
ATTRIBUTES = " ".join(f'a{number}="x"' for number in range(100_000))
BARE = " ".join(f"a{number}" for number in range(100_000))
PROSE_IN_SCRIPT = f"<script>if (a <b) {{ say('{SENTENCE * 100}') }}</script><p>{SENTENCE * 3}</p>"
PAGES = {
    "nested": ("<div class='promo'>" * 50_000 + "lost" + "</div>" * 50_000, VerdictKind.TRUNCATED, "depth"),
    "one text": (f"<p>{SENTENCE * 150_000}</p>", VerdictKind.TRUNCATED, "limit"),
    "attributes": (f"<p {ATTRIBUTES}>{SENTENCE}</p>", VerdictKind.TRUNCATED, "attributes"),
    "bare attributes": (f"<p {BARE}>{SENTENCE}</p>", VerdictKind.TRUNCATED, "attributes"),
    "links": (f"<p>{SENTENCE * 9}</p>" + "<a href='/x'>More</a> " * 20_000, VerdictKind.ARTICLE, "words"),
    "script": (PROSE_IN_SCRIPT, VerdictKind.ARTICLE, "words"),
    "open": (f"<p>{SENTENCE}<b>" * 2_000, VerdictKind.ARTICLE, "words"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_ends_with_a_verdict(name: str) -> None:
    markup, kind, evidence = PAGES[name]
    body = f"<html><head><title>Bridge</title></head><body><article>{markup}</article></body></html>"
    page = Page(url="https://town.example/a", fetched_at=datetime(2024, 3, 1, tzinfo=UTC), body=body.encode())
    found = extract(page)
    assert found.verdict.is_ is kind, found.verdict
    assert evidence in found.verdict.evidence
    again = extract(page, None, remember(page, found))
    assert (again.verdict.is_, again.text) == (found.verdict.is_, found.text)
    assert context(page, found) == context(page, found)


def test_thousands_of_paragraphs_that_all_change_take_little_longer_than_a_first_reading() -> None:
    def page(start: int) -> Page:
        text = "".join(
            f"<p>The bridge over river {start + number} is closed until Friday.</p>" for number in range(1_500)
        )
        body = f"<html><head><title>Bridge</title></head><body><article>{text}</article></body></html>"
        return Page(url="https://town.example/a", fetched_at=datetime(2024, 3, 1, tzinfo=UTC), body=body.encode())

    before = process_time()
    old = extract(page(0))
    first = process_time() - before
    new = extract(page(10_000), None, remember(page(0), old))
    again = process_time() - before - first
    assert "river 11499 is" in new.text
    assert "river 0 is" not in new.text
    assert again < 10 * first + 5  # seconds for what a full process pays to collect garbage


SCANT = """
import resource, sys
from datetime import UTC, datetime
from schemas.page import Page
from worker.text.extract import extract

body = b"<html><body><article>" + b"<div><p>The bridge is closed.</p></div>" * 200_000
page = Page(url="https://town.example/a", fetched_at=datetime(2024, 3, 1, tzinfo=UTC), body=body)
now = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (now + int(sys.argv[1]), resource.RLIM_INFINITY))
found = extract(page).verdict
print(found.is_, found.evidence)
"""


@pytest.mark.service
@pytest.mark.parametrize("megabytes", [60, 120])
def test_a_page_that_wants_more_memory_than_there_is_ends_with_a_verdict(megabytes: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SCANT, str(megabytes * 1_000_000)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr[-500:]
    assert ended.stdout.startswith("truncated"), ended.stdout
    assert "memory" in ended.stdout.lower()
