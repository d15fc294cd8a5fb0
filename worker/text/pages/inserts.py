"""Lists and subheadings between an article's paragraphs, put back where an extractor has lost them.

Where no element of a page calls itself the article, extractors gather its paragraphs and nothing else.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate

from lxml.html import HtmlElement

from worker.text.pages import furniture
from worker.text.pages.markup import one_line
from worker.text.pages.steady import Text
from worker.text.pages.structure import is_longer
from worker.text.pages.tree import SUBHEADINGS, packed, text_content

_LISTS = frozenset({"ul", "ol"})
_NO_TEXT = ("img", "picture", "video", "figure", "input", "button")
_TELLING_CHARS = 40
"""A shorter paragraph may stand in a text by chance, inside another."""
_MAX_HEADING_CHARS = 120
_MAX_LIST_CHARS = 3_000
_LINKED = 0.5
"""From this share of its letters on in links, a list or heading leads elsewhere."""


def put_in(
    lines: Sequence[str], tree: HtmlElement, unwanted: Collection[str] = (), known: Collection[int] = ()
) -> list[str]:
    """Return `lines` with the lists and subheadings that stand on the page between two of them, side by side with both.

    Args:
        lines: The article's, as an extractor found them.
        tree: The page.
        unwanted: Lines that are known to be captions or links.
        known: Keys of lines that the outlet shows on other articles, too.
    """
    joined = [packed(line) for line in lines]
    text, ends = Text("".join(joined)), list(accumulate(map(len, joined)))
    more: dict[int, list[str]] = {}
    parents = dict.fromkeys(element.getparent() for element in tree.iter(*SUBHEADINGS, *_LISTS))
    for parent in parents:
        if parent is not None and _holds_lost(parent, text):
            for end, element in _between(parent, text):
                own = (line for line in _lines(element) if line not in unwanted and not furniture.is_prompt(line))
                fresh = [line for line in own if not known or furniture.key(line) not in known]
                more.setdefault(bisect_right(ends, end - 1), []).extend(fresh)
    return [other for at, line in enumerate(lines) for other in (line, *more.get(at, ()))]


def _holds_lost(parent: HtmlElement, text: Text) -> bool:
    """Whether a list or subheading that `text` has not stands between an element's paragraphs."""
    children = list(parent)
    places = [at for at, child in enumerate(children) if child.tag == "p"]
    if not places:
        return False
    between = children[places[0] : places[-1]]
    return any(child.tag in SUBHEADINGS | _LISTS and _is_lost(child, text) for child in between)


def _is_lost(element: HtmlElement, text: Text) -> bool:
    """Whether nothing that a list or subheading says is in `text`, and it says something of its own."""
    if is_longer(element, _MAX_LIST_CHARS if element.tag in _LISTS else _MAX_HEADING_CHARS):
        return False
    if next(element.iter(*_NO_TEXT), None) is not None:  # a gallery, a form
        return False
    lines = [packed(line) for line in _lines(element)]
    letters = sum(map(len, lines))
    linked = sum(len(packed(text_content(link))) for link in element.iter("a"))
    return letters > 0 and linked < _LINKED * letters and not any(line in text for line in lines)


def _between(parent: HtmlElement, text: Text) -> Iterator[tuple[int, HtmlElement]]:
    """Yield the lost children between two paragraphs of `text`, and where in it the one before them ends."""
    end = -1
    waiting: list[HtmlElement] = []
    for child in parent:
        if child.tag == "p":
            said = packed(text_content(child))
            if len(said) < _TELLING_CHARS and said in text:
                continue
            at = text.find(said, max(end, 0))
            if at >= 0:
                yield from ((end, element) for element in waiting)
            end = at + len(said) if at >= 0 else -1
            waiting.clear()
        elif end >= 0 and child.tag in SUBHEADINGS | _LISTS and _is_lost(child, text):
            waiting.append(child)
        elif is_longer(child, 0):  # a heading above anything else is that one's
            while waiting and waiting[-1].tag in SUBHEADINGS:
                waiting.pop()


def _lines(element: HtmlElement) -> list[str]:
    """Return what a list or a subheading says, item by item."""
    parts = element.findall("li") if element.tag in _LISTS else [element]
    return [line for part in parts if any(map(str.isalnum, line := one_line(part)))]
