"""Hosts that want much time between two requests: nothing waits for ever, no thread waits for hours."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import update

from schemas.outcome import Nudge, Outcome, Stage
from worker import clock
from worker.clock import now
from worker.stages.poll import watch
from worker.stages.turn import LONGEST_DELAY, LONGEST_HOP_WAIT
from worker.store import articles, due, hosts, sources
from worker.store.session import reading, writing
from worker.store.tables import Article

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, page, rss, versions

Answer = tuple[int, dict[str, str], bytes]
DAY = timedelta(days=1)
FREE: Answer = (200, {}, b"User-agent: *\nDisallow:")


@pytest.fixture(autouse=True)
def heeding(site: Site, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None], tmp_path: Path) -> None:
    """Two hosts, whose robots.txt counts."""
    names = tmp_path / "hosts"
    names.write_text("127.0.0.1 a.test b.test\n", encoding="utf-8")
    monkeypatch.delenv("STET_ROBOTS_IGNORE")
    monkeypatch.setenv("STET_HOSTS_FILE", str(names))
    fresh()
    site.answer("/y", page("Bridge closed", PARAGRAPHS))


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """Time that stands but for what is waited for."""
    with time_machine.travel(now(), tick=False) as traveller:

        def wait(span: timedelta) -> bool:
            waits.append(span)
            traveller.shift(span)
            return True

        waits: list[timedelta] = []
        monkeypatch.setattr(clock, "wait", wait)
        yield traveller
        assert max(waits, default=timedelta(0)) <= LONGEST_DELAY


def at(site: Site, host: str, path: str) -> str:
    return f"http://{host}.test:{site.url.rpartition(':')[2]}{path}"


def answering(site: Site, answers: dict[str, Answer]) -> None:
    """Answer by host and path, such as `a/robots.txt`."""
    site.respond = lambda path, headers: answers.get(headers["host"].partition(".")[0] + path)


def asked(site: Site) -> list[str]:
    return [headers["host"].partition(".")[0] + path for _, path, headers, _ in site.asked]


def sweep(perform_all: Perform) -> list[Outcome]:
    with writing() as session:
        owed = due.sweep(session, now())
    return perform_all(owed)


def pass_by(perform_all: Perform, time: time_machine.Traveller, span: timedelta, *, step: timedelta) -> None:
    until = now() + span
    while now() < until:
        time.shift(step)
        sweep(perform_all)


def visit_again(url: str) -> None:
    with writing() as session:
        session.execute(update(Article).where(Article.id == articles.look_up(session, url)).values(next_at=now()))


def setback(url: str) -> tuple[str | None, datetime | None]:
    with reading() as session:
        row = session.get_one(Article, articles.look_up(session, url))
        return row.setback, row.next_at


def begin(site: Site, perform_all: Perform, time: time_machine.Traveller, link: str) -> None:
    site.answer("/feed", rss(link), Content_Type="application/rss+xml")
    perform_all(list(watch(at(site, "a", "/feed")).next))
    pass_by(perform_all, time, timedelta(minutes=3), step=timedelta(minutes=1))


@pytest.mark.usefixtures("store")
def test_a_robots_txt_that_fails_for_days_keeps_nothing_else_waiting(
    site: Site, perform_all: Perform, time: time_machine.Traveller
) -> None:
    answers = {"a/robots.txt": FREE}
    answering(site, answers)
    begin(site, perform_all, time, at(site, "a", "/y"))
    answers["a/robots.txt"] = (503, {}, b"")
    time.shift(DAY)
    before = len(site.asked)
    pass_by(perform_all, time, DAY, step=timedelta(minutes=30))
    since = asked(site)[before:]
    assert since.count("a/feed") > 20
    assert 2 < since.count("a/robots.txt") < 20
    assert asked(site)[-1] in {"a/feed", "a/y"}


@pytest.mark.usefixtures("store")
def test_a_host_that_wants_a_day_between_requests_is_asked_for_more_than_its_robots_txt(
    site: Site, perform_all: Perform, time: time_machine.Traveller
) -> None:
    answering(site, {"a/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 86400")})
    site.answer("/feed", rss(at(site, "a", "/y")), Content_Type="application/rss+xml")
    perform_all(list(watch(at(site, "a", "/feed")).next))
    pass_by(perform_all, time, 5 * DAY, step=timedelta(hours=4))
    assert {"a/feed", "a/y"} <= set(asked(site))
    assert len(asked(site)) <= 6


@pytest.mark.usefixtures("store")
def test_a_host_that_redirects_within_itself_and_wants_hours_between_requests_is_told_of(
    site: Site, perform_all: Perform, time: time_machine.Traveller
) -> None:
    answers: dict[str, Answer] = {
        "a/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 3600"),
        "a/feed": (302, {"Location": "/rss"}, b""),
    }
    answering(site, answers)
    perform_all(list(watch(at(site, "a", "/feed")).next))
    pass_by(perform_all, time, timedelta(hours=3), step=timedelta(minutes=30))
    with reading() as session:
        (source,) = sources.listed(session)
    assert "left alone for 3,600 s" in source.health
    answers["a/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 300")
    site.answer("/rss", rss(at(site, "a", "/y")), Content_Type="application/rss+xml")
    pass_by(perform_all, time, 2 * DAY, step=timedelta(hours=4))
    assert versions(at(site, "a", "/y")) == [1]


@pytest.mark.usefixtures("store")
def test_a_redirect_to_a_host_that_rests_is_followed_when_it_has_rested(
    site: Site, perform_all: Perform, time: time_machine.Traveller
) -> None:
    answers: dict[str, Answer] = {"a/x": (302, {"Location": at(site, "b", "/y")}, b""), "b/robots.txt": FREE}
    answering(site, answers)
    link = at(site, "a", "/x")
    begin(site, perform_all, time, link)
    answers["b/robots.txt"] = (503, {"Retry-After": "7200"}, b"")
    time.shift(2 * DAY)
    visit_again(link)
    before, came = len(site.asked), now()
    sweep(perform_all)
    assert "b/y" not in asked(site)[before:]
    assert now() - came <= LONGEST_HOP_WAIT
    reason, again = setback(link)
    assert "b.test, which is to be left alone" in (reason or "")
    assert again is not None
    assert timedelta(hours=1) < again - now() <= timedelta(hours=2)
    time.move_to(again)
    sweep(perform_all)
    assert asked(site)[-1] == "b/y"
    assert setback(link)[0] is None


@pytest.mark.usefixtures("store")
def test_two_redirects_at_another_host_wait_for_its_delay_whatever_is_due_there(
    site: Site, perform_all: Perform, time: time_machine.Traveller
) -> None:
    answering(
        site,
        {
            "a/x": (301, {"Location": at(site, "b", "/z")}, b""),
            "b/z": (301, {"Location": at(site, "b", "/y")}, b""),
            "b/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 300"),
        },
    )
    begin(site, perform_all, time, at(site, "a", "/x"))
    with writing() as session:
        for number in range(30):
            url = at(site, "b", f"/n{number}")
            articles.find_or_make(
                session, url, now(), outlet=None, host="b.test", visit_at=now() + timedelta(minutes=6)
            )
    time.shift(timedelta(minutes=7))
    visit_again(at(site, "a", "/x"))
    with writing() as session:
        host = hosts.find_or_make(session, "a.test", now())
    perform_all([Nudge(stage=Stage.VISIT, id=host)])
    assert asked(site)[-3:] == ["a/x", "b/z", "b/y"]
    assert versions(at(site, "a", "/x")) == [1]
