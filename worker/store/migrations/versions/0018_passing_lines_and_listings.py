"""Lines that came to articles or went alone, by which editions are told from edits; when feeds were read last."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "passing_lines",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("last_seen", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_passing_lines_article_id")),
        sa.PrimaryKeyConstraint("article_id", "digest", name=op.f("pk_passing_lines")),
    )
    op.add_column("feeds", sa.Column("listed_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("feeds", "listed_at")
    op.drop_table("passing_lines")
