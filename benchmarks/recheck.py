"""Recheck: what one more visit to a known article costs, by what the visit finds."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import trafilatura

from benchmarks import site, store
from benchmarks.stages import perform_one
from benchmarks.table import Row, Scale
from benchmarks.timing import cpu_median, in_turn, per_second
from schemas.ingest import IngestRequest
from schemas.outcome import Ending, Nudge, Outcome, Stage
from worker.clock import now
from worker.net.client import Client
from worker.net.validators import Validators
from worker.settings import settings
from worker.stages.ingest import receive
from worker.store import articles
from worker.store.session import writing

HOSTS, ARTICLES = 200, 1_000
FOUND = {
    "unmodified": ("304", Ending.UNCHANGED),
    "identical": ("identical bytes", Ending.UNCHANGED),
    "noisy": ("other bytes, same text", Ending.UNCHANGED),
    "edited": ("changed text", Ending.DONE),
}
"""What each way of answering amounts to, and how the last stage of such a visit must end."""


class Known(NamedTuple):
    """An article that was visited before, by each of the three."""

    id: int
    url: str


def rows(scale: Scale) -> Iterator[Row]:
    """Yield visits a second and CPU time a visit, beside a bare loop and a loop that extracts on every check."""
    with (
        site.running(scale.of(HOSTS, 10)) as hosts,
        store.sqlite(host_delay_seconds="0", egress_allow="127.0.0.0/8"),
        Client(settings()) as first,
        Client(settings()) as second,
    ):
        bare, reader = Bare(first), Reader(second)
        known: dict[str, list[Known]] = {way: [] for way in FOUND}
        for number in range(scale.of(ARTICLES, 60)):
            way = list(FOUND)[number % len(FOUND)]
            article = _first_seen(f"{hosts[number % len(hosts)]}/{way}/{number}")
            bare.visit(article)
            reader.visit(article)
            known[way].append(article)
        for way, (what, ending) in FOUND.items():
            works: dict[str, Callable[[Known], object]] = {
                "ours": partial(_ours, ending),
                "bare client": bare.visit,
                "fetch and extract": reader.visit,
            }
            taken = in_turn(works, known[way])
            ours = taken.pop("ours")
            about = f"{len(ours)} of {number + 1} articles on {len(hosts)} loopback hosts, 50 KB pages, SQLite"
            for peer, theirs in taken.items():
                cost = cpu_median(ours), cpu_median(theirs)
                yield Row(f"recheck, {what}, CPU", cost[0], peer, cost[1], "ms CPU a visit", f"median; {about}")
            for peer, theirs in taken.items():
                yield Row(f"recheck, {what}, speed", per_second(ours), peer, per_second(theirs), "visits/s", about)


def _first_seen(url: str) -> Known:
    """Take an article's first version in, and have it watched and owed its next visit."""
    outcome = receive(IngestRequest(url=url))
    for _ in ("admit", "fetch", "read"):
        outcome = perform_one(outcome.next[0])
    assert outcome.ending is Ending.DONE, outcome
    with writing() as session:
        number = articles.find(session, url)
        assert number is not None
        articles.watch(session, number, now())
    return Known(number, url)


def _ours(ending: Ending, article: Known) -> Outcome:
    """Visit as the workers do: fetch under a lease, and read what may be new."""
    outcome = perform_one(Nudge(stage=Stage.FETCH, id=article.id))
    for nudge in outcome.next:
        outcome = perform_one(nudge)
    assert outcome.ending is ending, outcome
    return outcome


class Bare:
    """The limit: a conditional request by the same client, and the bytes compared."""

    def __init__(self, client: Client) -> None:
        """Take the client; nothing is known yet."""
        self._client = client
        self._known: dict[str, tuple[str, str | None]] = {}

    def visit(self, article: Known) -> bool:
        """Return whether other bytes came."""
        digest, etag = self._known.get(article.url, ("", None))
        page = self._client.get(article.url, known=lambda _: Validators(etag)).page
        if page.status == 304:
            return False
        self._known[article.url] = page.digest, page.headers.get("etag")
        return page.digest != digest


class Reader:
    """A peer that reads on every check, as diffengine does: an unconditional request, extraction, the text compared."""

    def __init__(self, client: Client) -> None:
        """Take the client; nothing is known yet."""
        self._client = client
        self._known: dict[str, str | None] = {}

    def visit(self, article: Known) -> bool:
        """Return whether another text came."""
        body = self._client.get(article.url).page.body
        text = trafilatura.extract(body.decode(), include_comments=False)
        changed = text != self._known.get(article.url)
        self._known[article.url] = text
        return changed
