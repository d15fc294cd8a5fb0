"""Files, standard input and URLs as pages and readings."""

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from console.cli.arguments import is_web_address
from schemas.article import Known, Reading
from schemas.base import wrong_with
from schemas.ingest import IngestRequest
from schemas.page import Given, Page
from worker.clock import now
from worker.errors import StetError
from worker.net.client import Client
from worker.net.decode import BodyDecoder
from worker.net.failure import FetchError
from worker.settings import settings
from worker.text.extract import extract, remember

STDIN = "-"
HTML, TEXT, JSON = "text/html", "text/plain", "application/json"
KINDS = {".html": HTML, ".htm": HTML, ".txt": TEXT, ".json": JSON}


def why(error: ValidationError) -> str:
    """Return the first thing a document was refused for, in one line."""
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {wrong_with(first)}" if where else wrong_with(first)


def read_bytes(name: str) -> bytes:
    """Return what a file, or standard input under the name `-`, holds.

    Raises:
        StetError: it cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except FileNotFoundError as error:
        if "://" in name:
            raise StetError(f"{name!r} is no http(s) URL; nothing else is fetched") from error
        raise StetError(f"there is no file {name!r}; check the path, or write a URL out with https://") from error
    except IsADirectoryError as error:
        raise StetError(f"{name!r} is a folder; name a file in it") from error
    except (OSError, ValueError) as error:
        raise StetError(f"{name!r} cannot be read: {getattr(error, 'strerror', None) or error}") from error


def kind_of(name: str, body: bytes) -> str:
    """Return the media type of a file by its name, or by how it begins where the name does not tell."""
    named = KINDS.get(Path(name).suffix.lower())
    if named is not None:
        return named
    start = body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return HTML if start.startswith(b"<") else JSON if start.startswith(b"{") else TEXT


def unpacked(body: bytes, encoding: str) -> tuple[bytes, bool]:
    """Return a body freed of its content encoding, and whether it is whole.

    What begins as markup or text does was kept unpacked, whatever its headers say.

    Raises:
        StetError: it is packed in a way that is not known, broken, or unpacks to too much.
    """
    if not encoding.strip() or body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"<", b"{", b""}:
        return body, True
    try:
        decoder = BodyDecoder(encoding, settings().fetch_max_bytes)
        decoder.feed(body)
    except FetchError as error:
        raise StetError(f"its body is said to be packed as {encoding!r}, and cannot be unpacked: {error}") from error
    return decoder.body, decoder.ended


def parse(body: bytes, name: str) -> Reading | IngestRequest:
    """Return the reading or the request that a JSON document holds.

    Raises:
        StetError: it holds neither; the message names what is wrong.
    """
    try:
        value: Any = json.loads(body)
        schema = value.get("schema") if isinstance(value, dict) else None
        if schema == "stet.reading/1":
            return Reading.model_validate(value)
        if schema == "stet.ingest/1":
            return IngestRequest.model_validate(value)
    except ValidationError as error:
        raise StetError(f"{name!r} is no valid {schema}: {why(error)}") from error
    except (ValueError, RecursionError) as error:
        raise StetError(f"{name!r} is not JSON: {error}") from error
    says = "it has no field `schema`" if schema is None else f"its field `schema` says {schema!r}"
    raise StetError(f"{name!r} is neither a stet.reading/1 nor a stet.ingest/1; {says}")


class Source(NamedTuple):
    """What a document was read as, and the page it was read from where it is one."""

    reading: Reading
    page: Page | None = None


def read(name: str, *, url: str | None = None) -> Reading:
    """Return the reading of a file (.html, .txt, .json), of standard input, or of what a URL answers.

    Args:
        name: path, `-`, or an http(s) URL.
        url: where the file was published.

    Raises:
        StetError: it cannot be had or read; the message says why.
    """
    return source(name, url=url).reading


def source(name: str, *, url: str | None = None, earlier: Source | None = None) -> Source:
    """Return what `read` does, with the page; a later page of an article is read by the `earlier` one."""
    known = Known() if earlier is None else remember(earlier.page, earlier.reading)
    if is_web_address(name):
        with Client(settings()) as client:
            found = client.get(name).page
        return Source(extract(found, known=known), found)
    body = read_bytes(name)
    kind = kind_of(name, body)
    if kind != JSON:
        found = page(body, kind, url=url)
        return Source(extract(found, known=known), found)
    document = parse(body, name)
    return Source(document) if isinstance(document, Reading) else _of_request(document, name, known)


def page(body: bytes, kind: str, *, url: str | None = None) -> Page:
    """Return a body at hand as a page."""
    return Page(url=url, fetched_at=now(), content_type=kind, body=body)


def _of_request(request: IngestRequest, name: str, known: Known) -> Source:
    if request.body is None:
        raise StetError(f"{name!r} holds a URL and no body; give the URL itself")
    body, kind = request.body.encode("utf-8", "replace"), HTML if request.html is not None else TEXT
    given = Given(outlet=request.outlet, title=request.title, published=request.published)
    found = page(body, f"{kind}; charset=utf-8", url=request.url)
    return Source(extract(found, given, known), found)
