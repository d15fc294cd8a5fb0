"""turns at hosts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime


revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("hosts", sa.Column("held_until", UtcDateTime(), nullable=True))
    op.add_column("hosts", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("hosts", sa.Column("learned_seconds", sa.Double(), nullable=False, server_default="0"))
    op.add_column("hosts", sa.Column("calm", sa.Integer(), nullable=False, server_default="0"))
    for table in ("feeds", "articles"):
        op.create_index(f"ix_{table}_host_id_next_at", table, ["host_id", "next_at"], unique=False)


def downgrade() -> None:
    for table in ("articles", "feeds"):
        op.drop_index(f"ix_{table}_host_id_next_at", table_name=table)
    for column in ("calm", "learned_seconds", "tries", "held_until"):
        op.drop_column("hosts", column)
