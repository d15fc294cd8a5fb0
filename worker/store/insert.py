"""Inserts that find what is there already, the same on SQLite and PostgreSQL."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from worker.store.columns import Base, Numbered
from worker.store.statements import run


def _insert(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    return _inserting(session.get_bind().dialect.name, table)


@lru_cache
def _inserting(dialect: str, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    if dialect == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


@lru_cache
def _numbering(dialect: str, table: type[Numbered]) -> ReturningInsert[int]:
    return _inserting(dialect, table).returning(table.id)


def all_new(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert those rows that no unique constraint forbids."""
    if rows:
        session.connection().execute(_insert(session, table), rows)


def those_new(
    session: Session, table: type[Base], rows: Sequence[dict[str, Any]], names: Sequence[str]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Insert those rows that no unique constraint forbids; return these columns of each that was inserted."""
    if not rows:
        return ()
    returned = (getattr(table, name) for name in names)
    return session.execute(_insert(session, table).returning(*returned), rows).all()


def if_new(session: Session, table: type[Numbered], **values: Any) -> int | None:  # noqa: ANN401 - columns have many types
    """Insert a row unless a unique constraint forbids it; return its id, or None where it was there already."""
    return run(session, _numbering(session.get_bind().dialect.name, table), **values).scalar()


def or_replace(session: Session, table: type[Base], key: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows under their keys, or put them in place of those that are there; all have the same columns."""
    if not rows:
        return
    is_postgres = session.get_bind().dialect.name == "postgresql"
    statement = postgresql.insert(table) if is_postgres else sqlite.insert(table)
    values = {name: statement.excluded[name] for name in rows[0] if name not in key}
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values), rows)


def added_up(session: Session, table: type[Base], key: str, count: str, rows: Sequence[dict[str, Any]]) -> None:
    """Insert counts under their keys, or add them to what is counted there already."""
    if not rows:
        return
    is_postgres = session.get_bind().dialect.name == "postgresql"
    statement = postgresql.insert(table) if is_postgres else sqlite.insert(table)
    total = table.__table__.c[count] + statement.excluded[count]
    session.execute(statement.on_conflict_do_update(index_elements=[key], set_={count: total}), rows)


def or_find(session: Session, table: type[Numbered], where: ColumnElement[bool], **values: Any) -> int:  # noqa: ANN401 - the same
    """Return the id of the row that `where` finds, inserting it with `values` first where there is none."""
    found = session.scalar(select(table.id).where(where))
    if found is None:
        found = if_new(session, table, **values)
    if found is None:  # somebody else inserted it in between
        found = session.scalar(select(table.id).where(where))
    assert found is not None
    return found
