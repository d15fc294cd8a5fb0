"""What a page shows about itself beside its text: whether it is a wall, a check or a list."""

import re

from lxml import etree
from lxml.html import HtmlElement

from worker.text.normalise import clean, squeeze
from worker.text.pages.draft import Signs

_VISIBLE = etree.XPath(
    "/html/head/title/text() | //body//text()[not(ancestor::script or ancestor::style or ancestor::template)]"
)
_LINKED = etree.XPath("//body//a//text()")
_MARKS = etree.XPath("//@id | //@class | //iframe/@src | //script/@src | //form/@action")
_CHALLENGE = re.compile(
    r"cf-challenge|challenge-(?:form|running|error|stage)|cf-turnstile|cf_chl_opt|[gh]-?re?captcha|h-captcha|px-captcha"
    r"|captcha-delivery\.com|datadome|_incapsula_|awswaf|captcha-(?:container|form|box)|arkoselabs|perimeterx",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"onetrust|sp_message|didomi|qc-cmp|cmpbox|cmp-(?:container|wall)|consent-(?:form|page|wall|overlay|dialog|modal)|cookie-?wall"
    r"|collectconsent|privacy-gate|gdpr|usercentrics|cookiebot",
    re.IGNORECASE,
)
_PAYWALL = re.compile(r"pay-?wall|reg-?wall|subscri(?:be|ption)-?wall|piano-(?:inline|modal|container)", re.IGNORECASE)
_SHOWN_CHARS = 20_000


def read(tree: HtmlElement) -> Signs:
    """Return the signs on the page in `tree`."""
    shown = [str(text) for text in _VISIBLE(tree)]
    linked = sum(_ink(str(text)) for text in _LINKED(tree))
    marks = " ".join(map(str, _MARKS(tree)))
    challenge = _CHALLENGE.search(marks)
    consent = _CONSENT.search(marks)
    paywall = _PAYWALL.search(marks)
    return Signs(
        words=squeeze(clean(" ".join(shown)))[:_SHOWN_CHARS],
        link_share=linked / max(1, sum(map(_ink, shown))),
        challenge=challenge[0] if challenge else None,
        consent=consent[0] if consent else None,
        paywall=paywall[0] if paywall else None,
    )


def _ink(text: str) -> int:
    """Return how many characters of `text` are no white space."""
    return len("".join(text.split()))
