"""What the guard lets through, and that nothing else is ever dialled."""

import json
import socket
import threading
from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.net.client import Client
from worker.net.connection import tls_context
from worker.net.failure import AddressRefusedError, Failure, FetchError
from worker.net.guard import check_url, resolve, system_lookup
from worker.settings import Settings

from ..rows import each_row

VECTORS = Path(__file__).parents[2] / "../shared/data/vectors/url_block.jsonl"


@each_row(
    ("url", "host", "port", "normal"),
    [
        ("HTTP://Example.COM:80", "example.com", 80, "http://example.com/"),
        ("https://example.com:8443/a?b=c#d", "example.com", 8443, "https://example.com:8443/a?b=c"),
        ("http://straße.example/ä", "xn--strae-oqa.example", 80, "http://xn--strae-oqa.example/%C3%A4"),
        ("http://[2001:DB8:0::1]/x?", "2001:db8::1", 80, "http://[2001:db8::1]/x?"),
        ("http://example.com./", "example.com", 80, "http://example.com/"),
        ("http://example.com/a/../b%20c", "example.com", 80, "http://example.com/b%20c"),
        ("http://2130706433/", "127.0.0.1", 80, "http://127.0.0.1/"),
        ("http://0x7f.1/", "127.0.0.1", 80, "http://127.0.0.1/"),
        ("http://0177.0.0.1/", "127.0.0.1", 80, "http://127.0.0.1/"),
        ("http://①②⑦.⓪.⓪.①/", "127.0.0.1", 80, "http://127.0.0.1/"),
        ("http://127。0。0。1/", "127.0.0.1", 80, "http://127.0.0.1/"),
        ("http://[::ffff:127.0.0.1]/", "::ffff:7f00:1", 80, "http://[::ffff:7f00:1]/"),
    ],
)
def test_a_url_is_taken_apart_once(url: str, host: str, port: int, normal: str) -> None:
    target = check_url(url)
    assert (target.host, target.port, target.url) == (host, port, normal)
    assert check_url(target.url) == target


