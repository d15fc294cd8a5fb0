"""what grows with the store: changes by label and outlet, tallies, and what is kept as a difference.

Pages and readings that are there already stay whole; new ones may be kept as what they differ in from those.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

DIFFERENCES = (
    "bodies ADD COLUMN base_digest VARCHAR(64) CONSTRAINT fk_bodies_base_digest REFERENCES bodies (digest)",
    "snapshots ADD COLUMN base_id INTEGER CONSTRAINT fk_snapshots_base_id REFERENCES snapshots (id)",
)
OUTLETS = """
INSERT INTO change_outlets (outlet_id, change_id)
SELECT articles.outlet_id, changes.id FROM changes JOIN articles ON articles.id = changes.old_article_id
UNION
SELECT articles.outlet_id, changes.id FROM changes JOIN articles ON articles.id = changes.new_article_id
"""


def upgrade() -> None:
    for difference in DIFFERENCES:  # SQLite's own syntax keeps the constraint's name
        op.execute(f"ALTER TABLE {difference}")
    op.create_table(
        "change_outlets",
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name=op.f("fk_change_outlets_outlet_id")),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_change_outlets_change_id")),
        sa.PrimaryKeyConstraint("outlet_id", "change_id", name=op.f("pk_change_outlets")),
        sqlite_with_rowid=False,
    )
    op.execute(OUTLETS)
    op.create_index(op.f("ix_change_outlets_change_id"), "change_outlets", ["change_id"])
    op.create_table(
        "tallies",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("below_id", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "kind", name=op.f("pk_tallies")),
    )
    fails = sa.text("problem IS NOT NULL")
    for table in ("articles", "feeds"):
        op.create_index(f"ix_{table}_failing", table, ["watched"], sqlite_where=fails, postgresql_where=fails)
    op.create_index(op.f("ix_deliveries_state"), "deliveries", ["state"])
    if op.get_bind().dialect.name == "sqlite":
        _copy_labels()


def downgrade() -> None:
    raise NotImplementedError("what is kept as a difference cannot be told to an older stet; restore the copy made before")


def _copy_labels() -> None:
    """SQLite decides when a table is made that its rows lie in their key's own tree."""
    op.drop_index(op.f("ix_change_labels_change_id"), table_name="change_labels")
    op.create_table(
        "labels_copied",
        sa.Column("label", sa.String(length=30), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_change_labels_change_id")),
        sa.PrimaryKeyConstraint("label", "change_id", name=op.f("pk_change_labels")),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO labels_copied SELECT label, change_id FROM change_labels ORDER BY label, change_id")
    op.drop_table("change_labels")
    op.rename_table("labels_copied", "change_labels")
    op.create_index(op.f("ix_change_labels_change_id"), "change_labels", ["change_id"])
