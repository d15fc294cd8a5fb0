"""docs/queue.md taken at its word: what it shows is run against workers on real brokers."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import kombu
import pytest
import redis
from kombu.simple import SimpleQueue

from tasks.app import INGEST, QUEUES

from ..conftest import RABBITMQ, REDIS, need
from .conftest import ROOT, STET, Service

pytestmark = [
    pytest.mark.service,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are found through /proc"),
]
PAGE = (ROOT / "docs/queue.md").read_text(encoding="utf-8")
REDIS_SHOWN = "redis://localhost:6379/0"
AMQP_SHOWN = '"localhost:5672", "guest", "guest"'
PAGES_SHOWN = "http://localhost:8642"
REDIS_HERE = urlsplit(REDIS)._replace(path="/13").geturl()
TOKEN = "a-token-of-the-test"


def block(language: str, word: str) -> str:
    """The one example in a language that has the word."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
    (found,) = [text for text in blocks if word in text]
    return str(found)


def instead(example: str, shown: str, here: str) -> str:
    """The example with the address of this test's server."""
    assert shown in example
    return example.replace(shown, here)


def empty(broker: str) -> None:
    if broker.startswith("redis"):
        with redis.Redis.from_url(broker) as client:
            client.flushdb()
        return
    with kombu.Connection(broker) as connection:
        for name in QUEUES:
            connection.default_channel.queue_delete(name)


