"""An outlet that means harm."""

import gzip
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from http import HTTPStatus

from newsroom import http
from newsroom.feeds import Entry
from newsroom.http import Answer, Request
from newsroom.outlets.base import Outlet
from newsroom.setting import Window

_BOMB_BYTES = 200_000_000
_DEEP = 5_000
_ATTRIBUTES = 100_000
_LONG = 11_000_000
_ENTRIES = 100_000
INWARD = (
    "http://10.0.0.1:6379/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:10.0.0.1]/",
    "http://0x7f000001/",
    "http://169.254.169.254:8888\\@news.example/",
    "file:///etc/passwd",
)
"""Addresses that no watcher should ever connect to."""


@lru_cache(maxsize=1)
def bomb() -> bytes:
    """A small gzip body that holds 200 MB."""
    return gzip.compress(bytes(_BOMB_BYTES), 9, mtime=0)


_TRAPS: dict[str, Callable[[], Answer]] = {
    "/trap/inward": lambda: http.redirect(HTTPStatus.FOUND, INWARD[1]),
    "/trap/bomb": lambda: http.answer(HTTPStatus.OK, "text/html", bomb(), ("Content-Encoding", "gzip")),
    "/trap/deep": lambda: http.html(HTTPStatus.OK, "<div>" * _DEEP + "deep" + "</div>" * _DEEP),
    "/trap/long": lambda: http.html(HTTPStatus.OK, "<p>" + "long " * (_LONG // 5) + "</p>"),
    "/trap/nul": lambda: http.html(HTTPStatus.OK, "<p>nul \x00 surrogate &#xD800; bidi \u202e end</p>"),
}
"""Pages of this outlet that nobody should take at their word."""


def _many_attributes() -> bytes:
    attributes = " ".join(f'a{at}="1"' for at in range(_ATTRIBUTES))
    return f"<rss version='2.0'><channel {attributes}></channel></rss>".encode()


def _many_entries() -> bytes:
    entries = "".join(f"<item><title>{at}</title></item>" for at in range(_ENTRIES))
    return f"<rss version='2.0'><channel>{entries}</channel></rss>".encode()


class Hostile(Outlet):
    """Means harm: script in every field, links and redirects inward, bombs, feeds that choke parsers."""

    def entries(self, request: Request) -> list[Entry]:
        """The news with script in the authors, and entries that lead where nobody should follow."""
        news = super().entries(request)
        when = self.setting.start
        traps = [*INWARD, self.url("/trap/loop"), *map(self.url, _TRAPS)]
        return news + [
            Entry(
                link, f"Trap {at} <script>alert({at})</script>", '<img src=x onerror="alert(1)">', "x", when, when, link
            )
            for at, link in enumerate(traps)
        ]

    def refuse(self, request: Request) -> Answer | None:
        """The traps."""
        if request.bare_path == "/trap/loop":
            return http.redirect(HTTPStatus.FOUND, self.url("/trap/loop"))
        trap = _TRAPS.get(request.bare_path)
        return trap() if trap else None

    def announcement(self, name: str, request: Request) -> Answer:
        """The feed; in its bad spans something that no parser should take."""
        bad = next((window for window in self.windows() if window.covers(request.at)), None)
        if bad is None:
            return super().announcement(name, request)
        whole = super().announcement(name, request).body
        bodies = {
            "a body that is a path": lambda: b"/etc/passwd",
            "cut XML": lambda: whole[: len(whole) // 2],
            "100,000 attributes": _many_attributes,
            "a lone surrogate": lambda: b"<rss version='2.0'><channel><title>&#xD800;</title></channel></rss>",
            "100,000 entries": _many_entries,
        }
        return http.answer(HTTPStatus.OK, "application/rss+xml", bodies[bad.detail]())

    def windows(self) -> list[Window]:
        """Five spans with a feed that no parser should take."""
        names = ("a body that is a path", "cut XML", "100,000 attributes", "a lone surrogate", "100,000 entries")
        spans = self.spans("bad feed", len(names), timedelta(hours=1), timedelta(hours=3))
        return [Window(start, end, "bad-feed", name) for (start, end), name in zip(spans, names, strict=True)]
