"""Newsroom: which edits of a simulated world are seen, how soon and for how many visits, idle time left out."""

from collections.abc import Iterator, Sequence
from unittest.mock import patch

from benchmarks.leaping import watched
from benchmarks.table import Row, Scale
from newsroom.control import free_port
from newsroom.peers import RULES, watch
from newsroom.peers.discovery import Discovery
from newsroom.score import Score, score
from newsroom.score.total import FIRST
from newsroom.world import World
from worker.store import habits

SEED = 1
ANNOUNCING = (
    *("clean-rss", "atom-updated", "json-feed", "sitemap-only"),
    *("news-sitemap", "front-only", "restless", "live-blog"),
)
"""Outlets that announce in different ways. All can be read: walls and designs are for `make newsroom`."""
HINTING = (
    ("dates that are true", "atom-updated", "34"),
    ("dates that are true, a third of the budget", "atom-updated", "12"),
    ("dates that lie", "restless", "34"),
    ("words alone", "clean-rss", "34"),
)
"""What feeds hint at, outlets of which that is so (every change dated, a new date each hour, no dates), and the budget
of visits to an article where hints are heeded."""
BUDGET = "34"
"""The same where they are not."""


def rows(scale: Scale) -> Iterator[Row]:
    """Yield what is seen beside the peers' rules, and beside what is seen where hints are not heeded."""
    yield from _beside_peers(_world(scale.of(64, 8), scale, ANNOUNCING))
    for hints, archetype, budget in HINTING:
        yield from _with_and_without(_world(scale.of(30, 4), scale, (archetype,)), hints, budget)


def _world(articles: int, scale: Scale, archetypes: Sequence[str]) -> World:
    days = scale.of(4, 1) / 4
    return World(SEED, articles, days, archetypes, outlets=max(len(archetypes), 3), port=free_port())


def _about(world: World) -> str:
    count = sum(1 for _ in world.articles())
    return f"{len(world.outlets)} simulated outlets, {count} articles, {world.setting.days:g} days"


def _beside_peers(world: World) -> Iterator[Row]:
    ours = _figures(score(world.truth(), watched(world)))
    discovery = Discovery(world)
    for rule in RULES:
        theirs = _figures(score(world.truth(), watch(world, rule(), discovery)))
        for name, (unit, value) in ours.items():
            yield Row(f"newsroom, {name}", value, rule.name, theirs[name][1], unit, _about(world))


def _with_and_without(world: World, hints: str, budget: str) -> Iterator[Row]:
    """Yield what heeding a kind of hint brings."""
    heard = _figures(score(world.truth(), watched(world, visits_per_article=budget)))
    with patch.object(habits, "hear", return_value=[]):
        deaf = _figures(score(world.truth(), watched(world, visits_per_article=BUDGET)))
    for name in ("delay", "delay of the slowest", "visits"):
        unit, value = heard[name]
        yield Row(f"newsroom, {hints}, {name}", value, "not heeded", deaf[name][1], unit, _about(world))


def _figures(found: Score) -> dict[str, tuple[str, float | None]]:
    """Return what a score says of versions and of visits, with its unit."""
    shown = found.document()
    versions, fetches = shown["versions"], shown["fetches"]
    return {
        "edits seen": ("recall", versions["recall"]["share"]),
        "versions with an edit": ("precision", versions["precision"]["share"]),
        "delay": ("min, median", versions["delay in minutes"]["median"]),
        "delay of the slowest": ("min, 95th percentile", versions["delay in minutes"]["p95"]),
        "first visit": ("min after publication, median", fetches[FIRST]["median"]),
        "visits": ("visits an article", fetches["of each article"]["each"]),
        "other requests": ("requests a host", fetches["of everything else, each host"]["each"]),
    }
