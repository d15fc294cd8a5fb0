"""What a feed gives of an article itself, where its page cannot be read."""

from datetime import timedelta
from html import escape

import pytest
import time_machine

from worker.clock import now
from worker.stages.poll import watch
from worker.store import articles, snapshots
from worker.store.session import reading
from worker.text.extract import FEED, HTML

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, page, pass_time, versions

pytestmark = pytest.mark.usefixtures("store")


def feed(link: str, paragraphs: list[str]) -> str:
    own = escape("".join(f"<p>{text}</p>" for text in paragraphs))
    return (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        f"<title>The Harbour Post</title><item><title>Bridge closed</title><link>{link}</link>"
        f"<content:encoded>{own}</content:encoded></item></channel></rss>"
    )


def newest(url: str) -> snapshots.Snapshot:
    with reading() as session:
        found = snapshots.latest(session, articles.look_up(session, url))
    assert found is not None
    return found


def test_what_a_feed_gives_stands_until_the_page_can_be_read(site: Site, perform_all: Perform) -> None:
    url = site.answer("/a", "<html><body><h1>Access denied</h1></body></html>", status=403)
    address = site.answer("/feed", feed("/a", PARAGRAPHS), Content_Type="application/rss+xml")
    perform_all(list(watch(address).next))
    pass_time(perform_all)
    kept = newest(url)
    assert kept.reading.extractor.is_like(FEED)
    assert kept.reading.title == "Bridge closed"
    assert kept.reading.paragraphs == tuple(PARAGRAPHS)
    site.answer("/a", page("Bridge closed", [*PARAGRAPHS, "The ferries run twice as often, the city said on Monday."]))
    with time_machine.travel(now() + timedelta(days=3)):
        ended = pass_time(perform_all)
    assert versions(url) == [1, 2]
    assert newest(url).reading.extractor.is_like(HTML)
    assert not [outcome for outcome in ended if outcome.stage == "compare" and "1 changes" in outcome.detail]


def test_a_page_that_can_be_read_is_read_and_nothing_else(site: Site, perform_all: Perform) -> None:
    url = site.answer("/a", page("Bridge closed", PARAGRAPHS))
    address = site.answer("/feed", feed("/a", PARAGRAPHS[::-1]), Content_Type="application/rss+xml")
    perform_all(list(watch(address).next))
    pass_time(perform_all)
    assert versions(url) == [1]
    assert newest(url).reading.extractor.is_like(HTML)


def test_a_teaser_in_a_feed_is_no_article(site: Site, perform_all: Perform) -> None:
    url = site.answer("/a", "<html><body><h1>Access denied</h1></body></html>", status=403)
    address = site.answer("/feed", feed("/a", PARAGRAPHS[:1]), Content_Type="application/rss+xml")
    perform_all(list(watch(address).next))
    pass_time(perform_all)
    assert versions(url) == []
