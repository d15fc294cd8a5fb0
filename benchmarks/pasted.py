"""Pages as people paste them: all that a browser shows, selected and copied, without a trace of markup."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from worker.text.pages import signs

_BLOCKS = signs.BREAKING | {"details", "tfoot", "thead"}
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "dl", "figure", "pre", "table"})
_UNSEEN = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "svg",
        "iframe",
        "select",
        "textarea",
        "video",
        "audio",
        "object",
    }
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TERMINAL = re.compile(r"[.!?\"\u201d]\Z")
_FEWEST_WORDS = 5


def paste(markup: str) -> str:
    """Return what selecting all of a page and copying it gives: a line for each block, blank ones around paragraphs."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    body = tree.find("body")
    pieces = "".join(_pieces(body if body is not None else tree))
    lines = [" ".join(line.split()) for line in pieces.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def c4(text: str) -> str:
    """Return the lines that the C4 corpus keeps (Raffel et al. 2020, section 2.2): sentences of five words and more."""
    kept = []
    for line in text.split("\n"):
        lower = line.lower()
        ends = _TERMINAL.search(line.strip()) and not line.strip().endswith("...")
        if ends and len(line.split()) >= _FEWEST_WORDS and "javascript" not in lower and "{" not in line:
            kept.append(line)
    return "\n".join(kept)


def _pieces(body: HtmlElement) -> Iterator[str]:
    """Yield the visible texts, with line feeds where blocks begin and end; white space in a text is one space."""
    unseen: HtmlElement | None = None
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if not isinstance(node.tag, str):
            continue
        feed = "\n\n" if node.tag in _SPACED else "\n" if node.tag in _BLOCKS or node.tag == "br" else ""
        if event == "start":
            style = node.get("style") or ""
            if unseen is None and (node.tag in _UNSEEN or node.get("hidden") is not None or _HIDDEN.search(style)):
                unseen = node
            if unseen is None:
                yield feed if node.tag != "br" else "\n"
                yield re.sub(r"\s+", " ", node.text or "")
        else:
            if unseen is None and node.tag != "br":
                yield feed
            if unseen is node:
                unseen = None
            if unseen is None and node is not body:
                yield re.sub(r"\s+", " ", node.tail or "")
