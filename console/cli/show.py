"""`stet show`: one change, and how any change is printed or written to a file."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click
from rich.table import Table
from rich.text import Text

from console.cli import output, stored
from console.cli.arguments import NUMBER
from console.cli.beside import beside
from console.cli.contrast import contrast
from console.cli.output import shown_time
from console.cli.redline import Block, redline
from schemas.change import Change, ChangeKind
from worker.errors import StetError
from worker.store import changes as store
from worker.store import matrix

Command = TypeVar("Command", bound=Callable[..., object])
_MARGIN = 5
"""Columns for what stands beside a paragraph."""


def file_options(command: Command) -> Command:
    """Add the options that write a change to a file."""
    file = click.Path(dir_okay=False)
    command = click.option("--png", metavar="FILE", type=file, help="Write a picture of it (1200 by 630).")(command)
    return click.option("--html", metavar="FILE", type=file, help="Write it as a page that stands alone.")(command)


side_by_side_option = click.option("--side-by-side", is_flag=True, help="The old text beside the new.")


@click.command(epilog="Example: stet show 34 --side-by-side. stet show 34 --png card.png")
@click.argument("number", metavar="CHANGE", type=NUMBER)
@side_by_side_option
@file_options
@output.json_option
def show(number: int, html: str | None, png: str | None, *, side_by_side: bool, as_json: bool) -> None:
    """Show one change as a redline."""
    with stored.reading() as session:
        found = store.load(session, number)
        newer = matrix.compared_since(session, number, found.change)
    write_files(found.change, html=html, png=png, found=found.at)
    if as_json:
        output.write_json(found.change)
        return
    if html or png:
        return
    story = "" if found.story_id is None else f", story {found.story_id}"
    since = "" if newer is None else f"; an article changed since: change {newer} is how they compare now"
    output.write_line(f"change {found.id}{story}, found {shown_time(found.at)} UTC{since}")
    write_change(found.change, side_by_side=side_by_side)


def write_change(change: Change, *, side_by_side: bool = False) -> None:
    """Print a change for people: in colours at a terminal, with brackets elsewhere."""
    target = output.console()
    plain = output.is_plain(target)
    if change.kind is ChangeKind.DIVERGENCE:
        for paragraph in contrast(change, plain=plain):
            target.print(paragraph, soft_wrap=not target.is_terminal)
    elif side_by_side:
        for part in beside(change, plain=plain):
            target.print(part, soft_wrap=isinstance(part, Text) and not target.is_terminal)
    else:
        for block in redline(change, plain=plain):
            target.print(
                _with_margin(block) if target.is_terminal else _in_line(block), soft_wrap=not target.is_terminal
            )


def _in_line(block: Block) -> Text:
    return Text("").join((Text(f"{block.margin} "), block.text)) if block.margin else block.text


def _with_margin(block: Block) -> Table | Text:
    """Return the paragraph with its margin; what has none, such as the heading, keeps the whole width."""
    if not block.margin:
        return block.text
    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_column(width=_MARGIN - 1, style="dim", no_wrap=True)
    row.add_column()
    row.add_row(block.margin, block.text)
    return row


def write_files(change: Change, *, html: str | None, png: str | None, found: datetime | None = None) -> None:
    """Write a change as a page or a picture, and say so.

    Raises:
        StetError: a file cannot be written.
    """
    if html:
        from console.web.sheet import sheet  # noqa: PLC0415 - templates take a while to load, and few ask for them

        _write(html, sheet(change).encode("utf-8", "replace"))
    if png:
        from console.web.card import card  # noqa: PLC0415 - so do fonts

        _write(png, card(change, found))


def _write(name: str, body: bytes) -> None:
    try:
        Path(name).write_bytes(body)
    except OSError as error:
        raise StetError(f"{name!r} cannot be written: {error.strerror or error}; check the folder") from error
    output.say(f"wrote {name}")
