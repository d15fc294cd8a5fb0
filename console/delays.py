"""Delays as they are shown to people, on pages and in the terminal."""

_HOURS_FROM = 120
"""Minutes from which a delay is told in hours."""


def hours_and_minutes(seconds: float) -> tuple[int, int]:
    """Return a delay to the minute: its hours, 0 below two of them, and the minutes beside them."""
    minutes = round(seconds / 60)
    return divmod(minutes, 60) if minutes >= _HOURS_FROM else (0, minutes)
