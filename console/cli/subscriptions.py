"""Lists of what to watch, from files: OPML and `sources.toml`."""

import tomllib

from pydantic import ValidationError

from console.cli import documents
from console.cli.documents import why
from schemas.sources import SourceList, WatchSource
from worker.errors import StetError
from worker.text.feeds import opml


def from_opml(name: str) -> tuple[WatchSource, ...]:
    """Return the feeds in an OPML file.

    Raises:
        StetError: it cannot be read, or names none.
    """
    try:
        return opml.read(documents.read_bytes(name))
    except opml.OpmlError as error:
        raise StetError(f"{name!r} cannot be watched: {error}") from error


def from_toml(name: str) -> tuple[WatchSource, ...]:
    """Return the `[[watch]]` tables of a source list.

    Raises:
        StetError: it cannot be read, or has none.
    """
    try:
        listed = SourceList.model_validate(tomllib.loads(documents.read_bytes(name).decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StetError(f"{name!r} is not valid TOML: {error}") from error
    except ValidationError as error:
        raise StetError(f"{name!r} is no source list: {why(error)}") from error
    if not listed.watch:
        raise StetError(f'{name!r} names nothing to watch; write tables such as [[watch]] with url = "https://..."')
    return listed.watch
