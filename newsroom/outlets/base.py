"""An outlet that does everything properly. The archetypes override what they do otherwise."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from http import HTTPStatus
from random import Random
from typing import ClassVar

from newsroom import feeds, http, page
from newsroom.article import Article, Version
from newsroom.chance import dice, share
from newsroom.draft import Paragraph
from newsroom.feeds import Channel, Entry
from newsroom.http import Answer, Request
from newsroom.layouts import LAYOUTS, Layout
from newsroom.page import Furniture, Link, Page
from newsroom.setting import Identity, Network, Setting, View, Window

Builder = Callable[[Channel, Sequence[Entry]], str]
ANNOUNCEMENTS: dict[str, tuple[str, str, Builder]] = {
    "rss": ("/feed.xml", "application/rss+xml", feeds.rss),
    "atom": ("/atom.xml", "application/atom+xml", feeds.atom),
    "json": ("/feed.json", "application/feed+json", feeds.json_feed),
    "sitemap": ("/sitemap.xml", "application/xml", feeds.sitemap),
    "news-sitemap": ("/news-sitemap.xml", "application/xml", feeds.news_sitemap),
}
LINKED = ("rss", "atom", "json")
"""Announcements that the front page names in a `<link>`; sitemaps stand in robots.txt."""
_SLUG_WORDS = 9
_FRONT = 40


def slug(title: str) -> str:
    """A title as part of a path: ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title.lower().replace("ß", "ss")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:_SLUG_WORDS])


