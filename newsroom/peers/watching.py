"""A peer at work in virtual time: one look after another, in the order in which they fall due."""

import heapq
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from newsroom.observed import Article, Observed, Version
from newsroom.peers.client import Client
from newsroom.peers.discovery import Discovery
from newsroom.peers.rules import Kept, Rule, Watch, kept_of
from newsroom.world import World

_LOOK = timedelta(seconds=1)
"""How long one look takes: the peers look at one page after the other."""


@dataclass
class _Peer:
    """One system: what it watches, what it kept last of each article, and what it says it saw."""

    world: World
    rule: Rule
    client: Client
    seen: Observed
    latest: dict[str, Kept] = field(default_factory=dict)
    numbers: Counter[str] = field(default_factory=Counter)

    def look(self, watch: Watch, at: datetime) -> None:
        """Fetch an article and decide whether it changed."""
        page = self.client.get(watch.url, at)
        kept = kept_of(self.rule, page)
        if page is None or kept is None:
            self.rule.looked(watch, at, changed=None)
            return
        article = self.rule.identity(watch, page)
        last = self.latest.get(article)
        is_new = last is None
        if last is not None and last.mark != kept.mark:
            is_new = self.rule.is_confirmed(watch, kept.mark)
        elif last is not None:
            watch.pending = None
        if is_new:
            self._keep(article, kept, at)
        self.rule.looked(watch, at, changed=is_new and last is not None)

    def _keep(self, article: str, kept: Kept, at: datetime) -> None:
        self.latest[article] = kept
        self.numbers[article] += 1
        self.seen.versions.append(Version(article, self.numbers[article], at, kept.title, kept.text))

    def after(self, watch: Watch, at: datetime) -> datetime | None:
        """When to look again after a look: as soon as it falls due, or on the first run from then on."""
        due = self.rule.due(watch)
        if due is None or self.rule.run_every is None:
            return due
        due = max(due, at + _LOOK)
        runs = -((self.world.setting.start - due) // self.rule.run_every)
        return self.world.setting.start + runs * self.rule.run_every


def watch(world: World, rule: Rule, discovery: Discovery) -> Observed:
    """Let one peer watch a world from its start to its end."""
    client = Client(world, rule.name)
    peer = _Peer(world, rule, client, Observed(rule.name, visits=client.visits))
    trail = discovery.trail(rule.way, rule.polls_every)
    order = count()
    due: list[tuple[datetime, int, Watch | None, tuple[str, str]]] = []
    for found in trail.found:
        fresh = Watch(found.url, found.at, found.at, found.at, rule.first_interval)
        heapq.heappush(due, (found.at, next(order), fresh, ("", "")))
    for at, host, path in trail.asked:
        heapq.heappush(due, (at, -1 - next(order), None, (host, path)))
    free = world.setting.start
    while due:
        planned, _, article, (host, path) = heapq.heappop(due)
        at = max(planned, free)
        if at >= world.setting.end:
            break
        free = at + _LOOK
        if article is None:
            client.count(at, host, path)
            continue
        peer.look(article, at)
        again = peer.after(article, at)
        if again is not None:
            heapq.heappush(due, (max(again, free), next(order), article, ("", "")))
    peer.seen.articles.extend(Article(address, (address,)) for address in peer.numbers)
    return peer.seen
