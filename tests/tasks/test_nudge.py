"""What goes onto the broker: ids, in JSON, on the queue of their kind of work."""

import base64
import json
import socket
from collections.abc import Callable, Iterator
from threading import Thread

import fakeredis
import pytest
import time_machine
from celery.exceptions import Reject

from schemas.outcome import Nudge, Stage
from tasks import flow, nudge
from tasks.app import QUEUES, app, make_app
from worker.clock import now
from worker.errors import BrokerUnreachableError, TryLaterError
from worker.store import due, frontier
from worker.store.session import reading


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]) -> Iterator[Callable[[str], None]]:
    """Return what makes nudges go to the broker of a URL."""
    made = []

    def use(url: str) -> None:
        monkeypatch.setenv("STET_BROKER_URL", url)
        fresh()
        made.append(make_app())
        monkeypatch.setattr(nudge, "app", made[-1])

    yield use
    for one in made:
        one.close()
    app.set_current()


@pytest.fixture
def broker(use: Callable[[str], None]) -> Iterator[fakeredis.FakeRedis]:
    """A Redis in memory that Celery's own transport talks to over a socket."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = free.getsockname()
    server = fakeredis.TcpFakeServer(address, server_type="redis")
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()  # seconds until it sees that it is to stop
    use(f"redis://127.0.0.1:{address[1]}/0")
    yield fakeredis.FakeRedis(server=server.fake_server)
    server.shutdown()
    server.server_close()


@pytest.fixture
def no_broker(use: Callable[[str], None]) -> None:
    """A broker that does not answer."""
    use("redis://127.0.0.1:1/0")


def queued(broker: fakeredis.FakeRedis, queue: str) -> list[tuple[str, object]]:
    found = []
    for raw in broker.lrange(queue, 0, -1):
        message = json.loads(raw)
        assert message["content-type"] == "application/json"
        args, _, _ = json.loads(base64.b64decode(message["body"]))
        found.append((message["headers"]["task"], args))
    return found


def test_each_stage_goes_to_the_queue_of_its_kind_of_work(broker: fakeredis.FakeRedis) -> None:
    nudge.send(Nudge(stage=stage, id=7) for stage in nudge.POSTS)
    assert {queue: sorted(task for task, _ in queued(broker, queue)) for queue in QUEUES} == {
        "celery": [],
        "web": ["stet.visit"],
        "text": ["stet.admit", "stet.compare", "stet.contrast", "stet.follow", "stet.read"],
        "deliver": ["stet.alert", "stet.deliver"],
    }
    assert {str(args) for queue in QUEUES for _, args in queued(broker, queue)} == {"[7]"}


def test_every_stage_has_a_task_that_exists() -> None:
    assert set(nudge.POSTS) | set(flow.JUDGES) == set(Stage)
    assert set(flow.WORKS) | set(flow.JUDGES) == set(due.OWED)
    assert set(flow.JUDGES) == set(frontier.VISITED)
    assert {post.task for post in nudge.POSTS.values()} <= set(flow.ingest.app.tasks)


def test_requests_from_outside_are_counted_while_they_wait(broker: fakeredis.FakeRedis) -> None:
    assert nudge.waiting() == 0
    nudge.app.send_task("stet.ingest", args=[{"text": "x"}])
    assert nudge.waiting() == 1
    nudge.ping()
    assert queued(broker, "celery") == [("stet.ingest", [{"text": "x"}])]


@pytest.mark.usefixtures("no_broker")
def test_a_broker_that_is_away_is_a_clear_error() -> None:
    for attempt in (nudge.ping, lambda: nudge.send([Nudge(stage=Stage.READ, id=1)])):
        with pytest.raises(BrokerUnreachableError, match="STET_BROKER_URL"):
            attempt()


@pytest.mark.usefixtures("sqlite_store")
def test_a_bad_request_is_kept_in_the_dead_letters_and_a_good_one_goes_on(broker: fakeredis.FakeRedis) -> None:
    flow.ingest({"url": "nonsense"})
    flow.ingest({"text": "Some words.", "title": "A title"})
    assert queued(broker, "text") == [("stet.admit", [1])]
    with reading() as session:
        assert len(due.dead_letters(session)) == 1


@pytest.mark.usefixtures("sqlite_store")
def test_the_sweep_sends_what_is_owed_and_was_not_heard_of_for_a_while(broker: fakeredis.FakeRedis) -> None:
    flow.ingest({"text": "Some words.", "title": "A title"})
    broker.flushall()
    flow.sweep()
    assert queued(broker, "text") == []
    with time_machine.travel(now() + due.NUDGE_PATIENCE):
        flow.sweep()
    assert queued(broker, "text") == [("stet.admit", [1])]


@pytest.mark.usefixtures("sqlite_store", "no_broker")
def test_what_cannot_be_sent_is_no_failure_since_the_sweep_sends_it_again() -> None:
    flow.ingest({"text": "Some words.", "title": "A title"})
    flow.sweep()


def test_a_request_goes_back_into_its_queue_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: object) -> None:
        raise TryLaterError(due.LEASE * 0, "away")

    monkeypatch.setattr(flow, "receive_message", away)
    with pytest.raises(Reject) as rejected:
        flow.ingest({"text": "Some words."})
    assert rejected.value.requeue
