"""Versions: how much the store grows with each kept version of an article."""

import gzip
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from statistics import fmean

from benchmarks import prose, store
from benchmarks.stages import perform_all
from benchmarks.table import Row, Scale
from schemas.ingest import IngestRequest
from schemas.outcome import Ending, Stage
from worker.stages.ingest import receive

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SENTENCES = 50
"""Some 6 KB."""
FORMS = {"text": "as text", "html": "as 50 KB pages"}
COLUMNS = {
    "pages as they came": "SELECT sum(length(data)) FROM bodies",
    "readings": "SELECT sum(length(reading)) FROM snapshots",
    "changes": "SELECT sum(length(document)) FROM changes",
}
"""The columns that hold most of a version."""


def rows(scale: Scale) -> Iterator[Row]:
    """Yield bytes a version: of the database file and of its largest columns, beside each text compressed alone."""
    many = scale.of(200, 10)
    drafts = [prose.article(1, sentences=SENTENCES)]
    while len(drafts) <= many:
        drafts.append(prose.corrected(drafts[-1], len(drafts)))
    texts = [draft.text.encode() for draft in drafts[1:]]
    peers = {
        "gzip of the text": fmean(len(gzip.compress(text)) for text in texts),
        "zstd of the text": fmean(len(zstd.compress(text)) for text in texts),
    }
    about = f"{many} versions of a {len(texts[0]) / 1000:.0f} KB article, a sentence reworded in each; SQLite pages"
    for form, told in FORMS.items():
        whole, parts = _growth(drafts, form)
        for peer, size in peers.items():
            yield Row(f"bytes a version, {told}", whole, peer, size, "bytes a version", about)
        for part, size in parts.items():
            what = f"bytes a version, {told}, {part}"
            yield Row(what, size, "zstd of the text", peers["zstd of the text"], "bytes a version", "the column alone")


def _growth(drafts: list[prose.Article], form: str) -> tuple[float, dict[str, float]]:
    """Take all drafts in, one version each; return by how many bytes a version the file and the columns grew."""
    with store.sqlite() as folder:
        _take_in(drafts[0], 0, form)
        first = _sizes(folder)
        for number, draft in enumerate(drafts[1:], 1):
            _take_in(draft, number, form)
        last = _sizes(folder)
    each = {part: (last[part] - first[part]) / (len(drafts) - 1) for part in last}
    return each.pop("file"), each


def _take_in(draft: prose.Article, number: int, form: str) -> None:
    body = draft.text if form == "text" else prose.html(draft, noise=f"request {number}")
    request = IngestRequest.model_validate(
        {
            form: body,
            "url": "https://bench.example/1",
            "title": draft.title,
            "fetched_at": prose.START + timedelta(hours=number),
        }
    )
    ended = perform_all(receive(request).next)
    assert (Stage.READ, Ending.DONE) in [(one.stage, one.ending) for one in ended], ended


def _sizes(folder: Path) -> dict[str, int]:
    """Return the size of the database, free pages left out, and of the largest columns."""
    with closing(sqlite3.connect(folder / "stet.db")) as database:
        pages, free, size = (
            database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
        parts = {part: database.execute(query).fetchone()[0] or 0 for part, query in COLUMNS.items()}
    return {"file": (pages - free) * size, **parts}
