"""A world that is watched without waiting: the flow in this process, on a clock that leaps over idle time.

While there is work a second is a second; where nothing is due the clock goes on to when something is. So a run shows
how long the product waits between its visits, and hardly how fast it works, whatever else this machine has to do: of a
second of work `python -m newsroom run` makes minutes. Hosts are visited one after the other, as the peers do.
"""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic, sleep

import uvicorn
from sqlalchemy import func, select

from benchmarks import store
from benchmarks.stages import perform_all
from console.web.app import create_app
from newsroom.clock import Clock
from newsroom.collect import Api, collect
from newsroom.control import free_port
from newsroom.observed import Observed
from newsroom.run import sources
from newsroom.server import Served, serve
from newsroom.world import World
from schemas.outcome import Stage
from worker import clock
from worker.clock import Course, now
from worker.settings import settings
from worker.stages import poll
from worker.stages.visit import keep_budget
from worker.store import due
from worker.store.session import reading, writing
from worker.store.tables import Article, Feed, Host, Page, Snapshot

LEAD = timedelta(minutes=15)
"""How long before the world begins its sources are watched, so that what is there at the start has been found."""
WORKED = frozenset({Stage.VISIT, Stage.READ, Stage.COMPARE})
"""What makes versions. What is owed beyond that is left alone."""
SETTINGS = {"egress_allow": "127.0.0.0/8", "fetch_deadline_seconds": "3"}
_PATIENCE_SECONDS = 30
_LOOK_SECONDS = 0.05


def watched(world: World, **chosen: str) -> Observed:
    """Have the product watch a world from its start to its end, and return what it saw.

    Args:
        world: with a free port for its sites.
        chosen: settings by their names; the defaults hold for the others.
    """
    served = Served(world, Clock(world.setting.start - LEAD, 0))
    with TemporaryDirectory(prefix="stet-bench-") as folder, _serving(served):
        names = Path(folder) / "hosts"
        names.write_text("".join(f"{at} {name}\n" for name, at in world.hosts.items()), encoding="utf-8")
        with store.sqlite(**SETTINGS, hosts_file=str(names), **chosen):
            sweep_every = timedelta(seconds=settings().sweep_seconds)
            try:
                _leap(served, world.setting.start - LEAD)
                for url in sources(list(world.truth())):
                    perform_all(poll.watch(url).next, WORKED)
                while (moment := max(_next_due(), now() + sweep_every)) < world.setting.end:
                    _leap(served, moment)
                    with writing() as session:
                        owed = due.sweep(session, now())
                        keep_budget(session, now())
                    perform_all(owed, WORKED)
            finally:
                clock.follow(None)
            return _told(served)


def _leap(served: Served, moment: datetime) -> None:
    """Let the world and the product go on from this moment, as fast as time goes."""
    served.clock.set(moment, 1)
    clock.follow(Course(moment, datetime.now(UTC), 1))


def _next_due() -> datetime:
    """Return when the next visit may be made, or the next page is to be read."""
    with reading() as session:
        visits = chain.from_iterable(
            session.execute(
                select(func.min(table.next_at), Host.free_at).join(Host, Host.id == table.host_id).group_by(Host.id)
            )
            for table in (Feed, Article)
        )
        moments = [max(planned, free_at) for planned, free_at in visits if planned is not None]
        work = [session.scalar(select(func.min(table.next_at))) for table in (Page, Snapshot)]
    return min(chain(moments, filter(None, work)), default=datetime.max.replace(tzinfo=UTC))


def _told(served: Served) -> Observed:
    """Return what the product's pages say that it saw."""
    port = free_port()
    config = uvicorn.Config(create_app(settings()), port=port, log_config=None, access_log=False, lifespan="off")
    pages = uvicorn.Server(config)
    thread = Thread(target=pages.run)
    thread.start()
    try:
        _wait_until(lambda: pages.started)
        with Api(port) as api:
            return collect(api, served.visits.records(), (), served.world.setting.end)
    finally:
        pages.should_exit = True
        thread.join()


@contextmanager
def _serving(served: Served) -> Iterator[None]:
    """Serve the world on its loopback addresses, from another thread."""
    loop = asyncio.new_event_loop()
    world = served.world
    serving = loop.create_task(serve(served, list(world.hosts.values()), world.network.port, free_port()))
    thread = Thread(target=_until_cancelled, args=(loop, serving))
    thread.start()
    try:
        _wait_until(lambda: _answers(world))
        yield
    finally:
        loop.call_soon_threadsafe(serving.cancel)
        thread.join()
        loop.close()


def _until_cancelled(loop: asyncio.AbstractEventLoop, serving: asyncio.Task[None]) -> None:
    with suppress(asyncio.CancelledError):
        loop.run_until_complete(serving)


def _answers(world: World) -> bool:
    """Whether the last of the world's addresses can be connected to."""
    try:
        socket.create_connection((list(world.hosts.values())[-1], world.network.port)).close()
    except ConnectionError:
        return False
    return True


def _wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for what another thread is about to do.

    Raises:
        TimeoutError: it does not.
    """
    deadline = monotonic() + _PATIENCE_SECONDS
    while not is_so():
        if monotonic() > deadline:
            raise TimeoutError("a server did not start")
        sleep(_LOOK_SECONDS)
