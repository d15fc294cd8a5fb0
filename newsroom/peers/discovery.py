"""How the peers find articles, each as the system itself does: by feeds, by front pages, or by somebody's hand.

Peers that find them in one way look at the same moments, so one look serves them all; each has it counted among his
own visits.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from html import unescape
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

from newsroom.peers.client import Client, Fetched, without_tracking
from newsroom.world import World

_OLDEST = timedelta(days=1)
"""What was published longer ago than this when the watch begins is left alone, so that archives are not crawled."""
_FEED = re.compile(r'<link rel="alternate" type="application/([^"]+)" href="([^"]+)"')
_SYNDICATED = ("rss+xml", "atom+xml")
_ANCHOR = re.compile(r'<a\s[^>]*?href="([^"]+)"', re.IGNORECASE)
_SITEMAP = re.compile(r"^Sitemap:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_NAMESPACE = re.compile(r"^\{[^}]*\}")
Entry = tuple[str, str | None]
"""An address, and when it is said to have been published."""


class Way(Enum):
    """A way of finding articles."""

    FEEDS = auto()
    """What feeds in RSS and Atom announce: the peers that read feeds read no others."""
    FRONT_PAGES = auto()
    """What front pages link to."""
    BY_HAND = auto()
    """Every address that a site announces in any way, feeds, sitemaps or else its front page, as if entered by hand."""


@dataclass(frozen=True)
class Found:
    """An address that was announced for the first time."""

    at: datetime
    url: str


@dataclass
class Trail:
    """What one way of looking found, and what it asked for on the way."""

    found: list[Found] = field(default_factory=list)
    asked: list[tuple[datetime, str, str]] = field(default_factory=list)


def _tag(element: ET.Element) -> str:
    return _NAMESPACE.sub("", element.tag)


def _xml(body: bytes) -> Iterator[Entry]:
    """RSS items, Atom entries and sitemaps' urls."""
    for element in ET.fromstring(body).iter():  # noqa: S314 - expat of today stops the known bombs; the world is ours
        if _tag(element) not in {"item", "entry", "url"}:
            continue
        url = when = None
        for part in element.iter():
            name = _tag(part)
            if name in {"link", "loc"}:
                url = url or part.get("href") or part.text
            elif name in {"pubDate", "published", "publication_date", "lastmod"}:
                when = when or part.text
        if url:
            yield url.strip(), when


def _json(body: bytes) -> Iterator[Entry]:
    for item in json.loads(body)["items"]:
        yield item["url"], item.get("date_published")


def entries(feed: Fetched) -> list[Entry]:
    """What a feed or sitemap announces; nothing where it cannot be read."""
    reader: Callable[[bytes], Iterator[Entry]] = _json if "json" in feed.content_type else _xml
    try:
        return list(reader(feed.body))
    except (ET.ParseError, ValueError, KeyError):
        return []


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(text)
        except ValueError:
            continue
    return None


class Discovery:
    """Looks at every outlet of a world, from its start to its end, in any of the ways."""

    def __init__(self, world: World) -> None:
        """Look at nothing yet."""
        self._world = world
        self._client = Client(world, "discovery")
        self._trails: dict[tuple[Way, timedelta], Trail] = {}

    def trail(self, way: Way, every: timedelta) -> Trail:
        """What is found in a way by looking so often, and what has to be asked for on it."""
        if (way, every) not in self._trails:
            self._trails[way, every] = self._followed(way, every)
        return self._trails[way, every]

    def _followed(self, way: Way, every: timedelta) -> Trail:
        trail, bodies, known = Trail(), dict[str, bytes](), set[str]()
        setting = self._world.setting
        places = [url for outlet in self._world.outlets for url in self._places(way, outlet.url("/"), setting.start)]
        at = setting.start
        while at < setting.end:
            for url in places:
                self._look(url, at, trail, bodies, known)
            at += every
        return trail

    def _places(self, way: Way, front: str, at: datetime) -> list[str]:
        """What is looked at of a site in this way; nothing where it offers nothing of the kind."""
        if way is Way.FRONT_PAGES:
            return [front]
        page = self._client.get(front, at)
        named = [(kind, unescape(href)) for kind, href in _FEED.findall(page.text)] if page else []
        if way is Way.FEEDS:
            return [href for kind, href in named if kind in _SYNDICATED]
        robots = self._client.get(urljoin(front, "/robots.txt"), at)
        return [href for _, href in named] or (_SITEMAP.findall(robots.text) if robots else []) or [front]

    def _look(self, url: str, at: datetime, trail: Trail, bodies: dict[str, bytes], known: set[str]) -> None:
        parts = urlsplit(url)
        trail.asked.append((at, self._world.host(parts.netloc) or parts.netloc, parts.path))
        page = self._client.get(url, at)
        if page is None or not page.is_ok or bodies.get(url) == page.body:
            return
        bodies[url] = page.body
        is_page = "html" in page.content_type
        for link, when in self._links(page) if is_page else entries(page):
            key = without_tracking(link)
            published = _moment(when)
            is_old = published is not None and published < self._world.setting.start - _OLDEST
            if key not in known and not is_old and self._world.host(urlsplit(link).netloc):
                known.add(key)
                trail.found.append(Found(at, link))

    @staticmethod
    def _links(page: Fetched) -> list[Entry]:
        """The links of a front page that lead deeper into the same site."""
        here = urlsplit(page.url)
        links = (urljoin(page.url, unescape(href)) for href in _ANCHOR.findall(page.text))
        return [(link, None) for link in links if urlsplit(link).netloc == here.netloc and urlsplit(link).path != "/"]
