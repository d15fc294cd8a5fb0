"""Servers that answer as no server should: the last good version stands, people are told, and nothing stops."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from worker.clock import now
from worker.net.answer import UNASKED_304
from worker.stages.poll import watch
from worker.store import articles, sources
from worker.store.session import reading
from worker.store.tables import Article

from .conftest import Site
from .harbour_post import PARAGRAPHS, Later, Perform, begin, page, pass_time, rss, versions

pytestmark = pytest.mark.usefixtures("store")
HALF = page("Bridge closed", PARAGRAPHS).encode()[: len(page("Bridge closed", PARAGRAPHS)) // 2]
WHOLE = page("Bridge closed for good", [*PARAGRAPHS[:-1], "The mayor said that it would never open again."]).encode()


def health_of(url: str) -> str:
    with reading() as session:
        (found,) = [each for each in sources.listed(session) if each.url == url]
    return found.health


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (204, {}, b""),
        (205, {}, b""),
        (206, {"Content-Range": "bytes 0-9/100"}, HALF),
        (226, {"IM": "feed"}, HALF),
        (300, {}, b"<a href='/b'>one</a> <a href='/c'>or the other</a>"),
        (301, {}, b"<p>Moved</p>"),
        (304, {}, b""),
        (308, {"Location": ""}, b""),
        (399, {}, WHOLE),
        (418, {}, WHOLE),
        (451, {}, WHOLE),
        (520, {}, WHOLE),
        (599, {}, WHOLE),
        (999, {}, WHOLE),
        (200, {"Content-Encoding": "gzip"}, WHOLE),
        (200, {"Content-Encoding": "br"}, WHOLE),
        (200, {"Content-Encoding": "rot13"}, WHOLE),
        (200, {"Content-Type": "image/png"}, WHOLE),
        (200, {"Content-Type": "application/octet-stream"}, WHOLE),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_answer_is_no_version_and_is_told(
    site: Site, perform_all: Perform, visit: Later, status: int, headers: dict[str, str], body: bytes
) -> None:
    url = begin(site, perform_all)
    assert health_of(url) == "good"
    site.answers["/a"] = (status, {"Content-Type": "text/html", **headers}, body)
    visit(url, timedelta(hours=1))
    assert versions(url) == [1]
    assert health_of(url) != "good"
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    visit(url, timedelta(hours=3))
    assert (versions(url), health_of(url)) == ([1], "good")


def test_a_feed_that_answers_304_to_whatever_is_no_good_feed(site: Site, perform_all: Perform) -> None:
    url = site.answer("/feed", rss("/a"), Content_Type="application/rss+xml")
    perform_all(list(watch(url).next))
    site.answers["/feed"] = (304, {}, b"")
    with time_machine.travel(now() + timedelta(days=2)):
        pass_time(perform_all, rounds=2)
    assert health_of(url) == UNASKED_304


def test_a_304_to_who_never_had_the_page_is_a_failure(site: Site, perform_all: Perform) -> None:
    site.answers["/a"] = (304, {}, b"")
    site.answer("/feed", rss("/a"), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed").next))
    pass_time(perform_all, rounds=2)
    with reading() as session:
        article = articles.look_up(session, site.url + "/a")
        problem = session.scalars(select(Article.problem).where(Article.id == article)).one()
    assert problem == UNASKED_304
    assert versions(site.url + "/a") == []
