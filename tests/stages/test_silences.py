"""Sources that are read well and have nothing new: quiet by their own past, or without anything from the start."""

from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest
import time_machine
from sqlalchemy import select

from schemas.sources import OutletHealth, Source
from worker.clock import now
from worker.stages.poll import watch
from worker.store import counts, health, sources
from worker.store.session import reading, writing
from worker.store.tables import Feed

from .conftest import Site
from .harbour_post import LONG, Perform, page, pass_time

pytestmark = pytest.mark.usefixtures("store")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
RSS = {"Content_Type": "application/rss+xml"}


def story(site: Site, number: int) -> str:
    return site.answer(f"/story-{number}", page(f"Story {number}", [f"{text} It was story {number}." for text in LONG]))


def feed(*stories: tuple[str, datetime]) -> str:
    items = "".join(
        f"<item><title>A story</title><link>{url}</link><pubDate>{format_datetime(at)}</pubDate></item>"
        for url, at in stories
    )
    return f"<rss version='2.0'><channel><title>The Harbour Post</title>{items}</channel></rss>"


def sitemap(*urls: str, lastmod: datetime) -> str:
    stamp = f"<lastmod>{lastmod.isoformat()}</lastmod>"
    return f"<urlset>{''.join(f'<url><loc>{url}</loc>{stamp}</url>' for url in urls)}</urlset>"


def poll(perform_all: Perform, *, after: timedelta = timedelta(0)) -> tuple[dict[str, Source], OutletHealth]:
    """Have all feeds polled so long from now; return the sources by the ends of their addresses, and the outlet."""
    with time_machine.travel(now() + after):
        with writing() as session:
            for each in session.scalars(select(Feed).where(Feed.watched)):
                each.next_at = now()
        pass_time(perform_all, rounds=4)
        with reading() as session:
            listed = {source.url.rpartition("/")[2]: source for source in sources.listed(session)}
            outlets = {each.outlet: each for each in health.outlets(session, now())}
            stored = counts.counts(session)
    assert stored.outlets == {"good": 0} | {each.health: 1 for each in outlets.values()}
    assert stored.quiet == [source.health for source in listed.values()].count("quiet")
    return listed, outlets["The Harbour Post"]


@pytest.fixture
def hourly(site: Site, perform_all: Perform) -> str:
    """A feed whose five articles came an hour apart."""
    start = now()
    five = feed(*((story(site, number), start - number * HOUR) for number in range(5)))
    url = site.answer("/feed", five, **RSS)
    watch(url)
    listed, outlet = poll(perform_all)
    assert (listed["feed"].health, outlet.health) == ("good", "good")
    return url


def test_a_feed_that_stopped_is_quiet_and_so_is_its_outlet_until_something_new_comes(
    site: Site, perform_all: Perform, hourly: str
) -> None:
    listed, outlet = poll(perform_all, after=7 * DAY)
    assert (listed["feed"].health, outlet.health) == ("good", "good")
    since = listed["feed"].last_news
    assert since is not None
    listed, outlet = poll(perform_all, after=9 * DAY)
    assert (listed["feed"].health, listed["feed"].unhealthy_since, listed["feed"].last_news) == ("quiet", None, since)
    assert (outlet.health, outlet.since) == ("quiet", since)
    site.answer("/feed", feed((story(site, 9), now() + 10 * DAY)), **RSS)
    listed, outlet = poll(perform_all, after=10 * DAY + HOUR)
    assert (listed["feed"].health, outlet.health) == ("good", "good")
    assert listed["feed"].url == hourly


@pytest.mark.usefixtures("hourly")
def test_a_feed_that_cannot_be_read_is_ill_and_not_quiet(site: Site, perform_all: Perform) -> None:
    poll(perform_all, after=9 * DAY)
    site.answer("/feed", "gone", status=503)
    listed, outlet = poll(perform_all, after=10 * DAY)
    assert (listed["feed"].health, outlet.health) == ("HTTP 503", "good")


