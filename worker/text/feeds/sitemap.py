"""Sitemaps, their indexes and lists of addresses (sitemaps.org 0.9), and Google's extension for news."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

from lxml import etree

from schemas.feed import Announcement, Entry, FeedKind, SitemapReference
from worker.text.feeds import fields
from worker.text.feeds.window import MAX_ENTRIES, window
from worker.text.normalise import squeeze
from worker.text.pages import dates

MAX_URLS = 100_000
"""What a document has beyond this is left out. The protocol allows half; who lists more often ends with the newest."""
_Record = dict[str, str]
"""The texts of one address by the names of their elements, without namespaces."""
_ENDS = re.compile(rb"</[^<>]*>\s*\Z")
_END_BYTES = 200
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def read(body: bytes, *, url: str, start: int) -> Announcement:
    """Return what the sitemap or sitemap index in `body` announces, newest first. Never fails.

    Sitemaps come in any order, so that "the top" is what the document itself dates latest.
    """
    urls: list[_Record] = []
    maps: list[_Record] = []
    problem = None
    parser = _parser(body)
    try:
        for tag, record in _records(parser):
            if len(urls) + len(maps) == MAX_URLS:
                problem = f"the sitemap has more than {MAX_URLS:,} addresses; the rest is left out"
                break
            (maps if tag == "sitemap" else urls).append(record)
    except etree.XMLSyntaxError as error:
        problem = squeeze(f"the sitemap is cut or broken: {error.msg}")
    if problem is None and (errors := parser.error_log):
        problem = squeeze(f"the sitemap is broken: {errors[0].message}")
        if not _ENDS.search(body, len(body) - _END_BYTES):  # it was cut, and so was its last address
            del (urls or maps)[-1:]
    is_news = any("publication_date" in record for record in urls)
    kind = FeedKind.NEWS_SITEMAP if is_news else FeedKind.SITEMAP
    newest = sorted(urls, key=lambda record: _moment(record, "publication_date", "lastmod") or _LONG_AGO, reverse=True)
    wanted = window(len(newest), start)
    taken = [*newest[: wanted.top], *newest[wanted.start : wanted.end]]
    references = [
        SitemapReference(url=link, lastmod=_moment(record, "lastmod"))
        for record in maps
        if (link := fields.link(record.get("loc"), url))
    ]
    named = [_entry(record, url) for record in taken]
    return Announcement(
        kind=FeedKind.SITEMAP_INDEX if maps and not urls else kind,
        title=fields.plain(next((record["name"] for record in taken if "name" in record), None)),
        language=fields.language(next((record["language"] for record in taken if "language" in record), None)),
        entries=fields.once(entry for entry in named if entry),
        total=len(urls),
        unlinked=named.count(None),
        is_in_pieces=len(urls) > MAX_ENTRIES,
        sitemaps=tuple(sorted(references, key=lambda each: each.lastmod or _LONG_AGO, reverse=True)),
        resume_at=wanted.resume_at,
        problem=problem,
    )


def _entry(record: _Record, base: str) -> Entry | None:
    """Return one address, null where it is none of a page."""
    link = fields.link(record.get("loc"), base)
    if link is None:
        return None
    return Entry(
        url=link,
        title=fields.plain(record.get("title")),
        published=_moment(record, "publication_date"),
        updated=_moment(record, "lastmod"),
    )


def read_list(body: bytes, *, start: int) -> Announcement | None:
    """Return what a sitemap in plain text announces, one address a line; null where any line is something else."""
    lines = [line.strip() for line in body.decode("utf-8-sig", "replace").splitlines() if line.strip()]
    links = [fields.link(line, None) for line in lines[:MAX_URLS]]
    if not links or None in links:
        return None
    wanted = window(len(links), start)
    taken = [*links[: wanted.top], *links[wanted.start : wanted.end]]
    return Announcement(
        kind=FeedKind.SITEMAP,
        entries=fields.once(Entry(url=link) for link in taken if link),
        total=len(links),
        is_in_pieces=len(links) > MAX_ENTRIES,
        resume_at=wanted.resume_at,
    )


def _parser(body: bytes) -> "etree.iterparse[tuple[str, etree._Element]]":
    """Return a parser that resolves no entities and loads nothing, so that no document can grow."""
    return etree.iterparse(
        BytesIO(body), events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )


def _records(parser: "etree.iterparse[tuple[str, etree._Element]]") -> Iterator[tuple[str, _Record]]:
    """Yield each `url` and `sitemap` with the texts of the elements in it, the first of a name counting.

    What has been read is let go of, so that memory stays flat over the document's length.
    """
    for _, element in parser:
        tag = _local(element)
        if tag not in {"url", "sitemap"}:
            continue
        values: _Record = {}
        for part in element.iterdescendants():
            if (name := _local(part)) and part.text:
                values.setdefault(name, part.text)
        yield tag, values
        element.clear()
        parent = element.getparent()
        while parent is not None and parent[0] is not element:
            del parent[0]


def _local(element: etree._Element) -> str:
    """Return an element's name without its namespace, which many sitemaps get wrong; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _moment(record: _Record, *names: str) -> datetime | None:
    """Return the moment under the first of `names` that holds one."""
    return next((moment for name in names if (moment := dates.stamp(record.get(name, "")))), None)
