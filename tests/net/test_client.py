"""The client in fair weather: what it asks, what it brings back, where it follows."""

import gzip
import socket
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from worker.net.answer import Hop
from worker.net.client import Client
from worker.net.failure import AddressRefusedError, Failure, FetchError
from worker.net.validators import Validators
from worker.settings import Settings

Make = Callable[..., Client]
Serve = Callable[..., Any]
BODY = b"<p>The minister resigned on Monday.</p>"


def _ok(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def test_a_page_comes_back_whole(serve: Serve, make_client: Make) -> None:
    server = serve(_ok(BODY, "Content-Type: Text/HTML; charset=utf-8", 'ETag: "a"', "X-Two: 1", "X-Two: 2"))
    answer = make_client().get(server.url("/a/../b?c=d#e"))
    page = answer.page
    assert (page.status, page.body, page.complete, page.content_type) == (200, BODY, True, "text/html")
    assert page.headers["content-type"] == "Text/HTML; charset=utf-8"
    assert page.headers["x-two"] == "1, 2"
    assert page.url == answer.final_url == server.url("/b?c=d")
    assert answer.redirects == ()
    assert not answer.moved_permanently
    assert answer.elapsed_seconds > 0
    request = server.requests[0].decode()
    assert request.startswith("GET /b?c=d HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{server.port}\r\n" in request
    assert "Accept-Encoding: gzip, deflate, br, zstd\r\n" in request
    assert f"User-Agent: {Settings().user_agent}\r\n" in request
    assert "If-None-Match" not in request


def test_proxies_and_netrc_of_the_environment_are_ignored(
    serve: Serve, make_client: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert make_client().get(serve(_ok(BODY)).url()).page.body == BODY


def test_a_version_at_hand_is_asked_about(serve: Serve, make_client: Make) -> None:
    server = serve(b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\nContent-Length: 39\r\n\r\n')
    page = make_client().get(server.url(), known=lambda _: Validators('W/"a"', "Mon, 01 Jan 2024 00:00:00 GMT")).page
    assert (page.status, page.body, page.complete) == (304, b"", True)
    assert b'If-None-Match: W/"a"\r\n' in server.requests[0]
    assert b"If-Modified-Since: Mon, 01 Jan 2024 00:00:00 GMT\r\n" in server.requests[0]


@pytest.mark.parametrize("validator", ['"a"\r\nX-Evil: 1', '"a"\n b', "", "\u20ac", "\x00", '"' + "a" * 2000 + '"'])
def test_a_validator_that_cannot_be_sent_is_left_out(serve: Serve, make_client: Make, validator: str) -> None:
    server = serve(_ok(BODY))
    assert make_client().get(server.url(), known=lambda _: Validators(validator, validator)).page.body == BODY
    assert b"If-" not in server.requests[0]
    assert b"Evil" not in server.requests[0]


def _bare_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(BODY, mtime=0)),
        ("X-GZIP", gzip.compress(BODY, mtime=0)),
        ("gzip", gzip.compress(BODY[:9], mtime=0) + gzip.compress(BODY[9:], mtime=0) + b"\0\0\0"),
        ("deflate", zlib.compress(BODY)),
        ("deflate", _bare_deflate(BODY)),
        ("identity", BODY),
    ],
)
def test_encodings_are_undone(serve: Serve, make_client: Make, encoding: str, packed: bytes) -> None:
    page = make_client().get(serve(_ok(packed, f"Content-Encoding: {encoding}")).url()).page
    assert (page.body, page.complete) == (BODY, True)


def test_chunks_are_joined(serve: Serve, make_client: Make) -> None:
    packed = gzip.compress(BODY, mtime=0)
    chunks = b"".join(b"%x;x=y\r\n%b\r\n" % (1, packed[i : i + 1]) for i in range(len(packed)))
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    page = make_client().get(serve(head + chunks + b"0\r\nX-Trailer: 1\r\n\r\n").url()).page
    assert (page.body, page.complete) == (BODY, True)


def test_a_body_that_ends_with_the_connection(serve: Serve, make_client: Make) -> None:
    page = make_client().get(serve(b"HTTP/1.0 200 OK\r\n\r\n" + BODY).url()).page
    assert (page.body, page.complete, page.content_type) == (BODY, True, "text/html")


def _by_path(answers: dict[str, bytes]) -> Callable[[socket.socket, bytes], bool]:
    def respond(sock: socket.socket, request: bytes) -> bool:
        sock.sendall(answers[request.split()[1].decode()])
        return True

    return respond


def _moved(status: int, to: str) -> bytes:
    return _ok(b"moved", f"Location: {to}", status=f"{status} Moved")


def test_redirects_are_followed_and_reported(serve: Serve, make_client: Make) -> None:
    answers = {
        "/a": _moved(301, "b#part"),
        "/b": _moved(308, "/caf\u00e9 x".encode().decode("latin-1")),
        "/caf%C3%A9%20x": _ok(BODY),
        "/t": _moved(302, "/caf%C3%A9%20x"),
        "/none": _ok(b"nowhere", status="302 Found"),
    }
    server, client = serve(_by_path(answers)), make_client()
    answer = client.get(server.url("/a"))
    last = server.url("/caf%C3%A9%20x")
    assert answer.redirects == (Hop(301, server.url("/b")), Hop(308, last))
    assert (answer.final_url, answer.page.url, answer.page.body) == (last, last, BODY)
    assert answer.moved_permanently
    assert not client.get(server.url("/t")).moved_permanently
    assert client.get(server.url("/none")).page.status == 302


def test_five_redirects_are_followed_and_no_more(serve: Serve, make_client: Make) -> None:
    answers = {f"/{n}": _moved(302, f"/{n + 1}") for n in range(6)} | {"/6": _ok(BODY)}
    server, client = serve(_by_path(answers)), make_client()
    assert len(client.get(server.url("/1")).redirects) == 5
    with pytest.raises(FetchError, match="more than 5 times") as caught:
        client.get(server.url("/0"))
    assert caught.value.kind is Failure.REDIRECTS


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "//10.0.0.1/",
        "http://2852039166/",
        "file:///etc/passwd",
        "http://user:s3cret@news.example/",
        "\\\\169.254.169.254/",
        "http://[::1",
        "http://[::ffff:a9fe:a9fe]/",
        "javascript:alert(1)",
        "http://127.0.0.1:22/",
    ],
)
def test_every_hop_passes_the_guard(serve: Serve, make_client: Make, location: str) -> None:
    server = serve(_moved(302, location))
    with pytest.raises(AddressRefusedError, match="redirect") as caught:
        make_client().get(server.url())
    assert caught.value.kind is Failure.ADDRESS
    assert "s3cret" not in str(caught.value)
    assert server.connections == 1


