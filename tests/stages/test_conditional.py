"""Conditional requests over the flow: what is asked on which condition, and how a host whose 304s lie is found out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from schemas.outcome import Outcome
from worker.clock import now
from worker.stages.poll import watch
from worker.store import articles
from worker.store.session import reading, writing
from worker.store.tables import Article, Host

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, page, pass_time, rss, versions

pytestmark = pytest.mark.usefixtures("store")

Visit = Callable[[], list[Outcome]]


@pytest.fixture
def visit(site: Site, perform_all: Perform) -> Visit:
    """Have the watched article visited once more, a day later each time."""
    days = iter(range(1, 1000))
    start = now()

    def visit() -> list[Outcome]:
        with time_machine.travel(start + timedelta(days=next(days))):
            with writing() as session:
                articles.visit_soon(session, articles.look_up(session, site.url + "/a"), now())
            return pass_time(perform_all, rounds=1)

    return visit


def edited(number: int) -> str:
    return page("Bridge closed", [PARAGRAPHS[0].replace("two", str(number + 10)), *PARAGRAPHS[1:]])


def conditions(site: Site, path: str = "/a") -> list[str | None]:
    return [headers.get("if-none-match") for _, asked, headers, _ in site.asked if asked == path]


def is_found_out(site: Site) -> bool:
    with reading() as session:
        this = Article.id == articles.look_up(session, site.url + "/a")
        return session.scalar(select(Host.lied_at).join(Article, Article.host_id == Host.id).where(this)) is not None


def answers_with(site: Site, etag: Callable[[], str], edits: list[int], *, is_honest: bool) -> None:
    """A server that compares what it is sent, or one that answers 304 to whatever it is."""

    def respond(path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes] | None:
        if path != "/a":
            return None
        said = {"ETag": etag(), "Content-Type": "text/html"}
        asked = headers.get("if-none-match")
        if asked and (asked == etag() or not is_honest):
            return 304, said, b""
        return 200, said, edited(len(edits)).encode()

    site.respond = respond


def test_an_honest_host_is_asked_in_full_now_and_then_and_stays_believed(
    site: Site, perform_all: Perform, visit: Visit
) -> None:
    edits: list[int] = []
    answers_with(site, lambda: f'"{len(edits)}"', edits, is_honest=True)
    perform_all(list(watch(site.url + "/a").next))
    pass_time(perform_all)
    for number in range(12):
        if number in {5, 8}:  # one of them is found by a look in full
            edits.append(number)
        visit()
    assert 1 <= conditions(site)[3:].count(None) < 4
    assert versions(site.url + "/a") == [1, 2, 3]
    assert not is_found_out(site)


@pytest.mark.parametrize("moves", [True, False], ids=["always 304", "an ETag that never changes"])
def test_a_host_whose_304s_are_wrong_is_found_out(
    site: Site, perform_all: Perform, visit: Visit, *, moves: bool
) -> None:
    url = site.url + "/a"
    edits: list[int] = []
    answers_with(site, lambda: f'"{len(edits)}"' if moves else '"same"', edits, is_honest=False)
    perform_all(list(watch(url).next))
    pass_time(perform_all)
    edits.append(1)
    for _ in range(6):
        visit()
    assert is_found_out(site)
    assert versions(url) == [1, 2]
    edits.append(2)
    visit()
    assert conditions(site)[-1] is None
    assert versions(url) == [1, 2, 3]


def test_each_url_on_the_way_is_asked_by_its_own_validator(site: Site, perform_all: Perform, visit: Visit) -> None:
    site.answer("/a", status=302, Location="/b", ETag='"of the redirect"')
    site.answer("/b", page("Bridge closed", PARAGRAPHS), ETag='"of the page"')
    site.answer("/feed", rss("/a"), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed").next))
    pass_time(perform_all, rounds=2)
    visit()
    assert conditions(site, "/a") == [None] * len(conditions(site, "/a"))
    assert conditions(site, "/b")[0] is None
    assert conditions(site, "/b")[-1] == '"of the page"'


def test_half_a_page_is_never_what_a_304_speaks_of(site: Site, perform_all: Perform, visit: Visit) -> None:
    whole = page("Bridge closed", PARAGRAPHS)
    site.answer("/a", whole, ETag='"0"')
    perform_all(list(watch(site.url + "/a").next))
    site.answer("/a", "<html><body>Down.</body></html>", status=503, ETag='"down"', Retry_After="1")
    visit()
    site.answer("/a", whole, ETag='"0"')
    visit()
    assert conditions(site)[-1] is None


def test_what_says_that_it_stays_fresh_is_left_alone_for_so_long_within_reason(
    site: Site, perform_all: Perform
) -> None:
    site.answer("/feed", rss("/a"), Content_Type="application/rss+xml", Cache_Control="max-age=1200")
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    perform_all(list(watch(site.url + "/feed").next))
    pass_time(perform_all, rounds=19)
    assert site.paths().count("/feed") == 1
    with time_machine.travel(now() + timedelta(minutes=21)):
        pass_time(perform_all, rounds=1)
    assert site.paths().count("/feed") == 2
    site.answer("/feed", rss("/a"), Content_Type="application/rss+xml", Cache_Control="max-age=31536000")
    for hours in (1, 3):
        with time_machine.travel(now() + timedelta(hours=hours)):
            pass_time(perform_all, rounds=1)
    assert site.paths().count("/feed") == 4
