"""The address guard: which URLs may be asked for, and which addresses may be connected to.

A URL is parsed once, by the WHATWG rules that browsers follow, and the connection is made to the outcome of that
parse. A host is resolved once, every record is checked, and the connection is made to a checked record, so neither a
second parser nor a second answer of the name service can lead elsewhere.
"""

import re
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from threading import Thread

from pydantic_core import Url

from worker.net.failure import AddressRefusedError, Failure, FetchError
from worker.net.networks import why_not_public

IPAddress = IPv4Address | IPv6Address
IPNetwork = IPv4Network | IPv6Network
Lookup = Callable[[str, int, float], Sequence[str]]
"""Takes host, port and the seconds it may take; returns addresses in their numeric form."""

MAX_URL_CHARACTERS = 8192
MAX_HOST_CHARACTERS = 253
MAX_LABEL_CHARACTERS = 63
WELL_KNOWN_PORTS = frozenset({80, 443})
FIRST_UNPRIVILEGED_PORT = 1024
OTHER_PROTOCOLS = frozenset(
    {1433, 1521, 1719, 1720, 1723, 2049, 2375, 2376, 2379, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5672, 5900}
    | {6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 9092, 10080, 11211, 27017}
)
"""Ports from 1024 up that speak something else: the Fetch Standard's bad ports, and databases and queues."""

_READ_DIFFERENTLY = re.compile(r"[\\\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""A backslash, white space, control characters and surrogates."""
_ENCODED_LINE_END = re.compile("%0d%0a", re.IGNORECASE)
_WHOLE = re.compile(r"https?://[^/?#]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that was let through, taken apart: what is dialled, asked for and reported all comes from here."""

    scheme: str
    host: str
    """In ASCII; an IPv6 address stands without brackets."""
    port: int
    path: str
    """Path and query, as they are asked for."""
    url: str
    """The whole in its normal form, without a fragment."""

    @property
    def origin(self) -> tuple[str, str, int]:
        """What a connection can be used again for."""
        return self.scheme, self.host, self.port

    @property
    def root(self) -> str:
        """The scheme, host and port as a URL without a path: what a robots.txt holds for."""
        return self.url.removesuffix(self.path)


def check_url(url: str) -> Target:
    """Parse `url` and refuse what is not a plain http or https address. Numeric spellings become what they are.

    Raises:
        AddressRefusedError: the message says which rule was broken, without repeating the URL.
    """
    if len(url) > MAX_URL_CHARACTERS:
        raise AddressRefusedError(f"the URL is longer than {MAX_URL_CHARACTERS:,} characters")
    if _READ_DIFFERENTLY.search(url):
        raise AddressRefusedError(
            "the URL holds a backslash, white space or a control character, which programs read differently; "
            "write it percent-encoded"
        )
    if _ENCODED_LINE_END.search(url):
        raise AddressRefusedError("the URL holds an encoded line end (%0d%0a), which no page's address does")
    if not _WHOLE.match(url):
        raise AddressRefusedError("the URL is not a whole http:// or https:// address")
    try:
        parsed = Url(url)
    except ValueError as error:
        reason = str(error).splitlines()[1].strip().partition(" [type=")[0]
        raise AddressRefusedError(f"the URL cannot be read: {reason}") from error
    if parsed.username or parsed.password:
        raise AddressRefusedError("the URL holds a user name or password; give the address without them")
    bracketed, port = (parsed.host or "").removesuffix("."), parsed.port or 0  # the root's dot makes no other host
    host = bracketed.strip("[]")
    _check_name(host)
    _check_port(host, port)
    path = (parsed.path or "/") + ("" if parsed.query is None else f"?{parsed.query}")
    at_port = "" if port == {"http": 80, "https": 443}[parsed.scheme] else f":{port}"
    return Target(parsed.scheme, host, port, path, f"{parsed.scheme}://{bracketed}{at_port}{path}")


def _check_name(host: str) -> None:
    """Refuse what is no host name by its lengths, which the name service would trip over."""
    labels = host.split(".")
    if len(host) > MAX_HOST_CHARACTERS or not all(0 < len(label) <= MAX_LABEL_CHARACTERS for label in labels):
        raise AddressRefusedError("the URL's host is no valid name: a part of it is empty or too long")


def _check_port(host: str, port: int) -> None:
    """Refuse ports where something other than a web server listens."""
    if port not in WELL_KNOWN_PORTS and (port < FIRST_UNPRIVILEGED_PORT or port in OTHER_PROTOCOLS):
        raise AddressRefusedError(
            f"{host}: port {port} is not one that web servers use (80, 443, or from 1024 up where nothing else lives)"
        )


def resolve(
    host: str, port: int, allow: Iterable[IPNetwork], *, lookup: Lookup, seconds: float
) -> tuple[IPAddress, ...]:
    """Resolve `host` once and return its addresses in the order to try them, each of them checked.

    Args:
        host: a name or numeric address from a `Target`.
        port: passed to the name service.
        allow: networks that are let through whatever they are (`STET_EGRESS_ALLOW`).
        lookup: the name service, asked once; not asked at all for a numeric address.
        seconds: how long the name service may take.

    Raises:
        AddressRefusedError: at least one record is not public and not allowed.
        FetchError: of kind `dns`, where there is no record.
    """
    try:
        addresses: tuple[IPAddress, ...] = (ip_address(host),)
    except ValueError:
        addresses = tuple(dict.fromkeys(ip_address(text) for text in lookup(host, port, seconds)))
    if not addresses:
        raise FetchError(Failure.DNS, f"{host} has no address")
    allowed = tuple(allow)
    has_no_dot = "." not in host and ":" not in host
    for address in addresses:
        why = why_not_public(address, allowed)
        if why is None and has_no_dot and not any(address in network for network in allowed):
            why = "a name without a dot belongs to a network of one's own"
        if why is not None:
            allows = address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
            spelt = str(address) if str(address) == host else f"{host} resolves to {address}, which"
            raise AddressRefusedError(
                f"{spelt} is not on the public internet: {why}. "
                f"If it is meant to be reached, add {allows}/{allows.max_prefixlen} to STET_EGRESS_ALLOW"
            )
    return addresses


def system_lookup(host: str, port: int, seconds: float) -> Sequence[str]:
    """Ask the system's resolver, and wait no longer than `seconds`, which `getaddrinfo` itself cannot be told.

    Raises:
        FetchError: of kind `dns`: no such name, or no answer in time.
    """
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            records = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([str(sockaddr[0]) for *_, sockaddr in records])
        except OSError as error:
            answers.put(error)

    Thread(target=ask, name="stet-lookup", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise FetchError(Failure.DNS, f"{host}: the name service did not answer in {seconds:.0f} s") from None
    if isinstance(answer, OSError):
        raise FetchError(Failure.DNS, f"{host} cannot be resolved: {answer.strerror or answer}") from answer
    return answer
