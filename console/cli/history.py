"""`stet history`: the versions of one article."""

from collections.abc import Iterator, Sequence

import click

from console.cli import output, stored, telling
from console.cli.changes import write_changes
from console.cli.output import shown_time
from console.cli.terminal import line
from schemas.story import Absence, ArticleHistory, Version
from worker.store import articles
from worker.store import history as store
from worker.text import address


@click.command(epilog="Example: stet history https://example.org/story")
@click.argument("article", metavar="URL-OR-ID")
@output.json_option
def history(article: str, *, as_json: bool) -> None:
    """List the versions of an article and what changed between them, oldest first."""
    with stored.reading() as session:
        found = store.load(session, articles.look_up(session, address.fetchable(article)))
    if as_json:
        output.write_json(found)
    else:
        _write(found)


def _write(found: ArticleHistory) -> None:
    about = found.article
    byline = f" by {line(', '.join(found.byline))}" if found.byline else ""
    story = "" if about.story is None else f", story {about.story}"
    output.write_line(
        f"article {about.id}: {line(about.title) or '(no title)'}\n"
        f"{line(about.outlet)}{byline}{story}\n{line(about.url)}\n"
        f"first seen {shown_time(found.first_seen)}, next visit {shown_time(found.next_visit)} UTC\n"
    )
    output.write_table(
        ("version", "fetched (UTC)", "modified (UTC)", "stands since", "digest", "title"),
        [
            (row.version, shown_time(row.fetched_at), shown_time(row.modified), _since(row), row.digest[:8], title)
            for row, title in zip(found.versions, _titles(found.versions), strict=True)
        ],
        wide=("title",),
    )
    if len(found.urls) > 1:
        output.write_line("")
        output.write_table(
            ("first seen (UTC)", "last seen (UTC)", "at"),
            [(shown_time(each.first_seen), shown_time(each.last_seen), line(each.url)) for each in found.urls],
            wide=("at",),
        )
    if found.absences:
        output.write_line("")
        output.write_table(
            ("no article since (UTC)", "until", "what was there"),
            [
                (shown_time(gone.since), f"{'after ' if gone.over else 'now, '}{shown_time(gone.last)}", _instead(gone))
                for gone in found.absences
            ],
            wide=("what was there",),
        )
    if found.moves:
        output.write_line("")
        for made in found.moves:
            output.write_line(telling.repair_line(made))
    if found.changes:
        output.write_line("")
        write_changes(found.changes)


def _since(row: Version) -> str:
    """Return since when a version stands where that is the outlet's word, else what tells of it."""
    return f"{shown_time(row.since)} stated" if row.dated_by.is_stated else row.dated_by.value


def _instead(gone: Absence) -> str:
    return f"{gone.verdict}: {line(gone.reason)}"


def _titles(versions: Sequence[Version]) -> Iterator[str]:
    """Yield each version's title where it is a new one."""
    before: str | None = None
    for row in versions:
        yield line(row.title) if row.title != before else "(the same)"
        before = row.title
