"""What `stet ingest` was given - URLs, files, folders, standard input - as requests, one for each article."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from pydantic import ValidationError

from console.cli import archives, documents
from console.cli.arguments import is_web_address
from console.cli.documents import HTML, JSON, KINDS, STDIN, why
from schemas.article import Reading
from schemas.ingest import IngestRequest
from schemas.page import Given, Page
from schemas.sources import FileSource, SourceList
from worker.errors import StetError
from worker.text.pages.charset import decode

LIST_NAME = "sources.toml"


class Known(NamedTuple):
    """What is known of an article beside its body; what is set stands above what the body says of itself."""

    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: datetime | None = None


_NOTHING = Known()


class Place(NamedTuple):
    """Something to take in: a URL, `-`, or a file with the folder in which source lists may speak of it."""

    name: str
    root: Path | None = None


class Item(NamedTuple):
    """One article to take in, or why it cannot be."""

    name: str
    request: IngestRequest | None
    problem: str | None = None


def places(given: Sequence[str]) -> list[Place]:
    """Return what was given, each folder replaced by the articles in it and below in alphabetical order.

    Raises:
        StetError: a folder holds none.
    """
    found: list[Place] = []
    for name in given:
        path = Path(name)
        if name == STDIN or is_web_address(name):
            found.append(Place(name))
        elif path.is_dir():
            inside = [inner for inner in sorted(path.rglob("*")) if _is_read(inner) and inner.is_file()]
            if not inside:
                kinds = ", ".join([*KINDS, *archives.SUFFIXES])
                raise StetError(f"the folder {name!r} holds no article; these are read: {kinds}")
            found += [Place(str(inner), path) for inner in inside]
        else:
            found.append(Place(name, path.parent))
    return found


def _is_read(path: Path) -> bool:
    """Whether a file in a folder is taken in, by its name."""
    return path.suffix.lower() in KINDS or archives.is_archive(path.name)


def requests(found: Sequence[Place], known: Known = _NOTHING) -> Iterator[Item]:
    """Yield a request for each place, and for each page of an archive that came with status 200.

    What cannot be read is yielded with its problem.

    Args:
        found: from `places`.
        known: stands above what source lists and documents say.
    """
    lists: dict[Path, Mapping[str, FileSource]] = {}
    for place in found:
        if archives.is_archive(place.name) and not is_web_address(place.name):
            yield from _archived(place, known)
        else:
            yield _item(place.name, lambda place=place: _request(place, known, lists))  # type: ignore[misc]


def _item(name: str, make: Callable[[], IngestRequest]) -> Item:
    """Make one request; what keeps it from being made is the item's problem."""
    try:
        return Item(name, make())
    except StetError as error:
        return Item(name, None, str(error))
    except ValidationError as error:
        return Item(name, None, f"{name!r} cannot be taken in: {why(error)}")


def _archived(place: Place, known: Known) -> Iterator[Item]:
    """Yield the pages of an archive; of one that `stet export` wrote, those that became versions."""
    try:
        for record in archives.read(place.name):
            page = record.page
            if page is None:
                yield Item(record.name, None, record.problem)
            elif page.status == HTTPStatus.OK and (record.note is None or record.note.version is not None):
                said = known if record.note is None else _said(record.note.given, known)
                yield _item(record.name, lambda page=page, said=said: _of_page(page, said))  # type: ignore[misc]
    except StetError as error:
        yield Item(place.name, None, str(error))


def _said(given: Given, known: Known) -> Known:
    """Return what is known of a page, on top of what was said of it when it was first handed in."""
    said = known._asdict()
    return Known(**{name: getattr(given, name, None) if value is None else value for name, value in said.items()})


def _of_page(page: Page, known: Known) -> IngestRequest:
    """Return a request for a page that came with its headers."""
    if not page.complete:
        raise StetError(f"{page.url!r} was cut short when it was archived")
    body = decode(page.body, page.content_type)
    kind = "text" if page.content_type.lower().startswith("text/plain") else "html"
    return _made({kind: body, "url": page.url, "fetched_at": page.fetched_at}, known)


def _request(place: Place, known: Known, lists: dict[Path, Mapping[str, FileSource]]) -> IngestRequest:
    if is_web_address(place.name):
        return _made({"url": place.name}, known)
    body = documents.read_bytes(place.name)
    if not body.strip():
        raise StetError(f"{place.name!r} is empty: there is no article in it")
    if place.root is None:
        return _made({"text": decode(body)}, known)
    listed = _listed(Path(place.name), place.root, lists)
    kind = documents.kind_of(place.name, body)
    if kind == JSON:
        return _made(_fields(documents.parse(body, place.name)), listed, known)
    return _made({"html" if kind == HTML else "text": decode(body)}, listed, known)


def _made(document: Mapping[str, object], *layers: Known) -> IngestRequest:
    """Make a request of what the document says and what is known of it beside, the last layer on top."""
    fields: dict[str, object] = {"request_id": uuid4().hex}
    for source in (document, *(layer._asdict() for layer in layers)):
        fields |= {name: value for name, value in source.items() if value is not None}
    return IngestRequest.model_validate(fields)


def _fields(document: Reading | IngestRequest) -> dict[str, object]:
    if isinstance(document, IngestRequest):
        return document.model_dump(by_alias=True)
    return {
        "url": document.canonical_url or document.url,
        "text": document.text,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published,
    }


def _listed(path: Path, root: Path, lists: dict[Path, Mapping[str, FileSource]]) -> Known:
    """Return what the nearest `sources.toml`, beside the file or above it as far as `root`, says of the file."""
    for folder in path.parents:
        if folder not in lists:
            lists[folder] = _load(folder / LIST_NAME)
        source = lists[folder].get(path.relative_to(folder).as_posix())
        if source is not None:
            return Known(source.outlet, source.url, source.title, source.published)
        if folder == root:
            break
    return _NOTHING


def _load(path: Path) -> Mapping[str, FileSource]:
    try:
        listed = SourceList.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return {}
    except ValidationError as error:
        raise StetError(f"{str(path)!r} is no valid source list: {why(error)}") from error
    except OSError as error:
        raise StetError(f"{str(path)!r} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StetError(f"{str(path)!r} is not valid TOML: {error}") from error
    return {source.path: source for source in listed.file}
