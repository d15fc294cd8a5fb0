"""when a growing change last grew."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("changes", sa.Column("grown_at", UtcDateTime(), nullable=True))
    op.create_index(op.f("ix_changes_grown_at"), "changes", ["grown_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_changes_grown_at"), table_name="changes")
    op.drop_column("changes", "grown_at")
