"""Bodies that are too large, packed to burst, cut short, or not what they claim to be."""

import gzip
import socket
import ssl
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from worker.net.client import Client
from worker.net.decode import BodyDecoder
from worker.net.failure import Failure, FetchError

Make = Callable[..., Client]
Serve = Callable[..., Any]
BODY = b"<p>The minister resigned on Monday.</p>" * 50
PACKED = gzip.compress(BODY, mtime=0)


def _failure(client: Client, url: str) -> FetchError:
    with pytest.raises(FetchError, match=r"127\.0\.0\.1") as caught:
        client.get(url)
    return caught.value


def _packed_zeros(size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()


def test_a_bomb_is_found_by_its_ratio(serve: Serve, make_client: Make) -> None:
    bomb = _packed_zeros(30 << 20)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb)
    assert _failure(make_client(max_bytes=10_000_000), serve(head + bomb).url()).kind is Failure.RATIO


def test_a_bomb_of_one_small_piece_stays_within_the_limit() -> None:
    decoder = BodyDecoder("gzip", 900_000)  # below the size from which the ratio counts
    with pytest.raises(FetchError) as caught:
        decoder.feed(_packed_zeros(5 << 20))
    assert caught.value.kind is Failure.TOO_LARGE
    assert len(decoder.body) == 900_000


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2dc6c0\r\n",
    ],
)
def test_a_body_above_the_limit(serve: Serve, make_client: Make, head: bytes) -> None:
    server = serve(head + bytes(3_000_000))
    assert _failure(make_client(max_bytes=1_000_000), server.url()).kind is Failure.TOO_LARGE


def test_a_body_announced_above_the_limit_is_not_waited_for(serve: Serve, make_client: Make) -> None:
    def announce(sock: socket.socket, _request: bytes) -> bool:
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2000001\r\n\r\n")
        return True

    assert _failure(make_client(), serve(announce).url()).kind is Failure.TOO_LARGE


def test_chunk_framing_counts_as_well(serve: Serve, make_client: Make) -> None:
    chunk = b"1;" + b"p" * 1000 + b"\r\nx\r\n"
    server = serve(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk * 2000)
    assert _failure(make_client(max_bytes=100_000), server.url()).kind is Failure.TOO_LARGE


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (b"X-Long: " + b"y" * 70_000 + b"\r\n", Failure.TOO_LARGE),
        (b"X-Many: %b\r\n" % (b"y" * 6000) * 60, Failure.TOO_LARGE),
        (b"X: y\r\n" * 150, Failure.PROTOCOL),
    ],
)
def test_headers_have_limits(serve: Serve, make_client: Make, headers: bytes, kind: Failure) -> None:
    assert _failure(make_client(), serve(b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n").url()).kind is kind


@pytest.mark.parametrize("quarter", [0, 1, 2, 3])
@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(BODY),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(BODY),
    ],
)
def test_a_cut_body_is_marked(serve: Serve, make_client: Make, head: bytes, quarter: int) -> None:
    sent = BODY[: len(BODY) * quarter // 4]
    client = make_client()
    page = client.get(serve(head + sent).url()).page
    assert not page.complete
    assert BODY.startswith(page.body)


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_cut_gzip_is_marked_even_where_nothing_else_shows_it(serve: Serve, make_client: Make, quarter: int) -> None:
    sent = PACKED[: len(PACKED) * quarter // 4]
    page = make_client().get(serve(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + sent).url()).page
    assert not page.complete
    assert BODY.startswith(page.body)


def test_gzip_with_a_wrong_checksum_is_no_body(serve: Serve, make_client: Make) -> None:
    sent = PACKED[:-8] + bytes(8)
    server = serve(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + sent)
    assert _failure(make_client(), server.url()).kind is Failure.PROTOCOL


@pytest.mark.parametrize("closes_properly", [True, False])
def test_tls_without_a_closing_alert_is_marked(
    serve: Serve, make_client: Make, server_tls: ssl.SSLContext, *, closes_properly: bool
) -> None:
    def respond(sock: socket.socket, _request: bytes) -> bool:
        assert isinstance(sock, ssl.SSLSocket)
        sock.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + BODY)
        if closes_properly:
            sock.unwrap()
        return False

    server = serve(respond, tls=server_tls)
    page = make_client().get(server.url(host="news.example", scheme="https")).page
    assert (page.body, page.complete) == (BODY, closes_properly)


@pytest.mark.parametrize("encoding", ["compress", "gzip, gzip", "rot13"])
def test_an_encoding_that_was_not_asked_for(serve: Serve, make_client: Make, encoding: str) -> None:
    server = serve(f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\n\r\nx".encode())
    assert _failure(make_client(), server.url()).kind is Failure.PROTOCOL
