"""What a quotation read like where it was first carried."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("quote_carriers", sa.Column("changed_at", UtcDateTime(), nullable=True))
    op.add_column("quote_carriers", sa.Column("first_text", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE quote_carriers SET first_text = text")


def downgrade() -> None:
    op.drop_column("quote_carriers", "first_text")
    op.drop_column("quote_carriers", "changed_at")
