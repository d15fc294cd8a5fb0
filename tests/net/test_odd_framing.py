"""Answers framed as none should be: each is an answer, or one clear error, and soon."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from worker.net.client import Client
from worker.net.failure import FetchError

BODY = b"<p>The minister resigned on Monday.</p>" * 50
LONGEST_SECONDS = 15


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 20\r\n\r\n0123456789",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" + BODY,
        b"HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551626\r\n\r\n" + BODY,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nxxxxx\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5\r\nxxxxx\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nxxxxx\r\n0\r\n" + b"X: y\r\n" * 200_000,
        b"HTTP/1.1 200 OK\r\nSet-Cookie: " + b"x" * 1_000_000 + b"\r\n\r\n" + BODY,
        b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 150_000 + b"\r\n" + BODY,
        b"HTTP/1.1 200 OK\r\n folded: first\r\nContent-Length: 5\r\n\r\n01234",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 1000,
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n" * 3 + b"HTTP/1.1 200 OK\r\n\r\n" + BODY,
        b"HTTP/1.1 999 Denied\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 0200 OK\r\n\r\n" + BODY,
        b"HTTP/3.0 200 OK\r\n\r\n" + BODY,
    ],
    ids=range(16),
)
def test_odd_framing_is_an_answer_or_one_clear_error(
    serve: Callable[..., Any], make_client: Callable[..., Client], answer: bytes
) -> None:
    server = serve(answer)
    started = time.monotonic()
    error, body = None, b""
    try:
        body = make_client().get(server.url()).page.body
    except FetchError as raised:
        error = raised
    assert error is None or (len(str(error).splitlines()) == 1 and "127.0.0.1" in str(error))
    assert len(body) <= len(BODY)
    assert time.monotonic() - started < LONGEST_SECONDS
