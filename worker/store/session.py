"""Engines and transactions.

A writing transaction takes SQLite's write lock when it begins (`BEGIN IMMEDIATE`), so that what it read is still true
when it writes, as row locks and unique constraints make it on PostgreSQL. Two writers wait for each other.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from worker import clock
from worker.errors import TryLaterError
from worker.settings import settings

BUSY_SECONDS = 30
"""How long a writer waits for SQLite's write lock before the work is put off."""
LOOK_SECONDS = 0.002
"""How often a process that waits to write looks whether it may."""
_WRITES = {"stet_writes": True}
_PLAIN = {"synchronize_session": False}
"""Bulk updates need not be mirrored in loaded rows: no query here loads a row and then updates it beside it."""
STORY_LOCK = 7_305_461
"""Key of the advisory lock on PostgreSQL under which stories are opened and joined."""
NAME_LOCK = 7_305_462
"""The first half of the key of advisory locks that bear a name."""


@lru_cache(maxsize=1)
def engine() -> Engine:
    """Return this process' engine."""
    url = make_url(settings().database)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


def forget_engine(*, close: bool = True) -> None:
    """Let go of this process' engine, so that the next call makes a new one."""
    if engine.cache_info().currsize:
        engine().dispose(close=close)
    engine.cache_clear()
    for file in _Turn.files or ():
        os.close(file)
    _Turn.files = None


class _Turn:
    """Whose turn it is to write: one thread of this process, and one process of those at the database."""

    lock = Lock()
    files: tuple[int, int] | None = None


def _begin_anew() -> None:
    """In a forked child: it must not use its parent's connections, nor close them, nor share its turn."""
    forget_engine(close=False)
    _Turn.lock = Lock()


os.register_at_fork(after_in_child=_begin_anew)


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions are begun by _begin_sqlite, not guessed by the driver
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("stet_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading() -> Iterator[Session]:
    """Open a transaction that only looks.

    Raises:
        TryLaterError: the database cannot be reached now.
    """
    with _transaction({}) as session:
        yield session


@contextmanager
def writing() -> Iterator[Session]:
    """Open a transaction that commits when the block ends well and leaves no trace when it does not.

    Raises:
        TryLaterError: the database cannot be reached or stayed locked.
    """
    with _turn(), _transaction(_WRITES) as session:
        yield session
        session.commit()


@contextmanager
def _turn() -> Iterator[None]:
    """Let the threads and processes at an SQLite database write one after another, and each in its turn.

    SQLite takes one writer at a time anyway, but has the others look again after sleeps of up to 0.1 s, in no order: a
    process with many threads writes on and on, and one that reads pages comes to nothing beside it. So a process waits
    first for the right to be next, which one has at a time, and then for the writer before it to end.
    """
    database = engine().url.database
    if engine().dialect.name != "sqlite" or not database or database == ":memory:":
        yield
        return
    deadline = monotonic() + BUSY_SECONDS
    if not _Turn.lock.acquire(timeout=BUSY_SECONDS):
        raise _kept_waiting()
    try:
        following, writing_now = _Turn.files = _Turn.files or _turn_files(database)
        _take(following, deadline)
        try:
            _take(writing_now, deadline)
        finally:
            fcntl.flock(following, fcntl.LOCK_UN)
        try:
            yield
        finally:
            fcntl.flock(writing_now, fcntl.LOCK_UN)
    finally:
        _Turn.lock.release()


def _turn_files(database: str) -> tuple[int, int]:
    """Open the two files whose locks are the right to be next and the right to write; a dead process holds neither."""
    found = [os.open(f"{database}-{name}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600) for name in ("next", "writer")]
    return found[0], found[1]


def _take(file: int, deadline: float) -> None:
    """Take a file's lock, looking for it every few milliseconds.

    Raises:
        TryLaterError: others held it until the deadline.
    """
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() > deadline:
                raise _kept_waiting() from None
            sleep(LOOK_SECONDS)
        else:
            return


def _kept_waiting() -> TryLaterError:
    return TryLaterError(clock.span(timedelta(seconds=5)), "the database is not available: others are writing")


@contextmanager
def _transaction(options: dict[str, Any]) -> Iterator[Session]:
    try:
        with Session(engine(), expire_on_commit=False, execution_options=_PLAIN) as session:
            session.connection(execution_options=options)
            yield session
    except OperationalError as error:
        reason = f"the database is not available: {str(error.orig).splitlines()[0]}"
        raise TryLaterError(clock.span(timedelta(seconds=5)), reason) from error


def lock_stories(session: Session) -> None:
    """Let one transaction at a time decide which story an article belongs to (SQLite's write lock does so already)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": STORY_LOCK})


def lock_name(session: Session, name: str) -> None:
    """Let one transaction at a time decide about what bears this name (SQLite's write lock does so already)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key, hashtext(:name))"), {"key": NAME_LOCK, "name": name})
