"""`stet show`: one change, and how any change is printed."""

import click

from console.cli import output, stored
from console.cli.arguments import NUMBER
from console.cli.contrast import contrast
from console.cli.output import shown_time
from console.cli.redline import redline
from schemas.change import Change, ChangeKind
from worker.store import changes as store


@click.command(epilog="Example: stet show 34")
@click.argument("number", metavar="CHANGE", type=NUMBER)
@output.json_option
def show(number: int, *, as_json: bool) -> None:
    """Show one change as a redline."""
    with stored.reading() as session:
        found = store.load(session, number)
    if as_json:
        output.write_json(found.change)
        return
    story = "" if found.story_id is None else f", story {found.story_id}"
    output.write_line(f"change {found.id}{story}, found {shown_time(found.at)} UTC")
    write_change(found.change)


def write_change(change: Change) -> None:
    """Print a change for people: in colours at a terminal, with brackets elsewhere."""
    target = output.console()
    plain = output.is_plain(target)
    drawn = contrast if change.kind is ChangeKind.DIVERGENCE else redline
    for paragraph in drawn(change, plain=plain):
        target.print(paragraph, soft_wrap=not target.is_terminal)
