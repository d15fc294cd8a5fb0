"""How often a feed says that it is made anew."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("feeds", sa.Column("renewed_seconds", sa.Double(), nullable=True))


def downgrade() -> None:
    op.drop_column("feeds", "renewed_seconds")
