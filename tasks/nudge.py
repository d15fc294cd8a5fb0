"""Tell the workers what may go on. A nudge is an id on a queue; losing one costs time, never work."""

from collections.abc import Iterable
from typing import NamedTuple

from kombu.exceptions import ChannelError, OperationalError

from schemas.outcome import Nudge, Stage
from tasks.app import DELIVER, INGEST, TEXT, WEB, app
from worker.errors import BrokerUnreachableError
from worker.settings import settings
from worker.store.due import TURN_PATIENCE


class Post(NamedTuple):
    """The task that works a stage, the queue it is sent to, and after how many seconds its message is void."""

    task: str
    queue: str
    expires: float | None = None


POSTS = {
    Stage.INGEST: Post("stet.admit", TEXT),
    Stage.VISIT: Post("stet.visit", WEB, TURN_PATIENCE.total_seconds()),
    Stage.READ: Post("stet.read", TEXT),
    Stage.COMPARE: Post("stet.compare", TEXT),
    Stage.CONTRAST: Post("stet.contrast", TEXT),
    Stage.FOLLOW: Post("stet.follow", TEXT),
    Stage.ALERT: Post("stet.alert", DELIVER),
    Stage.DELIVER: Post("stet.deliver", DELIVER),
}


def send(nudges: Iterable[Nudge]) -> None:
    """Send nudges, after the commit that made them worth sending.

    Raises:
        BrokerUnreachableError: nothing is lost; the sweep sends them again.
    """
    try:
        with app.producer_or_acquire() as producer:
            for nudge in nudges:
                post = POSTS[nudge.stage]
                app.send_task(post.task, args=[nudge.id], queue=post.queue, expires=post.expires, producer=producer)
    except (OperationalError, OSError) as error:
        raise BrokerUnreachableError(_unreachable(error)) from error


def ping() -> None:
    """Ask the broker whether it is there.

    Raises:
        BrokerUnreachableError: it does not answer.
    """
    waiting()


def waiting() -> int:
    """Return how many requests from outside lie in the queue.

    Raises:
        BrokerUnreachableError: the broker does not answer.
    """
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, interval_step=1, timeout=5)
            with connection.SimpleQueue(INGEST) as queue:
                return int(queue.qsize())
    except ChannelError:  # no worker has made the queue yet, and nobody sent anything
        return 0
    except (OperationalError, OSError) as error:
        raise BrokerUnreachableError(_unreachable(error)) from error


def _unreachable(error: BaseException) -> str:
    if settings().broker_is_embedded:
        return "no service is running in this data folder; start it with `stet up` (or set STET_BROKER_URL)"
    return f"the broker at STET_BROKER_URL does not answer ({error}); start it, or correct the setting"
