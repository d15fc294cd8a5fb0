"""One readable log: static event names, ids beside them, never the objects themselves."""

import logging
import sys
from typing import cast

import structlog

from worker.settings import settings


def set_up(room: str) -> None:
    """Send everything this process logs, the libraries' lines too, to standard error in one form.

    Args:
        room: which process this is, shown on each line (`web`, `text`, `beat`, ...).
    """
    as_json = settings().log_format == "json"
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso" if as_json else "%H:%M:%S", utc=as_json),
        _add_room(room),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            pad_event_to=24,
            # The richer formatters print local variables, and secrets with them.
            exception_formatter=structlog.dev.plain_traceback,
        )
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _in_one_line],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *([structlog.processors.format_exc_info] if as_json else []),
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings().log_level)
    for name in ("celery", "kombu", "amqp", "uvicorn.access", "trafilatura", "htmldate", "urllib3", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _add_room(room: str) -> structlog.typing.Processor:
    def add(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
        event["room"] = room
        return event

    return add


def _in_one_line(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Put a library's message into one line, which is what is searched for and counted."""
    event["event"] = " ".join(str(event["event"]).split())
    return event


def get(name: str) -> structlog.stdlib.BoundLogger:
    """Return the logger of one module."""
    return cast("structlog.stdlib.BoundLogger", structlog.get_logger(name))
