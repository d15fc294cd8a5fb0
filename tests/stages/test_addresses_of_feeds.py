"""Feeds under several addresses, and hosts under several names."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from worker.clock import now
from worker.stages.poll import watch
from worker.store import articles, health, sources
from worker.store.session import reading, writing
from worker.store.tables import Host

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, page, pass_time, rss

pytestmark = pytest.mark.usefixtures("store")


def test_a_feed_that_has_moved_for_good_is_asked_for_where_it_is(site: Site, perform_all: Perform) -> None:
    feed = rss(site.answer("/a", page("Bridge closed", PARAGRAPHS)))
    site.answer("/new", feed, Content_Type="application/rss+xml")
    old = site.answer("/old", status=301, Location="/new")
    for path in ("/old", "/there"):
        site.answer(path, status=301, Location="/new")
        perform_all(list(watch(site.url + path).next))
    site.answer("/passing", status=302, Location="/new")
    perform_all(list(watch(site.url + "/passing").next))
    site.answer("/old", status=410)
    with time_machine.travel(now() + timedelta(hours=2)):
        pass_time(perform_all, rounds=2)
    with reading() as session:
        listed = {source.url.rpartition("/")[2]: source.health for source in sources.listed(session)}
        assert sources.watched_as(session, old) == sources.watched_as(session, site.url + "/new") == site.url + "/new"
    assert listed == {"new": "good", "there": "good", "passing": "good"}  # one alone is at the new address
    perform_all(list(watch(site.url + "/new").next))
    with writing() as session:
        sources.unwatch(session, old)
        assert len(sources.listed(session)) == 2


def test_two_spellings_of_a_host_are_one_host(
    site: Site, perform_all: Perform, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None], tmp_path: Path
) -> None:
    (tmp_path / "hosts").write_text("127.0.0.1 xn--bcher-kva.test\n", encoding="utf-8")
    monkeypatch.setenv("STET_HOSTS_FILE", str(tmp_path / "hosts"))
    fresh()
    port = site.url.rpartition(":")[2]
    for number, name in enumerate(("b\u00fccher.test", "XN--BCHER-KVA.test.", "B\u00dcCHER.test.")):
        site.answer(f"/feed{number}", rss(f"http://{name}:{port}/a{number}"), Content_Type="application/rss+xml")
        site.answer(f"/a{number}", "<p>nothing</p>")
        perform_all(list(watch(f"http://{name}:{port}/feed{number}").next))
    pass_time(perform_all, rounds=2)
    with reading() as session:
        assert session.scalars(select(Host.name)).all() == ["xn--bcher-kva.test"]
        assert {source.outlet for source in sources.listed(session)} == {"b\u00fccher.test"}
        article = articles.look_up(session, f"http://b\u00fccher.test:{port}/a0")
        assert articles.get(session, [article])[article].outlet == "b\u00fccher.test"
    assert {headers["host"] for _, _, headers, _ in site.asked} == {f"xn--bcher-kva.test:{port}"}
    assert {"/a0", "/a1", "/a2"} <= set(site.paths())


def the_outlets() -> dict[str, tuple[str, int]]:
    with reading() as session:
        return {each.outlet: (each.health, each.articles) for each in health.outlets(session, now())}


def test_an_outlet_that_shuts_us_out_before_anything_was_read_is_one(site: Site, perform_all: Perform) -> None:
    paths = [f"/{number}" for number in range(5)]
    for path in paths:
        site.answer(path, "<h1>Access denied</h1>", status=403)
    site.answer("/feed", rss(*paths), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed").next))
    pass_time(perform_all, rounds=8)
    assert the_outlets() == {"127.0.0.1": ("blocked", 5)}
    with reading() as session:
        assert {source.outlet for source in sources.listed(session)} == {"127.0.0.1"}


def test_once_an_article_tells_whose_it_is_all_of_its_feed_are_until_they_say_otherwise(
    site: Site, perform_all: Perform
) -> None:
    for path in ("/0", "/1", "/2"):
        site.answer(path, "<h1>Access denied</h1>", status=403)
    site.answer("/1", page("Bridge closed", PARAGRAPHS))
    site.answer("/feed", rss("/0", "/1"), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed").next))
    pass_time(perform_all, rounds=3)
    site.answer("/feed", rss("/0", "/1", "/2"), Content_Type="application/rss+xml")
    with time_machine.travel(now() + timedelta(hours=2)):
        pass_time(perform_all, rounds=3)
    assert the_outlets()["The Harbour Post"][1] == 3
    assert [*the_outlets()] == ["The Harbour Post"]


def test_a_feed_of_other_sites_articles_is_called_by_its_title(site: Site, perform_all: Perform) -> None:
    site.answer("/feed", rss("https://elsewhere.example/a"), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed").next))
    with reading() as session:
        assert {source.outlet for source in sources.listed(session)} == {"The Harbour Post"}
        assert {*the_outlets()} == {"The Harbour Post", "elsewhere.example"}
