"""Run by `test_memory`: a client in a process of its own meets every attack; a line for each says how it ended.

The attacks are served by a forked child, so that what they weigh does not count.
"""

import gzip
import os
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import brotli

from worker.net.client import Client
from worker.net.failure import FetchError
from worker.settings import Settings

try:
    from compression import zstd
except ImportError:
    from backports import zstd

DEADLINE_SECONDS = 2
BOMB_BYTES = 300 << 20
PIECE = bytes(1 << 20)

Attack = Callable[[socket.socket], None]


def packed(name: str) -> bytes:
    """300 MB of zeros."""
    if name == "br":
        packer = brotli.Compressor(quality=3)
        return b"".join(packer.process(PIECE) for _ in range(BOMB_BYTES >> 20)) + packer.finish()
    if name == "zstd":
        whole = zstd.ZstdCompressor()
        return b"".join(whole.compress(PIECE) for _ in range(BOMB_BYTES >> 20)) + whole.flush()
    stream = zlib.compressobj(9, wbits=31 if name == "gzip" else 15)
    return b"".join(stream.compress(PIECE) for _ in range(BOMB_BYTES >> 20)) + stream.flush()


def sends(head: bytes, *, then: bytes = b"", again: bytes = b"", every: float = 0.0) -> Attack:
    def attack(sock: socket.socket) -> None:
        sock.sendall(head + then)
        while again:
            sock.sendall(again)
            time.sleep(every)

    return attack


def encoded(name: str, body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Encoding: %b\r\nContent-Length: %d\r\n\r\n" % (name.encode(), len(body)) + body


def attacks() -> Iterator[tuple[str, Attack]]:
    ok, chunked = b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    for name in ("gzip", "deflate", "br", "zstd"):
        yield f"{name} bomb", sends(encoded(name, packed(name)))
    mild = os.urandom(12_000) + PIECE[12_000:]
    yield (
        "a bomb of a mild ratio",
        sends(
            chunked.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n"),
            again=b"%x\r\n%b\r\n" % (len(gzip.compress(mild)), gzip.compress(mild)),
        ),
    )
    yield "gzip in gzip", sends(encoded("gzip, gzip", gzip.compress(packed("gzip"))))
    yield (
        "a bomb in chunks",
        sends(
            chunked.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n"),
            again=b"%x\r\n%b\r\n" % (len(gzip.compress(PIECE)), gzip.compress(PIECE)),
        ),
    )
    yield "300 MB without a length", sends(ok + b"\r\n", again=PIECE)
    yield "300 MB announced", sends(ok + b"Content-Length: %d\r\n\r\n" % BOMB_BYTES, again=PIECE)
    yield "chunks without end", sends(chunked, again=b"100000\r\n" + PIECE + b"\r\n")
    yield "tiny chunks without end", sends(chunked, again=b"1\r\nx\r\n" * 1000)
    yield "a chunk of a great size", sends(chunked, then=b"f" * 15 + b"\r\n", again=PIECE)
    yield "a chunk's size without end", sends(chunked, again=b"0" * 65536)
    yield "a header line without end", sends(ok + b"X: ", again=b"y" * 65536)
    yield "headers without end", sends(ok, again=b"X: y\r\n" * 1000)
    yield "trailers without end", sends(chunked + b"0\r\n", again=b"X: y\r\n" * 1000)
    yield "early hints without end", sends(b"", again=b"HTTP/1.1 103 Early Hints\r\n\r\n")
    yield "a status line without end", sends(b"HTTP/1.1 200 ", again=b"O" * 65536)
    yield "slow headers", sends(ok, again=b"X", every=0.1)
    yield "a body drop by drop", sends(ok + b"Content-Length: 100000\r\n\r\n", again=b"x", every=0.1)
    yield "silence", sends(b"HTTP/1.1 200 OK\r\n", again=b"", every=0.1)


def serve(listener: socket.socket, found: list[tuple[str, Attack]]) -> None:
    """Answer the n-th connection with the n-th attack, and the next once that one was hung up on."""
    for _, attack in found:
        sock, _ = listener.accept()
        with sock, suppress(OSError):
            sock.recv(65536)
            attack(sock)
            sock.settimeout(10 * DEADLINE_SECONDS)
            sock.recv(1)
    os._exit(0)


def peak_memory_mb() -> float:
    """Return this program's own peak; `ru_maxrss` would begin with that of the process which started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def main() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    to_parent, from_child = os.pipe()
    if os.fork() == 0:
        found = list(attacks())
        os.write(from_child, ("\n".join(name for name, _ in found) + "\n\n").encode())
        serve(listener, found)
    names = b""
    while not names.endswith(b"\n\n"):
        names += os.read(to_parent, 4096)
    settings = Settings(egress_allow="127.0.0.0/8", fetch_deadline_seconds=DEADLINE_SECONDS)
    with Client(settings) as client:
        for name in names.decode().split("\n")[:-2]:
            started = time.monotonic()
            try:
                page = client.get(f"http://127.0.0.1:{listener.getsockname()[1]}/").page
                outcome = "whole" if page.complete else "cut"
            except FetchError as error:
                outcome = error.kind.value
            peak_mb = peak_memory_mb()
            print(f"{name}\t{outcome}\t{time.monotonic() - started:.2f}\t{peak_mb:.0f}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
