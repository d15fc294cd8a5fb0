"""A plain HTTP client over a world: it follows redirects, keeps no cookies, and nothing takes time."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from newsroom.http import Answer, Request
from newsroom.observed import Visit
from newsroom.world import World

_HOPS = 5
_LARGEST = 2_000_000
_REDIRECTS = (301, 302, 303, 307, 308)
_DECLARED = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Fetched:
    """A whole answer: where it came from in the end, and its body."""

    url: str
    status: int
    body: bytes
    content_type: str

    @property
    def is_ok(self) -> bool:
        """Whether the status says that this is what was asked for."""
        return self.status == HTTPStatus.OK

    @property
    def text(self) -> str:
        """The body as text: UTF-8 where it is that, else as it declares, else Windows-1252."""
        body = self.body.removeprefix(codecs.BOM_UTF8)
        declared = _DECLARED.search(body[:1024])
        for charset in ("utf-8", declared[1].decode("ascii") if declared else "utf-8"):
            try:
                return body.decode(charset)
            except (UnicodeDecodeError, LookupError):
                continue
        return body.decode("windows-1252", "replace")


@dataclass
class Client:
    """One visitor of the world, who counts his requests to each host from virtual midnight as the server does."""

    world: World
    name: str
    visits: list[Visit] = field(default_factory=list)
    _numbers: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count(self, at: datetime, host: str, path: str) -> int:
        """Note a request; its number on the day."""
        self._numbers[host, f"{at:%F}"] += 1
        self.visits.append(Visit(at, host, path))
        return self._numbers[host, f"{at:%F}"]

    def get(self, url: str, at: datetime) -> Fetched | None:
        """Fetch a page; None where there is no host, no end of redirects, or no whole body."""
        for _ in range(_HOPS):
            parts = urlsplit(url)
            host = self.world.host(parts.netloc)
            if host is None or parts.scheme != "http":
                return None
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            request = Request(at, host, path, self.name, self.count(at, host, path))
            answer = self.world.answer(request)
            target = answer.header("Location")
            if answer.status in _REDIRECTS and target:
                url = urljoin(url, target)
                continue
            return _fetched(url, answer)
        return None


def _fetched(url: str, answer: Answer) -> Fetched | None:
    """The answer; None where its length shows that it was cut, where it is packed unasked, or far too long."""
    was_cut = answer.cut_at is not None and not answer.is_close_delimited
    if was_cut or answer.header("Content-Encoding") or len(answer.body) > _LARGEST:
        return None
    return Fetched(url, answer.status, answer.body[: answer.cut_at], answer.header("Content-Type") or "")


def without_tracking(url: str) -> str:
    """The address without fragment and `utm_` parameters."""
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith("utm_")]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))
