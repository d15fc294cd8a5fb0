"""What a host says that robots may ask it for (RFC 9309)."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Frozen, Utc


class RobotsState(StrEnum):
    """What asking for a robots.txt amounted to."""

    RULES = "rules"
    """There is one: its rules hold."""
    FREE = "free"
    """There is none (4xx): everything may be asked for."""
    CLOSED = "closed"
    """It cannot be had (5xx, no answer): nothing may be asked for until it can."""


class Robots(Frozen):
    """A robots.txt as it was last had, of one scheme, host and port."""

    origin: str = Field(description="such as https://news.example or http://news.example:8080")
    state: RobotsState
    body: bytes = Field(default=b"", description="its first 500 KiB")
    fetched_at: Utc
    expires_at: Utc = Field(description="when it is asked for again")
    failing_since: Utc | None = Field(default=None, description="since when it could not be had, however it stands")
    reason: str | None = Field(default=None, description="why it could not be had")
