"""Recheck: what one more visit to a known article costs, by what the visit finds: alone, and through the service."""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from lxml.html import fromstring
from readability import Document
from sqlalchemy import update

from benchmarks import queue, site, store
from benchmarks.stages import perform_all, perform_one, turn_at
from benchmarks.table import Row, Scale, missing
from benchmarks.timing import Timed, timed
from schemas.ingest import IngestRequest
from schemas.outcome import Ending, Stage
from worker.clock import now
from worker.net.client import Client
from worker.net.validators import Validators
from worker.settings import settings
from worker.stages.ingest import receive
from worker.store import hosts
from worker.store.session import writing
from worker.store.tables import Article

HOSTS, ARTICLES, ROUNDS = 50, 1_000, 3
FOUND = {
    "unmodified": ("304", Ending.UNCHANGED),
    "identical": ("identical bytes", Ending.UNCHANGED),
    "noisy": ("other bytes, same text", Ending.UNCHANGED),
    "edited": ("changed text", Ending.DONE),
}
"""What each way of answering amounts to, and how the last stage of such a visit must end."""
TURNS = ("unmodified", "identical") * 3 + ("noisy", "edited")
"""How hosts answer, one after the other: what costs little a visit is measured over more of them."""
UP_TO_READING = (Stage.VISIT, Stage.READ)
READ_BY_PEER = 60
"""Of each share, the articles that the peer reads: at ten milliseconds each, all of them would take most of the run."""
READING_PEER = "fetch and readability"
EACH_THROUGH_SERVICE = 10
PATIENCE_SECONDS = 120
LOOK_SECONDS = 0.05


class Share(NamedTuple):
    """The hosts that answer in one way, and the articles on them."""

    hosts: list[int]
    urls: list[str]


