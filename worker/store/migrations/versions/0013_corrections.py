"""corrections that other outlets may follow."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=True),
        sa.Column("held_until", UtcDateTime(), nullable=True),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("setback", sa.Text(), nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("old_snapshot_id", sa.Integer(), nullable=False),
        sa.Column("new_snapshot_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("old", sa.JSON(), nullable=False),
        sa.Column("new", sa.JSON(), nullable=False),
        sa.Column("said_old", sa.Text(), nullable=False),
        sa.Column("said_new", sa.Text(), nullable=False),
        sa.Column("sentence_old", sa.Text(), nullable=False),
        sa.Column("sentence_new", sa.Text(), nullable=False),
        sa.Column("corrected_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("raised_at", UtcDateTime(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_corrections_article_id")),
        sa.ForeignKeyConstraint(["old_snapshot_id"], ["snapshots.id"], name=op.f("fk_corrections_old_snapshot_id")),
        sa.ForeignKeyConstraint(["new_snapshot_id"], ["snapshots.id"], name=op.f("fk_corrections_new_snapshot_id")),
        sa.ForeignKeyConstraint(["follows_id"], ["corrections.id"], name=op.f("fk_corrections_follows_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sa.UniqueConstraint("article_id", "key", name=op.f("uq_corrections_article_id_key")),
    )
    op.create_index(op.f("ix_corrections_next_at"), "corrections", ["next_at"], unique=False)
    op.create_index(op.f("ix_corrections_corrected_at"), "corrections", ["corrected_at"], unique=False)
    op.create_table(
        "correction_followers",
        sa.Column("correction_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("stance", sa.String(length=20), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("followed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["corrections.id"], name=op.f("fk_correction_followers_correction_id")
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_correction_followers_article_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_correction_followers_snapshot_id")),
        sa.PrimaryKeyConstraint("correction_id", "article_id", name=op.f("pk_correction_followers")),
    )
    op.create_index(
        op.f("ix_correction_followers_article_id"), "correction_followers", ["article_id"], unique=False
    )
