"""Local servers that answer as they are told, byte by byte, and clients that reach them."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from worker.net.client import Client

CERTIFICATE = Path(__file__).with_name("certificate.pem")
EXPIRED = Path(__file__).with_name("expired.pem")
"""For news.example, to the end of January 2025."""
"""Self-signed for news.example, with its key; it guards nothing."""

Respond = Callable[[socket.socket, bytes], bool | None]
"""Takes the connection and one request's head; answers, and says whether to wait for another request."""


class Server:
    """Listens on a free port of 127.0.0.1 and hands every request to `respond`."""

    def __init__(self, respond: Respond, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[bytes] = []
        self.connections = 0
        self._respond, self._tls = respond, tls
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._start(self._accept)

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def stop(self) -> None:
        for sock in (self._listener, *self._open):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        for sock in (self._listener, *self._open):
            sock.close()

    def _start(self, run: Callable[[], None]) -> None:
        thread = threading.Thread(target=run, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                self.connections += 1
                self._open.append(sock)
                self._start(partial(self._converse, sock))

    def _converse(self, sock: socket.socket) -> None:
        with suppress(OSError):  # the client hangs up when it has had enough
            if self._tls:
                sock = self._tls.wrap_socket(sock, server_side=True)
                self._open.append(sock)
            while True:
                request = b""
                while b"\r\n\r\n" not in request:
                    piece = sock.recv(65536)
                    if not piece:
                        return
                    request += piece
                self.requests.append(request)
                if not self._respond(sock, request):
                    with suppress(OSError):
                        sock.shutdown(socket.SHUT_RDWR)
                    sock.close()
                    return


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start servers that are stopped after the test; a bytes answer is sent to every request alike."""
    servers: list[Server] = []

    def start(answer: Respond | bytes, tls: ssl.SSLContext | None = None) -> Server:
        if isinstance(answer, bytes):
            fixed = answer

            def respond(sock: socket.socket, _request: bytes) -> bool:
                sock.sendall(fixed)
                return False

            server = Server(respond, tls)
        else:
            server = Server(answer, tls)
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def server_tls() -> ssl.SSLContext:
    """What a local TLS server needs."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@pytest.fixture(scope="session")
def client_tls() -> ssl.SSLContext:
    """What trusts the tests' certificate."""
    from worker.net.connection import tls_context

    return tls_context((CERTIFICATE,))


@pytest.fixture
def make_client(client_tls: ssl.SSLContext) -> Iterator["Callable[..., Client]"]:
    """Make clients that may reach 127.0.0.0/8, and resolve every name to 127.0.0.1."""
    from worker.net.client import Client
    from worker.settings import Settings

    clients: list[Client] = []

    def make(*, deadline: float = 5, max_bytes: int = 2_000_000, allow: str = "127.0.0.0/8", **parts: object) -> Client:
        settings = Settings(egress_allow=allow, fetch_deadline_seconds=deadline, fetch_max_bytes=max_bytes)
        parts.setdefault("lookup", lambda _host, _port, _seconds: ["127.0.0.1"])
        clients.append(Client(settings, tls=client_tls, **parts))
        return clients[-1]

    yield make
    for client in clients:
        client.close()
