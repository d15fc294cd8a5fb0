"""The one module that asks what time it is.

For a simulation the clock may run a course of its own: from another moment on, and faster. Spans of machine time, such
as how long a worker may hold a lease, are then stretched with `span`, so that they stay as long as they really are.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event


@dataclass(frozen=True, slots=True)
class Course:
    """How the clock runs: it showed `origin` when it really was `started`, and runs `speed` times as fast as time."""

    origin: datetime
    started: datetime
    speed: float


class _Clock:
    course: Course | None = None
    stops = Event()


def now() -> datetime:
    """Return the present moment in UTC."""
    real, course = datetime.now(UTC), _Clock.course
    return real if course is None else course.origin + (real - course.started) * course.speed


def span(real: timedelta) -> timedelta:
    """Return how far this clock goes while `real` goes by."""
    return real if _Clock.course is None else real * _Clock.course.speed


def real(span_of_clock: timedelta) -> timedelta:
    """Return how much really goes by while this clock goes so far."""
    return span_of_clock if _Clock.course is None else span_of_clock / _Clock.course.speed


def wait(span_of_clock: timedelta) -> bool:
    """Wait while this clock goes so far; return whether it did, which it does not once `stop_waiting` was called."""
    return not _Clock.stops.wait(max(real(span_of_clock).total_seconds(), 0.0))


def stops() -> bool:
    """Return whether `stop_waiting` was called: what is under way should come to its end."""
    return _Clock.stops.is_set()


def stop_waiting() -> None:
    """End every wait of this process now and from now on: it is about to stop."""
    _Clock.stops.set()


def follow(course: Course | None) -> None:
    """Run on this course from now on; None for real time."""
    _Clock.course = course


def parse(text: str) -> Course:
    """Return the course written `ORIGIN@STARTED*SPEED`, both moments in ISO 8601 with a zone.

    Raises:
        ValueError: it is not written so.
    """
    moments, star, speed = text.rpartition("*")
    origin, at, started = moments.partition("@")
    if not (star and at):
        raise ValueError("write ORIGIN@STARTED*SPEED, such as 2026-01-01T00:00:00Z@2026-05-05T10:00:00Z*720")
    course = Course(datetime.fromisoformat(origin), datetime.fromisoformat(started), float(speed))
    if course.origin.tzinfo is None or course.started.tzinfo is None or not course.speed > 0:
        raise ValueError("both moments need a zone, and the speed is a number above 0")
    return course
