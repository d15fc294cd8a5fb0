"""Articles that come with the old words when a correction's time of grace is over: each has time of its own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("correction_followers", sa.Column("came_at", UtcDateTime(), nullable=True))
    op.add_column("correction_followers", sa.Column("due_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("correction_followers", "due_at")
    op.drop_column("correction_followers", "came_at")
