"""Feeds of an older store: when they brought something last is known, and their rhythm is learned anew."""

from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from worker.store import migrate, silences
from worker.store.session import engine, reading

pytestmark = pytest.mark.usefixtures("data_dir")
START = datetime(2026, 1, 1, tzinfo=UTC)
FEED, INDEX, MONTH, OTHER = 1, 2, 3, 4


def fill(connection: Connection) -> None:
    """Insert a feed and the sitemap of an index, with two articles each, and a feed that brought nothing."""
    at = START.replace(tzinfo=None)
    connection.execute(text("INSERT INTO outlets VALUES (1, 'A', 'a', :at)"), {"at": at.isoformat(" ")})
    for number, kind, found_by in ((FEED, "feed", None), (INDEX, "sitemap-index", None), (MONTH, "sitemap", INDEX),
                                   (OTHER, "feed", None)):  # fmt: skip
        connection.execute(
            text(
                "INSERT INTO feeds (id, url, url_digest, outlet_id, outlet_given, watched, failures, tries, "
                "unmodified, suspect, probes, added_at, kind, found_by) "
                "VALUES (:id, :id, :id, 1, 0, 1, 0, 0, 0, 0, '[]', :at, :kind, :by)"
            ),
            {"id": number, "at": at.isoformat(" "), "kind": kind, "by": found_by},
        )
    for number, feed in enumerate((FEED, FEED, MONTH, MONTH)):
        connection.execute(
            text(
                "INSERT INTO articles (id, url, url_digest, outlet_id, outlet_given, watched, failures, tries, "
                "first_seen, unchanged_visits, unmodified, suspect, feed_id) "
                "VALUES (:id, :id, :id, 1, 0, 1, 0, 0, :at, 0, 0, 0, :feed)"
            ),
            {"id": number, "at": (at + timedelta(days=number)).isoformat(" "), "feed": feed},
        )


def test_what_feeds_brought_is_their_last_news() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    with engine().connect().execution_options(stet_writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "0025")
        fill(connection)
        command.upgrade(config, "head")
    with reading() as session:
        kept = {number: silences.kept(session, number) for number in (FEED, INDEX, MONTH, OTHER)}
    last = {number: one.rhythm and one.rhythm.news_at for number, one in kept.items()}
    assert last == {
        FEED: START + timedelta(days=1),
        **dict.fromkeys((INDEX, MONTH), START + timedelta(days=3)),
        OTHER: None,
    }
    assert kept[MONTH] == kept[INDEX]
    assert {one.watched_since for one in kept.values()} == {START}
