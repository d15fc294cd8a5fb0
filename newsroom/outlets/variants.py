"""Outlets that show one article in several wordings or at several addresses at the same time."""

from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import ClassVar

from newsroom import http
from newsroom.article import Article, Version
from newsroom.chance import dice, share
from newsroom.draft import Paragraph
from newsroom.edits import Desk, headline, headline_reworded
from newsroom.http import Answer, Request
from newsroom.layouts import LAYOUTS, Layout, amp
from newsroom.outlets.base import Outlet, slug
from newsroom.page import Page
from newsroom.setting import Window

_LAG = timedelta(minutes=40)
_TEST = timedelta(hours=18)
_MOVE = 6 * 3600
_EDITIONS = 2


class AbHeadlines(Outlet):
    """Tests a second headline on half of its visitors for the first 18 hours; who keeps no cookie gets either."""

    def second(self, article: Article) -> str:
        """The second headline: another one for the same event."""
        draft = article.versions[0].draft
        rng = dice(self.setting.seed, "second headline", article.key)
        desk = Desk(article.event, self.identity.style, article.published, (draft,), rng)
        other = headline_reworded(draft, desk) or headline(draft, desk)
        return other.title.text if other else draft.title.text

    def arm(self, request: Request) -> str:
        """Which headline a visitor gets, by cookie or by chance."""
        known = request.cookies.get("ab")
        if known in {"a", "b"}:
            return known
        return "b" if share(self.setting.seed, "ab", request.client, request.path, request.number) < 1 / 2 else "a"

    def headline(self, article: Article, version: Version, request: Request) -> str:
        """The first wording's headline is under test; an edited one is not."""
        under_test = request.at - article.published < _TEST
        untouched = version.draft.title.text == article.versions[0].draft.title.text
        if under_test and untouched and self.arm(request) == "b":
            return self.second(article)
        return super().headline(article, version, request)

    def article(self, article: Article, request: Request) -> Answer:
        """The page, and the cookie that keeps a visitor to one headline."""
        answer = super().article(article, request)
        cookie = ("Set-Cookie", f"ab={self.arm(request)}; Path=/; Max-Age=86400")
        return replace(answer, headers=(*answer.headers, cookie))

    def windows(self) -> list[Window]:
        """One test for each article."""
        return [
            Window(
                each.published,
                each.published + _TEST,
                "ab-headline",
                f"{each.versions[0].draft.title.text} | {self.second(each)}",
                article=each.key,
            )
            for each in self.articles
            if self.second(each) != each.versions[0].draft.title.text
        ]


class CdnPair(Outlet):
    """Two caches that answer by turns; the second is forty minutes behind."""

    def version(self, article: Article, request: Request) -> Version | None:
        """Even requests meet the cache that is behind."""
        now = article.at(request.at)
        if now is None or request.number % 2:
            return now
        return article.at(request.at - _LAG) or article.versions[0]

    def windows(self) -> list[Window]:
        """Old and new alternate for a while after every edit."""
        return [
            Window(version.at, version.at + _LAG, "flap", "old and new by turns", article=article.key)
            for article in self.articles
            for version in article.versions[1:]
        ]


class GeoVariants(Outlet):
    """Two editions by where the visitor seems to be, which changes every six hours."""

    def edition(self, request: Request) -> int:
        """The home edition is 0."""
        shift = int((request.at - self.setting.start).total_seconds() // _MOVE)
        return int(share(self.setting.seed, "geo", request.client, shift) * _EDITIONS)

    def page(self, article: Article, version: Version, request: Request) -> Page:
        """The article, with a regional notice and without a photograph in the other edition."""
        whole = super().page(article, version, request)
        if self.edition(request) == 0:
            return whole
        region = self.words.list("regions")[article.number % len(self.words.list("regions"))]
        lede = version.draft.paragraphs[0].sentences[0]
        local = replace(lede, form=self.words.furniture("regional").format(region=region), role="regional")
        return replace(
            whole, paragraphs=(*whole.paragraphs, Paragraph((local,), "regional")), captions=whole.captions[1:]
        )

    def windows(self) -> list[Window]:
        """The editions never end."""
        return [Window(self.setting.start, self.setting.end, "geo", "a regional notice in one of two editions")]


class Twins(Outlet):
    """One article at many addresses: mobile host, AMP, tracking parameters, and a slug that follows the headline."""

    extra_hosts: ClassVar[tuple[str, ...]] = ("m",)

    def path(self, article: Article, at: datetime | None = None) -> str:
        """The slug of the headline in force."""
        version = (article.at(at) if at else None) or article.versions[0]
        return f"/{version.draft.section}/{slug(version.draft.title.text)}-{article.number}"

    def find(self, path: str) -> Article | None:
        """By the number at the end, whatever the slug."""
        number = path.removeprefix("/amp").rpartition("-")[2]
        return next((each for each in self.articles if str(each.number) == number), None)

    def article(self, article: Article, request: Request) -> Answer:
        """The page, or a redirect from a slug that was."""
        path = request.bare_path.removeprefix("/amp")
        right = self.path(article, request.at)
        if article.published <= request.at and path != right:
            return http.redirect(HTTPStatus.MOVED_PERMANENTLY, self.url(right))
        return super().article(article, request)

    def layout(self, request: Request) -> Layout:
        """AMP and the mobile host have designs of their own."""
        if request.bare_path.startswith("/amp/"):
            return amp
        return LAYOUTS["magazine"] if request.host.startswith("m.") else super().layout(request)

    def page(self, article: Article, version: Version, request: Request) -> Page:
        """The page, which names its twins."""
        whole = super().page(article, version, request)
        path = self.path(article, request.at)
        mobile = self.network.origin(self.hosts[1]) + path
        links = (("amphtml", "text/html", self.url("/amp" + path)), ("alternate", "text/html", mobile))
        return replace(whole, links=links)

    def addresses(self, article: Article) -> list[str]:
        """The desktop's, the mobile host's and AMP's."""
        paths = list(dict.fromkeys(self.path(article, version.at) for version in article.versions))
        mobile = self.network.origin(self.hosts[1])
        return [prefix + path for prefix in (self.url(""), mobile, self.url("/amp")) for path in paths]

    def entry_url(self, article: Article, request: Request) -> str:
        """Feeds give tracking parameters that change by the hour, and every third time the mobile address."""
        origin = self.network.origin(self.hosts[1]) if request.number % 3 == 0 else self.network.origin(self.host)
        tracking = f"utm_source=feed&utm_medium=rss&utm_campaign=h{request.at:%d%H}"
        return f"{origin}{self.path(article, request.at)}?{tracking}"

    def windows(self) -> list[Window]:
        """The twins are always there."""
        detail = "one article at www, m, /amp/, with tracking parameters and after slug edits"
        return [Window(self.setting.start, self.setting.end, "twins", detail)]
