"""A store of a benchmark's own: SQLite in a temporary folder, or a new database on the PostgreSQL server."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError

from worker.settings import PREFIX, settings
from worker.stages import visit
from worker.store import migrate
from worker.store.session import engine, forget_engine

POSTGRES = os.environ.get("STET_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")


@contextmanager
def sqlite(**chosen: str) -> Iterator[Path]:
    """Use an empty store in a temporary folder, under these settings (`host_delay_seconds="0"`) and the defaults."""
    with TemporaryDirectory(prefix="stet-bench-") as folder, _settings(data_dir=folder, **chosen):
        migrate.ensure()
        yield Path(folder)


@contextmanager
def _settings(**chosen: str) -> Iterator[None]:
    """Set these settings alone for a while."""
    before = {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}
    try:
        _environment({f"{PREFIX}{name.upper()}": value for name, value in chosen.items()})
        yield
    finally:
        if visit.client.cache_info().currsize:
            visit.client().close()
        _environment(before)


def _environment(variables: dict[str, str]) -> None:
    """Have these variables of ours and no others, and forget what was made from those before."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    os.environ.update(variables)
    forget_engine()
    settings.cache_clear()
    visit.client.cache_clear()


@contextmanager
def kept_engine(url: str | None = None) -> Iterator[Engine]:
    """Make an empty store and return its engine, so that several stores can be asked in turn.

    Args:
        url: an empty database; None for SQLite in a temporary folder.
    """
    with TemporaryDirectory(prefix="stet-bench-") as folder:
        with _settings(data_dir=folder, **({"database_url": url} if url else {})):
            migrate.ensure()
            made = engine()
            engine.cache_clear()
        try:
            yield made
        finally:
            made.dispose()


def postgres_is_there() -> bool:
    """Whether the PostgreSQL server answers at its usual address."""
    probe = create_engine(POSTGRES, connect_args={"connect_timeout": 3})
    try:
        probe.connect().close()
    except OperationalError:
        return False
    finally:
        probe.dispose()
    return True


@contextmanager
def postgres_database() -> Iterator[str]:
    """Make an empty database for a while and return its URL."""
    name = f"stet_bench_{uuid4().hex[:12]}"
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect what is sent to the database."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    yield sent
    event.remove(engine(), "before_cursor_execute", note)
