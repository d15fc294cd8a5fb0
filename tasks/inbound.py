"""What the workers do with an entry of a queue that is no proper message: drop it, log it, and go on.

Any program may write to the queues (docs/queue.md), so that mistakes arrive there. Left to Celery and kombu, a message
without an id stops a worker for good, and an entry of the Redis list that is not JSON ends it.
"""

from binascii import Error as Base64Error
from collections.abc import Callable, Mapping
from json import JSONDecodeError
from typing import Any

from celery import Task
from celery.exceptions import InvalidTaskError
from celery.worker.strategy import default
from kombu.transport import redis

from tasks import observe

UNREADABLE = (JSONDecodeError, UnicodeDecodeError, Base64Error)
MALFORMED = (AttributeError, LookupError, TypeError, ValueError)
"""What taking a message apart raises where a part is missing or of the wrong kind."""


def strategy(task: Task[..., Any], app: object, consumer: object) -> Callable[..., object]:
    """Return what Celery's own strategy does with the messages for a task, but for malformed ones: Celery drops them.

    Raises:
        InvalidTaskError: from the function that is returned.
    """
    handle = default(task, app, consumer)

    def handle_or_refuse(*arguments: object) -> object:
        try:
            return handle(*arguments)
        except MALFORMED as error:
            raise InvalidTaskError(f"malformed: {error!r}") from error

    return handle_or_refuse


class CarefulTask(Task[..., Any]):
    """A task that malformed messages do no harm to."""

    abstract = True
    Strategy = "tasks.inbound:strategy"


class Channel(redis.Channel):
    """A channel that survives an entry which is not JSON, or whose body is not base64 where it says so."""

    def _brpop_read(self, **options: Any) -> bool:  # noqa: ANN401 - passed on as they are
        try:
            return bool(super()._brpop_read(**options))  # type: ignore[misc] # the published types leave it out
        except UNREADABLE as error:
            observe.no_message(str(error))
            return True


class Transport(redis.Transport):
    """A transport that hands on only what has the form of a message."""

    Channel = Channel

    def _deliver(self, message: Any, queue: str | None) -> None:  # noqa: ANN401 - kombu's signature
        if is_message(message):
            super()._deliver(message, queue)
        else:
            observe.no_message("it has not the form of a message")


def is_message(entry: object) -> bool:
    """Whether an entry has what kombu takes for granted when it receives a message, and when it puts one back."""
    match entry:
        case {
            "properties": {"delivery_tag": str(), "delivery_info": {"exchange": str(), "routing_key": str()}} as found,
            **rest,
        }:
            headers, body, encoding = rest.get("headers", {}), rest.get("body"), found.get("body_encoding")
            return isinstance(headers, Mapping) and isinstance(body, str) and encoding in (None, "base64")
    return False
