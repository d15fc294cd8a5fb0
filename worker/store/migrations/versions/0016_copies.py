"""Copy that several outlets of a story print."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_copies_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copies")),
    )
    op.create_index(op.f("ix_copies_story_id"), "copies", ["story_id"], unique=False)
    op.create_table(
        "copy_carriers",
        sa.Column("copy_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("credits", sa.Text(), nullable=True),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["copy_id"], ["copies.id"], name=op.f("fk_copy_carriers_copy_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_copy_carriers_article_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_copy_carriers_snapshot_id")),
        sa.PrimaryKeyConstraint("copy_id", "article_id", name=op.f("pk_copy_carriers")),
    )
    op.create_index(op.f("ix_copy_carriers_article_id"), "copy_carriers", ["article_id"], unique=False)
    op.add_column("corrections", sa.Column("source", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("corrections", "source")
    op.drop_index(op.f("ix_copy_carriers_article_id"), table_name="copy_carriers")
    op.drop_table("copy_carriers")
    op.drop_index(op.f("ix_copies_story_id"), table_name="copies")
    op.drop_table("copies")
