"""Failures that pass, after which a page is found as it was: nothing new is to be read, and all is well again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from schemas.alert import Alert, AlertType
from worker.clock import now
from worker.stages.poll import watch
from worker.store import articles, health, history, sources
from worker.store.session import reading, writing
from worker.store.tables import Article

from .conftest import Site
from .harbour_post import PARAGRAPHS, Later, Perform, begin, of, page, pass_time, versions

pytestmark = pytest.mark.usefixtures("store")


def no_answer(path: str, headers: dict[str, str]) -> None:
    raise ConnectionResetError(path, headers)


def answers(tag: str | None) -> Callable[[str, dict[str, str]], tuple[int, dict[str, str], bytes]]:
    """Return a host that answers with the page, or 304 to whoever knows its tag."""
    body = page("Bridge closed", PARAGRAPHS).encode()

    def respond(_: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if tag is None:
            return 200, {"Content-Type": "text/html"}, body
        if headers.get("if-none-match") == tag:
            return 304, {"ETag": tag}, b""
        return 200, {"Content-Type": "text/html", "ETag": tag}, body

    return respond


def test_a_visit_that_finds_an_article_as_it_was_is_a_good_one(site: Site, perform_all: Perform, visit: Later) -> None:
    site.respond = answers('"1"')
    url = begin(site, perform_all)
    visit(url, timedelta(hours=3))
    with reading() as session:
        (source,) = sources.listed(session)
        (outlet,) = health.outlets(session, now())
    assert source.last_good == outlet.last_good
    assert outlet.last_good is not None
    assert outlet.last_good > now() + timedelta(hours=2)


@pytest.mark.parametrize("tag", [None, '"1"'], ids=["the same bytes", "304"])
def test_an_article_that_is_as_it_was_after_an_outage_is_well_again(
    site: Site, perform_all: Perform, visit: Later, tag: str | None
) -> None:
    site.respond = answers(tag)
    url = begin(site, perform_all)
    site.respond = no_answer  # type: ignore[assignment] # it never returns
    visit(url, timedelta(hours=1))
    with reading() as session:
        (source,) = sources.listed(session)
        (outlet,) = health.outlets(session, now() + timedelta(hours=1))
        counted = health.count(session)
    assert source.health.startswith("connect")
    assert outlet.read == 0
    assert (outlet.health, outlet.since) == ("unreachable", source.unhealthy_since)
    assert counted == {"good": 0, "unreachable": 1}
    site.respond = answers(tag)
    visit(url, timedelta(hours=3))
    with reading() as session:
        (source,) = sources.listed(session)
        (outlet,) = health.outlets(session, now() + timedelta(hours=3))
    assert (source.health, source.unhealthy_since) == ("good", None)
    assert source.last_good is not None
    assert source.last_good > now() + timedelta(hours=2)
    assert (outlet.health, outlet.read) == ("good", 1)
    assert versions(url) == [1]


@pytest.mark.parametrize("tag", [None, '"1"'], ids=["the same bytes", "304"])
def test_an_article_that_an_older_stet_left_ill_is_well_at_its_next_good_visit(
    site: Site, perform_all: Perform, visit: Later, tag: str | None
) -> None:
    site.respond = answers(tag)
    url = begin(site, perform_all)
    left = {"problem": "dns: news.example cannot be resolved", "failures": 1, "failing_since": now()}
    with writing() as session:
        session.execute(update(Article).values(left))
    visit(url, timedelta(hours=3))
    with reading() as session:
        (source,) = sources.listed(session)
        row = session.scalars(select(Article)).one()
        assert (source.health, source.unhealthy_since, row.failures) == ("good", None, 0)
    assert versions(url) == [1]
    asked = len(site.asked)
    visit(url, timedelta(hours=5))
    assert site.asked[asked][2].get("if-none-match") == tag


def test_a_withdrawn_article_whose_bytes_stayed_is_restored(
    site: Site, perform_all: Perform, visit: Later, told: Callable[[], list[Alert]]
) -> None:
    url = begin(site, perform_all)
    site.answer("/a", page("Bridge closed", PARAGRAPHS), status=410)
    visit(url, timedelta(hours=1))
    visit(url, timedelta(hours=1, minutes=20))
    (gone,) = told()
    assert gone.type is AlertType.GONE
    assert gone.data.article is not None
    with reading() as session:
        (absence,) = history.absences(session, gone.data.article.id)
    assert (absence.since, absence.over) == (gone.data.since, False)
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    visit(url, timedelta(hours=5))
    assert [each.type for each in told()] == [AlertType.GONE, AlertType.RESTORED]
    assert versions(url) == [1]
    with reading() as session:
        assert [one.over for one in history.absences(session, articles.look_up(session, url))] == [True]


def test_an_outlet_is_good_where_one_of_its_articles_is_and_not_where_its_only_one_is_not(
    site: Site, perform_all: Perform
) -> None:
    urls = [site.answer(path, page(f"Bridge {path}", of(path))) for path in ("/a", "/b")]
    fares = []
    for url in urls:
        perform_all(list(watch(url).next))
        pass_time(perform_all)
        site.answer("/a", "Sorry.", status=403)
        with time_machine.travel(now() + timedelta(days=1)):
            pass_time(perform_all)
            with reading() as session:
                fares.append(([each.health for each in health.outlets(session, now())], health.count(session)))
    assert fares == [(["blocked"], {"good": 0, "blocked": 1}), (["good"], {"good": 1})]
