"""What feeds say of articles as a hint beside the dates they give."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("standings", sa.Column("words_told", sa.String(64), nullable=True))
    op.add_column("standings", sa.Column("hinted_by", sa.String(10), nullable=True))
    op.execute("UPDATE standings SET hinted_by = 'date' WHERE hinted_at IS NOT NULL")
    op.add_column("outlet_records", sa.Column("words_true", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("outlet_records", sa.Column("words_false", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("outlet_records", "words_false")
    op.drop_column("outlet_records", "words_true")
    op.drop_column("standings", "hinted_by")
    op.drop_column("standings", "words_told")
