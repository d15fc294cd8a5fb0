import asyncio
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from newsroom.clock import Clock
from newsroom.http import Request
from newsroom.server import Served, serve
from newsroom.world import World


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Running:
    served: Served
    port: int
    control: int

    def get(self, host: str, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, headers={"Host": host, "User-Agent": "test", **headers})
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def ask(self, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.control, timeout=10)
        try:
            sent = None if body is None else json.dumps(body)
            connection.request("GET" if body is None else "POST", path, sent, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    port, control = free_port(), free_port()
    world = World(1, 40, 3, ["clean-rss", "truncated", "wire-agency"], port=port)
    served = Served(world, Clock(world.setting.start + timedelta(days=2), 0))
    loop = asyncio.new_event_loop()
    task = loop.create_task(serve(served, ["127.0.0.1"], port, control))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    found = Running(served, port, control)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", control)) == 0:
                break
        threading.Event().wait(0.02)
    yield found

    async def stop() -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


def test_a_page_comes_as_the_world_answers_it(running: Running) -> None:
    outlet = running.served.world.outlets[0]
    path = outlet.path(outlet.articles[0])
    response, body = running.get(outlet.host, path)
    last = running.served.visits.records()[-1]
    request = Request(running.served.clock.now(), outlet.host, path, last["client"], last["number"])
    assert (response.status, body) == (200, running.served.world.answer(request).body)
    assert response.headers["Date"] == "Wed, 04 Mar 2026 06:00:00 GMT"


def test_a_feed_is_not_sent_again(running: Running) -> None:
    outlet = running.served.world.outlets[0]
    first, _ = running.get(outlet.host, "/feed.xml")
    second, body = running.get(outlet.host, "/feed.xml", **{"If-None-Match": first.headers["ETag"]})
    assert (second.status, body) == (304, b"")


def test_gzip_and_head(running: Running) -> None:
    outlet = running.served.world.outlets[0]
    packed, body = running.get(outlet.host, "/", **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert body[:2] == b"\x1f\x8b"
    only_head, nothing = running.get(outlet.host, "/", "HEAD")
    assert (only_head.status, nothing) == (200, b"")


def test_some_bodies_are_cut(running: Running) -> None:
    outlet = running.served.world.outlets[1]
    path = outlet.path(outlet.articles[0])
    short = 0
    for _ in range(30):
        try:
            _, body = running.get(outlet.host, path)
            short += b"</html>" not in body
        except http.client.IncompleteRead:
            short += 1
    assert 2 < short < 20


def test_visits_are_logged_for_politeness(running: Running) -> None:
    outlet = running.served.world.outlets[2]
    running.get(outlet.host, "/")
    running.get(outlet.host, "/robots.txt")
    _, body = running.ask("/requests.jsonl")
    mine = [visit for line in body.splitlines() if (visit := json.loads(line))["host"] == outlet.host]
    assert [visit["number"] for visit in mine] == [1, 2]
    assert mine[0]["gap_seconds"] is None
    assert mine[1]["gap_seconds"] > 0
    assert mine[1]["gap_virtual_seconds"] == 0
    assert {visit["overlap"] for visit in mine} == {0}
    assert mine[1]["seconds"] >= 0


def test_the_control_tells_the_truth_the_hosts_and_the_time(running: Running) -> None:
    status, body = running.ask("/truth.jsonl")
    assert status == 200
    assert [json.loads(line) for line in body.splitlines()] == list(running.served.world.truth())
    assert json.loads(running.ask("/hosts")[1]) == running.served.world.hosts
    assert json.loads(running.ask("/clock")[1]) == {"now": "2026-03-04T06:00:00+00:00", "speed": 0}
    assert running.ask("/nothing")[0] == 404


def test_the_clock_can_be_set(running: Running) -> None:
    before = running.ask("/clock")[1]
    status, body = running.ask("/clock", {"now": "2026-03-03T00:00:00+00:00"})
    assert (status, json.loads(body)["now"]) == (200, "2026-03-03T00:00:00+00:00")
    for wrong in ({"now": "soon"}, {"now": "2026-03-03T00:00:00"}, {"speed": "fast"}, [1]):
        assert running.ask("/clock", wrong)[0] == 400
    assert running.ask("/clock", json.loads(before))[0] == 200


def test_receivers_take_refuse_and_remember(running: Running) -> None:
    def post(mode: str, delivery: str) -> int:
        return running.ask(f"/hooks/{mode}/a", {"type": "change.revision"}, **{"webhook-id": delivery})[0]

    assert post("ok", "m1") == 204
    assert [post("down", "m2") for _ in range(4)] == [503, 503, 503, 204]
    assert [post("limited", "m3") for _ in range(2)] == [429, 204]
    assert post("gone", "m4") == 410
    assert post("inward", "m5") == 302
    assert post("no-such", "m6") == 404
    received = [json.loads(line) for line in running.ask("/hooks.jsonl")[1].splitlines()]
    assert [record["headers"]["webhook-id"] for record in received if record["mode"] == "down"] == ["m2"] * 4
    assert received[0]["body"] == '{"type": "change.revision"}'


@pytest.mark.parametrize("sent", [b"hello\r\n\r\n", b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"])
def test_nonsense_is_refused(running: Running, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as raw:
        raw.sendall(sent)
        assert raw.recv(100).startswith(b"HTTP/1.1 400 ")
