"""The Celery app: one broker, four queues, JSON only, and no trust in the broker's memory.

Messages are hints (see `worker.store.due`), so they are acknowledged before the work: a lost one is sent again by the
sweep. The exception is `stet.ingest`, which brings content; it is acknowledged once the request is stored.
"""

import resource

from celery import Celery
from celery.signals import setup_logging, worker_process_init
from kombu import Queue
from kombu.transport import TRANSPORT_ALIASES

from worker.settings import settings

INGEST, WEB, TEXT, DELIVER = QUEUES = ("celery", "web", "text", "deliver")
"""Requests from outside (where every Celery client sends unless told otherwise) and the sweep, work that waits for
other hosts, work that computes, and alerts: a slow host, a hostile page and a dead endpoint hold up none of the others.
"""

SWEEPS_AN_UPKEEP = 10
"""Owed work is looked for this much oftener than the budget of visits is held and the tallies are moved on."""
TEXT_TIME_LIMIT_SECONDS = 40
TEXT_MEMORY_LIMIT_KB = 1_000_000
"""What a child that computes may have grown to when it takes the next message."""
TEXT_ADDRESS_SPACE_BYTES = 4_000_000_000
"""What it may take within one message: the greatest page that is let in takes a quarter of it."""


def _every(seconds: float, task: str) -> dict[str, object]:
    """Return the beat's entry for a task that is void once ten more of it should have come."""
    return {"task": task, "schedule": seconds, "options": {"queue": INGEST, "expires": 10 * seconds}}


def make_app() -> Celery:
    """Return the app, set up but not connected."""
    # Any program may write to the queues: tasks/inbound.py says what becomes of that which is no message.
    TRANSPORT_ALIASES.update(dict.fromkeys(("redis", "rediss"), "tasks.inbound:Transport"))
    app = Celery("stet", broker=settings().broker, include=["tasks.flow"], task_cls="tasks.inbound:CarefulTask")
    app.conf.update(
        accept_content=["json"],
        task_serializer="json",
        # Without keys of their own all four would be bound to one, and RabbitMQ would hand each of them a copy of what
        # a program sends to the exchange.
        task_queues=[Queue(name, routing_key=name) for name in QUEUES],
        task_default_queue=INGEST,
        task_create_missing_queues=False,
        task_acks_late=False,
        task_ignore_result=True,
        result_backend=None,
        worker_consumer="tasks.inbound:Consumer",
        worker_prefetch_multiplier=1,
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "visibility_timeout": 600,  # above the longest task
            "socket_timeout": 20,
            "socket_keepalive": True,
            "health_check_interval": 10,
            "max_connections": 2 * settings().web_concurrency + 10,
            "polling_interval": 0.02,
        },
        task_publish_retry_policy={"max_retries": 2, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.2},
        beat_schedule={
            "sweep": _every(settings().sweep_seconds, "stet.sweep"),
            "upkeep": _every(SWEEPS_AN_UPKEEP * settings().sweep_seconds, "stet.upkeep"),
        },
        timezone="UTC",
        enable_utc=True,
    )
    return app


app = make_app()


@setup_logging.connect
def _keep_our_logging(**_: object) -> None:
    """Being connected is enough: Celery then leaves the logging alone."""


@worker_process_init.connect
def _limit_memory(**_: object) -> None:
    """Let no page take all the memory there is: the child that reads it is told that there is no more."""
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = TEXT_ADDRESS_SPACE_BYTES if most == resource.RLIM_INFINITY else min(TEXT_ADDRESS_SPACE_BYTES, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
