"""Web archives on the command line, and the odd lines of a batch."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from console.cli import archives
from console.cli.gather import places, requests

Stet = Callable[..., Any]
STORY = "The mayor of the town has resigned over the bridge that nobody has crossed, the council said on Monday."
PAGE = f"<html><head><title>Mayor resigns</title></head><body><article><h1>Mayor resigns</h1><p>{STORY}</p></article>"
WHOLE = f"{PAGE}</body></html>".encode()


def archive(path: Path, *responses: tuple[str, str, dict[str, str], bytes], packed: bool = True) -> Path:
    """Write a WARC; each record is a gzip member of its own where it is packed."""
    records = [b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"]
    for url, status, headers, body in responses:
        fields = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        block = f"HTTP/1.1 {status}\r\n{fields}\r\n".encode() + body
        about = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-04T10:15:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        records.append(about.encode() + block + b"\r\n\r\n")
    path.write_bytes(b"".join(map(gzip.compress, records) if packed else records))
    return path


HTML = {"Content-Type": "text/html; charset=utf-8"}
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(WHOLE), WHOLE)
RESPONSES = (
    ("https://a.example/one", "200 OK", HTML, WHOLE),
    ("https://a.example/packed", "200 OK", {**HTML, "Content-Encoding": "gzip"}, gzip.compress(WHOLE)),
    ("https://a.example/chunked", "200 OK", {**HTML, "Transfer-Encoding": "chunked"}, CHUNKED),
    ("https://a.example/unpacked", "200 OK", {**HTML, "Content-Encoding": "gzip"}, WHOLE),
    ("https://a.example/gone", "404 Not Found", HTML, b"<h1>Not found</h1>"),
    ("https://a.example/picture", "200 OK", {"Content-Type": "image/png"}, b"\x89PNG"),
)


@pytest.mark.parametrize("packed", [True, False])
def test_every_page_of_an_archive(tmp_path: Path, *, packed: bool) -> None:
    path = archive(tmp_path / ("a.warc.gz" if packed else "a.warc"), *RESPONSES, packed=packed)
    found = list(archives.read(str(path)))
    assert [record.name.rpartition("/")[2] for record in found] == ["one", "packed", "chunked", "unpacked", "gone"]
    assert all(record.page is not None for record in found)
    assert [record.page.body for record in found[:4] if record.page] == [WHOLE] * 4
    assert found[4].page is not None
    assert found[4].page.status == 404
    assert found[0].page is not None
    assert found[0].page.fetched_at.isoformat() == "2024-03-04T10:15:00+00:00"


def test_ingesting_an_archive_takes_the_pages_that_were_served(tmp_path: Path) -> None:
    archive(tmp_path / "a.warc.gz", *RESPONSES)
    items = list(requests(places([str(tmp_path)])))
    assert [item.request.url for item in items if item.request] == [
        f"https://a.example/{name}" for name in ("one", "packed", "chunked", "unpacked")
    ]
    assert all(item.problem is None for item in items)


def test_what_is_wrong_in_an_archive_is_said_and_holds_up_nothing(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<p>" + b"a" * 300_000_000, compresslevel=9)
    cut = gzip.compress(WHOLE)[:-20]
    path = archive(
        tmp_path / "a.warc.gz",
        ("https://a.example/bomb", "200 OK", {**HTML, "Content-Encoding": "gzip"}, bomb),
        ("https://a.example/cut", "200 OK", {**HTML, "Content-Encoding": "gzip"}, cut),
        ("https://a.example/odd", "200 OK", {**HTML, "Content-Encoding": "rot13"}, b"uryyb"),
        RESPONSES[0],
    )
    found = list(archives.read(str(path)))
    assert [record.page is not None for record in found] == [False, True, False, True]
    assert found[0].problem is not None
    assert "https://a.example/bomb" in found[0].problem
    assert found[1].page is not None
    assert not found[1].page.complete
    broken = tmp_path / "b.warc.gz"
    broken.write_bytes(path.read_bytes()[:-3000] + b"garbage")
    assert list(archives.read(str(broken)))[-1].problem is not None
    for content in (b"", b"no archive at all", b"WARC/1.0\r\nContent-Length: x\r\n\r\n"):
        broken.write_bytes(content)
        (only,) = archives.read(str(broken))
        assert only.problem is not None


def test_a_record_that_claims_to_be_huge_ends_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(
        b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 99999999999\r\n\r\n"
    )
    (only,) = archives.read(str(path))
    assert only.problem is not None
    assert "99,999,999,999" in only.problem


def test_extracting_an_archive(tmp_path: Path, stet: Stet) -> None:
    path = archive(tmp_path / "a.warc.gz", *RESPONSES)
    result = stet("extract", str(path), "--json")
    rows: list[dict[str, Any]] = [json.loads(line) for line in result.out.splitlines()]
    assert [row["verdict"]["is"] for row in rows] == ["article"] * 4 + ["missing"]
    assert rows[0]["id"] == rows[0]["url"] == "https://a.example/one"
    assert STORY in stet("extract", str(path)).out
    missing = stet("extract", str(tmp_path / "none.warc"), "--json")
    assert missing.status == 1
    assert "none.warc" in missing.err


def test_lines_of_a_batch_with_status_headers_and_packed_bodies(tmp_path: Path, stet: Stet) -> None:
    (tmp_path / "a.html").write_bytes(WHOLE)
    (tmp_path / "gz.html").write_bytes(gzip.compress(WHOLE))
    (tmp_path / "cut.html").write_bytes(gzip.compress(WHOLE)[:-20])
    (tmp_path / "r.json").write_text(stet("extract", str(tmp_path / "a.html"), "--json").out)
    packed = {"Content-Encoding": "gzip", "X-Count": 3, "Set-Cookie": ["a=1", "b=2"], "X-None": None}
    lines = [
        {"id": 1, "path": "a.html", "status": None, "headers": None, "kind": "own"},
        {"id": 2, "path": "a.html", "status": 403},
        {"id": 3, "path": "gz.html", "headers": packed},
        {"id": 4, "path": "cut.html", "headers": packed},
        {"id": 5, "path": "a.html", "headers": {"Content-Encoding": "br"}},
        {"id": 6, "path": "r.json"},
        {"id": 7, "path": "none.html"},
    ]
    for line in lines:
        line["path"] = str(tmp_path / str(line["path"]))
    listed = tmp_path / "list.jsonl"
    listed.write_text("\n".join(map(json.dumps, lines)))
    rows = [json.loads(line) for line in stet("extract", "--batch", str(listed)).out.splitlines()]
    kinds = [row["verdict"]["is"] if "verdict" in row else "error" for row in rows]
    assert kinds == ["article", "blocked", "article", "truncated", "article", "article", "error"]


def test_what_another_program_notes_in_its_archive_is_left_alone(tmp_path: Path) -> None:
    for note in ("[1]", "{", '{"stet": 3}', '{"stet": {"given": {"title": 5}}}', '{"pages": 1}', "[" * 100_000):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + WHOLE
        head = (
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/one\r\n"
            f"WARC-JSON-Metadata: {note}\r\nWARC-Date: 2026-03-01T12:00:00Z\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        path = tmp_path / "other.warc.gz"
        path.write_bytes(gzip.compress(head.encode() + block + b"\r\n\r\n"))
        with path.open("rb") as file:
            assert len(list(ArchiveIterator(file))) == 1
        (only,) = archives.read(str(path))
        assert only.page is not None
        assert only.note is None
