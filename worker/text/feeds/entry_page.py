"""What a feed gives of an article itself (RSS content:encoded, Atom content), as a page: a source of last resort."""

from datetime import datetime
from html import escape

from schemas.feed import Entry
from schemas.page import Page
from worker.text.pages import markup

ENTRY_TYPE = "application/vnd.stet.entry+html"
"""The media type of such a page; what is read from one says so by its extractor."""

_FEWEST_WORDS = 60
"""Below this it is a teaser."""


def page(entry: Entry, language: str | None, at: datetime) -> Page | None:
    """Return the page that an entry's own content makes, null where it holds too little to be an article.

    Args:
        entry: As the feed announced it.
        language: Of the feed, ISO 639-1.
        at: When the feed was fetched.
    """
    if entry.content is None or len(markup.plain(entry.content).split()) < _FEWEST_WORDS:
        return None
    title = escape(entry.title or "")
    stamp = entry.published.isoformat() if entry.published else ""
    published = f'<meta property="article:published_time" content="{stamp}">' if stamp else ""
    body = (
        f'<html lang="{escape(language or "")}"><head><title>{title}</title><meta property="og:type" content="article">'
        f"{published}</head><body><article><h1>{title}</h1>{entry.content}</article></body></html>"
    )
    return Page(url=entry.url, fetched_at=at, content_type=f"{ENTRY_TYPE}; charset=utf-8", body=body.encode())
