"""Feeds, sites and articles that are watched, over a real server on loopback."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from schemas.outcome import Ending, Stage
from schemas.sources import SourceKind
from worker.clock import now
from worker.errors import StetError
from worker.stages.poll import watch
from worker.store import articles, changes, sources
from worker.store.changes import ChangeQuery
from worker.store.session import reading

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, page, pass_time, rss, versions

pytestmark = pytest.mark.usefixtures("store")


def test_a_feed_brings_articles_and_an_edit_of_one_is_a_change(site: Site, perform_all: Perform) -> None:
    first = site.answer("/a", page("Bridge closed", PARAGRAPHS))
    site.answer("/b", page("Ferry late", [text.replace("bridge", "ferry") for text in PARAGRAPHS]))
    feed = site.answer("/feed", rss("/a", site.url + "/b?utm_source=rss"), Content_Type="application/rss+xml")
    perform_all(list(watch(feed).next))
    pass_time(perform_all)
    assert versions(first) == [1]
    assert versions(site.url + "/b") == [1]
    with reading() as session:
        (source,) = sources.listed(session)
        article = articles.get(session, [articles.look_up(session, first)])
    assert (source.kind, source.outlet, source.health, source.articles) == (
        SourceKind.FEED,
        "The Harbour Post",
        "good",
        2,
    )
    assert [summary.outlet for summary in article.values()] == ["The Harbour Post"]
    site.answer("/a", page("Bridge closed", [PARAGRAPHS[0].replace("two", "three"), *PARAGRAPHS[1:]]))
    with time_machine.travel(now() + timedelta(days=1)):
        pass_time(perform_all)
    assert versions(first) == [1, 2]
    with reading() as session:
        (change,) = changes.find(session, ChangeQuery())
    assert "figure" in change.labels


def test_unchanged_answers_end_before_reading(site: Site, perform_all: Perform) -> None:
    url = site.answer("/a", page("Bridge closed", PARAGRAPHS), ETag='"v1"')
    perform_all(list(watch(url).next))
    pass_time(perform_all)
    site.answers["/a"] = (304, {}, b"")
    with time_machine.travel(now() + timedelta(days=1)):
        ended = pass_time(perform_all)
    assert {(outcome.stage, outcome.ending, outcome.detail) for outcome in ended} == {
        (Stage.FETCH, Ending.UNCHANGED, "HTTP 304")
    }
    assert site.asked[-1][2]["if-none-match"] == '"v1"'
    assert versions(url) == [1]


def test_a_site_is_watched_through_the_feeds_it_names(site: Site, perform_all: Perform) -> None:
    front = site.answer(
        "/", "<html><head><link rel='alternate' type='application/rss+xml' href='/feed'></head><body>Hi</body></html>"
    )
    site.answer("/feed", rss("/a"), Content_Type="application/rss+xml")
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    perform_all(list(watch(front, "Harbour Post").next))
    pass_time(perform_all)
    with reading() as session:
        (source,) = sources.listed(session)
    assert source.url == site.url + "/feed"
    assert source.outlet == "Harbour Post"
    assert versions(site.url + "/a") == [1]


def test_what_names_no_feed_is_watched_as_an_article(site: Site, perform_all: Perform) -> None:
    url = site.answer("/a", page("Bridge closed", PARAGRAPHS))
    perform_all(list(watch(url).next))
    pass_time(perform_all)
    with reading() as session:
        (source,) = sources.listed(session)
    assert (source.kind, source.url) == (SourceKind.ARTICLE, url)
    assert versions(url) == [1]


def test_a_host_is_left_alone_for_as_long_as_it_asks(site: Site, perform_all: Perform) -> None:
    url = site.answer("/a", status=429, Retry_After="3600")
    perform_all(list(watch(url).next))
    other = watch(site.url + "/other")
    (outcome,) = perform_all(list(other.next))
    assert outcome.ending is Ending.NOT_OWED
    pass_time(perform_all, rounds=59)
    assert site.paths() == ["/a"]
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    with time_machine.travel(now() + timedelta(seconds=3601)):
        pass_time(perform_all)
    assert "/other" in site.paths()


def test_two_visits_to_a_host_keep_its_delay(
    site: Site, perform_all: Perform, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]
) -> None:
    monkeypatch.setenv("STET_HOST_DELAY_SECONDS", "30")
    fresh()
    site.answer("/feed", rss("/a", "/b"), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed").next))
    assert pass_time(perform_all, rounds=29, step=timedelta(seconds=1)) == []
    pass_time(perform_all, rounds=40, step=timedelta(seconds=1))
    assert site.paths() == ["/feed", "/a"]


def test_an_archive_does_not_keep_the_news_waiting(
    site: Site, perform_all: Perform, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]
) -> None:
    monkeypatch.setenv("STET_HOST_DELAY_SECONDS", "30")
    fresh()
    archive = [f"/archive/{number}" for number in range(40)]
    site.answer("/feed", rss(*archive), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed").next))
    site.answer("/feed", rss("/news", *archive), Content_Type="application/rss+xml")
    pass_time(perform_all, rounds=14, step=timedelta(seconds=31))
    assert "/news" in site.paths()
    assert 1 < sum(path.startswith("/archive") for path in site.paths()) < len(archive) / 2


def test_what_redirects_is_one_article_under_both_addresses(site: Site, perform_all: Perform) -> None:
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    old = site.answer("/old", status=301, Location="/a")
    perform_all(list(watch(old).next))
    pass_time(perform_all)
    with reading() as session:
        assert articles.look_up(session, old) == articles.look_up(session, site.url + "/a")


@pytest.mark.parametrize("url", ["ftp://a.example/", "http://", "https://a.example\\@b.example/", "nonsense"])
def test_what_cannot_be_fetched_is_refused_at_once(url: str) -> None:
    with pytest.raises(StetError):
        watch(url)


def test_inside_addresses_are_refused_and_that_is_a_matter_of_health(
    site: Site, perform_all: Perform, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]
) -> None:
    monkeypatch.delenv("STET_EGRESS_ALLOW")
    fresh()
    (outcome,) = perform_all(list(watch(site.url + "/feed").next))
    assert outcome.ending is Ending.HEALTH
    assert site.asked == []
