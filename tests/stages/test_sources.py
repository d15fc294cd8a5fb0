"""Everything that announces articles, watched over a real server on loopback."""

import gzip
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from schemas.feed import FeedKind
from schemas.outcome import Ending, Stage
from worker.clock import now
from worker.errors import NotFoundError
from worker.stages.poll import watch
from worker.store import articles, sources
from worker.store.session import reading, writing
from worker.text.feeds.window import MAX_ENTRIES

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, page, pass_time, rss, versions

pytestmark = pytest.mark.usefixtures("store")
FRONT = "<html><head><title>The Harbour Post</title></head><body>{}</body></html>"
ARTICLE = "/news/harbour-bridge-shut-after-cracks"


def urlset(*paths: str, lastmod: str | None = None) -> str:
    stamp = f"<lastmod>{lastmod or now().isoformat()}</lastmod>"
    return f"<urlset>{''.join(f'<url><loc>{path}</loc>{stamp}</url>' for path in paths)}</urlset>"


def listed() -> dict[str, FeedKind | None]:
    with reading() as session:
        return {source.url: source.form for source in sources.listed(session)}


def known(url: str) -> int:
    with reading() as session:
        return articles.look_up(session, url)


@pytest.fixture
def article(site: Site) -> str:
    return site.answer(ARTICLE, page("Bridge closed", PARAGRAPHS))


ONE_URL = f"<urlset><url><loc>{ARTICLE}</loc>{{}}</url><url><loc>/</loc></url></urlset>"
ANNOUNCED: dict[str, tuple[FeedKind, str | bytes]] = {
    "/feed.json": (
        FeedKind.JSON_FEED,
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "url": ARTICLE}]}),
    ),
    "/sitemap.xml": (FeedKind.SITEMAP, ONE_URL.format("")),
    "/sitemap.xml.gz": (FeedKind.SITEMAP, gzip.compress(ONE_URL.format("").encode())),
    "/news.xml": (
        FeedKind.NEWS_SITEMAP,
        ONE_URL.format(f"<publication_date>{now():%Y-%m-%d}</publication_date>"),
    ),
    "/feed.xml": (FeedKind.FEED, rss(ARTICLE)),
}


@pytest.mark.parametrize("path", ANNOUNCED)
def test_what_announces_articles_is_watched(site: Site, perform_all: Perform, article: str, path: str) -> None:
    kind, body = ANNOUNCED[path]
    url = site.answer(path, body, Content_Type="application/octet-stream")
    perform_all(list(watch(url).next))
    pass_time(perform_all)
    assert listed() == {url: kind}
    assert versions(article) == [1]
    with reading() as session:
        (source,) = sources.listed(session)
    assert (source.articles, source.versions, source.changes, source.health) == (1, 1, 0, "good")


def test_a_site_is_watched_through_the_sitemap_that_its_robots_txt_names(
    site: Site, perform_all: Perform, article: str, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]
) -> None:
    monkeypatch.delenv("STET_ROBOTS_IGNORE")
    fresh()
    front = site.answer("/", FRONT.format(f"<a href='{ARTICLE}'>x</a>"))
    site.answer("/robots.txt", f"User-agent: *\nSitemap: {site.url}/gone.xml\nSitemap: {site.url}/map.xml\n")
    site.answer("/map.xml", urlset(ARTICLE))
    perform_all(list(watch(front, "Harbour Post").next))
    pass_time(perform_all, rounds=20)
    assert listed() == {site.url + "/map.xml": FeedKind.SITEMAP}
    assert versions(article) == [1]
    assert "/feed" not in site.paths()


def test_a_site_is_watched_through_a_feed_where_many_have_one(site: Site, perform_all: Perform, article: str) -> None:
    front = site.answer("/", FRONT.format(""))
    site.answer("/rss.xml", rss(ARTICLE))
    perform_all(list(watch(front).next))
    pass_time(perform_all, rounds=20)
    assert listed() == {site.url + "/rss.xml": FeedKind.FEED}
    assert versions(article) == [1]
    assert "/sitemap.xml" not in site.paths()


def test_a_site_with_nothing_but_a_front_page_is_watched_through_its_links(
    site: Site, perform_all: Perform, article: str
) -> None:
    links = f"<a href='{ARTICLE}?utm_source=front'>Harbour bridge is shut</a> <a href='/about'>About</a>"
    front = site.answer("/", FRONT.format(links))
    perform_all(list(watch(front).next))
    pass_time(perform_all, rounds=20)
    assert listed() == {front: FeedKind.FRONT_PAGE}
    assert versions(article) == [1]
    assert "/about" not in site.paths()
    second = site.answer("/news/ferry-runs-aground-in-fog", page("Ferry", [text + " Fog." for text in PARAGRAPHS]))
    site.answer("/", FRONT.format("<a href='/news/ferry-runs-aground-in-fog'>Ferry</a>" + links))
    with time_machine.travel(now() + timedelta(hours=1)):
        pass_time(perform_all)
    assert versions(second) == [1]


