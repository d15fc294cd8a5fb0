"""what of an article is in doubt, and how steady and well outlets are."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime


revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("snapshots", sa.Column("against_page_id", sa.Integer(), nullable=True))
    op.create_table(
        "standings",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("held_page_id", sa.Integer(), nullable=True),
        sa.Column("held_title", sa.String(length=64), nullable=True),
        sa.Column("held_body", sa.String(length=64), nullable=True),
        sa.Column("held_since", UtcDateTime(), nullable=True),
        sa.Column("held_looks", sa.Integer(), nullable=False),
        sa.Column("held_why", sa.String(length=20), nullable=True),
        sa.Column("flaps", sa.Integer(), nullable=False),
        sa.Column("baseline_page_id", sa.Integer(), nullable=True),
        sa.Column("missing_since", UtcDateTime(), nullable=True),
        sa.Column("missing_looks", sa.Integer(), nullable=False),
        sa.Column("gone_at", UtcDateTime(), nullable=True),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_standings_article_id")),
        sa.ForeignKeyConstraint(["baseline_page_id"], ["pages.id"], name=op.f("fk_standings_baseline_page_id")),
        sa.ForeignKeyConstraint(["held_page_id"], ["pages.id"], name=op.f("fk_standings_held_page_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_standings")),
    )
    op.create_table(
        "wordings",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=5), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("first_seen", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_wordings_article_id")),
        sa.PrimaryKeyConstraint("article_id", "part", "digest", name=op.f("pk_wordings")),
    )
    op.create_table(
        "outlet_records",
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("flaps", sa.Integer(), nullable=False),
        sa.Column("steady", sa.Integer(), nullable=False),
        sa.Column("redesigned_at", UtcDateTime(), nullable=True),
        sa.Column("health", sa.String(length=20), nullable=False),
        sa.Column("health_since", UtcDateTime(), nullable=True),
        sa.Column("notices", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("expected", sa.JSON(), nullable=False),
        sa.Column("hints_true", sa.Integer(), nullable=False),
        sa.Column("hints_false", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("untold", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name=op.f("fk_outlet_records_outlet_id")),
        sa.PrimaryKeyConstraint("outlet_id", name=op.f("pk_outlet_records")),
    )


def downgrade() -> None:
    op.drop_table("outlet_records")
    op.drop_table("wordings")
    op.drop_table("standings")
    op.drop_column("snapshots", "against_page_id")
