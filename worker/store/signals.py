"""What pages taught of their outlet's signals, and what that makes of a moment that an outlet states."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from schemas.article import VerdictKind
from schemas.signals import DatedBy, Signal, SignalTruth
from worker.cadence import signals
from worker.cadence.signals import Counts, Said, Told
from worker.store import standings
from worker.store.look_tables import OutletRecord
from worker.store.pages import StoredPage
from worker.store.snapshots import Stated
from worker.store.statements import run
from worker.store.tables import Article, Page
from worker.text.pages import dates

_COLUMNS: Final = {Signal.DATE_MODIFIED: "modified", Signal.LAST_MODIFIED: "last_modified", Signal.ETAG: "etag"}
_DATES: Final = {Signal.DATE_MODIFIED: DatedBy.DATE_MODIFIED, Signal.LAST_MODIFIED: DatedBy.LAST_MODIFIED}


def look(session: Session, stored: StoredPage, outlet_id: int, *, changed: bool) -> Stated | None:
    """Enter what a page teaches beside the one before it; return since when its outlet says that its text stands.

    Args:
        session: a writing transaction.
        stored: the page, with the moment that it states.
        outlet_id: its article's outlet.
        changed: whether its text is another than the earlier page's.

    Returns:
        None where the text is the same, nothing is stated, or what is stated is not to be believed.
    """
    before = _before(session, stored)
    if before is None:
        return None
    earlier = said(before.headers, before.modified)
    now = said(stored.page.headers, stored.modified)
    since = max(before.fetched_at, stored.unchanged_at or before.fetched_at)
    taught = signals.judged(earlier, now, since=since, at=stored.page.fetched_at, changed=changed)
    known = counts(session.get(OutletRecord, outlet_id, populate_existing=True)) if changed else {}
    count(session, outlet_id, taught)
    moments = {Signal.DATE_MODIFIED: now.modified, Signal.LAST_MODIFIED: now.last_modified}
    for signal, moment in moments.items():
        is_true = changed and taught.get(signal) is Told.TRUE and signals.is_trusted(known[signal])
        if is_true and moment is not None:
            return Stated(moment, _DATES[signal])
    return None


def _before(session: Session, stored: StoredPage) -> Row[*tuple[Any, ...]] | None:
    """Return what the article's last good page before this one said, if it came from the same URL."""
    row = run(session, _LAST_GOOD, article=stored.article_id, at=stored.page.fetched_at).one_or_none()
    return row if row is not None and row.url == stored.page.url else None


_LAST_GOOD: Final = (
    select(Page.url, Page.fetched_at, Page.headers, Page.modified)
    .where(Page.article_id == bindparam("article"), Page.fetched_at < bindparam("at"))
    .where(Page.verdict == VerdictKind.ARTICLE.value)
    .order_by(Page.fetched_at.desc(), Page.id.desc())
    .limit(1)
)


def said(headers: Mapping[str, str], modified: datetime | None) -> Said:
    """Return what an answer says of its changes.

    Args:
        headers: with names in lower case.
        modified: the moment that its page states.
    """
    return Said(modified, dates.stamp(headers.get("last-modified", "")), headers.get("etag") or None)


def count(session: Session, outlet_id: int, taught: Mapping[Signal, Told]) -> None:
    """Enter what a visit taught of an outlet's signals."""
    values = {}
    for signal, told in taught.items():
        for each in Told:
            column = getattr(OutletRecord, f"{_COLUMNS[signal]}_{each}")
            values[column.key] = column * signals.FADE + float(each is told)
    if values:
        standings.record(session, outlet_id, **values)


def count_of_article(session: Session, article_id: int, taught: Mapping[Signal, Told]) -> None:
    """Enter the same, where the article is known alone."""
    count(session, session.scalars(select(Article.outlet_id).where(Article.id == article_id)).one(), taught)


def counts(record: OutletRecord | None) -> dict[Signal, Counts]:
    """Return what is known of the signals of an outlet's pages."""
    return {
        signal: Counts(*(getattr(record, f"{name}_{each}") for each in Told)) if record is not None else Counts()
        for signal, name in _COLUMNS.items()
    }


def truths(record: OutletRecord | None) -> tuple[SignalTruth, ...]:
    """Return what visits taught of an outlet's signals: of those of which they taught anything."""
    if record is None:
        return ()
    of_feeds = {
        Signal.FEED_UPDATED: Counts(record.hints_true, record.hints_false),
        Signal.FEED_WORDS: Counts(record.words_true, record.words_false),
    }
    told = [_truth(signal, known, of_feed=True) for signal, known in of_feeds.items()]
    told += [_truth(signal, known, of_feed=False) for signal, known in counts(record).items()]
    return tuple(each for each in told if each.visits)


def _truth(signal: Signal, known: Counts, *, of_feed: bool) -> SignalTruth:
    return SignalTruth(
        signal=signal,
        truth=signals.truth(known),
        moved_with_text=round(known.true),
        moved_alone=round(known.noisy),
        text_alone=None if of_feed else round(known.still),
    )
