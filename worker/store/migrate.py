"""Bring the database to the newest migration, safely from many processes at once."""

from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from worker.errors import StetError
from worker.store.session import engine

HEAD = "0029"
"""The newest migration. A test holds it to be so; reading it here spares each start the import of Alembic."""
MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 7_305_460
"""Key of the advisory lock on PostgreSQL under which one process at a time migrates."""


def version() -> str | None:
    """Return the migration the database is at, or None where it is empty."""
    with engine().connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def ensure() -> None:
    """Migrate the database unless it is at the newest migration already.

    Raises:
        StetError: the database cannot be used, or was written by a newer stet.
    """
    try:
        if version() != HEAD:
            _migrate()
    except (SQLAlchemyError, ModuleNotFoundError, OSError) as error:
        why = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise StetError(f"the database cannot be used: {why}; start it, or correct STET_DATABASE_URL") from error


def _migrate() -> None:
    from alembic import command  # noqa: PLC0415 - slow to import, and seldom needed
    from alembic.config import Config  # noqa: PLC0415 - the same
    from alembic.util.exc import CommandError  # noqa: PLC0415 - the same

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine().connect().execution_options(stet_writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StetError(f"the database cannot be migrated: {error}; it may belong to a newer stet") from error
