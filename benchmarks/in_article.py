"""Where on a page the article is, told by what the data say that it says: paragraphs in it, elements outside it."""

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement, fromstring

from worker.text.normalise import fold

_BLOCKS = frozenset(
    {"p", "div", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article"}
    | {"aside", "nav", "header", "footer", "main", "figure", "figcaption", "ul", "ol", "table", "body"}
)
_CONTAINERS = frozenset({"div", "article", "section", "main"})
_FEWEST_CHARS = 60
_PIECE = 12
_STEP = 3
_MOSTLY = 0.5
_CAPTION_DEPTH = 3
_FEWEST_PARAGRAPHS = 3


def letters(text: str) -> str:
    """Return what of a text is compared: its letters and digits, in lower case."""
    return "".join(filter(str.isalnum, fold(text).casefold()))


def said(element: HtmlElement) -> str:
    """Return the letters of an element."""
    return letters("".join(element.itertext()))


def is_outside(element: HtmlElement, truth: str) -> bool:
    """Whether neither what the element says nor the paragraph that it is or stands in is in the article."""
    text = said(element)
    block = element if element.tag in _BLOCKS else next(_blocks_around(element), None)
    return bool(text) and text not in truth and (block is None or _share(letters(_own(block)), truth) < _MOSTLY)


def paragraphs(tree: HtmlElement, truth: str) -> list[HtmlElement]:
    """Return the article's paragraphs that are long enough to be told from others; captions are none."""
    return [
        element
        for element in tree.iter("p")
        if len(text := said(element)) >= _FEWEST_CHARS and text in truth and not _is_caption(element)
    ]


def container(element: HtmlElement) -> HtmlElement | None:
    """Return the nearest element around one that holds more than it."""
    return next((above for above in element.iterancestors() if above.tag in _CONTAINERS), None)


def add_after_middle(tree: HtmlElement, truth: str, markup: str, *, like: bool = False) -> bool:
    """Put an element behind the paragraph in the article's middle, bearing its class where it is to be `like` it.

    Returns whether the article has paragraphs enough to have a middle.
    """
    before = middle(tree, truth)
    if before is None:
        return False
    new = fromstring(markup)
    if like and before.get("class"):
        new.set("class", before.get("class", ""))
    before.addnext(new)
    new.tail, before.tail = before.tail, None
    return True


def middle(tree: HtmlElement, truth: str) -> HtmlElement | None:
    """Return the paragraph in the article's middle, None where it has few."""
    found = paragraphs(tree, truth)
    return found[len(found) // 2 - 1] if len(found) >= _FEWEST_PARAGRAPHS else None


def _blocks_around(element: HtmlElement) -> Iterator[HtmlElement]:
    return (above for above in element.iterancestors() if above.tag in _BLOCKS)


def _is_caption(element: HtmlElement) -> bool:
    """Whether the markup calls it or what it stands in a caption: the data count one in a hundred to the text."""
    return any(
        above.tag == "figcaption" or "caption" in f"{above.get('class', '')} {above.get('id', '')}".lower()
        for above in (element, *islice(element.iterancestors(), _CAPTION_DEPTH))
    )


def _own(block: HtmlElement) -> str:
    """Return what a block says outside the blocks in it: its paragraph, whatever it is called."""
    texts = [block.text or ""]
    for element in block:
        if isinstance(element.tag, str) and element.tag not in _BLOCKS:
            texts.append(_own(element))
        texts.append(element.tail or "")
    return "".join(texts)


def _share(text: str, truth: str) -> float:
    """Return how much of a text is in the article, by pieces; they begin anew behind what is not in it."""
    at = found = 0
    while at < len(text):
        piece = text[at : at + _PIECE]
        is_there = piece in truth
        found += len(piece) if is_there else 0
        at += len(piece) if is_there else _STEP
    return found / max(1, len(text))
