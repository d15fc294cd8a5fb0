"""How many visits were made in about a day."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("budgets", sa.Column("visits", sa.Integer(), nullable=True))
    op.add_column("budgets", sa.Column("day", sa.Double(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("budgets", "day")
    op.drop_column("budgets", "visits")
