"""Fields of announcements made fit to keep: links, texts, moments."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from schemas.feed import Entry
from worker.text import address
from worker.text.normalise import clean, squeeze
from worker.text.pages import markup

_LINE_ENDS = re.compile(r"[\t\r\n]+")
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_]|$)")
_MOST_CONTENT_CHARS = 60_000
_MOST_CHARS = 10_000
"""Of a title or summary; beyond this it is no title."""


def link(value: object, base: str | None) -> str | None:
    """Return an absolute http(s) link that can be asked for, null for anything else.

    Line ends in it are left out and spaces escaped, as browsers do (WHATWG URL, 4.4).
    """
    if not isinstance(value, str) or not value.strip():
        return None
    written = _LINE_ENDS.sub("", clean(value).strip()).replace(" ", "%20")
    try:
        found = urljoin(base, written) if base else written
    except ValueError:
        return None
    return found if len(found) <= address.MAX_URL_CHARS and address.host(found) else None


def plain(value: object) -> str | None:
    """Return a text without markup on one line."""
    return (squeeze(clean(value[:_MOST_CHARS])) or None) if isinstance(value, str) else None


def from_markup(value: object) -> str | None:
    """Return what a fragment of HTML says on one line."""
    return (markup.plain(value[:_MOST_CHARS]) or None) if isinstance(value, str) else None


def content(value: object) -> str | None:
    """Return an article's markup fit to keep; null where it is longer than articles are, since half of one is none."""
    return (clean(value).strip() or None) if isinstance(value, str) and len(value) <= _MOST_CONTENT_CHARS else None


def language(value: object) -> str | None:
    """Return a language as ISO 639-1."""
    match = _LANGUAGE.match(value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else None


def once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the first entry for each URL."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        kept.setdefault(entry.url, entry)
    return tuple(kept.values())
