"""What the workers do with an entry of a queue that is no proper message: drop it, log it, and go on.

Any program may write to the queues (docs/queue.md), so that mistakes arrive there. Left to Celery and kombu, a message
without an id stops a worker for good, an entry of the Redis list that is not JSON ends it, and a message that no task
takes is gone with nothing but a traceback in the log.
"""

from binascii import Error as Base64Error
from collections.abc import Callable, Mapping
from json import JSONDecodeError
from time import monotonic
from typing import Any

from celery import Task
from celery.exceptions import InvalidTaskError
from celery.utils.log import get_logger
from celery.worker import consumer
from celery.worker.strategy import default
from kombu import Message
from kombu.transport import redis

from tasks import observe
from worker.errors import TryLaterError
from worker.stages.ingest import refuse

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


class Consumer(consumer.Consumer):
    """What takes messages from the queues; those that no task takes become dead letters, with one line in the log."""

    def on_unknown_task(self, _body: object, message: Message, error: BaseException) -> None:
        """Take a message for a task that there is none of."""
        self._drop(message, f"there is no task {error.args[0]!r:.80}; a request goes to 'stet.ingest'")

    def on_unknown_message(self, _body: object, message: Message) -> None:
        """Take a message that names no task."""
        self._drop(message, "it names no task; a request goes to 'stet.ingest'")

    def on_invalid_task(self, _body: object, message: Message, error: BaseException) -> None:
        """Take a message that its task cannot be called with."""
        self._drop(message, f"it is no call of a task as Celery makes them ({error!s:.200})")

    def on_decode_error(self, message: Message, error: BaseException) -> None:
        """Take a message whose body cannot be read."""
        self._drop(message, f"its body cannot be read ({error!s:.200})")

    def _drop(self, message: Message, reason: str) -> None:
        started = monotonic()
        body = message.body
        told = {"task": (message.headers or {}).get("task"), "body": body if isinstance(body, str) else repr(body)}
        try:
            observe.ended(refuse(told, reason), seconds=monotonic() - started)
        except TryLaterError as error:  # such a message is not worth holding up the others
            observe.no_message(f"{reason}; not kept: {error.reason}")
        message.reject_log_error(get_logger(__name__), self.connection_errors)  # type: ignore[attr-defined] # no published type


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
