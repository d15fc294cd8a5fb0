"""Feeds: some four thousand odd ones, none of which may raise, hang or hurt, and what parsing them apart costs."""

import resource
import tarfile
import time
from collections.abc import Iterator
from io import BytesIO

import feedparser

from benchmarks import renewals
from benchmarks.public_data import ROOT, missing_from
from benchmarks.table import Row, Scale, missing
from benchmarks.timing import cpu_median, timed
from worker import apart
from worker.text.feeds.window import MAX_ENTRIES

ZOO = "data/feeds/feeds.tar.gz"
URL = "https://zoo.example/feed"
ENTRIES = 100_000
ATTRIBUTES = 100_000
_DOCUMENTS = 300


def rows(scale: Scale) -> Iterator[Row]:
    """Yield what came of the zoo, what long and hostile documents cost, and what the word of a feed saves."""
    why = missing_from(ZOO)
    if why:
        yield missing("feeds", why)
    else:
        yield from _zoo(_bodies(scale))
    yield from _hostile()
    apart.end_children()
    yield from renewals.rows(scale)


def _bodies(scale: Scale) -> list[bytes]:
    with tarfile.open(ROOT / ZOO) as archive:
        files = [archive.extractfile(member) for member in archive if member.isfile()]
        bodies = [file.read() for file in files if file is not None]
    return bodies[:: scale.of(1, 40)]


def _zoo(bodies: list[bytes]) -> Iterator[Row]:
    about = f"{len(bodies):,} documents of the tests of feedparser, feedvalidator and gofeed"
    raised = failed = entries = 0
    for body in bodies:
        try:
            entries += len(apart.announcement(body, url=URL).entries)
        except apart.ParsingError:
            failed += 1
        raised += _raises(body)
    yield Row("feeds, not read within the limits", failed, "feedparser, raises", raised, "documents", about)
    yield Row("feeds, entries with an address", entries, "", None, "entries", about)
    sample = [body for body in bodies if len(body) < 10_000][:_DOCUMENTS]
    yield Row(
        "feeds, CPU apart",
        _apart_ms(sample),
        "feedparser in this process",
        cpu_median([timed(lambda body=body: _raises(body)) for body in sample]),
        "ms CPU a document",
        f"{len(sample)} documents, both processes counted, the mean; the peer's median",
    )


def _raises(body: bytes) -> bool:
    try:
        feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # noqa: BLE001 - that is what is counted
        return True
    return False


def _apart_ms(bodies: list[bytes]) -> float:
    """Return the CPU of asking and of parsing for one document, without that of starting the child."""
    apart.end_children()
    spent = []
    for documents in ([], bodies):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        own = time.process_time()
        apart.announcement(b"", url=URL)
        for body in documents:
            apart.announcement(body, url=URL)
        apart.end_children()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        children = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        spent.append(children + time.process_time() - own)
    return 1000 * (spent[1] - spent[0]) / max(len(bodies), 1)


def _hostile() -> Iterator[Row]:
    """Yield how long the worst documents keep whoever asked, beside the limit."""
    item = b"<item><title>News</title><link>https://zoo.example/%d</link></item>"
    worst = {
        f"{ENTRIES:,} entries": b"".join(item % number for number in range(ENTRIES)),
        f"{ATTRIBUTES:,} attributes": b"<a %s/>" % b" ".join(b"a%d='1'" % number for number in range(ATTRIBUTES)),
        "a million open elements": b"<a>" * 1_000_000,
    }
    for name, inside in worst.items():
        apart.announcement(b"", url=URL)
        began = time.monotonic()
        try:
            found = apart.announcement(b"<rss version='2.0'><channel>" + inside + b"</channel></rss>", url=URL)
            came = f"{len(found.entries):,} entries a pass of {MAX_ENTRIES:,}" if found.is_feed else str(found.problem)
        except apart.ParsingError as error:
            came = str(error)
        seconds = time.monotonic() - began
        yield Row(f"feeds, {name}", seconds, "limit", float(apart.WALL_SECONDS), "s", came)
