"""How what is watched fares: failures, block pages, feeds that are none for a while, and what comes after."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from schemas.outcome import Outcome
from schemas.sources import SourceKind
from worker.clock import now
from worker.stages.poll import watch
from worker.store import articles, health, sources
from worker.store.session import reading, writing

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, of, page, pass_time, rss, versions

pytestmark = pytest.mark.usefixtures("store")


@pytest.mark.parametrize(("status", "problem"), [(404, "missing"), (403, "blocked"), (500, "HTTP 500: ")])
def test_an_error_is_a_matter_of_health_and_the_last_version_stands(
    site: Site, perform_all: Perform, status: int, problem: str
) -> None:
    url = site.answer("/a", page("Bridge closed", PARAGRAPHS))
    perform_all(list(watch(url).next))
    pass_time(perform_all)
    site.answer("/a", "<html><body><p>Sorry.</p></body></html>", status=status)
    with time_machine.travel(now() + timedelta(days=1)):
        pass_time(perform_all)
        with reading() as session:
            (source,) = sources.listed(session)
    assert source.health.startswith(problem)
    assert source.unhealthy_since is not None
    assert versions(url) == [1]
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    with time_machine.travel(now() + timedelta(days=3)):
        pass_time(perform_all)
        with reading() as session:
            (source,) = sources.listed(session)
    assert (source.health, source.unhealthy_since) == ("good", None)
    assert versions(url) == [1]


@pytest.mark.parametrize(
    ("status", "minutes", "last"),
    [(404, [10, 20, 40, 80, 160], 24 * 60), (503, [10, 20, 40, 60, 60], 78)],
    ids=["a feed is gone", "its host is away"],
)
def test_a_dead_feed_slows_down_and_is_never_dropped(
    site: Site, perform_all: Perform, status: int, minutes: list[int], last: int
) -> None:
    feed = site.answer("/feed", "gone", status=503)
    perform_all(list(watch(feed).next))
    site.answer("/feed", "gone", status=status)
    waits = []
    for _ in range(18):
        with reading() as session:
            (source,) = sources.listed(session)
        assert source.next_visit is not None
        with time_machine.travel(source.next_visit + timedelta(seconds=1)):
            before = now()
            pass_time(perform_all, rounds=1)
            with reading() as session:
                (source,) = sources.listed(session)
            assert source.health == f"HTTP {status}"
            assert source.next_visit is not None
            waits.append(round((source.next_visit - before) / timedelta(minutes=1)))
    assert waits[:5] == minutes
    assert waits == sorted(waits)
    assert waits[-1] == last


def test_a_page_in_a_feeds_place_is_a_failure_and_the_feed_stays_one(site: Site, perform_all: Perform) -> None:
    feed = site.answer("/feed", rss("/a"), Content_Type="application/rss+xml")
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    perform_all(list(watch(feed).next))
    site.answer("/feed", "<html><body>We are down for maintenance.</body></html>")
    with time_machine.travel(now() + timedelta(hours=1)):
        pass_time(perform_all)
        with reading() as session:
            (source,) = sources.listed(session)
    assert (source.kind, source.health) == (SourceKind.FEED, "no-feed: this is no feed that stet can read")
    site.answer("/b", page("Ferry late", PARAGRAPHS[::-1]))
    site.answer("/feed", rss("/b", "/a"), Content_Type="application/rss+xml")
    with time_machine.travel(now() + timedelta(days=2)):
        pass_time(perform_all)
    assert versions(site.url + "/b") == [1]


def test_what_was_asked_for_once_is_tried_again_after_a_passing_failure(
    site: Site, perform_all: Perform, take_in: Callable[..., list[Outcome]]
) -> None:
    url = site.answer("/a", status=503)
    take_in(url=url)
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    with time_machine.travel(now() + timedelta(hours=1)):
        pass_time(perform_all)
    assert versions(url) == [1]
    asked = len(site.asked)
    with time_machine.travel(now() + timedelta(days=1)):
        pass_time(perform_all)
    assert len(site.asked) == asked


def test_what_never_answers_is_not_asked_for_ever(
    site: Site, perform_all: Perform, take_in: Callable[..., list[Outcome]]
) -> None:
    take_in(url=site.answer("/a", "gone", status=404))
    for day in range(1, 12):
        with time_machine.travel(now() + timedelta(days=day)):
            pass_time(perform_all, rounds=1)
    assert len(site.asked) < 10


def test_a_block_page_that_stays_the_same_stays_a_problem(site: Site, perform_all: Perform) -> None:
    url = site.answer("/a", page("Bridge closed", PARAGRAPHS))
    perform_all(list(watch(url).next))
    pass_time(perform_all)
    site.answer("/a", "<html><head><title>Access denied</title></head><body>Access denied.</body></html>", status=403)
    healths = []
    since = set()
    for day in (1, 2, 3):
        with time_machine.travel(now() + timedelta(days=day)):
            pass_time(perform_all, rounds=2)
            with reading() as session:
                (source,) = sources.listed(session)
            healths.append(source.health.partition(":")[0])
            since.add(source.unhealthy_since)
    assert healths == ["blocked"] * 3
    assert len(since) == 1


def test_an_old_article_is_visited_for_as_long_as_it_is_watched(site: Site, perform_all: Perform) -> None:
    old = page("Bridge closed", PARAGRAPHS).replace(
        "<head>", "<head><meta property='article:published_time' content='2019-05-01T08:00:00Z'>"
    )
    url = site.answer("/a", old)
    perform_all(list(watch(url).next))
    pass_time(perform_all)
    with reading() as session:
        (source,) = sources.listed(session)
    assert source.next_visit is not None


def test_an_articles_other_address_serves_to_stop_watching_it(site: Site, perform_all: Perform) -> None:
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    old = site.answer("/old", status=301, Location="/a")
    perform_all(list(watch(old).next))
    with writing() as session:
        sources.unwatch(session, old)
        assert sources.listed(session) == ()


def test_of_two_feeds_the_one_that_found_an_article_names_its_outlet(site: Site, perform_all: Perform) -> None:
    url = site.answer("/a", page("Bridge closed", PARAGRAPHS))
    for path, outlet in (("/paper", "The Paper"), ("/aggregator", "Aggregator")):
        site.answer(path, rss("/a"), Content_Type="application/rss+xml")
        perform_all(list(watch(site.url + path, outlet).next))
    with reading() as session:
        article = articles.get(session, [articles.look_up(session, url)])
    assert [summary.outlet for summary in article.values()] == ["The Paper"]


def test_a_sitemap_goes_by_the_name_of_the_outlet_that_its_articles_tell(site: Site, perform_all: Perform) -> None:
    stamp = f"<lastmod>{now():%Y-%m-%d}</lastmod>"
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    site.answer("/new.xml", "<urlset/>")
    url = site.answer("/index.xml", f"<sitemapindex><sitemap><loc>/new.xml</loc>{stamp}</sitemap></sitemapindex>")
    perform_all(list(watch(url).next))
    pass_time(perform_all, rounds=3)
    with reading() as session:
        assert {source.outlet for source in sources.listed(session)} == {"127.0.0.1"}
        assert [each.outlet for each in sources.subscriptions(session)] == [None]
    site.answer("/new.xml", f"<urlset><url><loc>/a</loc>{stamp}</url></urlset>")
    with time_machine.travel(now() + timedelta(days=1)):
        pass_time(perform_all)
    with reading() as session:
        assert {source.outlet for source in sources.listed(session)} == {"The Harbour Post"}
        assert [outlet.outlet for outlet in health.outlets(session, now())] == ["The Harbour Post"]
        assert [each.outlet for each in sources.subscriptions(session)] == ["The Harbour Post"]


def test_the_feeds_of_one_publisher_are_one_outlet_whatever_their_titles(site: Site, perform_all: Perform) -> None:
    for section in ("world", "sport"):
        site.answer(f"/{section}/1", page(f"News of {section}", of(section)))
        title = f"<title>The Harbour Post: {section}"
        feed = rss(f"/{section}/1").replace("<title>The Harbour Post", title)
        site.answer(f"/{section}", feed, Content_Type="application/rss+xml")
        perform_all(list(watch(f"{site.url}/{section}").next))
    for hours in (0, 2):
        with time_machine.travel(now() + timedelta(hours=hours)):
            pass_time(perform_all, rounds=3)
        with reading() as session:
            assert {source.outlet for source in sources.listed(session)} == {"The Harbour Post"}
            assert [outlet.outlet for outlet in health.outlets(session, now())] == ["The Harbour Post"]


def test_a_feed_of_others_articles_keeps_its_own_name(site: Site, perform_all: Perform) -> None:
    url = site.answer("/a", page("Bridge closed", PARAGRAPHS))
    site.answer("/feed", rss(url).replace("The Harbour Post", "What Others Write"), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url.replace("127.0.0.1", "localhost") + "/feed").next))
    pass_time(perform_all, rounds=3)
    with reading() as session:
        assert [source.outlet for source in sources.listed(session)] == ["What Others Write"]
        article = articles.look_up(session, url)
        assert articles.get(session, [article])[article].outlet == "The Harbour Post"


def test_what_is_wrong_with_a_feed_that_can_be_read_is_told_until_it_is_mended(
    site: Site, perform_all: Perform
) -> None:
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    whole = rss("/a", "")
    site.answer("/feed", whole.removesuffix("</channel></rss>"), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed").next))
    with reading() as session:
        (source,) = sources.listed(session)
    assert source.health == "good"
    assert source.complaint is not None
    assert source.complaint.startswith("broken XML at line 1: ")
    assert "1 of 2 entries without a link to a page; its only entry without a date" in source.complaint
    site.answer("/feed", whole.replace("<link></link>", "<link>/b</link>"), Content_Type="application/rss+xml")
    with time_machine.travel(now() + timedelta(hours=1)):
        pass_time(perform_all, rounds=1)
    with reading() as session:
        (source,) = sources.listed(session)
    assert source.complaint == "all 2 entries without a date"
