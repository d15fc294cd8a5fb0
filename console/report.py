"""What `stet up` takes in when it starts, and what it prints when that is through."""

import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from console.cli.gather import places, requests
from console.cli.output import write_json, write_line
from schemas.ingest import IngestRequest
from schemas.story import Story
from tasks import nudge
from worker import log
from worker.clock import now
from worker.errors import BrokerUnreachableError
from worker.settings import settings
from worker.stages.ingest import receive
from worker.store import due, ingests, stories
from worker.store.session import reading

LOOK_SECONDS = 0.05
SHOWN = 5
"""Stories that are printed; the pages show the rest."""


def take_in(seeds: Path | None, *, wait_for_all: bool, as_json: bool) -> int:
    """Hand the seeds to the queue, wait until they are through, and print what was found.

    Args:
        seeds: a folder of articles, with a `sources.toml` that says whose they are; None for none.
        wait_for_all: wait until nothing at all is owed any more.
        as_json: print the stories as one JSON document, a list of stet.story/1.

    Returns:
        The exit status: 1 where a seed came to nothing.
    """
    log.set_up("seeds")
    handed_in, problems = _hand_in(seeds) if seeds is not None else ([], [])
    problems += [problem for request_id in handed_in if (problem := _through(request_id))]
    while wait_for_all and not _all_is_through():
        time.sleep(LOOK_SECONDS)
    for problem in problems:
        sys.stderr.write(f"stet: {problem}\n")
    found = _newest_stories()
    if as_json:
        write_json(found)
    else:
        write_line(_told(found))
    sys.stdout.flush()
    return 1 if problems else 0


def _hand_in(seeds: Path) -> tuple[list[str], list[str]]:
    """Hand in each article of the folder under a name that its content gives it, so that it is worked once for ever.

    Returns:
        The names, and what was wrong with the files that could not be read.
    """
    names, problems = [], []
    for item in requests(places([str(seeds)])):
        if item.request is None:
            problems.append(item.problem or f"{item.name} cannot be taken in")
            continue
        request = item.request.model_copy(update={"request_id": None})
        names.append(f"seed:{sha256(request.model_dump_json().encode()).hexdigest()}")
        outcome = receive(IngestRequest.model_validate({**request.model_dump(), "request_id": names[-1]}))
        with suppress(BrokerUnreachableError):  # it is being started again, and the sweep sends what is owed
            nudge.send(outcome.next)
    return names, problems


def _through(request_id: str) -> str | None:
    """Wait until the request is through; return what was wrong with it."""
    while True:
        with reading() as session:
            progress = ingests.progress(session, request_id)
        assert progress is not None
        if progress.is_through:
            return progress.problem
        time.sleep(LOOK_SECONDS)


def _all_is_through() -> bool:
    with reading() as session:
        if not due.backlog(session, now()).is_empty:
            return False
    try:
        return nudge.waiting() == 0
    except BrokerUnreachableError:  # it is being started again
        return False


def _newest_stories() -> list[Story]:
    with reading() as session:
        return [stories.load(session, summary.id) for summary in stories.newest(session, limit=SHOWN)]


def _told(found: list[Story]) -> str:
    """Return what is stored, as people read it."""
    lines = [line for story in found for line in _story(story)]
    if not found:
        lines = ["Nothing stored yet. `stet ingest` takes an article in, `stet watch` watches a feed."]
    return "\n".join(["", *lines, f"Pages: {settings().pages_url}"])


def _story(story: Story) -> Iterator[str]:
    outlets = dict.fromkeys(article.outlet for article in story.articles)
    yield f"Story {story.id}: {story.title}"
    yield f"  {len(outlets)} outlet{'s' * (len(outlets) != 1)}: {', '.join(outlets)}"
    for change in (*story.divergences, *story.revisions):
        yield f"  {change.kind} {change.id} ({change.significance:.2f}): {change.summary}"
    yield ""
