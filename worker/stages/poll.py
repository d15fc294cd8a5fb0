"""Poll what announces articles: a feed, a sitemap, a site whose feeds are to be found, a front page."""

from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus

from sqlalchemy.orm import Session

from schemas.feed import Announcement, FeedKind, SitemapReference, SitePage
from schemas.outcome import Ending, Nudge, Outcome, Stage
from schemas.sources import SourceKind
from worker import apart
from worker.cadence import polls
from worker.clock import now
from worker.net.answer import UNASKED_304, Answer
from worker.net.failure import FetchError
from worker.net.guard import check_url
from worker.settings import settings
from worker.stages import announced, health, sites, visit
from worker.stages.visit import Write
from worker.store import due, feeds, hosts, outages, outlets
from worker.store.due import Lease
from worker.store.frontier import Target
from worker.store.session import writing
from worker.text import address
from worker.text.feeds import complaints

MOST_SITEMAPS = 20
"""Of an index, those that were changed last: sites keep one for each month of their past."""
HINTED_POLL = timedelta(hours=6)
"""A sitemap whose index dates it is polled when the index says it changed; this often in case the index lies."""


def watch(url: str, outlet: str | None = None) -> Outcome:
    """Watch what is at `url`: a feed, a sitemap, a site or one article; the first poll tells which.

    Raises:
        StetError: the URL is none that could be fetched.
    """
    host = check_url(url).host
    with writing() as session:
        feed_id = feeds.watch(session, url, now(), outlet=(outlet or "").strip() or None, host=host)
        host_id = hosts.find_or_make(session, host, now())
    return Outcome(stage=Stage.POLL, id=feed_id, ending=Ending.DONE, next=(Nudge(stage=Stage.VISIT, id=host_id),))


def poll(lease: Lease, target: Target, answer: Answer | FetchError) -> Write:
    """Judge what came of asking for the leased feed; return what is to be written down of it."""
    if target.kind is FeedKind.SITE and target.probes:
        return sites.probed(lease, target, answer)
    if isinstance(answer, FetchError):
        return partial(_note_failure, lease, target, answer.problem)
    page = answer.page
    if page.status == HTTPStatus.NOT_MODIFIED and not answer.is_unasked_304:
        return partial(_note_nothing_new, lease, target)
    if page.status != HTTPStatus.OK or not page.complete:
        return partial(_note_failure, lease, target, _problem(answer))
    try:
        return _judged(lease, target, answer)
    except apart.ParsingError as error:
        return partial(_note_failure, lease, target, f"no-feed: {error}")


def _problem(answer: Answer) -> str:
    if answer.is_unasked_304:
        return UNASKED_304
    return (
        "truncated: the answer was cut short" if answer.page.status == HTTPStatus.OK else f"HTTP {answer.page.status}"
    )


def _judged(lease: Lease, target: Target, answer: Answer) -> Write:
    """Tell what an answer is, and what is to be taken of it."""
    if target.kind is FeedKind.FRONT_PAGE:
        return partial(_note_entries, lease, target, answer, _front_page(sites.look(answer)))
    found = sites.parse(answer, start=target.position or 0)
    if found.kind is FeedKind.SITEMAP_INDEX:
        return partial(_note_sitemaps, lease, target, answer, found)
    if found.is_feed:
        return partial(_note_entries, lease, target, answer, found)
    if target.kind is not None or target.found_by is not None:  # a block page or a notice in its place
        return partial(_note_failure, lease, target, f"no-feed: {found.problem or 'it answers with something else'}")
    return sites.begin(lease, target, answer, sites.look(answer))


def _front_page(page: SitePage) -> Announcement:
    return Announcement(kind=FeedKind.FRONT_PAGE, title=page.name, entries=page.links)


def _again(session: Session, target: Target, at: datetime) -> datetime | None:
    if not target.watched:
        return None
    if target.found_by is not None and target.lastmod is not None:
        return at + HINTED_POLL
    usual, pace = timedelta(seconds=settings().poll_seconds), feeds.pace(session, target.id)
    planned = at + polls.wait(usual, pace.news, at)
    return polls.unless_the_same(planned, usual, pace.renewed, pace.found)


def _note_failure(lease: Lease, target: Target, problem: str, session: Session) -> Outcome:
    """No announcement: a matter of health. The feed slows down and is never dropped.

    Where it is its host that fails, its feeds are what finds out that the host is back.
    """
    at = now()
    feeds.visited_ill(session, SourceKind.FEED, lease.id, at, problem)
    again = visit.retry_after_failure(at, target.failures)
    if outages.is_of_host(problem):
        again = min(again, at + polls.probe(at - feeds.failing_since(session, lease.id, at)))
    due.finish(session, lease, next_at=again)
    told = health.assess_outlet(session, feeds.outlet_of(session, lease.id), at)
    return Outcome(stage=Stage.POLL, id=lease.id, ending=Ending.HEALTH, detail=problem, next=told)


