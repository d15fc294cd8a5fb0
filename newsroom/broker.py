"""What can be done to a broker through its socket, in its own protocol (RESP 2), without a client library."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedRWPair
from pathlib import Path

from newsroom.control import RunError

QUEUES = (b"celery", b"web", b"text", b"deliver")
_SECONDS = 10
_LOOK_SECONDS = 0.1
Reply = bytes | int | list["Reply"] | None


class Broker:
    """One connection to a broker."""

    def __init__(self, stream: BufferedRWPair) -> None:
        """Speak over a stream that both reads and writes."""
        self._stream = stream

    def send(self, *words: bytes) -> Reply:
        """Send a command and return its reply.

        Raises:
            RunError: the broker refuses it, or hangs up.
        """
        sizes = b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in words)
        self._stream.write(b"*%d\r\n%s" % (len(words), sizes))
        self._stream.flush()
        return self._reply()

    def _reply(self) -> Reply:
        line = self._stream.readline()
        kind, rest = line[:1], line[1:-2]
        if kind == b"$":
            return None if rest == b"-1" else self._stream.read(int(rest) + 2)[:-2]
        if kind == b"*":
            return [self._reply() for _ in range(int(rest))]
        if kind == b":":
            return int(rest)
        if kind == b"+":
            return rest
        raise RunError(f"the broker says {line!r}")

    def messages(self, queue: bytes) -> list[bytes]:
        """What lies in a queue."""
        found = self.send(b"LRANGE", queue, b"0", b"-1")
        return [each for each in found if isinstance(each, bytes)] if isinstance(found, list) else []

    def double(self, known: set[bytes]) -> None:
        """Put every message that lies in a queue there once more, but for those in `known`, which grows."""
        for queue in QUEUES:
            fresh = [each for each in self.messages(queue) if each not in known]
            known.update(fresh)
            if fresh:
                self.send(b"LPUSH", queue, *fresh)

    def take(self) -> list[tuple[bytes, bytes]]:
        """Take all messages out of their queues."""
        taken = []
        for queue in QUEUES:
            while isinstance(message := self.send(b"LPOP", queue), bytes):
                taken.append((queue, message))
        return taken

    def give_back(self, taken: list[tuple[bytes, bytes]]) -> None:
        """Put messages back into their queues, the last taken first, so that their order turns round."""
        for queue, message in reversed(taken):
            self.send(b"LPUSH", queue, message)


@contextmanager
def connected(path: Path) -> Iterator[Broker]:
    """A connection to the broker that listens on a Unix socket; one that is just being started is waited for.

    Raises:
        RunError: there is none, or it stops answering.
    """
    try:
        with _plugged(path) as plug, plug.makefile("rwb") as stream:
            yield Broker(stream)
    except OSError as error:
        raise RunError(f"the broker does not answer: {error}") from error


def _plugged(path: Path) -> socket.socket:
    deadline = time.monotonic() + _SECONDS
    while True:
        plug = socket.socket(socket.AF_UNIX)
        plug.settimeout(_SECONDS)
        try:
            plug.connect(str(path))
        except OSError:
            plug.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(_LOOK_SECONDS)
        else:
            return plug
