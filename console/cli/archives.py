"""Web archives (WARC, ISO 28500) as pages: every response that holds HTML or plain text, one after another."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader
from warcio.recordloader import ArcWarcRecord

from schemas.page import Page
from worker.clock import now
from worker.errors import StetError
from worker.net.decode import BodyDecoder
from worker.net.failure import FetchError
from worker.settings import settings
from worker.text.address import host
from worker.text.verdict import HTML_TYPES, PLAIN_TYPES

SUFFIXES = (".warc", ".warc.gz")

MAX_RECORD_BYTES = 1_000_000_000
"""A record that says to be larger ends the reading: what follows it could only be found by unpacking it."""
_PIECE_BYTES = 1 << 14
_TYPES = (HTML_TYPES | PLAIN_TYPES) - {""}
_OF_PAGES = frozenset({"response", "resource"})


class Record(NamedTuple):
    """One page of an archive, or what kept it from being one."""

    name: str
    page: Page | None
    problem: str | None = None


def is_archive(name: str) -> bool:
    """Whether a file is a web archive by its name."""
    return name.lower().endswith(SUFFIXES)


def read(name: str) -> Iterator[Record]:
    """Yield the pages of an archive in its order; records of other kinds and other media types are passed over.

    A page that cannot be read is yielded with its problem and holds up none of the others; a broken archive ends with
    one that says how far it was read. No more than one page is held at a time, and each is unpacked within the limits
    of a fetched one.

    Raises:
        StetError: the file cannot be opened.
    """
    try:
        with Path(name).open("rb") as file:
            yield from _records(name, file)
    except OSError as error:
        raise StetError(f"{name!r} cannot be read: {error.strerror or error}") from error


def _records(name: str, file: BinaryIO) -> Iterator[Record]:
    count = 0
    try:
        for record in ArchiveIterator(file):
            count += 1
            length = int(record.rec_headers.get_header("Content-Length") or 0)
            if length > MAX_RECORD_BYTES:
                said = f"record {count} says to be of {length:,} bytes, more than {MAX_RECORD_BYTES:,}"
                yield Record(name, None, f"{name!r}: {said}; it and what follows are not read")
                return
            if record.rec_type in _OF_PAGES and _media_type(record) in _TYPES:
                yield _page(name, record)
    except Exception as error:  # noqa: BLE001 - of hostile records warcio raises whatever it runs into
        said = " ".join(str(error).split())[:200]
        yield Record(name, None, f"{name!r} is no sound WARC after {count} records: {said}")
        return
    if not count:
        yield Record(name, None, f"{name!r} holds no record; is it a WARC?")


def _media_type(record: ArcWarcRecord) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()


def _page(name: str, record: ArcWarcRecord) -> Record:
    """Return the page of one record."""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    shown = url or f"a record of {name}"
    held = record.http_headers.headers if record.http_headers else []
    headers = {key.lower(): value for key, value in held}
    try:
        status = int(record.http_headers.get_statuscode()) if record.http_headers else 200
        body, complete = _body(record, headers)
    except (FetchError, ChunkedDataException, ValueError, OSError, EOFError) as error:
        return Record(shown, None, f"{shown!r} in {name!r}: {error}")
    page = Page(
        url=url if host(url) else None,
        fetched_at=_moment(record.rec_headers.get_header("WARC-Date")),
        status=status,
        headers=headers,
        content_type=headers.get("content-type") or record.rec_headers.get_header("Content-Type") or "",
        body=body,
        complete=complete,
    )
    return Record(shown, page)


def _body(record: ArcWarcRecord, headers: dict[str, str]) -> tuple[bytes, bool]:
    """Return a record's body, freed of transfer and content encodings, and whether it is whole."""
    stream = record.raw_stream
    if headers.get("transfer-encoding", "").lower().strip() == "chunked":
        stream = ChunkedDataReader(stream, raise_exceptions=False)
    limit = settings().fetch_max_bytes
    decoder = BodyDecoder(headers.get("content-encoding", ""), limit)
    plain = BodyDecoder("", limit)  # archives keep some bodies unpacked beside the header that says otherwise
    received = 0
    target: BodyDecoder | None = None
    while piece := stream.read(_PIECE_BYTES):
        received += len(piece)
        target = target or (plain if piece[:64].lstrip().startswith(b"<") else decoder)
        target.feed(piece)
    announced = headers.get("content-length", "")
    cut = announced.isdecimal() and target is decoder and received < int(announced)
    return (target.body, target.ended and not cut) if target else (b"", True)


def _moment(written: str | None) -> datetime:
    """Return when a record was made; now where it does not say."""
    try:
        moment = datetime.fromisoformat(written or "")
    except ValueError:
        return now()
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
