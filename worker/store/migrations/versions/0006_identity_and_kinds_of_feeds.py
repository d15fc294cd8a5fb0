"""one article under many addresses, kinds of feeds, and what a feed calls its articles."""

from collections.abc import Sequence
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime
from worker.text import address

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


# Said once for both databases. SQLite adds a column with its constraint in place, while Alembic would make the table
# anew, which it cannot while others refer to it.
COLUMNS = (
    "feeds ADD COLUMN kind VARCHAR(20)",
    "feeds ADD COLUMN probes JSON NOT NULL DEFAULT '[]'",
    "feeds ADD COLUMN found_by INTEGER CONSTRAINT fk_feeds_found_by REFERENCES feeds (id)",
    "feeds ADD COLUMN position INTEGER",
    "articles ADD COLUMN claims VARCHAR(64)",
    "articles ADD COLUMN merged_into INTEGER CONSTRAINT fk_articles_merged_into REFERENCES articles (id)",
    "articles ADD COLUMN merged_why TEXT",
    "article_urls ADD COLUMN identity VARCHAR(64) NOT NULL DEFAULT ''",
)


def upgrade() -> None:
    for column in COLUMNS:
        op.execute(f"ALTER TABLE {column}")
    op.add_column("feeds", sa.Column("lastmod", UtcDateTime(), nullable=True))
    op.add_column("articles", sa.Column("merged_at", UtcDateTime(), nullable=True))
    op.execute("UPDATE feeds SET kind = 'feed' WHERE is_feed")
    op.drop_column("feeds", "is_feed")
    op.create_index(op.f("ix_feeds_found_by"), "feeds", ["found_by"])
    op.create_index(op.f("ix_articles_claims"), "articles", ["claims"])
    op.create_index(op.f("ix_articles_merged_into"), "articles", ["merged_into"])
    op.create_index(op.f("ix_article_urls_identity"), "article_urls", ["identity"])
    op.create_table(
        "feed_guids",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("guid_digest", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", UtcDateTime(), nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name=op.f("fk_feed_guids_feed_id")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_feed_guids_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_guids")),
        sa.UniqueConstraint("feed_id", "guid_digest", name=op.f("uq_feed_guids_feed_id_guid_digest")),
    )
    op.create_index(op.f("ix_feed_guids_article_id"), "feed_guids", ["article_id"])
    _address_anew()


def _address_anew() -> None:
    """Key every address by what now makes two of them one.

    Of two articles that turn out to be one, the later keeps its old key until it is read again and found out.
    """
    connection = op.get_bind()
    for table in ("feeds", "articles"):
        rows = connection.execute(sa.text(f"SELECT id, url, url_digest FROM {table} ORDER BY id")).all()  # noqa: S608 - our own names
        taken = {row.url_digest for row in rows}
        for row in rows:
            key = _digest(address.canonical(row.url))
            if key not in taken:
                taken.add(key)
                _set(table, row.id, url_digest=key)
    taken = set()
    for row in connection.execute(sa.text("SELECT id, url FROM article_urls ORDER BY id")).all():
        key = _digest(address.fetchable(row.url))
        _set("article_urls", row.id, identity=_digest(address.canonical(row.url)))
        if key not in taken:
            taken.add(key)
            _set("article_urls", row.id, url_digest=key)


def _set(table: str, row_id: int, **values: str) -> None:
    named = ", ".join(f"{name} = :{name}" for name in values)
    op.get_bind().execute(sa.text(f"UPDATE {table} SET {named} WHERE id = :id"), {"id": row_id, **values})  # noqa: S608 - our own names


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def downgrade() -> None:
    raise NotImplementedError("a database is migrated forwards only; restore the copy made before")
