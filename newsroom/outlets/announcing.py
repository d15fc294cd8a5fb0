"""Outlets that differ in how they announce their articles."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import ClassVar

from newsroom.article import Article, Version
from newsroom.chance import dice, share
from newsroom.events import happen
from newsroom.feeds import Entry
from newsroom.http import Request
from newsroom.outlets.base import Outlet
from newsroom.setting import Window
from newsroom.writer import Writer

_ARCHIVE = 1500
_ARCHIVE_EVENTS = 20_000
"""The archive's events are numbered from here, so that they share no name with the news."""


class CleanRss(Outlet):
    """RSS as it should be, and ETags that tell the truth."""

    gives_etags: ClassVar[bool] = True


class AtomUpdated(Outlet):
    """Atom whose `updated` moves with every announced edit."""

    announces: ClassVar[tuple[str, ...]] = ("atom",)


class JsonFeed(Outlet):
    """JSON Feed."""

    announces: ClassVar[tuple[str, ...]] = ("json",)
    gives_etags: ClassVar[bool] = True


class SitemapOnly(Outlet):
    """No feed; a sitemap named in robots.txt."""

    announces: ClassVar[tuple[str, ...]] = ("sitemap",)


class NewsSitemap(Outlet):
    """No feed; a news sitemap and a plain one."""

    announces: ClassVar[tuple[str, ...]] = ("news-sitemap", "sitemap")
    gives_etags: ClassVar[bool] = True


class FrontOnly(Outlet):
    """Neither feed nor sitemap: only a front page with links."""

    announces: ClassVar[tuple[str, ...]] = ()


class NoGuids(Outlet):
    """RSS without guids."""

    def guid(self, _article: Article, _request: Request) -> str | None:
        """None, ever."""
        return None


class ChurningGuids(Outlet):
    """RSS that gives every entry a new guid on every fetch, and marks half of its titles anew each hour."""

    def guid(self, article: Article, request: Request) -> str | None:
        """A different one for every request."""
        return f"{article.number}-{request.at.timestamp():.0f}-{request.number}"

    def entries(self, request: Request) -> list[Entry]:
        """The entries, some of them retitled."""
        hour = f"{request.at:%d%H}"
        return [
            replace(entry, title=f"++ {entry.title} ++") if share(entry.url, hour) < 1 / 2 else entry
            for entry in super().entries(request)
        ]

    def windows(self) -> list[Window]:
        """The churn never ends."""
        return [Window(self.setting.start, self.setting.end, "churning-guids", "a new guid for every entry and fetch")]


class ShortWindow(Outlet):
    """RSS with the three newest entries: what is not polled in time is never announced again."""

    longest_feed: ClassVar[int] = 3


class HugeFeed(Outlet):
    """RSS that carries the whole archive: 1,500 old articles that never change."""

    @lru_cache(maxsize=_ARCHIVE)  # noqa: B019 - an outlet lives as long as its world
    def archived(self, at: int) -> Article:
        """The archive's article of this number, written from an event of its own."""
        number = _ARCHIVE_EVENTS + self.identity.number * _ARCHIVE + at
        published = self.setting.start - timedelta(days=2 + at)
        event = happen(self.setting.seed, number, self.words.code, published, is_wire=False)
        key = f"{self.identity.key}/archive-{at}"
        writer = Writer(event, self.identity.style, key, dice(self.setting.seed, key))
        version = Version(0, published, writer.write(self.identity.name, published))
        return Article(key, number, event, (version,), ())

    def find(self, path: str) -> Article | None:
        """An article of the news, or one of the archive."""
        if not path.startswith("/archive/"):
            return super().find(path)
        at = path.removeprefix("/archive/")
        return self.archived(int(at)) if at.isdecimal() and int(at) < _ARCHIVE else None

    def path(self, article: Article, at: datetime | None = None) -> str:
        """Archived articles lie apart."""
        return (
            f"/{article.key.partition('/')[2].replace('-', '/')}"
            if "/archive-" in article.key
            else super().path(article, at)
        )

    def entries(self, request: Request) -> list[Entry]:
        """The news, then the archive."""
        return super().entries(request) + [self._old(self.archived(at), request) for at in range(_ARCHIVE)]

    def _old(self, article: Article, request: Request) -> Entry:
        draft = article.versions[0].draft
        url, when = self.url(self.path(article)), article.published
        return Entry(url, draft.title.text, draft.lede, draft.byline, when, when, self.guid(article, request))

    def windows(self) -> list[Window]:
        """The archive is there all the time."""
        return [Window(self.setting.start, self.setting.end, "archive", f"{_ARCHIVE} old articles under /archive/")]


class Restless(Outlet):
    """Atom and pages that claim every hour to have been updated, whether they were or not."""

    announces: ClassVar[tuple[str, ...]] = ("atom", "sitemap")

    def modified(self, _version: Version, at: datetime) -> datetime:
        """The last full hour."""
        return at.replace(minute=0, second=0, microsecond=0)

    def windows(self) -> list[Window]:
        """The claim is never true."""
        return [Window(self.setting.start, self.setting.end, "false-updates", "every page claims an update each hour")]
