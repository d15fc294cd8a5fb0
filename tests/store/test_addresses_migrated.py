"""Addresses that an older stet stored, keyed by what now makes two of them one."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from worker.store import articles, migrate
from worker.store.session import engine, reading

pytestmark = pytest.mark.usefixtures("data_dir")
DESKTOP, MOBILE, OTHER = "https://www.a.example/n/17", "https://m.a.example/n/17", "http://a.example/n/18/"


def digest(url: str) -> str:
    return sha256(url.partition(":")[2].encode()).hexdigest()


def test_articles_are_found_by_every_spelling_and_none_is_lost() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    at = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None).isoformat(" ")
    with engine().connect().execution_options(stet_writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        connection.execute(text("INSERT INTO outlets VALUES (1, 'A', 'a', :at)"), {"at": at})
        for number, url in enumerate((DESKTOP, MOBILE, OTHER), 1):
            row = {"id": number, "url": url, "digest": digest(url), "at": at}
            connection.execute(
                text(
                    "INSERT INTO articles (id, url, url_digest, outlet_id, outlet_given, watched, failures, tries, "
                    "first_seen, unchanged_visits, unmodified, suspect) "
                    "VALUES (:id, :url, :digest, 1, 0, 1, 0, 0, :at, 0, 0, 0)"
                ),
                row,
            )
            connection.execute(
                text("INSERT INTO article_urls VALUES (:id, :url, :digest, :id, :at, :at)"),
                row,
            )
        command.upgrade(config, "head")
    with reading() as session:
        assert articles.look_up(session, DESKTOP) == 1
        assert articles.look_up(session, MOBILE) == 1  # until it is read again, and the second row goes into the first
        assert articles.look_up(session, "https://www.a.example/n/18") == 3
        assert [other.url for other in articles.details(session, 2).urls] == [MOBILE]
