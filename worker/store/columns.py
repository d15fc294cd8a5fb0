"""What the tables are made of: the column types, names for constraints, and the columns of a row that is owed work."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Dialect, LargeBinary, MetaData, String, Text
from sqlalchemy import DateTime as SqlDateTime
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from schemas.base import as_utc


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite forgets the zone, so it is put back on the way out."""

    impl = SqlDateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Store UTC."""
        return None if value is None else as_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return UTC."""
        return None if value is None else as_utc(value)


class Base(DeclarativeBase):
    """What all tables share: names for constraints, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: UtcDateTime,
        str: Text,
        bytes: LargeBinary,
        dict[str, Any]: JSON,
        list[str]: JSON,
    }


class Numbered(Base):
    """A table whose rows are known by a number."""

    __abstract__ = True
    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


class OwedRow(Numbered):
    """A table whose rows may be owed work.

    `next_at` is when the work is due; null means nothing is owed. `held_until` keeps others off: set when a nudge is
    sent and when a lease is taken. `lease` is the token that a stage commits against. `tries` counts leases that were
    taken and never finished, so that work which kills its worker is set aside. `setback` says what stood in the way.
    """

    __abstract__ = True
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    held_until: Mapped[datetime | None]
    lease: Mapped[str | None] = mapped_column(String(32))
    tries: Mapped[int] = mapped_column(default=0)
    setback: Mapped[str | None]
