"""Where on a page the article is: extractors that are asked, and which of them is believed.

trafilatura in its fast mode is right on most pages; where another extractor of another kind finds about the same, it is
taken. Where they differ, trafilatura's slower mode and the text in JSON-LD are asked too, and the one that the others
agree with most is taken. Which one it was is kept for the article: choosing anew on each visit would change the text of
pages whose comments grew.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from configparser import ConfigParser
from copy import copy
from html import unescape

from lxml import etree
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from trafilatura.core import bare_extraction
from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.metadata import Document
from trafilatura.settings import DEFAULT_CONFIG, MANUALLY_CLEANED, Extractor
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

from worker.text.normalise import clean, squeeze
from worker.text.pages import islands
from worker.text.pages.tree import text_content

FAST, DEFAULT, DATA = "fast", "default", "json-ld"
AGREEMENT = 0.75
"""From this likeness on, two extractors mean the same article."""

Grams = Counter[tuple[str, ...]]

_LONG = 80
_DROPPED = tuple(name for name in MANUALLY_CLEANED if name not in {"figure", "form", "math"})  # these it looks into
_NAMES = etree.XPath("//@class | //@id", smart_strings=False)
_PRUNED = (
    (RAW_TREE_PRUNE_XPATH, ("mvp-post-add-", "infinitescroll", "infinite-scroll", "elementor-share-buttons")),
    (
        REMOVE_COMMENTS_AND_LISTS_XPATH,
        ("\nComment", "\ncomment", "\ncomol", "\ndisqus_thread", "\ndsq-comments", "article-comments", "post-comments"),
    ),
)
"""What trafilatura takes out by its name, and what such names begin with or have in them: looking for it takes long."""
_WORD = re.compile(r"\w+")
_GRAM = 4
_BREAK = "\x1e"  # stands for a line break; clean text has no control characters
_LINE_BREAKS = re.compile(rf"\s*{_BREAK}[\s{_BREAK}]*")
_CLOSING = "\"'\u201d\u2019)"
_ENDINGS = (".", "!", "?", "\u2026")
_INLINE = frozenset({"hi", "ref", "del", "code", "graphic", "span", "lb"})
_TEXT = frozenset({"p", "head", "list", "quote"})
_MOST_CELL_CHARS = 300
_TAG = re.compile(r"<[^>]{1,300}>")


def _config() -> ConfigParser:
    """Return trafilatura's settings with no lower bound on size: how short is too short is the verdict's question."""
    config = copy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_OUTPUT_SIZE"] = "0"
    config["DEFAULT"]["MIN_OUTPUT_COMM_SIZE"] = "0"
    return config


_OPTIONS = {
    name: Extractor(config=_config(), comments=False, fast=is_fast)
    for name, is_fast in ((FAST, True), (DEFAULT, False))
}


class Ballot:
    """The candidates for one page, each made once and only when it is asked for."""

    def __init__(self, tree: HtmlElement, markup: str, data: Sequence[object], *, is_whole: bool = True) -> None:
        """Take the page in both forms, and its JSON-LD; the tree is left as it is.

        What is not whole, because it is nested too deep, is not shown to the witness, who would take minutes.
        """
        self._tree, self._markup, self._is_whole = tree, markup, is_whole
        self._makers: dict[str, Callable[[], list[str]]] = {
            FAST: lambda: _fast(tree),
            DEFAULT: lambda: _default(tree),
            DATA: lambda: _by_data(data),
        }
        self._made: dict[str, list[str]] = {}
        self._grams: dict[str, Grams] = {}

    @property
    def names(self) -> frozenset[str]:
        """Who can be chosen."""
        return frozenset(self._makers)

    def lines(self, name: str) -> list[str]:
        """Return a candidate's text, one string for each paragraph."""
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def choose(self) -> str:
        """Return the name of the candidate to believe, with nothing known of the article."""
        if not self._is_whole or self._is_all_prose():
            return FAST
        witness = grams(extract_plain_text(self._markup, main_content=True, alt_texts=False, comments=False))
        if likeness(self._of(FAST), witness) >= AGREEMENT:
            return FAST
        voices = {name: self._of(name) for name in self._makers}

        def support(name: str) -> float:
            others = [voice for other, voice in voices.items() if other != name and voice]
            return sum(likeness(voices[name], voice) for voice in (*others, witness))

        return max(voices, key=support)

    def nearest(self, paragraphs: tuple[str, ...]) -> str:
        """Return the name of the candidate most like the article as it is known."""
        known = grams("\n".join(paragraphs))
        return max(self._makers, key=lambda name: likeness(self._of(name), known))

    def _is_all_prose(self) -> bool:
        """Whether the fast candidate is about all the long paragraphs on the page: then there is nothing to ask."""
        found = sum(map(len, self.lines(FAST)))
        prose = sum(len(text) for text in (text_content(p) for p in self._tree.iter("p")) if len(text) >= _LONG)
        return AGREEMENT * found <= prose <= found / AGREEMENT

    def _of(self, name: str) -> Grams:
        if name not in self._grams:
            self._grams[name] = grams("\n".join(self.lines(name)))
        return self._grams[name]


