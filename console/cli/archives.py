"""Web archives (WARC, ISO 28500) as pages: every response that holds HTML or plain text, one after another.

A `revisit` is a page once more, with the bytes of the earlier record that has its payload digest.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from pydantic import ValidationError
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader
from warcio.recordloader import ArcWarcRecord

from schemas.evidence import PageNote
from schemas.page import Page
from worker.clock import now
from worker.errors import StetError
from worker.net.decode import BodyDecoder
from worker.net.failure import FetchError
from worker.settings import settings
from worker.text.address import host
from worker.text.feeds.entry_page import ENTRY_TYPE
from worker.text.verdict import HTML_TYPES, PLAIN_TYPES

SUFFIXES = (".warc", ".warc.gz")

MAX_RECORD_BYTES = 1_000_000_000
"""A record that says to be larger ends the reading: what follows it could only be found by unpacking it."""
_PIECE_BYTES = 1 << 14
_TYPES = (HTML_TYPES | PLAIN_TYPES) - {""}
_OF_PAGES = frozenset({"response", "resource"})
REVISIT = "revisit"


class Record(NamedTuple):
    """One page of an archive, or what kept it from being one."""

    name: str
    page: Page | None
    problem: str | None = None
    note: PageNote | None = None
    """What `stet export` noted of it; null in an archive of any other program."""


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
    offsets: dict[str, int] = {}
    try:
        records = ArchiveIterator(file)
        for record in records:
            count += 1
            length = int(record.rec_headers.get_header("Content-Length") or 0)
            if length > MAX_RECORD_BYTES:
                said = f"record {count} says to be of {length:,} bytes, more than {MAX_RECORD_BYTES:,}"
                yield Record(name, None, f"{name!r}: {said}; it and what follows are not read")
                return
            digest = record.rec_headers.get_header("WARC-Payload-Digest")
            if record.rec_type == REVISIT and digest in offsets:
                with Path(name).open("rb") as again:
                    again.seek(offsets[digest])
                    yield _page(name, next(ArchiveIterator(again)), record)
            elif record.rec_type in _OF_PAGES and _is_text(record):
                if digest:
                    offsets.setdefault(digest, records.offset)
                yield _page(name, record)
    except Exception as error:  # noqa: BLE001 - of hostile records warcio raises whatever it runs into
        said = " ".join(str(error).split())[:200]
        yield Record(name, None, f"{name!r} is no sound WARC after {count} records: {said}")
        return
    if not count:
        yield Record(name, None, f"{name!r} holds no record; is it a WARC?")


def _is_text(record: ArcWarcRecord) -> bool:
    """Whether a record may hold an article; what a feed gave of one only where it is known to have been read."""
    media_type = _media_type(record)
    return media_type in _TYPES or (media_type == ENTRY_TYPE and _note(record) is not None)


def _note(record: ArcWarcRecord) -> PageNote | None:
    """Return what `stet export` noted of a page; what others write into the same field is left alone."""
    try:
        said: Any = json.loads(record.rec_headers.get_header("WARC-JSON-Metadata") or "null")
        return PageNote.model_validate(said["stet"]) if isinstance(said, dict) and "stet" in said else None
    except (ValidationError, ValueError, RecursionError):
        return None


def _media_type(record: ArcWarcRecord) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()


def _page(name: str, record: ArcWarcRecord, revisit: ArcWarcRecord | None = None) -> Record:
    """Return the page of one record, or of its revisit: with the later one's address, date, status and headers."""
    about = revisit or record
    url = (about.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    shown = url or f"a record of {name}"
    packed_as = _headers(record)
    headers = _headers(about) or packed_as
    try:
        status = int(about.http_headers.get_statuscode()) if about.http_headers else 200
        body, complete = _body(record, packed_as)
    except (FetchError, ChunkedDataException, ValueError, OSError, EOFError) as error:
        return Record(shown, None, f"{shown!r} in {name!r}: {error}")
    page = Page(
        url=url if host(url) else None,
        fetched_at=_moment(about.rec_headers.get_header("WARC-Date")),
        status=status,
        headers=headers,
        content_type=headers.get("content-type") or record.rec_headers.get_header("Content-Type") or "",
        body=body,
        complete=complete and about.rec_headers.get_header("WARC-Truncated") is None,
    )
    return Record(shown, page, note=_note(about))


def _headers(record: ArcWarcRecord) -> dict[str, str]:
    """Return the headers of an answer with names in lower case; none where the record holds no answer."""
    return {key.lower(): value for key, value in (record.http_headers.headers if record.http_headers else ())}


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
