"""Feeds, sites and articles that are watched, over a real server on loopback."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from schemas.outcome import Ending, Nudge, Outcome, Stage
from schemas.sources import SourceKind
from worker.clock import now
from worker.errors import StetError
from worker.stages.poll import watch
from worker.store import articles, changes, due, feeds, snapshots
from worker.store.changes import ChangeQuery
from worker.store.session import reading, writing

from .conftest import Site

pytestmark = pytest.mark.usefixtures("store")

Perform = Callable[[list[Nudge]], list[Outcome]]

PARAGRAPHS = [
    "The harbour bridge was closed on Monday after engineers found cracks in two of its cables, the city said.",
    "About 12,000 cars use the bridge on a working day, and the ferries cannot carry them all, officials warned.",
    "Repairs will take three weeks and cost 4 million euros, according to the first estimate of the builders.",
    "“Nobody was in danger at any time,” said Mayor Anna Lund, who visited the bridge on Monday afternoon.",
]


def page(title: str, paragraphs: list[str]) -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<html lang='en'><head><title>{title}</title><meta property='og:site_name' content='The Harbour Post'></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def rss(*links: str) -> str:
    items = "".join(f"<item><title>News {n}</title><link>{link}</link></item>" for n, link in enumerate(links))
    return f"<rss version='2.0'><channel><title>The Harbour Post</title>{items}</channel></rss>"


def pass_time(perform_all: Perform, *, rounds: int = 12, step: timedelta = timedelta(minutes=1)) -> list[Outcome]:
    """Let the sweep find what is due, again and again, while time goes by."""
    ended: list[Outcome] = []
    start = now()
    for number in range(rounds):
        with time_machine.travel(start + number * step):
            with writing() as session:
                owed = due.sweep(session, now())
            ended += perform_all(owed)
    return ended


def versions(url: str) -> list[int]:
    with reading() as session:
        return [kept.version for kept in snapshots.versions(session, articles.look_up(session, url))]


def test_a_feed_brings_articles_and_an_edit_of_one_is_a_change(site: Site, perform_all: Perform) -> None:
    first = site.answer("/a", page("Bridge closed", PARAGRAPHS))
    site.answer("/b", page("Ferry late", [text.replace("bridge", "ferry") for text in PARAGRAPHS]))
    feed = site.answer("/feed", rss("/a", site.url + "/b?utm_source=rss"), Content_Type="application/rss+xml")
    perform_all(list(watch(feed).next))
    pass_time(perform_all)
    assert versions(first) == [1]
    assert versions(site.url + "/b") == [1]
    with reading() as session:
        (source,) = feeds.sources(session)
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
        (source,) = feeds.sources(session)
    assert source.url == site.url + "/feed"
    assert source.outlet == "Harbour Post"
    assert versions(site.url + "/a") == [1]


def test_what_names_no_feed_is_watched_as_an_article(site: Site, perform_all: Perform) -> None:
    url = site.answer("/a", page("Bridge closed", PARAGRAPHS))
    perform_all(list(watch(url).next))
    pass_time(perform_all)
    with reading() as session:
        (source,) = feeds.sources(session)
    assert (source.kind, source.url) == (SourceKind.ARTICLE, url)
    assert versions(url) == [1]


@pytest.mark.parametrize(("status", "problem"), [(404, "missing"), (403, "blocked"), (500, "blocked")])
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
            (source,) = feeds.sources(session)
    assert source.health.startswith(problem)
    assert source.unhealthy_since is not None
    assert versions(url) == [1]
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    with time_machine.travel(now() + timedelta(days=3)):
        pass_time(perform_all)
        with reading() as session:
            (source,) = feeds.sources(session)
    assert (source.health, source.unhealthy_since) == ("good", None)
    assert versions(url) == [1]


def test_a_dead_feed_slows_down_and_is_never_dropped(site: Site, perform_all: Perform) -> None:
    feed = site.answer("/feed", "gone", status=503)
    perform_all(list(watch(feed).next))
    waits = []
    for _ in range(12):
        with reading() as session:
            (source,) = feeds.sources(session)
        assert source.next_visit is not None
        assert source.health == "HTTP 503"
        with time_machine.travel(source.next_visit + timedelta(seconds=1)):
            before = now()
            pass_time(perform_all, rounds=1)
            with reading() as session:
                (source,) = feeds.sources(session)
            assert source.next_visit is not None
            waits.append(round((source.next_visit - before) / timedelta(minutes=1)))
    assert waits[:4] == [10, 20, 40, 80]
    assert waits == sorted(waits)
    assert waits[-1] == 24 * 60


def test_a_host_is_left_alone_for_as_long_as_it_asks(site: Site, perform_all: Perform) -> None:
    url = site.answer("/a", status=429, Retry_After="3600")
    perform_all(list(watch(url).next))
    other = watch(site.url + "/other")
    (outcome,) = perform_all(list(other.next))
    assert outcome.ending is Ending.LATER
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
    pass_time(perform_all, rounds=12, step=timedelta(seconds=31))
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


def test_a_page_in_a_feeds_place_is_a_failure_and_the_feed_stays_one(site: Site, perform_all: Perform) -> None:
    feed = site.answer("/feed", rss("/a"), Content_Type="application/rss+xml")
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    perform_all(list(watch(feed).next))
    site.answer("/feed", "<html><body>We are down for maintenance.</body></html>")
    with time_machine.travel(now() + timedelta(hours=1)):
        pass_time(perform_all)
        with reading() as session:
            (source,) = feeds.sources(session)
    assert (source.kind, source.health) == (SourceKind.FEED, "answers with a page that is no feed")
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
                (source,) = feeds.sources(session)
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
        (source,) = feeds.sources(session)
    assert source.next_visit is not None


def test_an_articles_other_address_serves_to_stop_watching_it(site: Site, perform_all: Perform) -> None:
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    old = site.answer("/old", status=301, Location="/a")
    perform_all(list(watch(old).next))
    with writing() as session:
        feeds.unwatch(session, old)
        assert feeds.sources(session) == ()


def test_of_two_feeds_the_one_that_found_an_article_names_its_outlet(site: Site, perform_all: Perform) -> None:
    url = site.answer("/a", page("Bridge closed", PARAGRAPHS))
    for path, outlet in (("/paper", "The Paper"), ("/aggregator", "Aggregator")):
        site.answer(path, rss("/a"), Content_Type="application/rss+xml")
        perform_all(list(watch(site.url + path, outlet).next))
    with reading() as session:
        article = articles.get(session, [articles.look_up(session, url)])
    assert [summary.outlet for summary in article.values()] == ["The Paper"]
