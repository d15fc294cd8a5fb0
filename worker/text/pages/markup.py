"""Markup into one line of text."""

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from worker.text.normalise import clean, squeeze

_BREAKING = frozenset(
    {"br", "p", "div", "li", "dt", "dd", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
)
_UNSEEN = frozenset({"script", "style", "template"})


def one_line(element: HtmlElement) -> str:
    """Return the visible text of `element` on one line; blocks are set apart by a space, inline elements are not."""
    pieces: list[str] = []
    unseen: HtmlElement | None = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if unseen is None and event == "start":
            if node.tag in _UNSEEN:
                unseen = node
                continue
            pieces.append(" " if node.tag in _BREAKING else "")
            if isinstance(node.tag, str):
                pieces.append(node.text or "")
        elif event == "end" and (unseen is None or unseen is node):
            unseen = None
            pieces.append(" " if node.tag in _BREAKING else "")
            pieces.append((node.tail or "") if node is not element else "")
    return squeeze(clean("".join(pieces)))


def plain(markup: str) -> str:
    """Return the visible text of a fragment of HTML on one line; entities are resolved, scripts and styles left out."""
    cleaned = clean(markup)
    if "<" not in cleaned and "&" not in cleaned:
        return squeeze(cleaned)
    try:
        return one_line(
            document_fromstring(
                f"<div>{cleaned}</div>".encode(),
                parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True),
            )
        )
    except (etree.ParserError, ValueError):
        return ""
