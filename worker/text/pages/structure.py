"""Furniture that a page's structure shows: what is dropped before the article is looked for, and lines after it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache

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
)
_CAPTIONS = etree.XPath("//figcaption | //*[@itemprop='caption' or @data-testid='caption']")
_BLOCKS = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "dd", "dt", "td", "figcaption", "blockquote", "section"}
)
_MOSTLY = 0.5
_ENDS = (".", "!", "?", "\u2026", ".\u201d", '."', ".'", "\u3002")
_MOST_FURNITURE_CHARS = 1_500
"""Up to this size an element that calls itself furniture is taken at its word: templates name whole pages so, too."""
_MAX_CAPTION_CHARS = 600
_MAX_LINK_LINE_CHARS = 600
_FEWEST_LINK_INK = 20
_START = 8
_HEADINGS = ("h2", "h3", "h4", "p")
_MAX_PARTS = 12
_MIN_PART_CHARS = 300


class _Kind(Enum):
    FURNITURE = auto()
    CAPTION = auto()


def _is_large(element: HtmlElement) -> bool:
    """Whether an element is too large to be furniture, or holds the heading."""
    return is_longer(element, _MOST_FURNITURE_CHARS) or next(element.iter("h1"), None) is not None


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
    captions: list[HtmlElement] = [*_CAPTIONS(tree)]
    for element in _NAMED(tree):
        kind = _kind(element.get("class", "")) or _kind(element.get("id", ""))
        if kind is _Kind.CAPTION:
            captions.append(element)
        elif kind is _Kind.FURNITURE and not _is_large(element):
            element.drop_tree()
    return frozenset(line for element in captions for line in _caption(element))


@lru_cache(maxsize=20_000)
def _kind(name: str) -> "_Kind | None":
    """Return what an element with this class or id is; templates use the same names again and again."""
    lowered = name.lower()
    if _FURNITURE.search(lowered):
        return _Kind.FURNITURE
    return _Kind.CAPTION if "caption" in lowered else None


def _caption(element: HtmlElement) -> Iterator[str]:
    """Yield a caption, and each line of one that has several."""
    if not is_longer(element, 2 * _MAX_CAPTION_CHARS):
        text = squeeze("".join(element.itertext()))
        if len(text) <= _MAX_CAPTION_CHARS:
            yield text
            yield from (squeeze("".join(part.itertext())) for part in element.iter("p", "span", "div"))


def link_lines(lines: Sequence[str], tree: HtmlElement) -> frozenset[str]:
    """Return those of `lines` that are nothing but links, or mostly links and no sentence; links inside do not count.

    A page has far more links than an article has lines, so they are looked at by how they begin.
    """
    wanted = {line: _packed_start([line]) for line in lines if len(line) <= _MAX_LINK_LINE_CHARS}
    starts = frozenset(wanted.values())
    linked: dict[HtmlElement, int] = {}
    found: set[str] = set()
    for link in tree.iter("a"):
        if link.get("href", "").startswith("#"):
            continue
        text = "".join(link.itertext())
        count = _ink(text)
        if count >= _FEWEST_LINK_INK:
            if _packed_start([text]) in starts:
                found.add(squeeze(text))
            if len(link):
                found.update(squeeze("".join(part.itertext())) for part in link.iter(*_HEADINGS))
        if count and (block := _block(link)) is not None:
            linked[block] = linked.get(block, 0) + count
    for block, count in linked.items():
        if _packed_start(block.itertext()) in starts and not is_longer(block, 2 * _MAX_LINK_LINE_CHARS):
            text = squeeze("".join(block.itertext()))
            share = count / max(1, _ink(text))
            if share >= 1 or (share >= _MOSTLY and not text.endswith(_ENDS)):
                found.add(text)
    return frozenset(found & wanted.keys())


def _packed_start(texts: Iterable[str]) -> str:
    """Return how a text begins, without white space."""
    start = ""
    for text in texts:
        start += "".join(text[: 4 * _START].split())
        if len(start) >= _START:
            break
    return start[:_START]


def _block(element: HtmlElement) -> HtmlElement | None:
    """Return the block that an element stands in."""
    above = element.getparent()
    while above is not None and above.tag not in _BLOCKS:
        above = above.getparent()
    return above


def _ink(text: str) -> int:
    """Return how many characters of `text` are no white space."""
    return len("".join(text.split()))


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
