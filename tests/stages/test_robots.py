"""What a host's robots.txt does to what is watched there."""

import socket
import ssl
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from schemas.outcome import Ending
from schemas.sources import Source
from worker.clock import now
from worker.stages.poll import watch
from worker.store import health, sources
from worker.store.session import reading

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, page, pass_time, rss, versions

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture(autouse=True)
def heeding(site: Site, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]) -> None:
    monkeypatch.delenv("STET_ROBOTS_IGNORE")
    fresh()
    site.answer("/a", page("Bridge closed", PARAGRAPHS))


def only_source() -> Source:
    with reading() as session:
        (source,) = sources.listed(session)
    return source


def test_robots_txt_is_asked_for_first_and_once_a_day(site: Site, perform_all: Perform) -> None:
    site.answer("/feed", rss("/a"), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed").next))
    pass_time(perform_all, rounds=30)
    assert site.paths()[:3] == ["/robots.txt", "/feed", "/a"]
    assert site.paths().count("/robots.txt") == 1
    with time_machine.travel(now() + timedelta(hours=25)):
        pass_time(perform_all, rounds=3)
    assert site.paths().count("/robots.txt") == 2


def test_what_it_disallows_is_never_asked_for_and_the_source_says_so(site: Site, perform_all: Perform) -> None:
    site.answer("/robots.txt", "User-agent: stet\nDisallow: /a\n")
    perform_all(list(watch(site.url + "/a").next))
    pass_time(perform_all)
    assert site.paths() == ["/robots.txt"]
    assert "its robots.txt does not let stet ask for this" in only_source().health
    assert "STET_ROBOTS_IGNORE" in only_source().health
    site.answer("/robots.txt", "User-agent: stet\nAllow: /a\n")
    with time_machine.travel(now() + timedelta(days=2)):
        pass_time(perform_all)
    assert versions(site.url + "/a") == [1]


def test_of_a_feed_the_disallowed_articles_are_left_out(site: Site, perform_all: Perform) -> None:
    site.answer("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    site.answer("/feed", rss("/private/b", "/a"), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed").next))
    pass_time(perform_all)
    assert "/private/b" not in site.paths()
    assert versions(site.url + "/a") == [1]


def test_a_redirect_to_what_is_disallowed_is_not_followed(site: Site, perform_all: Perform) -> None:
    site.answer("/robots.txt", "User-agent: *\nDisallow: /a\n")
    site.answer("/old", status=302, Location="/a")
    perform_all(list(watch(site.url + "/old").next))
    assert site.paths() == ["/robots.txt", "/old"]
    assert "robots.txt" in only_source().health


@pytest.mark.parametrize("status", [500, 503])
def test_while_it_cannot_be_had_nothing_is_asked_for(site: Site, perform_all: Perform, status: int) -> None:
    site.answer("/robots.txt", status=status, Retry_After="1")
    ended = perform_all(list(watch(site.url + "/a").next)) + pass_time(perform_all, rounds=5)
    assert Ending.HEALTH in {outcome.ending for outcome in ended}
    assert set(site.paths()) == {"/robots.txt"}
    assert f"cannot be had, and until it can nothing may be asked for (HTTP {status})" in only_source().health
    site.answer("/robots.txt", status=404)
    with time_machine.travel(now() + timedelta(hours=2)):
        pass_time(perform_all)
    assert versions(site.url + "/a") == [1]


def closed_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    return f"http://127.0.0.1:{port}/feed"


@pytest.mark.parametrize(
    ("address", "problem", "outlet"),
    [
        ("a closed port", "refused: 127.0.0.1", "unreachable"),
        ("http://nosuchhost.invalid/feed", "dns: nosuchhost.invalid", "unreachable"),
        ("http://192.168.7.7/feed", "address: 192.168.7.7", "address"),
        ("an expired certificate", "tls: 127.0.0.1: its certificate is not trusted: ", "tls"),
    ],
)
def test_where_no_answer_can_be_had_at_all_that_is_the_problem_and_not_robots_txt(
    site: Site, perform_all: Perform, address: str, problem: str, outlet: str
) -> None:
    if address == "an expired certificate":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(Path(__file__).parents[1] / "net" / "expired.pem")
        site._server.socket = context.wrap_socket(site._server.socket, server_side=True)
        address = site.url.replace("http:", "https:") + "/feed"
    elif address == "a closed port":
        address = closed_port()
    perform_all(list(watch(address).next))
    for hours in (1, 2, 6):
        with time_machine.travel(now() + timedelta(hours=hours)):
            pass_time(perform_all, rounds=2)
    assert only_source().health.startswith(problem)
    assert "robots" not in only_source().health
    assert site.paths() == []
    with reading() as session:
        assert [found.health for found in health.outlets(session, now() + timedelta(hours=6))] == [outlet]


def test_it_is_found_through_redirects(site: Site, perform_all: Perform) -> None:
    site.answer("/robots.txt", status=301, Location="/rules.txt")
    site.answer("/rules.txt", "User-agent: *\nDisallow: /a\n")
    perform_all(list(watch(site.url + "/a").next))
    assert site.paths() == ["/robots.txt", "/rules.txt"]


def test_its_first_half_megabyte_is_read(site: Site, perform_all: Perform) -> None:
    site.answer("/robots.txt", "User-agent: *\nDisallow: /a\n" + "# long\n" * 200_000)
    perform_all(list(watch(site.url + "/a").next))
    assert site.paths() == ["/robots.txt"]
    assert "does not let stet" in only_source().health


def test_its_delay_is_kept(site: Site, perform_all: Perform) -> None:
    site.answer("/robots.txt", "User-agent: *\nCrawl-delay: 40\n")
    perform_all(list(watch(site.url + "/a").next))
    assert site.paths() == ["/robots.txt"]
    assert pass_time(perform_all, rounds=39, step=timedelta(seconds=1)) == []
    pass_time(perform_all, rounds=60, step=timedelta(seconds=1))
    assert site.paths() == ["/robots.txt", "/a"]


@pytest.mark.parametrize("host", ["127.0.0.1", "[::ffff:127.0.0.1]", "0x7f000001"])
def test_a_refused_address_is_told_of_once_and_asked_for_nothing(
    site: Site, perform_all: Perform, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None], host: str
) -> None:
    monkeypatch.delenv("STET_EGRESS_ALLOW")
    fresh()
    port = site.url.rpartition(":")[2]
    (ended,) = perform_all(list(watch(f"http://{host}:{port}/a").next))
    assert ended.ending is Ending.HEALTH
    assert "not on the public internet" in ended.detail
    assert site.asked == []
