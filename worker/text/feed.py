"""The front door of announcements: any document that names articles into one form.

Which form a document has is told by its first bytes, never by its name. Hostile documents can hold the parsers below
for minutes and take hundreds of megabytes: services call this through `worker.apart`, in a process with limits.
"""

import re
import zlib

from schemas.feed import Announcement, SitePage
from worker.text.feeds import json_feed, site, sitemap, syndication

MAX_UNPACKED_BYTES = 50 * 1024 * 1024
"""The protocol's limit for a sitemap, unpacked."""
_GZIP = b"\x1f\x8b"
_SNIFFED_BYTES = 4_096
_SITEMAP = re.compile(rb"<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)


def parse(body: bytes, *, url: str, content_type: str | None = None, start: int = 0) -> Announcement:
    """Return what the document in `body` announces: entries with an http(s) link, each URL once.

    Never fails but for want of memory: what the parser complains of is the announcement's `problem`, beside whatever
    could be read. At most `window.MAX_ENTRIES` entries are taken; `resume_at` says where the next pass goes on.

    Args:
        body: The document as it came, gzip taken off or not.
        url: Where it came from, for its relative links.
        content_type: The media type with its parameters, whose `charset` is respected.
        start: `resume_at` of the pass before; 0 begins at the top.
    """
    if body.startswith(_GZIP):
        unpacked = _unpack(body)
        if unpacked is None:
            return Announcement(problem="its gzip is broken, or holds more than 50 MB")
        body = unpacked
    beginning = body[:_SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    if beginning.startswith(b"{"):
        return json_feed.read(body, url=url, start=start)
    if _SITEMAP.search(_plain(beginning)):
        return sitemap.read(body, url=url, start=start)
    if not beginning.startswith(b"<") and (content_type or "").startswith("text/plain"):
        listed = sitemap.read_list(body, start=start)
        if listed is not None:
            return listed
    return syndication.read(body, url=url, content_type=content_type, start=start)


def look(body: bytes, *, url: str) -> SitePage:
    """Return what a web page is to somebody who looks for articles: one itself, or a way to others."""
    return site.read(body, url=url)


def _plain(beginning: bytes) -> bytes:
    """Return the beginning of a document in UTF-16 as ASCII, any other as it is."""
    return beginning.replace(b"\0", b"") if beginning[:2] in {b"\xff\xfe", b"\xfe\xff"} else beginning


def _unpack(body: bytes) -> bytes | None:
    """Return the first member of a gzip file, null where it is broken or too large."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(body, MAX_UNPACKED_BYTES)
    except zlib.error:
        return None
    return unpacked if unpacker.eof else None
