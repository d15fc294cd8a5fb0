"""The one HTTP client: every request of the service passes through it, and through the address guard below it."""

import logging
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPException, LineTooLong
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from schemas.page import Page
from worker import clock
from worker.net.answer import Answer, Hop, PostAnswer, plain_headers, read_body, read_excerpt
from worker.net.connection import Deadline, Dial, GuardedConnection, Route, dial_tcp, open_connection, tls_context
from worker.net.decode import ACCEPTED
from worker.net.failure import AddressRefusedError, Failure, FetchError
from worker.net.guard import Lookup, Target, check_url, system_lookup
from worker.net.hosts_file import named_in
from worker.net.keepalive import KeptConnections
from worker.net.validators import NONE, Validators
from worker.settings import Settings

MAX_REDIRECTS = 5
MOST_TIMES_THERE = 1
"""So often redirects may lead to one URL: who keeps no cookies is sent round for ever by who asks for one."""
REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
MEDIA_TYPES = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

Heed = Callable[[Page], None]
"""Takes what a host answered, be it a redirect or a complaint."""
Gate = Callable[[Target], AbstractContextManager[Heed]]
"""Lets one request to an address through when its moment has come, and is left when the answer is there."""

# A warning about a malformed header quotes it; what came from outside stays out of the log.
logging.getLogger("urllib3.connection").setLevel(logging.ERROR)

UNKNOWN_AUTHORITY = frozenset({18, 19, 20, 21})
"""OpenSSL's X509_V_ERR_*: self-signed, by itself or above in its chain, or without an issuer that is known."""
OWN_AUTHORITY = "; if who vouches for it is your own, name a file with that certificate in STET_CA_FILE"
NO_PROTOCOL = "no application protocol"

_BROKEN = (OSError, HTTPException, HTTPError, ValueError)
"""What lower layers raise; a ValueError at a chunk of less than no bytes."""

Known = Callable[[str], Validators]
"""Takes a URL in its normal form, and returns what its last answer is known again by."""


def knows_nothing(_url: str) -> Validators:
    """Know no URL from before."""
    return NONE


@contextmanager
def open_gate(_target: Target) -> Iterator[Heed]:
    """Let every request through at once."""
    yield lambda _page: None


