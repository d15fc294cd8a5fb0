"""Furniture that a page's structure shows, dropped before the article is looked for."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from itertools import islice
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement

from worker.text.normalise import squeeze
from worker.text.pages.tree import text_content

_ABOUT = r"s?[-_]*(?:bio|content|info|box|card|about|desc|detail|profile)"
_FURNITURE = re.compile(
    rf"author{_ABOUT}|writer{_ABOUT}|contributor{_ABOUT}|reporter{_ABOUT}|bio(?<=\bbio)\b"
    r"|newsletter|promo(?!t)|most-?(?:read|popular)|popular-|trending|recirc|swiper|carousel"
    r"|related-(?:content|stories|articles|links|posts|news)|sidebar(?<!has-sidebar)|footer"
    r"|lightbox|modal(?<=\bmodal)|overlay|scrim|cta(?<=\bcta)\b|disclosure|copyright"
    r"|comments?-?(?:section|area|list|form|container|wrapper)|disqus",
)
"""Each name begins with a letter, at which it is looked for: a `\b` in front would take thrice as long."""
_LINKS = etree.XPath("count(//a)")
_MOST_FURNITURE_CHARS = 1_500
"""Up to this size an element that calls itself furniture is taken at its word: templates name whole pages so, too."""
_MAX_CAPTION_CHARS = 600
_MOST_LINKS = 10_000
"""More are no article's; extractors compare them with each other, and would take minutes."""
_MAX_PARTS = 12
_PICTURE_BLOCKS = frozenset({"div", "p", "center", "td"})
_MAX_TITLE_CHARS = 200
_PICTURE_DEPTH = 4
_CLOSING = "\"'\u201d\u2019\u00bb)"
_ENDS = (".", "!", "?", "\u2026", ":")
_TITLES = ("h2", "h3", "h4", "h5")
_FEWEST_TEASERS = 3
_MAX_TEASER_CHARS = 300
_TEASER_DEPTH = 4
"""So many elements at most lie between a headline and the teaser that it heads."""
_MIN_PART_CHARS = 300


def _is_large(element: HtmlElement) -> bool:
    """Whether an element is too large to be furniture, or holds the heading."""
    return is_longer(element, _MOST_FURNITURE_CHARS) or next(element.iter("h1"), None) is not None


def is_longer(element: HtmlElement, limit: int) -> bool:
    """Whether an element's text is longer than `limit` characters, white space around its parts aside."""
    if len(text_content(element)) <= limit:
        return False
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if length > limit:
            return True
    return False


def drop_furniture(tree: HtmlElement) -> frozenset[str]:
    """Drop the elements that call themselves furniture; return the captions, which trafilatura tells less well.

    An element that is large or holds the heading stays, whatever it is called.
    """
    if _LINKS(tree) > _MOST_LINKS:
        etree.strip_tags(tree, "a")
    for element in _teasers(tree):
        element.drop_tree()
    captions: list[HtmlElement] = []
    body = tree.find("body")
    for element in [] if body is None else [*body.iterdescendants()]:
        get = element.get
        kind = _kind(get("class", "")) or _kind(get("id", ""))
        if kind == "caption" or _is_marked_caption(element):
            captions.append(element)
        if kind == "furniture" and not _is_large(element):
            element.drop_tree()
    return frozenset(line for element in captions for line in _caption(element)) | _picture_titles(tree)


def _picture_titles(tree: HtmlElement) -> frozenset[str]:
    """Return what stands alone in a block beside a picture and is no sentence: a caption that is not called one."""
    found: set[str] = set()
    for picture in tree.iter("img"):
        for block in islice(picture.iterancestors(), _PICTURE_DEPTH):
            if block.tag in _PICTURE_BLOCKS and (text := squeeze(text_content(block))):
                is_title = not text.rstrip(_CLOSING).endswith(_ENDS) and block.find(".//p") is None
                if is_title and not is_longer(block, _MAX_TITLE_CHARS):
                    found.add(text)
                break
    return frozenset(found)


def _is_marked_caption(element: HtmlElement) -> bool:
    """Whether the markup says of an element that it is a caption, whatever its class."""
    return element.tag == "figcaption" or "caption" in (element.get("itemprop"), element.get("data-testid"))


def _teasers(tree: HtmlElement) -> list[HtmlElement]:
    """Return the teasers of other articles: short elements in a row, each with a headline that is all link.

    Where they hold most of the page's paragraphs, they are the sections of the article.
    """
    rows: dict[HtmlElement, dict[HtmlElement, None]] = {}
    is_too_long = cache(partial(is_longer, limit=_MAX_TEASER_CHARS))
    for title in tree.iter(*_TITLES):
        if not _is_all_link(title):
            continue
        for teaser in islice(title.iterancestors(), _TEASER_DEPTH):
            row = teaser.getparent()
            if row is None or is_too_long(teaser):
                break
            rows.setdefault(row, {})[teaser] = None
    teasers = [teaser for row in rows.values() if len(row) >= _FEWEST_TEASERS for teaser in row]
    theirs = sum(map(_prose, teasers))
    return teasers if theirs == 0 or 2 * theirs <= _prose(tree) else []


def _prose(element: HtmlElement) -> int:
    """Return how many characters the paragraphs in an element have."""
    return sum(len(text.strip()) for paragraph in element.iter("p") for text in paragraph.itertext())


def _is_all_link(element: HtmlElement) -> bool:
    """Whether all that an element says is in links, or it lies in one itself."""
    linked = [word for link in element.iter("a") for word in text_content(link).split()]
    if not linked and next(element.iterancestors("a"), None) is None:
        return False
    text = text_content(element).split()
    return bool(text) and (text == linked or not linked)


@lru_cache(maxsize=20_000)
def _kind(name: str) -> Literal["furniture", "caption"] | None:
    """Return what an element with this class or id is; templates use the same names again and again."""
    lowered = name.lower()
    if _FURNITURE.search(lowered):
        return "furniture"
    return "caption" if "caption" in lowered else None


def _caption(element: HtmlElement) -> Iterator[str]:
    """Yield a caption, and each line of one that has several."""
    if not is_longer(element, 2 * _MAX_CAPTION_CHARS):
        text = squeeze(text_content(element))
        if len(text) <= _MAX_CAPTION_CHARS:
            yield text
            yield from (squeeze(text_content(part)) for part in element.iter("p", "span", "div"))


def join_split_body(tree: HtmlElement) -> None:
    """Move the parts of a body that advertising splits into several equal containers into the first of them.

    Extractors choose one container, and would lose the others. The class stays, so that what an extractor drops by
    class, such as comments, is dropped as before.
    """
    parts: dict[tuple[str, str], list[HtmlElement]] = {}
    for element in tree.iter("div", "section"):
        name = element.get("class")
        if name and len(element.findall("p")) > 1:
            parts.setdefault((str(element.tag), name), []).append(element)
    for first, *others in parts.values():
        for other in others if len(others) < _MAX_PARTS else ():
            if first not in other.iterancestors() and _is_prose(first) and _is_prose(other):
                first.extend(list(other))


def _is_prose(element: HtmlElement) -> bool:
    """Whether the paragraphs directly in `element` are running text."""
    return sum(len(text_content(paragraph)) for paragraph in element.iterfind("p")) >= _MIN_PART_CHARS
