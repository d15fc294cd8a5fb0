"""Alembic's migrations: the only way the tables are made or changed."""
