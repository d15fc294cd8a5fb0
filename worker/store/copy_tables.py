"""The tables of copy: what several outlets of a story print word for word, and who has how much of it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from worker.store.columns import Base, Numbered
from worker.store.tables import Article, Snapshot, Story


class Copy(Numbered):
    """A piece of copy of a story, found anew with each new version of one of its articles."""

    __tablename__ = "copies"
    story_id: Mapped[int] = mapped_column(ForeignKey(Story.id), index=True)
    agency: Mapped[str | None]
    text: Mapped[str]


class CopyCarrier(Base):
    """An article that prints a piece of copy, as its newest version does."""

    __tablename__ = "copy_carriers"
    copy_id: Mapped[int] = mapped_column(ForeignKey(Copy.id, ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id), primary_key=True, index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey(Snapshot.id))
    since: Mapped[datetime]
    credits: Mapped[str | None]
    words: Mapped[int]
    share: Mapped[float]
    sentences: Mapped[list[int]] = mapped_column(JSON)
