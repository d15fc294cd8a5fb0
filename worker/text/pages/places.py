"""Where on a page lines stand: which elements say them."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from lxml.html import HtmlElement

from worker.text.pages.structure import is_longer
from worker.text.pages.tree import packed, text_content

START = 8
"""So many characters, spaces aside, a line and what may say it are told apart by first."""
_TAGS = ("a", "p", "li", "h2", "h3", "h4", "h5", "blockquote", "td", "div", "section", "span")
_MOST_HIDDEN_CHARS = 40


class Places:
    """The elements of a page, found by what they say; the page is walked once, when it is first asked for a line."""

    def __init__(self, tree: HtmlElement) -> None:
        """Take a page that will not be changed any more."""
        self._tree = tree

    @cached_property
    def _by_start(self) -> dict[str, list[HtmlElement]]:
        """The elements in document order, by how what they say begins."""
        found: dict[str, list[HtmlElement]] = {}
        for element in self._tree.iter(*_TAGS):
            found.setdefault(packed_start(element), []).append(element)
        return found

    def of(self, lines: Sequence[str]) -> Iterator[tuple[str, HtmlElement]]:
        """Yield each of `lines` with the elements that say it and hardly anything else, the innermost last.

        Behind a line there may be a few words that are told to screen readers alone, and that extractors leave out.
        """
        wanted: dict[str, list[str]] = {}
        for line in lines:
            wanted.setdefault(packed(line), []).append(line)
        longest = 2 * max(map(len, lines), default=0) + _MOST_HIDDEN_CHARS
        for start in {text[:START]: None for text in wanted}:
            for element in self._by_start.get(start, ()):
                if not is_longer(element, longest):
                    text = packed(text_content(element))
                    for end in range(max(0, len(text) - _MOST_HIDDEN_CHARS), len(text) + 1):
                        for line in wanted.get(text[:end], ()):
                            yield line, element


def packed_start(element: HtmlElement) -> str:
    """Return how what an element says begins, without white space."""
    text = text_content(element).lstrip()
    start = "".join(text[: 8 * START].split())
    return start[:START] if len(start) >= START else "".join(text.split())[:START]