def _told_of_recovery(session: Session, target: Target, at: datetime) -> tuple[Nudge, ...]:
    """Tell that the outlet is well again, where its feed had failed and its articles are read."""
    return health.assess_outlet(session, feeds.outlet_of(session, target.id), at) if target.failures else ()


def _note_nothing_new(lease: Lease, target: Target, session: Session) -> Outcome:
    at = now()
    feeds.visited_well(session, lease.id, at, etag=target.etag, last_modified=target.last_modified)
    due.finish(session, lease, next_at=_again(session, target, at))
    told = _told_of_recovery(session, target, at)
    return Outcome(stage=Stage.POLL, id=lease.id, ending=Ending.UNCHANGED, detail="not modified", next=told)


def _note_entries(lease: Lease, target: Target, answer: Answer, found: Announcement, session: Session) -> Outcome:
    """Make the articles that are new."""
    at, headers = now(), answer.page.headers
    feeds.visited_well(session, lease.id, at, etag=headers.get("etag"), last_modified=headers.get("last-modified"))
    assert found.kind is not None
    feeds.is_a(session, lease.id, found.kind)
    _note_address(session, lease, answer, at)
    feeds.go_on_at(session, lease.id, found.resume_at)
    _name(session, target, found, at)
    new = announced.take_in(session, target, found, at)
    due.finish(session, lease, next_at=_again(session, target, at))
    return Outcome(
        stage=Stage.POLL,
        id=lease.id,
        ending=Ending.DONE if new else Ending.UNCHANGED,
        detail=f"{new} new of {len(found.entries)} announced",
        next=_told_of_recovery(session, target, at),
    )


def _name(session: Session, target: Target, found: Announcement, at: datetime) -> None:
    """Call a feed of its own site what the articles it names are called until one tells who it is, others by title.

    One outlet is one, though it shuts us out before any article of it could be read.
    """
    own = next((entry.url for entry in found.entries if address.same_site(target.url, entry.url)), None)
    name = outlets.provisional_name(address.host(own)) if own else found.title
    if name:
        feeds.name_outlet(session, target.id, name, at)


def _note_address(session: Session, lease: Lease, answer: Answer, at: datetime) -> None:
    """Ask for what answered as a feed where permanent redirects lead: nobody keeps up an old address for ever."""
    if answer.moved_permanently:
        feeds.move(session, lease.id, answer.final_url, at)


def _note_sitemaps(lease: Lease, target: Target, answer: Answer, found: Announcement, session: Session) -> Outcome:
    """Watch the sitemaps of an index that were changed last, and poll those that it says have changed."""
    at, headers = now(), answer.page.headers
    feeds.visited_well(session, lease.id, at, etag=headers.get("etag"), last_modified=headers.get("last-modified"))
    feeds.is_a(session, lease.id, FeedKind.SITEMAP_INDEX)
    _note_address(session, lease, answer, at)
    recent = [each for each in found.sitemaps if each.lastmod is None or each.lastmod > at - announced.TOO_OLD]
    wanted = [each for each in recent if sites.can_be_asked_for(each.url)][:MOST_SITEMAPS]
    if target.found_by is not None and feeds.kind(session, target.found_by) is FeedKind.SITEMAP_INDEX:
        wanted = []  # the protocol has no index in an index, and an endless row of them would never end
    outlet = target.outlet if target.outlet_given else None
    watched = [_watch_sitemap(session, each, lease.id, outlet, at) for each in wanted]
    feeds.watch_only(session, lease.id, watched)
    due.finish(session, lease, next_at=_again(session, target, at))
    wrong = complaints.of_index(found, recent=len(recent), watched=len(wanted))
    feeds.says(session, lease.id, renewed_seconds=None, complaint=wrong)
    detail = f"an index, {len(wanted)} of {len(found.sitemaps)} sitemaps watched"
    return Outcome(stage=Stage.POLL, id=lease.id, ending=Ending.DONE, detail=detail)


def _watch_sitemap(session: Session, named: SitemapReference, index: int, outlet: str | None, at: datetime) -> int:
    host = check_url(named.url).host
    feed_id = feeds.watch(session, named.url, at, outlet=outlet, host=host, found_by=index, lastmod=named.lastmod)
    if named.lastmod is not None:
        feeds.hint_changed(session, feed_id, named.lastmod, at)
    return feed_id
