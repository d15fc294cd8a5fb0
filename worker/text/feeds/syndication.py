"""RSS, RDF and Atom.

feedparser reads them; it is given a stream, never the bytes, which it would first try as the name of a file.
"""

import calendar
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from xml.sax import SAXParseException

import feedparser

from schemas.feed import Announcement, Entry, FeedKind
from worker.text.feeds import fields
from worker.text.feeds.window import MAX_ENTRIES, window
from worker.text.normalise import clean, squeeze
from worker.text.pages import markup

MAX_TAG_BYTES = 16_384
"""feedparser takes time by the square of a tag's attributes."""

_HARMLESS = (feedparser.exceptions.CharacterEncodingOverride, feedparser.exceptions.NonXMLContentType)
"""What feedparser complains of though it read the whole: a charset or a media type that servers get wrong."""
_HUGE_TAG = re.compile(rb"<(?!!)[^<>]{%d}" % MAX_TAG_BYTES)
_HTML = re.compile(rb"<(?:!doctype\s+)?html[\s>]", re.IGNORECASE)
_ENTRY = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_PERIOD_SECONDS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_NUMBER = re.compile(r"\s*0*([1-9]\d{0,6})\s*", re.ASCII)
_ENTRY_END = re.compile(rb"</(?:\w{1,20}:)?(?:item|entry)\s*>")


def read(body: bytes, *, url: str, content_type: str | None, start: int) -> Announcement:
    """Return what the feed in `body` announces. Never fails: a complaint of the parser is the `problem`."""
    if _HUGE_TAG.search(body):
        return Announcement(problem=f"the feed has a tag of more than {MAX_TAG_BYTES} bytes")
    taken, total, resume_at = _window(body, start)
    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    try:
        parsed = feedparser.parse(
            BytesIO(taken), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - it raises whatever the parsers below it raise, ValueError for `&#xD800;`
        why = f"{type(error).__name__}: {markup.plain(str(error))}"
        return Announcement(problem=f"the feed could not be parsed: {why}")
    channel = parsed.get("feed", {})
    read = [_entry(raw, url) for raw in parsed.get("entries", ())]
    entries = fields.once(entry for entry in read if entry)
    return Announcement(
        kind=FeedKind.FEED if parsed.get("version") or (entries and not _HTML.search(body, 0, 1_000)) else None,
        title=_text(channel, "title"),
        homepage=fields.link(channel.get("link"), url),
        language=fields.language(channel.get("language")),
        renewed_seconds=_renewed(channel),
        entries=entries,
        resume_at=resume_at,
        total=max(total, len(read)),
        unlinked=read.count(None),
        is_in_pieces=total > MAX_ENTRIES,
        problem=_problem(parsed, entries, taken),
    )


def _renewed(channel: Mapping[str, object]) -> float | None:
    """Return how often a feed says that it is made anew, in seconds: of its `ttl` and its period the shorter."""
    minutes = _number(channel.get("ttl"))
    period = _PERIOD_SECONDS.get(str(channel.get("sy_updateperiod", "")).strip().lower())
    said = [] if minutes is None else [minutes * 60.0]
    said += [] if period is None else [period / (_number(channel.get("sy_updatefrequency")) or 1)]
    return min(said, default=None)


def _number(value: object) -> int | None:
    match = _NUMBER.fullmatch(value) if isinstance(value, str) else None
    return int(match[1]) if match else None


def _window(body: bytes, start: int) -> tuple[bytes, int, int | None]:
    """Return `body` with the entries of one pass alone, how many it had, and where to go on; the rest of it stays."""
    starts = [match.start() for match in _ENTRY.finditer(body)]
    if starts and not _ENTRY_END.search(body, starts[-1]):  # it was cut, and so may be the last entry's address
        body = body[: starts.pop()]
    wanted = window(len(starts), start)
    if wanted.top == len(starts):
        return body, len(starts), None
    edges = [*starts, [match.end() for match in _ENTRY_END.finditer(body, starts[-1])][-1]]
    pieces = body[: edges[wanted.top]], body[edges[wanted.start] : edges[wanted.end]], body[edges[-1] :]
    return b"".join(pieces), len(starts), wanted.resume_at


def _entry(raw: Mapping[str, object], base: str) -> Entry | None:
    """Return one entry, null where it links to no page."""
    found = fields.link(raw.get("link"), base) or fields.link(raw.get("id"), None)
    if found is None:
        return None
    return Entry(
        url=found,
        guid=fields.plain(raw.get("id")),
        title=_text(raw, "title"),
        published=_moment(raw, "published_parsed"),
        updated=_moment(raw, "updated_parsed"),
        summary=_text(raw, "summary"),
        content=_content(raw),
    )


def _content(raw: Mapping[str, object]) -> str | None:
    """Return the longest of the contents that an entry bears in HTML."""
    held = raw.get("content")
    found = [
        fields.content(one.get("value"))
        for one in (held if isinstance(held, list) else [])
        if isinstance(one, Mapping) and one.get("type") in {"text/html", "application/xhtml+xml"}
    ]
    return max((markup for markup in found if markup), key=len, default=None)


def _text(holder: Mapping[str, object], name: str) -> str | None:
    """Return a text of the feed as plain text, by the type that the feed or feedparser gives it."""
    detail = holder.get(f"{name}_detail")
    is_plain = isinstance(detail, Mapping) and detail.get("type") == "text/plain"
    return fields.plain(holder.get(name)) if is_plain else fields.from_markup(holder.get(name))


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


def _problem(parsed: Mapping[str, object], entries: tuple[Entry, ...], taken: bytes) -> str | None:
    """Return what is wrong with the document, in a line."""
    error = parsed.get("bozo_exception") if parsed.get("bozo") else None
    if error is not None and not isinstance(error, _HARMLESS):
        return squeeze(clean(_broken(error, taken)))
    if not parsed.get("version") and not entries:
        return "this is no feed that stet can read"
    return None


def _broken(error: object, taken: bytes) -> str:
    """Return in a line why a document is no XML, and where, as far as its reader knows."""
    if not isinstance(error, SAXParseException):
        return f"broken XML: {type(error).__name__}: {error}"
    line = error.getLineNumber()
    if line is None or line < 1:
        return f"broken XML: {error.getMessage()}"
    added = 0 if taken.lstrip().startswith(b"<?xml") else 1  # feedparser puts a declaration before what has none
    return f"broken XML at line {line - added}: {error.getMessage()}"
