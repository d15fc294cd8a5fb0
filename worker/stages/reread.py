"""Readings by the extractor of today, so that like is compared with like after an upgrade."""

from schemas.article import Reading
from worker.store import pages
from worker.store.session import reading
from worker.store.snapshots import Snapshot
from worker.text.extract import HTML, PLAIN, extract


def current(snapshot: Snapshot) -> Reading:
    """Return the version's reading; one that an older extractor made is made anew from its page."""
    if snapshot.reading.extractor in (HTML, PLAIN):
        return snapshot.reading
    with reading() as session:
        stored = pages.load(session, snapshot.page_id)
    return extract(stored.page, stored.given)
