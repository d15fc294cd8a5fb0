"""How the peers find articles: feeds, sitemaps and front pages, looked at every quarter of an hour.

Every peer looks at the same moments, so one look serves them all; each has it counted among his own visits.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

from newsroom.peers.client import Client, Fetched, without_tracking
from newsroom.world import World

EVERY = timedelta(minutes=15)
_OLDEST = timedelta(days=1)
"""What was published longer ago than this when the watch begins is left alone, so that archives are not crawled."""
_FEED = re.compile(r'<link rel="alternate" type="application/[^"]+" href="([^"]+)"')
_ANCHOR = re.compile(r'<a\s[^>]*?href="([^"]+)"', re.IGNORECASE)
_SITEMAP = re.compile(r"^Sitemap:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_NAMESPACE = re.compile(r"^\{[^}]*\}")
Entry = tuple[str, str | None]
"""An address, and when it is said to have been published."""


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
    """Looks at every outlet of a world, from its start to its end."""

    def __init__(self, world: World) -> None:
        """Look at once at everything there will be to find."""
        self._world = world
        self._client = Client(world, "discovery")
        self._bodies: dict[str, bytes] = {}
        self._known: dict[str, set[str]] = {"announced": set(), "front": set()}
        self.announced, self.front = Trail(), Trail()
        setting = world.setting
        fronts = [outlet.url("/") for outlet in world.outlets]
        feeds: dict[str, Sequence[str]] = {front: self._feeds(front, setting.start) for front in fronts}
        at = setting.start
        while at < setting.end:
            for front in fronts:
                for feed in feeds[front]:
                    self._look(feed, at, self.announced, "announced")
                self._look(front, at, self.front, "front")
                if not feeds[front]:
                    self._look(front, at, self.announced, "announced")
            at += EVERY

    def _feeds(self, front: str, at: datetime) -> list[str]:
        """The feeds that a front page names, or else the sitemaps that robots.txt names."""
        page = self._client.get(front, at)
        found = [unescape(href) for href in _FEED.findall(page.text)] if page else []
        robots = self._client.get(urljoin(front, "/robots.txt"), at)
        return found or (_SITEMAP.findall(robots.text) if robots else [])

    def _look(self, url: str, at: datetime, trail: Trail, way: str) -> None:
        parts = urlsplit(url)
        trail.asked.append((at, self._world.host(parts.netloc) or parts.netloc, parts.path))
        page = self._client.get(url, at)
        if page is None or not page.is_ok or self._bodies.get(way + url) == page.body:
            return
        self._bodies[way + url] = page.body
        is_page = "html" in page.content_type
        for link, when in self._links(page) if is_page else entries(page):
            key = without_tracking(link)
            published = _moment(when)
            is_old = published is not None and published < self._world.setting.start - _OLDEST
            if key not in self._known[way] and not is_old and self._world.host(urlsplit(link).netloc):
                self._known[way].add(key)
                trail.found.append(Found(at, link))

    @staticmethod
    def _links(page: Fetched) -> list[Entry]:
        """The links of a front page that lead deeper into the same site."""
        here = urlsplit(page.url)
        links = (urljoin(page.url, unescape(href)) for href in _ANCHOR.findall(page.text))
        return [(link, None) for link in links if urlsplit(link).netloc == here.netloc and urlsplit(link).path != "/"]
