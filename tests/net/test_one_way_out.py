"""Every published vector by every way out: as a page, as the target of a redirect, as a robots.txt, as a webhook.

What is asserted is what the connector was asked to dial; no vector is let near a socket of its own.
"""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import pytest

from worker.net.client import Client
from worker.net.connection import MeteredSocket, Route, tls_context
from worker.net.failure import Failure, FetchError
from worker.net.webhook import deliver, new_secret
from worker.settings import Settings

VECTORS = Path(__file__).parents[2] / "../shared/data/vectors"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PUBLIC = {
    "https://307.r3dir.me/--to/?url=http://localhost",
    "https://62epax5fhvj3zzmzigyoe5ipkbn7fysllvges3a.302.r3dir.me",
    "http://1.1.1.1",
    "http://google.com:80/",
}
"""Of the vectors these name hosts on the internet. Where they lead is the next hop's matter."""
NEWS = "93.184.216.34"
TLS = tls_context()

needs_vectors = pytest.mark.skipif(not VECTORS.exists(), reason="the published vectors are not here")


def urls() -> list[str]:
    lines = (VECTORS / "url_block.jsonl").read_text("utf-8").splitlines() if VECTORS.exists() else []
    return [json.loads(line)["url"] for line in lines]


def addresses() -> list[tuple[str, bool]]:
    lines = (VECTORS / "ip_block.tsv").read_text("utf-8").splitlines() if VECTORS.exists() else []
    return [(address, verdict == "allow") for address, verdict, _ in (line.split("\t") for line in lines if line)]


@contextmanager
def noting(answer: bytes = b"") -> Iterator[tuple[Client, list[str]]]:
    """Give a client whose connector takes notes, and reaches nothing but a server that answers like this, once each."""
    dialled: list[str] = []

    def dial(address: IPv4Address | IPv6Address, _port: int, _seconds: float) -> MeteredSocket:
        dialled.append(str(address))
        if not answer or len(dialled) > 1:
            raise ConnectionRefusedError(111, "no connections are made in this test")
        ours, theirs = socket.socketpair()
        threading.Thread(target=_serve, args=(theirs, answer), daemon=True).start()
        return MeteredSocket(fileno=ours.detach())

    def lookup(host: str, _port: int, _seconds: float) -> list[str]:
        return ["127.0.0.1"] if host.endswith(("localhost", "127.0.0.1.nip.io")) else [NEWS]

    with Client(Settings(), lookup=lookup, dial=dial, tls=TLS) as client:
        yield client, dialled


def _serve(sock: socket.socket, answer: bytes) -> None:
    with sock, suppress(OSError):
        sock.recv(65536)
        sock.sendall(answer)


def test_the_notes_are_true() -> None:
    redirect = b"HTTP/1.1 302 Found\r\nLocation: http://1.1.1.1/\r\nContent-Length: 0\r\n\r\n"
    with noting(redirect) as (client, dialled), pytest.raises(FetchError, match="refused the connection"):
        client.get("http://news.example/")
    assert dialled == [NEWS, "1.1.1.1"]


@needs_vectors
@pytest.mark.parametrize("way", ["page", "webhook"])
def test_urls_asked_for_and_posted_to(way: str) -> None:
    found = set()
    for url in urls():
        with noting() as (client, dialled):
            if way == "webhook":
                sent = deliver(
                    client, url=url, secrets=[new_secret()], webhook_id="m", at=NOON, body=b"{}", timeout_seconds=1
                )
                assert not sent.ok
            else:
                with pytest.raises(FetchError):
                    client.get(url)
        found |= {url} if dialled else set()
    assert found == PUBLIC


@needs_vectors
@pytest.mark.parametrize("path", ["/article", "/robots.txt"])
def test_urls_that_a_redirect_leads_to(path: str) -> None:
    found = set()
    for url in urls():
        location = url.encode("utf-8", "surrogatepass")
        redirect = b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n"
        with noting(redirect) as (client, dialled), pytest.raises(FetchError):
            client.get(f"http://news.example{path}", first_bytes=1000)
        assert dialled[0] == NEWS
        if len(dialled) > 1 and dialled[1] != NEWS:
            found.add(url)
    assert found <= PUBLIC


@needs_vectors
def test_addresses_by_number_and_by_name() -> None:
    wrong = []
    for address, allowed in addresses():
        for lookup_says in (False, True):
            with noting() as (client, dialled):
                client._route = _route_to(client, address) if lookup_says else client._route
                host = "news.example" if lookup_says else f"[{address}]" if ":" in address else address
                with pytest.raises(FetchError) as failed:
                    client.get(f"http://{host}/")
            if bool(dialled) is not allowed or (failed.value.kind is Failure.ADDRESS) is allowed:
                wrong.append((address, allowed, lookup_says))
    assert not wrong


def _route_to(client: Client, address: str) -> Route:
    return Route(client._route.allow, lambda *_: [address], client._route.dial)
