"""Fixtures for every room: a store of one's own, on SQLite and on PostgreSQL, and the servers that some tests need.

What only fixtures use is imported by them: the process that hands out the tests reads this file too, and runs none.
"""

import gc
import os
import shutil
import socket
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from hypothesis import settings as settings_profile

POSTGRES = os.environ.get("STET_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("STET_TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
RABBITMQ = os.environ.get("STET_TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//")
REQUIRED = os.environ.get("STET_REQUIRE_SERVICES") == "1"

BROKER = "memory://"
NOT_THERE = " does not answer"


def need(service: str, url: str) -> str:
    """Return the service's URL, or skip the test by name where nothing listens there (fail where it is required)."""
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 0), timeout=2).close()
    except OSError as error:
        message = f"{service}{NOT_THERE} at {parts.hostname}:{parts.port} ({error})"
        if REQUIRED:
            pytest.fail(message)
        pytest.skip(message)
    return url


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--row", default="", help="of tables, test only rows with this text in their name")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Spare the garbage collector what is collected here: modules and tests, which stay to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = Counter(
        report.longrepr[2].removeprefix("Skipped: ").partition(NOT_THERE)[0]
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple | list) and NOT_THERE in report.longrepr[2]
    )
    for service, count in sorted(skipped.items()):
        terminalreporter.write_line(f"NOT TESTED: {service} was not there, {count} tests", yellow=True, bold=True)


def _fresh() -> None:
    """Forget what this process knows of settings and database."""
    from worker.settings import settings
    from worker.stages import visit
    from worker.store.session import forget_engine

    forget_engine()
    settings.cache_clear()
    visit.client.cache_clear()


@pytest.fixture
def fresh() -> Callable[[], None]:
    """Call this after changing a setting."""
    return _fresh


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give each test a data folder and settings of its own."""
    from tasks.app import app

    for name in [name for name in os.environ if name.startswith("STET_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STET_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("STET_BROKER_URL", BROKER)
    app.conf.broker_url = BROKER
    _fresh()
    yield tmp_path / "data"
    monkeypatch.undo()
    _fresh()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database, migrated once for the session, to be copied."""
    from worker.store import migrate

    folder = tmp_path_factory.mktemp("migrated")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STET_DATA_DIR", str(folder))
        _fresh()
        migrate.ensure()
        _fresh()
    return folder / "stet.db"


@pytest.fixture
def sqlite_store(migrated: Path, data_dir: Path) -> Iterator[Path]:
    """An empty store on SQLite."""
    from worker.store.session import forget_engine

    data_dir.mkdir()
    shutil.copy(migrated, data_dir / "stet.db")
    yield data_dir
    forget_engine()


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[str]:
    """A database of its own on the PostgreSQL server, migrated once for the session."""
    from sqlalchemy import create_engine, make_url, text

    server = need("PostgreSQL", POSTGRES)
    name = f"stet_test_{uuid4().hex[:12]}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def postgres_store(postgres_database: str, monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> Iterator[Path]:
    """An empty store on PostgreSQL."""
    from worker.store import migrate
    from worker.store.columns import Base
    from worker.store.session import engine, forget_engine

    monkeypatch.setenv("STET_DATABASE_URL", postgres_database)
    _fresh()
    migrate.ensure()
    yield data_dir
    with engine().begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):  # for a few rows quicker than TRUNCATE
            connection.execute(table.delete())
    forget_engine()


settings_profile.register_profile("ci", derandomize=True, deadline=None)
settings_profile.register_profile("here", deadline=None)  # a busy machine makes any example slow
settings_profile.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.service)])
def store(request: pytest.FixtureRequest) -> Path:
    """An empty store, once on each database."""
    from worker.store.session import writing

    path: Path = request.getfixturevalue(f"{'sqlite' if request.param == 'sqlite' else 'postgres'}_store")
    with writing():
        pass
    return path