def test_an_article_that_names_its_sites_feed_is_watched_by_itself(site: Site, perform_all: Perform) -> None:
    says = "<link rel='alternate' type='application/rss+xml' href='/feed'><meta property='og:type' content='article'>"
    url = site.answer(ARTICLE, page("Bridge closed", PARAGRAPHS).replace("<head>", f"<head>{says}"))
    perform_all(list(watch(url).next))
    pass_time(perform_all)
    assert listed() == {url: None}
    assert "/feed" not in site.paths()


def test_an_index_leads_to_its_newest_sitemaps_and_says_when_they_change(
    site: Site, perform_all: Perform, article: str
) -> None:
    def index(lastmod: str) -> str:
        maps = (("new", lastmod), ("old", "2001-01-01"))
        named = (f"<sitemap><loc>/{name}.xml</loc><lastmod>{when}</lastmod></sitemap>" for name, when in maps)
        return f"<sitemapindex>{''.join(named)}</sitemapindex>"

    first = now()
    url = site.answer("/index.xml", index(first.isoformat()))
    site.answer("/new.xml", urlset(ARTICLE))
    perform_all(list(watch(url).next))
    pass_time(perform_all)
    assert listed() == {url: FeedKind.SITEMAP_INDEX, site.url + "/new.xml": FeedKind.SITEMAP}
    assert versions(article) == [1]
    assert "/old.xml" not in site.paths()
    with time_machine.travel(first + timedelta(hours=1)):
        pass_time(perform_all)
    assert site.paths().count("/new.xml") == 1
    site.answer("/index.xml", index((first + timedelta(hours=2)).isoformat()))
    with time_machine.travel(first + timedelta(hours=2)):
        pass_time(perform_all)
    assert site.paths().count("/new.xml") == 2
    with writing() as session:
        sources.unwatch(session, url)
    assert listed() == {}


def test_an_index_in_an_index_leads_nowhere(site: Site, perform_all: Perform) -> None:
    for number in range(4):
        site.answer(f"/{number}.xml", f"<sitemapindex><sitemap><loc>/{number + 1}.xml</loc></sitemap></sitemapindex>")
    perform_all(list(watch(site.url + "/0.xml").next))
    pass_time(perform_all)
    assert set(site.paths()) == {"/0.xml", "/1.xml"}


def test_a_sitemaps_archive_is_left_alone(site: Site, perform_all: Perform, article: str) -> None:
    old = urlset("/news/an-old-story-of-long-ago", lastmod="2001-01-01")
    site.answer("/map.xml", urlset(ARTICLE).replace("</urlset>", old.removeprefix("<urlset>")))
    perform_all(list(watch(site.url + "/map.xml").next))
    pass_time(perform_all)
    assert versions(article) == [1]
    assert "/news/an-old-story-of-long-ago" not in site.paths()


def test_a_long_feed_is_taken_a_piece_at_a_time_unchanged_or_not(
    site: Site, perform_all: Perform, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]
) -> None:
    monkeypatch.setenv("STET_HOST_DELAY_SECONDS", "60")
    fresh()
    paths = [f"/news/{number}" for number in range(MAX_ENTRIES + 200)]
    url = site.answer("/feed", rss(*paths), ETag='"v1"')
    (first,) = perform_all(list(watch(url).next))
    assert first.detail == f"{MAX_ENTRIES} new of {MAX_ENTRIES} announced"
    ended = pass_time(perform_all, rounds=20, step=timedelta(seconds=61))
    second, third = [outcome for outcome in ended if outcome.stage is Stage.POLL][:2]
    assert second.detail.startswith("200 new")
    assert third.detail.startswith("0 new")
    sent = [headers.get("if-none-match") for _, path, headers, _ in site.asked if path == "/feed"]
    assert sent[:3] == [None, None, '"v1"']


def test_a_feed_cut_short_is_a_matter_of_health(site: Site, perform_all: Perform) -> None:
    packed = gzip.compress(rss(ARTICLE).encode())
    url = site.answer("/feed", packed[:-6], Content_Encoding="gzip")
    (outcome,) = perform_all(list(watch(url).next))
    assert (outcome.ending, outcome.detail) == (Ending.HEALTH, "truncated: the answer was cut short")


def test_a_hostile_feed_shows_an_error_and_the_next_is_read(
    site: Site, perform_all: Perform, monkeypatch: pytest.MonkeyPatch, article: str
) -> None:
    hostile = site.answer("/hostile", "<rss version='2.0'><channel>" + "<a>" * 200_000)
    fine = site.answer("/feed", rss(ARTICLE))
    with monkeypatch.context() as patch:
        patch.setattr("worker.apart.WALL_SECONDS", 0.3)
        (outcome,) = perform_all(list(watch(hostile).next))
    assert (outcome.ending, outcome.detail) == (
        Ending.HEALTH,
        "no-feed: it takes more than 0.3 s to read",
    )
    perform_all(list(watch(fine).next))
    pass_time(perform_all, rounds=3)
    assert versions(article) == [1]


