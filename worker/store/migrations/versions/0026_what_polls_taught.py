"""When feeds had something new last, and how long they are silent."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime

revision: str = "0026"
down_revision: str | None = "0025"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FEEDS = sa.table("feeds", sa.column("id"), sa.column("kind"), sa.column("found_by"))
ARTICLES = sa.table("articles", sa.column("feed_id"), sa.column("first_seen"))
RECORDS = sa.table("feed_records", *(sa.column(name) for name in ("feed_id", "news_at", "news_times", "longest_silence")))


def upgrade() -> None:
    op.create_table(
        "feed_records",
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("news_at", UtcDateTime(), nullable=False),
        sa.Column("news_times", sa.Integer(), nullable=False),
        sa.Column("longest_silence", sa.Double(), nullable=False),
        sa.Column("quiet_from", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name=op.f("fk_feed_records_feed_id")),
        sa.PrimaryKeyConstraint("feed_id", name=op.f("pk_feed_records")),
    )
    index = sa.alias(FEEDS)
    named_by = sa.and_(index.c.id == FEEDS.c.found_by, index.c.kind == "sitemap-index")
    whose = sa.func.coalesce(index.c.id, FEEDS.c.id)
    brought = (
        sa.select(whose, sa.func.max(ARTICLES.c.first_seen), sa.literal(1), sa.literal(0.0))
        .select_from(ARTICLES.join(FEEDS, FEEDS.c.id == ARTICLES.c.feed_id).outerjoin(index, named_by))
        .group_by(whose)
    )
    op.execute(sa.insert(RECORDS).from_select(list(RECORDS.c.keys()), brought))


def downgrade() -> None:
    op.drop_table("feed_records")