class Client:
    """Fetches and posts; safe to share between threads. Proxies that the environment names are ignored.

    Args:
        settings: the user agent, limits and allowed networks.
        lookup: what resolves names; by default the file of names that is set, then the system.
        dial: what connects to a checked address.
        tls: made by `tls_context`; by default it trusts the system's authorities and those in the file that is set.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        lookup: Lookup | None = None,
        dial: Dial = dial_tcp,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Keep what every request needs; nothing is connected yet."""
        self._settings = settings
        pinned = settings.hosts_file
        names = lookup or (named_in(pinned) if pinned else system_lookup)
        self._route = Route(settings.egress_allow, names, dial)
        self._tls = tls or tls_context(() if settings.ca_file is None else (settings.ca_file,))
        self._kept = KeptConnections()

    def __enter__(self) -> Self:
        """Return the client."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self.close()

    def close(self) -> None:
        """Close the connections that are kept for later. The client can still be used."""
        self._kept.close()

    def get(
        self,
        url: str,
        *,
        known: Known = knows_nothing,
        conditional: bool = True,
        gate: Gate = open_gate,
        first_bytes: int | None = None,
    ) -> Answer:
        """Fetch `url`, following at most five redirects, each of them checked, within one deadline.

        Args:
            url: http or https.
            known: what each URL on the way is known by.
            conditional: whether to ask on the condition that it is something else; the answer may then be a 304.
            gate: what each request, those of redirects too, has to pass; time spent there is not the server's.
            first_bytes: read no more of the body than this; by default a larger one than may be is an error.

        Returns:
            The last answer, whatever its status. `page.complete` is false where the body was cut short.

        Raises:
            FetchError: there is no answer, or none within the limits; AddressRefusedError where the guard says no.
        """
        deadline = Deadline(self._settings.fetch_deadline_seconds)
        target = first = check_url(url)
        hops: list[Hop] = []
        while True:
            validators = known(target.url)
            conditions = validators.conditions if conditional else {}
            headers = {"Accept": MEDIA_TYPES, "Accept-Encoding": ACCEPTED, **conditions}
            try:
                with deadline.waiting_for(gate(target)) as heed:
                    page = self._visit(target, headers, deadline, first_bytes)
                    heed(page)
            except FetchError as error:
                if hops:
                    error.args = (f"{error} (after a redirect from {first.host})",)
                    error.redirected = True
                raise
            if not _is_redirect(page.status, page.headers):
                return Answer(page, target.url, tuple(hops), deadline.elapsed(), validators, bool(conditions))
            if len(hops) == MAX_REDIRECTS:
                raise FetchError(Failure.REDIRECTS, f"{first.host} redirects more than {MAX_REDIRECTS} times")
            target = _redirected(target, page.headers["location"])
            hops.append(Hop(page.status, target.url))
            if sum(hop.url == target.url for hop in hops) > MOST_TIMES_THERE:
                raise FetchError(Failure.REDIRECTS, f"{first.host} redirects in a circle, as who wants a cookie does")

    def post(self, url: str, body: bytes, headers: Mapping[str, str], *, timeout_seconds: float) -> PostAnswer:
        """Post `body` once, over a connection of its own. A redirect is an answer like any other, never followed.

        Args:
            url: http or https.
            body: as it is to be sent.
            headers: beside User-Agent and Content-Length.
            timeout_seconds: for the whole exchange.

        Raises:
            FetchError: there is no answer; AddressRefusedError where the guard says no.
        """
        target = check_url(url)
        connection = open_connection(target, self._route, self._tls)
        try:
            with self._exchange(connection, target, "POST", headers, Deadline(timeout_seconds), body) as response:
                return PostAnswer(response.status, plain_headers(response), read_excerpt(response))
        except FetchError as error:
            error.name(target.host)
            raise
        except _BROKEN as error:
            raise _failure(error, target.host) from error
        finally:
            connection.close()

    def _visit(self, target: Target, headers: Mapping[str, str], deadline: Deadline, first_bytes: int | None) -> Page:
        """Ask one origin once; the connection is kept where the answer was read to its end."""
        connection = self._kept.take(target.origin)
        was_kept = connection is not None
        connection = connection or open_connection(target, self._route, self._tls)
        done = False
        try:
            try:
                response = self._exchange(connection, target, "GET", headers, deadline)
            except ConnectionError:
                # A server may close a kept connection at any moment; that says nothing about a new one (RFC 9112, 9.5).
                if not was_kept:
                    raise
                connection.close()
                response = self._exchange(connection, target, "GET", headers, deadline)
            with response:
                page = self._page(response, connection, target, first_bytes)
            done = page.complete and not _is_redirect(page.status, page.headers)
        except FetchError as error:
            error.name(target.host)
            raise
        except _BROKEN as error:
            raise _failure(error, target.host) from error
        finally:
            if done:
                self._kept.keep(target.origin, connection)
            else:
                connection.close()
        return page

    def _exchange(
        self,
        connection: GuardedConnection,
        target: Target,
        method: str,
        headers: Mapping[str, str],
        deadline: Deadline,
        body: bytes | None = None,
    ) -> HTTPResponse:
        """Send a request and read the head of its answer."""
        connection.begin(deadline)
        sent = {"User-Agent": self._settings.user_agent, **headers}
        connection.request(method, target.path, body=body, headers=sent, preload_content=False, decode_content=False)
        response = connection.getresponse()
        if response.status < HTTPStatus.OK:
            response.close()
            raise FetchError(Failure.PROTOCOL, f"answered {response.status}, which says nothing")
        return response

    def _page(
        self, response: HTTPResponse, connection: GuardedConnection, target: Target, first_bytes: int | None
    ) -> Page:
        """Read the body within its limits; that of a redirect is left unread."""
        headers = plain_headers(response)
        fetched_at = clock.now()
        body, complete = b"", True
        if not _is_redirect(response.status, headers):
            limit = self._settings.fetch_max_bytes if first_bytes is None else first_bytes
            body, complete = read_body(response, connection.metered, limit, cut=first_bytes is not None)
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        return Page(
            url=target.url,
            fetched_at=fetched_at,
            status=response.status,
            headers=headers,
            content_type=media_type or "text/html",
            body=body,
            complete=complete,
        )


def _is_redirect(status: int, headers: Mapping[str, str]) -> bool:
    return status in REDIRECT_STATUSES and "location" in headers


def _redirected(target: Target, location: str) -> Target:
    """Return where a Location leads. What it says is joined to the URL it came from and then parsed as any other."""
    with suppress(UnicodeError):  # headers are read as Latin-1, while most servers write UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        return check_url(urljoin(target.url, location.strip(" ").replace(" ", "%20")))
    except AddressRefusedError as error:
        raise AddressRefusedError(f"{target.host} redirects to an address that is refused: {error}") from error
    except ValueError as error:
        raise AddressRefusedError(f"{target.host} redirects to what is no URL: {error}") from error


def _failure(error: OSError | HTTPException | HTTPError | ValueError, host: str) -> FetchError:
    """Say in one line what a lower layer found wrong."""
    if isinstance(error, ssl.SSLCertVerificationError):
        own = OWN_AUTHORITY if error.verify_code in UNKNOWN_AUTHORITY else ""
        return FetchError(Failure.TLS, f"{host}: its certificate is not trusted: {error.verify_message}{own}")
    if isinstance(error, ssl.SSLError):
        speaks_another = NO_PROTOCOL in str(error).lower().replace("_", " ")
        what = " speaks no HTTP/1.1, which is all that stet asks in" if speaks_another else ": no secure connection: "
        return FetchError(Failure.TLS, host + what + ("" if speaks_another else str(error.reason or error)))
    if isinstance(error, TimeoutError):
        return FetchError(Failure.DEADLINE, f"{host} did not finish setting up a secure connection in time")
    if isinstance(error, OSError):
        return FetchError(Failure.CONNECT, f"{host} broke the connection: {error.strerror or error}")
    if isinstance(error, LineTooLong):
        return FetchError(Failure.TOO_LARGE, f"{host}: {error}")
    return FetchError(Failure.PROTOCOL, f"{host} does not speak HTTP as it should: {type(error).__name__}")
