"""How the speaker of a quotation is known: said with it, near it, or carried on."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for table in ("quotes", "quote_carriers"):
        op.add_column(table, sa.Column("attribution", sa.String(10), nullable=True))


def downgrade() -> None:
    for table in ("quote_carriers", "quotes"):
        op.drop_column(table, "attribution")
