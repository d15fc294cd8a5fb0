"""What an answer turned out to be: the first honest depth at which that shows.

Status, then headers, then transport, then the parser, then structure, and words last of all and for short texts alone:
an article about captchas is an article.
"""

import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit

from schemas.article import Verdict, VerdictKind
from schemas.page import Page
from worker.text.pages.draft import Draft

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", ""})
PLAIN_TYPES = frozenset({"text/plain"})

_MISSING = frozenset({404, 410})
_BLOCKED = frozenset({401, 403, 407, 429, 451, 503})
_FIRST_ERROR = 400
_BLOCK_HEADERS = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", ""),
    ("x-datadome", "protected"),
)

_SHORT_WORDS = 150
"""Up to this length the words of a text may show that it is no article."""
_TINY_WORDS = 40
"""Up to this length the words around it, menus and banners included, may show that as well."""
_TEASER_WORDS = 120
"""Up to this length what is left outside a paywall is a teaser."""
_FEWEST_WORDS = 12
"""Below this an article has to say that it is one."""
_LISTING_LINKS = 0.6
_EVIDENCE_CHARS = 160
_UNFINISHED = ("...", "\u2026")


def _any(*patterns: str) -> re.Pattern[str]:
    """Return a pattern for any of `patterns`, without regard to case or the kind of apostrophe."""
    return re.compile("|".join(patterns).replace("'", "['\u2019]"), re.IGNORECASE)


_CHALLENGE = _any(
    r"checking (?:if the site connection is secure|your browser)",
    r"verify(?:ing)? (?:that )?you are (?:a )?human|are you a (?:robot|human)\b",
    r"(?:prove|confirm) (?:that )?you(?:'re| are) (?:not a robot|a human|human)",
    r"unusual (?:traffic|activity) (?:from|on)",
    r"enable javascript and cookies to continue|please enable (?:js|javascript|cookies)",
    r"pardon our interruption|access (?:to this page has been |to this page is )?denied",
    r"you have been blocked|your request (?:was|has been) blocked|request unsuccessful",
    r"just a moment\.\.\.|complete the (?:security check|captcha)|ddos protection by|press (?:&|and) hold",
)
_CONSENT = _any(
    r"before you continue",
    r"we,? (?:and our (?:\d+ )?partners,? )?(?:use|store|value) (?:and/or access )?"
    r"(?:cookies|information|your privacy)",
    r"(?:accept|reject|agree to) all\b",
    r"manage (?:your )?(?:cookies?|privacy|consent) (?:settings|preferences|choices|options)",
    r"manage (?:settings|options)",
    r"your privacy (?:choices|matters)|privacy and cookie (?:settings|policy)",
    r"consent to (?:the use of )?cookies",
)
_PAYWALL = _any(
    r"subscribe (?:now )?to (?:continue|keep|read)|to (?:continue|keep) reading",
    r"already a (?:subscriber|member)|subscribers? only|(?:exclusively|only) for subscribers",
    r"(?:read|unlock) (?:the (?:full|rest of the|rest of this)|this) (?:article|story)",
    r"(?:sign in|log ?in|register) to (?:continue|read)|you've reached your (?:limit|free|monthly)",
    r"this (?:article|content|story) is (?:only )?(?:for|available to) (?:subscribers|members|paying)",
)
_GONE = _any(
    r"page (?:not|can(?:no|')t be|could not be) found",
    r"404 (?:error|not found|page)|error 404",
    r"no longer (?:available|exists?)|(?:page|article|story) (?:does not|doesn't) exist",
    r"(?:page|article|story) (?:has been|was) (?:removed|deleted|moved)",
    r"(?:page|article|story) you(?:'re| are| were)? (?:looking for|requested|tried)",
)
_GONE_TITLE = _any(
    r"\W*(?:error\W+)?404\b",
    r"\W*(?:sorry\W+)?(?:page|article|story|content)? ?(?:was )?not found\b",
    r"\W*page unavailable",
)


def judge(page: Page, draft: Draft) -> Verdict:
    """Return what `page` is, given what its reader made of it.

    Args:
        page: The answer, with its status and headers.
        draft: What was found in its body; may be empty.
    """
    rules = chain(_by_transport(page), _by_structure(page, draft), _by_words(page, draft), _by_length(draft))
    return next(rules, _verdict(VerdictKind.ARTICLE, "it holds an article", f"{draft.words} words"))


def media_type(page: Page) -> str:
    """Return the page's media type in lower case, without parameters; empty where the answer named none."""
    return page.content_type.partition(";")[0].strip().lower()


def _verdict(kind: VerdictKind, reason: str, evidence: str) -> Verdict:
    """Return a verdict with its evidence cut to a line."""
    return Verdict.model_validate({"is": kind, "reason": reason, "evidence": evidence[:_EVIDENCE_CHARS]})