def grams(text: str) -> Grams:
    """Return the runs of four words in `text`, or what there are of words, with how often each stands there."""
    words = _WORD.findall(text)
    return Counter(zip(*(words[at:] for at in range(min(_GRAM, len(words) or 1))), strict=False))


def likeness(one: Grams, other: Grams) -> float:
    """Return Dice's coefficient of two texts (https://doi.org/10.2307/1932409): 0 to 1."""
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 0.0


def _fast(tree: HtmlElement) -> list[str]:
    """Return what trafilatura's own rules find: its fast mode without rescues and retries, for which others are asked.

    Called step by step, since the whole copies the page four times; what its cleaning drops element by element first
    goes in one pass.
    """
    copied = copy(tree)
    etree.strip_elements(copied, *_DROPPED, with_tail=False)
    names = "\n".join(("", *_NAMES(copied)))
    for paths, parts in _PRUNED:
        if any(part in names for part in parts):
            copied = prune_unwanted_nodes(copied, paths)
    body, _ = extract_content(convert_tags(tree_cleaning(copied, _OPTIONS[FAST]), _OPTIONS[FAST]), _OPTIONS[FAST])
    return _paragraphs(body)


def _default(tree: HtmlElement) -> list[str]:
    """Return what trafilatura finds with all its rescues."""
    document = bare_extraction(tree, options=_OPTIONS[DEFAULT])
    return _paragraphs(document.body) if isinstance(document, Document) else []


def _paragraphs(body: etree._Element) -> list[str]:
    return [text for raw in _blocks(body) if (text := squeeze(clean(raw)))]


def _by_data(documents: Sequence[object]) -> list[str]:
    """Return the longest articleBody of the page's JSON-LD; many outlets put a teaser there."""
    bodies = islands.values(documents, "articleBody")
    longest = max((body for body in bodies if isinstance(body, str)), key=len, default="")
    lines = _TAG.sub("\n", unescape(longest)).splitlines()
    return [text for line in lines if (text := squeeze(clean(line)))]


def _blocks(element: etree._Element) -> Iterator[str]:
    """Yield the text of each block in `element`; a table's row is one block, unless the table lays out the page."""
    line: list[str] = [element.text or ""]
    for child in element:
        if child.tag in _INLINE:
            line.append(_BREAK if child.tag == "lb" else text_content(child))
        else:
            yield from _lines("".join(line))
            line = []
            if child.tag == "row" and not _is_layout(child):
                yield " | ".join(squeeze(text_content(cell)) for cell in child)
            else:
                yield from _blocks(child)
        line.append(child.tail or "")
    yield from _lines("".join(line))


def _is_layout(row: etree._Element) -> bool:
    """Whether a cell of a table's row holds running text: several blocks, and more than a cell of data has."""
    return any(
        sum(block.tag in _TEXT for block in cell) > 1 and len(text_content(cell)) > _MOST_CELL_CHARS for cell in row
    )


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of `text`; a single line break inside a sentence is a space."""
    if _BREAK not in text:
        yield text
        return
    start = 0
    for match in _LINE_BREAKS.finditer(text):
        line = text[start : match.start()]
        if match[0].count(_BREAK) > 1 or line.rstrip(_CLOSING).endswith(_ENDINGS):
            yield line.replace(_BREAK, " ")
            start = match.end()
    yield text[start:].replace(_BREAK, " ")
