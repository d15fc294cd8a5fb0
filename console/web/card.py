"""A picture of a change, 1200 by 630 pixels: what other sites show of a link, and what people post."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO

from PIL import Image
from PIL.ImageDraw import Draw, ImageDraw

from console.web.findings import findings
from console.web.lettering import Block, Ink, Run, fitted
from console.web.redline import pieces
from console.web.render import moment, weight
from schemas.change import Change, ChangeKind, Edit, Label, Op, Tag, Words
from worker.text.between.quotes import tellers
from worker.text.sides import joined
from worker.text.significance import weight_of

WIDTH, HEIGHT = 1200, 630
_EDGE = 64
_INSIDE = WIDTH - 2 * _EDGE
_FOOT = 572
_PANEL = 30
_GAP = 40
_PAPER, _TEXT, _SOFT, _RULE, _PANEL_COLOUR = "#fcfbf8", "#1d1c1a", "#605c55", "#dcd8cf", "#f4f1ea"
_OUT, _SIDE_A, _SIDE_B = "#83190f", "#8a3b12", "#1d5a6e"
_INKS: dict[Tag, Ink] = {
    "=": Ink(_TEXT),
    "-": Ink(_OUT, behind="#f9dcd8", line="through"),
    "+": Ink("#0d4a1d", behind="#d9efdb", line="under"),
}
_BEFORE, _BETWEEN, _AFTER, _CHANGED = 110, 150, 130, 240
"""Characters of unchanged text shown before, between and after what changed, and of one piece that changed."""
_TITLE_SIZES, _TEXT_SIZES = range(44, 29, -2), range(40, 21, -2)
_SMALL = 25


def card(change: Change, found: datetime | None = None) -> bytes:
    """Return the picture as PNG.

    Args:
        change: of either kind, with the sentences of both sides.
        found: when it was found; None where it is not stored, and the newer side's own time is shown.
    """
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    on = Draw(picture)
    on.rectangle((0, 0, 14, HEIGHT), fill=_OUT if change.significance >= 0.5 else _SOFT)  # noqa: PLR2004 - as the pages' words do
    _head(on, change)
    summary = fitted([Run("=", change.summary)], width=_INSIDE, height=170, sizes=_TITLE_SIZES, bold=True)
    summary.draw(on, _EDGE, 112, _INKS)
    top = 112 + summary.height + 22
    if change.kind is ChangeKind.DIVERGENCE:
        _two_sides(on, change, top)
    else:
        _panel(on, list(_runs(change)), top)
    _foot(on, when(change, found))
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _line(text: str, *, bold: bool = False, width: int = _INSIDE) -> Block:
    return fitted([Run("=", text)], width=width, height=_SMALL * 2, sizes=(_SMALL,), bold=bold)


def _at_right(on: ImageDraw, shown: Block, y: int, ink: str) -> None:
    widest = max((sum(unit.width + unit.space for unit in line) for line in shown.lines), default=0)
    left = WIDTH - _EDGE - round(widest)
    Block(shown.lines, shown.size, round(widest), shown.bold, shown.right_to_left).draw(
        on, left, y, {**_INKS, "=": Ink(ink)}
    )


def _head(on: ImageDraw, change: Change) -> None:
    outlets = [change.new.outlet] if change.kind is ChangeKind.REVISION else [change.old.outlet, change.new.outlet]
    name = " and ".join(filter(None, outlets)) or "An article"
    _line(name, bold=True, width=_INSIDE - 420).draw(on, _EDGE, 52, {**_INKS, "=": Ink(_SOFT)})
    if change.stealth:
        _at_right(on, _line("changed without a note", bold=True), 52, _OUT)
    else:
        _at_right(on, _line(f"{weight(change.significance)} {change.kind}"), 52, _SOFT)


def _foot(on: ImageDraw, parts: Sequence[str]) -> None:
    on.line((_EDGE, _FOOT - 16, WIDTH - _EDGE, _FOOT - 16), fill=_RULE, width=2)
    _line(", ".join(parts) or "what changed, word by word").draw(on, _EDGE, _FOOT, {**_INKS, "=": Ink(_SOFT)})
    mark = _line("stet", bold=True)
    _at_right(on, mark, _FOOT, _TEXT)
    for dot in range(round(sum(unit.width for unit in mark.lines[0])) // 8):
        x = WIDTH - _EDGE - 6 - dot * 8
        on.ellipse((x, _FOOT + 34, x + 3, _FOOT + 37), fill=_TEXT)


def when(change: Change, found: datetime | None) -> list[str]:
    """Return which versions are compared, and when that was found, or else when the article says it was written."""
    parts = []
    if change.old.version and change.new.version and change.kind is ChangeKind.REVISION:
        parts.append(f"version {change.old.version} to {change.new.version}")
    if found is not None:
        parts.append(f"found {moment(found)}")
    elif change.new.modified:
        parts.append(f"modified {moment(change.new.modified)}")
    elif change.new.published:
        parts.append(f"published {moment(change.new.published)}")
    return parts


def _panel(on: ImageDraw, runs: Sequence[Run], top: int) -> None:
    bottom = _FOOT - 36
    on.rectangle((_EDGE, top, WIDTH - _EDGE, bottom), fill=_PANEL_COLOUR)
    shown = fitted(runs, width=_INSIDE - 2 * _PANEL, height=bottom - top - 2 * _PANEL + 12, sizes=_TEXT_SIZES)
    shown.draw(on, _EDGE + _PANEL, top + max(_PANEL - 4, (bottom - top - shown.height) // 2), _INKS)


def _two_sides(on: ImageDraw, change: Change, top: int) -> None:
    """Draw what both outlets say, one beside the other: the first finding's words, else the headlines."""
    names = tellers.names(change.old.outlet, change.new.outlet)
    texts: list[list[Run]] = [[Run("=", side.title or "")] for side in (change.old, change.new)]
    told = next(iter(findings(change)), None)
    for evidence in told.evidence if told else ():
        texts[evidence.side == "b"] = [Run("=", stretch.text) for stretch in evidence.words]
    width = (_INSIDE - _GAP) // 2
    bottom = _FOOT - 36
    for place, (name, runs, colour) in enumerate(zip(names, texts, (_SIDE_A, _SIDE_B), strict=True)):
        left = _EDGE + place * (width + _GAP)
        on.rectangle((left, top, left + width, bottom), fill=_PANEL_COLOUR)
        on.rectangle((left, top, left + width, top + 5), fill=colour)
        _line(name, bold=True, width=width - 2 * _PANEL).draw(on, left + _PANEL, top + 22, {**_INKS, "=": Ink(colour)})
        if any(run.text.strip() for run in runs):
            height = bottom - top - 92
            shown = fitted(runs, width=width - 2 * _PANEL, height=height, sizes=range(34, 19, -2))
            shown.draw(on, left + _PANEL, top + 70, _INKS)


