"""What of the budget's factor has come to stay."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("budgets", sa.Column("lasting", sa.Double(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("budgets", "lasting")
