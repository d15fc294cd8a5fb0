"""Feeds and sitemaps as publishers write them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape


@dataclass(frozen=True)
class Entry:
    """One announced article; `guid` is None where the outlet gives none."""

    url: str
    title: str
    summary: str
    author: str
    published: datetime
    modified: datetime
    guid: str | None


@dataclass(frozen=True)
class Channel:
    """What a feed says of itself."""

    title: str
    home: str
    url: str
    language: str


def _http_date(at: datetime) -> str:
    return format_datetime(at, usegmt=True)


def rss(channel: Channel, entries: Sequence[Entry]) -> str:
    """RSS 2.0."""
    items = []
    for entry in entries:
        guid = f'<guid isPermaLink="false">{escape(entry.guid)}</guid>' if entry.guid else ""
        items.append(
            f"<item><title>{escape(entry.title)}</title><link>{escape(entry.url)}</link>{guid}"
            f"<description>{escape(entry.summary)}</description><dc:creator>{escape(entry.author)}</dc:creator>"
            f"<pubDate>{_http_date(entry.published)}</pubDate></item>"
        )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(channel.title)}</title><link>{escape(channel.home)}</link>"
        f"<description>{escape(channel.title)}</description><language>{channel.language}</language>\n"
        + "\n".join(items)
        + "</channel></rss>\n"
    )


def atom(channel: Channel, entries: Sequence[Entry]) -> str:
    """Atom 1.0 (RFC 4287), with `updated`."""
    items = [
        f"<entry><title>{escape(entry.title)}</title><id>{escape(entry.guid or entry.url)}</id>"
        f'<link rel="alternate" href="{escape(entry.url)}"/><summary>{escape(entry.summary)}</summary>'
        f"<author><name>{escape(entry.author)}</name></author>"
        f"<published>{entry.published.isoformat()}</published><updated>{entry.modified.isoformat()}</updated></entry>"
        for entry in entries
    ]
    newest = max((entry.modified for entry in entries), default=None)
    updated = f"<updated>{newest.isoformat()}</updated>" if newest else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(channel.title)}</title><id>{escape(channel.home)}</id>{updated}"
        f'<link rel="self" href="{escape(channel.url)}"/>\n' + "\n".join(items) + "</feed>\n"
    )


def json_feed(channel: Channel, entries: Sequence[Entry]) -> str:
    """JSON Feed 1.1."""
    items = [
        {
            "id": entry.guid or entry.url,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "authors": [{"name": entry.author}],
            "date_published": entry.published.isoformat(),
            "date_modified": entry.modified.isoformat(),
        }
        for entry in entries
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.url,
        "language": channel.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False)


def sitemap(_channel: Channel, entries: Sequence[Entry]) -> str:
    """A sitemap (sitemaps.org 0.9) with `lastmod`."""
    urls = [
        f"<url><loc>{escape(entry.url)}</loc><lastmod>{entry.modified.isoformat()}</lastmod></url>" for entry in entries
    ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(urls)
        + "</urlset>\n"
    )


def news_sitemap(channel: Channel, entries: Sequence[Entry]) -> str:
    """A news sitemap (Google's extension 0.9) with titles and publication dates."""
    urls = [
        f"<url><loc>{escape(entry.url)}</loc><news:news><news:publication><news:name>{escape(channel.title)}</news:name>"
        f"<news:language>{channel.language}</news:language></news:publication>"
        f"<news:publication_date>{entry.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(entry.title)}</news:title></news:news></url>"
        for entry in entries
    ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n' + "\n".join(urls) + "</urlset>\n"
    )
