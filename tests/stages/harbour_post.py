"""A small site to watch, and time that passes."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import time_machine

from schemas.outcome import Nudge, Outcome
from worker.clock import now
from worker.stages.poll import watch
from worker.store import articles, due, snapshots
from worker.store.session import reading, writing

if TYPE_CHECKING:
    from .conftest import Site

Perform = Callable[[list[Nudge]], list[Outcome]]
Later = Callable[[str, timedelta], None]
"""Has an article visited, and what follows done, so long from now."""

PARAGRAPHS = [
    "The harbour bridge was closed on Monday after engineers found cracks in two of its cables, the city said.",
    "About 12,000 cars use the bridge on a working day, and the ferries cannot carry them all, officials warned.",
    "Repairs will take three weeks and cost 4 million euros, according to the first estimate of the builders.",
    "“Nobody was in danger at any time,” said Mayor Anna Lund, who visited the bridge on Monday afternoon.",
]


def page(title: str, paragraphs: list[str]) -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<html lang='en'><head><title>{title}</title><meta property='og:site_name' content='The Harbour Post'></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def rss(*links: str) -> str:
    items = "".join(f"<item><title>News {n}</title><link>{link}</link></item>" for n, link in enumerate(links))
    return f"<rss version='2.0'><channel><title>The Harbour Post</title>{items}</channel></rss>"


def pass_time(perform_all: Perform, *, rounds: int = 12, step: timedelta = timedelta(minutes=1)) -> list[Outcome]:
    """Let the sweep find what is due, again and again, while time goes by."""
    ended: list[Outcome] = []
    start = now()
    for number in range(rounds):
        with time_machine.travel(start + number * step):
            with writing() as session:
                owed = due.sweep(session, now())
            ended += perform_all(owed)
    return ended


def versions(url: str) -> list[int]:
    with reading() as session:
        return [kept.version for kept in snapshots.versions(session, articles.look_up(session, url))]


def begin(site: "Site", perform_all: Perform, path: str = "/a", text: list[str] = PARAGRAPHS) -> str:
    url = site.answer(path, page("Bridge closed", text))
    perform_all(list(watch(url).next))
    pass_time(perform_all)
    return url


LONG = [f"{text} {place}" for text in PARAGRAPHS for place in ("So it was said.", "Nobody denied it.")]


def of(path: str) -> list[str]:
    return [f"{text} This was told of {path} alone." for text in LONG]
