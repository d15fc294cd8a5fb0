"""Whom an article first said to speak words that it quotes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | None = "0027"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("quote_carriers", sa.Column("first_speaker", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("quote_carriers", "first_speaker")
