"""habits of outlets, hints, and the budget of visits."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime


revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("visits", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("standings", sa.Column("updated_told", UtcDateTime(), nullable=True))
    op.add_column("standings", sa.Column("hinted_at", UtcDateTime(), nullable=True))
    op.add_column("outlet_records", sa.Column("learned_at", UtcDateTime(), nullable=True))
    op.drop_column("outlet_records", "visits")
    op.create_table(
        "budgets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("factor", sa.Double(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budgets")),
    )


def downgrade() -> None:
    op.drop_table("budgets")
    op.add_column("outlet_records", sa.Column("visits", sa.Integer(), nullable=False, server_default="0"))
    op.drop_column("outlet_records", "learned_at")
    op.drop_column("standings", "hinted_at")
    op.drop_column("standings", "updated_told")
    op.drop_column("articles", "visits")
