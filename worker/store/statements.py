"""Statements that are made once: to make one takes several times as long as to run it, and visits run a few all day."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeVarTuple, overload

from sqlalchemy import CursorResult, Executable, Update, bindparam, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import TypedReturnsRows

from worker.store.columns import Base

Ts = TypeVarTuple("Ts")


@overload
def run(session: Session, statement: TypedReturnsRows[*Ts], /, **values: Any) -> CursorResult[*Ts]: ...  # noqa: ANN401 - columns have many types


@overload
def run(session: Session, statement: Executable, /, **values: Any) -> CursorResult[*tuple[Any, ...]]: ...  # noqa: ANN401 - the same


def run(session: Session, statement: Executable, /, **values: Any) -> CursorResult[*tuple[Any, ...]]:
    """Run a statement of columns, no entities, with these values for its parameters.

    It goes to the connection itself: the session would look through it each time for entities that it has not.
    """
    return session.connection().execute(statement, values)


def write(session: Session, table: type[Base], key: object, values: Mapping[str, Any]) -> None:
    """Write columns of the one row that has this primary key, if it is there."""
    run(session, _writing(table), row_key=key, **values)


def write_all(session: Session, table: type[Base], rows: Mapping[int, Mapping[str, Any]]) -> None:
    """Write columns of many rows by their primary keys, those with the same columns in one go."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for key, values in rows.items():
        alike[tuple(sorted(values))].append({"row_key": key, **values})
    for names, same in alike.items():
        if names:
            session.connection().execute(_writing(table), same)


@lru_cache
def _writing(table: type[Base]) -> Update:
    (key,) = table.__table__.primary_key
    return update(table).where(key == bindparam("row_key"))
