"""`--wait`: follow what was taken in until it is through."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from console.cli import output, stored
from worker.store import articles, changes, ingests
from worker.store.changes import ChangeQuery

POLL_SECONDS = 0.2
LOOKED_AT_ONCE = 50
"""Requests looked up each time; they are worked in about the order they came."""


@dataclass(frozen=True, slots=True)
class Through:
    """Where a request ended: the article's id, newest version and story, and how many changes it has."""

    source: str
    request_id: str | None
    article: int | None = None
    version: int | None = None
    story: int | None = None
    changes: int = 0
    problem: str | None = None


def until_through(requests: Sequence[tuple[str, str]], timeout_seconds: float) -> Iterator[Through]:
    """Yield each request, given as source and request id, when it is through, or with a problem when time is up."""
    deadline = time.monotonic() + timeout_seconds
    waiting = list(requests)
    while waiting:
        for source, request_id in waiting[:LOOKED_AT_ONCE]:
            through = _look(source, request_id)
            if through is not None:
                waiting.remove((source, request_id))
                yield through
        if waiting and time.monotonic() >= deadline:
            late = f"not through after {timeout_seconds:g} s; it goes on, `stet doctor` tells what is due"
            yield from (Through(source, request_id, problem=late) for source, request_id in waiting)
            return
        if waiting:
            time.sleep(POLL_SECONDS)


def _look(source: str, request_id: str) -> Through | None:
    """Return where the request ended, or None while it is on its way."""
    with stored.reading() as session:
        now = ingests.progress(session, request_id)
        if now is None or not now.is_through:
            return None
        if now.article is None:
            return Through(source, request_id, problem=now.problem)
        article = articles.get(session, [now.article])[now.article]
        found = changes.find(session, ChangeQuery(article=now.article, limit=1000))
    return Through(source, request_id, now.article, now.version, article.story, len(found), now.problem)


def report(one: Through) -> None:
    """Print one line for people."""
    if one.problem:
        output.say(f"{one.source}: {one.problem}")
        return
    story = "no story" if one.story is None else f"story {one.story}"
    plural = "" if one.changes == 1 else "s"
    output.write_line(
        f"article {one.article}  version {one.version}  {story}  {one.changes} change{plural}  {one.source}"
    )
