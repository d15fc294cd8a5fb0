"""A news site in a process of its own: `python -m benchmarks.site MANY` answers on that many loopback addresses.

It prints its port, then answers `/HOW/NUMBER` with the article of that number, until its standard input is closed:

    unmodified  with an ETag, and 304 where that comes back
    identical   with the same bytes each time, and no validator
    noisy       with other words around the same article each time
    edited      with a sentence of the article reworded each time
"""

import asyncio
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path

from benchmarks import prose

WAYS = ("unmodified", "identical", "noisy", "edited")
_article = lru_cache(maxsize=None)(prose.article)
_ASKED = re.compile(rb"GET /(\w+)/(\d+) ")


class Site:
    """What is answered; every request for a page is counted, so that the next answer can differ."""

    def __init__(self) -> None:
        """Nobody has asked yet."""
        self._asked: Counter[tuple[str, int]] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                writer.write(self.answer(request))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):  # the client has what it wanted
            writer.close()

    def answer(self, request: bytes) -> bytes:
        """Return the answer to one request."""
        asked = _ASKED.match(request)
        if asked is None:
            return _response("404 Not Found", b"no such page")
        way, number = asked[1].decode(), int(asked[2])
        etag = f'"{number}"'
        if way == "unmodified" and etag.encode() in request:
            return _response("304 Not Modified", b"", f"ETag: {etag}\r\n")
        times = self._asked[way, number]
        self._asked[way, number] += 1
        article = _article(number)
        if way == "edited" and times:
            article = prose.corrected(article, times)
        body = prose.html(article, noise=f"request {times}" if way == "noisy" else "").encode()
        return _response("200 OK", body, f"ETag: {etag}\r\n" if way == "unmodified" else "")


def _response(status: str, body: bytes, further: str = "") -> bytes:
    length = "" if status.startswith("304") else f"Content-Length: {len(body)}\r\n"
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{length}{further}\r\n".encode() + body


async def _run(many: int) -> None:
    addresses = [f"127.0.0.{last}" for last in range(1, many + 1)]
    site = Site()
    first = await asyncio.start_server(site.serve, addresses[0], 0)
    port = first.sockets[0].getsockname()[1]
    for address in addresses[1:]:
        await asyncio.start_server(site.serve, address, port)
    print(port, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


@contextmanager
def running(many: int) -> Iterator[list[str]]:
    """Run a site on `many` hosts; return their addresses, as URLs without a final slash."""
    command = [sys.executable, "-m", "benchmarks.site", str(many)]
    pipe, root = subprocess.PIPE, Path(__file__).parents[1]
    with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as started:
        assert started.stdout is not None
        port = int(next(islice(started.stdout, 1)))
        yield [f"http://127.0.0.{last}:{port}" for last in range(1, many + 1)]
        started.terminate()


if __name__ == "__main__":
    asyncio.run(_run(int(sys.argv[1])))
