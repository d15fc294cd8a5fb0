"""Virtual time: it runs as fast as asked, and can be set."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta


class Clock:
    """Virtual time is `start` + (real time since then) * `speed`.

    A speed of 720 runs a day in two minutes; 0 stands still.
    """

    def __init__(self, start: datetime, speed: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Start at a virtual moment; `monotonic` is the source of real seconds."""
        self._monotonic = monotonic
        self._start = start
        self._real = monotonic()
        self.speed = speed

    def now(self) -> datetime:
        """The present virtual moment."""
        return self._start + timedelta(seconds=(self._monotonic() - self._real) * self.speed)

    def set(self, now: datetime | None = None, speed: float | None = None) -> None:
        """Jump to another moment, run at another speed, or both."""
        self._start = now or self.now()
        self._real = self._monotonic()
        self.speed = self.speed if speed is None else speed

    def describe(self) -> dict[str, object]:
        """The clock as JSON."""
        return {"now": self.now().isoformat(), "speed": self.speed}
