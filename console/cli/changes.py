"""`stet changes`: the stream of changes, listed or followed."""

import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import click
from sqlalchemy.orm import Session

from console.cli import output, stored
from console.cli.arguments import Among, Moment
from console.cli.output import shown_time
from console.cli.terminal import line
from schemas.change import ChangeKind, Label
from schemas.story import ChangeSummary
from worker import clock
from worker.errors import NotFoundError
from worker.store import changes as store
from worker.store.changes import ChangeQuery

FOLLOW_SECONDS = 2.0
"""How often a followed stream is looked at."""
_LATE = timedelta(minutes=2)
"""How long after it was numbered a change may still be committed, and a grown one is looked for."""

_MOST_LATE = 1000


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
        write_changes(found, with_titles=True)
    else:
        output.say("no change matches; fewer filters may find some")


def follow(query: ChangeQuery) -> Iterator[ChangeSummary]:
    """Yield the changes that match, oldest first, then each new one as it is stored; never ends by itself.

    A change that gathers additions comes again whenever it has grown. Of two that are written at once the one with the
    smaller number may come to be seen later: the last minutes are looked at again, and what was yielded is left out.
    """
    last: int | None = None
    yielded: dict[int, datetime] = {}
    while True:
        moment = clock.now()
        try:
            with stored.reading() as session:
                found = store.find(session, query.model_copy(update={"after_id": last}))
                again = [] if last is None else [*_again(session, query, moment - _LATE)]
        except NotFoundError:  # the database may be made yet
            found, again = (), []
        for change in (*(found if last is not None else reversed(found)), *again):
            if yielded.get(change.id) != (stands := change.grown or change.at):
                yielded[change.id] = stands
                yield change
        last = max((change.id for change in found), default=last or 0)
        yielded = {number: stands for number, stands in yielded.items() if stands >= moment - 2 * _LATE}
        if len(found) < query.limit:
            time.sleep(FOLLOW_SECONDS)


def _again(session: Session, query: ChangeQuery, since: datetime) -> Iterator[ChangeSummary]:
    """Yield, oldest first, what was written or has grown since then."""
    for wanted in ({"since": since}, {"grown_since": since, "since": None}):
        yield from reversed(store.find(session, query.model_copy(update={**wanted, "limit": _MOST_LATE})))


def write_changes(found: Iterable[ChangeSummary], *, with_titles: bool = False) -> None:
    """Print changes as a table; `with_titles` says of which article each is."""
    output.write_table(
        ("change", "when (UTC)", "sig", "what"),
        [
            (
                change.id,
                shown_time(change.at),
                f"{change.significance:.2f}",
                f"{whose(change) if with_titles else by(change)}{told(change)}",
            )
            for change in found
        ],
        wide=("what",),
    )


def by(change: ChangeSummary) -> str:
    """Name whose wording a revision is about, with a colon; a divergence names both outlets itself."""
    return f"{change.article.outlet}: " if change.other is None else ""


def whose(change: ChangeSummary) -> str:
    """Name whose wording it is about, and of which article, with a colon."""
    title = change.article.title
    if not title:
        return by(change)
    return f"{change.article.outlet}, \u201c{title}\u201d: " if change.other is None else f"\u201c{title}\u201d: "


def one_line(change: ChangeSummary) -> str:
    """Return a change in one line, for a stream."""
    when = shown_time(change.grown or change.at)
    grown = " (grown)" if change.grown else ""
    return line(f"{when}  {change.id}  {change.significance:.2f}  {whose(change)}{told(change)}{grown}")


def told(change: ChangeSummary) -> str:
    """Return the summary with the labels after it."""
    return f"{change.summary} [{', '.join(change.labels)}]" if change.labels else change.summary
