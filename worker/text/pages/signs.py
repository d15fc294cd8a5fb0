"""What a page shows about itself beside its text: whether it is a wall, a check, an error or a list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from worker.text import address
from worker.text.normalise import clean, squeeze
from worker.text.pages.draft import Signs
from worker.text.pages.markup import one_line

_MARKS = etree.XPath("//@id | //@class | //iframe/@src | //script/@src | //form/@action")
_SCRIPTS = etree.XPath("//script[not(@src)]/text()")
_CHALLENGE = re.compile(
    r"cf-challenge|challenge-(?:form|running|error|stage|container)|cf-(?:turnstile|error-details)|cf_chl_opt"
    r"|[gh]-?re?captcha|h-captcha|px-captcha|captcha-delivery\.com|_incapsula_|awswaf|gokuprops|kpsdk"
    r"|captcha-(?:container|form|box)|arkoselabs|friendly-?captcha|queue-it\.net|sec-if-cpt|perfdrive\.com",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"onetrust|sp_message|didomi|qc-cmp|cmpbox|cmp-(?:container|wall|modal)"
    r"|consent-(?:form|page|wall|overlay|dialog|modal)|cookie-?(?:wall|consent)|collectconsent|privacy-gate|gdpr"
    r"|usercentrics|cookiebot|iubenda|truste|axeptio|tcfapi|sourcepoint|con-wizard|quantcast|trustarc",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"pay-?wall|reg-?wall|meter-?(?:wall|modal)|subscri(?:be|ption|ber)-?(?:wall|offer|gate)|piano-(?:inline|modal|container)"
    r"|tp-container-inner|tp-modal|poool|premium-(?:gate|wall|barrier)|abo-?wall|article-?gate",
    re.IGNORECASE,
)
_BREAKING = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "label",
        "legend",
        "li",
        "main",
        "nav",
        "noscript",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "textarea",
        "th",
        "title",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset({"script", "style", "template", "svg", "head"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = ("h2", "h3", "h4")
_SENTENCE = re.compile(r"[.!?\u2026][\"'\u201d\u2019\u00bb)]*\Z")
_PROSE_WORDS = 8
_LINK_WORDS = 3
_MOST_LINES = 600
_MAX_LINE_CHARS = 3_000
_SCRIPT_CHARS = 4_000


def read(tree: HtmlElement, url: str | None = None) -> Signs:
    """Return the signs on the page in `tree`.

    Args:
        tree: The whole document, before an extractor has changed it.
        url: Where it was fetched from.
    """
    seen = _seen(tree)
    headings = [element for element in tree.iter(*_HEADINGS) if _ink("".join(element.itertext()))]
    in_links = sum(element.find(".//a") is not None or _is_in_link(element) for element in headings)
    marks = " ".join(map(str, _MARKS(tree)))
    scripts = "".join(str(script)[:_SCRIPT_CHARS] for script in _SCRIPTS(tree)) if seen.ink < _SCRIPT_CHARS else ""
    challenge, consent, paywall = (
        _CHALLENGE.search(f"{marks} {scripts}"),
        _CONSENT.search(marks),
        _PAYWALL.search(marks),
    )
    return Signs(
        titles=tuple(dict.fromkeys(text for element in tree.iter("title", "h1") if (text := one_line(element)))),
        lines=tuple(seen.lines[:_MOST_LINES]),
        link_share=seen.linked / max(1, seen.ink),
        links=seen.links,
        headings=len(headings),
        linked_headings=in_links,
        run=seen.longest,
        leads_home=_leads_home(tree, url),
        challenge=challenge[0] if challenge else None,
        consent=consent[0] if consent else None,
        paywall=paywall[0] if paywall else None,
    )


@dataclass(slots=True)
class _Seen:
    """What a visitor sees, gathered text by text; `run` counts the words of paragraphs that no other line parts."""

    lines: list[str] = field(default_factory=list)
    ink: int = 0
    linked: int = 0
    links: int = 0
    longest: int = 0
    run: int = 0
    pieces: list[str] = field(default_factory=list)
    free: list[str] = field(default_factory=list)

    def take(self, text: str, *, in_link: bool) -> None:
        """Add one text to the line."""
        own = _ink(text)
        if own:
            self.ink += own
            self.linked += own if in_link else 0
            self.links += in_link and len(text.split()) > _LINK_WORDS
            self.free.append("" if in_link else text)
        self.pieces.append(text)

    def end_line(self) -> None:
        """End the line; one of a link or a heading ends the run of prose, short ones and captions do not."""
        if line := squeeze(clean("".join(self.pieces))):
            self.lines.append(line[:_MAX_LINE_CHARS])
            words = len(line.split())
            if words >= _PROSE_WORDS and _SENTENCE.search(line) and "".join(self.free).strip():
                self.run += words
                self.longest = max(self.longest, self.run)
            elif words > _LINK_WORDS and not "".join(self.free).strip():
                self.run = 0
        self.pieces.clear()
        self.free.clear()


def _seen(tree: HtmlElement) -> _Seen:
    """Return what a visitor sees of the page."""
    seen = _Seen()
    for text, in_link, breaks in _texts(tree):
        if breaks:
            seen.end_line()
        seen.take(text, in_link=in_link)
    seen.end_line()
    return seen


def _texts(tree: HtmlElement) -> Iterator[tuple[str, bool, bool]]:
    """Yield each visible text with whether it lies in a link and whether a line begins with it."""
    body = tree.find("body") if tree.tag == "html" else tree
    unseen: HtmlElement | None = None
    depth = 0
    for event, node in etree.iterwalk(body if body is not None else tree, events=("start", "end")):
        breaks = node.tag in _BREAKING
        if event == "start":
            if unseen is None and (node.tag in _UNSEEN or node.get("hidden") is not None or _is_hidden(node)):
                unseen = node
            if unseen is None:
                depth += node.tag == "a"
                yield (node.text or "") if isinstance(node.tag, str) else "", depth > 0, breaks
        else:
            if unseen is None:
                depth -= node.tag == "a"
            elif unseen is node:
                unseen = None
            if unseen is None and node is not body:
                yield node.tail or "", depth > 0, breaks


def _is_hidden(node: HtmlElement) -> bool:
    """Whether an element's own style hides it."""
    style = node.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def _is_in_link(element: HtmlElement) -> bool:
    return next(element.iterancestors("a"), None) is not None


def _leads_home(tree: HtmlElement, url: str | None) -> bool:
    """Whether the page says to be the front page of its site while the address asked for is none."""
    if url is None or address.is_front(url):
        return False
    told = [
        element.get("href") or "" for element in tree.iter("link") if (element.get("rel") or "").lower() == "canonical"
    ]
    told += [element.get("content") or "" for element in tree.iter("meta") if element.get("property") == "og:url"]
    for link in told:
        try:
            absolute = urljoin(url, link.strip())
        except ValueError:
            continue
        if link and address.is_front(absolute) and address.host(absolute) is not None:
            return True
    return False


def _ink(text: str) -> int:
    """Return how many characters of `text` are no white space."""
    return len("".join(text.split()))
