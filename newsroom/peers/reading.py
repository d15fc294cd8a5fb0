"""What a page says, read simply: all of its text, or its largest block of paragraphs.

The block is found by the rule of the Readability bookmarklet (Arc90, 2009): each paragraph gives points to its parent
and half of them to its grandparent - one, one for each comma, and one for each hundred letters up to three - and what
is called a comment, a footer, a menu or a promotion is left out. Its neighbours with a fifth of its points join it.
Captions are no paragraphs.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

_SILENT = frozenset({"script", "style", "noscript", "template"})
_VOID = frozenset({"br", "img", "meta", "link", "input", "hr", "source", "wbr", "area", "base", "col", "embed"})
_INLINE = frozenset({"a", "b", "i", "em", "strong", "span", "small", "time", "u", "sub", "sup", "abbr", "cite", "q"})
_AROUND = frozenset({"nav", "aside", "footer", "header", "figure", "form", "button", "select"})
_UNLIKELY = re.compile(r"comment|foot|header|menu|nav|promo|related|share|sidebar|signup|social|sponsor", re.IGNORECASE)
_TEXTUAL = frozenset({"p", "div", "td", "section", "article", "main", "body", "blockquote", "pre", "li"})
_SHORTEST = 25
_LONGEST_BONUS = 3
_HUNDRED = 100
_LINKED = 0.5
_NEIGHBOUR = 0.2


@dataclass(frozen=True)
class _Piece:
    """A run of text without a break; `inside` are the numbers of the elements around it, the outermost first."""

    text: str
    tag: str
    inside: tuple[int, ...]
    linked: int
    is_furniture: bool


@dataclass
class _Element:
    number: int
    tag: str
    is_furniture: bool


class _Pieces(HTMLParser):
    """Cuts a page into runs of text between block elements and line breaks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[_Piece] = []
        self.title = ""
        self._stack: list[_Element] = []
        self._made = 0
        self._text: list[str] = []
        self._linked = 0
        self._silent = 0
        self._links = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag in _SILENT:
            self._silent += 1
        if tag == "a":
            self._links += 1
        if tag in _INLINE:
            return
        self.flush()
        if tag in _VOID:
            return
        named = " ".join(value or "" for name, value in attrs if name in {"class", "id"})
        outer = self._stack[-1].is_furniture if self._stack else False
        self._made += 1
        is_furniture = outer or tag in _AROUND or bool(_UNLIKELY.search(named))
        self._stack.append(_Element(self._made, tag, is_furniture))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and with it what was left open inside."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag == "a":
            self._links = max(0, self._links - 1)
        if tag in _INLINE or tag in _VOID:
            return
        self.flush()
        if any(each.tag == tag for each in self._stack):
            while self._stack.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Keep text that is shown."""
        if self._silent:
            return
        self._text.append(data)
        if self._links:
            self._linked += len(data.strip())

    def flush(self) -> None:
        """End the run of text."""
        text = " ".join("".join(self._text).split())
        linked, self._text, self._linked = self._linked, [], 0
        if not text:
            return
        tag = self._stack[-1].tag if self._stack else ""
        if tag == "title":
            self.title = self.title or text
            return
        inside = tuple(each.number for each in self._stack)
        furniture = self._stack[-1].is_furniture if self._stack else False
        self.pieces.append(_Piece(text, tag, inside, linked, furniture))


@dataclass(frozen=True)
class Read:
    """What a page says. `title` is the document's, `headline` that of its first main heading."""

    title: str
    headline: str
    everything: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraphs parted by a blank line."""
        return "\n\n".join(self.paragraphs)


def _parent(piece: _Piece) -> tuple[int, ...]:
    """The elements that a paragraph counts for: a `<p>`'s parents, or those of text between line breaks."""
    return piece.inside[:-1] if piece.tag == "p" else piece.inside


def _block(pieces: list[_Piece]) -> tuple[str, ...]:
    """The paragraphs of the best block, in order."""
    paragraphs = [
        each
        for each in pieces
        if not each.is_furniture and each.tag in _TEXTUAL and each.linked < _LINKED * len(each.text)
    ]
    points: dict[int, float] = defaultdict(float)
    for each in paragraphs:
        if len(each.text) >= _SHORTEST:
            worth = 1 + each.text.count(",") + min(len(each.text) / _HUNDRED, _LONGEST_BONUS)
            for element, part in zip(reversed(_parent(each)), (1, 2), strict=False):
                points[element] += worth / part
    if not points:
        return ()
    outer = {inner: around for each in paragraphs for around, inner in pairwise((0, *each.inside))}
    best = max(points, key=lambda element: points[element])
    enough = _NEIGHBOUR * points[best]
    chosen = {element for element in points if outer[element] == outer[best] and points[element] >= enough}
    return tuple(each.text for each in paragraphs if chosen.intersection(_parent(each)))


def read(html: str) -> Read:
    """Read a page."""
    parser = _Pieces()
    parser.feed(html)
    parser.close()
    parser.flush()
    headline = next((each.text for each in parser.pieces if each.tag == "h1"), "")
    everything = "\n".join(each.text for each in parser.pieces)
    return Read(parser.title, headline, everything, _block(parser.pieces))
