"""`stet ingest`: articles into the queue, from anywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import click

from console.cli import nudging, output, stored, wait
from console.cli.archives import is_archive
from console.cli.arguments import ArticleName, Moment
from console.cli.gather import Item, Known, places, requests
from schemas.outcome import Nudge
from worker.errors import RefusedRequestError, StetError
from worker.stages.ingest import receive


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of handing one article in."""

    source: str
    request_id: str | None
    problem: str | None = None
    nudges: tuple[Nudge, ...] = ()


@click.command(
    epilog="Example: stet ingest https://example.org/story page.html --outlet 'The Example' --wait. "
    "A sources.toml beside files says who published each and where."
)
@click.argument("given", metavar="PATH-OR-URL...", nargs=-1, required=True)
@click.option("--outlet", help="Who published it.")
@click.option("--url", type=ArticleName(), help="Where a file was published, or its urn: as `stet history` shows it.")
@click.option("--title", help="Its headline.")
@click.option("--published", type=Moment(), help="When it was published.")
@click.option("--wait", "is_waiting", is_flag=True, help="Stay until all are through.")
@click.option(
    "--timeout",
    "timeout_seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=120,
    show_default=True,
    help="With --wait: seconds to stay at most.",
)
@output.json_option
def ingest(
    given: tuple[str, ...],
    outlet: str | None,
    url: str | None,
    title: str | None,
    published: datetime | None,
    *,
    timeout_seconds: float,
    is_waiting: bool,
    as_json: bool,
) -> int:
    """Take articles in through the queue.

    Each is a URL to fetch, a file (.html, .htm, .txt, .json with a reading or an ingest request, or .warc and .warc.gz
    with many pages), a folder with such files, or - for a text on standard input. Needs `stet up` to be worked; without
    it what was handed in is kept.
    """
    found = places(given)
    if (len(found) > 1 or any(is_archive(place.name) for place in found)) and (url or title):
        raise click.UsageError("--url and --title speak of one article; give one, or write a sources.toml beside them")
    stored.prepare()
    items = requests(found, Known(outlet, url, title, published))
    kept, broken = _received(output.with_bar(items, "taking in", total=len(found)))
    took = [(one.source, one.request_id) for one in kept if one.request_id is not None]
    is_sent = nudging.send([nudge for one in kept for nudge in one.nudges], kept=f"{len(took)} of {len(kept)}")
    if broken is not None:
        _report(kept, as_json=as_json)
        raise StetError(f"{broken}; {len(took)} of {len(found)} were kept before, and none after") from broken
    if is_waiting and is_sent:
        return _wait(kept, took, timeout_seconds, as_json=as_json)
    _report(kept, as_json=as_json)
    return int(is_waiting or any(one.problem for one in kept))


def _received(items: Iterable[Item]) -> tuple[list[Kept], StetError | None]:
    """Keep requests until one cannot be stored; return what became of those before, and why it ended."""
    kept: list[Kept] = []
    for item in items:
        try:
            kept.append(_receive(item))
        except StetError as error:
            return kept, error
    return kept, None


def _receive(item: Item) -> Kept:
    """Keep one request; what cannot be taken in is said at once, and holds up none of the others."""
    if item.request is None:
        output.say(str(item.problem))
        return Kept(item.name, None, item.problem)
    try:
        with stored.in_words():
            outcome = receive(item.request)
    except RefusedRequestError as error:
        output.say(f"{item.name}: {error}")
        return Kept(item.name, None, str(error))
    return Kept(item.name, item.request.request_id, None, outcome.next)


def _report(kept: Sequence[Kept], *, as_json: bool) -> None:
    if as_json:
        output.write_json(
            [{"source": one.source, "request_id": one.request_id, "problem": one.problem} for one in kept]
        )
        return
    for one in kept:
        if one.problem is None:
            output.write_line(f"taken in  {one.source}")


def _wait(kept: Sequence[Kept], took: list[tuple[str, str]], timeout_seconds: float, *, as_json: bool) -> int:
    """Stay until all are through; people see each at once, machines get the whole at the end."""
    through = []
    followed = wait.until_through(took, timeout_seconds)
    for one in output.with_bar(followed, "waiting", total=len(took), prints=not as_json):
        through.append(one)
        if not as_json:
            wait.report(one)
    refused = [wait.Through(one.source, None, problem=one.problem) for one in kept if one.problem]
    if as_json:
        output.write_json([*through, *refused])
    return int(any(one.problem for one in [*through, *refused]))
