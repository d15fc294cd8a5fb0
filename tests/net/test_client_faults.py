"""The client in foul weather: every exchange ends in time, within its limits, and says what was wrong."""

import contextlib
import gzip
import itertools
import logging
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.net import keepalive
from worker.net.client import Client
from worker.net.connection import Deadline, MeteredSocket, tls_context
from worker.net.failure import Failure, FetchError
from worker.settings import Settings

Make = Callable[..., Client]
Serve = Callable[..., Any]
BODY = b"<p>The minister resigned on Monday.</p>" * 50
PACKED = gzip.compress(BODY, mtime=0)
LONG = 30
"""Seconds that a hanging server would hang; no test waits for it."""


def _failure(client: Client, url: str) -> FetchError:
    started = time.monotonic()
    with pytest.raises(FetchError) as caught:
        client.get(url)
    assert time.monotonic() - started < LONG / 2
    assert len(str(caught.value).splitlines()) == 1
    assert "127.0.0.1" in str(caught.value)
    return caught.value


def _drip(head: bytes, drop: bytes) -> Callable[[socket.socket, bytes], bool]:
    def respond(sock: socket.socket, _request: bytes) -> bool:
        sock.sendall(head)
        until = time.monotonic() + LONG
        while time.monotonic() < until:
            sock.sendall(drop)
            time.sleep(0.02)
        return False

    return respond