def rows(scale: Scale) -> Iterator[Row]:
    """Yield visits a second and core, and CPU time a visit, beside a bare loop and one that extracts on every check."""
    each = scale.of(ARTICLES // HOSTS, 3)
    with site.running(scale.of(HOSTS, 8)) as addresses:
        with (
            store.sqlite(host_delay_seconds="0", egress_allow="127.0.0.0/8"),
            Client(settings()) as first,
            Client(settings()) as second,
        ):
            at_hosts = {way: [url for url, turn in zip(addresses, cycle(TURNS)) if turn == way] for way in FOUND}
            shares = {way: _first_seen(way, at_hosts[way], each) for way in FOUND}
            bare, reader = Bare(first), Reader(second)
            for share in shares.values():
                _loop(bare.visit, share.urls)
                _loop(reader.visit, share.urls[:READ_BY_PEER])
            for way, (what, ending) in FOUND.items():
                share = shares[way]
                visited = {"ours": share.urls, "bare client": share.urls, READING_PEER: share.urls[:READ_BY_PEER]}
                loops: dict[str, Callable[[], object]] = {
                    "ours": partial(_ours, share, ending),
                    "bare client": partial(_loop, bare.visit, visited["bare client"]),
                    READING_PEER: partial(_loop, reader.visit, visited[READING_PEER]),
                }
                taken = _in_turn(loops, before={"ours": partial(_owe, share)})
                cost = {name: median(one.cpu_ms for one in taken[name]) / len(urls) for name, urls in visited.items()}
                yield from _rows(what, share, cost)
        yield from _through_the_service(addresses[: scale.of(12, 4)], min(each, EACH_THROUGH_SERVICE))


def _in_turn(
    loops: Mapping[str, Callable[[], object]], before: Mapping[str, Callable[[], None]]
) -> dict[str, list[Timed[object]]]:
    """Run each loop a few times, by turns, with what has to be prepared for it out of the count."""
    taken: dict[str, list[Timed[object]]] = {name: [] for name in loops}
    for _ in range(ROUNDS):
        for name, loop in loops.items():
            before.get(name, lambda: None)()
            taken[name].append(timed(loop))
    return taken


def _rows(what: str, share: Share, cost: Mapping[str, float]) -> Iterator[Row]:
    """Yield the rows of one way of answering, from the CPU milliseconds that a visit takes each."""
    about = (
        f"median of {ROUNDS} rounds over {len(share.urls)} articles on {len(share.hosts)} loopback hosts, 50 KB pages, "
        f"SQLite; this process' CPU time; the peer reads {min(len(share.urls), READ_BY_PEER)} of them"
    )
    for peer in ("bare client", READING_PEER):
        yield Row(f"recheck, {what}, speed", 1000 / cost["ours"], peer, 1000 / cost[peer], "visits/s and core", about)
    yield Row(f"recheck, {what}, CPU", cost["ours"], "bare client", cost["bare client"], "ms CPU a visit", about)


def _first_seen(way: str, addresses: Sequence[str], each: int) -> Share:
    """Take the first versions of a share's articles in, compared with nothing yet, and have them watched."""
    urls = [
        f"{address}/{way}/{place * each + number}" for place, address in enumerate(addresses) for number in range(each)
    ]
    received = [nudge for url in urls for nudge in receive(IngestRequest(url=url)).next]
    turns = {nudge for taken in map(perform_one, received) for nudge in taken.next}
    perform_all(sorted(turns, key=lambda nudge: nudge.id), UP_TO_READING)
    with writing() as session:
        names = {address.partition("//")[2].partition(":")[0] for address in addresses}
        ids = [hosts.find_or_make(session, name, now()) for name in sorted(names)]
        session.execute(update(Article).where(Article.host_id.in_(ids)).values(watched=True))
    return Share(ids, urls)


def _owe(share: Share) -> None:
    """Have every article of a share owed its next visit; none is due to be looked at in full."""
    with writing() as session:
        session.execute(update(Article).where(Article.host_id.in_(share.hosts)).values(next_at=now(), unmodified=0))


def _ours(share: Share, ending: Ending) -> None:
    """Visit as the workers do: in turns at hosts, and read what may be new."""
    ended = [outcome for host in share.hosts for outcome in turn_at(host)]
    fetched = [outcome for outcome in ended if outcome.stage is Stage.FETCH]
    assert len(fetched) == len(share.urls), ended
    last = [perform_one(nudge) for outcome in fetched for nudge in outcome.next] or fetched
    assert {outcome.ending for outcome in last} == {ending}, last


def _loop(visit: Callable[[str], bool], urls: Sequence[str]) -> None:
    for url in urls:
        visit(url)


class Bare:
    """The limit: a conditional request by the same client, and the bytes compared."""

    def __init__(self, client: Client) -> None:
        """Take the client; nothing is known yet."""
        self._client = client
        self._known: dict[str, tuple[str, str | None]] = {}

    def visit(self, url: str) -> bool:
        """Return whether other bytes came."""
        digest, etag = self._known.get(url, ("", None))
        page = self._client.get(url, known=lambda _: Validators(etag)).page
        if page.status == 304:
            return False
        self._known[url] = page.digest, page.headers.get("etag")
        return page.digest != digest


class Reader:
    """A peer that reads on every check, as diffengine does: all of the page, its text by readability, compared."""

    def __init__(self, client: Client) -> None:
        """Take the client; nothing is known yet."""
        self._client = client
        self._known: dict[str, str] = {}

    def visit(self, url: str) -> bool:
        """Return whether another text came."""
        document = Document(self._client.get(url).page.body.decode())
        words = fromstring(document.summary()).text_content()
        text = re.sub(r"\W+", "", f"{document.title()} {words}")
        changed = text != self._known.get(url)
        self._known[url] = text
        return changed


def _through_the_service(addresses: Sequence[str], each: int) -> Iterator[Row]:
    """Yield the CPU time of all processes of a running service for visits that find nothing, beside the bare client."""
    what = "recheck, 304, through queue and workers, CPU"
    if not Path("/proc/self/stat").exists():
        yield missing(what, "the service's processes are counted through /proc")
        return
    urls = [f"{address}/unmodified/{9000 + number}" for address in addresses for number in range(each)]
    asked = {"host_delay_seconds": "0", "egress_allow": "127.0.0.0/8", "sweep_seconds": "1"}
    with TemporaryDirectory(prefix="stet-bench-") as folder, queue.running(Path(folder), **asked) as service:
        service.take_in([IngestRequest(url=url, request_id=url) for url in urls])
        idle = service.idle_cpu_ms(2.0)
        taken = []
        for _ in range(ROUNDS):
            at = _owe_all(service.database)
            before, start = service.cpu_ms(), time.perf_counter()
            while _unvisited(service.database, at):
                if time.perf_counter() - start > PATIENCE_SECONDS:
                    raise TimeoutError(f"{_unvisited(service.database, at)} of {len(urls)} articles were not visited")
                time.sleep(LOOK_SECONDS)
            seconds = time.perf_counter() - start
            taken.append((service.cpu_ms() - before - idle * seconds) / len(urls))
    with store.sqlite(host_delay_seconds="0", egress_allow="127.0.0.0/8"), Client(settings()) as client:
        bare = Bare(client)
        _loop(bare.visit, urls)
        limit = [timed(partial(_loop, bare.visit, urls)).cpu_ms / len(urls) for _ in range(ROUNDS)]
    about = (
        f"median of {ROUNDS} rounds over {len(urls)} articles on {len(addresses)} loopback hosts; all processes of "
        "`stet up`, less what they take when idle; the difference is what queue, store and judgement cost a visit"
    )
    yield Row(what, median(taken), "bare client", median(limit), "ms CPU a visit", about)


def _owe_all(database: Path) -> str:
    """Have every article of a running service owed a visit; return the moment, as it is stored."""
    at = now().strftime("%Y-%m-%d %H:%M:%S.%f")
    with closing(sqlite3.connect(database, timeout=30)) as connection, connection:
        connection.execute("UPDATE articles SET watched = 1, next_at = ?, unmodified = 0", (at,))
    return at


def _unvisited(database: Path, since: str) -> int:
    with closing(sqlite3.connect(database, timeout=30)) as connection:
        found: int = connection.execute("SELECT count(*) FROM articles WHERE last_visit_at < ?", (since,)).fetchone()[0]
        return found
