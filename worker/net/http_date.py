"""Dates as HTTP headers write them (RFC 9110, 5.6.7)."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def moment(text: str | None) -> datetime | None:
    """Return the moment that a header names; None where it names none."""
    try:
        named = parsedate_to_datetime(text or "")
    except (ValueError, OverflowError):
        return None
    return named if named.tzinfo is not None else named.replace(tzinfo=UTC)
