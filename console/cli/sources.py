"""`stet watch`, `stet unwatch`, `stet sources`, `stet outlets`: what is visited again and again, and how it fares."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from console import silence
from console.cli import nudging, output, stored
from console.cli.arguments import WebAddress
from console.cli.output import shown_time
from console.cli.subscriptions import from_opml, from_toml
from schemas.signals import Truth
from schemas.sources import OutletHealth, Source, WatchSource
from worker.clock import now
from worker.errors import StetError
from worker.stages.poll import watch as start_watching
from worker.store import health
from worker.store import sources as store
from worker.text.feeds import opml as outlines

if TYPE_CHECKING:
    from schemas.outcome import Nudge


@click.command(
    epilog="Example: stet watch https://example.org/feed.xml --outlet 'The Example', or: stet watch --opml feeds.opml"
)
@click.argument("urls", metavar="URL...", nargs=-1, type=WebAddress())
@click.option("--outlet", help="Who publishes it; else what its articles say of themselves.")
@click.option("--opml", "lists", metavar="FILE", multiple=True, help="A feed reader's list; - for standard input.")
@click.option("--file", "files", metavar="FILE", multiple=True, help="A sources.toml with [[watch]] tables.")
@output.json_option
def watch(
    urls: tuple[str, ...], outlet: str | None, lists: tuple[str, ...], files: tuple[str, ...], *, as_json: bool
) -> int:
    """Watch feeds, sitemaps, sites or single articles; the first visit tells which.

    RSS, Atom, JSON Feed, sitemaps, news sitemaps and their indexes are read. Of a site is watched: the feeds
    that its page names, else the sitemaps in its robots.txt, else those that many sites have, else its front page.
    The titles in a feed reader's list name feeds; whose they are is what the articles say.
    """
    given = [WatchSource(url=url, outlet=outlet) for url in urls]
    given += [source for name in lists for source in from_opml(name)]
    given += [source for name in files for source in from_toml(name)]
    if not given:
        raise click.UsageError("name what to watch: a URL, --opml FILE or --file FILE")
    stored.prepare()
    return _watch(given, as_json=as_json)


def _watch(given: Sequence[WatchSource], *, as_json: bool) -> int:
    nudges: list[Nudge] = []
    watched: list[dict[str, object]] = []
    for source in output.with_bar(given, "watching", total=len(given)):
        problem = known = None
        try:
            with stored.in_words():
                with stored.reading() as session:
                    known = store.watched_as(session, source.url)
                nudges += start_watching(source.url, source.outlet).next
        except StetError as error:
            problem = str(error)
            output.say(f"{source.url}: {problem}")
        watched.append({"url": source.url, "watched_before_as": known, "problem": problem})
    nudging.send(list(dict.fromkeys(nudges)), kept=f"{len(nudges)} of {len(given)}")
    if as_json:
        output.write_json(watched)
    else:
        for one in watched:
            if one["problem"] is None:
                before = one["watched_before_as"]
                output.write_line(f"watched already  {before}" if before else f"watching  {one['url']}")
    return int(any(one["problem"] for one in watched))


@click.command(epilog="Example: stet unwatch https://example.org/feed.xml")
@click.argument("url")
@output.json_option
def unwatch(url: str, *, as_json: bool) -> None:
    """Stop watching a feed, a site or an article, and the articles that it brought. What was stored stays."""
    with stored.writing() as session:
        articles = store.unwatch(session, url)
    if as_json:
        output.write_json({"url": url, "watched": False, "articles": articles})
    else:
        output.write_line(f"no longer watching  {url}  ({articles} article{'' if articles == 1 else 's'})")


@click.command(epilog="Example: stet sources --json, or: stet sources --opml > feeds.opml")
@click.option("--opml", "as_opml", is_flag=True, help="Write a list that feed readers and `stet watch --opml` take.")
@click.option("--toml", "as_toml", is_flag=True, help="Write a list that `stet watch --file` takes.")
@output.json_option
def sources(*, as_opml: bool, as_toml: bool, as_json: bool) -> None:
    """List what is watched: its health, next visit, last good one, and what it brought.

    Brought are articles, the versions kept of them, and the changes found between these, in that order.
    """
    if as_opml + as_toml + as_json > 1:
        raise click.UsageError("choose one of --json, --opml and --toml")
    if as_opml or as_toml:
        _write_list(as_opml=as_opml)
        return
    if not stored.exists():
        stored.report_nothing(as_json=as_json)
        return
    with stored.reading() as session:
        found = store.listed(session)
        outlets = health.outlets(session, now())
        ill = [outlet for outlet in outlets if outlet.health not in {health.GOOD, health.NEW}]
    if as_json:
        output.write_json(found)
        return
    if not found:
        output.say("nothing is watched; `stet watch URL` begins")
        return
    _write_ill(ill)
    output.write_table(
        ("health", "brought", "last good", "next (UTC)", "source"),
        [
            (
                health.short(source.health),
                f"{source.articles}/{source.versions}/{source.changes}",
                _day_and_time(source.last_good),
                _day_and_time(source.next_visit),
                f"{source.outlet}, {source.form or source.kind}: {source.url}",
            )
            for source in found
        ],
        wide=("source",),
    )
    _write_wrong(found)
    told = [(outlet.outlet, said) for outlet in outlets if (said := _signals(outlet)) != "-"]
    if told:
        output.write_line("")
        output.write_table(("outlet", "what it says of changes"), told, wide=("what it says of changes",))


def _day_and_time(moment: datetime | None) -> str:
    return "-" if moment is None else f"{moment:%m-%d %H:%M}"


def _write_wrong(found: Sequence[Source]) -> None:
    """Say behind the list what is wrong with which source, and since when."""
    wrong: list[tuple[str, str]] = [
        (
            _day_and_time(source.unhealthy_since or source.last_news),
            f"{source.url}: {': '.join(silence.IN_WORDS.get(source.health, (source.health,)))}",
        )
        for source in found
        if source.unhealthy_since is not None or source.health in silence.IN_WORDS
    ]
    wrong += [("-", f"{source.url}: {source.complaint}") for source in found if source.complaint]
    if not wrong:
        return
    output.write_line("")
    output.write_table(("since (UTC)", "what is wrong"), wrong, wide=("what is wrong",))


def _write_ill(ill: list[OutletHealth]) -> None:
    """Say which outlets cannot be read or have gone quiet, before the list."""
    for outlet in ill:
        since = f"since {shown_time(outlet.since)} UTC"
        if outlet.health == health.QUIET:
            name, why = silence.IN_WORDS[health.QUIET]
            output.say(f"{outlet.outlet}: {name} {since}: {why}")
            continue
        well = f"last found well {shown_time(outlet.last_good)}" if outlet.last_good else "never found well"
        visited = (
            f"; {outlet.read} of {outlet.visited} articles visited in a day could be read" if outlet.visited else ""
        )
        output.say(f"{outlet.outlet}: {outlet.health} {since}, {well}{visited}")


@click.command(epilog="Example: stet outlets --json")
@output.json_option
def outlets(*, as_json: bool) -> None:
    """List how each outlet fares: its health and since when, its last redesign, and how many visits went well.

    Read today are the articles that could be read, of those visited within 24 hours. Signals are what it says
    of changes, in feeds and on pages: they proved true, partly true (most changes come without them), noisy (they
    move by themselves) or still (the text changes without them) at so many visits; --json counts them all.
    """
    if not stored.exists():
        stored.report_nothing(as_json=as_json)
        return
    with stored.reading() as session:
        found = health.outlets(session, now())
    if as_json:
        output.write_json(found)
        return
    if not found:
        output.say("nothing is watched; `stet watch URL` begins")
        return
    output.write_table(
        ("outlet", "health", "since", "last good", "read today", "redesigned", "signals"),
        [
            (
                outlet.outlet,
                outlet.health,
                _day_and_time(outlet.since),
                _day_and_time(outlet.last_good),
                f"{outlet.read} of {outlet.visited}",
                _day_and_time(outlet.redesigned),
                _signals(outlet),
            )
            for outlet in found
        ],
        wide=("outlet", "signals"),
    )


def _signals(outlet: OutletHealth) -> str:
    """Return how true each signal of an outlet proved, and at how many visits."""
    known = [each for each in outlet.signals if each.truth is not Truth.UNKNOWN]
    return ", ".join(f"{each.signal.value} {each.truth.value} ({each.visits})" for each in known) or "-"


def _write_list(*, as_opml: bool) -> None:
    watched: tuple[WatchSource, ...] = ()
    if stored.exists():
        with stored.reading() as session:
            watched = store.subscriptions(session)
    if as_opml:
        output.write_line(outlines.write(watched, title="Watched by stet").decode().rstrip())
        return
    for source in watched:
        # A JSON string is a basic string of TOML too.
        output.write_line(f"[[watch]]\nurl = {json.dumps(source.url)}")
        output.write_line("" if source.outlet is None else f"outlet = {json.dumps(source.outlet)}\n")