def _by_transport(page: Page) -> Iterator[Verdict]:
    """Judge by status, headers, completeness and media type."""
    if page.status in _MISSING:
        yield _verdict(VerdictKind.MISSING, f"HTTP {page.status}", str(page.status))
    if page.status in _BLOCKED:
        yield _verdict(VerdictKind.BLOCKED, f"HTTP {page.status}", str(page.status))
    for name, sign in _BLOCK_HEADERS:
        held = page.headers.get(name)
        if held is not None and sign in held.lower():
            yield _verdict(VerdictKind.BLOCKED, "a header says that the request was stopped", f"{name}: {held}")
    if page.status >= _FIRST_ERROR:
        yield _verdict(VerdictKind.BLOCKED, f"HTTP {page.status}: the page was not served", str(page.status))
    if not page.complete:
        yield _verdict(VerdictKind.TRUNCATED, "the body was cut short on its way", f"{len(page.body)} bytes came")
    if not page.body.strip():
        yield _verdict(VerdictKind.EMPTY, "the body is empty", f"{len(page.body)} bytes")
    if media_type(page) not in HTML_TYPES | PLAIN_TYPES:
        yield _verdict(VerdictKind.EMPTY, "it is neither HTML nor plain text", page.content_type)


def _by_structure(page: Page, draft: Draft) -> Iterator[Verdict]:
    """Judge by what the parser dropped, by metadata, by challenge markup and by the share of links."""
    data, signs = draft.metadata, draft.signs
    if draft.cut is not None:
        yield _verdict(VerdictKind.TRUNCATED, "part of the page could not be read", draft.cut)
    if data.paid and draft.words < _TEASER_WORDS and (shown := _wall(draft)):
        reason = "its metadata say that it is not free, and little text is there"
        yield _verdict(VerdictKind.PAYWALL, reason, f"isAccessibleForFree: false; {shown}")
    if _says_article(draft):
        return
    if _GONE_TITLE.match(data.title or ""):
        yield _verdict(VerdictKind.MISSING, "its title says that the page is not there", data.title or "")
    if signs.challenge and draft.words < _SHORT_WORDS and _CHALLENGE.search(signs.words):
        yield _verdict(VerdictKind.BLOCKED, "a check of the visitor stands in place of the article", signs.challenge)
    if _is_front(page.url) and draft.words < _SHORT_WORDS and signs.link_share > _LISTING_LINKS:
        yield _verdict(VerdictKind.LISTING, "a front page of links", f"links are {signs.link_share:.0%} of the page")


def _wall(draft: Draft) -> str | None:
    """Return what shows that a paid article's text is but a teaser: agencies' short reports are paid, and whole."""
    if draft.words < _TINY_WORDS:
        return f"{draft.words} words"
    if draft.paragraphs[-1].endswith(_UNFINISHED):
        return draft.paragraphs[-1][-(_EVIDENCE_CHARS // 4) :]
    match = _PAYWALL.search(draft.signs.words)
    return match[0] if match else draft.signs.paywall


def _says_article(draft: Draft) -> bool:
    """Whether the page calls itself an article and has the text to show for it."""
    return draft.metadata.says_article and draft.words >= _FEWEST_WORDS


def _is_front(url: str | None) -> bool:
    """Whether `url` is a site's front page."""
    parts = urlsplit(url or "urn:none")
    return parts.scheme != "urn" and parts.path in {"", "/"} and not parts.query


def _by_words(page: Page, draft: Draft) -> Iterator[Verdict]:
    """Judge a short page by its words; a tiny one that does not call itself an article by those around it, too.

    Plain text comes from people, and is what they took it for.
    """
    if draft.words >= _SHORT_WORDS or media_type(page) in PLAIN_TYPES:
        return
    tiny = draft.words < _TINY_WORDS and not _says_article(draft)
    text = "\n".join([draft.metadata.title or "", *draft.paragraphs, draft.signs.words if tiny else ""])
    if match := _PAYWALL.search(text):
        yield _verdict(VerdictKind.PAYWALL, "it asks for a subscription and holds a teaser", match[0])
    if _says_article(draft):
        return
    if match := _CHALLENGE.search(text):
        yield _verdict(VerdictKind.BLOCKED, "it asks for proof of a human visitor", match[0])
    asked = [match[0] for match in _CONSENT.finditer(text)]
    if len(asked) > 1 or (asked and draft.signs.consent):
        yield _verdict(VerdictKind.CONSENT, "it asks for consent and holds no article", "; ".join(asked))
    if tiny and (match := _GONE.search(text)):
        yield _verdict(VerdictKind.MISSING, "it says that the page is not there", match[0])


def _by_length(draft: Draft) -> Iterator[Verdict]:
    """Judge by whether there is text at all."""
    if not draft.words or (draft.signs.words and draft.words < _FEWEST_WORDS and not draft.metadata.says_article):
        if draft.signs.link_share > _LISTING_LINKS:
            yield _verdict(VerdictKind.LISTING, "links and no prose", f"links are {draft.signs.link_share:.0%} of it")
        yield _verdict(VerdictKind.EMPTY, "no article was found in the page", f"{draft.words} words")