def _runs(change: Change) -> Iterator[Run]:
    """Yield the weightiest edit, cut to what is around its changes."""
    changed = [edit for edit in change.edits if edit.op is not Op.KEEP]
    if not changed:
        yield from _byline(change)
        return
    first = max(changed, key=lambda edit: (weight_of(edit, change.new), bool(edit.words)))
    shown = pieces(_cut(_words(first, change)), reveal=Label.INVISIBLE in first.labels)
    yield from (Run(piece.tag, piece.text) for piece in shown)


def _byline(change: Change) -> Iterator[Run]:
    old, new = ", ".join(change.old.byline), ", ".join(change.new.byline)
    if old == new:
        yield Run("=", change.new.title or "The words are the same on both sides.")
        return
    yield Run("=", "By ")
    yield from (Run(tag, text) for tag, text in _changed(old, new))


def _words(edit: Edit, change: Change) -> Words:
    if edit.words:
        return edit.words
    old = joined([change.old.sentences[index] for index in edit.old])
    new = joined([change.new.sentences[index] for index in edit.new])
    if edit.op is Op.MOVE:
        return (("=", new),)
    return tuple(_changed(old, new))


def _changed(old: str, new: str) -> Iterator[tuple[Tag, str]]:
    if old:
        yield "-", old
    if new:
        yield "+", new


def _cut(words: Words) -> Words:
    """Return the pieces with what stayed cut short."""
    found: list[tuple[Tag, str]] = []
    for at, (tag, text) in enumerate(words):
        if tag != "=":
            shown = text if len(text) <= _CHANGED else f"{text[:_CHANGED].rstrip()}\u2026"
        elif at == 0 and len(words) > 1:
            shown = text if len(text) <= _BEFORE else f"\u2026 {text[-_BEFORE:].partition(' ')[2]}"
        elif at == len(words) - 1:
            shown = text if len(text) <= _AFTER else f"{text[:_AFTER].rpartition(' ')[0]} \u2026"
        else:
            half = _BETWEEN // 2
            is_short = len(text) <= _BETWEEN
            shown = text if is_short else f"{text[:half].rpartition(' ')[0]} \u2026 {text[-half:].partition(' ')[2]}"
        found.append((tag, shown))
    return tuple(found)
