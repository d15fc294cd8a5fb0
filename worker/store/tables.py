"""The tables. Nothing outside this room sees a row: queries return schemas.

Constraints make doubles impossible, so that every stage may run twice. Long texts that must be unique (addresses) are
indexed by their digest, since PostgreSQL refuses B-tree keys above 8,191 bytes.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from worker.store.columns import Base, Numbered, OwedRow


class Outlet(Numbered):
    """A publisher, known by its name regardless of case."""

    __tablename__ = "outlets"
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime]


class Host(Numbered):
    """A web host, when it may next be asked for something, and how much it bears.

    `free_at` serves politeness and expiry both: the end of its rest, or of the lease on it. `tries` counts turns that
    were begun and never ended; `held_until` keeps the sweep from sending a turn twice. `learned_seconds` is the delay
    that its complaints led to, 0 where there were none, and `calm` counts the answers since without one. `honest`
    counts its conditional answers that proved true; since `lied_at` it is asked in full. `after_archive` as in `Held`.
    """

    __tablename__ = "hosts"
    name: Mapped[str] = mapped_column(String(255), unique=True)
    free_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    lease: Mapped[str | None] = mapped_column(String(32))
    tries: Mapped[int] = mapped_column(default=0)
    learned_seconds: Mapped[float] = mapped_column(default=0.0)
    calm: Mapped[int] = mapped_column(default=0)
    honest: Mapped[int] = mapped_column(default=0)
    lied_at: Mapped[datetime | None]
    after_archive: Mapped[bool] = mapped_column(default=False)


class Validator(Base):
    """What a URL that is reached by a redirect is known again by, and of which body."""

    __tablename__ = "validators"
    url_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    body_digest: Mapped[str | None] = mapped_column(String(64))


class Watched(OwedRow):
    """Something that is visited again and again, whose it is, and how it fares.

    `etag` and `last_modified` are what its own URL is known again by. `unmodified` counts the 304s since it was last
    seen in full; where it is `suspect` those validators are old ones, kept to find out whether a host lies.
    """

    __abstract__ = True

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Index, ...]:
        """What a turn at a host looks for, and what is counted as failing."""
        fails = text("problem IS NOT NULL")
        return (
            Index(f"ix_{cls.__tablename__}_host_id_next_at", "host_id", "next_at"),
            Index(f"ix_{cls.__tablename__}_failing", "watched", sqlite_where=fails, postgresql_where=fails),
        )

    url: Mapped[str]
    url_digest: Mapped[str] = mapped_column(String(64), unique=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey(Outlet.id), index=True)
    outlet_given: Mapped[bool] = mapped_column(default=False)
    host_id: Mapped[int | None] = mapped_column(ForeignKey(Host.id))
    watched: Mapped[bool] = mapped_column(default=True)
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    last_body_digest: Mapped[str | None] = mapped_column(String(64))
    unmodified: Mapped[int] = mapped_column(default=0)
    suspect: Mapped[bool] = mapped_column(default=False)
    last_visit_at: Mapped[datetime | None]
    last_good_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None]


class Feed(Watched):
    """What announces articles, or may turn out to: `kind` tells once it has answered as a feed of that kind.

    `probes` are the addresses that are still to be tried where the feeds of a site are being discovered. `found_by` is
    the site or the sitemap index that named it; null for what was asked for. `position` is where the next pass goes on
    in a document with more entries than one pass takes. `lastmod` is what a sitemap index says of it. `listed_at` is
    when its entries were last read from end to end. `renewed_seconds` is how often it says that it is made anew.
    `complaint` is what was wrong with it though it could be read.
    """

    __tablename__ = "feeds"
    kind: Mapped[str | None] = mapped_column(String(20))
    probes: Mapped[list[str]] = mapped_column(default=list)
    found_by: Mapped[int | None] = mapped_column(ForeignKey("feeds.id"), index=True)
    position: Mapped[int | None]
    lastmod: Mapped[datetime | None]
    listed_at: Mapped[datetime | None]
    renewed_seconds: Mapped[float | None]
    complaint: Mapped[str | None]
    added_at: Mapped[datetime]


class Story(Numbered):
    """Articles about one event. `alerts` counts what was alerted of it, for receivers that need an order."""

    __tablename__ = "stories"
    title: Mapped[str]
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    alerts: Mapped[int] = mapped_column(default=0)


class Article(Watched):
    """An article and where it is asked for; `next_at` is its next visit, null where it is not watched.

    `claims` is the identity of another address that its page calls its own. `merged_into` is the article that it turned
    out to be: nothing is owed it any more, and it is listed nowhere.
    `active_at` is when it was last told or read anew, null where the index of stories has let go of it.
    """

    __tablename__ = "articles"
    feed_id: Mapped[int | None] = mapped_column(ForeignKey(Feed.id), index=True)
    story_id: Mapped[int | None] = mapped_column(ForeignKey(Story.id), index=True)
    title: Mapped[str | None]
    published: Mapped[datetime | None]
    first_seen: Mapped[datetime]
    visits: Mapped[int] = mapped_column(default=0)
    unchanged_visits: Mapped[int] = mapped_column(default=0)
    fingerprint: Mapped[bytes | None] = mapped_column(deferred=True)
    claims: Mapped[str | None] = mapped_column(String(64), index=True)
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("articles.id"), index=True)
    merged_at: Mapped[datetime | None]
    merged_why: Mapped[str | None]
    active_at: Mapped[datetime | None] = mapped_column(index=True)
    placed_by_hand: Mapped[bool] = mapped_column(default=False)


class Body(Base):
    """A page's body, compressed, kept once however often it came: whole, or as what it differs in from a whole one."""

    __tablename__ = "bodies"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[bytes]
    size: Mapped[int]
    base_digest: Mapped[str | None] = mapped_column(ForeignKey("bodies.digest"))


