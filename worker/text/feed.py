"""Feeds in RSS, RDF and Atom into announcements.

feedparser reads them; it is given a stream, never the bytes, which it would first try as the name of a file. Hostile
feeds can hold it for minutes and take hundreds of megabytes: call it in a process with limits of its own.
"""

import calendar
import re
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urljoin

import feedparser
from lxml.etree import ParserError
from lxml.html import document_fromstring

from schemas.feed import Announcement, Entry
from worker.text.address import host
from worker.text.normalise import clean, squeeze
from worker.text.pages import markup

MAX_ENTRIES = 1_000
"""Entries read from one document, from its top: feeds put what is new first. About 0.3 s of work."""

MAX_TAG_BYTES = 16_384
"""feedparser takes time by the square of a tag's attributes."""

_HUGE_TAG = re.compile(rb"<(?!!)[^<>]{%d}" % MAX_TAG_BYTES)
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_ENTRY = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_ENTRY_END = re.compile(rb"</(?:\w{1,20}:)?(?:item|entry)\s*>")
_MAX_URL_CHARS = 4_096
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_]|$)")


def parse(body: bytes, *, url: str, content_type: str | None = None) -> Announcement:
    """Return what the feed in `body` announces: entries with an http(s) link, in order, each URL once.

    Never fails: what the parser complains of is the announcement's `problem`, beside whatever could be read.

    Args:
        body: The document as it came.
        url: Where it came from, for its relative links.
        content_type: The media type with its parameters, whose `charset` feedparser respects.
    """
    if _HUGE_TAG.search(body):
        return Announcement(is_feed=False, problem=f"the feed has a tag of more than {MAX_TAG_BYTES} bytes")
    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    try:
        parsed = feedparser.parse(
            BytesIO(_capped(body)), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # noqa: BLE001 - it raises whatever the parsers below it raise, ValueError for `&#xD800;`
        why = f"{type(error).__name__}: {markup.plain(str(error))}"
        return Announcement(is_feed=False, problem=f"the feed could not be parsed: {why}")
    channel = parsed.get("feed", {})
    entries = _once(entry for raw in parsed.get("entries", ())[:MAX_ENTRIES] if (entry := _entry(raw, url)))
    return Announcement(
        is_feed=bool(parsed.get("version")),
        title=_text(channel, "title"),
        homepage=_link(channel.get("link"), url),
        language=_language(channel.get("language")),
        entries=entries,
        problem=_problem(parsed, entries),
    )


def discover(body: bytes, *, url: str) -> tuple[str, ...]:
    """Return the feeds that a web page names in its head (RSS autodiscovery), each once, in document order.

    Args:
        body: HTML; its charset matters little, since addresses are ASCII.
        url: Where it came from, for its relative links.
    """
    try:
        links = document_fromstring(body).iterfind(".//link[@href]")
    except (ParserError, ValueError):
        return ()
    found = (
        _link(link.get("href"), url)
        for link in links
        if "alternate" in (link.get("rel") or "").lower().split() and (link.get("type") or "").lower() in _FEED_TYPES
    )
    return tuple(dict.fromkeys(address for address in found if address))


def _capped(body: bytes) -> bytes:
    """Return `body` without the entries beyond the most that are read, whatever follows them kept."""
    starts = [match.start() for match in _ENTRY.finditer(body)]
    if len(starts) <= MAX_ENTRIES:
        return body
    ends = [match.end() for match in _ENTRY_END.finditer(body, starts[MAX_ENTRIES])]
    return body[: starts[MAX_ENTRIES]] + (body[ends[-1] :] if ends else b"")


def _entry(raw: Mapping[str, object], base: str) -> Entry | None:
    """Return one entry, null where it links to no page."""
    link = _link(raw.get("link"), base) or _link(raw.get("id"), None)
    if link is None:
        return None
    guid = raw.get("id")
    return Entry(
        url=link,
        guid=squeeze(clean(guid)) or None if isinstance(guid, str) else None,
        title=_text(raw, "title"),
        published=_moment(raw, "published_parsed"),
        updated=_moment(raw, "updated_parsed"),
        summary=_text(raw, "summary"),
    )


def _once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the first entry for each URL."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        kept.setdefault(entry.url, entry)
    return tuple(kept.values())


def _link(value: object, base: str | None) -> str | None:
    """Return an absolute http(s) link, null for anything else."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        link = urljoin(base, clean(value).strip()) if base else clean(value).strip()
    except ValueError:
        return None
    return link if len(link) <= _MAX_URL_CHARS and host(link) else None


def _text(holder: Mapping[str, object], name: str) -> str | None:
    """Return a text of the feed as plain text, by the type that the feed or feedparser gives it."""
    value = holder.get(name)
    if not isinstance(value, str):
        return None
    detail = holder.get(f"{name}_detail")
    marked_up = not isinstance(detail, Mapping) or detail.get("type") != "text/plain"
    return (markup.plain(value) if marked_up else squeeze(clean(value))) or None


def _moment(raw: Mapping[str, object], name: str) -> datetime | None:
    """Return a date that feedparser understood; it gives them in UTC."""
    # `dict.get`, because feedparser's own falls back from one date to the other with a warning.
    value = dict.get(raw, name) if isinstance(raw, dict) else None
    if not isinstance(value, time.struct_time):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(value), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _language(value: object) -> str | None:
    """Return a language as ISO 639-1."""
    match = _LANGUAGE.match(value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else None


def _problem(parsed: Mapping[str, object], entries: tuple[Entry, ...]) -> str | None:
    """Return what is wrong with the document, in a line."""
    if parsed.get("bozo"):
        error = parsed.get("bozo_exception")
        return squeeze(clean(f"{type(error).__name__}: {error}"))
    if not parsed.get("version") and not entries:
        return "this is no feed that stet can read"
    return None
