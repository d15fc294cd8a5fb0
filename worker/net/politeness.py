"""How often a host may be asked: a delay that grows where the host says it is too much, and shrinks again later.

Pure rules over values; what is learned is kept by the store.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus

from worker.net.webhook import retry_after_seconds

SLOW_DOWN = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
UNASKED_REST = timedelta(minutes=5)
"""How long a host that is overloaded is left alone where it does not say itself."""
FIRST_SLOWER, SLOWEST = timedelta(seconds=1), timedelta(minutes=10)
CALM_ANSWERS, CALM = 20, timedelta(minutes=20)
"""After so many answers in a row without a complaint, or so much time of them, what was learned is halved: a host that
was down for days has complained each time, and would else be asked each ten minutes for hours after it is back."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The delay kept at one host: what the settings or its robots.txt ask for, or more where it has complained."""

    asked: timedelta
    learned: timedelta = timedelta(0)
    calm: int = 0
    """Answers in a row without a complaint, counted while something is learned."""

    @property
    def delay(self) -> timedelta:
        """From the end of one request to the start of the next."""
        return max(self.asked, self.learned)

    def after(self, status: int) -> "Pace":
        """Return the pace after an answer: half as fast after a complaint, and in time as fast as before."""
        if status in SLOW_DOWN:
            return replace(self, learned=min(max(2 * self.delay, FIRST_SLOWER), SLOWEST), calm=0)
        if not self.learned:
            return self
        calm = self.calm + 1
        if calm < CALM_ANSWERS and calm * self.learned < CALM:
            return replace(self, calm=calm)
        half = self.learned / 2
        return replace(self, learned=half if half > self.asked else timedelta(0), calm=0)


def rest_after(status: int, headers: Mapping[str, str], *, now: datetime) -> timedelta:
    """Return how long a host that is overloaded asks to be left alone, at most a day; zero for any other answer."""
    if status not in SLOW_DOWN:
        return timedelta(0)
    asked = retry_after_seconds(headers, now=now)
    return UNASKED_REST if asked is None else timedelta(seconds=asked)
