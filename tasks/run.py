"""Run the Celery parts in this process: what `stet worker`, `stet beat` and `stet up` start."""

from collections.abc import Sequence

from celery.apps.beat import Beat

from tasks.app import DELIVER, INGEST, QUEUES, TEXT, TEXT_MEMORY_LIMIT_KB, WEB, app
from worker import log
from worker.errors import StetError
from worker.settings import settings
from worker.store import migrate

ROOMS = {"web": (INGEST, WEB), "text": (TEXT,), "deliver": (DELIVER,)}
"""The usual division of the queues among workers."""


def worker(queues: Sequence[str], concurrency: int | None = None) -> None:
    """Work these queues until told to stop.

    What computes runs in child processes, so that a hostile page kills a child and not the service; what waits runs in
    threads.

    Raises:
        StetError: there is no such queue.
    """
    unknown = sorted(set(queues) - set(QUEUES))
    if unknown:
        raise StetError(f"no queue {unknown[0]!r}; there are {', '.join(QUEUES)}")
    computes = TEXT in queues
    room = next((name for name, theirs in ROOMS.items() if set(theirs) == set(queues)), "worker")
    log.set_up(room)
    migrate.ensure()
    defaults = {
        "web": settings().web_concurrency,
        "text": settings().text_concurrency,
        "deliver": settings().deliver_concurrency,
        "worker": settings().text_concurrency if computes else settings().web_concurrency,
    }
    options = ["--pool=prefork", f"--max-memory-per-child={TEXT_MEMORY_LIMIT_KB}"] if computes else ["--pool=threads"]
    app.worker_main(
        [
            "worker",
            f"--hostname={room}@%h",
            f"--queues={','.join(queues)}",
            f"--concurrency={concurrency or defaults[room]}",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
            "--loglevel=WARNING",
            *options,
        ]
    )


def beat() -> None:
    """Send the sweep on its way, again and again, until told to stop. Two beats do no harm."""
    log.set_up("beat")
    # The plain scheduler keeps nothing on disk: the database knows what is owed.
    Beat(app=app, scheduler_cls="celery.beat:Scheduler", loglevel="WARNING", quiet=True).run()
