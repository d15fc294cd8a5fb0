"""What was wrong with feeds that could be read."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0027"
down_revision: str | None = "0026"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("feeds", sa.Column("complaint", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("feeds", "complaint")