DRIPS = [
    (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
    (b"HTTP/1.0 200 OK\r\n\r\n", b"x"),
    (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + PACKED[:10], b"\0\0\0\xff\xff"),
    (b"HTTP/1.1 200 OK\r\nX: ", b"y"),
    (b"HTTP/1.1 200 OK\r\n", b"X"),
    (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    (b"", b"H"),
]
"""What an answer begins with, and what then comes of it again and again."""


def test_what_comes_drop_by_drop_ends_at_the_deadline(serve: Serve, make_client: Make) -> None:
    with ThreadPoolExecutor(len(DRIPS)) as pool:  # all wait for the same deadline
        failures = [pool.submit(_failure, make_client(deadline=0.3), serve(_drip(*drip)).url()) for drip in DRIPS]
    kinds = [failure.exception() or failure.result().kind for failure in failures]
    assert list(zip(DRIPS, kinds, strict=True)) == [(drip, Failure.DEADLINE) for drip in DRIPS]


def test_silence_ends_at_the_deadline(serve: Serve, make_client: Make) -> None:
    server = serve(_drip(b"", b""))
    assert _failure(make_client(deadline=0.3), server.url()).kind is Failure.DEADLINE


def test_a_handshake_without_end(make_client: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/"
        assert _failure(make_client(deadline=0.3), url).kind is Failure.DEADLINE


def test_one_deadline_spans_all_redirects(serve: Serve, make_client: Make) -> None:
    steps = itertools.count(1)

    def slowly_onwards(sock: socket.socket, _request: bytes) -> bool:
        time.sleep(0.15)
        sock.sendall(b"HTTP/1.1 302 Found\r\nLocation: /%d\r\nContent-Length: 0\r\n\r\n" % next(steps))
        return False

    server = serve(slowly_onwards)
    assert _failure(make_client(deadline=0.4), server.url()).kind is Failure.DEADLINE
    assert 1 < len(server.requests) < 5


def test_an_endless_redirect(serve: Serve, make_client: Make) -> None:
    steps = itertools.count(1)

    def respond(sock: socket.socket, _request: bytes) -> bool:
        sock.sendall(b"HTTP/1.1 302 Found\r\nLocation: /%d\r\n\r\n" % next(steps))
        return False

    server = serve(respond)
    assert _failure(make_client(), server.url()).kind is Failure.REDIRECTS
    assert len(server.requests) == 6


@pytest.mark.parametrize("way", [("/",), ("/wall", "/")], ids=["to itself", "to a wall and back"])
def test_a_redirect_that_leads_round_for_want_of_a_cookie(
    serve: Serve, make_client: Make, way: tuple[str, ...]
) -> None:
    leads = itertools.cycle(way)

    def respond(sock: socket.socket, _request: bytes) -> bool:
        sock.sendall(f"HTTP/1.1 302 Found\r\nSet-Cookie: seen=1\r\nLocation: {next(leads)}\r\n\r\n".encode())
        return False

    server = serve(respond)
    assert "in a circle" in str(_failure(make_client(), server.url()))
    assert len(server.requests) == 1 + len(way)


def test_a_redirect_with_an_endless_body_is_not_read(serve: Serve, make_client: Make) -> None:
    def respond(sock: socket.socket, request: bytes) -> bool:
        if b"GET /end " in request:
            sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            return False
        return _drip(b"HTTP/1.1 302 Found\r\nLocation: /end\r\n\r\n", b"x")(sock, request)

    assert make_client().get(serve(respond).url()).page.body == b"ok"


@pytest.mark.parametrize(
    "answer", [b"nonsense\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\n\r\n", b"SSH-2.0-x\r\n"]
)
def test_what_is_not_http(serve: Serve, make_client: Make, answer: bytes) -> None:
    assert _failure(make_client(), serve(answer).url()).kind is Failure.PROTOCOL


def test_a_connection_that_is_hung_up(serve: Serve, make_client: Make) -> None:
    server = serve(b"")
    assert _failure(make_client(), server.url()).kind is Failure.CONNECT
    assert server.connections == 1


def test_nobody_listens(make_client: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert _failure(make_client(), f"http://127.0.0.1:{port}/").kind is Failure.REFUSED


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (TimeoutError("timed out"), Failure.TIMEOUT),
        (OSError(113, "No route to host"), Failure.CONNECT),
        (ConnectionRefusedError(111, "Connection refused"), Failure.REFUSED),
    ],
)
def test_a_host_that_cannot_be_connected_to(make_client: Make, error: OSError, kind: Failure) -> None:
    def dial(*_args: object) -> None:
        raise error

    assert _failure(make_client(dial=dial), "http://127.0.0.1/").kind is kind


def test_a_post_answered_but_never_finished_is_answered(serve: Serve, make_client: Make) -> None:
    server = serve(_drip(b"HTTP/1.1 204 No\r\n\r\n", b"x"))
    assert make_client().post(server.url(), b"{}", {}, timeout_seconds=0.5).status == 204
    server = serve(_drip(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b"x"))
    answer = make_client().post(server.url(), b"{}", {}, timeout_seconds=0.3)
    assert (answer.status, answer.excerpt) == (200, b"")


def test_a_post_to_one_who_never_reads_ends_at_the_deadline(make_client: Make) -> None:
    client = make_client()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        with pytest.raises(FetchError) as caught:
            client.post(url, bytes(20_000_000), {}, timeout_seconds=0.3)
    assert caught.value.kind is Failure.DEADLINE


def test_what_a_server_sends_stays_out_of_the_log(
    serve: Serve, make_client: Make, caplog: pytest.LogCaptureFixture
) -> None:
    server = serve(b"HTTP/1.1 200 OK\r\nbroken s3cret line\r\nContent-Length: 2\r\n\r\nok")
    with caplog.at_level(logging.INFO):
        make_client().get(server.url("/token-s3cret"))
    assert "s3cret" not in caplog.text


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
LATE = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"
BROKEN = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"


@pytest.mark.parametrize(("first", "later"), [(OK, LATE), (BROKEN, b"")])
def test_what_is_left_on_a_connection_is_no_answer_to_the_next_request(
    serve: Serve, make_client: Make, first: bytes, later: bytes
) -> None:
    read, sent = threading.Event(), threading.Event()

    def respond(sock: socket.socket, _request: bytes) -> bool:
        if len(server.requests) > 1:
            sock.sendall(OK)
            return True
        sock.sendall(first)
        read.wait(5)
        with contextlib.suppress(OSError):
            sock.sendall(later)
        sent.set()
        return True

    server = serve(respond)
    client = make_client()
    client.get(server.url())
    read.set()
    assert sent.wait(5)
    page = client.get(server.url()).page
    assert (page.status, page.body, server.connections) == (200, b"ok", 2)


def test_only_so_many_connections_are_kept(serve: Serve, make_client: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keepalive, "MAX_KEPT", 2)

    def respond(sock: socket.socket, _request: bytes) -> bool:
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        return True

    servers, client = [serve(respond) for _ in range(3)], make_client()
    for server in (*servers, *reversed(servers)):
        client.get(server.url())
    assert [server.connections for server in servers] == [2, 1, 1]


def test_old_connections_are_not_kept(make_client: Make, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keepalive, "IDLE_SECONDS", -1.0)
    server, client = serve(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), make_client()
    client.get(server.url())
    client.get(server.url())
    assert server.connections == 2


TLS = tls_context()


def _answered_with(raw: bytes) -> Client:
    """Return a client whose every connection has `raw` waiting in it and is closed after it."""

    def dial(*_args: object) -> MeteredSocket:
        ours, theirs = socket.socketpair()
        threading.Thread(target=_pour, args=(theirs, raw), daemon=True).start()
        return MeteredSocket(fileno=ours.detach())

    return Client(Settings(egress_allow="127.0.0.0/8", fetch_deadline_seconds=5), dial=dial, tls=TLS)


def _pour(sock: socket.socket, raw: bytes) -> None:
    with sock:
        sock.sendall(raw)
        sock.shutdown(socket.SHUT_WR)
        while sock.recv(65536):
            pass


_LINES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.0 200\r\n",
        b"HTTP/1.1 302 Found\r\n",
        b"HTTP/1.1 304 Not Modified\r\n",
        b"Content-Length: 10\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: 10, 11\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Content-Encoding: gzip\r\n",
        b"Content-Encoding: deflate\r\n",
        b"Location: /\r\n",
        b"Location: http://[\r\n",
        b" folded\r\n",
        b"\r\n",
        b"5\r\nhello\r\n",
        b"-5\r\n",
        b"0\r\n\r\n",
        PACKED,
    ]
)


@given(st.lists(_LINES | st.binary(max_size=20), max_size=8).map(b"".join))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_an_answer_or_one_clear_error(rest: bytes) -> None:
    with _answered_with(b"HTTP/1.1 200 OK\r\n" + rest) as client:
        try:
            status, said = client.get("http://127.0.0.1/").page.status, ""
        except FetchError as error:
            status, said = None, str(error)
    assert status is None or status >= 200
    assert len(said.splitlines()) == (status is None)


def test_a_deadline_that_has_passed_says_so() -> None:
    with pytest.raises(FetchError) as caught:
        Deadline(0).remaining()
    assert caught.value.kind is Failure.DEADLINE
