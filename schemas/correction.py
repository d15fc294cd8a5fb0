"""Corrections that concern several outlets: who took words back, and who still carries them."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Frozen, Utc
from schemas.divergence import Indexes
from schemas.signals import DatedBy


class Corrected(StrEnum):
    """What was put right."""

    FIGURE = "figure"
    NAME = "name"
    QUOTE = "quote"
    DATE = "date"
    COPY = "copy"
    """Other words of copy, by the outlet or the agency that it comes from, that change what it says."""
    WORDING = "wording"
    """The same where they may say no more than before: those who carry the old words are watched, and never named."""


class Correction(Frozen):
    """One statement that a revision took back for another."""

    kind: Corrected
    old: Indexes = Field(description="the sentences of the old version that said it")
    new: Indexes = Field(description="those of the new version that say it otherwise")
    said_old: str = Field(description="the words taken back")
    said_new: str = Field(description="the words put in their place; empty where they were only taken out")
    sentence_old: str
    sentence_new: str


class Stance(StrEnum):
    """How another outlet's article stands to a correction."""

    CARRIES = "carries"
    FOLLOWED = "followed"
    DROPPED = "dropped"
    LED = "led"
    SILENT = "silent"


class Follower(Frozen):
    """Another outlet's article in the story of a correction."""

    article: int
    url: str
    outlet: str
    stance: Stance = Field(
        description="carries the old words still; followed: gave them up for the new ones since; dropped: gave them "
        "up, and has none instead; led: had the new ones before; silent: neither, or only since"
    )
    sentence: str = Field(default="", description="where it says so, as of the newest version looked at")
    followed_at: Utc | None = Field(
        default=None,
        description="since when it stands with the new words, or, where it dropped the old ones, without these, as it "
        "is told of a version; of one that carries them again, since when it did without them",
    )
    dated_by: DatedBy | None = Field(default=None, description="what tells when that was")
    lag_seconds: float | None = Field(default=None, description="from the correction until then")
    came_at: Utc | None = Field(
        default=None, description="where it came with the old words after the others' time: since when it stands so"
    )
    due_at: Utc | None = Field(default=None, description="of one that came so: until when it is given time, if still")

    @property
    def is_back(self) -> bool:
        """Whether it gave the old words up, and went back to them since."""
        return self.stance is Stance.CARRIES and self.followed_at is not None

    @property
    def is_late(self) -> bool:
        """Whether it came with the old words when the others' time was over."""
        return self.stance is Stance.CARRIES and self.came_at is not None and not self.is_back


class StoryCorrection(Frozen):
    """A correction by one outlet of a story, and how the others stand to it."""

    id: int
    story: int | None
    article: int
    outlet: str
    change: int | None = Field(description="the revision that made it; null while it grows with further additions")
    kind: Corrected
    source: str | None = Field(default=None, description="where the copy comes from in which it stands, if it is copy")
    said_old: str
    said_new: str
    said_now: str | None = Field(default=None, description="where the outlet corrected that again: what it says by now")
    sentence_old: str
    sentence_new: str
    corrected_at: Utc = Field(description="since when the corrected version stands")
    dated_by: DatedBy = Field(default=DatedBy.SEEN, description="what tells since when")
    due_at: Utc = Field(description="until when the others are given time")
    raised_at: Utc | None = Field(
        default=None, description="when the others' time was over, and some still carried the old words"
    )
    owed: int | None = Field(
        default=None, description="of the alert raised then: endpoints that were to be told; null where none wanted it"
    )
    delivered: int | None = Field(default=None, description="those that were")
    settled_at: Utc | None = Field(default=None, description="since when nobody carries them")
    followers: tuple[Follower, ...] = ()

    @property
    def is_awaited(self) -> bool:
        """Whether others who carry the old words still have time before they are named."""
        return self.kind is not Corrected.WORDING and not (self.settled_at or self.raised_at)

    @property
    def is_taken_back(self) -> bool:
        """Whether it was settled by its own outlet, which went back on it, while others carry what it took back."""
        return self.settled_at is not None and any(one.stance is Stance.CARRIES for one in self.followers)
