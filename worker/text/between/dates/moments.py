"""How far apart two articles were told: a toll of Tuesday and one of Friday are two, and no conflict."""

from datetime import datetime, time, timedelta

from schemas.article import Reading

Span = tuple[datetime, datetime]
"""When an article was told first, and when last."""
_APART = timedelta(days=2)
_LATER = timedelta(hours=12)


def span(reading: Reading, edited_at: datetime | None = None) -> Span | None:
    """Return when an article was told first and last, by itself or by an edit that was seen; None where it says not."""
    if reading.published is None:
        return None
    first = _at_noon(reading.published)
    return first, max(first, _at_noon(reading.modified or reading.published), edited_at or first)


def _at_noon(moment: datetime) -> datetime:
    """Return a moment, for a day without an hour its noon."""
    return moment + timedelta(hours=12) if moment.time() == time() else moment


def are_apart(a: Span | None, b: Span | None) -> bool:
    """Whether one had its last word so long before the other's first that what it counts is of another state of things.

    False where an article does not say when it was published.
    """
    return a is not None and b is not None and max(b[0] - a[1], a[0] - b[1]) >= _APART


def has_moved_on(earlier: Span | None, later: Span | None) -> bool:
    """Whether the first word of one came so long after the last of the other that a toll may have moved on."""
    return earlier is not None and later is not None and later[0] - earlier[1] >= _LATER
