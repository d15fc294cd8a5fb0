"""Open connections kept for the next request to the same origin."""

import time
from threading import Lock

from worker.net.connection import GuardedConnection

Origin = tuple[str, str, int]

MAX_KEPT = 64
IDLE_SECONDS = 30.0
"""Servers close idle connections after 5 to 75 s; asking on one that is closed costs a second attempt."""


class KeptConnections:
    """The idle connections of one client, of all origins together; safe to share between threads."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = Lock()
        self._idle: list[tuple[Origin, GuardedConnection, float]] = []

    def take(self, origin: Origin) -> GuardedConnection | None:
        """Return the connection to `origin` that was used last and still stands, if there is one."""
        while (found := self._pop(origin)) is not None:
            if found.is_connected:
                return found
            found.close()
        return None

    def keep(self, origin: Origin, connection: GuardedConnection) -> None:
        """Keep an open connection whose last answer was read to its end; the oldest make room."""
        if connection.sock is None:
            return
        now = time.monotonic()
        with self._lock:
            self._idle.append((origin, connection, now))
            fresh = [kept for kept in self._idle if kept[2] > now - IDLE_SECONDS][-MAX_KEPT:]
            dropped = [kept for kept in self._idle if kept not in fresh]
            self._idle = fresh
        _close(dropped)

    def close(self) -> None:
        """Close them all."""
        with self._lock:
            dropped, self._idle = self._idle, []
        _close(dropped)

    def _pop(self, origin: Origin) -> GuardedConnection | None:
        with self._lock:
            for index in range(len(self._idle) - 1, -1, -1):
                if self._idle[index][0] == origin:
                    return self._idle.pop(index)[1]
        return None


def _close(kept: list[tuple[Origin, GuardedConnection, float]]) -> None:
    for _, connection, _ in kept:
        connection.close()
