"""The tables of what repeated looks taught: what of an article is in doubt, and how steady and well outlets are."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from worker.store.columns import Base
from worker.store.tables import Article, Feed, Outlet, Page


class Hint(StrEnum):
    """What of an entry in a feed moved, so that its article may have changed."""

    DATE = "date"
    """When it says that it changed last."""
    WORDS = "words"
    """Its title, summary or text."""
    BOTH = "both"


class Standing(Base):
    """What of an article is in doubt.

    `held_*`: a wording that waits for another look, since when, in how many looks it was seen, and why. `flaps` counts
    wordings that were there at one look and not at the next. `baseline_page_id` is the page that readings are held
    against since a redesign, in place of the newest version. `missing_*`: since when it is not there, and in how many
    looks; `gone_at`, since when that is certain. `turns` counts what was told of it, so that each is told once.
    `updated_told` is when its feed says that it changed last, `words_told` the digest of what its feed says of it.
    `hinted_at` is when news of either was heard that was not yet looked into, `hinted_by` of which: a `Hint`.
    """

    __tablename__ = "standings"
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id), primary_key=True)
    held_page_id: Mapped[int | None] = mapped_column(ForeignKey(Page.id))
    held_title: Mapped[str | None] = mapped_column(String(64))
    held_body: Mapped[str | None] = mapped_column(String(64))
    held_since: Mapped[datetime | None]
    held_looks: Mapped[int] = mapped_column(default=0)
    held_why: Mapped[str | None] = mapped_column(String(20))
    flaps: Mapped[int] = mapped_column(default=0)
    baseline_page_id: Mapped[int | None] = mapped_column(ForeignKey(Page.id))
    missing_since: Mapped[datetime | None]
    missing_looks: Mapped[int] = mapped_column(default=0)
    gone_at: Mapped[datetime | None]
    turns: Mapped[int] = mapped_column(default=0)
    updated_told: Mapped[datetime | None]
    words_told: Mapped[str | None] = mapped_column(String(64))
    hinted_at: Mapped[datetime | None]
    hinted_by: Mapped[str | None] = mapped_column(String(10))


class Wording(Base):
    """A title or a text that an article was seen with, by its digest."""

    __tablename__ = "wordings"
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id), primary_key=True)
    part: Mapped[str] = mapped_column(String(5), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    first_seen: Mapped[datetime]


class PassingLine(Base):
    """A line that came to an article or went, alone, by its digest: where others see the same it is an edition's."""

    __tablename__ = "passing_lines"
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    line: Mapped[str] = mapped_column(Text)
    last_seen: Mapped[datetime]


class OutletRecord(Base):
    """How an outlet fares, how steady its pages are, and its habits.

    `flaps` and `steady` count headlines that did not last to the next look, and those that did. `redesigned_at` is when
    its last redesign was found. `health` is `good` or the class of what is wrong, since `health_since`; `notices`
    counts what was told of that. `seen` and `expected` changes by age of the article and by whether it had changed
    before, as of `learned_at`, make the cadence's habit; `hints_*` count how often its dates were true as hints,
    `words_*` how often the words of its entries were, and `told`, `untold` what share of changes either told of.
    `modified_*`, `last_modified_*` and `etag_*` count what visits taught of what its pages say of their changes
    (`worker.cadence.signals.Told`), older ones faded.
    """

    __tablename__ = "outlet_records"
    outlet_id: Mapped[int] = mapped_column(ForeignKey(Outlet.id), primary_key=True)
    flaps: Mapped[int] = mapped_column(default=0)
    steady: Mapped[int] = mapped_column(default=0)
    redesigned_at: Mapped[datetime | None]
    health: Mapped[str] = mapped_column(String(20), default="good")
    health_since: Mapped[datetime | None]
    notices: Mapped[int] = mapped_column(default=0)
    learned_at: Mapped[datetime | None]
    seen: Mapped[list[float]] = mapped_column(JSON, default=list)
    expected: Mapped[list[float]] = mapped_column(JSON, default=list)
    hints_true: Mapped[int] = mapped_column(default=0)
    hints_false: Mapped[int] = mapped_column(default=0)
    words_true: Mapped[int] = mapped_column(default=0)
    words_false: Mapped[int] = mapped_column(default=0)
    told: Mapped[int] = mapped_column(default=0)
    untold: Mapped[int] = mapped_column(default=0)
    modified_true: Mapped[float] = mapped_column(default=0.0)
    modified_noisy: Mapped[float] = mapped_column(default=0.0)
    modified_still: Mapped[float] = mapped_column(default=0.0)
    last_modified_true: Mapped[float] = mapped_column(default=0.0)
    last_modified_noisy: Mapped[float] = mapped_column(default=0.0)
    last_modified_still: Mapped[float] = mapped_column(default=0.0)
    etag_true: Mapped[float] = mapped_column(default=0.0)
    etag_noisy: Mapped[float] = mapped_column(default=0.0)
    etag_still: Mapped[float] = mapped_column(default=0.0)


class FeedRecord(Base):
    """What polls taught of a feed, or of an index with all the sitemaps that it names.

    `news_at` is when it had something new last, `news_times` how many times it had, `longest_silence` how many seconds
    went by between two of those at most, faded (`worker.cadence.silence.Rhythm`). It is quiet from `quiet_from` on if
    nothing new comes; null while too little is known.
    """

    __tablename__ = "feed_records"
    feed_id: Mapped[int] = mapped_column(ForeignKey(Feed.id), primary_key=True)
    news_at: Mapped[datetime]
    news_times: Mapped[int]
    longest_silence: Mapped[float]
    quiet_from: Mapped[datetime | None]


class Budget(Base):
    """By what the cost of a visit is moved so that the budget is kept, and what of that has come to stay: one row.

    `visits` were made in all as of `at`, `day` of them in about the last day; null before they were first counted.
    """

    __tablename__ = "budgets"
    id: Mapped[int] = mapped_column(primary_key=True)
    factor: Mapped[float] = mapped_column(default=1.0)
    lasting: Mapped[float] = mapped_column(default=1.0)
    visits: Mapped[int | None]
    day: Mapped[float] = mapped_column(default=0.0)
    at: Mapped[datetime]
