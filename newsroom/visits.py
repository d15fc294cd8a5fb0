"""The log of requests: what a scorer needs to say whether a watcher was polite and what it spent."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass
class Visit:
    """One request as it was served.

    `overlap` is how many other requests of the same client to the same host were still being served when this one
    came. `gap_seconds` and `gap_virtual_seconds` count from the start of the client's previous request to the host;
    None for its first. `seconds` is how long serving took, in real time; None while it lasts.
    """

    sequence: int
    at: str
    real_seconds: float
    client: str
    host: str
    path: str
    number: int
    overlap: int
    gap_seconds: float | None
    gap_virtual_seconds: float | None
    status: int = 0
    bytes: int = 0
    seconds: float | None = None
    cut: bool = False


class Visits:
    """Numbers requests and remembers them."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Start an empty log; real seconds count from now."""
        self._monotonic = monotonic
        self._zero = monotonic()
        self._numbers: Counter[tuple[str, str, str]] = Counter()
        self._open: Counter[tuple[str, str]] = Counter()
        self._last: dict[tuple[str, str], tuple[float, datetime]] = {}
        self._visits: list[Visit] = []

    def begin(self, client: str, host: str, path: str, at: datetime) -> Visit:
        """Note a request as it comes; its `number` starts again at virtual midnight."""
        pair = (client, host)
        self._numbers[client, host, f"{at:%F}"] += 1
        real = self._monotonic() - self._zero
        last = self._last.get(pair)
        visit = Visit(
            sequence=len(self._visits),
            at=at.isoformat(),
            real_seconds=round(real, 4),
            client=client,
            host=host,
            path=path,
            number=self._numbers[client, host, f"{at:%F}"],
            overlap=self._open[pair],
            gap_seconds=round(real - last[0], 4) if last else None,
            gap_virtual_seconds=round((at - last[1]).total_seconds(), 2) if last else None,
        )
        self._last[pair] = (real, at)
        self._open[pair] += 1
        self._visits.append(visit)
        return visit

    def end(self, visit: Visit, status: int, size: int, *, cut: bool) -> None:
        """Note how a request ended."""
        visit.status, visit.bytes, visit.cut = status, size, cut
        visit.seconds = round(self._monotonic() - self._zero - visit.real_seconds, 4)
        self._open[visit.client, visit.host] -= 1

    def records(self) -> list[dict[str, Any]]:
        """Every visit so far, oldest first."""
        return [asdict(visit) for visit in self._visits]
