"""Markup into a tree, and all that a page shows into one string."""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from worker.text.normalise import clean

_DOCTYPE = re.compile(rb"<!DOCTYPE[^>]*>", re.IGNORECASE)
_HEAD_BYTES = 2_000
_LONG_TAG_CHARS = 20_000
_MOST_ATTRIBUTES = 5_000
_NAME = re.compile(r"<[a-zA-Z][^\s/]*")
_ATTRIBUTE = re.compile(
    r"\s+[a-zA-Z_:@][\w:.@-]{0,100}(?:\s?=\s?(?:\"[^\"]{0,1000}\"|'[^']{0,1000}'|[^\s\"'=<>]{1,1000}))?"
)
_NOTHING_ELSE = 0.9
"""From this share on a text behind a name is a tag's attributes; scripts have signs of less-than, too."""
SUBHEADINGS = frozenset({"h2", "h3", "h4"})
_UNSEEN = ("script", "style", "svg")
_BEHIND = ("template", "noscript")
"""Elements whose text readers do not see and extractors may look at."""
_CONTROLS = bytes((*range(9), *range(0x0B, 0x0D), *range(0x0E, 0x20), 0x7F))


def parse(markup: str) -> tuple[HtmlElement, str | None]:
    """Return the tree of a page, and what the parser complained of where it dropped part of it.

    Control characters are gone from it; texts taken out of it still have to pass `clean`.

    Raises:
        lxml.etree.ParserError: there is nothing but white space and comments.
    """
    parser = etree.HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    # lxml.html looks up a class for each element in Python, which costs a tenth of an extraction.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    markup, hostile = _tamed(markup)
    body = markup.encode("utf-8", "ignore")
    body = _DOCTYPE.sub(b"", body[:_HEAD_BYTES], count=1) + body[_HEAD_BYTES:]
    if any(control in body for control in _CONTROLS):
        body = body.translate(None, _CONTROLS)
    tree: HtmlElement = document_fromstring(body, parser=parser)  # type: ignore[arg-type]
    cut = next((entry.message for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"), None)
    return tree, cut or hostile


def _tamed(markup: str) -> tuple[str, str | None]:
    """Return `markup` without the attributes of tags that have thousands, and what was wrong with it.

    The parser compares each attribute with all before it: a hundred thousand of them would take it minutes.
    """
    kept: list[str] = []
    done = worst = 0
    for start, end in _long_pieces(markup):
        opening = markup.rfind("<", start, end)
        name = _NAME.match(markup, opening, end) if opening >= 0 else None
        found = [len(match[0]) for match in _ATTRIBUTE.finditer(markup, name.end(), end)] if name else []
        if name and len(found) > _MOST_ATTRIBUTES and sum(found) > _NOTHING_ELSE * (end - name.end()):
            kept.append(markup[done : name.end()])
            done = end
            worst = max(worst, len(found))
    return ("".join((*kept, markup[done:])), f"a tag with {worst} attributes") if worst else (markup, None)


def _long_pieces(markup: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what stands between two signs of greater-than, where that is as long as a hostile tag."""
    step = _LONG_TAG_CHARS // 2
    at = 0
    while at + step <= len(markup):  # a long piece takes up one of these steps whole
        if markup.find(">", at, at + step) >= 0:
            at += step
            continue
        start, end = markup.rfind(">", 0, at) + 1, markup.find(">", at)
        end = len(markup) if end < 0 else end
        if end - start >= _LONG_TAG_CHARS:
            yield start, end
        at = end


@lru_cache(maxsize=2)
def shown(markup: str) -> str:
    """Return all that a page shows, in its order and without white space: what a line is looked up in.

    The last two pages are remembered, the earlier and the later one of an article: each is asked for more than once.
    """
    try:
        tree, _ = parse(markup)
    except etree.ParserError:
        return ""
    etree.strip_elements(tree, *_UNSEEN, *_BEHIND, with_tail=False)
    return packed(text_of(tree) or "")


def text_of(tree: HtmlElement) -> str | None:
    """Return all the text in the body of a page whose scripts are gone; null where readers see only part of it."""
    if any(text_content(element).strip() for element in tree.iter(*_BEHIND)):
        return None
    body = tree.find("body")
    return text_content(tree if body is None else body)


def text_content(element: etree._Element) -> str:
    """Return all the text in an element, many times faster than piece by piece."""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def packed(text: str) -> str:
    """Return `text` clean and without white space."""
    return clean("".join(text.split()))
