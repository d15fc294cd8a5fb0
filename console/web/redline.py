"""A revision as a redline: the new text in paragraphs, with what was struck out and what was put in. Pure.

The view is made from the change alone, since its sides carry their sentences.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from schemas.article import Sentence
from schemas.change import Change, Edit, Label, Op, Side, Tag
from worker.text.sides import is_glued, joined

CONTEXT = 1
"""Unchanged paragraphs left standing before and after a changed one."""
_INVISIBLE = {"Cf", "Cc", "Zl", "Zp"}
_SPACES = {" ": "\u2423", "\n": "\u00b6", "\t": "\u21e5"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed (`=`), was struck out (`-`) or was put in (`+`)."""

    tag: Tag
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """What became of one or a few sentences.

    `moved`: they stood elsewhere before, in paragraph `moved_from`, counted from 1.
    `glued`: no white space stands before them, as in Chinese.
    """

    pieces: tuple[Piece, ...]
    moved: bool = False
    glued: bool = False
    moved_from: int | None = None

    @property
    def is_changed(self) -> bool:
        """Whether anything was struck out, put in or moved."""
        return self.moved or any(piece.tag != "=" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the redline; `number` is its place in the new text, counted from 1, null where it is gone."""

    passages: tuple[Passage, ...]
    number: int | None = None

    @property
    def is_changed(self) -> bool:
        """Whether any passage of it changed."""
        return any(passage.is_changed for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Run:
    """Paragraphs that are shown, or folded because nothing in them changed."""

    paragraphs: tuple[Paragraph, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Redline:
    """A whole change: the headline's pieces, the byline's where it changed, and the text in runs of paragraphs."""

    title: tuple[Piece, ...]
    runs: tuple[Run, ...]
    byline: tuple[Piece, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether any word of headline or text changed."""
        in_text = any(paragraph.is_changed for run in self.runs for paragraph in run.paragraphs)
        return in_text or bool(self.byline) or any(piece.tag != "=" for piece in self.title)


def redline(change: Change, *, folds: bool = True) -> Redline:
    """Return the redline of `change`; its sides must carry their sentences.

    Args:
        change: a revision.
        folds: whether long unchanged stretches are folded; what is printed must show them.
    """
    paragraphs = list(_paragraphs(change))
    runs = tuple(_folded(paragraphs)) if folds else (Run(tuple(paragraphs)),)
    return Redline(title=title_pieces(change), runs=runs, byline=_byline(change))


def _byline(change: Change) -> tuple[Piece, ...]:
    if Label.BYLINE not in change.labels:
        return ()
    old, new = ", ".join(change.old.byline), ", ".join(change.new.byline)
    names: tuple[tuple[Tag, str], ...] = (("-", old), ("+", new))
    return pieces(names)


def title_pieces(change: Change) -> tuple[Piece, ...]:
    """Return what became of the headline; empty where neither side has one."""
    for edit in change.edits:
        if edit.field == "title" and edit.words:
            return pieces(edit.words, reveal=Label.INVISIBLE in edit.labels)
    title = change.new.title or change.old.title
    return (Piece("=", title),) if title else ()


def pieces(words: Iterable[tuple[Tag, str]], *, reveal: bool = False) -> tuple[Piece, ...]:
    """Return word pieces fit to be seen.

    Args:
        words: the pieces of an edit.
        reveal: name invisible characters. Only for edits about them: Persian and many an emoji need theirs.
    """
    return tuple(Piece(tag, text if tag == "=" else visible(text, reveal=reveal)) for tag, text in words if text)


def visible(text: str, *, reveal: bool) -> str:
    """Return changed text with white space that stands alone drawn, and with `reveal` invisible characters named."""
    if text.isspace():
        return "".join(_SPACES.get(character, _code(character)) for character in text)
    if not reveal:
        return text
    return "".join(_code(character) if _is_invisible(character) else character for character in text)


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE


def _code(character: str) -> str:
    return f"\u27e8U+{ord(character):04X}\u27e9"


def _paragraphs(change: Change) -> Iterator[Paragraph]:
    """Yield the passages grouped by the paragraph they stand in, what was struck out where it stood."""
    edits = [edit for edit in change.edits if edit.field is None]
    starts = _starts(edits, change.old.sentences, change.new.sentences)
    for _, group in groupby(zip(starts, edits, strict=True), key=lambda pair: pair[0]):
        here = [edit for _, edit in group]
        first = next((edit.new[0] for edit in here if edit.new), None)
        number = None if first is None else change.new.sentences[first].paragraph + 1
        yield Paragraph(tuple(_passage(edit, change.old, change.new) for edit in here), number)


def _starts(edits: Iterable[Edit], old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[int]:
    """Yield for each edit the running number of the paragraph it belongs to."""
    number = 0
    in_old = in_new = -1
    for edit in edits:
        if edit.new:
            paragraph = new[edit.new[0]].paragraph
            number += paragraph != in_new
            in_new = new[edit.new[-1]].paragraph
        elif edit.old and old[edit.old[0]].paragraph != in_old:
            number += 1
            in_new = -1  # what follows a paragraph that was struck out begins one of its own
        if edit.old:
            in_old = old[edit.old[-1]].paragraph
        yield number


def _passage(edit: Edit, old: Side, new: Side) -> Passage:
    moved = edit.op is Op.MOVE or Label.REORDERED in edit.labels
    origin = old.sentences[edit.old[0]].paragraph + 1 if moved and edit.old else None
    glued = is_glued(new.sentences, edit.new[0]) if edit.new else is_glued(old.sentences, edit.old[0])
    if edit.words:
        return Passage(pieces(edit.words, reveal=Label.INVISIBLE in edit.labels), moved, glued, origin)
    before, after = (
        joined([side.sentences[index] for index in indexes]) for side, indexes in ((old, edit.old), (new, edit.new))
    )
    if edit.op in (Op.KEEP, Op.MOVE):
        return Passage((Piece("=", after),), moved, glued, origin)
    return Passage(pieces([("-", before), ("+", after)]), moved, glued)


def _folded(paragraphs: Sequence[Paragraph]) -> Iterator[Run]:
    """Yield the paragraphs in order; long unchanged stretches are folded but for those next to a change."""
    near = [
        any(other.is_changed for other in paragraphs[max(0, at - CONTEXT) : at + CONTEXT + 1])
        for at in range(len(paragraphs))
    ]
    for is_near, group in groupby(zip(near, paragraphs, strict=True), key=lambda pair: pair[0]):
        run = tuple(paragraph for _, paragraph in group)
        yield Run(run, folded=not is_near and len(run) > 1)
