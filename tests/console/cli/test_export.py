"""Evidence handed out: whole, checkable by hand, and fit to be taken in again."""

import base64
import json
import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import update
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from benchmarks import stages
from schemas.evidence import Evidence
from schemas.ingest import IngestRequest
from schemas.outcome import Nudge, Stage
from schemas.page import Page
from schemas.publish import content
from worker.stages.ingest import receive
from worker.store import articles, pages
from worker.store.session import writing
from worker.store.tables import Body

Stet = Callable[..., Any]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://gazette.test/bridge"
MORE = (
    "The council shut the bridge on Monday after a lorry hit it, and nobody may cross it until it has been looked at.",
    "“We were warned in May,” said Jo Field, who leads the council and has asked for a new bridge for years.",
    "Drivers are asked to use the road through Hinton, which is seven miles longer and passes two schools on the way.",
)


def html(toll: str, tail: str = "") -> bytes:
    """Return a page in Latin-1, which only its headers say."""
    told = "".join(f"<p>{one}</p>" for one in (MORE[0], f"{toll} people were hurt in Zürich, a nurse said.", *MORE[1:]))
    return (
        f"<html><head><title>Bridge shut</title></head><body><article><h1>Bridge shut</h1>{told}</article>{tail}"
    ).encode("cp1252")


def fetched(body: bytes, hours: int, status: int = 200, **headers: str) -> None:
    """Let the article's host answer."""
    page = Page(
        url=URL,
        fetched_at=NOON + timedelta(hours=hours, microseconds=123),
        status=status,
        headers={"content-type": "text/html; charset=windows-1252", "server": "höst/1", **headers},
        content_type="text/html; charset=windows-1252",
        body=body,
    )
    with writing() as session:
        found = articles.find_or_make(session, URL, NOON, outlet="Gazette", host="gazette.test")
        kept = pages.keep(session, found.id, page, page.fetched_at)
    stages.perform_all([Nudge(stage=Stage.READ, id=kept)])


@pytest.fixture
def bridge(sqlite_store: Path) -> None:  # noqa: ARG001 - made first
    """Four versions, the last with the bytes of the first, and an answer that was none; another's pasted text."""
    for hours, toll in enumerate(("Four", "Six", "Nine", "Four")):
        fetched(html(toll), hours, **({"content-encoding": "gzip", "content-length": "12"} if toll == "Six" else {}))
    fetched(b"<html><title>Not found</title><body>Not found", 5, status=404)
    for hours, toll in enumerate(("four", "six")):
        request = {
            "text": "\n\n".join((*MORE, f"In the crash {toll} people were hurt, said the council, which owns it.")),
            "title": "Crash shuts bridge",
            "outlet": "Herald",
            "fetched_at": NOON + timedelta(hours=hours),
        }
        stages.perform_all(receive(IngestRequest.model_validate(request)).next)


def texts(stet: Stet, of: object) -> list[tuple[str, str, str]]:
    document = Evidence.model_validate(stet("export", of, "--format", "json").document)
    (only,) = document.articles
    return [(one.reading.title or "", one.text_sha256, one.fetched_at.isoformat()) for one in only.versions]


@pytest.mark.usefixtures("bridge")
def test_the_document_is_whole_and_its_digests_hold(stet: Stet) -> None:
    ended = stet("export", 1, "--format", "json")
    assert (ended.status, ended.err) == (0, "")
    Draft202012Validator(json.loads(content(Evidence))).validate(ended.document)
    found = Evidence.model_validate(ended.document)
    (article,) = found.articles
    assert [version.version for version in article.versions] == [1, 2, 3, 4]
    assert [page.version for page in article.pages] == [1, 2, 3, 4, None]
    assert [page.status for page in article.pages] == [200, 200, 200, 200, 404]
    assert article.pages[4].verdict == "missing"
    assert [change.change.summary for change in article.changes]
    assert article.pages[1].headers["content-encoding"] == "gzip"
    bodies = {body.sha256: base64.b64decode(body.base64) for body in found.bodies}
    assert len(found.bodies) == len(bodies) == 4
    assert bodies[article.versions[0].page_sha256] == html("Four")
    for digest, data in bodies.items():
        assert sha256(data).hexdigest() == digest
    for version in article.versions:
        assert sha256(version.reading.text.encode()).hexdigest() == version.text_sha256
        assert version.page_sha256 in bodies