@pytest.mark.usefixtures("hourly")
def test_an_outlet_with_another_feed_that_has_news_is_not_quiet(site: Site, perform_all: Perform) -> None:
    site.answer("/other", feed((story(site, 7), now() + 8 * DAY)), **RSS)
    watch(site.url + "/other", "The Harbour Post")
    listed, outlet = poll(perform_all, after=9 * DAY)
    assert [listed[name].health for name in ("feed", "other")] == ["quiet", "good"]
    assert outlet.health == "good"


@pytest.mark.usefixtures("hourly")
def test_a_feed_whose_articles_another_one_brought_first_has_news_all_the_same(
    site: Site, perform_all: Perform
) -> None:
    both = feed(*((story(site, number), now() + 8 * DAY) for number in (10, 11)))
    site.answer("/other", both, **RSS)
    watch(site.url + "/other", "The Harbour Post")
    poll(perform_all, after=9 * DAY)
    site.answer("/feed", both, **RSS)
    listed, _ = poll(perform_all, after=9 * DAY + HOUR)
    assert (listed["feed"].articles, listed["feed"].health) == (5, "good")


def test_a_sitemap_whose_dates_are_all_old_has_named_nothing(site: Site, perform_all: Perform) -> None:
    old = now() - 40 * DAY
    url = site.answer("/sitemap.xml", sitemap(story(site, 1), story(site, 2), lastmod=old))
    watch(url, "The Harbour Post")
    listed, outlet = poll(perform_all)
    assert (listed["sitemap.xml"].health, outlet.health) == ("nothing-yet", "new")
    assert listed["sitemap.xml"].complaint == "all 2 entries too old to be watched"


def test_an_index_is_judged_by_all_its_sitemaps_and_they_are_not_by_themselves(
    site: Site, perform_all: Perform
) -> None:
    start = now()

    def month(name: str, number: int, at: datetime) -> str:
        site.answer(f"/{name}", sitemap(story(site, number), lastmod=at))
        return f"<sitemap><loc>{site.url}/{name}</loc><lastmod>{at.isoformat()}</lastmod></sitemap>"

    first = month("first", 1, start)
    watch(site.answer("/index", f"<sitemapindex>{first}</sitemapindex>"), "The Harbour Post")
    for day in range(1, 5):
        poll(perform_all, after=day * DAY)
        first = month("first", day + 1, start + day * DAY)
        site.answer("/index", f"<sitemapindex>{first}</sitemapindex>")
    second = month("second", 8, start + 5 * DAY)
    site.answer("/index", f"<sitemapindex>{second}{first}</sitemapindex>")
    listed, outlet = poll(perform_all, after=6 * DAY)
    assert [listed[name].health for name in ("index", "first", "second")] == ["good"] * 3
    assert (listed["first"].last_news, outlet.health) == (None, "good")
    listed, outlet = poll(perform_all, after=16 * DAY)
    assert [listed[name].health for name in ("index", "first", "second")] == ["quiet", "good", "good"]
    assert (outlet.health, outlet.since) == ("quiet", listed["index"].last_news)


def test_an_index_none_of_whose_sitemaps_has_named_anything_has_named_nothing_after_a_day(
    site: Site, perform_all: Perform
) -> None:
    old = f"<lastmod>{(now() - 90 * DAY).isoformat()}</lastmod>"
    index = f"<sitemapindex><sitemap><loc>{site.url}/old.xml</loc>{old}</sitemap></sitemapindex>"
    watch(site.answer("/index", index), "The Harbour Post")
    listed, _ = poll(perform_all)
    assert (listed["index"].health, listed["index"].complaint) == (
        "good",
        "none of its 1 sitemaps is dated within a month",
    )
    assert poll(perform_all, after=DAY + HOUR)[0]["index"].health == "nothing-yet"
