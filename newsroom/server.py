"""Serves a world on loopback addresses, and its control endpoint on a port of its own."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

from newsroom import http, wire
from newsroom.clock import Clock
from newsroom.hooks import Hooks
from newsroom.http import Answer, Request
from newsroom.visits import Visits
from newsroom.wire import Incoming
from newsroom.world import World

Respond = Callable[[Incoming, asyncio.StreamWriter], Awaitable[bool]]
_JSON = "application/json"
_LINES = "application/jsonl; charset=utf-8"


def lines(records: Iterable[dict[str, Any]]) -> bytes:
    """Records as JSON lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def _json(document: object, status: int = HTTPStatus.OK) -> Answer:
    return http.answer(status, _JSON, json.dumps(document).encode() + b"\n")


@dataclass
class Served:
    """A world being served: its clock, its visitors, and the receivers of alerts beside it."""

    world: World
    clock: Clock
    visits: Visits = field(default_factory=Visits)
    hooks: Hooks = field(default_factory=Hooks)

    async def site(self, incoming: Incoming, writer: asyncio.StreamWriter) -> bool:
        """Answer a visitor of one of the world's hosts."""
        authority = incoming.headers.get("host", "")
        host = self.world.host(authority) or authority
        peer = writer.get_extra_info("peername")[0]
        client = f"{peer} {incoming.headers.get('user-agent', '')}".strip()
        at = self.clock.now()
        visit = self.visits.begin(client, host, incoming.target, at)
        request = Request(at, host, incoming.target, client, visit.number, incoming.cookies, incoming.headers)
        answer = self.world.answer(request)
        size = len(answer.body) if answer.cut_at is None else answer.cut_at
        try:
            return await wire.write(writer, answer, at, incoming)
        finally:
            self.visits.end(visit, answer.status, size, cut=answer.cut_at is not None)

    async def control(self, incoming: Incoming, writer: asyncio.StreamWriter) -> bool:
        """Answer the run that watches the world."""
        return await wire.write(writer, self._controlled(incoming), self.clock.now(), incoming)

    def _controlled(self, incoming: Incoming) -> Answer:
        path = incoming.target.partition("?")[0]
        if incoming.method == "POST" and path.startswith("/hooks/"):
            return self.hooks.receive(path, incoming.headers, incoming.body, self.clock.now())
        if incoming.method == "POST" and path == "/clock":
            return self._set_clock(incoming.body)
        documents: dict[str, Callable[[], Answer]] = {
            "/truth.jsonl": lambda: http.answer(HTTPStatus.OK, _LINES, lines(self.world.truth())),
            "/requests.jsonl": lambda: http.answer(HTTPStatus.OK, _LINES, lines(self.visits.records())),
            "/hooks.jsonl": lambda: http.answer(HTTPStatus.OK, _LINES, lines(self.hooks.received)),
            "/hosts": lambda: _json(self.world.hosts),
            "/clock": lambda: _json(self.clock.describe()),
        }
        known = documents.get(path)
        return known() if known else _json({"error": "not found", "paths": sorted(documents)}, HTTPStatus.NOT_FOUND)

    def _set_clock(self, body: bytes) -> Answer:
        """`{"now": ISO 8601 with offset, "speed": number}`, either or both."""
        try:
            wanted = dict(json.loads(body))
            now = datetime.fromisoformat(wanted["now"]) if "now" in wanted else None
            speed = float(wanted["speed"]) if "speed" in wanted else None
        except (ValueError, TypeError, KeyError) as error:
            return _json({"error": f"not a clock: {error}"}, HTTPStatus.BAD_REQUEST)
        if now is not None and now.tzinfo is None:
            return _json({"error": "`now` needs an offset from UTC"}, HTTPStatus.BAD_REQUEST)
        self.clock.set(now, speed)
        return _json(self.clock.describe())


def _connection(respond: Respond) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    """Serve a connection request by request until it ends, is cut, or makes no sense."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (incoming := await wire.read(reader)) and await respond(incoming, writer):
                pass
        except wire.BadRequestError as error:
            bad = http.answer(HTTPStatus.BAD_REQUEST, "text/plain", str(error).encode())
            writer.write(wire.head_of(bad, datetime.fromtimestamp(0).astimezone(), keeps_alive=False) + bad.body)
        except ConnectionError:
            return  # the visitor hung up in the middle, as visitors do
        finally:
            writer.close()

    return serve


async def serve(served: Served, addresses: Iterable[str], port: int, control_port: int) -> None:
    """Serve until cancelled.

    Args:
        served: the world and its clock.
        addresses: loopback addresses to listen on; every host answers on each, by its Host header.
        port: the sites' port, the one that the world's links name.
        control_port: the control endpoint's port on 127.0.0.1.

    Raises:
        OSError: an address or port cannot be had.
    """
    async with AsyncExitStack() as stack:
        sites = await asyncio.start_server(_connection(served.site), list(addresses), port, backlog=512)
        await stack.enter_async_context(sites)
        control = await asyncio.start_server(_connection(served.control), "127.0.0.1", control_port)
        await stack.enter_async_context(control)
        await asyncio.gather(sites.serve_forever(), control.serve_forever())
