"""Moments as people write them: how long ago."""

import re
from datetime import datetime, timedelta

from worker.clock import now

_SPAN = re.compile(r"(\d{1,6})\s*([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def span_ago(text: str) -> datetime | None:
    """Return the moment so long ago: `90s`, `30m`, `2h`, `3d`, `1w`; None for what is no such span.

    Raises:
        ValueError: it lies before the year 1.
    """
    span = _SPAN.fullmatch(text.strip())
    try:
        return None if span is None else now() - timedelta(**{_UNITS[span[2]]: int(span[1])})
    except OverflowError as error:
        raise ValueError(f"{text} ago lies before the year 1") from error
