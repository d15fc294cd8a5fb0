"""What a page is read by, and readings by the extractor of today, so that like is compared with like."""

from schemas.article import Known, Reading
from worker.store import furniture, pages
from worker.store.session import reading
from worker.store.snapshots import Snapshot
from worker.text.extract import FEED, HTML, PLAIN, extract, remember
from worker.text.pages.furniture import key


def current(snapshot: Snapshot) -> Reading:
    """Return the version's reading; one that an older extractor made is made anew from its page, with its choice."""
    if _is_current(snapshot):
        return snapshot.reading
    with reading() as session:
        stored = pages.load(session, snapshot.page_id)
        learned = furniture.learned(session, snapshot.article_id, keys(snapshot.reading))
    return extract(stored.page, stored.given, Known(choice=snapshot.reading.extractor.choice, furniture=learned))


def pair(old: Snapshot, new: Snapshot) -> tuple[Reading, Reading]:
    """Return the readings of two versions that follow each other, the later one read by the earlier.

    Where a redesign lies between them, its baseline stands for the earlier.
    """
    before = current(old)
    was = standing_reading(old, before, new.against_page)
    if _is_current(new):
        return was, new.reading
    with reading() as session:
        stored = pages.load(session, new.page_id)
    return was, extract(stored.page, stored.given, known(old, before))


def standing_reading(version: Snapshot, found: Reading, baseline_page: int | None) -> Reading:
    """Return what an article says as it stands: its version's reading `found`, or its baseline's since a redesign."""
    if baseline_page is None:
        return found
    with reading() as session:
        stored = pages.load(session, baseline_page)
    return extract(stored.page, stored.given, known(version, found))


def known(snapshot: Snapshot, before: Reading) -> Known:
    """Return what the article's next page is read by.

    Args:
        snapshot: The article's version before that page.
        before: Its reading by the extractor of today.
    """
    with reading() as session:
        stored = pages.load(session, snapshot.page_id)
        learned = furniture.learned(session, snapshot.article_id, keys(before))
    return remember(stored.page, before, learned)


def keys(found: Reading) -> frozenset[int]:
    """Return the keys of a reading's paragraphs."""
    return frozenset(key(paragraph) for paragraph in found.paragraphs)


def _is_current(snapshot: Snapshot) -> bool:
    made_by = snapshot.reading.extractor
    return any(made_by.is_like(ours) for ours in (HTML, PLAIN, FEED))
