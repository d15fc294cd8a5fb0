"""Outlets whose pages date themselves wrongly, or are known again by nothing that lasts."""

from dataclasses import replace
from datetime import datetime

from newsroom.article import Article, Version
from newsroom.http import Answer, Request
from newsroom.outlets.base import Outlet
from newsroom.page import Page


class StuckDates(Outlet):
    """Says of each article for ever that it was changed when it was published."""

    def page(self, article: Article, version: Version, request: Request) -> Page:
        """The page, dated by when it appeared."""
        return replace(super().page(article, version, request), modified=article.published)


class DatesNow(Outlet):
    """Says of each article that it was changed at the moment it is asked for."""

    def modified(self, _version: Version, at: datetime) -> datetime:
        """Now."""
        return at


class MovingEtags(Outlet):
    """Gives an ETag that is another for each answer, as a row of servers does that count by their own files."""

    def article(self, article: Article, request: Request) -> Answer:
        """The page, under a new ETag."""
        answer = super().article(article, request)
        return replace(answer, headers=(*answer.headers, ("ETag", f'"{request.number}-{request.at.timestamp():.0f}"')))
