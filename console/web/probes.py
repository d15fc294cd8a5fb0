"""Whether the service is up and ready, and its figures for Prometheus."""

from typing import Any

from fastapi import APIRouter
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from sqlalchemy.exc import OperationalError
from starlette.responses import JSONResponse, PlainTextResponse, Response

from schemas.outcome import Backlog
from tasks import nudge
from worker import clock
from worker.errors import BrokerUnreachableError, TryLaterError
from worker.store import counts, due, migrate
from worker.store.counts import Counts
from worker.store.session import reading

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
def is_up() -> PlainTextResponse:
    """Answer: this process lives."""
    return PlainTextResponse("ok\n")


@router.get("/readyz")
def is_ready() -> JSONResponse:
    """Answer 200 where database and broker answer, else 503 with what is wrong with which."""
    problems = {"database": _database_problem(), "broker": _broker_problem()}
    return JSONResponse(
        {name: problem or "ok" for name, problem in problems.items()},
        status_code=503 if any(problems.values()) else 200,
    )


def _database_problem() -> str | None:
    try:
        with reading():
            at = migrate.version()
    except TryLaterError as error:
        return error.reason
    except OperationalError:
        return "the database is not available"
    return None if at == migrate.HEAD else f"at migration {at}, not {migrate.HEAD}; `stet doctor` says more"


def _broker_problem() -> str | None:
    try:
        nudge.ping()
    except BrokerUnreachableError as error:
        return str(error)
    return None


@router.get("/metrics")
def show_metrics() -> Response:
    """Count what is stored and owed, in Prometheus' text format."""
    with reading() as session:
        stored, owed = counts.counts(session), due.backlog(session, clock.now())
    return Response(generate_latest(_registry(stored, owed)), media_type=CONTENT_TYPE_PLAIN_0_0_4)


def _registry(stored: Counts, owed: Backlog) -> CollectorRegistry:
    """Return the gauges, made anew for each scrape: the store is the truth, and no process counts apart from it."""
    registry = CollectorRegistry()
    singles = {
        "stories": ("Stories stored.", stored.stories),
        "articles": ("Articles stored.", stored.articles),
        "snapshots": ("Versions of articles kept.", stored.snapshots),
        "dead_letters": ("Work that was given up.", owed.dead),
        "quiet": ("Feeds read well that have had nothing new for much longer than they used to.", stored.quiet),
    }
    for name, (says, value) in singles.items():
        Gauge(f"stet_{name}", says, registry=registry).set(value)
    families: dict[str, tuple[str, str, dict[Any, int]]] = {
        "backlog": ("Rows that a stage is owed work for now.", "stage", owed.owed),
        "changes": ("Changes stored.", "kind", stored.changes),
        "deliveries": ("Deliveries of alerts.", "state", stored.deliveries),
        "outlets": ("Outlets of which something is watched, by how they fare.", "health", stored.outlets),
        "failing": ("What is watched and was not read well at the last visit.", "kind", stored.failing),
    }
    for name, (says, label, values) in families.items():
        gauge = Gauge(f"stet_{name}", says, [label], registry=registry)
        for key, value in values.items():
            gauge.labels(str(key)).set(value)
    return registry