@pytest.mark.usefixtures("bridge")
def test_the_digests_are_checked_by_hand_as_the_page_says(stet: Stet, tmp_path: Path) -> None:
    page = stet("export", 1, "--format", "html").out
    assert stet("export", 1, "--format", "json", "--output", tmp_path / "evidence.json").status == 0
    commands = unescape(re.search(r"<pre>(.*?)</pre>", page, re.DOTALL)[1]).splitlines()[1:]  # type: ignore[index]
    shell = "\n".join(commands).replace("jq -r", "command -v jq >/dev/null || exit 77; jq -r")
    done = subprocess.run(["/bin/sh", "-c", shell], cwd=tmp_path, capture_output=True, text=True, check=False)
    if done.returncode == 77:
        pytest.skip("jq is missing")
    printed, stands = done.stdout.splitlines()
    assert printed.split()[0] == stands
    saved = re.findall(
        r'text <code>(\w+)</code>.*?href="data:text/plain;charset=utf-8;base64,([^"]+)"', page, re.DOTALL
    )
    assert len(saved) == 4
    for digest, text in saved:
        (tmp_path / "saved.txt").write_bytes(base64.b64decode(text))
        summed = subprocess.run(
            ["/usr/bin/env", "sha256sum", tmp_path / "saved.txt"], capture_output=True, text=True, check=True
        )
        assert summed.stdout.split()[0] == digest


@pytest.mark.usefixtures("bridge")
@pytest.mark.parametrize("packed", [True, False])
def test_the_archive_is_sound_and_keeps_bytes_and_headers(stet: Stet, tmp_path: Path, *, packed: bool) -> None:
    name = tmp_path / ("a.warc.gz" if packed else "a.warc")
    ended = stet("export", URL, "--format", "warc", "--output", name, "--json")
    assert ended.document == {
        "file": str(name),
        "format": "warc",
        "bytes": name.stat().st_size,
        "sha256": sha256(name.read_bytes()).hexdigest(),
        "articles": 1,
        "versions": 4,
        "pages": 5,
    }
    assert (name.read_bytes()[:2] == b"\x1f\x8b") is packed
    checker = Checker(type("Asked", (), {"inputs": [str(name)], "verbose": False})())
    checker.process_all()
    assert not checker.exit_value
    with name.open("rb") as file:
        found = [
            (one.rec_type, one.rec_headers, one.http_headers, one.raw_stream.read()) for one in ArchiveIterator(file)
        ]
    assert [kind for kind, *_ in found] == ["warcinfo", *["response"] * 3, "revisit", "response", *["metadata"] * 4]
    _, head, answer, body = found[2]
    assert body == html("Six")
    assert head.get_header("WARC-Payload-Digest") == f"sha256:{sha256(body).hexdigest()}"
    assert head.get_header("WARC-Date") == "2026-03-01T13:00:00.000123Z"
    assert dict(answer.headers) == {
        "content-type": "text/html; charset=windows-1252",
        "server": "höst/1",
        "x-archive-orig-content-encoding": "gzip",
        "x-archive-orig-content-length": "12",
        "content-length": str(len(body)),
    }
    _, head, _, body = found[4]
    assert head.get_header("WARC-Refers-To") == found[1][1].get_header("WARC-Record-ID")
    assert (head.get_header("WARC-Refers-To-Date"), body) == ("2026-03-01T12:00:00.000123Z", b"")
    assert found[5][2].statusline == "404 Not Found"
    reading = json.loads(found[6][3])
    assert (reading["schema"], reading["title"]) == ("stet.reading/1", "Bridge shut")
    assert found[6][1].get_header("WARC-Refers-To") == found[1][1].get_header("WARC-Record-ID")


@pytest.mark.usefixtures("bridge")
def test_the_same_evidence_is_the_same_archive_but_for_when_it_was_made(stet: Stet) -> None:
    first, second = (stet("export", 1, "--format", "warc").out.partition("\r\n\r\n\r\n\r\n") for _ in range(2))
    assert first[2] == second[2]
    assert first[0] != second[0]


@pytest.mark.usefixtures("bridge", "worked")
@pytest.mark.parametrize("of", [1, 2])
def test_an_archive_that_is_taken_in_again_gives_the_same_versions(
    stet: Stet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of: int
) -> None:
    before = texts(stet, of)
    assert len(before) == (4, 2)[of - 1]
    stet("export", of, "--format", "warc", "--output", tmp_path / "a.warc.gz")
    monkeypatch.setenv("STET_DATA_DIR", str(tmp_path / "another"))
    ended = stet("ingest", tmp_path / "a.warc.gz", "--wait")
    assert ended.status == 0, ended.err
    assert texts(stet, 1) == before
    history = stet("history", 1, "--json").document["article"]
    assert history["outlet"] == ("Gazette", "Herald")[of - 1]
    if of == 1:
        assert history["url"] == URL


