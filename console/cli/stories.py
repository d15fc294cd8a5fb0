"""`stet stories` and `stet story`: what is told, and by whom."""

import click

from console.cli import output, stored
from console.cli.arguments import NUMBER
from console.cli.changes import write_changes
from console.cli.output import shown_time
from console.cli.terminal import line
from schemas.story import Story
from schemas.trace import TraceStep
from worker.store import stories as store
from worker.store import traces
from worker.text.diff import wordlike


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


@click.command(epilog='Example: stet story 12 --trace "the grain was safe to eat"')
@click.argument("number", metavar="ID", type=NUMBER)
@click.option("--trace", "words", metavar="WORDS", help="Tell who had these words first, who took them, what changed.")
@output.json_option
def story(number: int, words: str | None, *, as_json: bool) -> None:
    """Show one story: its articles, where they differ, and what was revised."""
    if words is not None:
        _trace(number, words, as_json=as_json)
        return
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


def _trace(number: int, words: str, *, as_json: bool) -> None:
    """Tell the way that words took through a story."""
    if not wordlike(words):
        raise click.BadParameter("give a sentence, a quotation or some words of one", param_hint="'--trace'")
    with stored.reading() as session:
        found = traces.of_words(session, number, words)
    if as_json:
        output.write_json(found)
        return
    if not found.steps:
        output.say(f"no version of story {number} says these words; try fewer of them")
        return
    output.write_table(
        ("at (UTC)", "what", "outlet", "vers", "share", "words"),
        [
            (shown_time(step.at), step.turn, step.outlet, step.version, f"{step.share:.0%}", _with_speaker(step))
            for step in found.steps
        ],
        wide=("outlet", "words"),
    )
    if found.without:
        output.write_line(f"\nnever: {', '.join(map(line, found.without))}")


def _with_speaker(step: TraceStep) -> str:
    return f"{step.text} ({step.speaker})" if step.speaker else step.text