def feed_of(*entries: tuple[str, str, str]) -> str:
    items = (
        f"<item><guid isPermaLink='false'>{guid}</guid><link>{path}</link><title>{title}</title></item>"
        for guid, path, title in entries
    )
    return f"<rss version='2.0'><channel><title>The Harbour Post</title>{''.join(items)}</channel></rss>"


def test_new_ids_and_titles_make_no_new_articles(site: Site, perform_all: Perform, article: str) -> None:
    feed = site.url + "/feed"
    for hour in range(4):
        site.answer("/feed", feed_of((f"{hour}-1", f"{ARTICLE}?utm_campaign=h{hour}", "++ Bridge ++" * hour)))
        with time_machine.travel(now() + timedelta(hours=hour)):
            perform_all(list(watch(feed).next))
            pass_time(perform_all, rounds=3)
    with reading() as session:
        assert [source.articles for source in sources.listed(session)] == [1]
    assert known(article)


def test_a_slug_edit_is_the_same_article_at_another_address(site: Site, perform_all: Perform, article: str) -> None:
    perform_all(list(watch(site.answer("/feed", feed_of(("a-1", ARTICLE, "Harbour bridge shut after cracks")))).next))
    pass_time(perform_all)
    site.answer(ARTICLE, status=404)
    edited = site.answer("/news/bridge-shut-for-three-weeks", page("Bridge closed", PARAGRAPHS))
    site.answer("/feed", feed_of(("a-1", "/news/bridge-shut-for-three-weeks", "Harbour bridge shut for three weeks")))
    with time_machine.travel(now() + timedelta(hours=1)):
        pass_time(perform_all)
    assert known(edited) == known(article)
    with reading() as session:
        assert articles.details(session, known(article)).article.url == edited


def test_an_id_given_again_to_another_article_is_not_trusted(site: Site, perform_all: Perform, article: str) -> None:
    perform_all(list(watch(site.answer("/feed", feed_of(("1", ARTICLE, "Harbour bridge shut after cracks")))).next))
    other = site.answer("/news/wheat-prices-fall-again", page("Wheat", [text + " Wheat." for text in PARAGRAPHS]))
    entries = ("1", "/news/wheat-prices-fall-again", "Wheat prices fall again"), ("2", ARTICLE, "Harbour bridge")
    site.answer("/feed", feed_of(*entries))
    with time_machine.travel(now() + timedelta(hours=1)):
        pass_time(perform_all)
    assert known(other) != known(article)


def test_entries_that_share_an_id_are_told_apart(site: Site, perform_all: Perform) -> None:
    site.answer(
        "/feed", feed_of(("x", "/news/one-of-the-stories", "Bridge"), ("x", "/news/two-of-the-stories", "Bridge"))
    )
    perform_all(list(watch(site.url + "/feed").next))
    assert known(site.url + "/news/one-of-the-stories") != known(site.url + "/news/two-of-the-stories")


def test_what_is_given_up_is_visited_no_more(site: Site, perform_all: Perform, article: str) -> None:
    url = site.answer("/feed", rss(ARTICLE))
    perform_all(list(watch(url).next))
    pass_time(perform_all)
    with writing() as session:
        assert sources.unwatch(session, url) == 1
    asked = len(site.asked)
    with time_machine.travel(now() + timedelta(days=2)):
        assert pass_time(perform_all) == []
    assert len(site.asked) == asked
    assert versions(article) == [1]
    with writing() as session, pytest.raises(NotFoundError, match="not watched"):
        sources.unwatch(session, url)


def test_a_site_given_up_takes_its_feeds_along(site: Site, perform_all: Perform) -> None:
    front = site.answer("/", FRONT.format(""))
    site.answer("/feed", rss(ARTICLE))
    perform_all(list(watch(front).next))
    pass_time(perform_all, rounds=20)
    with writing() as session:
        sources.unwatch(session, front)
    assert listed() == {}


def test_news_goes_before_an_archive_that_waits(
    site: Site, perform_all: Perform, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]
) -> None:
    monkeypatch.setenv("STET_HOST_DELAY_SECONDS", "60")
    fresh()
    day = f"{now() - timedelta(days=9):%a, %d %b %Y}"
    old = "".join(f"<item><link>/archive/{n}</link><pubDate>{day}</pubDate></item>" for n in range(300))
    feed = "<rss version='2.0'><channel>{}</channel></rss>"
    site.answer("/feed", feed.format(old))
    perform_all(list(watch(site.url + "/feed").next))
    with time_machine.travel(now() + timedelta(hours=5)):  # as if nobody had been at work since
        stamp = f"{now() - timedelta(minutes=9):%a, %d %b %Y %H:%M:%S} GMT"
        site.answer("/feed", feed.format(f"<item><link>/news</link><pubDate>{stamp}</pubDate></item>" + old))
        pass_time(perform_all, rounds=3, step=timedelta(seconds=61))
    asked = [path for path in site.paths() if path != "/feed"]
    assert "/news" in asked[:2]
