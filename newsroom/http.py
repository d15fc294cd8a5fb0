"""What a watcher asks and what it is answered, apart from any socket."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus


@dataclass(frozen=True)
class Request:
    """One GET. `at` is virtual time; `client` says who asks (address and program).

    `number` counts this client's requests to this host since virtual midnight, from 1: a meter, a load balancer and
    a box that changes on every visit all follow it. `headers` have lower-case names.
    """

    at: datetime
    host: str
    path: str
    client: str = "client"
    number: int = 1
    cookies: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def bare_path(self) -> str:
        """The path without its query."""
        return self.path.partition("?")[0]


@dataclass(frozen=True)
class Pace:
    """How slowly an answer comes, in real seconds: before its first byte, and between pieces of its body."""

    wait_seconds: float = 0.0
    piece_bytes: int = 0
    piece_seconds: float = 0.0


@dataclass(frozen=True)
class Answer:
    """One answer. `cut_at` is how many bytes of the body are sent before the connection drops; None for all.

    A close-delimited body has no Content-Length, so that a cut shows only in what was cut.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    pace: Pace = field(default_factory=Pace)
    cut_at: int | None = None
    is_close_delimited: bool = False

    def header(self, name: str) -> str | None:
        """The first header of this name; None where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def answer(status: int, content_type: str, body: bytes, *headers: tuple[str, str]) -> Answer:
    """An answer with a body."""
    return Answer(status, (("Content-Type", content_type), *headers), body)


def redirect(status: int, target: str) -> Answer:
    """A redirect to an address."""
    return answer(status, "text/html; charset=utf-8", b"", ("Location", target))


def html(status: int, text: str, *headers: tuple[str, str]) -> Answer:
    """A page in UTF-8."""
    return answer(status, "text/html; charset=utf-8", text.encode(), *headers)


def not_modified(*headers: tuple[str, str]) -> Answer:
    """A 304, which has no body."""
    return Answer(HTTPStatus.NOT_MODIFIED, headers, b"")
