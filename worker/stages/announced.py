"""Announced entries into articles: those that are known found again, however they are addressed now."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from schemas.feed import Announcement, Entry, FeedKind
from worker.settings import settings
from worker.stages import visit
from worker.store import article_urls, articles, feeds, guids, habits, listings, pages, silences
from worker.store.articles import Found, New
from worker.store.frontier import HEAD_START, NEWS, SHARE_OF_TURNS, Target
from worker.store.habits import Told
from worker.store.listings import Before
from worker.store.seen import seen_of_each
from worker.text import address, identity
from worker.text.feeds import complaints, entry_page
from worker.text.identity import Announced

TOO_OLD = timedelta(days=30)
"""What a sitemap dates earlier than this is left alone: it lists all that a site ever published."""
_FEWEST_LISTED, _MOST_LEFT_OUT = 3, 3
"""A feed that lists fewer, or leaves out more at once, tells nothing of single articles."""
_SITEMAPS = frozenset({FeedKind.SITEMAP, FeedKind.NEWS_SITEMAP})


def take_in(session: Session, target: Target, announced: Announcement, at: datetime) -> int:
    """Make the articles that are new; return how many. The sweep has them fetched, one host at a time.

    An entry is a known article's by its address, in any spelling, and else by the id that this feed gives it.
    """
    entries = _wanted(announced, at)
    wrong = complaints.of_entries(announced, taken=len(entries))
    feeds.says(session, target.id, renewed_seconds=announced.renewed_seconds, complaint=wrong)
    before = listings.before(session, target.id)
    known = article_urls.met_again(session, entries, at)  # a long feed is mostly known, and writers wait meanwhile
    unknown = {url: entry for url, entry in entries.items() if url not in known}
    named = _named(announced.entries)
    known |= _renamed(session, target.id, unknown, named, at)
    made = _make(session, target, {url: entry for url, entry in unknown.items() if url not in known}, at)
    known |= {url: article.id for url, article in made.items()}
    new = [url for url, article in made.items() if article.is_new]
    for url in new:
        own = entry_page.page(entries[url], announced.language, at)
        if own is not None:
            pages.hold(session, known[url], own)
    _hear(session, target.id, {known[url]: _told(entry) for url, entry in entries.items() if url in known}, at)
    if target.position is None and announced.resume_at is None:
        _look_into(session, target.id, announced, frozenset(known.values()), before, at)
        listings.read(session, target.id, at)
    guids.note(session, target.id, {article: named[url] for url, article in known.items() if url in named})
    silences.note(session, target.id, list(entries.values()), at, has_new=bool(new))
    return len(new)


def _make(session: Session, target: Target, entries: Mapping[str, Entry], at: datetime) -> dict[str, Found]:
    """Make articles of entries; news is visited first, and an archive in turn with what else its host has."""
    wanted: list[New] = []
    spaced = 0
    told = feeds.told_outlet(session, target.id, target.url)
    for url, entry in entries.items():
        is_news = entry.published is not None and at - NEWS < entry.published <= at
        wanted.append(
            New(
                url=url,
                outlet=target.outlet if target.outlet_given else None,
                likely_outlet=told if told and address.same_site(target.url, url) else None,
                host=address.host(url),
                feed_id=target.id,
                title=entry.title,
                published=entry.published,
                visit_at=at - HEAD_START if is_news else at + spaced * SHARE_OF_TURNS * settings().host_delay,
            )
        )
        spaced += not is_news
    return dict(zip(entries, articles.make_all(session, wanted, at), strict=True))


def _wanted(announced: Announcement, at: datetime) -> dict[str, Entry]:
    """Return the entries by their addresses, each article once, without a sitemap's archive and front pages."""
    found: dict[str, Entry] = {}
    for entry in announced.entries:
        if announced.kind in _SITEMAPS:
            when = entry.published or entry.updated
            if address.is_front(entry.url) or (when is not None and when < at - TOO_OLD):
                continue
        found.setdefault(address.canonical(entry.url), entry)
    return {entry.url: entry for entry in found.values()}


def _named(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Return the entries that bear an id which no other bears, by their addresses."""
    counted = Counter(entry.guid for entry in entries)
    return {entry.url: entry for entry in entries if entry.guid and counted[entry.guid] == 1}


def _renamed(
    session: Session, feed_id: int, unknown: Mapping[str, Entry], named: Mapping[str, Entry], at: datetime
) -> dict[str, int]:
    """Return the articles that are announced under a new address, and have them asked for there."""
    told = {named[url].guid or "": named[url] for url in unknown if url in named}
    moved: dict[str, int] = {}
    for guid, before in guids.find(session, feed_id, told).items():
        entry = told[guid]
        now_said = Announced(url=entry.url, title=entry.title, published=entry.published)
        if not identity.same_entry(before.announced, now_said):
            continue
        if article_urls.also_at(session, before.article_id, entry.url, at):
            articles.move(session, before.article_id, entry.url, at)
            moved[entry.url] = before.article_id
    return moved


def _told(entry: Entry) -> Told:
    words = "\n".join((entry.title or "", entry.summary or "", entry.content or ""))
    return Told(updated=entry.updated, words=sha256(words.encode()).hexdigest())


def _hear(session: Session, feed_id: int, told: Mapping[int, Told], at: datetime) -> None:
    """Have articles visited sooner where what the feed says tells that they changed, and its word is worth that."""
    hinted = habits.hear(session, feed_id, told, at)
    for article_id, seen in seen_of_each(session, hinted).items() if hinted else ():
        articles.plan_sooner(session, article_id, visit.next_visit(seen, at))


def _look_into(
    session: Session, feed_id: int, announced: Announcement, listed: frozenset[int], before: Before, at: datetime
) -> None:
    """Have articles visited that the feed leaves out of a sudden: withdrawn, perhaps; and such as are listed again.

    Only a feed that lists its entries by date tells that one is missing from their midst, and only where few are.
    """
    dates = [entry.published for entry in announced.entries if entry.published is not None]
    is_by_date = len(dates) == len(announced.entries) >= _FEWEST_LISTED and dates == sorted(dates, reverse=True)
    missing: list[int] = []
    if before.read_at is not None and is_by_date and announced.kind not in _SITEMAPS:
        missing = listings.left_out(session, feed_id, listed, read_at=before.read_at, oldest=dates[-1])
    again = sorted(before.gone & listed)
    for article_id in (*missing, *again) if len(missing) <= _MOST_LEFT_OUT else again:
        articles.plan_sooner(session, article_id, at)
