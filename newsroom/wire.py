"""HTTP/1.1 on asyncio streams (RFC 9112), as much of it as a world needs, with answers that may be slow or cut."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie

from newsroom.http import Answer

_LONGEST_BODY = 10_000_000
_BODILESS = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}


class BadRequestError(Exception):
    """What came was no request."""


@dataclass(frozen=True)
class Incoming:
    """A request as it was read. Header names are in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies; none where the header cannot be read."""
        try:
            return {name: morsel.value for name, morsel in SimpleCookie(self.headers.get("cookie", "")).items()}
        except CookieError:
            return {}

    @property
    def keeps_alive(self) -> bool:
        """Whether the connection may serve another request."""
        return self.headers.get("connection", "").lower() != "close"


async def read(reader: asyncio.StreamReader) -> Incoming | None:
    """Read one request; None where the visitor has hung up.

    Raises:
        BadRequestError: the bytes are no HTTP/1.1 request, or one too large.
    """
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    except asyncio.LimitOverrunError as error:
        raise BadRequestError("headers too long") from error
    first, *lines = head.rstrip("\r\n").split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3:  # noqa: PLR2004 - method, target, version
        raise BadRequestError("no request line")
    fields = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in fields}
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > _LONGEST_BODY:
        raise BadRequestError("no usable Content-Length")
    try:
        body = await reader.readexactly(int(length))
    except asyncio.IncompleteReadError:
        return None
    return Incoming(parts[0], parts[1], headers, body)


def head_of(answer: Answer, at: datetime, *, keeps_alive: bool) -> bytes:
    """The status line and headers of an answer; `Date` is virtual."""
    reason = HTTPStatus(answer.status).phrase
    lines = [f"HTTP/1.1 {answer.status} {reason}", f"Date: {format_datetime(at, usegmt=True)}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    if not answer.is_close_delimited and answer.status not in _BODILESS:
        lines.append(f"Content-Length: {len(answer.body)}")
    lines.append(f"Connection: {'keep-alive' if keeps_alive else 'close'}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def write(writer: asyncio.StreamWriter, answer: Answer, at: datetime, incoming: Incoming) -> bool:
    """Send an answer at its pace; whether the connection may go on."""
    is_cut = answer.cut_at is not None or answer.is_close_delimited
    keeps_alive = incoming.keeps_alive and not is_cut
    pace = answer.pace
    await asyncio.sleep(pace.wait_seconds)
    writer.write(head_of(answer, at, keeps_alive=keeps_alive))
    body = b"" if incoming.method == "HEAD" else answer.body[: answer.cut_at]
    step = pace.piece_bytes or max(1, len(body))
    for begin in range(0, len(body), step):
        writer.write(body[begin : begin + step])
        await writer.drain()
        if pace.piece_bytes:
            await asyncio.sleep(pace.piece_seconds)
    await writer.drain()
    return keeps_alive
