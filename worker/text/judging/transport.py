"""What status, headers and the bytes themselves tell of an answer, before anything in it is read."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urljoin

from schemas.article import Verdict, VerdictKind
from schemas.page import Page
from worker.text import address
from worker.text.feeds.entry_page import ENTRY_TYPE
from worker.text.judging.finding import finding

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", ""})
PLAIN_TYPES = frozenset({"text/plain"})

_MISSING = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_BLOCKED = frozenset({401, 403, 407, 429, 451, 503})
# A header that only a refused visitor gets, and how its value begins.
_REFUSALS = (
    ("cf-mitigated", ""),
    ("x-amzn-waf-action", ""),
    ("x-dd-b", ""),
    ("x-sucuri-block", ""),
    ("x-vercel-mitigated", ""),
    ("x-datadome", "blocked"),
    ("x-datadome-response", "403"),
)
# Headers that every visitor of a guarded site gets: they count where there is little text.
_GUARDS = (
    "x-datadome",
    "x-dd-type",
    "x-px-block",
    "x-kpsdk-ct",
    "x-iinfo",
    "x-sucuri-id",
    "x-distil-cs",
    "retry-after",
)
_CONSENT_ADDRESS = re.compile(
    r"^https?://(?:consent|guce|cmp|myprivacy|privacy(?:-?gate)?|cookies?|zustimmung|einwilligung)\."
    r"|/(?:consent|cookie-?(?:wall|consent)|privacy-?(?:gate|wall)|zustimmung|einwilligung|consentement|consenso"
    r"|consentimiento|consentimento|toestemming|collectConsent)(?:[/?#]|$)",
    re.IGNORECASE,
)
_TAIL_BYTES = 20_000
_CLOSED = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_EXPLICIT = re.compile(rb"<(?:html|body)[\s>]", re.IGNORECASE)
_OPEN_TAG = re.compile(rb"<(?:[a-zA-Z/!][^<>]*)?\Z")
_OPEN_COMMENT = re.compile(rb"<!--(?:(?!-->).)*\Z", re.DOTALL)
_OPENS = re.compile(rb"<(?:div|article|main|section|ul|ol|table|script|style|svg)[\s>]", re.IGNORECASE)
_CLOSES = re.compile(rb"</(?:div|article|main|section|ul|ol|table|script|style|svg)\s*>", re.IGNORECASE)
_MOST_OPEN = 1
"""Elements that a careless template leaves open without any part of it missing."""
_MID_TEXT = re.compile(rb"[\w,]\s*\Z")


def media_type(page: Page) -> str:
    """Return the page's media type in lower case, without parameters; empty where the answer named none."""
    return page.content_type.partition(";")[0].strip().lower()


def by_status(page: Page) -> Iterator[Verdict]:
    """Judge by headers that only refusals have, and by status."""
    for name, start in _REFUSALS:
        held = page.headers.get(name)
        if held is not None and held.lower().startswith(start):
            yield finding(VerdictKind.BLOCKED, "a header says that the request was stopped", f"{name}: {held}")
    if page.status in _MISSING:
        yield finding(VerdictKind.MISSING, f"HTTP {page.status}", str(page.status))
    if page.status == HTTPStatus.PAYMENT_REQUIRED:
        yield finding(VerdictKind.PAYWALL, f"HTTP {page.status}: payment is required", str(page.status))
    if page.status in _BLOCKED:
        wait = page.headers.get("retry-after")
        evidence = f"{page.status}, retry-after: {wait}" if wait else str(page.status)
        yield finding(VerdictKind.BLOCKED, f"HTTP {page.status}", evidence)
    if page.status >= HTTPStatus.BAD_REQUEST:
        yield finding(VerdictKind.BLOCKED, f"HTTP {page.status}: the page was not served", str(page.status))
    if HTTPStatus.MULTIPLE_CHOICES <= page.status < HTTPStatus.BAD_REQUEST:
        yield elsewhere(page, page.headers.get("location", ""))


def by_body(page: Page) -> Iterator[Verdict]:
    """Judge by completeness and media type."""
    if not page.complete:
        yield finding(VerdictKind.TRUNCATED, "the body was cut short on its way", f"{len(page.body)} bytes came")
    if page.status == HTTPStatus.ACCEPTED and not page.body.strip():
        yield finding(VerdictKind.BLOCKED, "an empty answer that is to be asked for again", str(page.status))
    if not page.body.strip():
        yield finding(VerdictKind.EMPTY, "the body is empty", f"{len(page.body)} bytes")
    if media_type(page) not in HTML_TYPES | PLAIN_TYPES | {ENTRY_TYPE}:
        yield finding(VerdictKind.EMPTY, "it is neither HTML nor plain text", page.content_type)
    if (sign := _cut_short(page)) is not None:
        yield finding(VerdictKind.TRUNCATED, "the body ends in the middle", sign)


def guard(page: Page) -> str | None:
    """Return the header of a guard that looks at visitors, if there is one."""
    held = next((name for name in _GUARDS if name in page.headers), None)
    return f"{held}: {page.headers[held]}" if held else None


def elsewhere(page: Page, link: str) -> Verdict:
    """Judge an answer that leads elsewhere by `link` and was not followed."""
    target = urljoin(page.url or "", link)
    if asks_consent(target):
        return finding(VerdictKind.CONSENT, "it leads to a page that asks for consent", target)
    if target and address.is_front(target):
        return finding(VerdictKind.MISSING, "it leads to the front page", target)
    return finding(VerdictKind.EMPTY, f"HTTP {page.status}: it leads elsewhere", target or str(page.status))


def asks_consent(url: str | None) -> bool:
    """Whether an address is that of a page which asks for consent."""
    return url is not None and _CONSENT_ADDRESS.search(url) is not None


def _cut_short(page: Page) -> str | None:
    """Return what shows that an HTML body which is said to be whole is not.

    A body whose length can be compared with its header is short of that; and a page that opens an html or body tag,
    and closes neither, ends in a tag, a comment or the middle of a sentence, or leaves several elements open.
    """
    body = page.body.rstrip()
    if media_type(page) not in HTML_TYPES or _CLOSED.search(body[-_TAIL_BYTES:]):
        return None
    announced = page.headers.get("content-length", "")
    is_plain = page.headers.get("content-encoding", "identity").lower() in {"", "identity"}
    if is_plain and announced.isdecimal() and len(page.body) < int(announced):
        return f"content-length: {announced}, {len(page.body)} bytes came"
    if not _EXPLICIT.search(body[:_TAIL_BYTES]):
        return None
    tail = body[-_TAIL_BYTES:]
    missing = len(_OPENS.findall(body)) - len(_CLOSES.findall(body))
    if missing > _MOST_OPEN or any(pattern.search(tail) for pattern in (_OPEN_TAG, _OPEN_COMMENT, _MID_TEXT)):
        return f"{missing} elements are not closed at its end: {tail[-60:].decode('utf-8', 'replace')}"
    return None
