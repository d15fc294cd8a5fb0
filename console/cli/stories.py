"""`stet stories` and `stet story`: what is told, and by whom."""

import click

from console.cli import output, stored
from console.cli.arguments import NUMBER
from console.cli.changes import write_changes
from console.cli.output import shown_time
from console.cli.terminal import line
from schemas.story import Story
from worker.store import stories as store


@click.command(epilog="Example: stet stories --limit 10")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="How many at most.")
@output.json_option
def stories(limit: int, *, as_json: bool) -> None:
    """List the stories, newest change first."""
    if not stored.exists():
        stored.report_nothing(as_json=as_json)
        return
    with stored.reading() as session:
        found = store.newest(session, limit=limit)
    if as_json:
        output.write_json(found)
        return
    if not found:
        output.say(stored.NOTHING)
        return
    output.write_table(
        ("story", "changed (UTC)", "arts", "chgs", "outlets", "title"),
        [
            (row.id, shown_time(row.changed_at), row.articles, row.changes, ", ".join(row.outlets), row.title)
            for row in found
        ],
        wide=("outlets", "title"),
    )


@click.command(epilog="Example: stet story 12 --json")
@click.argument("number", metavar="ID", type=NUMBER)
@output.json_option
def story(number: int, *, as_json: bool) -> None:
    """Show one story: its articles, where they differ, and what was revised."""
    with stored.reading() as session:
        found = store.load(session, number)
    if as_json:
        output.write_json(found)
    else:
        _write(found)


def _write(found: Story) -> None:
    output.write_line(
        f"story {found.id}: {line(found.title)}\n"
        f"opened {shown_time(found.opened_at)}, last changed {shown_time(found.changed_at)} UTC\n"
    )
    output.write_table(
        ("article", "vers", "published (UTC)", "outlet", "title"),
        [(row.id, row.versions, shown_time(row.published), row.outlet, row.title) for row in found.articles],
        wide=("outlet", "title"),
    )
    for heading, listed in (("Divergences", found.divergences), ("Revisions", found.revisions)):
        if listed:
            output.write_line(f"\n{heading}")
            write_changes(listed)
