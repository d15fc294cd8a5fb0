"""The tables of a story that many tell: who has been compared with whom, its quotations, what is told differently."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from worker.store.columns import Base, Numbered, OwedRow
from worker.store.tables import Article, Change, Endpoint, Snapshot, Story


class Telling(OwedRow):
    """An article in its story's matrix: owed comparisons until its newest version has met all the others."""

    __tablename__ = "tellings"
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id), unique=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey(Snapshot.id))


class Cell(Base):
    """How two articles compare: the versions compared, and what came of it. `a` was published first.

    `low_id` and `high_id` are the two articles by number, so that a pair has one row. `matched` are pairs of sentences
    that say the same, and behind these, with `matrix.TOUCHES`, pairs that speak of one matter.
    """

    __tablename__ = "cells"
    low_id: Mapped[int] = mapped_column(ForeignKey(Article.id), primary_key=True)
    high_id: Mapped[int] = mapped_column(ForeignKey(Article.id), primary_key=True, index=True)
    low_snapshot_id: Mapped[int] = mapped_column(ForeignKey(Snapshot.id))
    high_snapshot_id: Mapped[int] = mapped_column(ForeignKey(Snapshot.id))
    a_id: Mapped[int] = mapped_column(ForeignKey(Article.id))
    change_id: Mapped[int] = mapped_column(ForeignKey(Change.id))
    same: Mapped[int]
    reworded: Mapped[int]
    only_a: Mapped[int]
    only_b: Mapped[int]
    quotes: Mapped[int]
    findings: Mapped[int]
    copied: Mapped[float]
    significance: Mapped[float]
    matched: Mapped[list[list[int]]] = mapped_column(JSON)


class Quote(Numbered):
    """A quotation of a story; `text` is the longest form in marks."""

    __tablename__ = "quotes"
    story_id: Mapped[int] = mapped_column(ForeignKey(Story.id), index=True)
    text: Mapped[str]
    speaker: Mapped[str | None]
    attribution: Mapped[str | None] = mapped_column(String(10))


class QuoteCarrier(Base):
    """An article that carries a quotation, as its newest version has it; `until` is set once it does no longer.

    `first_text` is what it had at first, `first_speaker` the first whom it said to speak; `changed_at` since when it
    has other words or another speaker, or has lost or found its marks.
    """

    __tablename__ = "quote_carriers"
    quote_id: Mapped[int] = mapped_column(ForeignKey(Quote.id), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id), primary_key=True, index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey(Snapshot.id))
    at: Mapped[datetime]
    until: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]
    first_text: Mapped[str]
    text: Mapped[str]
    speaker: Mapped[str | None]
    first_speaker: Mapped[str | None]
    attribution: Mapped[str | None] = mapped_column(String(10))
    marked: Mapped[bool]
    sentences: Mapped[list[int]] = mapped_column(JSON)


class Finding(Numbered):
    """A matter that outlets of a story tell differently; settled while all that speak of it say the same."""

    __tablename__ = "findings"
    __table_args__ = (Index("ix_findings_story_kind", "story_id", "kind"),)
    story_id: Mapped[int] = mapped_column(ForeignKey(Story.id))
    kind: Mapped[str] = mapped_column(String(20))
    what: Mapped[str]
    significance: Mapped[float]
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class Claim(Numbered):
    """What an article says in the matter of a finding; `until` is set once it says so no longer."""

    __tablename__ = "claims"
    __table_args__ = (UniqueConstraint("finding_id", "article_id", "key"),)
    finding_id: Mapped[int] = mapped_column(ForeignKey(Finding.id))
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id), index=True)
    key: Mapped[str] = mapped_column(String(32), index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey(Snapshot.id))
    says: Mapped[str]
    sentence: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime | None]


class ChangeFinding(Base):
    """The findings of a story that a divergence bears, with the two claims it makes of each."""

    __tablename__ = "change_findings"
    change_id: Mapped[int] = mapped_column(ForeignKey(Change.id), primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey(Finding.id), primary_key=True, index=True)
    key_a: Mapped[str] = mapped_column(String(32), primary_key=True)
    key_b: Mapped[str] = mapped_column(String(32), primary_key=True)


class ToldClaim(Base):
    """A claim of a finding that an endpoint has been told, by whichever article."""

    __tablename__ = "told_claims"
    endpoint_id: Mapped[int] = mapped_column(ForeignKey(Endpoint.id, ondelete="CASCADE"), primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey(Finding.id), primary_key=True)
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
