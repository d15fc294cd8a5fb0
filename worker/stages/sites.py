"""What is watched and is no feed: a site, whose feeds are found one polite request at a time, or a single article."""

from datetime import datetime
from functools import partial
from http import HTTPStatus

from sqlalchemy.orm import Session

from schemas.feed import Announcement, FeedKind, SitePage
from schemas.outcome import Ending, Outcome, Stage
from worker import apart
from worker.clock import now
from worker.errors import StetError
from worker.net.answer import Answer
from worker.net.failure import FetchError
from worker.net.guard import check_url
from worker.settings import settings
from worker.stages.visit import Write
from worker.store import article_urls, articles, due, feeds, robots
from worker.store.due import Lease
from worker.store.frontier import Target
from worker.text import address
from worker.text.feeds import probes

FEWEST_LINKS = 3
"""A page that links to fewer articles is no front page of a section."""


def parse(answer: Answer, *, start: int = 0) -> Announcement:
    """Return what an answer announces.

    Raises:
        ParsingError: it takes more time or memory to tell than it may.
    """
    kind = answer.page.headers.get("content-type")
    return apart.announcement(answer.page.body, url=answer.final_url, content_type=kind, start=start)


def look(answer: Answer) -> SitePage:
    """Return what an answer is as a web page.

    Raises:
        ParsingError: it takes more time or memory to tell than it may.
    """
    return apart.page(answer.page.body, url=answer.final_url)


def can_be_asked_for(url: str) -> bool:
    """Whether what a site names has an address that is let through; the others are worth having without it."""
    try:
        check_url(url)
    except StetError:
        return False
    return True


def begin(lease: Lease, target: Target, answer: Answer, page: SitePage) -> Write:
    """Go on from a page that was asked to be watched: by the feeds it names, by looking for some, or by itself."""
    named = [url for url in page.feeds if can_be_asked_for(url)]
    if page.is_article:
        return partial(_note_article, lease, target, answer)
    if named:
        return partial(_note_named, lease, target, named)
    if address.is_front(answer.final_url):
        return partial(_note_search, lease, target, answer)
    if len(page.links) >= FEWEST_LINKS:
        return partial(_note_front_page, lease, "a page that links to articles")
    return partial(_note_article, lease, target, answer)


def _note_article(lease: Lease, target: Target, answer: Answer, session: Session) -> Outcome:
    outlet = target.outlet if target.outlet_given else None
    url, at = answer.final_url, now()
    feeds.visited_well(session, lease.id, at, etag=target.etag, last_modified=target.last_modified)
    visit_at = at + settings().host_delay
    article = articles.find_or_make(session, url, at, outlet=outlet, host=address.host(url), visit_at=visit_at)
    article_urls.also_at(session, article.id, target.url, at)
    articles.watch(session, article.id, visit_at)
    feeds.stop_polling(session, lease.id)
    due.finish(session, lease)
    return _done(lease, "a single article")


def _note_named(lease: Lease, target: Target, named: list[str], session: Session) -> Outcome:
    at = now()
    feeds.visited_well(session, lease.id, at, etag=target.etag, last_modified=target.last_modified)
    for url in named:
        _watch(session, target, url, at)
    feeds.try_next(session, lease.id, [])
    return _end(lease, session)


def _note_search(lease: Lease, target: Target, answer: Answer, session: Session) -> Outcome:
    """Look for feeds where the site's robots.txt says, which was asked for before anything else, and where many are."""
    at = now()
    feeds.visited_well(session, lease.id, at, etag=None, last_modified=None)
    root = check_url(answer.final_url).root
    known = robots.of_host(session, target.host_id).get(root)
    feeds.try_next(session, lease.id, probes.first(answer.final_url, known.body if known else b""))
    return _go_on(lease, target, session, "a site that names no feed")


def _note_front_page(lease: Lease, detail: str, session: Session) -> Outcome:
    """Take a page's links for its announcements from now on."""
    at = now()
    feeds.visited_well(session, lease.id, at, etag=None, last_modified=None)
    feeds.is_a(session, lease.id, FeedKind.FRONT_PAGE)
    due.finish(session, lease, next_at=at)
    return _done(lease, detail)


def probed(lease: Lease, target: Target, answer: Answer | FetchError) -> Write:
    """Judge what came of trying an address for a feed of the leased site."""
    is_feed = False
    if isinstance(answer, Answer) and answer.page.status == HTTPStatus.OK:
        try:
            is_feed = parse(answer).is_feed
        except apart.ParsingError:
            is_feed = False  # such a feed is none to be watched
    return partial(_note_probe, lease, target, is_feed=is_feed)


def _note_probe(lease: Lease, target: Target, session: Session, *, is_feed: bool) -> Outcome:
    if is_feed:
        _watch(session, target, target.url, now())
    feeds.try_next(session, lease.id, target.probes[1:])
    return _go_on(lease, target, session, f"found {target.url}" if is_feed else "tried an address for a feed")


def _go_on(lease: Lease, target: Target, session: Session, detail: str) -> Outcome:
    """Try the next address. One at another host is watched as it is: this visit is to this host alone."""
    rest = feeds.probes(session, lease.id)
    while rest := probes.remaining(rest, is_enough=feeds.found_through(session, lease.id) > 0):
        if can_be_asked_for(rest[0]):
            if feeds.is_at(session, target.host_id, check_url(rest[0]).host):
                break
            _watch(session, target, rest[0], now())
        rest = rest[1:]
    feeds.try_next(session, lease.id, rest)
    if not rest:
        return _end(lease, session)
    due.finish(session, lease, next_at=now())
    return _done(lease, detail)


def _end(lease: Lease, session: Session) -> Outcome:
    """Stop looking: what was found is watched, and where nothing was, the front page's links are all there is."""
    found = feeds.found_through(session, lease.id)
    if not found:
        return _note_front_page(lease, "a site with nothing but its front page", session)
    feeds.stop_polling(session, lease.id)
    due.finish(session, lease)
    return _done(lease, f"a site with {found} feeds")


def _done(lease: Lease, detail: str) -> Outcome:
    return Outcome(stage=Stage.POLL, id=lease.id, ending=Ending.DONE, detail=detail)


def _watch(session: Session, site: Target, url: str, at: datetime) -> None:
    """Watch what a site named, as long as the site is."""
    outlet = site.outlet if site.outlet_given else None
    feeds.watch(session, url, at, outlet=outlet, host=check_url(url).host, found_by=site.id)
