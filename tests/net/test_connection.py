"""Connections: to the checked address, under the right name."""

import socket
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from worker.net import client as client_module
from worker.net.client import Client
from worker.net.connection import tls_context
from worker.net.failure import Failure, FetchError
from worker.settings import Settings

from .conftest import CERTIFICATE, EXPIRED

Make = Callable[..., Client]
Serve = Callable[..., Any]
BODY = b"<p>The minister resigned on Monday.</p>"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(BODY), BODY)


def answer_and_wait(sock: socket.socket, _request: bytes) -> bool:
    sock.sendall(PAGE)
    return True


def test_the_next_address_is_tried_where_one_refuses(serve: Serve, make_client: Make) -> None:
    server = serve(PAGE)
    client = make_client(allow="127.0.0.0/8,::1/128", lookup=lambda _host, _port, _seconds: ["::1", "127.0.0.1"])
    assert client.get(server.url(host="news.example")).page.body == BODY


def test_tls_keeps_the_name_while_connecting_to_the_checked_address(
    serve: Serve, make_client: Make, server_tls: ssl.SSLContext
) -> None:
    names: list[str | None] = []
    server_tls.sni_callback = lambda _sock, name, _context: names.append(name)
    server = serve(answer_and_wait, tls=server_tls)
    client, url = make_client(), server.url(host="news.example", scheme="https")
    assert client.get(url).page.body == client.get(url).page.body == BODY
    assert (names, server.connections) == (["news.example"], 1)
    assert f"Host: news.example:{server.port}\r\n".encode() in server.requests[0]


def test_a_certificate_for_another_name_is_refused(serve: Serve, make_client: Make, server_tls: ssl.SSLContext) -> None:
    server = serve(PAGE, tls=server_tls)
    with pytest.raises(FetchError, match=r"other\.example: its certificate is not trusted") as caught:
        make_client().get(server.url(host="other.example", scheme="https"))
    assert caught.value.kind is Failure.TLS
    assert server.requests == []


def test_a_certificate_of_an_unknown_authority_is_refused(serve: Serve, server_tls: ssl.SSLContext) -> None:
    server = serve(PAGE, tls=server_tls)
    settings = Settings(egress_allow="127.0.0.0/8")
    with Client(settings, lookup=lambda *_: ["127.0.0.1"]) as client, pytest.raises(FetchError) as caught:
        client.get(server.url(host="news.example", scheme="https"))
    assert caught.value.kind is Failure.TLS
    assert "STET_CA_FILE" in str(caught.value)


def test_an_authority_of_ones_own_is_trusted_beside_the_systems(serve: Serve, server_tls: ssl.SSLContext) -> None:
    server = serve(answer_and_wait, tls=server_tls)
    settings = Settings(egress_allow="127.0.0.0/8", ca_file=CERTIFICATE)
    with Client(settings, lookup=lambda *_: ["127.0.0.1"]) as client:
        assert client.get(server.url(host="news.example", scheme="https")).page.body == BODY
        with pytest.raises(FetchError, match="not trusted: Hostname mismatch") as caught:
            client.get(server.url(host="other.example", scheme="https"))
    assert "STET_CA_FILE" not in str(caught.value)
    with pytest.raises(ValidationError, match="no certificate in PEM"):
        Settings(ca_file=Path(__file__))


def test_a_server_that_speaks_http_2_alone_is_told_of() -> None:
    said = ssl.SSLError(1, "[SSL] tlsv1 alert no application protocol (_ssl.c:1006)")
    assert client_module._failure(said, "news.example").problem.startswith("tls: news.example speaks no HTTP/1.1")


def test_a_certificate_that_has_expired_is_refused_whoever_vouches_for_it(serve: Serve) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(EXPIRED)
    server = serve(PAGE, tls=context)
    settings = Settings(egress_allow="127.0.0.0/8")
    with (
        Client(settings, lookup=lambda *_: ["127.0.0.1"], tls=tls_context((EXPIRED,))) as client,
        pytest.raises(FetchError, match="certificate has expired") as caught,
    ):
        client.get(server.url(host="news.example", scheme="https"))
    assert caught.value.problem.startswith("tls: news.example: its certificate is not trusted")
    assert server.requests == []


def test_tls_where_the_server_speaks_plainly(make_client: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:

        def speak() -> None:
            sock, _ = listener.accept()
            with sock:
                sock.sendall(PAGE)
                sock.recv(65536)

        speaking = pool.submit(speak)
        with pytest.raises(FetchError, match="no secure connection") as caught:
            make_client().get(f"https://news.example:{listener.getsockname()[1]}/")
        speaking.result(5)
    assert caught.value.kind is Failure.TLS


def test_a_system_without_authorities_gets_those_of_mozilla(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = ssl.get_default_verify_paths()._replace(cafile=None, capath=None)
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: paths)
    monkeypatch.setattr(ssl, "create_default_context", lambda: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    context = tls_context()
    assert context.cert_store_stats()["x509_ca"] > 50
    assert context.check_hostname
