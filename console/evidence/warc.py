"""Evidence as a web archive (WARC/1.1, ISO 28500:2017): what was answered, and what was read from it.

Each page is a `response` with the headers of its answer, or a `resource` where it was handed in; a page with the bytes
of an earlier one is a `revisit` of that. A reading is a `metadata` record that refers to its page. Digests are SHA-256
in hexadecimal, so that `sha256sum` gives them. The field `WARC-JSON-Metadata` says what no other field does: the number
of the version, and what whoever handed the page in said of it.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.orm import Session
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from console.evidence.subject import MADE_BY, Member, Subject
from schemas.evidence import EvidencePage, EvidenceVersion, PageNote
from worker.store import evidence

VERSION = "WARC/1.1"
CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
OURS = "stet"
"""The key under which `WARC-JSON-Metadata` holds a `PageNote`."""
REPLACED = "x-archive-orig-"
"""Put before the names of headers that no longer describe the body, which is kept unpacked."""
_OF_TRANSFER = frozenset({"content-encoding", "transfer-encoding", "content-length"})

Tick = Callable[[], object]


def records(session: Session, subject: Subject, *, packed: bool, tick: Tick) -> Iterator[bytes]:
    """Yield the archive, a record at a time.

    Args:
        session: a reading transaction.
        subject: what is handed out.
        packed: whether each record is a gzip member, as in a `.warc.gz`.
        tick: called once for each page and each version.

    Raises:
        DamagedError: a page's bytes are not what they were.
    """
    writer = _Writer(packed=packed)
    yield writer.about(subject)
    for member in subject.members:
        first: dict[str, EvidencePage] = {}
        for page in member.pages:
            earlier = first.setdefault(page.sha256, page)
            if earlier is page:
                yield writer.page(member, page, evidence.body(session, page.sha256))
            else:
                yield writer.revisit(member, page, earlier)
            tick()
        of_version = {page.version: page for page in member.pages if page.version is not None}
        for version in evidence.versions(session, member.details.article.id):
            yield writer.reading(member, version, of_version.get(version.version))
            tick()


class _AsFetched(StatusAndHeaders):  # type: ignore[misc] # the library publishes no types
    """An answer's head, written byte for byte as it came; the library would rewrite what is not ASCII."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """Write the head as HTTP does."""
        self.headers_buff = self.to_str(header_filter).encode("latin-1", "replace") + b"\r\n"


class _Sha256(Digester):  # type: ignore[misc] # the same
    """A digest as `sha256sum` prints it."""

    def __str__(self) -> str:
        return f"{self.type_}:{self.digester.hexdigest()}"


class _Records(WARCWriter):  # type: ignore[misc] # the same
    @staticmethod
    def _create_digester() -> Digester:
        return _Sha256("sha256")


class _Writer:
    """Makes records: the same ones each time of the same evidence, but for the first, which says when that was."""

    def __init__(self, *, packed: bool) -> None:
        self._out = BytesIO()
        self._records = _Records(self._out, gzip=packed, warc_version=VERSION)

    def about(self, subject: Subject) -> bytes:
        """Return the record that says what the archive is."""
        whose = "; ".join(member.details.article.url for member in subject.members)
        said = {
            "software": MADE_BY,
            "format": "WARC File Format 1.1",
            "conformsTo": CONFORMS_TO,
            "description": f"evidence of {subject.name.removeprefix('stet-').replace('-', ' ')}: {whose}",
        }
        fields = "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in said.items())
        head = {"WARC-Date": _written(subject.made_at), "WARC-Record-ID": _id(subject.name, _written(subject.made_at))}
        return self._write("", "warcinfo", fields.encode(), head)

    def page(self, member: Member, page: EvidencePage, body: bytes) -> bytes:
        """Return the record of a page with its bytes."""
        head = {**_head(member, page), "WARC-Payload-Digest": f"sha256:{page.sha256}"}
        if not page.headers:
            return self._write(_uri(member, page), "resource", body, head, media_type=page.content_type)
        return self._write(_uri(member, page), "response", body, head, http=_answer(page))

    def revisit(self, member: Member, page: EvidencePage, earlier: EvidencePage) -> bytes:
        """Return the record of a page whose bytes are those of an earlier one."""
        head = {
            **_head(member, page),
            "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
            "WARC-Payload-Digest": f"sha256:{page.sha256}",
            "WARC-Refers-To": _page_id(member, earlier),
            "WARC-Refers-To-Target-URI": _uri(member, earlier),
            "WARC-Refers-To-Date": _written(earlier.fetched_at),
        }
        return self._write(_uri(member, page), "revisit", b"", head, http=_answer(page) if page.headers else None)

    def reading(self, member: Member, version: EvidenceVersion, page: EvidencePage | None) -> bytes:
        """Return the record of what was read from a page."""
        article = member.details.article
        head = {
            "WARC-Record-ID": _id(f"article {article.id}", f"reading {version.version}", version.text_sha256),
            "WARC-Date": _written(version.fetched_at),
            "WARC-JSON-Metadata": json.dumps({OURS: {"version": version.version}}),
        }
        if page is not None:
            head["WARC-Refers-To"] = _page_id(member, page)
        body = version.reading.model_dump_json(by_alias=True).encode()
        uri = article.url if page is None else _uri(member, page)
        return self._write(uri, "metadata", body, head, media_type="application/json")

    def _write(
        self,
        uri: str,
        kind: str,
        body: bytes,
        head: dict[str, str],
        *,
        media_type: str = "",
        http: StatusAndHeaders | None = None,
    ) -> bytes:
        record: Any = self._records.create_warc_record(
            uri,
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=media_type,
            warc_headers_dict=head,
            http_headers=http,
        )
        self._records.write_record(record)
        written = self._out.getvalue()
        self._out.seek(0)
        self._out.truncate()
        return written


def _head(member: Member, page: EvidencePage) -> dict[str, str]:
    given = page.given.model_copy(update={"outlet": page.given.outlet or member.details.article.outlet})
    note = PageNote(version=page.version, verdict=page.verdict, given=given)
    head = {
        "WARC-Record-ID": _page_id(member, page),
        "WARC-Date": _written(page.fetched_at),
        "WARC-JSON-Metadata": json.dumps({OURS: note.model_dump(mode="json", exclude_defaults=True)}),
    }
    if not page.complete:
        head["WARC-Truncated"] = "disconnect"
    return head


def _answer(page: EvidencePage) -> StatusAndHeaders:
    """Return an answer's status and headers; those of its transfer, which the body is freed of, under other names."""
    fields = [
        (f"{REPLACED}{name}" if name in _OF_TRANSFER else name, " ".join(value.splitlines()))
        for name, value in page.headers.items()
    ]
    try:
        phrase = HTTPStatus(page.status).phrase
    except ValueError:  # a number of the host's own
        phrase = ""
    status = f"{page.status} {phrase}".rstrip()
    return _AsFetched(status, [*fields, ("content-length", str(page.size))], protocol="HTTP/1.1")


def _uri(member: Member, page: EvidencePage) -> str:
    return page.url or member.details.article.url


def _page_id(member: Member, page: EvidencePage) -> str:
    return _id(f"article {member.details.article.id}", _written(page.fetched_at), page.sha256)


def _id(*of: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, ' '.join(of))}>"


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S.%fZ}"
