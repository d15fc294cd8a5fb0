"""What a site shows on several articles, and a version's surroundings."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "site_lines",
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], name=op.f("fk_site_lines_host_id")),
        sa.PrimaryKeyConstraint("host_id", "line", name=op.f("pk_site_lines")),
    )
    op.create_index("ix_site_lines_host_id_articles", "site_lines", ["host_id", "articles"], unique=False)
    with op.batch_alter_table("snapshots") as table:
        table.add_column(sa.Column("context", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("snapshots") as table:
        table.drop_column("context")
    op.drop_table("site_lines")
