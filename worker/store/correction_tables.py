"""The tables of corrections that other outlets may follow."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from worker.store.columns import Base, OwedRow
from worker.store.tables import Article, Snapshot


class Correction(OwedRow):
    """A statement that an article took back for another: owed a look at the others of its story.

    `key` is the digest of what was said before and after, so that the same correction is kept once.
    """

    __tablename__ = "corrections"
    __table_args__ = (UniqueConstraint("article_id", "key"),)
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id))
    key: Mapped[str] = mapped_column(String(64))
    old_snapshot_id: Mapped[int] = mapped_column(ForeignKey(Snapshot.id))
    new_snapshot_id: Mapped[int] = mapped_column(ForeignKey(Snapshot.id))
    kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[str | None]
    """Where the copy comes from in which it stands."""
    old: Mapped[list[int]] = mapped_column(JSON)
    new: Mapped[list[int]] = mapped_column(JSON)
    said_old: Mapped[str]
    said_new: Mapped[str]
    sentence_old: Mapped[str]
    sentence_new: Mapped[str]
    corrected_at: Mapped[datetime] = mapped_column(index=True)
    due_at: Mapped[datetime]
    raised_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("corrections.id"))
    """The correction of another outlet that this one only takes up."""


class Follower(Base):
    """How another outlet's article stands to a correction, as of the newest version of it that was looked at."""

    __tablename__ = "correction_followers"
    correction_id: Mapped[int] = mapped_column(ForeignKey(Correction.id), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id), primary_key=True, index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey(Snapshot.id))
    stance: Mapped[str] = mapped_column(String(20))
    sentence: Mapped[str]
    followed_at: Mapped[datetime | None]
    dated_by: Mapped[str | None] = mapped_column(String(20))
    """What tells when it followed: a `DatedBy`."""
    came_at: Mapped[datetime | None]
    """Since when it has the old words, where it came with them after the time of grace."""
    due_at: Mapped[datetime | None]
    """Until when it is given time then; null once it was named."""
