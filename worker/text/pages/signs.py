"""What a page shows about itself beside its text: whether it is a wall, a check, an error or a list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from worker.text import address
from worker.text.normalise import clean, squeeze
from worker.text.pages import marks
from worker.text.pages.draft import Signs
from worker.text.pages.markup import one_line
from worker.text.pages.tree import SUBHEADINGS, text_content

_LINKS = etree.XPath("count(//a[@href])")
_BUTTONS = etree.XPath(
    "count(//button | //input[@type='submit' or @type='button'] | //*[@role='button']"
    " | //a[contains(@class, 'btn') or contains(@class, 'button')])"
)
_ROBOTS = etree.XPath("//meta[@name='robots' or @name='ROBOTS' or @NAME='robots']/@content")
_REFRESH = etree.XPath("//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']/@content")
_TARGET = re.compile(r"url\s*=\s*['\"]?([^'\"\s>]+)", re.IGNORECASE)
BREAKING = frozenset(
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
"""Elements that end a line of what a reader sees."""
_LINK, _MENU, _ASIDE = range(3)
_PLACES = {"a": _LINK, "nav": _MENU, "header": _MENU, "footer": _MENU, "aside": _ASIDE}
_UNSEEN = frozenset({"script", "style", "template", "svg", "head"})
_MAIN = ("h1", "h2", "title")
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
    headings = [element for element in tree.iter(*SUBHEADINGS) if _ink(text_content(element))]
    in_links = sum(element.find(".//a") is not None or _is_in_link(element) for element in headings)
    found = marks.read(tree, with_scripts=seen.ink < _SCRIPT_CHARS)
    return Signs(
        titles=tuple(dict.fromkeys(text for element in _titles(tree) if (text := one_line(element)))),
        heading=next((text for tag in _MAIN for element in tree.iter(tag) if (text := one_line(element))), None),
        lines=tuple(seen.lines[:_MOST_LINES]),
        beside=frozenset(seen.beside),
        link_share=seen.linked / max(1, seen.ink),
        links=seen.links,
        headings=len(headings),
        linked_headings=in_links,
        run=seen.longest,
        lead=seen.lead,
        teasers=seen.teasers,
        leads_home=_leads_home(tree, url),
        challenge=found.challenge,
        consent=found.consent,
        paywall=found.paywall,
        offer=found.offer,
        anchors=int(_LINKS(tree)),
        buttons=int(_BUTTONS(tree)),
        is_kept_out="noindex" in " ".join(map(str, _ROBOTS(tree))).lower(),
        leads_on=next((match[1] for told in _REFRESH(tree) if (match := _TARGET.search(str(told)))), None),
    )


def _titles(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the page's title, pictures having titles too, and its headings of the first order."""
    yield from islice(tree.iter("title"), 1)
    yield from tree.iter("h1")


@dataclass(slots=True)
class _Seen:
    """What a visitor sees, gathered text by text; `run` counts the words of paragraphs that no other line parts."""

    lines: list[str] = field(default_factory=list)
    ink: int = 0
    linked: int = 0
    links: int = 0
    longest: int = 0
    run: int = 0
    lead: int = 0
    teasers: int = 0
    is_under_headline: bool | None = None
    """Whether the line before was a headline of another article; null above the first."""
    pieces: list[str] = field(default_factory=list)
    free: list[str] = field(default_factory=list)
    inked: int = 0
    """Characters of the line so far, as `ink` has them of all lines."""
    headlines: int = 0
    """Links of the line that are as long as headlines."""
    is_menu: bool = True
    beside: list[str] = field(default_factory=list)
    """Those of the lines that stand in an aside."""

    def take(self, text: str, *, in_link: bool, in_menu: bool) -> None:
        """Add one text to the line."""
        if own := _ink(text):
            self.inked += own
            self.linked += own if in_link else 0
            self.headlines += in_link and len(text.split()) > _LINK_WORDS
            self.free.append("" if in_link else text)
            self.is_menu = self.is_menu and in_link and in_menu
        self.pieces.append(text)

    def end_line(self, *, in_aside: bool = False) -> None:
        """End the line; one of a link or a heading ends the run of prose, short ones and captions do not.

        A link by itself in the site's header, menu or footer is left out: it is there whatever the page is.
        """
        if self.inked and self.is_menu:
            self.linked -= self.inked
        elif line := squeeze(clean("".join(self.pieces))):
            self.ink += self.inked
            self.links += self.headlines
            self.lines.append(line[:_MAX_LINE_CHARS])
            if in_aside:
                self.beside.append(self.lines[-1])
            self._count(line, is_link=not "".join(self.free).strip())
        self.pieces.clear()
        self.free.clear()
        self.inked = self.headlines = 0
        self.is_menu = True

    def _count(self, line: str, *, is_link: bool) -> None:
        """Count a line to the prose or to the headlines of other articles."""
        words = len(line.split())
        if is_link and words > _LINK_WORDS:
            self.run = 0
            self.is_under_headline = True
            return
        if not is_link and self.is_under_headline:
            self.teasers += 1
            self.is_under_headline = False
        if words >= _PROSE_WORDS and _SENTENCE.search(line) and not is_link:
            self.run += words
            self.longest = max(self.longest, self.run)
            self.lead += words if self.is_under_headline is None else 0


def _seen(tree: HtmlElement) -> _Seen:
    """Return what a visitor sees of the page."""
    seen = _Seen()
    was_aside = False
    for text, depth, breaks in _texts(tree):
        if breaks:
            if seen.pieces:
                seen.end_line(in_aside=was_aside)
            was_aside = depth[_ASIDE] > 0
        if text:
            seen.take(text, in_link=depth[_LINK] > 0, in_menu=depth[_MENU] > 0)
    seen.end_line(in_aside=was_aside)
    return seen


def _texts(tree: HtmlElement) -> Iterator[tuple[str, Sequence[int], bool]]:
    """Yield each visible text, how many links, menus and asides it lies in, and whether a line begins with it."""
    body = tree.find("body") if tree.tag == "html" else tree
    unseen: HtmlElement | None = None
    depth = [0, 0, 0]
    for event, node in etree.iterwalk(body if body is not None else tree, events=("start", "end")):
        tag = node.tag
        if event == "start":
            if unseen is None:
                if tag in _UNSEEN or node.get("hidden") is not None or marks.is_hidden(node):
                    unseen = node
                    continue
                if tag in _PLACES:
                    depth[_PLACES[tag]] += 1
                yield (node.text or "") if isinstance(tag, str) else "", depth, tag in BREAKING
        else:
            if unseen is None:
                if tag in _PLACES:
                    depth[_PLACES[tag]] -= 1
            elif unseen is node:
                unseen = None
            if unseen is None and node is not body:
                yield node.tail or "", depth, tag in BREAKING


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
