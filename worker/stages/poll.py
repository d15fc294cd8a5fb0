"""Poll a feed: find the articles it announces, and have the new ones fetched."""

from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus

from sqlalchemy.orm import Session

from schemas.feed import Announcement
from schemas.outcome import Ending, Nudge, Outcome, Stage
from schemas.sources import SourceKind
from worker.clock import now
from worker.errors import StetError
from worker.net.answer import Answer
from worker.net.failure import FetchError
from worker.net.guard import check_url
from worker.settings import settings
from worker.stages import visit
from worker.stages.visit import Write
from worker.store import articles, due, feeds, hosts
from worker.store.due import Lease
from worker.store.frontier import Target
from worker.store.session import writing
from worker.text import address, feed

SHARE_OF_TURNS = 2
"""Of a host's turns, every so-manieth goes to the articles of a feed that are new all at once: an archive of a thousand
would else keep the news that comes after it waiting for hours."""


def watch(url: str, outlet: str | None = None) -> Outcome:
    """Watch what is at `url`: a feed, a site whose feeds are discovered, or one article; the first poll tells which.

    Raises:
        StetError: the URL is none that could be fetched.
    """
    host = check_url(url).host
    with writing() as session:
        feed_id = feeds.watch(session, address.canonical(url), now(), outlet=(outlet or "").strip() or None, host=host)
        host_id = hosts.find_or_make(session, host, now())
    return Outcome(stage=Stage.POLL, id=feed_id, ending=Ending.DONE, next=(Nudge(stage=Stage.VISIT, id=host_id),))


def poll(lease: Lease, target: Target, answer: Answer | FetchError) -> Write:
    """Judge what came of asking for the leased feed; return what is to be written down of it."""
    if isinstance(answer, FetchError):
        return partial(_note_failure, lease, target, str(answer))
    page = answer.page
    if page.status == HTTPStatus.NOT_MODIFIED:
        return partial(_note_nothing_new, lease, target)
    if page.status != HTTPStatus.OK:
        return partial(_note_failure, lease, target, f"HTTP {page.status}")
    announced = feed.parse(page.body, url=answer.final_url, content_type=page.headers.get("content-type"))
    if announced.is_feed:
        return partial(_note_entries, lease, target, answer, announced)
    if target.is_feed:  # a block page or a notice in its place
        return partial(_note_failure, lease, target, "answers with a page that is no feed")
    return partial(_note_no_feed, lease, target, answer)


def _again(target: Target, at: datetime) -> datetime | None:
    return at + timedelta(seconds=settings().poll_seconds) if target.watched else None


def _note_failure(lease: Lease, target: Target, problem: str, session: Session) -> Outcome:
    """No announcement: a matter of health. The feed slows down and is never dropped."""
    at = now()
    feeds.visited_ill(session, SourceKind.FEED, lease.id, at, problem)
    due.finish(session, lease, next_at=visit.retry_after_failure(at, target.failures))
    return Outcome(stage=Stage.POLL, id=lease.id, ending=Ending.HEALTH, detail=problem)


def _note_nothing_new(lease: Lease, target: Target, session: Session) -> Outcome:
    at = now()
    feeds.visited_well(session, lease.id, at, etag=target.etag, last_modified=target.last_modified)
    due.finish(session, lease, next_at=_again(target, at))
    return Outcome(stage=Stage.POLL, id=lease.id, ending=Ending.UNCHANGED, detail="not modified")


def _note_entries(lease: Lease, target: Target, answer: Answer, announced: Announcement, session: Session) -> Outcome:
    """Make the articles that are new; the sweep has them fetched, one host at a time."""
    new = 0
    at, headers = now(), answer.page.headers
    feeds.visited_well(session, lease.id, at, etag=headers.get("etag"), last_modified=headers.get("last-modified"))
    feeds.is_one(session, lease.id)
    if announced.title:
        feeds.name_outlet(session, lease.id, announced.title, at)
    entries = {address.canonical(entry.url): entry for entry in announced.entries}
    known = articles.met_again(session, entries, at)
    for url, entry in entries.items():
        if url in known:  # a long feed is mostly so, and writers wait meanwhile
            continue
        article = articles.find_or_make(
            session,
            url,
            at,
            outlet=target.outlet if target.outlet_given else None,
            host=address.host(url),
            feed_id=lease.id,
            title=entry.title,
            published=entry.published,
            visit_at=at + new * SHARE_OF_TURNS * settings().host_delay,
        )
        new += article.is_new
    due.finish(session, lease, next_at=_again(target, at))
    ending = Ending.DONE if new else Ending.UNCHANGED
    return Outcome(
        stage=Stage.POLL, id=lease.id, ending=ending, detail=f"{new} new of {len(announced.entries)} announced"
    )


def _note_no_feed(lease: Lease, target: Target, answer: Answer, session: Session) -> Outcome:
    """What is watched is a site or an article: watch the feeds it names, or itself."""
    found = [url for url in feed.discover(answer.page.body, url=answer.final_url) if _can_be_asked_for(url)]
    outlet = target.outlet if target.outlet_given else None
    at = now()
    feeds.visited_well(session, lease.id, at, etag=target.etag, last_modified=target.last_modified)
    for url in found:
        feeds.watch(session, address.canonical(url), at, outlet=outlet, host=check_url(url).host)
    if not found:
        url = address.canonical(answer.final_url)
        article = articles.find_or_make(
            session, url, at, outlet=outlet, host=address.host(url), visit_at=at + settings().host_delay
        )
        articles.also_at(session, article.id, target.url, at)
        articles.watch(session, article.id, at + settings().host_delay)
    feeds.stop_polling(session, lease.id)
    due.finish(session, lease)
    detail = f"a site with {len(found)} feeds" if found else "a single article"
    return Outcome(stage=Stage.POLL, id=lease.id, ending=Ending.DONE, detail=detail)


def _can_be_asked_for(url: str) -> bool:
    """Whether a feed that a site names has an address that is let through; the others are worth having without it."""
    try:
        check_url(url)
    except StetError:
        return False
    return True
