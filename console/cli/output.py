"""Where everything goes: results to standard output, for people or as one JSON document; all else to standard error."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from typing import TypeVar

import click
from pydantic_core import to_jsonable_python
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from console.cli.terminal import clean, line

json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")


class _Console(Console):
    """A console that leaves a reader who went away to the command line's own handling."""

    def on_broken_pipe(self) -> None:
        """Pass the error on; the base class would end the program here."""
        raise BrokenPipeError


def console() -> Console:
    """Return a console on standard output that takes every text literally."""
    return _Console(markup=False, highlight=False, emoji=False)


def is_plain(target: Console) -> bool:
    """Whether colours and strike-through would be lost there: no terminal, a dumb one, or `NO_COLOR`."""
    return not target.is_terminal or target.no_color or target.color_system is None


def say(text: str) -> None:
    """Print one line to standard error, under the program's name."""
    click.echo(f"stet: {line(text)}", err=True)


def write_line(text: str) -> None:
    """Print one result for people, whatever is in it."""
    click.echo(clean(text))


def write_json(value: object) -> None:
    """Print `value` (schemas, or lists and mappings of them) as one JSON document on one line, in UTF-8 (RFC 8259).

    At a terminal everything outside ASCII is escaped, since it may have come from a page.
    """
    shown = json.dumps(to_jsonable_python(value, by_alias=True), ensure_ascii=sys.stdout.isatty())
    # A lone surrogate, which UTF-8 has no bytes for, becomes the `\udXXX` that JSON itself has for it.
    click.echo(shown.encode("utf-8", "backslashreplace"))


def write_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, wide: Sequence[str] = ()) -> None:
    """Print rows for people: a column named in `wide` takes the room that is left and wraps, the others keep theirs."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in columns:
        is_wide = name in wide
        table.add_column(name, no_wrap=not is_wide, overflow="fold", ratio=1 if is_wide else None)
    for row in rows:
        table.add_row(*(line(str(cell)) if cell is not None else "-" for cell in row))
    console().print(table)


def shown_time(moment: datetime | None) -> str:
    """Return a moment to the minute, in UTC; midnight is how a day is kept that is given without an hour."""
    if moment is None:
        return "-"
    return f"{moment:%Y-%m-%d}" if moment.time() == time() else f"{moment:%Y-%m-%d %H:%M}"


Item = TypeVar("Item")


def with_bar(items: Iterable[Item], what: str, *, total: int, prints: bool = False) -> Iterator[Item]:
    """Yield the items, drawing a bar on standard error where that is a terminal and there are several.

    Args:
        items: what is worked.
        what: shown before the bar.
        total: how many there are.
        prints: whether results are printed in between, which at the same terminal are bar enough.
    """
    with progress(what, total=total, prints=prints) as tick:
        for item in items:
            yield item
            tick()


@contextmanager
def progress(what: str, *, total: int, prints: bool = False) -> Iterator[Callable[[], None]]:
    """Draw a bar as `with_bar` does, for work that is no loop; what is given is to be called once for each item."""
    is_drawn = total > 1 and sys.stderr.isatty() and not (prints and sys.stdout.isatty())
    target = _Console(stderr=True)
    # Left to itself the bar would take over standard output, and results would land on standard error.
    with Progress(console=target, transient=True, redirect_stdout=False, disable=not is_drawn) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)
