"""An HTML page into a draft: trafilatura finds the article, line filters take out what it leaves of the furniture."""

import re
from collections.abc import Iterator
from configparser import ConfigParser
from copy import copy
from dataclasses import replace
from datetime import datetime

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.core import bare_extraction
from trafilatura.metadata import Document
from trafilatura.settings import DEFAULT_CONFIG

from worker.text.normalise import clean, squeeze
from worker.text.pages import furniture, jsonld, metadata, signs
from worker.text.pages.draft import Draft

BRIEF_WORDS = 300
"""Below this many words a page is looked at for signs of being no article; so is one that does not say it is."""

_DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>", re.IGNORECASE)
_BLOCKS = (
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "div",
    "dd",
    "dt",
    "td",
    "figcaption",
    "blockquote",
    "section",
)
_CAPTIONS = etree.XPath(
    "//figcaption | //*[contains(translate(@class, 'CAPTION', 'caption'), 'caption')]"
    " | //*[@data-testid='caption' or @itemprop='caption']"
)
_BREAK = "\x1e"  # stands for a line break; clean text has no control characters
_LINE_BREAKS = re.compile(rf"\s*{_BREAK}[\s{_BREAK}]*")
_CLOSING = "\"'\u201d\u2019)"
_ENDINGS = (".", "!", "?", "\u2026")
_INLINE = frozenset({"hi", "ref", "del", "code", "graphic", "span", "lb"})
_MAX_PARTS = 12
_MIN_PART_CHARS = 300
_MAX_LINK_LINE_CHARS = 300
_MAX_CAPTION_CHARS = 600


def _config() -> ConfigParser:
    """Return trafilatura's settings with no lower bound on size: how short is too short is the verdict's question."""
    config = copy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_OUTPUT_SIZE"] = "0"
    config["DEFAULT"]["MIN_OUTPUT_COMM_SIZE"] = "0"
    return config


_CONFIG = _config()


def read(markup: str, *, url: str | None, before: datetime) -> Draft:
    """Return the article in `markup`.

    Args:
        markup: The page, clean.
        url: Its address, for links without a host and for telling whether the canonical address is believable.
        before: When the page was fetched; no date it shows can be later.
    """
    parser = HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(_DOCTYPE.sub("", markup, count=1).encode(), parser=parser)
    except etree.ParserError:
        # Nothing but white space and comments.
        return Draft()
    cut = next((entry.message for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"), None)
    data = jsonld.read(tree, url)
    found = metadata.read(tree, data, url=url, before=before)
    unwanted = frozenset({*_link_lines(tree), *_captions(tree)})
    _join_split_body(tree)
    try:
        lines = _paragraphs(tree)
    except Exception as error:  # noqa: BLE001 - trafilatura promises nothing about hostile markup; the verdict tells
        lines, cut = [], f"trafilatura failed: {type(error).__name__}: {error}"
    paragraphs = furniture.without(lines, title=found.title, unwanted=unwanted)
    draft = Draft(paragraphs=paragraphs, metadata=found, cut=cut)
    looked_at = draft.words < BRIEF_WORDS or not found.says_article
    return replace(draft, signs=signs.read(tree, url)) if looked_at else draft


def _join_split_body(tree: HtmlElement) -> None:
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


def _paragraphs(tree: HtmlElement) -> list[str]:
    """Return what trafilatura takes to be the article, one string for each paragraph."""
    document = bare_extraction(tree, include_comments=False, config=_CONFIG)
    if not isinstance(document, Document):
        return []
    return [text for raw in _blocks(document.body) if (text := squeeze(clean(raw)))]


def _blocks(element: etree._Element) -> Iterator[str]:
    """Yield the text of each block in `element`; a table's row is one block."""
    line: list[str] = [element.text or ""]
    for child in element:
        if child.tag in _INLINE:
            line.append(_BREAK if child.tag == "lb" else "".join(child.itertext()))
        else:
            yield from _lines("".join(line))
            line = []
            if child.tag == "row":
                yield " | ".join(squeeze("".join(cell.itertext())) for cell in child)
            else:
                yield from _blocks(child)
        line.append(child.tail or "")
    yield from _lines("".join(line))


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of `text`; a single line break inside a sentence is a space."""
    start = 0
    for match in _LINE_BREAKS.finditer(text):
        line = text[start : match.start()]
        if match[0].count(_BREAK) > 1 or line.rstrip(_CLOSING).endswith(_ENDINGS):
            yield line.replace(_BREAK, " ")
            start = match.end()
    yield text[start:].replace(_BREAK, " ")


def _link_lines(tree: HtmlElement) -> Iterator[str]:
    """Yield the lines that are nothing but links."""
    linked: dict[HtmlElement, int] = {}
    for link in tree.iter("a"):
        block = next(link.iterancestors(*_BLOCKS), None)
        if block is not None:
            linked[block] = linked.get(block, 0) + _letters("".join(link.itertext()))
    for block, letters in linked.items():
        text = "".join(block.itertext())
        if letters and len(text) <= _MAX_LINK_LINE_CHARS and letters >= _letters(text):
            yield squeeze(text)


def _letters(text: str) -> int:
    """Return how many letters and digits `text` has."""
    return sum(map(str.isalnum, text))


def _captions(tree: HtmlElement) -> Iterator[str]:
    """Yield the captions, and each line of those that have several."""
    for element in _CAPTIONS(tree):
        text = squeeze("".join(element.itertext()))
        if len(text) <= _MAX_CAPTION_CHARS:
            yield text
            yield from (squeeze("".join(part.itertext())) for part in element.iter("p", "span", "div"))
