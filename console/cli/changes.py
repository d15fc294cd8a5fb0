"""`stet changes`: the stream of changes, listed or followed."""

import time
from collections.abc import Iterable, Iterator
from datetime import datetime

import click

from console.cli import output, stored
from console.cli.arguments import Among, Moment
from console.cli.output import shown_time
from console.cli.terminal import line
from schemas.change import ChangeKind, Label
from schemas.story import ChangeSummary
from worker.errors import NotFoundError
from worker.store import changes as store
from worker.store.changes import ChangeQuery

FOLLOW_SECONDS = 2.0
"""How often a followed stream is looked at."""


@click.command(epilog="Example: stet changes --since 2h --label figure --min-significance 0.5 --follow")
@click.option("--since", type=Moment(), help="Only since then: 2h, 3d, or an ISO 8601 time.")
@click.option("--label", type=Among(Label), help="Only with this label.")
@click.option("--min-significance", type=click.FloatRange(0, 1), default=0.0, help="Only from here up, of 0 to 1.")
@click.option("--outlet", help="Only of this outlet.")
@click.option("--kind", type=Among(ChangeKind), help="Only revisions, or only divergences.")
@click.option("--limit", type=click.IntRange(1, 1000), default=100, show_default=True, help="How many at most.")
@click.option("--follow", "is_followed", is_flag=True, help="Go on as they come; with --json one document a line.")
@output.json_option
def changes(
    since: datetime | None,
    label: Label | None,
    min_significance: float,
    outlet: str | None,
    kind: ChangeKind | None,
    limit: int,
    *,
    is_followed: bool,
    as_json: bool,
) -> None:
    """List the changes, newest first."""
    query = ChangeQuery(
        since=since, label=label, min_significance=min_significance, outlet=outlet, kind=kind, limit=limit
    )
    if is_followed:
        for change in follow(query):
            output.write_json(change) if as_json else output.write_line(one_line(change))
        return
    if not stored.exists():
        stored.report_nothing(as_json=as_json)
        return
    with stored.reading() as session:
        found = store.find(session, query)
    if as_json:
        output.write_json(found)
    elif found:
        write_changes(found)
    else:
        output.say("no change matches; fewer filters may find some")


def follow(query: ChangeQuery) -> Iterator[ChangeSummary]:
    """Yield the changes that match, oldest first, then each new one as it is stored; never ends by itself."""
    last: int | None = None
    while True:
        try:
            with stored.reading() as session:
                found = store.find(session, query.model_copy(update={"after_id": last}))
        except NotFoundError:  # the database may be made yet
            found = ()
        yield from found if last is not None else reversed(found)
        last = max((change.id for change in found), default=last or 0)
        if len(found) < query.limit:
            time.sleep(FOLLOW_SECONDS)


def write_changes(found: Iterable[ChangeSummary]) -> None:
    """Print changes as a table."""
    output.write_table(
        ("change", "when (UTC)", "sig", "what"),
        [
            (change.id, shown_time(change.at), f"{change.significance:.2f}", f"{outlets(change)}: {told(change)}")
            for change in found
        ],
        wide=("what",),
    )


def outlets(change: ChangeSummary) -> str:
    """Name whose wording it is about."""
    return change.article.outlet if change.other is None else f"{change.other.outlet} / {change.article.outlet}"


def one_line(change: ChangeSummary) -> str:
    """Return a change in one line, for a stream."""
    return line(f"{shown_time(change.at)}  {change.id}  {change.significance:.2f}  {outlets(change)}: {told(change)}")


def told(change: ChangeSummary) -> str:
    """Return the summary with the labels after it."""
    return f"{change.summary} [{', '.join(change.labels)}]" if change.labels else change.summary
