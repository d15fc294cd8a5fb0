"""Run the Celery parts in this process: what `stet worker`, `stet beat` and `stet up` start."""

import os
import platform
import signal
import warnings
from collections.abc import Sequence
from types import FrameType

from celery.apps.beat import Beat
from celery.apps.worker import Worker
from celery.exceptions import SecurityWarning
from celery.platforms import EX_OK
from celery.worker import WorkController, state

from tasks import turn
from tasks.app import DELIVER, INGEST, QUEUES, TEXT, TEXT_MEMORY_LIMIT_KB, WEB, app
from worker import clock, log
from worker.errors import StetError
from worker.settings import settings
from worker.store import migrate

ROOMS = {"intake": (INGEST,), "web": (WEB,), "text": (TEXT,), "deliver": (DELIVER,)}
"""The usual division of the queues among workers."""
INTAKE_CONCURRENCY = 2


class QuietWorker(Worker):
    """A Celery worker that finishes what is under way on SIGTERM and SIGINT alike, and says nothing about it."""

    def install_platform_tweaks(self, worker: WorkController) -> None:  # noqa: ARG002 - Celery's signature
        """Install our handlers in place of Celery's."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        clock.stop_waiting()
        setattr(state, "should_stop", EX_OK)  # noqa: B010 - typed as None by mistake


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
        "intake": INTAKE_CONCURRENCY,
        "web": settings().web_concurrency,
        "text": settings().text_concurrency,
        "deliver": settings().deliver_concurrency,
        "worker": settings().text_concurrency if computes else settings().web_concurrency,
    }
    turn.have_threads(concurrency or defaults[room])
    warnings.filterwarnings("ignore", category=SecurityWarning)  # it warns of pickle, which is refused here
    celery_worker = QuietWorker(
        app=app,
        hostname=f"{room}.{os.getpid()}@{platform.node()}",  # RabbitMQ lets no two go by one name
        queues=list(queues),
        concurrency=concurrency or defaults[room],
        pool="prefork" if computes else "threads",
        max_memory_per_child=TEXT_MEMORY_LIMIT_KB if computes else None,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        loglevel="WARNING",
        quiet=True,
    )
    celery_worker.start()


def beat() -> None:
    """Send the sweep on its way, again and again, until told to stop. Two beats do no harm."""
    log.set_up("beat")
    # The plain scheduler keeps nothing on disk: the database knows what is owed.
    Beat(app=app, scheduler_cls="celery.beat:Scheduler", loglevel="WARNING", quiet=True).run()
