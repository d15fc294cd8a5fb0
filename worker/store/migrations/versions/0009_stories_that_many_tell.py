"""Stories that many tell: the matrix, quotations, findings."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime


revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table("findings",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("story_id", sa.Integer(), nullable=False),
    sa.Column("kind", sa.String(length=20), nullable=False),
    sa.Column("what", sa.Text(), nullable=False),
    sa.Column("significance", sa.Double(), nullable=False),
    sa.Column("opened_at", UtcDateTime(), nullable=False),
    sa.Column("changed_at", UtcDateTime(), nullable=False),
    sa.Column("settled_at", UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_findings_story_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_findings"))
    )
    op.create_index("ix_findings_story_kind", "findings", ["story_id", "kind"], unique=False)
    op.create_table("quotes",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("story_id", sa.Integer(), nullable=False),
    sa.Column("text", sa.Text(), nullable=False),
    sa.Column("speaker", sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_quotes_story_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_quotes"))
    )
    op.create_index(op.f("ix_quotes_story_id"), "quotes", ["story_id"], unique=False)
    op.create_table("told_claims",
    sa.Column("endpoint_id", sa.Integer(), nullable=False),
    sa.Column("finding_id", sa.Integer(), nullable=False),
    sa.Column("key", sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(["endpoint_id"], ["endpoints.id"], name=op.f("fk_told_claims_endpoint_id"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_told_claims_finding_id")),
    sa.PrimaryKeyConstraint("endpoint_id", "finding_id", "key", name=op.f("pk_told_claims"))
    )
    op.create_table("claims",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("finding_id", sa.Integer(), nullable=False),
    sa.Column("article_id", sa.Integer(), nullable=False),
    sa.Column("key", sa.String(length=32), nullable=False),
    sa.Column("snapshot_id", sa.Integer(), nullable=False),
    sa.Column("says", sa.Text(), nullable=False),
    sa.Column("sentence", sa.Text(), nullable=False),
    sa.Column("at", UtcDateTime(), nullable=False),
    sa.Column("until", UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_claims_article_id")),
    sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_claims_finding_id")),
    sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_claims_snapshot_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    sa.UniqueConstraint("finding_id", "article_id", "key", name=op.f("uq_claims_finding_id_article_id_key"))
    )
    op.create_index(op.f("ix_claims_article_id"), "claims", ["article_id"], unique=False)
    op.create_index(op.f("ix_claims_key"), "claims", ["key"], unique=False)
    op.create_table("quote_carriers",
    sa.Column("quote_id", sa.Integer(), nullable=False),
    sa.Column("article_id", sa.Integer(), nullable=False),
    sa.Column("snapshot_id", sa.Integer(), nullable=False),
    sa.Column("at", UtcDateTime(), nullable=False),
    sa.Column("until", UtcDateTime(), nullable=True),
    sa.Column("text", sa.Text(), nullable=False),
    sa.Column("speaker", sa.Text(), nullable=True),
    sa.Column("marked", sa.Boolean(), nullable=False),
    sa.Column("sentences", sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_quote_carriers_article_id")),
    sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name=op.f("fk_quote_carriers_quote_id")),
    sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_quote_carriers_snapshot_id")),
    sa.PrimaryKeyConstraint("quote_id", "article_id", name=op.f("pk_quote_carriers"))
    )
    op.create_index(op.f("ix_quote_carriers_article_id"), "quote_carriers", ["article_id"], unique=False)
    op.create_table("tellings",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("article_id", sa.Integer(), nullable=False),
    sa.Column("snapshot_id", sa.Integer(), nullable=False),
    sa.Column("next_at", UtcDateTime(), nullable=True),
    sa.Column("held_until", UtcDateTime(), nullable=True),
    sa.Column("lease", sa.String(length=32), nullable=True),
    sa.Column("tries", sa.Integer(), nullable=False),
    sa.Column("setback", sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_tellings_article_id")),
    sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name=op.f("fk_tellings_snapshot_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_tellings")),
    sa.UniqueConstraint("article_id", name=op.f("uq_tellings_article_id"))
    )
    op.create_index(op.f("ix_tellings_next_at"), "tellings", ["next_at"], unique=False)
    op.create_table("cells",
    sa.Column("low_id", sa.Integer(), nullable=False),
    sa.Column("high_id", sa.Integer(), nullable=False),
    sa.Column("low_snapshot_id", sa.Integer(), nullable=False),
    sa.Column("high_snapshot_id", sa.Integer(), nullable=False),
    sa.Column("a_id", sa.Integer(), nullable=False),
    sa.Column("change_id", sa.Integer(), nullable=False),
    sa.Column("same", sa.Integer(), nullable=False),
    sa.Column("reworded", sa.Integer(), nullable=False),
    sa.Column("only_a", sa.Integer(), nullable=False),
    sa.Column("only_b", sa.Integer(), nullable=False),
    sa.Column("quotes", sa.Integer(), nullable=False),
    sa.Column("findings", sa.Integer(), nullable=False),
    sa.Column("copied", sa.Double(), nullable=False),
    sa.Column("significance", sa.Double(), nullable=False),
    sa.Column("matched", sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(["a_id"], ["articles.id"], name=op.f("fk_cells_a_id")),
    sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_cells_change_id")),
    sa.ForeignKeyConstraint(["high_id"], ["articles.id"], name=op.f("fk_cells_high_id")),
    sa.ForeignKeyConstraint(["high_snapshot_id"], ["snapshots.id"], name=op.f("fk_cells_high_snapshot_id")),
    sa.ForeignKeyConstraint(["low_id"], ["articles.id"], name=op.f("fk_cells_low_id")),
    sa.ForeignKeyConstraint(["low_snapshot_id"], ["snapshots.id"], name=op.f("fk_cells_low_snapshot_id")),
    sa.PrimaryKeyConstraint("low_id", "high_id", name=op.f("pk_cells"))
    )
    op.create_index(op.f("ix_cells_high_id"), "cells", ["high_id"], unique=False)
    op.create_table("change_findings",
    sa.Column("change_id", sa.Integer(), nullable=False),
    sa.Column("finding_id", sa.Integer(), nullable=False),
    sa.Column("key_a", sa.String(length=32), nullable=False),
    sa.Column("key_b", sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_change_findings_change_id")),
    sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_change_findings_finding_id")),
    sa.PrimaryKeyConstraint("change_id", "finding_id", "key_a", "key_b", name=op.f("pk_change_findings"))
    )
    op.create_index(op.f("ix_change_findings_finding_id"), "change_findings", ["finding_id"], unique=False)
    # What is stored already is compared anew: every article that stands in a story.
    op.execute(
        "INSERT INTO tellings (article_id, snapshot_id, next_at, tries)"
        " SELECT snapshots.article_id, MAX(snapshots.id), MAX(snapshots.fetched_at), 0 FROM snapshots"
        " JOIN articles ON articles.id = snapshots.article_id WHERE articles.story_id IS NOT NULL"
        " GROUP BY snapshots.article_id"
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_change_findings_finding_id"), table_name="change_findings")
    op.drop_table("change_findings")
    op.drop_index(op.f("ix_cells_high_id"), table_name="cells")
    op.drop_table("cells")
    op.drop_index(op.f("ix_tellings_next_at"), table_name="tellings")
    op.drop_table("tellings")
    op.drop_index(op.f("ix_quote_carriers_article_id"), table_name="quote_carriers")
    op.drop_table("quote_carriers")
    op.drop_index(op.f("ix_claims_key"), table_name="claims")
    op.drop_index(op.f("ix_claims_article_id"), table_name="claims")
    op.drop_table("claims")
    op.drop_table("told_claims")
    op.drop_index(op.f("ix_quotes_story_id"), table_name="quotes")
    op.drop_table("quotes")
    op.drop_index("ix_findings_story_kind", table_name="findings")
    op.drop_table("findings")