@pytest.mark.usefixtures("bridge")
def test_a_story_is_handed_out_with_all_its_articles(stet: Stet) -> None:
    found = Evidence.model_validate(stet("export", 1, "--story", "--format", "json").document)
    assert found.story == 1
    assert [article.article.outlet for article in found.articles] == ["Gazette", "Herald"]
    page = stet("export", 1, "--story", "--format", "html").out
    assert page.index("Gazette") < page.index("Herald")
    assert page.count("<h3>Version ") == 6


@pytest.mark.usefixtures("sqlite_store")
def test_the_page_shows_each_redline_and_lets_nothing_in(stet: Stet) -> None:
    hostile = '<script>alert(1)</script><img src=x onerror="alert(1)">'
    for hours, toll in enumerate(("Four", "Six")):
        request = {
            "text": "\n\n".join((*MORE, f"In the crash {toll} people were hurt {hostile}, said the council.")),
            "title": f"Crash {hostile}",
            "outlet": f"Herald {hostile}",
            "url": "https://herald.test/1?" + hostile.replace(" ", "%20"),
            "fetched_at": NOON + timedelta(hours=hours),
        }
        stages.perform_all(receive(IngestRequest.model_validate(request)).next)
    page = stet("export", 1, "--format", "html").out
    assert "<script" not in page
    assert "<img" not in page
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert "<link" not in page
    assert "Four" in page.partition("<del>")[2].partition("</del>")[0]
    assert "Six" in page.partition("<ins>")[2].partition("</ins>")[0]
    assert "<details" not in page, "what is folded is not printed"
    assert page.rstrip().endswith("</html>")


@pytest.mark.usefixtures("bridge")
def test_a_damaged_page_ends_the_export_and_leaves_no_file(stet: Stet, tmp_path: Path) -> None:
    with writing() as session:
        session.execute(update(Body).where(Body.digest == sha256(html("Six")).hexdigest()).values(data=b"garbage"))
    kept = tmp_path / "a.warc.gz"
    kept.write_bytes(b"an earlier one")
    ended = stet("export", 1, "--format", "warc", "--output", kept)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.count("\n") == 1
    assert sha256(html("Six")).hexdigest() in ended.err
    assert "is damaged" in ended.err
    assert kept.read_bytes() == b"an earlier one"
    assert [path.name for path in tmp_path.iterdir() if "warc" in path.name] == ["a.warc.gz"]


@pytest.mark.usefixtures("bridge")
@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["1"], 2, "--format"),
        (["1", "--format", "pdf"], 2, "'pdf'"),
        (["1", "--format", "json", "--json"], 2, "--output"),
        (["https://nowhere.test/", "--format", "json"], 1, "https://nowhere.test/"),
        (["urn:uuid:1", "--format", "json"], 1, "urn:uuid:1"),
        (["99999999999", "--format", "json"], 1, "99999999999"),
        (["7", "--story", "--format", "json"], 1, "`stet stories` lists"),
        (["https://gazette.test/bridge", "--story", "--format", "json"], 2, "no story's number"),
        (["0", "--story", "--format", "json"], 2, "no story's number"),
        (["1", "--format", "json", "--output", "nowhere/a.json"], 1, "'nowhere/a.json' cannot be written"),
        (["1", "--format", "json", "--output", "."], 1, "is a folder"),
    ],
)
def test_what_cannot_be_handed_out_is_named(stet: Stet, arguments: list[str], status: int, said: str) -> None:
    ended = stet("export", *arguments)
    assert (ended.status, ended.out) == (status, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.usefixtures("sqlite_store")
def test_an_article_that_was_never_fetched_has_no_evidence(stet: Stet) -> None:
    with writing() as session:
        articles.find_or_make(session, URL, NOON, outlet="Gazette", host="gazette.test")
    ended = stet("export", URL, "--format", "html")
    assert (ended.status, ended.out) == (1, "")
    assert "has been fetched yet" in ended.err


@pytest.mark.usefixtures("bridge")
def test_an_archive_is_not_poured_into_a_terminal(stet: Stet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    ended = stet("export", 1, "--format", "warc")
    assert (ended.status, ended.out) == (2, "")
    assert "--output FILE.warc.gz" in ended.err


@pytest.mark.usefixtures("bridge")
def test_a_file_keeps_the_rights_of_the_one_it_replaces(stet: Stet, tmp_path: Path) -> None:
    kept = tmp_path / "a.json"
    kept.write_text("")
    kept.chmod(0o640)
    assert stet("export", 1, "--format", "json", "--output", kept).status == 0
    assert kept.stat().st_mode & 0o777 == 0o640
    assert json.loads(kept.read_text())["schema"] == "stet.evidence/1"
