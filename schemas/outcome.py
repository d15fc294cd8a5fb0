"""Every way a stage can end, and what it asks for next."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Frozen, Utc


class Stage(StrEnum):
    """The stages of the flow, in its order."""

    INGEST = "ingest"
    VISIT = "visit"
    """A turn at a host, in which its feeds are polled and its articles fetched; its rows are hosts."""
    POLL = "poll"
    FETCH = "fetch"
    READ = "read"
    COMPARE = "compare"
    CONTRAST = "contrast"
    FOLLOW = "follow"
    """Whether other outlets follow a correction; its rows are corrections."""
    ALERT = "alert"
    DELIVER = "deliver"


class Ending(StrEnum):
    """How one run of a stage ended."""

    DONE = "done"
    """The work was done and something came of it."""
    UNCHANGED = "unchanged"
    """The work was done and there was nothing new."""
    NOT_OWED = "not-owed"
    """A stale or doubled message: another run did the work or holds the lease."""
    HEALTH = "health"
    """The answer was no article; it is kept as an event of health, and the last good version stands."""
    LATER = "later"
    """Tried again at a time that the store knows."""
    REFUSED = "refused"
    """Kept in the dead letters with the reason, and not tried again."""


class Nudge(Frozen):
    """A hint that a row is owed work. Losing it costs time, never work: the sweep sends it again."""

    stage: Stage
    id: int


class Outcome(Frozen):
    """One ending of one stage."""

    stage: Stage
    id: int | None = None
    ending: Ending
    detail: str = ""
    next: tuple[Nudge, ...] = Field(default=(), description="what may go on now that this has been committed")


class Backlog(Frozen):
    """How many rows each stage is owed now, also those being worked on, and how many letters are dead."""

    owed: dict[Stage, int]
    dead: int

    @property
    def is_empty(self) -> bool:
        """Whether everything that is due has been done."""
        return not any(self.owed.values())


class DeadLetter(Frozen):
    """Work that can never be done: `body` is the message, or the id of the row it was owed for."""

    id: int
    stage: Stage
    body: str
    reason: str
    at: Utc
