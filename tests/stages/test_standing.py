"""What stands: articles that are withdrawn and come back, headlines under test, caches that lag, redesigns."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from schemas.alert import Alert, AlertType, Rule
from worker.clock import now
from worker.net.webhook import new_secret
from worker.stages.poll import watch
from worker.store import alerts, articles, changes, snapshots
from worker.store.session import reading, writing
from worker.store.tables import Alert as AlertRow

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, page, pass_time, rss, versions

pytestmark = pytest.mark.usefixtures("store")

Later = Callable[[str, timedelta], None]


@pytest.fixture
def told(site: Site) -> Callable[[], list[Alert]]:
    """An endpoint that wants what endpoints get by default; what it was owed, in order."""
    with writing() as session:
        alerts.add_endpoint(session, name="desk", url=site.url + "/hook", secret=new_secret(), rule=Rule(), now=now())

    def owed() -> list[Alert]:
        with reading() as session:
            return [Alert.model_validate_json(each) for each in session.scalars(select(AlertRow.body))]

    return owed


@pytest.fixture
def visit(perform_all: Perform) -> Later:
    """Have an article visited, and what follows done, so long from now."""

    def visit(url: str, wait: timedelta) -> None:
        with time_machine.travel(now() + wait):
            with writing() as session:
                articles.visit_soon(session, articles.look_up(session, url), now())
            pass_time(perform_all, rounds=1)

    return visit


def begin(site: Site, perform_all: Perform, path: str = "/a", text: list[str] = PARAGRAPHS) -> str:
    url = site.answer(path, page("Bridge closed", text))
    perform_all(list(watch(url).next))
    pass_time(perform_all)
    return url


MISSING = "<html><head><title>Page not found</title></head><body>Page not found.</body></html>"


@pytest.mark.parametrize("how", ["404", "410", "a page that says 200", "a redirect to the front page"])
def test_an_article_is_gone_once_it_was_missed_twice_and_restored_when_it_is_back(
    site: Site, perform_all: Perform, visit: Later, told: Callable[[], list[Alert]], how: str
) -> None:
    url = begin(site, perform_all)
    if how == "a redirect to the front page":
        site.answer("/", "<html><title>News</title><body>" + "<a href='/x'>A headline of today</a>" * 30)
        site.answer("/a", status=302, Location="/")
    else:
        site.answer("/a", MISSING, status=int(how) if how.isdigit() else 200)
    visit(url, timedelta(hours=1))
    assert told() == []
    visit(url, timedelta(hours=1, minutes=5))
    assert told() == []
    visit(url, timedelta(hours=1, minutes=20))
    (gone,) = told()
    assert gone.type is AlertType.GONE
    assert gone.data.article is not None
    assert gone.data.article.url == url
    visit(url, timedelta(hours=3))
    assert len(told()) == 1
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    visit(url, timedelta(hours=5))
    assert [each.type for each in told()] == [AlertType.GONE, AlertType.RESTORED]
    assert versions(url) == [1]


def test_an_article_that_was_missed_once_was_never_gone(
    site: Site, perform_all: Perform, visit: Later, told: Callable[[], list[Alert]]
) -> None:
    url = begin(site, perform_all)
    site.answer("/a", MISSING, status=404)
    visit(url, timedelta(hours=1))
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    visit(url, timedelta(hours=2))
    site.answer("/a", MISSING, status=404)
    visit(url, timedelta(hours=3))
    assert told() == []


def test_what_was_missed_is_looked_for_again_soon(site: Site, perform_all: Perform, visit: Later) -> None:
    url = begin(site, perform_all)
    site.answer("/a", MISSING, status=404)
    visit(url, timedelta(days=6))
    with reading() as session:
        planned = articles.details(session, articles.look_up(session, url)).next_visit
    assert planned is not None
    assert planned <= now() + timedelta(days=6, minutes=11)


def test_an_outage_of_a_whole_site_takes_no_article_away(
    site: Site, five: list[str], visit: Later, told: Callable[[], list[Alert]]
) -> None:
    for path in five:
        site.answer(path, MISSING, status=404)
    for minutes in (60, 80, 100):
        for path in five:
            visit(site.url + path, timedelta(minutes=minutes))
    assert {each.type for each in told()} == {AlertType.UNHEALTHY}
    for path in five[1:]:
        site.answer(path, page(f"Report {path}", of(path)))
    for minutes, path in enumerate([*five[1:], five[0]]):
        visit(site.url + path, timedelta(minutes=120 + minutes))
    assert [each.data.article.url for each in told() if each.data.article] == [site.url + five[0]]


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
    for minutes in (60, 66, 72, 78):
        assert versions(url) == [1]
        visit(url, timedelta(minutes=minutes))
    assert versions(url) == [1, 2]
    with reading() as session:
        kept = snapshots.latest(session, articles.look_up(session, url))
    assert kept is not None
    assert abs(kept.fetched_at - first) < timedelta(minutes=1)


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


LONG = [f"{text} {place}" for text in PARAGRAPHS for place in ("So it was said.", "Nobody denied it.")]


def of(path: str) -> list[str]:
    return [f"{text} This was told of {path} alone." for text in LONG]


@pytest.fixture
def five(site: Site, perform_all: Perform) -> list[str]:
    """Five articles of one outlet, each seen once."""
    paths = [f"/{number}" for number in range(5)]
    for path in paths:
        site.answer(path, page(f"Report {path}", of(path)))
    site.answer("/feed", rss(*paths), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed", "The Five").next))
    pass_time(perform_all, rounds=3)
    return paths


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
    answer(200)
    go_round(start + timedelta(hours=2))
    states = [(each.data.source.was, each.data.source.state) for each in told() if each.data.source]
    assert states == [("good", "blocked"), ("blocked", "good")]
