"""`stet export`: the evidence of an article or a story, in a file or on standard output."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

import click
from sqlalchemy.orm import Session

from console.cli import output, stored
from console.cli.arguments import Among
from console.evidence import forms, subject
from console.evidence.forms import Form
from console.evidence.subject import Subject
from worker.errors import StetError
from worker.store import articles
from worker.store.articles import MOST_ID
from worker.text import address


@click.command(
    epilog="Example: stet export https://example.org/story --format html --output evidence.html. "
    "stet export 12 --story --format warc --output story-12.warc.gz"
)
@click.argument("of", metavar="ID")
@click.option(
    "--format", "form", type=Among(Form), required=True, help="A web archive, a document for programs, or a page."
)
@click.option("--story", "is_story", is_flag=True, help="ID is a story's number: all of its articles.")
@click.option(
    "--output",
    "name",
    metavar="FILE",
    type=click.Path(),
    help="Where to write it, whole or not at all; standard output without. An archive is gzipped in a FILE.gz.",
)
@output.json_option
def export(of: str, form: Form, name: str | None, *, is_story: bool, as_json: bool) -> None:
    """Hand out the evidence of an article, or of a story: every page kept, digests, headers, versions, changes.

    ID is an article's number, URL or urn. With --json, and a file named by --output, standard output tells what was
    written, with the file's SHA-256.
    """
    _check(form, name, as_json=as_json)
    with stored.reading() as session:
        found = _subject(session, of, is_story=is_story)
        if not found.pages:
            raise StetError(f"no page of {of!r} has been fetched yet; `stet sources` tells how its outlet fares")
        packed = name is not None and name.endswith(".gz") and form is Form.WARC
        with output.progress("exporting", total=forms.ticks(found, form)) as tick:
            written = forms.pieces(session, found, form, packed=packed, tick=tick)
            if name is None:
                _print(written)
                return
            size, digest = _write(name, written)
    _report(name, form, found, size, digest, as_json=as_json)


def _check(form: Form, name: str | None, *, as_json: bool) -> None:
    """Refuse what would end in a mess.

    Raises:
        UsageError: the two documents would be mixed, or an archive would go to a terminal.
    """
    if as_json and name is None:
        raise click.UsageError("--json tells of the file that was written; name one with --output FILE")
    if form is Form.WARC and name is None and sys.stdout.isatty():
        raise click.UsageError("a web archive is nothing for a terminal; name a file with --output FILE.warc.gz")


def _subject(session: Session, of: str, *, is_story: bool) -> Subject:
    if is_story:
        return subject.of_story(session, _number(of))
    return subject.of_article(session, articles.look_up(session, address.fetchable(of)))


def _number(of: str) -> int:
    if not of.isdecimal() or not 1 <= int(of[:18]) <= MOST_ID:
        raise click.BadParameter(f"{of!r} is no story's number; `stet stories` lists them", param_hint="ID")
    return int(of)


def _print(pieces: Iterable[bytes]) -> None:
    for piece in pieces:
        click.echo(piece, nl=False)


def _write(name: str, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Write the pieces into a file, whole or not at all; return its size in bytes and its SHA-256.

    Raises:
        StetError: it cannot be written.
    """
    size, digest = 0, sha256()
    try:
        with _whole(Path(name)) as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
    except OSError as error:
        raise StetError(f"{name!r} cannot be written: {error.strerror or error}; check the folder") from error
    return size, digest.hexdigest()


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file beside `path` that takes its place once it is complete."""
    if path.is_dir():
        raise StetError(f"{str(path)!r} is a folder; name a file in it")
    if path.exists() and not path.is_file():  # a device or a pipe takes what it is given
        with path.open("wb") as file:
            yield file
        return
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            yield file
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _report(name: str, form: Form, found: Subject, size: int, digest: str, *, as_json: bool) -> None:
    told: dict[str, Any] = {
        "file": name,
        "format": form.value,
        "bytes": size,
        "sha256": digest,
        "articles": len(found.members),
        "versions": found.versions,
        "pages": found.pages,
    }
    if as_json:
        output.write_json(told)
    else:
        output.say(f"wrote {name}: {found.versions} versions, {found.pages} pages, {size:,} bytes, SHA-256 {digest}")
