"""Outlets that say how they want to be asked, and one that answers conditional requests wrongly."""

from dataclasses import replace
from http import HTTPStatus
from typing import ClassVar

from newsroom import http
from newsroom.article import Article
from newsroom.feeds import Entry
from newsroom.http import Answer, Request
from newsroom.outlets.base import Outlet

_PRINTED = 3


class RobotsRules(Outlet):
    """Wants a quarter of an hour between two requests, and disallows the print versions that its own feed announces."""

    disallows: ClassVar[tuple[str, ...]] = ("/offers/", "/print/")
    crawl_delay_seconds: ClassVar[int] = 900

    def entries(self, request: Request) -> list[Entry]:
        """The news, and after the newest articles their print versions."""
        news = super().entries(request)
        printed = [
            replace(entry, url=self.url(f"/print/{at}"), title=f"{entry.title} (print)", guid=f"print-{entry.guid}")
            for at, entry in enumerate(news[:_PRINTED])
        ]
        return news + printed

    def refuse(self, request: Request) -> Answer | None:
        """A print version; only who does not heed robots.txt gets to see one."""
        is_print = request.bare_path.startswith("/print/")
        return http.html(HTTPStatus.OK, "<h1>For print</h1>") if is_print else None


class Lying304(Outlet):
    """Answers 304 to whatever condition, so that an edit is seen only by who asks without one."""

    gives_etags: ClassVar[bool] = True

    def article(self, article: Article, request: Request) -> Answer:
        """Not modified, if anything was asked for on a condition; else the page as it is now."""
        if "if-none-match" in request.headers and self.version(article, request) is not None:
            return http.not_modified(("ETag", request.headers["if-none-match"]))
        return super().article(article, request)
