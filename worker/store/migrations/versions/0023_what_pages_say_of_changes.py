"""What pages say of when they were changed, how true that is at each outlet, and what versions are dated by."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from worker.store.columns import UtcDateTime

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_COUNTS = [f"{signal}_{told}" for signal in ("modified", "last_modified", "etag") for told in ("true", "noisy", "still")]


def upgrade() -> None:
    op.add_column("pages", sa.Column("modified", UtcDateTime(), nullable=True))
    op.add_column("pages", sa.Column("unchanged_at", UtcDateTime(), nullable=True))
    op.add_column("snapshots", sa.Column("stated_at", UtcDateTime(), nullable=True))
    op.add_column("snapshots", sa.Column("stated_by", sa.String(length=20), nullable=True))
    op.add_column("correction_followers", sa.Column("dated_by", sa.String(length=20), nullable=True))
    for name in _COUNTS:
        op.add_column("outlet_records", sa.Column(name, sa.Double(), nullable=False, server_default="0"))


def downgrade() -> None:
    for name in reversed(_COUNTS):
        op.drop_column("outlet_records", name)
    op.drop_column("correction_followers", "dated_by")
    op.drop_column("snapshots", "stated_by")
    op.drop_column("snapshots", "stated_at")
    op.drop_column("pages", "unchanged_at")
    op.drop_column("pages", "modified")
