"""What stands: headlines under test, caches that lag, articles that moved, redesigns, blocks."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from schemas.alert import Alert, AlertType
from worker.clock import now
from worker.stages.poll import watch
from worker.store import articles, changes, snapshots
from worker.store.session import reading

from .conftest import Site
from .harbour_post import PARAGRAPHS, Later, Perform, begin, of, page, pass_time, rss, versions

pytestmark = pytest.mark.usefixtures("store")


def headline(site: Site, title: str) -> None:
    site.answer("/a", page(title, PARAGRAPHS))


def test_a_headline_under_test_makes_no_version(
    site: Site, perform_all: Perform, visit: Later, told: Callable[[], list[Alert]]
) -> None:
    url = begin(site, perform_all)
    for hour, title in enumerate("BABBAABA", start=1):
        headline(site, f"Bridge {'closed' if title == 'A' else 'shut for good'}")
        visit(url, timedelta(hours=hour))
    assert versions(url) == [1]
    assert told() == []


def test_a_headline_of_an_unknown_outlet_counts_once_it_has_lasted_and_as_of_when_it_came(
    site: Site, perform_all: Perform, visit: Later
) -> None:
    url = begin(site, perform_all)
    headline(site, "Bridge shut for good")
    first = now() + timedelta(hours=1)
    for minutes in (60, 66, 72, 78, 84):
        assert versions(url) == [1]
        visit(url, timedelta(minutes=minutes))
    assert versions(url) == [1, 2]
    with reading() as session:
        kept = snapshots.latest(session, articles.look_up(session, url))
    assert kept is not None
    assert abs(kept.fetched_at - first) < timedelta(minutes=1)


def test_a_headline_that_the_feed_announced_first_is_a_known_one(
    site: Site, perform_all: Perform, visit: Later, told: Callable[[], list[Alert]]
) -> None:
    """A test of two headlines, of which the feed happened to give the other."""
    headline(site, "Bridge shut for good")
    site.answer("/feed", rss("/a").replace("News 0", "Bridge closed"), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed").next))
    pass_time(perform_all, rounds=3)
    headline(site, "Bridge closed")
    for minutes in range(60, 100, 6):
        visit(site.url + "/a", timedelta(minutes=minutes))
    assert versions(site.url + "/a") == [1]
    assert told() == []
    for minutes in (130, 150):
        visit(site.url + "/a", timedelta(minutes=minutes))
    assert versions(site.url + "/a") == [1, 2]


def test_a_cache_that_lags_behind_makes_no_version(site: Site, perform_all: Perform, visit: Later) -> None:
    url = begin(site, perform_all)
    edited = [PARAGRAPHS[0].replace("two", "three"), *PARAGRAPHS[1:]]
    for minutes, text in enumerate([edited, PARAGRAPHS, edited, PARAGRAPHS, PARAGRAPHS, edited], start=1):
        site.answer("/a", page("Bridge closed", text))
        visit(url, timedelta(minutes=60 + 6 * minutes))
    assert versions(url) == [1, 2]


def asked(site: Site) -> list[str]:
    return [path for path in site.paths() if path in {"/a", "/b"}]


@pytest.mark.parametrize(("status", "then"), [(301, ["/b"]), (302, ["/a", "/b"])])
def test_an_article_that_moved_for_good_is_asked_for_where_it_is(
    site: Site, perform_all: Perform, visit: Later, status: int, then: list[str]
) -> None:
    url = begin(site, perform_all)
    site.answer("/b", page("Bridge closed", PARAGRAPHS))
    site.answer("/a", status=status, Location="/b")
    for hours in (1, 2):
        visit(url, timedelta(hours=hours))
    before = len(asked(site))
    visit(url, timedelta(hours=3))
    assert asked(site)[before:] == then
    assert versions(site.url + "/b") == [1]


def hide(site: Site, path: str, text: list[str]) -> None:
    """Answer in a design of which only a script shows the second half."""
    site.answer(path, page(f"Report {path}", text[: len(text) // 2]).replace("<body>", "<body class='new'>"))


def test_a_redesign_is_one_notice_and_a_new_baseline(
    site: Site, five: list[str], visit: Later, told: Callable[[], list[Alert]]
) -> None:
    assert all(versions(site.url + path) == [1] for path in five)
    for path in five:
        hide(site, path, of(path))
    for minutes, path in enumerate(five):
        visit(site.url + path, timedelta(minutes=60 + minutes))
    assert all(versions(site.url + path) == [1] for path in five)
    (notice,) = told()
    assert notice.type is AlertType.UNHEALTHY
    assert notice.data.source is not None
    assert notice.data.source.state == "redesign"
    assert notice.data.outlet == "The Five"
    hide(site, five[1], [of(five[1])[0].replace("two", "three"), *of(five[1])[1:]])
    visit(site.url + five[1], timedelta(hours=2))
    assert versions(site.url + five[1]) == [1, 2]
    with reading() as session:
        (change,) = changes.find(session, changes.ChangeQuery(kind=None, limit=10))
    assert "two" in change.summary or "three" in change.summary
    assert [each.type for each in told()][1:] in ([], [AlertType.REVISION])


def test_an_editor_who_cuts_one_article_made_an_edit(site: Site, five: list[str], visit: Later) -> None:
    hide(site, five[0], of(five[0]))
    visit(site.url + five[0], timedelta(minutes=60))
    assert versions(site.url + five[0]) == [1]
    for minutes, path in enumerate(five[1:]):
        visit(site.url + path, timedelta(minutes=62 + minutes))
    for minutes in (90, 130):
        visit(site.url + five[0], timedelta(minutes=minutes))
    assert versions(site.url + five[0]) == [1, 2]


def test_an_outlet_that_blocks_is_told_once_and_once_more_when_it_is_well(
    site: Site, five: list[str], visit: Later, told: Callable[[], list[Alert]]
) -> None:
    def answer(status: int) -> None:
        for path in five:
            body = page(f"Report {path}", of(path)) if status < 400 else "<html><body>Access denied.</body></html>"
            site.answer(path, body, status=status)

    def go_round(start: datetime) -> None:
        for minutes, path in enumerate(five):
            visit(site.url + path, start - now() + timedelta(minutes=minutes))

    start = now()
    answer(403)
    go_round(start + timedelta(hours=1))
    for days, path in enumerate(five, 2):  # one a day, too few to judge by
        visit(site.url + path, start - now() + timedelta(days=days))
    answer(200)
    go_round(start + timedelta(days=9))
    states = [(each.data.source.was, each.data.source.state) for each in told() if each.data.source]
    assert states == [("good", "blocked"), ("blocked", "good")]
