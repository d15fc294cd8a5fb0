"""Feeds parsed in a process of its own, with limits on time and memory.

A hostile document can hold a parser for minutes, take gigabytes, or crash it. Polling runs in threads, which cannot be
killed; so one child is kept, given one document after another, and killed and made anew when a limit is hit. It costs
0.3 s and 60 MB once, and then less than a millisecond for each document, where a child for each would cost 0.3 s.
"""

import os
import resource
import select
import signal
import struct
import subprocess
import sys
import time
from threading import BoundedSemaphore, Lock
from typing import BinaryIO, Final

from schemas.base import Frozen
from schemas.feed import Announcement, SitePage
from worker.errors import StetError
from worker.text import feed

CPU_SECONDS: Final = 10
"""Of one document."""
WALL_SECONDS: Final = 20
"""Of one document on a busy machine; well below the lease that the poll holds meanwhile."""
MEMORY_BYTES: Final = 640 * 1024 * 1024
"""Address space of a child, about 200 MB of which it has from the start."""
CHILDREN: Final = 2
"""At a time: enough that one hostile document does not keep the others waiting."""
_DOCUMENTS: Final = 1_000
"""After so many a child is replaced, so that what a parser leaks cannot add up."""
_LENGTHS = struct.Struct("!II")
_LENGTH = struct.Struct("!I")
_PIECE_BYTES = 1 << 16
_DESCRIPTORS = 16


class ParsingError(StetError):
    """A document could not be read within the limits; the message says which it hit."""


class _Order(Frozen):
    """What a child is to do with the bytes that follow."""

    is_page: bool = False
    url: str
    content_type: str | None = None
    start: int = 0


def announcement(body: bytes, *, url: str, content_type: str | None = None, start: int = 0) -> Announcement:
    """Return `feed.parse` of the document.

    Raises:
        ParsingError: it took more time or memory than a document may.
    """
    return Announcement.model_validate_json(_done(_Order(url=url, content_type=content_type, start=start), body))


def page(body: bytes, *, url: str) -> SitePage:
    """Return `feed.look` of the page.

    Raises:
        ParsingError: it took more time or memory than a page may.
    """
    return SitePage.model_validate_json(_done(_Order(is_page=True, url=url), body))


class _DiedError(ParsingError):
    """The child ended while it was at a document, for a reason that need not be the document's."""


def _done(order: _Order, body: bytes) -> bytes:
    with _Children.room:
        child = _take()
        try:
            return _by(child, order, body)
        except _DiedError:
            if child.documents == 1:
                raise
        return _by(_Child(), order, body)  # it may have died before, of something else


def _by(child: "_Child", order: _Order, body: bytes) -> bytes:
    try:
        answer = child.do(order, body)
    except BaseException:
        child.end()
        raise
    _give_back(child)
    return answer


class _Child:
    """One process that parses."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-I", "-m", "worker.apart", str(MEMORY_BYTES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.documents = 0

    def is_fit(self) -> bool:
        return self._process.poll() is None and self.documents < _DOCUMENTS

    def do(self, order: _Order, body: bytes) -> bytes:
        """Have one document parsed; return the JSON that came of it."""
        self.documents += 1
        deadline = time.monotonic() + WALL_SECONDS
        head = order.model_dump_json().encode()
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(_LENGTHS.pack(len(head), len(body)) + head + body)
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._death() from None
        (length,) = _LENGTH.unpack(self._read(_LENGTH.size, deadline))
        if not length:
            raise ParsingError(f"it takes more than {MEMORY_BYTES >> 20} MB to read")
        return self._read(length, deadline)

    def _read(self, count: int, deadline: float) -> bytes:
        assert self._process.stdout is not None
        handle = self._process.stdout.fileno()
        waiting = select.poll()
        waiting.register(handle, select.POLLIN)
        pieces = bytearray()
        while len(pieces) < count:
            left = deadline - time.monotonic()
            if left <= 0 or not waiting.poll(left * 1000):
                raise ParsingError(f"it takes more than {WALL_SECONDS} s to read")
            piece = os.read(handle, min(_PIECE_BYTES, count - len(pieces)))
            if not piece:
                raise self._death()
            pieces += piece
        return bytes(pieces)

    def _death(self) -> ParsingError:
        """Return what a child that ended by itself died of."""
        status = self._process.wait(WALL_SECONDS)
        if status == -signal.SIGXCPU:
            return ParsingError(f"it takes more than {CPU_SECONDS} s to read")
        return _DiedError(f"the parser ended with status {status} while reading it")

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except BrokenPipeError:  # of what was still to be written
                continue


class _Children:
    """The children of this process that have nothing to do, and room for how many have."""

    idle: list[_Child] = []  # noqa: RUF012 - one for the process, under the lock
    lock = Lock()
    room = BoundedSemaphore(CHILDREN)


def _take() -> _Child:
    with _Children.lock:
        while _Children.idle:
            child = _Children.idle.pop()
            if child.is_fit():
                return child
            child.end()
    return _Child()


def _give_back(child: _Child) -> None:
    with _Children.lock:
        _Children.idle.append(child)


def end_children() -> None:
    """End the children that have nothing to do; the next document starts one."""
    with _Children.lock:
        while _Children.idle:
            _Children.idle.pop().end()


def _begin_anew() -> None:
    """In a forked process: its parent's children are not its own."""
    _Children.idle, _Children.lock, _Children.room = [], Lock(), BoundedSemaphore(CHILDREN)


os.register_at_fork(after_in_child=_begin_anew)


# In the child.


def _serve(orders: BinaryIO, answers: BinaryIO, memory_bytes: int) -> None:
    """Parse one document after another until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_DESCRIPTORS, _DESCRIPTORS))
    while len(lengths := orders.read(_LENGTHS.size)) == _LENGTHS.size:
        head_length, body_length = _LENGTHS.unpack(lengths)
        answer = _parsed(orders, head_length, body_length)
        answers.write(_LENGTH.pack(len(answer)) + answer)
        answers.flush()
        if not answer:  # memory was short: what is left of the heap is not worth keeping
            return


def _parsed(orders: BinaryIO, head_length: int, body_length: int) -> bytes:
    """Return the JSON that came of the next document, nothing where memory ran out."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(
        resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + CPU_SECONDS, resource.RLIM_INFINITY)
    )
    try:
        order, body = _Order.model_validate_json(orders.read(head_length)), orders.read(body_length)
        found = (
            feed.look(body, url=order.url)
            if order.is_page
            else feed.parse(body, url=order.url, content_type=order.content_type, start=order.start)
        )
        return found.model_dump_json().encode()
    except MemoryError:
        return b""


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[1]))
