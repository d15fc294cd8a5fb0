"""grouping: counts of words, storylines, and repairs.

Fingerprints count words in another way than before, so the index begins anew: articles keep their stories, and are
found by others from their next version on.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("active_at", UtcDateTime(), nullable=True))
    op.add_column("articles", sa.Column("placed_by_hand", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(op.f("ix_articles_active_at"), "articles", ["active_at"], unique=False)
    op.execute("DELETE FROM article_terms")
    op.execute("UPDATE articles SET fingerprint = NULL")
    op.create_table(
        "word_counts",
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_word_counts")),
    )
    op.create_table(
        "storylines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storylines")),
    )
    op.create_table(
        "storyline_events",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("storyline_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_storyline_events_story_id")),
        sa.ForeignKeyConstraint(["storyline_id"], ["storylines.id"], name=op.f("fk_storyline_events_storyline_id")),
        sa.PrimaryKeyConstraint("story_id", name=op.f("pk_storyline_events")),
    )
    op.create_index(op.f("ix_storyline_events_storyline_id"), "storyline_events", ["storyline_id"], unique=False)
    op.create_table(
        "story_redirects",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_story_redirects_story_id")),
        sa.ForeignKeyConstraint(["into_id"], ["stories.id"], name=op.f("fk_story_redirects_into_id")),
        sa.PrimaryKeyConstraint("story_id", name=op.f("pk_story_redirects")),
    )
    op.create_index(op.f("ix_story_redirects_into_id"), "story_redirects", ["into_id"], unique=False)
    op.create_table(
        "story_repairs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["stories.id"], name=op.f("fk_story_repairs_from_id")),
        sa.ForeignKeyConstraint(["into_id"], ["stories.id"], name=op.f("fk_story_repairs_into_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_repairs")),
    )
    op.create_index(op.f("ix_story_repairs_from_id"), "story_repairs", ["from_id"], unique=False)
    op.create_index(op.f("ix_story_repairs_into_id"), "story_repairs", ["into_id"], unique=False)
    op.create_table(
        "moved_articles",
        sa.Column("repair_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["repair_id"], ["story_repairs.id"], name=op.f("fk_moved_articles_repair_id")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_moved_articles_article_id")),
        sa.PrimaryKeyConstraint("repair_id", "article_id", name=op.f("pk_moved_articles")),
    )
    op.create_index(op.f("ix_moved_articles_article_id"), "moved_articles", ["article_id"], unique=False)


def downgrade() -> None:
    for table in (
        "moved_articles",
        "story_repairs",
        "story_redirects",
        "storyline_events",
        "storylines",
        "word_counts",
    ):
        op.drop_table(table)
    op.drop_index(op.f("ix_articles_active_at"), table_name="articles")
    op.drop_column("articles", "placed_by_hand")
    op.drop_column("articles", "active_at")
