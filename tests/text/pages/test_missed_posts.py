"""Paragraphs that the reader misses on a page which has them: put in where they stand there now."""

from datetime import UTC, datetime

import pytest

from schemas.page import Page
from worker.text.extract import extract, remember
from worker.text.pages import voters

PROSE = [
    "The ferry to the island was stopped on Monday after its rudder broke in the storm, the harbour master said.",
    "Some two hundred islanders are waiting in the school of the port, where the town has put up beds for the night.",
    "A tug from the next port is on its way with a rudder that was made for another ship of the same yard.",
    "The island has food for a week, its mayor told the radio, and the doctor can be reached by telephone.",
]
POSTS = [
    "10.05 Divers have gone down to the piers for the first time since the flood, the harbour master says at the quay.",
    "10.20 The first of them is back and speaks of a hole as wide as a lorry on the side where the current comes from.",
    "10.40 Trains go no further than the old station for now, and buses take the road around the hill to the airport.",
]


def page(paragraphs: list[str], *, before: str = "") -> Page:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    article = f"<article><h1>Ferry stopped</h1>{text}</article>"
    body = f"<html><head><title>Ferry stopped</title></head><body>{before}{article}</body></html>"
    return Page(url="https://port.example/a", fetched_at=datetime(2026, 3, 1, tzinfo=UTC), body=body.encode())


@pytest.mark.parametrize(
    ("now", "lost"),
    [
        ([PROSE[0], POSTS[0], PROSE[1], POSTS[1], PROSE[2], PROSE[3]], [PROSE[1]]),
        ([POSTS[0], PROSE[0], POSTS[1], PROSE[1], POSTS[2], PROSE[2], PROSE[3]], [PROSE[0], PROSE[2]]),
        ([*reversed(PROSE)], [PROSE[1]]),
        ([POSTS[2], PROSE[3], POSTS[1], PROSE[2], PROSE[1], POSTS[0], PROSE[0]], [PROSE[1], PROSE[2]]),
        ([PROSE[1], PROSE[2], PROSE[3], PROSE[0]], [PROSE[0]]),
        ([PROSE[3], *PROSE[:3]], [PROSE[3]]),
    ],
    ids=["new between", "at the top and between", "turned round", "round and between", "to the end", "to the top"],
)
def test_a_post_that_the_reader_misses_stands_where_it_stands_on_the_page_now(
    now: list[str], lost: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = voters._fast
    old = page(PROSE)
    known = remember(old, extract(old))
    monkeypatch.setattr(voters, "_fast", lambda tree: [line for line in whole(tree) if line not in lost])
    assert extract(page(now), None, known).paragraphs == tuple(now)


def test_a_missed_paragraph_that_the_page_has_twice_follows_what_it_did_before(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = voters._fast
    old = page(PROSE)
    known = remember(old, extract(old))
    monkeypatch.setattr(voters, "_fast", lambda tree: [line for line in whole(tree) if line != PROSE[1]])
    again = page([POSTS[0], *PROSE], before=f"<div><p>{PROSE[1]}</p></div>")
    assert extract(again, None, known).paragraphs == (POSTS[0], *PROSE)