class Outlet:
    """One outlet and all its hosts."""

    announces: ClassVar[tuple[str, ...]] = ("rss",)
    longest_feed: ClassVar[int] = 30
    gives_etags: ClassVar[bool] = False
    extra_hosts: ClassVar[tuple[str, ...]] = ()
    is_live: ClassVar[bool] = False
    disallows: ClassVar[tuple[str, ...]] = ("/offers/",)
    crawl_delay_seconds: ClassVar[int] = 0

    def __init__(self, identity: Identity, setting: Setting, network: Network) -> None:
        """Open the outlet; its articles are put into `articles` before it answers anything."""
        self.identity = identity
        self.setting = setting
        self.network = network
        self.articles: list[Article] = []
        self.host = f"www.{identity.domain}"
        self.hosts = (self.host, *(f"{prefix}.{identity.domain}" for prefix in self.extra_hosts))
        self.words = identity.style.language

    # What a request gets.

    def answer(self, request: Request) -> Answer:
        """Answer one request; `request.host` is one of `self.hosts`."""
        refusal = self.refuse(request)
        if refusal:
            return refusal
        path = request.bare_path
        if path == "/":
            return self.front(request)
        if path == "/robots.txt":
            return self.robots()
        for name in self.announces:
            if path == ANNOUNCEMENTS[name][0]:
                return self.announcement(name, request)
        article = self.find(path)
        return self.article(article, request) if article else self.missing()

    def refuse(self, _request: Request) -> Answer | None:
        """An answer that comes instead of everything else; None to go on."""
        return None

    def find(self, path: str) -> Article | None:
        """The article at a path."""
        return self._by_path.get(path)

    @cached_property
    def _by_path(self) -> dict[str, Article]:
        return {self.path(article): article for article in self.articles}

    def article(self, article: Article, request: Request) -> Answer:
        """The page of an article, or what stands in its place."""
        version = self.version(article, request)
        if version is None:
            return self.missing()
        if version.gone:
            return self.gone(article)
        etag = f'"{article.number:x}-{version.number}"'
        if self.gives_etags and request.headers.get("if-none-match") == etag:
            return http.not_modified(("ETag", etag))
        content = self.page(article, version, request)
        answer = http.html(HTTPStatus.OK, self.layout(request)(content))
        return replace(answer, headers=(*answer.headers, ("ETag", etag))) if self.gives_etags else answer

    def version(self, article: Article, request: Request) -> Version | None:
        """The version that this request is shown."""
        return article.at(request.at)

    def layout(self, _request: Request) -> Layout:
        """The design that this request is shown."""
        return LAYOUTS[self.identity.layout]

    def page(self, article: Article, version: Version, request: Request) -> Page:
        """The content of an article's page."""
        draft = version.draft
        return Page(
            outlet=self.identity.name,
            home=self.url("/"),
            language=self.words,
            url=self.url(self.path(article, request.at)),
            headline=self.headline(article, version, request),
            byline=draft.byline,
            published=article.published,
            modified=self.modified(version, request.at),
            paragraphs=draft.paragraphs,
            captions=draft.captions,
            furniture=self.furniture(article, request),
        )

    def headline(self, _article: Article, version: Version, _request: Request) -> str:
        """The headline that this request is shown."""
        return version.draft.title.text

    def modified(self, version: Version, _at: datetime) -> datetime:
        """What the outlet claims as the time of the last change."""
        return version.draft.modified

    def furniture(self, article: Article, request: Request) -> Furniture:
        """Everything around the text, drawn anew for every request."""
        rng = dice(
            self.setting.seed, "furniture", request.host, request.path, request.client, request.number, request.at
        )
        others = [each for each in self.articles if each is not article and each.published <= request.at]
        titles = [self._link(each, request.at) for each in rng.sample(others, min(len(others), 6))]
        boasts = [(text, self.url(f"/offers/{rng.randrange(1000)}")) for text in self._some("boasts", 4, rng)]
        age = (request.at - article.published).total_seconds()
        return Furniture(
            related=titles[:3] + boasts[:1],
            most_read=titles[2:] + boasts[1:],
            promos=boasts,
            comments=self._some("opinions", min(4, int(age // 1800)), rng),
            ago=self.words.ago(age),
            shares=int(age / 60 * (1 + share(article.key, "shares"))) + rng.randrange(3),
            nonce=f"{rng.getrandbits(64):016x}",
        )

    def _some(self, name: str, count: int, rng: Random) -> list[str]:
        return rng.sample(list(self.words.furniture_list(name)), count)

    def _link(self, article: Article, at: datetime) -> Link:
        version = article.at(at) or article.versions[0]
        return version.draft.title.text, self.url(self.path(article, at))

    def gone(self, _article: Article) -> Answer:
        """What stands where a withdrawn article was."""
        text = self.words.furniture("gone")
        return http.html(HTTPStatus.GONE, page.notice("410", text))

    def missing(self) -> Answer:
        """What stands where nothing ever was."""
        return http.html(HTTPStatus.NOT_FOUND, page.notice("404", self.words.furniture("missing")))

    # Where things are.

    def url(self, path: str) -> str:
        """The address of a path on the main host."""
        return self.network.origin(self.host) + path

    def path(self, article: Article, _at: datetime | None = None) -> str:
        """The path of an article (at a moment, where it changes)."""
        draft = article.versions[0].draft
        return self.identity.pattern.format(
            section=draft.section, slug=slug(draft.title.text), id=article.number, day=article.published
        )

    def addresses(self, article: Article) -> list[str]:
        """Every address that the article is ever served at, without queries; the first is its first canonical one."""
        return list(dict.fromkeys(self.url(self.path(article, version.at)) for version in article.versions))

    # How articles are announced.

    def listed(self, at: datetime) -> list[Article]:
        """Articles that can be read at a moment, newest first."""
        open_now = [each for each in self.articles if (version := each.at(at)) and not version.gone]
        return sorted(open_now, key=lambda article: article.published, reverse=True)

    def entries(self, request: Request) -> list[Entry]:
        """What a feed announces, newest first."""
        found = []
        for article in self.listed(request.at)[: self.longest_feed]:
            version = self.version(article, request) or article.versions[0]
            found.append(
                Entry(
                    url=self.entry_url(article, request),
                    title=self.headline(article, version, request),
                    summary=version.draft.lede,
                    author=version.draft.byline,
                    published=article.published,
                    modified=self.modified(version, request.at),
                    guid=self.guid(article, request),
                )
            )
        return found

    def entry_url(self, article: Article, request: Request) -> str:
        """The link that a feed gives."""
        return self.url(self.path(article, request.at))

    def guid(self, article: Article, _request: Request) -> str | None:
        """The id that a feed gives; None for none."""
        return f"tag:{self.identity.domain},2026:{article.number}"

    def announcement(self, name: str, request: Request) -> Answer:
        """A feed or sitemap, with an ETag that is honoured."""
        path, content_type, build = ANNOUNCEMENTS[name]
        channel = Channel(self.identity.name, self.url("/"), self.url(path), self.words.code)
        body = build(channel, self.entries(request)).encode()
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        if request.headers.get("if-none-match") == etag:
            return http.not_modified(("ETag", etag))
        cache = ("Cache-Control", "max-age=120")
        return http.answer(HTTPStatus.OK, f"{content_type}; charset=utf-8", body, ("ETag", etag), cache)

    def front(self, request: Request) -> Answer:
        """The front page, with links to the feeds."""
        named = [ANNOUNCEMENTS[name] for name in self.announces if name in LINKED]
        feeds_here = [(content_type, self.url(path)) for path, content_type, _ in named]
        found = [self._link(article, request.at) for article in self.listed(request.at)[:_FRONT]]
        return http.html(HTTPStatus.OK, page.front(self.identity.name, self.words, feeds_here, found))

    def robots(self) -> Answer:
        """robots.txt (RFC 9309), with the sitemaps."""
        sitemaps = [ANNOUNCEMENTS[name][0] for name in self.announces if name not in LINKED]
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in self.disallows)]
        if self.crawl_delay_seconds:
            lines.append(f"Crawl-delay: {self.crawl_delay_seconds}")
        lines += [f"Sitemap: {self.url(path)}" for path in sitemaps]
        return http.answer(HTTPStatus.OK, "text/plain; charset=utf-8", ("\n".join(lines) + "\n").encode())

    # The truth.

    def windows(self) -> list[Window]:
        """Everything that happens here and is no edit."""
        return []

    @cached_property
    def hiding(self) -> tuple[Window, ...]:
        """The windows in which no article can be read."""
        return tuple(window for window in self.windows() if window.hides)

    def shown(self, version: Version, _at: datetime) -> Sequence[Paragraph]:
        """The paragraphs that a page shows without running scripts."""
        return version.draft.paragraphs

    def view(self, article: Article, at: datetime) -> View | None:
        """What a visitor without cookies could read; None where there is no article to read."""
        version = article.at(at)
        if version is None or version.gone or any(window.covers(at) for window in self.hiding):
            return None
        shown = self.shown(version, at)
        texts = tuple(sentence.text for paragraph in shown for sentence in paragraph.sentences)
        return View(version.draft.title.text, tuple(paragraph.text for paragraph in shown), texts)

    def spans(self, name: str, count: int, shortest: timedelta, longest: timedelta) -> list[tuple[datetime, datetime]]:
        """Some spans of time of this outlet's own, one in each equal part of the world's days, none at its start."""
        rng = dice(self.setting.seed, "spans", self.identity.key, name)
        part = (self.setting.end - self.setting.start) / count
        found = []
        for at in range(count):
            length = min(shortest + rng.random() * (longest - shortest), part * 0.6)
            begin = self.setting.start + at * part + part * 0.2 + rng.random() * (part * 0.75 - length)
            found.append((_whole(begin), _whole(begin + length)))
        return found


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)
