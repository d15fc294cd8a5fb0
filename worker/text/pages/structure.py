"""Furniture that a page's structure shows: what is dropped before the article is looked for, and lines after it."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from worker.text.normalise import squeeze

_NAMED = etree.XPath("/html/body//*[@class or @id]")
_FURNITURE = re.compile(
    r"(?:author|writer|contributor|reporter)s?[-_]*(?:bio|content|info|box|card|about|desc|detail|profile)|\bbio\b"
    r"|newsletter|promo(?!t)|most-?(?:read|popular)|popular-|trending|recirc|swiper|carousel"
    r"|related-(?:content|stories|articles|links|posts|news)|(?<!has-)sidebar|footer"
    r"|lightbox|\bmodal|overlay|scrim|\bcta\b|-cta\b|\bcta-|disclosure|copyright"
    r"|comments?-?(?:section|area|list|form|container|wrapper)|disqus",
    re.IGNORECASE,
)
_CAPTION = re.compile("caption", re.IGNORECASE)
_BLOCKS = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "dd", "dt", "td", "figcaption", "blockquote", "section"}
)
_MOSTLY = 0.5
_ENDS = (".", "!", "?", "\u2026", ".\u201d", '."', ".'", "\u3002")
_MOST_FURNITURE_CHARS = 1_500
"""Up to this size an element that calls itself furniture is taken at its word: templates name whole pages so, too."""
_MAX_CAPTION_CHARS = 600
_MAX_LINK_LINE_CHARS = 600
_FEWEST_LINK_LETTERS = 20
_HEADINGS = ("h2", "h3", "h4", "p")
_MAX_PARTS = 12
_MIN_PART_CHARS = 300


def is_longer(element: HtmlElement, limit: int) -> bool:
    """Whether an element's text is longer than `limit` characters."""
    length = 0
    for text in element.itertext():
        length += len(text)
        if length > limit:
            return True
    return False


def drop_furniture(tree: HtmlElement) -> frozenset[str]:
    """Drop the elements that call themselves furniture; return the captions, which trafilatura tells less well.

    An element that is large or holds the heading stays, whatever it is called.
    """
    kinds: dict[str, int] = {}
    captions: list[HtmlElement] = list(tree.iter("figcaption"))
    for element in _NAMED(tree):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        kind = kinds.get(names)
        if kind is None:
            kind = 2 if _FURNITURE.search(names) else 1 if _CAPTION.search(names) else 0
            kinds[names] = kind
        if kind == 1 or element.get("itemprop") == "caption" or element.get("data-testid") == "caption":
            captions.append(element)
        elif kind and element.find(".//h1") is None and not is_longer(element, _MOST_FURNITURE_CHARS):
            element.drop_tree()
    return frozenset(line for element in captions for line in _caption(element))


def _caption(element: HtmlElement) -> Iterator[str]:
    """Yield a caption, and each line of one that has several."""
    if not is_longer(element, 2 * _MAX_CAPTION_CHARS):
        text = squeeze("".join(element.itertext()))
        if len(text) <= _MAX_CAPTION_CHARS:
            yield text
            yield from (squeeze("".join(part.itertext())) for part in element.iter("p", "span", "div"))


def link_lines(tree: HtmlElement) -> frozenset[str]:
    """Return the lines that are nothing but links, or mostly links and no sentence; links into the page are none."""
    linked: dict[HtmlElement, int] = {}
    found: set[str] = set()
    for link in tree.iter("a"):
        if link.get("href", "").startswith("#"):
            continue
        text = "".join(link.itertext())
        count = _letters(text)
        if count >= _FEWEST_LINK_LETTERS:
            found.add(squeeze(text))
            if len(link):
                found.update(squeeze("".join(part.itertext())) for part in link.iter(*_HEADINGS))
        if count and (block := _block(link)) is not None:
            linked[block] = linked.get(block, 0) + count
    for block, count in linked.items():
        if not is_longer(block, 2 * _MAX_LINK_LINE_CHARS):
            text = squeeze("".join(block.itertext()))
            share = count / max(1, _letters(text))
            if len(text) <= _MAX_LINK_LINE_CHARS and (share >= 1 or (share >= _MOSTLY and not text.endswith(_ENDS))):
                found.add(text)
    return frozenset(found)


def _block(element: HtmlElement) -> HtmlElement | None:
    """Return the block that an element stands in."""
    above = element.getparent()
    while above is not None and above.tag not in _BLOCKS:
        above = above.getparent()
    return above


def _letters(text: str) -> int:
    """Return how many letters and digits `text` has."""
    return sum(map(str.isalnum, text))


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
    return sum(len("".join(paragraph.itertext())) for paragraph in element.iterfind("p")) >= _MIN_PART_CHARS
