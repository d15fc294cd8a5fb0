"""versions found by what they say."""

from collections.abc import Sequence

from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index(op.f("ix_snapshots_text_digest"), "snapshots", ["text_digest"])


def downgrade() -> None:
    op.drop_index(op.f("ix_snapshots_text_digest"), "snapshots")
