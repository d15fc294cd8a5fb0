"""What every request passes before any page: the Host check, the token, the origin; and what every answer carries."""

import base64
import binascii
import hmac
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from worker.errors import StetError
from worker.settings import Settings

API = "/api/"
OPEN = frozenset({"/healthz"})
"""Paths that need no token: whoever watches that the process lives should need no secret for it."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""On every answer, errors too."""
CHALLENGE = 'Basic realm="stet", charset="UTF-8"'
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def is_loopback(host: str) -> bool:
    """Whether listening on `host` can be reached from this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_exposure(settings: Settings) -> None:
    """Refuse to show the pages to a network without a token.

    Raises:
        StetError: the address is not loopback and no token is set.
    """
    if not is_loopback(settings.web_host) and not settings.web_token:
        raise StetError(
            f"refusing to listen on {settings.web_host}: other machines could read and ingest without a token; "
            "set STET_WEB_TOKEN to a long random word, or listen on 127.0.0.1"
        )


def answer(path: str, status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    """Return an error as whoever asked for `path` can read it: JSON for programs, a line of text for people."""
    if path.startswith(API):
        return JSONResponse({"error": message}, status, headers)
    return PlainTextResponse(f"{message}\n", status, headers)


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Take from the settings who may ask: the token, and the Host names that a loopback listener answers to."""
        self._app = app
        self._token = settings.web_token.encode() if settings.web_token else None
        self._hosts: frozenset[str] | None = None
        if is_loopback(settings.web_host):
            public = urlsplit(settings.pages_url).hostname or ""
            self._hosts = _LOOPBACK_NAMES | {settings.web_host, public} - {""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refusal, or pass the request on; add the headers either way."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        refusal = self._refusal(scope["method"], scope["path"], Headers(scope=scope))
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        # Whatever can be read can be asked about; the server leaves the body out of the answer to a HEAD.
        asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        await self._app(asked, receive, send_guarded)

    def _refusal(self, method: str, path: str, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if self._hosts is not None and host_name(host) not in self._hosts:
            # A page elsewhere that points its own name at this machine (DNS rebinding) would read along.
            return answer(path, 400, "this address is not served here; ask for localhost or set STET_PUBLIC_URL")
        if self._token is not None and path not in OPEN and not self._knows_token(headers.get("authorization", "")):
            return answer(path, 401, "a token is needed", {"WWW-Authenticate": CHALLENGE})
        if method not in _SAFE and not _same_origin(host, headers):
            return answer(path, 403, "requests from pages of other sites are refused")
        return None

    def _knows_token(self, authorization: str) -> bool:
        """Whether `Bearer TOKEN`, or `Basic` with the token as password, was sent; compared in constant time."""
        assert self._token is not None
        scheme, _, value = authorization.partition(" ")
        given = value.strip(" \t").encode("latin-1")  # as the server decoded it: the bytes that came
        if scheme.casefold() == "basic":
            try:
                _, _, given = base64.b64decode(given, validate=True).partition(b":")
            except binascii.Error:
                return False
        elif scheme.casefold() != "bearer":
            return False
        return hmac.compare_digest(given, self._token)


def host_name(host: str) -> str | None:
    """Return the name in a Host header without its port, in lower case; None where it is no host."""
    try:
        parts = urlsplit(f"//{host}")
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        return None
    return parts.hostname if parts.netloc == host and "@" not in host else None


def _same_origin(host: str, headers: Headers) -> bool:
    """Whether a writing request comes from a program or from a page of this very site."""
    if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == host
