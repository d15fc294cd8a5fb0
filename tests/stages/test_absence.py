"""Articles that are withdrawn and come back, and outages that only look like it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from schemas.alert import Alert, AlertType
from schemas.story import Absence
from worker.clock import now
from worker.store import articles, history
from worker.store.session import reading, writing
from worker.store.tables import Article

from .conftest import Site
from .harbour_post import PARAGRAPHS, Later, Perform, begin, of, page, versions

pytestmark = pytest.mark.usefixtures("store")

MISSING = "<html><head><title>Page not found</title></head><body>Page not found.</body></html>"


def absences(article: int) -> tuple[Absence, ...]:
    with reading() as session:
        return history.absences(session, article)


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
    (absence,) = absences(gone.data.article.id)
    assert (absence.verdict, absence.over) == ("missing", False)
    assert absence.since == gone.data.since
    visit(url, timedelta(hours=3))
    assert len(told()) == 1
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    visit(url, timedelta(hours=5))
    assert [each.type for each in told()] == [AlertType.GONE, AlertType.RESTORED]
    assert versions(url) == [1]
    assert [one.over for one in absences(gone.data.article.id)] == [True]


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


def test_something_else_in_its_place_ends_an_absence(site: Site, perform_all: Perform, visit: Later) -> None:
    url = begin(site, perform_all)
    site.answer("/a", "<html><title>Just a moment...</title><body>Checking your browser</body></html>", status=503)
    visit(url, timedelta(hours=1))
    site.answer("/a", MISSING, status=404)
    visit(url, timedelta(hours=2))
    with reading() as session:
        article = articles.look_up(session, url)
    first, second = absences(article)
    assert (first.verdict, first.over) == ("blocked", True)
    assert (second.verdict, second.over) == ("missing", False)


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


def planned(site: Site, path: str) -> datetime:
    with reading() as session:
        found = articles.details(session, articles.look_up(session, site.url + path)).next_visit
    assert found is not None
    return found


@pytest.mark.parametrize(("others", "is_gone"), [(200, True), (404, False)])
def test_another_article_tells_an_outage_from_a_withdrawal(
    site: Site,
    five: list[str],
    visit: Later,
    told: Callable[[], list[Alert]],
    others: int,
    is_gone: bool,  # noqa: FBT001
) -> None:
    """Nobody else is due: one other is looked at for it, and one alone."""
    with writing() as session:
        session.execute(update(Article).values(next_at=now() + timedelta(days=9)))
    for path in five:
        site.answer(path, *([page(f"Report {path}", of(path))] if others == 200 else [MISSING]), status=others)
    site.answer(five[0], MISSING, status=404)
    before = len(site.paths())
    visit(site.url + five[0], timedelta(hours=1))
    soon = [path for path in five[1:] if planned(site, path) <= now() + timedelta(hours=1, minutes=5)]
    assert len(soon) == 1
    for minutes in (70.5, 81, 92):
        visit(site.url + five[0], timedelta(minutes=minutes))
    assert set(site.paths()[before:]) <= {five[0], soon[0], "/hook", "/feed"}
    assert [each.type for each in told() if each.type is AlertType.GONE] == ([AlertType.GONE] if is_gone else [])


def test_an_article_is_gone_in_an_hour_where_no_other_could_be_looked_at(
    site: Site, five: list[str], visit: Later, told: Callable[[], list[Alert]]
) -> None:
    site.answer(five[0], MISSING, status=404)

    def put_others_off() -> None:
        with writing() as session:
            others = update(Article).where(Article.url != site.url + five[0])
            session.execute(others.values(next_at=now() + timedelta(days=9)))

    for minutes in (60, 80, 100):
        put_others_off()
        visit(site.url + five[0], timedelta(minutes=minutes))
        put_others_off()
    assert told() == []
    visit(site.url + five[0], timedelta(minutes=121))
    assert [each.type for each in told()] == [AlertType.GONE]