class Page(OwedRow):
    """One answer, owed a reading until it has a verdict; `modified` and `unchanged_at` as in `StoredPage`."""

    __tablename__ = "pages"
    __table_args__ = (UniqueConstraint("article_id", "fetched_at", "body_digest"),)
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id))
    url: Mapped[str | None]
    fetched_at: Mapped[datetime]
    status: Mapped[int]
    headers: Mapped[dict[str, Any]]
    content_type: Mapped[str]
    complete: Mapped[bool]
    body_digest: Mapped[str] = mapped_column(ForeignKey(Body.digest), index=True)
    given: Mapped[dict[str, Any]]
    modified: Mapped[datetime | None]
    unchanged_at: Mapped[datetime | None]
    verdict: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str | None]


class Snapshot(OwedRow):
    """A kept version (`store.snapshots.Snapshot`), owed a comparison; `base_id` as `base_digest` of a `Body`."""

    __tablename__ = "snapshots"
    __table_args__ = (UniqueConstraint("article_id", "version"),)
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id))
    version: Mapped[int]
    page_id: Mapped[int] = mapped_column(ForeignKey(Page.id), unique=True)
    fetched_at: Mapped[datetime]
    title: Mapped[str | None]
    published: Mapped[datetime | None]
    modified: Mapped[datetime | None]
    stated_at: Mapped[datetime | None]
    stated_by: Mapped[str | None] = mapped_column(String(20))
    text_digest: Mapped[str] = mapped_column(String(64), index=True)
    extractor_name: Mapped[str] = mapped_column(String(60))
    extractor_version: Mapped[str] = mapped_column(String(60))
    context: Mapped[str | None] = mapped_column(String(64))
    reading: Mapped[bytes]
    base_id: Mapped[int | None] = mapped_column(ForeignKey("snapshots.id"))
    against_page_id: Mapped[int | None]


class Change(OwedRow):
    """A change between two snapshots, owed a look at the rules until it has had one; it grows until `rolls_until`."""

    __tablename__ = "changes"
    __table_args__ = (
        UniqueConstraint("kind", "old_snapshot_id", "new_snapshot_id"),
        Index("ix_changes_articles", "old_article_id", "new_article_id"),
    )
    kind: Mapped[str] = mapped_column(String(20))
    story_id: Mapped[int | None] = mapped_column(ForeignKey(Story.id), index=True)
    old_snapshot_id: Mapped[int] = mapped_column(ForeignKey(Snapshot.id))
    new_snapshot_id: Mapped[int] = mapped_column(ForeignKey(Snapshot.id), index=True)
    old_article_id: Mapped[int] = mapped_column(ForeignKey(Article.id))
    new_article_id: Mapped[int] = mapped_column(ForeignKey(Article.id), index=True)
    significance: Mapped[float]
    labels: Mapped[list[str]]
    summary: Mapped[str]
    stealth: Mapped[bool]
    document: Mapped[bytes] = mapped_column(deferred=True)
    rolls_until: Mapped[datetime | None]
    grown_at: Mapped[datetime | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(index=True)


class Endpoint(Numbered):
    """Somewhere alerts are posted. After a rotation the previous secret signs beside the new one for a day."""

    __tablename__ = "endpoints"
    name: Mapped[str] = mapped_column(String(100), unique=True)
    url: Mapped[str]
    secret: Mapped[str]
    previous_secret: Mapped[str | None]
    rotated_at: Mapped[datetime | None]
    enabled: Mapped[bool] = mapped_column(default=True)
    failing_since: Mapped[datetime | None]
    added_at: Mapped[datetime]


class Rule(Numbered):
    """What an endpoint wants."""

    __tablename__ = "rules"
    endpoint_id: Mapped[int] = mapped_column(ForeignKey(Endpoint.id), unique=True)
    filter: Mapped[dict[str, Any]]


class Alert(Numbered):
    """What was said, to the letter; `subject` names what it is about, and is alerted once."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("story_id", "sequence"),)
    webhook_id: Mapped[str] = mapped_column(String(64), unique=True)
    type: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(100), unique=True)
    story_id: Mapped[int | None] = mapped_column(ForeignKey(Story.id))
    sequence: Mapped[int | None]
    body: Mapped[str]
    created_at: Mapped[datetime]


class Delivery(OwedRow):
    """One alert on its way to one endpoint."""

    __tablename__ = "deliveries"
    __table_args__ = (UniqueConstraint("alert_id", "endpoint_id"),)
    alert_id: Mapped[int] = mapped_column(ForeignKey(Alert.id))
    endpoint_id: Mapped[int] = mapped_column(ForeignKey(Endpoint.id), index=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    last_status: Mapped[int | None]
    last_error: Mapped[str | None]
    created_at: Mapped[datetime]


class Ingest(OwedRow):
    """A request taken in: kept until it is worked, so that no message needs to be trusted with it."""

    __tablename__ = "ingests"
    request_id: Mapped[str] = mapped_column(String(200), unique=True)
    request: Mapped[bytes | None]
    url_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    received_at: Mapped[datetime]
    article_id: Mapped[int | None] = mapped_column(ForeignKey(Article.id))
    page_id: Mapped[int | None] = mapped_column(ForeignKey(Page.id))


class DeadLetter(Numbered):
    """Work that can never be done, with the reason, kept once however often it came."""

    __tablename__ = "dead_letters"
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    stage: Mapped[str] = mapped_column(String(20))
    body: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