class Workers(Service):
    """A worker of all queues and the pages, on one broker."""

    def __init__(self, folder: Path, broker: str) -> None:
        super().__init__(folder)
        self.broker = broker
        self.env |= {"STET_BROKER_URL": broker, "STET_WEB_TOKEN": TOKEN}

    def start(self, *arguments: str) -> None:
        with (self.folder / "up.log").open("ab") as log:
            self._started.append(
                subprocess.Popen(
                    [STET, *arguments], cwd=self.folder, env=self.env, stdout=log, stderr=log, start_new_session=True
                )
            )

    def execute(self, program: str | Path, example: str, *arguments: str) -> str:
        ended = subprocess.run(
            [program, *arguments],
            input=example,
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr + ended.stdout
        return ended.stdout

    def python(self, example: str) -> None:
        self.execute(sys.executable, example, "-")

    def is_stored(self, name: str) -> None:
        """Wait until the example's article has its version, and no more than one."""
        url = f"https://example.org/{name}"

        def versions() -> list[int]:
            found = self.run("history", url, "--json", check=False)
            return [v["version"] for v in json.loads(found.stdout)["versions"]] if found.returncode == 0 else []

        assert self.wait(versions, url) == [1]

    def dead_letters(self) -> str:
        """What `stet doctor` says of the dead letters."""
        (check,) = [
            one
            for one in json.loads(self.run("doctor", "--json", check=False).stdout)["checks"]
            if one["name"] == "dead letters"
        ]
        return str(check["found"])


@pytest.fixture(scope="module", params=["redis", "rabbitmq"])
def workers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """Everything but the beat: no example should need the sweep."""
    broker = need("Redis", REDIS_HERE) if request.param == "redis" else need("RabbitMQ", RABBITMQ)
    empty(broker)
    made = Workers(tmp_path_factory.mktemp(request.param), broker)
    try:
        made.start("worker", "--queues", ",".join(QUEUES))
        made.start("web")
        made.wait(lambda: "pages_served" in made.log(), "the pages")
        yield made
    finally:
        made.end()
        empty(broker)


def test_the_celery_client(workers: Workers) -> None:
    example = instead(block("python", "celery-client"), REDIS_SHOWN, workers.broker)
    workers.python(example)
    workers.python(example)  # the same request_id: nothing is done twice
    workers.is_stored("celery-client")
    workers.wait(lambda: "this request_id was taken in before" in workers.log(), "the second message")


@pytest.mark.parametrize("workers", ["redis"], indirect=True)
def test_the_message_bare_on_redis(workers: Workers) -> None:
    workers.execute("sh", instead(block("sh", "redis-cli"), REDIS_SHOWN, workers.broker))
    workers.is_stored("bare-redis")


@pytest.mark.parametrize("workers", ["rabbitmq"], indirect=True)
def test_the_message_bare_over_amqp(workers: Workers) -> None:
    with kombu.Connection(workers.broker) as known:
        here = f'"{known.host}", "{known.userid}", "{known.password}", virtual_host="{known.virtual_host}"'
    workers.python(instead(block("python", "import amqp"), AMQP_SHOWN, here))
    workers.is_stored("bare-amqp")


def test_the_request_over_http(workers: Workers) -> None:
    example = instead(block("sh", "curl"), PAGES_SHOWN, workers.pages)
    answer = json.loads(workers.execute("sh", example))
    assert answer == json.loads(block("json", "known"))
    assert json.loads(workers.execute("sh", example)) == answer | {"known": True}
    workers.is_stored("over-http")


def test_a_bad_request_lies_in_the_dead_letters_once(workers: Workers) -> None:
    example = instead(block("python", "no-scheme"), REDIS_SHOWN, workers.broker)
    reason = block("text", "no-scheme").partition("(ingest): ")[2].strip()
    workers.python(example)
    workers.wait(lambda: reason in workers.dead_letters(), "the dead letter")
    before = workers.dead_letters()
    refused = workers.log().count("ingest.refused")
    workers.python(example)
    workers.wait(lambda: workers.log().count("ingest.refused") > refused, "the second refusal")
    when = re.compile(r"newest of \S+ \S+ UTC")  # the second refusal may fall into the next minute
    assert when.sub("", workers.dead_letters()) == when.sub("", before)


@pytest.mark.parametrize("call", [{"kwargs": {"url": "https://example.org/named"}}, {"args": ["one", "two"]}])
def test_a_call_with_other_arguments_is_a_bad_request(workers: Workers, call: dict[str, object]) -> None:
    refused = workers.log().count("ingest.refused")
    workers.python(f"from celery import Celery\nCelery(broker={workers.broker!r}).send_task('stet.ingest', **{call!r})")
    workers.wait(lambda: workers.log().count("ingest.refused") > refused, "the refusal")
    assert "request: it should be a JSON object" in workers.dead_letters()


MALFORMED = [
    ({"task": "stet.ingest"}, "[[{}], {}, {}]"),
    ({"task": "stet.ingest", "id": "1"}, "[[{}]]"),
    ({"task": "stet.ingest", "id": "1"}, "5"),
    ({"task": "stet.ingest", "id": "1"}, "no JSON"),
    ({"task": "stet.nonsense", "id": "1"}, "[[{}], {}, {}]"),
    ({}, "[[{}], {}, {}]"),
]


def test_no_message_stops_the_worker(workers: Workers) -> None:
    with kombu.Connection(workers.broker) as connection, SimpleQueue(connection, INGEST) as queue:
        for headers, body in MALFORMED:
            queue.put(body, headers=headers, content_type="application/json", content_encoding="utf-8")
    if workers.broker.startswith("redis"):
        with redis.Redis.from_url(workers.broker) as client:
            client.lpush(INGEST, "no JSON", b"\xff", "null", "[]", "{}", '{"properties": {}, "body": "x"}')
    answer = block("python", "celery-client").replace("celery-client", "after").replace("example-1", "after")
    workers.python(instead(answer, REDIS_SHOWN, workers.broker))
    workers.is_stored("after")
    assert "Traceback" not in workers.log()
    assert sum("there is no task 'stet.nonsense'" in line for line in workers.log().splitlines()) == 1


def test_a_message_that_no_task_takes_is_a_dead_letter(workers: Workers) -> None:
    workers.python(f"from celery import Celery\nCelery(broker={workers.broker!r}).send_task('desk.publish', args=[1])")
    workers.wait(lambda: "there is no task 'desk.publish'" in workers.dead_letters(), "the dead letter")


def test_every_field_of_the_request_is_explained() -> None:
    schema = json.loads((ROOT / "docs/schemas/stet.ingest-1.json").read_text(encoding="utf-8"))
    table = PAGE.partition("## The request")[2].partition("\n## ")[0]
    assert [name for name in schema["properties"] if f"`{name}`" not in table] == []


def test_two_workers_of_one_kind_answer_side_by_side(workers: Workers) -> None:
    workers.start("worker", "--queues", ",".join(QUEUES))
    ping = [Path(sys.executable).parent / "celery", "-A", "tasks.app", "inspect", "ping", "--timeout", "3"]

    def answering() -> int:
        told = subprocess.run(
            ping, cwd=workers.folder, env=workers.env, capture_output=True, text=True, timeout=60, check=False
        )
        return told.stdout.count(": OK")

    workers.wait(lambda: answering() == 2, "both workers")
    assert "RESOURCE_LOCKED" not in workers.log()
