"""A revision side by side for the terminal: the old text on the left, the new on the right, paragraph by paragraph."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.table import Table
from rich.text import Text

from console.cli.redline import (
    FAINT,
    HEADING,
    Mark,
    Place,
    followed,
    heading,
    margin,
    mark,
    moved_from,
    shortened,
    vanished,
    words,
)
from console.cli.terminal import line
from schemas.change import Change, Edit, Op, Side, Words
from worker.text.sides import joined


class _Row(NamedTuple):
    margin: str
    old: Text
    new: Text


def beside(change: Change, *, plain: bool) -> Iterator[Text | Table]:
    """Yield a revision: its heading, the table of both texts, and what came and went in between.

    Args:
        change: of kind revision, with the sentences of both sides.
        plain: whether to mark with brackets instead of colours.
    """
    marked = mark(plain=plain)
    yield from heading(change)
    yield Text()
    table = Table(box=None, padding=(0, 2, 1, 0), pad_edge=False, expand=True, show_header=True, header_style=FAINT)
    table.add_column("", width=4, style=FAINT, no_wrap=True)
    for name, side in (("old", change.old), ("new", change.new)):
        table.add_column(_head(name, side), ratio=1, overflow="fold")
    for row in (*_title(change, marked), *_rows(change, marked)):
        table.add_row(*row)
    yield table
    yield from (block.text for block in vanished(change, marked))


def _head(name: str, side: Side) -> str:
    return f"{name}: version {side.version}" if side.version is not None else name


def _title(change: Change, marked: Mark) -> Iterator[_Row]:
    edits = [edit for edit in change.edits if edit.field == "title" and edit.words]
    if edits:
        old, new = _halves(edits[0].words, marked)
    elif change.old.title or change.new.title:
        old, new = Text(line(change.old.title)), Text(line(change.new.title))
    else:
        return
    for half in (old, new):
        half.stylize(HEADING)
    yield _Row("head" if edits else "", old, new)


def _halves(pieces: Words, marked: Mark) -> tuple[Text, Text]:
    """Return the old and the new wording, each with its own changes marked."""
    old, new = ([piece for piece in pieces if piece[0] in kept] for kept in ("=-", "=+"))
    return words(tuple(old), marked), words(tuple(new), marked)


def _rows(change: Change, marked: Mark) -> Iterator[_Row]:
    place, opened = Place(), _Row("", Text(), Text())
    for piece in shortened([edit for edit in change.edits if edit.field is None]):
        begins = place.begins_paragraph(piece, change)
        old, new = _cells(piece, change, marked)
        if begins:
            if opened.old or opened.new:
                yield opened
            opened = _Row(margin(piece, change), old, new)
        else:
            opened = opened._replace(
                old=followed(opened.old, old, piece, change), new=followed(opened.new, new, piece, change)
            )
    if opened.old or opened.new:
        yield opened


def _cells(piece: Edit | int, change: Change, marked: Mark) -> tuple[Text, Text]:
    if isinstance(piece, int):
        elided = f"\u2026 {piece} unchanged \u2026"
        return Text(elided, FAINT), Text(elided, FAINT)
    old = joined([change.old.sentences[index] for index in piece.old])
    new = joined([change.new.sentences[index] for index in piece.new])
    if piece.op is Op.KEEP:
        return marked("=", old), marked("=", new)
    if piece.op is Op.MOVE:
        number = change.new.sentences[piece.new[0]].paragraph + 1
        there = Text(f"(to \xb6{number}) ", FAINT).append_text(
            _halves(piece.words, marked)[0] if piece.words else Text()
        )
        here = Text(f"(from \xb6{moved_from(piece, change)}) ", FAINT)
        return there, here.append_text(_halves(piece.words, marked)[1] if piece.words else marked("=", new))
    if piece.words:
        return _halves(piece.words, marked)
    return marked("-", old) if old else Text(), marked("+", new) if new else Text()
