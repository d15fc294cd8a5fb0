"""What a page is read by, and readings by the extractor of today, so that like is compared with like."""

from schemas.article import Known, Reading
from worker.store import furniture, pages
from worker.store.session import reading
from worker.store.snapshots import Snapshot
from worker.text.extract import HTML, PLAIN, extract, remember
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
    """Return the readings of two versions that follow each other, the later one read by the earlier."""
    before = current(old)
    if _is_current(new):
        return before, new.reading
    with reading() as session:
        stored = pages.load(session, new.page_id)
    return before, extract(stored.page, stored.given, known(old, before))


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
    return made_by.is_like(HTML) or made_by.is_like(PLAIN)
