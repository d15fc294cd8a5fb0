"""The tables of grouping: the index of active articles, how common words are among them, and what was repaired."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from worker.store.columns import Base, Numbered
from worker.store.tables import Article, Story


class ArticleTerm(Base):
    """The inverted index that finds candidates for a story: which articles bear a term, and of when they are."""

    __tablename__ = "article_terms"
    __table_args__ = (Index("ix_article_terms_candidates", "term", "published", "article_id"),)
    term: Mapped[str] = mapped_column(String(64), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id), primary_key=True, index=True)
    published: Mapped[datetime]


class WordCount(Base):
    """How many active articles bear a word in their fingerprint; the row of the empty word counts all of them."""

    __tablename__ = "word_counts"
    word: Mapped[str] = mapped_column(String(64), primary_key=True)
    articles: Mapped[int]


class Storyline(Numbered):
    """Events of weeks that are about one running subject."""

    __tablename__ = "storylines"
    opened_at: Mapped[datetime]


class StorylineEvent(Base):
    """Which storyline an event belongs to."""

    __tablename__ = "storyline_events"
    story_id: Mapped[int] = mapped_column(ForeignKey(Story.id), primary_key=True)
    storyline_id: Mapped[int] = mapped_column(ForeignKey(Storyline.id), index=True)


class StoryRedirect(Base):
    """Where the story of an old id went: all its articles are there, and so do links to it lead."""

    __tablename__ = "story_redirects"
    story_id: Mapped[int] = mapped_column(ForeignKey(Story.id), primary_key=True)
    into_id: Mapped[int] = mapped_column(ForeignKey(Story.id), index=True)


class StoryRepair(Numbered):
    """That articles were moved from one story to another: by whom, when and why."""

    __tablename__ = "story_repairs"
    kind: Mapped[str] = mapped_column(String(10))
    from_id: Mapped[int] = mapped_column(ForeignKey(Story.id), index=True)
    into_id: Mapped[int] = mapped_column(ForeignKey(Story.id), index=True)
    by_hand: Mapped[bool]
    who: Mapped[str]
    why: Mapped[str]
    at: Mapped[datetime]


class MovedArticle(Base):
    """One article that a repair moved."""

    __tablename__ = "moved_articles"
    repair_id: Mapped[int] = mapped_column(ForeignKey(StoryRepair.id), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id), primary_key=True, index=True)
