"""Connections that can only reach checked addresses, and that end when their time or their allowance is used up.

A `timeout=` bounds each wait and so never ends a body, or a header, that arrives byte by byte. Here the socket itself
knows the deadline of the exchange it serves and how many bytes it may still take; everything above it (TLS records,
header lines, chunk sizes, bodies) is bound by both, whoever reads it.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection

from worker.net.failure import Failure, FetchError
from worker.net.guard import IPAddress, IPNetwork, Lookup, Target, resolve

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

T = TypeVar("T")
CONNECT_SECONDS = 10.0
"""For each address that is tried."""
HEADER_BYTES = 1 << 18
"""For a status line and all headers."""


class Deadline:
    """A moment by which one exchange must be over."""

    def __init__(self, seconds: float) -> None:
        """Start the clock."""
        self._seconds = seconds
        self._started = time.monotonic()

    def remaining(self) -> float:
        """Return the seconds that are left, always above zero.

        Raises:
            FetchError: of kind `deadline`, where none are.
        """
        left = self._started + self._seconds - time.monotonic()
        if left <= 0:
            raise self.passed()
        return left

    @contextmanager
    def waiting_for(self, gate: AbstractContextManager[T]) -> Iterator[T]:
        """Enter a context that may keep us waiting; that time does not count."""
        came = time.monotonic()
        with gate as entered:
            self._started += time.monotonic() - came
            yield entered

    def elapsed(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self._started

    def passed(self) -> FetchError:
        """Return the error that says so."""
        return FetchError(Failure.DEADLINE, f"the exchange was not over after {self._seconds:g} s")


class MeteredSocket(socket.socket):
    """A TCP socket bound by a deadline and an allowance of bytes, both set anew for each exchange."""

    deadline: Deadline
    allowance: int
    cut = False
    """Whether the stream ended without TLS's closing alert: whatever had no stated length may be cut short."""

    def meter(self, deadline: Deadline, allowance: int) -> None:
        """Begin an exchange."""
        self.deadline = deadline
        self.allowance = allowance

    def recv_into(self, buffer: "WriteableBuffer", nbytes: int | None = None, flags: int = 0) -> int:
        """Receive as the base class does, within the deadline and the allowance."""
        self.settimeout(self.deadline.remaining())
        try:
            count = super().recv_into(buffer, nbytes or memoryview(buffer).nbytes, flags)
        except TimeoutError:
            raise self.deadline.passed() from None
        except ssl.SSLEOFError:
            self.cut = True
            return 0
        self.allowance -= count
        if self.allowance < 0:
            raise FetchError(Failure.TOO_LARGE, "the answer is larger than it may be, or its headers are")
        return count

    def send(self, data: "ReadableBuffer", flags: int = 0) -> int:
        """Send as the base class does, within the deadline."""
        self.settimeout(self.deadline.remaining())
        try:
            return super().send(data, flags)
        except TimeoutError:
            raise self.deadline.passed() from None

    def sendall(self, data: "ReadableBuffer", flags: int = 0) -> None:
        """Send as the base class does, within the deadline."""
        self.settimeout(self.deadline.remaining())
        try:
            super().sendall(data, flags)
        except TimeoutError:
            raise self.deadline.passed() from None


class MeteredTLSSocket(MeteredSocket, ssl.SSLSocket):
    """The same over TLS."""

    suppress_ragged_eofs: bool


Dial = Callable[[IPAddress, int, float], MeteredSocket]
"""Takes an address, a port and seconds, and returns the connected socket or raises OSError."""


def dial_tcp(address: IPAddress, port: int, seconds: float) -> MeteredSocket:
    """Connect to one address. The only place that does."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6  # noqa: PLR2004 - the name of IPv4
    sock = MeteredSocket(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(seconds)
        sock.connect((str(address), port))
    except BaseException:
        sock.close()
        raise
    return sock


@dataclass(frozen=True, slots=True)
class Route:
    """How a host is reached: what may be connected to, who resolves names, and what connects."""

    allow: tuple[IPNetwork, ...]
    lookup: Lookup
    dial: Dial

    def connect(self, host: str, port: int, deadline: Deadline) -> MeteredSocket:
        """Resolve, check and connect to the first address that answers.

        Raises:
            FetchError: of kind `address`, `dns`, `refused`, `timeout`, `connect` or `deadline`.
        """
        addresses = resolve(host, port, self.allow, lookup=self.lookup, seconds=deadline.remaining())
        failed: OSError | None = None
        for address in addresses:
            seconds = min(CONNECT_SECONDS, deadline.remaining())
            try:
                sock = self.dial(address, port, seconds)
            except OSError as error:
                failed = error
                continue
            sock.meter(deadline, HEADER_BYTES)
            return sock
        deadline.remaining()
        raise _no_connection(f"{host}:{port}", failed) from failed


def _no_connection(where: str, error: OSError | None) -> FetchError:
    if isinstance(error, ConnectionRefusedError):
        return FetchError(Failure.REFUSED, f"{where} refused the connection")
    if isinstance(error, TimeoutError):
        return FetchError(Failure.TIMEOUT, f"{where} did not answer the attempt to connect")
    reason = (error.strerror or str(error)) if error is not None else "no address left"
    return FetchError(Failure.CONNECT, f"{where} cannot be reached: {reason}")


class GuardedConnection(HTTPConnection):
    """One connection to one origin; connecting, and connecting again, always passes the guard."""

    route: Route
    deadline: Deadline
    metered: MeteredSocket
    """The socket of the last connecting; it outlives `sock`, which is dropped when an answer says it is the last."""

    def _new_conn(self) -> MeteredSocket:
        """Connect to a checked address; TLS, its server name and the Host header keep the name."""
        return self.route.connect(self._dns_host, self.port, self.deadline)

    def begin(self, deadline: Deadline) -> None:
        """Bind the next exchange, and connecting for it, to `deadline`."""
        self.deadline = deadline
        self.timeout = deadline.remaining()
        if self.sock is not None:
            self.metered.meter(deadline, HEADER_BYTES)

    def connect(self) -> None:
        """Connect, and bind the socket, which over TLS is not the one that was dialled."""
        super().connect()
        assert isinstance(self.sock, MeteredSocket)
        self.metered = self.sock
        self.metered.meter(self.deadline, HEADER_BYTES)


class GuardedTLSConnection(GuardedConnection, HTTPSConnection):
    """The same over TLS."""

    def connect(self) -> None:
        """Connect, and have an end of stream without TLS's closing alert show as what it is."""
        super().connect()
        assert isinstance(self.sock, MeteredTLSSocket)
        self.sock.suppress_ragged_eofs = False


def open_connection(target: Target, route: Route, tls: ssl.SSLContext) -> GuardedConnection:
    """Return a connection for `target` that connects when it is first used."""
    connection = (
        GuardedTLSConnection(target.host, target.port, ssl_context=tls)
        if target.scheme == "https"
        else GuardedConnection(target.host, target.port)
    )
    connection.route = route
    return connection


@lru_cache(maxsize=2)
def tls_context(authorities: tuple[Path, ...] = ()) -> ssl.SSLContext:
    """Return a context whose sockets are metered; reading the authorities is slow, so it is done once.

    Args:
        authorities: PEM files to trust beside the system's store. Where the system has none, Mozilla's is taken.
    """
    context = ssl.create_default_context()
    for file in authorities:
        context.load_verify_locations(file)
    paths = ssl.get_default_verify_paths()
    if not paths.cafile and not (paths.capath and any(Path(paths.capath).iterdir())):
        context.load_verify_locations(certifi.where())
    context.sslsocket_class = MeteredTLSSocket
    return context
