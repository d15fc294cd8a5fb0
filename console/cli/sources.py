"""`stet watch`, `stet unwatch`, `stet sources`: what is visited again and again."""

from typing import TYPE_CHECKING

import click

from console.cli import nudging, output, stored
from console.cli.arguments import WebAddress
from console.cli.output import shown_time
from worker.errors import StetError
from worker.stages.poll import watch as start_watching
from worker.store import sources as store
from worker.text import address

if TYPE_CHECKING:
    from schemas.outcome import Nudge


@click.command(epilog="Example: stet watch https://example.org/feed.xml --outlet 'The Example'")
@click.argument("urls", metavar="URL...", nargs=-1, required=True, type=WebAddress())
@click.option("--outlet", help="Who publishes it; else what the feed says of itself.")
@output.json_option
def watch(urls: tuple[str, ...], outlet: str | None, *, as_json: bool) -> int:
    """Watch feeds, sites (their feeds are discovered) or single articles."""
    stored.prepare()
    nudges: list[Nudge] = []
    watched: list[dict[str, object]] = []
    for url in urls:
        try:
            with stored.in_words():
                nudges += start_watching(url, outlet).next
        except StetError as error:
            output.say(f"{url}: {error}")
            watched.append({"url": url, "problem": str(error)})
        else:
            watched.append({"url": url, "problem": None})
    nudging.send(nudges, kept=f"{len(nudges)} of {len(urls)}")
    if as_json:
        output.write_json(watched)
    else:
        for one in watched:
            if one["problem"] is None:
                output.write_line(f"watching  {one['url']}")
    return int(any(one["problem"] for one in watched))


@click.command(epilog="Example: stet unwatch https://example.org/feed.xml")
@click.argument("url")
@output.json_option
def unwatch(url: str, *, as_json: bool) -> None:
    """Stop watching a feed or an article. What was stored stays."""
    with stored.writing() as session:
        store.unwatch(session, address.fetchable(url))
    if as_json:
        output.write_json({"url": url, "watched": False})
    else:
        output.write_line(f"no longer watching  {url}")


@click.command(epilog="Example: stet sources --json")
@output.json_option
def sources(*, as_json: bool) -> None:
    """List what is watched: its health, next visit, and how many articles it brought."""
    if not stored.exists():
        stored.report_nothing(as_json=as_json)
        return
    with stored.reading() as session:
        found = store.listed(session)
    if as_json:
        output.write_json(found)
        return
    if not found:
        output.say("nothing is watched; `stet watch URL` begins")
        return
    output.write_table(
        ("kind", "arts", "next (UTC)", "health", "outlet", "url"),
        [
            (source.kind, source.articles, shown_time(source.next_visit), source.health, source.outlet, source.url)
            for source in found
        ],
        wide=("health", "outlet", "url"),
    )
