"""Markup into a tree, and all that a page shows into one string."""

import re

from lxml import etree
from lxml.html import HtmlElement, document_fromstring
from resiliparse.extract.html2text import extract_plain_text

from worker.text.normalise import clean

_DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>", re.IGNORECASE)
_HEAD_CHARS = 2_000
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
    head = _DOCTYPE.sub("", markup[:_HEAD_CHARS], count=1)
    body = (head + markup[_HEAD_CHARS:]).encode("utf-8", "ignore").translate(None, _CONTROLS)
    tree: HtmlElement = document_fromstring(body, parser=parser)  # type: ignore[arg-type]
    cut = next((entry.message for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"), None)
    return tree, cut


def shown(markup: str) -> str:
    """Return all that a page shows, in its order and without white space: what a line is looked up in."""
    return packed(extract_plain_text(markup, preserve_formatting=False, list_bullets=False, alt_texts=False))


def packed(text: str) -> str:
    """Return `text` clean and without white space."""
    return "".join(clean(text).split())
