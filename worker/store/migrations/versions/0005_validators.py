"""validators for each URL, and how far they are to be believed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime


revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("hosts", sa.Column("honest", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("hosts", sa.Column("lied_at", UtcDateTime(), nullable=True))
    op.add_column("feeds", sa.Column("last_body_digest", sa.String(length=64), nullable=True))
    for table in ("feeds", "articles"):
        op.add_column(table, sa.Column("unmodified", sa.Integer(), nullable=False, server_default="0"))
        op.add_column(table, sa.Column("suspect", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "validators",
        sa.Column("url_digest", sa.String(length=64), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("url_digest", name=op.f("pk_validators")),
    )


def downgrade() -> None:
    op.drop_table("validators")
    for table in ("articles", "feeds"):
        op.drop_column(table, "suspect")
        op.drop_column(table, "unmodified")
    op.drop_column("feeds", "last_body_digest")
    op.drop_column("hosts", "lied_at")
    op.drop_column("hosts", "honest")
