"""The database as a command finds it: not there yet, out of reach, or open."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from console import disk
from console.cli import output
from worker.errors import NotFoundError, StetError, TryLaterError
from worker.settings import settings
from worker.store import migrate, session

NOTHING = "nothing stored yet; `stet up` starts the service, `stet ingest` takes articles in"

RESTORE = "the file is damaged, or none of ours: restore a backup (docs/operating.md), or correct STET_DATABASE_URL"
_DAMAGED = ("malformed", "not a database", "corrupt")


def _mend(said: str) -> str:
    """Return what to do about what the database's own library says."""
    if any(word in said for word in _DAMAGED):
        return RESTORE
    return disk.MEND if "disk is full" in said else "check STET_DATABASE_URL and STET_DATA_DIR"


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what the database's own library says into one line that names the setting."""
    try:
        yield
    except TryLaterError as error:
        raise StetError(f"{error}; `stet doctor` looks into it") from error
    except BrokenPipeError:
        raise
    except (DBAPIError, ArgumentError, ImportError) as error:
        said = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise StetError(f"the database cannot be used: {said}; {_mend(said)}") from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StetError(f"the disk is full: {disk.MEND}") from error
        raise StetError(f"the data folder cannot be used: {error}; check STET_DATA_DIR") from error


def exists() -> bool:
    """Whether there is a database with stet's tables. Does not make one."""
    with in_words():
        url = make_url(settings().database)
        is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
        if is_file and not Path(str(url.database)).is_file():
            return False
        return migrate.version() is not None


def prepare() -> None:
    """Make the database, or bring it up to date."""
    with in_words():
        migrate.ensure()


def require() -> None:
    """Refuse to go on where there is no database.

    Raises:
        NotFoundError: there is none.
    """
    if not exists():
        raise NotFoundError(NOTHING)


@contextmanager
def reading() -> Iterator[Session]:
    """Open what is stored, to look.

    Raises:
        NotFoundError: there is nothing yet.
    """
    require()
    prepare()
    with in_words(), session.reading() as opened:
        yield opened


@contextmanager
def writing() -> Iterator[Session]:
    """Open the database to write, made where there is none."""
    prepare()
    with in_words(), session.writing() as opened:
        yield opened


def report_nothing(*, as_json: bool) -> None:
    """Answer a list command where no database is."""
    if as_json:
        output.write_json([])
    output.say(NOTHING)
