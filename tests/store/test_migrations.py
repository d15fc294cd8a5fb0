import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from worker.errors import StetError
from worker.store import migrate
from worker.store.columns import Base
from worker.store.session import engine

pytestmark = pytest.mark.usefixtures("store")


def test_the_migrations_lead_to_the_tables_of_the_code() -> None:
    with engine().connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD == migrate.version()


def test_migrating_twice_changes_nothing() -> None:
    migrate.ensure()
    assert migrate.version() == migrate.HEAD


def test_a_database_of_a_newer_stet_is_refused_with_a_clear_error() -> None:
    set_version = text("UPDATE alembic_version SET version_num = :version")
    with engine().begin() as connection:
        connection.execute(set_version, {"version": "9999"})
    try:
        with pytest.raises(StetError, match="newer stet"):
            migrate.ensure()
    finally:
        with engine().begin() as connection:
            connection.execute(set_version, {"version": migrate.HEAD})