def test_a_connection_is_used_again(serve: Serve, make_client: Make) -> None:
    server = serve(_by_path({"/": _ok(BODY), "/n": b"HTTP/1.1 304 Not Modified\r\n\r\n"}))
    client = make_client()
    for path in ("/", "/n", "/", "/"):
        client.get(server.url(path))
    assert server.connections == 1
    client.close()
    client.get(server.url())
    assert server.connections == 2


def test_a_name_is_not_resolved_again_for_a_kept_connection(serve: Serve, make_client: Make) -> None:
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    server = serve(_by_path({"/": _ok(BODY)}))
    client = make_client(lookup=lambda _host, _port, _seconds: next(answers))
    url = server.url(host="news.example")
    assert client.get(url).page.body == client.get(url).page.body == BODY
    client.close()
    with pytest.raises(AddressRefusedError):
        client.get(url)
    assert server.connections == 1


def test_a_kept_connection_that_the_server_has_closed_is_replaced(serve: Serve, make_client: Make) -> None:
    def once(sock: socket.socket, _request: bytes) -> bool:
        sock.sendall(_ok(BODY))
        return False

    server, client = serve(once), make_client()
    for _ in range(3):
        assert client.get(server.url()).page.body == BODY
    assert server.connections == 3


def test_a_kept_connection_that_breaks_when_asked_is_replaced(serve: Serve, make_client: Make) -> None:
    def hang_up_on_the_second(sock: socket.socket, _request: bytes) -> bool:
        if len(server.requests) == 2:
            return False
        sock.sendall(_ok(BODY))
        return True

    server = serve(hang_up_on_the_second)
    client = make_client()
    assert client.get(server.url()).page.body == client.get(server.url()).page.body == BODY
    assert (server.connections, len(server.requests)) == (2, 3)


def test_many_threads_share_a_client(serve: Serve, make_client: Make) -> None:
    def echo(sock: socket.socket, request: bytes) -> bool:
        sock.sendall(_ok(request.split()[1]))
        return True

    server, client = serve(echo), make_client()
    paths = [f"/{n}" for n in range(60)]
    with ThreadPoolExecutor(8) as pool:
        bodies = list(pool.map(lambda path: client.get(server.url(path)).page.body.decode(), paths))
    assert bodies == paths
    assert server.connections <= 8


def test_posting(serve: Serve, make_client: Make) -> None:
    received: list[bytes] = []

    def take(sock: socket.socket, request: bytes) -> bool:
        received.append(request.partition(b"\r\n\r\n")[2])
        sock.sendall(_ok(b"x" * 5000, "X-Seen: Yes", status="202 Accepted"))
        return False

    server = serve(take)
    answer = make_client().post(server.url("/hook?t=1"), b'{"a": 1}', {"X-Own": "1"}, timeout_seconds=5)
    assert (answer.status, answer.headers["x-seen"], answer.excerpt) == (202, "Yes", b"x" * 1024)
    assert server.requests[0].startswith(b"POST /hook?t=1 HTTP/1.1\r\n")
    assert b"X-Own: 1\r\n" in server.requests[0]
    assert b"Content-Length: 8\r\n" in server.requests[0]


def test_posting_follows_no_redirect(serve: Serve, make_client: Make) -> None:
    server = serve(_moved(307, "/elsewhere"))
    assert make_client().post(server.url(), b"{}", {}, timeout_seconds=5).status == 307
    assert len(server.requests) == 1


def test_posting_passes_the_guard(make_client: Make) -> None:
    with pytest.raises(AddressRefusedError):
        make_client().post("http://10.0.0.1/", b"{}", {}, timeout_seconds=1)
