"""A change as a redline for the terminal: what went struck through in red, what came in green, what stayed cut short.

Where colours are lost the same is marked as `wdiff` does: `[-gone-]{+new+}`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from rich.text import Text

from console.cli.output import shown_time
from console.cli.terminal import clean, line, visible
from schemas.change import Change, ChangeKind, Edit, Op, Side, Words
from worker.text.sides import is_glued, joined

CONTEXT = 1
"""How many unchanged sentences are shown on either side of a change."""
GONE, CAME, FAINT, HEADING = "strike red", "bold green", "dim", "bold"
BAR = 10
Mark = Callable[[str, str], Text]
"""Takes a tag (`=`, `-`, `+`) and a piece of text, and returns it marked."""


class Block(NamedTuple):
    """A paragraph for the terminal, and what stands in the margin beside it."""

    text: Text
    margin: str = ""


def mark(*, plain: bool) -> Mark:
    """Return what marks a piece of text, with brackets where `plain`, else with colours."""
    brackets = {"-": ("[-", "-]"), "+": ("{+", "+}")}
    styles = {"-": GONE, "+": CAME}

    def marked(tag: str, piece: str) -> Text:
        if tag == "=":
            return Text(clean(piece))
        shown = visible(piece)
        return Text(shown.join(brackets[tag])) if plain else Text(shown, styles[tag])

    return marked


def redline(change: Change, *, plain: bool) -> list[Block]:
    """Return a revision as paragraphs for the terminal.

    Args:
        change: of kind revision, with the sentences of both sides.
        plain: whether to mark with brackets instead of colours.
    """
    marked = mark(plain=plain)
    parts = (byline(change, marked), title(change, marked), _paragraphs(change, marked), vanished(change, marked))
    return [*(Block(text) for text in heading(change)), *(block for part in parts for block in part)]


def heading(change: Change) -> Iterator[Text]:
    """Yield what a change is, in a few lines."""
    yield Text(line(change.summary), HEADING)
    names = ("old", "new") if change.kind is ChangeKind.REVISION else ("A", "B")
    filled = round(change.significance * BAR)
    weight = Text(f"{change.kind}, significance {change.significance:.2f} ", FAINT)
    weight.append("\u25a0" * filled, FAINT).append("\u25a1" * (BAR - filled), FAINT)
    if change.stealth:
        weight.append("  without a note or a modified date", "yellow")
    yield weight
    yield Text(", ".join(change.labels) or "no labels", "cyan")
    for name, side in zip(names, (change.old, change.new), strict=True):
        if described := _described(side):
            yield Text(f"{name}: {described}", FAINT)


def _described(side: Side) -> str:
    version = "" if side.version is None else f"version {side.version}"
    moment = side.modified or side.published
    said = "modified" if side.modified else "published"
    when = "" if moment is None else f"{said} {shown_time(moment)} UTC"
    return ", ".join(filter(None, (line(side.outlet), version, when, line(side.url))))


def byline(change: Change, marked: Mark) -> Iterator[Block]:
    """Yield who is named as author where that changed."""
    old, new = line(", ".join(change.old.byline)), line(", ".join(change.new.byline))
    if old != new and "byline" in change.labels:
        yield Block(Text())
        pieces = [Text("by ", FAINT), *(marked(tag, who) for tag, who in (("-", old), ("+", new)) if who)]
        yield Block(Text(" ").join(pieces))


def title(change: Change, marked: Mark) -> Iterator[Block]:
    """Yield the title, with what changed in it."""
    edits = [edit for edit in change.edits if edit.field == "title" and edit.words]
    if edits:
        yield Block(Text())
        shown = words(edits[0].words, marked)
        shown.stylize(HEADING)
        yield Block(shown, "head")
    elif change.new.title or change.old.title:
        yield Block(Text())
        yield Block(Text(line(change.new.title or change.old.title), HEADING))


def vanished(change: Change, marked: Mark) -> Iterator[Block]:
    """Yield what stood there for a while in a change that grew."""
    if change.vanished:
        yield Block(Text())
        yield Block(Text("Came and went in between:", FAINT))
    for gone in change.vanished:
        version = "" if gone.version is None else f" (last in version {gone.version})"
        yield Block(Text("").join((marked("-", line(gone.text)), Text(version, FAINT))))


def words(pieces: Words, marked: Mark) -> Text:
    """Return the pieces of a word diff, marked; where only colours tell them apart, old and new do not touch."""
    shown, before = Text(), ""
    for tag, piece in pieces:
        now = marked(tag, piece)
        touches = before[:1] == "-" and tag == "+" and not before[-1:].isspace() and not piece[:1].isspace()
        if touches and now.plain == visible(piece):
            shown.append(" ")
        shown.append_text(now)
        before = tag + piece
    return shown


def _paragraphs(change: Change, marked: Mark) -> Iterator[Block]:
    """Yield the paragraphs in which something changed, and what stands between them in a few words."""
    edits = [edit for edit in change.edits if edit.field is None]
    if all(edit.op is Op.KEEP for edit in edits):
        yield Block(_elided(len(edits)))
        return
    place, opened = Place(), Block(Text())
    for piece in shortened(edits):
        begins = place.begins_paragraph(piece, change)
        shown = _elided(piece) if isinstance(piece, int) else _sentences(piece, change, marked)
        if begins and opened.text:
            yield from (Block(Text()), opened)
        if begins:
            opened = Block(shown, margin(piece, change))
        else:
            opened = opened._replace(text=followed(opened.text, shown, piece, change))
    yield from (Block(Text()), opened)


def followed(one: Text, other: Text, piece: Edit | int, change: Change) -> Text:
    """Return what was shown of a paragraph with its next piece after it, with the space that the article has there."""
    side, indexes = (change.new, piece.new) if isinstance(piece, Edit) and piece.new else (change.old, ())
    glued = bool(indexes) and is_glued(side.sentences, indexes[0])
    return Text("" if glued else " ").join(part for part in (one, other) if part)


def margin(piece: Edit | int, change: Change) -> str:
    """Return the number of the paragraph, as summaries count them; a minus where it is gone."""
    if isinstance(piece, int):
        return ""
    return f"\xb6{change.new.sentences[piece.new[0]].paragraph + 1}" if piece.new else "\u2212"


def shortened(edits: Sequence[Edit]) -> Iterator[Edit | int]:
    """Yield the edits; of each run that was kept only the ends that touch a change, and how many were left out."""
    runs = [(is_kept, list(run)) for is_kept, run in groupby(edits, lambda edit: edit.op is Op.KEEP)]
    for number, (is_kept, run) in enumerate(runs):
        before = CONTEXT if number > 0 else 0
        after = CONTEXT if number < len(runs) - 1 else 0
        if not is_kept or len(run) <= before + after + 1:
            yield from run
            continue
        yield from run[:before]
        yield len(run) - before - after
        yield from run[len(run) - after :]


def _elided(count: int) -> Text:
    return Text(f"\u2026 {count} sentence{'' if count == 1 else 's'} unchanged \u2026", FAINT)


@dataclass(slots=True)
class Place:
    """How far the old and the new text have been shown: the paragraph last seen of each, where that is known."""

    old: int | None = None
    new: int | None = None

    def begins_paragraph(self, piece: Edit | int, change: Change) -> bool:
        """Go on to the next piece; return whether a paragraph begins with it. What was left out stands alone."""
        if isinstance(piece, int):
            self.old = self.new = None
            return True
        old = [change.old.sentences[index].paragraph for index in piece.old if piece.op is not Op.MOVE]
        new = [change.new.sentences[index].paragraph for index in piece.new]
        if new and self.new is not None:
            begins = new[0] != self.new
        else:
            begins = not old or self.old is None or old[0] != self.old
        if begins and not new:
            self.new = None  # the paragraph of a deletion goes on with what stands after it in the old text
        self.old = old[-1] if old else self.old
        self.new = new[-1] if new else self.new
        return begins


def _sentences(edit: Edit, change: Change, marked: Mark) -> Text:
    """Return the sentences of one edit, marked, with its labels after them."""
    old = joined([change.old.sentences[index] for index in edit.old])
    new = joined([change.new.sentences[index] for index in edit.new])
    if edit.op is Op.KEEP:
        return marked("=", new)
    if edit.words:
        shown = words(edit.words, marked)
    elif edit.op is Op.MOVE:
        shown = marked("=", new)
    else:
        shown = Text("").join(marked(tag, text) for tag, text in (("-", old), ("+", new)) if text)
    moved = Text(f"(moved here from \xb6{moved_from(edit, change)}) ", FAINT) if edit.op is Op.MOVE else Text("")
    labels = Text(f" [{', '.join(edit.labels)}]" if edit.labels else "", FAINT)
    return Text("").join((moved, shown, labels))


def moved_from(edit: Edit, change: Change) -> int:
    """Return the number of the paragraph that moved sentences stood in."""
    return change.old.sentences[edit.old[0]].paragraph + 1
