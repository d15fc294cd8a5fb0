"""`stet stories` and `stet story`: what is told, and by whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser

import click
from sqlalchemy.orm import Session

from console.cli import output, stored, telling
from console.cli.arguments import NUMBER
from console.cli.changes import write_changes
from console.cli.output import shown_time
from console.cli.terminal import line
from schemas.alert import StoryAlert
from schemas.story import Story, StoryRepair
from schemas.trace import Trace, TraceStep
from worker.clock import now
from worker.store import repairs, traces
from worker.store import stories as store
from worker.store.repairs import Reason
from worker.store.session import lock_stories
from worker.text.between.quotes import speaker_names
from worker.text.diff import wordlike

MOST_CHANGES = 12
"""Divergences, the weightiest, and revisions, the newest, that the terminal lists."""


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


class ShowUnlessNamed(click.Group):
    """A group whose first command is meant where none is named: `stet story 12` shows story 12."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command's name in where it was left out."""
        named = next((word for word in args if not word.startswith("-")), None)
        if args and named not in self.commands and not {"--help", "-h"} & set(args):
            args = ["show", *args]
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of the first command too, which its name is not needed for."""
        own = [option for option in self.commands["show"].params if isinstance(option, click.Option)]
        with formatter.section("Options of `stet story ID`"):
            formatter.write_dl([record for option in own if (record := option.get_help_record(ctx))])
        super().format_options(ctx, formatter)


@click.group(
    cls=ShowUnlessNamed,
    epilog='Example: stet story 12 --json; stet story 12 --trace "the grain was safe"; stet story merge 12 15; '
    "stet story split 12 40",
)
def story() -> None:
    """Show one story, or put right which articles tell it.

    `stet story ID` shows it: who tells it, what they tell differently, who followed corrections, who carries which
    quotation. `stet story ID --trace "words"` tells who had these words first, who took them, and when they changed.
    """


@story.command(
    short_help="Show one story: articles, differences, revisions.",
    epilog='Example: stet story show 12 --trace "the grain was safe to eat"',
)
@click.argument("number", metavar="ID", type=NUMBER)
@click.option("--trace", "words", metavar="WORDS", help="Tell who had these words first, who took them, what changed.")
@output.json_option
def show(number: int, words: str | None, *, as_json: bool) -> None:
    """Show one story: its articles, where they differ, and what was revised.

    The id of a story that was merged into another shows that.
    """
    if words is not None:
        _trace(number, words, as_json=as_json)
        return
    with stored.reading() as session:
        found = store.load(session, number)
    _say_where(number, found.id)
    if as_json:
        output.write_json(found)
    else:
        _write(found)


def _say_where(asked: int, found: int) -> None:
    """Say that what is shown goes by another id by now."""
    if asked != found:
        output.say(f"story {asked} was merged into story {found}")


_WHY = click.option("--why", default="", help="The reason, for the record.")


@story.command(
    short_help="Merge two stories into the one opened first.",
    epilog='Example: stet story merge 12 15 --why "the same fire"',
)
@click.argument("one", metavar="ID", type=NUMBER)
@click.argument("other", metavar="ID", type=NUMBER)
@_WHY
@output.json_option
def merge(one: int, other: int, why: str, *, as_json: bool) -> None:
    """Merge two stories; the one opened first keeps its id, and the other's leads to it.

    The articles stay together from then on, whatever grouping would say.
    """
    with _putting_right() as session:
        made = repairs.merge(session, one, other, _reason(why), now=now())
    _report(made, as_json=as_json)


@story.command(epilog='Example: stet story split 12 40 41 --why "another town"')
@click.argument("number", metavar="ID", type=NUMBER)
@click.argument("articles", metavar="ARTICLE...", type=NUMBER, nargs=-1, required=True)
@_WHY
@output.json_option
def split(number: int, articles: tuple[int, ...], why: str, *, as_json: bool) -> None:
    """Move articles out of a story into one of their own.

    They stay apart from then on, whatever grouping would say.
    """
    with _putting_right() as session:
        made = repairs.split(session, number, articles, _reason(why), now=now())
    _report(made, as_json=as_json)


@contextmanager
def _putting_right() -> Iterator[Session]:
    stored.require()
    with stored.writing() as session:
        lock_stories(session)
        yield session


def _reason(why: str) -> Reason:
    try:
        who = getuser()
    except (KeyError, OSError):  # a user without a name, as in a container
        who = "somebody"
    return Reason(who, why, by_hand=True)


def _report(made: StoryRepair, *, as_json: bool) -> None:
    if as_json:
        output.write_json(made)
    else:
        output.write_line(telling.repair_line(made))


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
    telling.write(found)
    for heading, listed in (("Divergences", found.divergences), ("Revisions", found.revisions)):
        if listed:
            output.write_line(f"\n{heading}")
            write_changes(listed[:MOST_CHANGES])
        if len(listed) > MOST_CHANGES:
            output.write_line(f"and {len(listed) - MOST_CHANGES} more; --json lists them")
    if found.storyline:
        output.write_line(f"\nStoryline {found.storyline.id}")
        output.write_table(
            ("story", "opened (UTC)", "arts", "title"),
            [(row.id, shown_time(row.opened_at), row.articles, row.title) for row in found.storyline.events],
            wide=("title",),
        )
    if found.alerts:
        output.write_line("\nAlerts")
        output.write_table(
            ("sent (UTC)", "delivered", "change", "what"),
            [
                (shown_time(row.at), f"{row.delivered} of {row.owed}", row.change, _alerted(row, found))
                for row in found.alerts[:MOST_CHANGES]
            ],
            wide=("what",),
        )
    if found.repairs:
        output.write_line("\nPut right")
        for made in found.repairs:
            output.write_line(telling.repair_line(made))


def _alerted(row: StoryAlert, of: Story) -> str:
    """Return what an alert said, and of which story where that is another by now."""
    return row.about if row.story == of.id else f"{row.about} (sent of story {row.story})"


def _trace(number: int, words: str, *, as_json: bool) -> None:
    """Tell the way that words took through a story."""
    if not wordlike(words):
        raise click.BadParameter("give a sentence, a quotation or some words of one", param_hint="'--trace'")
    with stored.reading() as session:
        found = traces.of_words(session, number, words)
    _say_where(number, found.story)
    if as_json:
        output.write_json(found)
        return
    if not found.steps:
        output.say(f"no version of story {number} says these words; try fewer of them")
        if found.nearest:
            output.write_line("what comes closest")
            output.write_table(
                ("outlet", "vers", "likeness", "words"),
                [(near.outlet, near.version, f"{near.similarity:.2f}", near.text) for near in found.nearest],
                wide=("outlet", "words"),
            )
        return
    output.write_table(
        ("at (UTC)", "what", "outlet", "vers", "share", "words"),
        [
            (_since(step), step.turn, step.outlet, step.version, f"{step.share:.0%}", _said(step, found))
            for step in found.steps
        ],
        wide=("outlet", "words"),
    )
    output.write_line(f"\nnow in: {', '.join(map(line, found.standing)) or 'none'}")
    if found.otherwise:
        output.write_line(f"told otherwise now in: {', '.join(map(line, found.otherwise))}")
    if found.without:
        output.write_line(f"never: {', '.join(map(line, found.without))}")


def _since(step: TraceStep) -> str:
    return shown_time(step.at) + (" stated" if step.dated_by.is_stated else "")


def _said(step: TraceStep, of: Trace) -> str:
    """Return the words of a step: in which form, by whom, and what stands in their place where they are gone."""
    told = f"headline: {step.text}" if step.in_title else step.text
    speaker = speaker_names.shown(step.speaker, step.attribution)
    marks = [] if step.quoted or not any(one.quoted for one in of.steps) else ["not in quotation marks"]
    about = ", ".join([speaker] if speaker else marks)
    return "".join((told, f" ({about})" if about else "", f" Now: {step.instead}" if step.instead else ""))
