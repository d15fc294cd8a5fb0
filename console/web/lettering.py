"""Text on a picture: runs of several colours, broken into lines, from left to right or from right to left."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PIL.ImageDraw import ImageDraw

from console.web.typefaces import typeface
from schemas.change import Tag

_SPACELESS = "\u0e00-\u0eff\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_UNIT = re.compile(rf"\s+|[{_SPACELESS}][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u3099\u309a]*|[^\s{_SPACELESS}]+")
_UNDRAWN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_JOINERS = frozenset("\u200c\u200d\ufe0f")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
LEADING = 1.36


@dataclass(frozen=True, slots=True)
class Ink:
    """How text of one tag is drawn: its colour, what lies behind it, and a line through or under it."""

    text: str
    behind: str | None = None
    line: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one tag."""

    tag: Tag
    text: str


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word, or a character of a script without spaces, with its width; `space`: white space stands before it."""

    tag: Tag
    text: str
    width: float
    space: float


def drawable(text: str) -> str:
    """Return `text` on one line without what cannot be drawn: control characters, surrogates, unassigned ones."""
    kept = (c if c in _JOINERS or c.isspace() or unicodedata.category(c) not in _UNDRAWN else "" for c in text)
    return re.sub(r"\s+", " ", "".join(kept))


@dataclass(frozen=True, slots=True)
class Block:
    """Text broken into lines of at most `width` pixels, ready to be drawn."""

    lines: tuple[tuple[_Unit, ...], ...]
    size: int
    width: int
    bold: bool
    right_to_left: bool

    @property
    def height(self) -> int:
        """Its height in pixels."""
        return round(len(self.lines) * self.size * LEADING)

    def draw(self, on: ImageDraw, x: int, y: int, inks: dict[Tag, Ink]) -> None:
        """Draw it with its upper left corner at (x, y)."""
        for number, line in enumerate(self.lines):
            top = y + round(number * self.size * LEADING)
            at = 0.0
            placed: list[tuple[_Unit, float]] = []
            for unit in _in_order(line) if self.right_to_left else line:
                at += unit.space if placed else 0.0
                left = self.width - at - unit.width if self.right_to_left else at
                placed.append((unit, x + left))
                at += unit.width
            _draw_line(on, placed, top, self, inks)


def block(runs: Iterable[Run], *, width: int, size: int, bold: bool = False) -> Block:
    """Break runs of text into lines."""
    units = list(_units(runs, size, bold=bold))
    lines: list[list[_Unit]] = [[]]
    at = 0.0
    for unit in units:
        space = unit.space if lines[-1] else 0.0
        if lines[-1] and at + space + unit.width > width:
            lines.append([])
            at, space = 0.0, 0.0
        lines[-1].append(unit)
        at += space + unit.width
    text = "".join(unit.text for unit in units)
    kept = tuple(tuple(line) for line in lines if line)
    return Block(kept, size, width, bold, _is_right_to_left(text))


def fitted(runs: Sequence[Run], *, width: int, height: int, sizes: Iterable[int], bold: bool = False) -> Block:
    """Return the block of the first of `sizes` that fits, largest first; cut to its last whole line where none does."""
    made = None
    for size in sizes:
        made = block(runs, width=width, size=size, bold=bold)
        if made.height <= height:
            return made
    assert made is not None
    lines = made.lines[: max(1, int(height / (made.size * LEADING)))]
    last = lines[-1]
    ended = (*last[:-1], _Unit(last[-1].tag, "\u2026", last[-1].width, last[-1].space)) if last else last
    return Block((*lines[:-1], ended), made.size, made.width, made.bold, made.right_to_left)


def _units(runs: Iterable[Run], size: int, *, bold: bool) -> Iterator[_Unit]:
    blank = typeface(" ", size, bold=bold).getlength(" ")
    space, before = 0.0, ""
    for run in runs:
        for piece in _UNIT.findall(drawable(run.text)):
            if piece.isspace():
                space = blank
                continue
            if before == "-" and run.tag == "+":
                space = space or blank
            yield _Unit(run.tag, piece, typeface(piece, size, bold=bold).getlength(piece), space)
            space, before = 0.0, run.tag


def _is_right_to_left(text: str) -> bool:
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _RIGHT_TO_LEFT or kind == "L":
            return kind in _RIGHT_TO_LEFT
    return False


def _in_order(line: Sequence[_Unit]) -> Iterator[_Unit]:
    """Yield the units of a line from right to left; neighbouring words that run from left to right keep their order."""
    for right_to_left, group in groupby(line, lambda unit: _is_right_to_left(unit.text)):
        units = list(group)
        yield from units if right_to_left else units[::-1]


def _draw_line(on: ImageDraw, placed: Sequence[tuple[_Unit, float]], top: int, of: Block, inks: dict[Tag, Ink]) -> None:
    size = of.size
    for tag, group in groupby(placed, lambda pair: pair[0].tag):
        here = list(group)
        left = min(at for _, at in here)
        right = max(at + unit.width for unit, at in here)
        ink = inks[tag]
        if ink.behind:
            on.rounded_rectangle((left - 4, top, right + 4, top + round(size * 1.26)), radius=5, fill=ink.behind)
        for unit, at in here:
            font = typeface(unit.text, size, bold=of.bold)
            on.text((at, top + size), unit.text, font=font, fill=ink.text, anchor="ls")
        if ink.line:
            down = {"through": 0.68, "under": 1.14}[ink.line]
            thick = max(2, size // 16)
            on.line((left, top + round(size * down), right, top + round(size * down)), fill=ink.text, width=thick)