@each_row(
    "url",
    [
        "",
        "example.com",
        "//example.com/",
        "http:",
        "http://",
        "http:example.com",
        "http:/example.com",
        "http:///example.com",
        "http://?x",
        "ftp://example.com/",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "javascript:alert(1)//http://a.com",
        "data:text/html,x",
        "gopher://localhost:25/_x",
        "http://example.com\\@127.0.0.1/",
        "http://169.254.169.254:8888\\@example.com/",
        "http://exa\tmple.com/",
        "http://example.com/a b",
        "http://example.com/\u00a0",
        " http://example.com/",
        "http://example.com/\n",
        "http://example.com/\r\nHost: x",
        "http://example.com/\x00",
        "http://example.com/\ud800",
        "http://example.com/\x85",
        "http://user@example.com/",
        "http://user:word@example.com/",
        "http://:word@example.com/",
        "http://1.1.1.1&@127.0.0.1/",
        "http://a..b/",
        "http://.example.com/",
        f"http://{'a' * 64}.com/",
        f"http://{'a.' * 130}com/",
        f"http://example.com/{'a' * 9000}",
        "http://o177.0.0.1/",
        "http://256.1.1.1/",
        "http://[::1%25lo]/",
        "http://[::1/",
        "http://example.com:0/",
        "http://example.com:22/",
        "http://example.com:6379/",
        "http://example.com:99999/",
        "http://%00/",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(AddressRefusedError) as caught:
        check_url(url)
    assert caught.value.kind is Failure.ADDRESS
    assert len(str(caught.value).splitlines()) == 1


def test_a_refusal_does_not_repeat_a_password() -> None:
    with pytest.raises(AddressRefusedError) as caught:
        check_url("http://someone:s3cret@example.com/")
    assert "s3cret" not in str(caught.value)


@given(st.text(max_size=60).map("http://".__add__) | st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_refused_or_has_one_meaning(text: str) -> None:
    try:
        target = check_url(text)
    except AddressRefusedError:
        return
    assert check_url(target.url) == target
    assert target.url.isascii()
    assert not set(target.path) & set(" \r\n\t\\#")


def _resolve(host: str, records: list[str], allow: str = "192.0.2.0/28") -> list[str]:
    found = resolve(host, 80, [ip_network(allow)], lookup=lambda _host, _port, _seconds: records, seconds=1)
    return [str(address) for address in found]


def test_every_record_is_checked_and_one_bad_one_refuses_all() -> None:
    assert _resolve("a.example", ["1.1.1.1", "2606:4700::1", "1.1.1.1"]) == ["1.1.1.1", "2606:4700::1"]
    assert _resolve("a.example", ["192.0.2.1"]) == ["192.0.2.1"]
    with pytest.raises(AddressRefusedError, match=r"a\.example resolves to 10\.0\.0\.5, .*private \(10\.0\.0\.0/8\).*"):
        _resolve("a.example", ["1.1.1.1", "10.0.0.5"])
    with pytest.raises(AddressRefusedError, match=r"add 192\.0\.2\.16/32 to STET_EGRESS_ALLOW"):
        _resolve("192.0.2.16", [])


def test_a_host_without_records_is_a_failure_of_the_name_service() -> None:
    with pytest.raises(FetchError) as caught:
        _resolve("a.example", [])
    assert caught.value.kind is Failure.DNS


def test_the_system_lookup(monkeypatch: pytest.MonkeyPatch) -> None:
    record = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.7", 80))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: [record])
    assert system_lookup("a.example", 80, 1) == ["192.0.2.7"]

    def fail(*_args: object, **_named: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(FetchError, match=r"a\.example cannot be resolved: Name or service not known") as caught:
        system_lookup("a.example", 80, 1)
    assert caught.value.kind is Failure.DNS


def test_a_name_service_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: release.wait(5) and [])
    with pytest.raises(FetchError, match="did not answer") as caught:
        system_lookup("a.example", 80, 0.1)
    release.set()
    assert caught.value.kind is Failure.DNS


def _inner_network(host: str, _port: int, _seconds: float) -> list[str]:
    """Resolve as a machine would whose names lead inward, and any other name to a public address."""
    inward = ("localhost", "ip6-loopback", "nip.io")
    return ["127.0.0.1", "::1"] if host.rstrip(".").endswith(inward) else ["93.184.216.34"]


class _DialledError(OSError):
    pass


TLS = tls_context()


def _dialled_for(url: str) -> list[str]:
    """Fetch `url` with a connector that only takes notes, and return what it was asked to connect to."""
    dialled: list[str] = []

    def dial(address: object, _port: int, _seconds: float) -> None:
        dialled.append(str(address))
        raise _DialledError("no connections are made in this test")

    with Client(Settings(), lookup=_inner_network, dial=dial, tls=TLS) as client, pytest.raises(FetchError) as caught:
        client.get(url)
    assert (caught.value.kind is Failure.ADDRESS) == (not dialled)
    return dialled


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://foo.localhost:8000/",
        "http://127.0.0.1.nip.io/",
        "http://2852039166/latest/meta-data/",
        "http://[::ffff:a9fe:a9fe]/",
        "https://[fd00:ec2::254]/",
        "http://0/",
    ],
)
def test_nothing_inside_is_dialled(url: str) -> None:
    assert _dialled_for(url) == []


@pytest.mark.parametrize("url", ["http://intranet/", "http://intranet./", "http://news.example/%0D%0aHost:%20x"])
def test_names_of_ones_own_network_and_smuggled_headers_are_refused(url: str) -> None:
    assert _dialled_for(url) == []


def test_what_is_public_is_dialled() -> None:
    assert _dialled_for("https://news.example/") == ["93.184.216.34"]


@pytest.mark.skipif(not VECTORS.exists(), reason="the vectors of URLs are not here")
def test_the_vectors_of_urls() -> None:
    urls = [json.loads(line)["url"] for line in VECTORS.read_text("utf-8").splitlines()]
    dialled = {url: _dialled_for(url) for url in urls}
    # These name public hosts; that some of them redirect inward is for the client's tests.
    public = {
        "https://307.r3dir.me/--to/?url=http://localhost",
        "https://62epax5fhvj3zzmzigyoe5ipkbn7fysllvges3a.302.r3dir.me",
        "http://1.1.1.1",
        "http://google.com:80/",
    }
    assert len(urls) > 70
    assert {url for url, addresses in dialled.items() if addresses} == public
    assert {address for addresses in dialled.values() for address in addresses} == {"93.184.216.34", "1.1.1.1"}
