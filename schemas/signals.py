"""What publishers say of changes, how true that proved, and what a version is dated by."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Frozen


class Signal(StrEnum):
    """Something by which a publisher tells that an article was changed."""

    FEED_UPDATED = "feed updated"
    """A feed's `updated`, a sitemap's `lastmod`."""
    FEED_WORDS = "feed words"
    """Other words of an entry in a feed."""
    DATE_MODIFIED = "dateModified"
    """In a page's JSON-LD, microdata or meta elements."""
    LAST_MODIFIED = "Last-Modified"
    ETAG = "ETag"


class Truth(StrEnum):
    """How far a signal of an outlet can be believed."""

    UNKNOWN = "unknown"
    """Too little was seen of it."""
    TRUE = "true"
    """It moves when the text has changed, and hardly ever else."""
    PARTLY = "partly"
    """It moves only when the text has changed, but more changes come without it than with it."""
    NOISY = "noisy"
    """It moves by itself."""
    STILL = "still"
    """It stands still, or names another time, when the text has changed."""


class SignalTruth(Frozen):
    """What visits taught of one signal of an outlet; what was seen long ago counts for less."""

    signal: Signal
    truth: Truth
    moved_with_text: int = Field(description="how often it moved as the text changed; a date, past the visit before")
    moved_alone: int = Field(description="how often it moved though the text stood")
    text_alone: int | None = Field(
        description="how often the text changed though it stood still or named another time; null where not counted"
    )

    @property
    def visits(self) -> int:
        """From how many visits this is known."""
        return self.moved_with_text + self.moved_alone + (self.text_alone or 0)


class DatedBy(StrEnum):
    """What tells since when a version stands."""

    SEEN = "seen"
    """The visit that found it."""
    PUBLISHED = "published"
    """Of a first version: when the outlet says that the article appeared."""
    DATE_MODIFIED = "dateModified"
    LAST_MODIFIED = "Last-Modified"
    """What the outlet states; taken where that has proved true, and lies between the visit before and this one."""

    @property
    def is_stated(self) -> bool:
        """Whether it is the outlet's word."""
        return self in {DatedBy.DATE_MODIFIED, DatedBy.LAST_MODIFIED}
