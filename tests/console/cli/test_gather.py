"""Files, folders and source lists as requests."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.cli.gather import Item, Known, Place, places, requests
from schemas.article import Reading
from schemas.ingest import IngestRequest
from worker.errors import StetError


def only(path: object, known: Known = Known()) -> Item:  # noqa: B008 - immutable
    (item,) = requests(places([str(path)]), known)
    return item


def made(path: object, known: Known = Known()) -> IngestRequest:  # noqa: B008 - immutable
    item = only(path, known)
    assert item.request is not None, item.problem
    return item.request


def test_a_folder_is_its_articles_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.HTML", "sub/c.htm", "sub/d.json", "notes.md", "sources.toml", "page.html.bak"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = places([str(tmp_path), "https://a.test/x.html", "-"])
    assert [Path(place.name).name for place in found[:4]] == ["a.HTML", "b.txt", "c.htm", "d.json"]
    assert found[4:] == [Place("https://a.test/x.html"), Place("-")]


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StetError, match=r"\.html"):
        places([str(tmp_path)])


def test_the_kind_of_a_file_tells_what_its_body_is(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes('<meta charset="iso-8859-1"><p>Caf\u00e9'.encode("latin-1"))
    (tmp_path / "b.txt").write_text("Caf\u00e9")
    (tmp_path / "c").write_text("  <!doctype html><p>x")
    assert made(tmp_path / "a.html").html == '<meta charset="iso-8859-1"><p>Caf\u00e9'
    assert made(tmp_path / "b.txt").text == "Caf\u00e9"
    assert made(tmp_path / "c").html is not None
    assert made("https://a.test/").body is None


def test_each_request_has_an_id_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert made(tmp_path / "a.txt").request_id != made(tmp_path / "a.txt").request_id
    (tmp_path / "a.json").write_text(json.dumps({"schema": "stet.ingest/1", "text": "x", "request_id": "mine"}))
    assert made(tmp_path / "a.json").request_id == "mine"


def test_a_list_beside_or_above_a_file_speaks_of_it(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "sub/b.txt", "sub/c.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "sources.toml").write_text(
        '[[file]]\npath = "a.txt"\noutlet = "Gazette"\nurl = "https://a.test/"\n'
        'title = "A"\npublished = 2026-03-01T12:00:00Z\n'
        '[[file]]\npath = "sub/b.txt"\noutlet = "Herald"\n'
    )
    a, b, c = (item.request for item in requests(places([str(tmp_path)])))
    assert a is not None
    assert (a.outlet, a.url, a.title) == ("Gazette", "https://a.test/", "A")
    assert a.published == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert b is not None
    assert b.outlet == "Herald"
    assert c is not None
    assert c.outlet is None
    assert made(tmp_path / "a.txt").outlet == "Gazette"
    assert made(tmp_path / "sub/b.txt").outlet is None, "a list outside of what was given has no say"
    assert made(tmp_path / "a.txt", Known(outlet="Mine")).outlet == "Mine"


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("a.json", "{", "not JSON"),
        ("a.json", "[" * 100_000, "not JSON"),
        ("a.json", "[]", "stet.reading/1"),
        ("a.json", '{"schema": "stet.change/1"}', "'stet.change/1'"),
        ("a.json", '{"schema": "stet.ingest/1"}', "give a url to fetch"),
        ("a.json", '{"schema": "stet.reading/1", "verdict": {"is": "odd"}}', "verdict.is"),
        ("sources.toml", "[[file", "not valid TOML"),
        ("sources.toml", '[[file]]\npath = "../x"', "leaves the folder"),
    ],
)
def test_what_is_wrong_with_a_document_is_named(tmp_path: Path, name: str, body: str, said: str) -> None:
    (tmp_path / "a.json").write_text('{"schema": "stet.ingest/1", "text": "x"}')
    (tmp_path / name).write_text(body)
    item = only(tmp_path / "a.json")
    assert item.request is None
    assert item.problem is not None
    assert name in item.problem
    assert said in item.problem


def test_a_reading_is_taken_in_as_its_text(tmp_path: Path, reading: Callable[..., Reading]) -> None:
    document = reading(
        url="https://a.test/", outlet="Gazette", title="A title", byline="Ann Ode", paragraphs=[["One."], ["Two."]]
    )
    (tmp_path / "a.json").write_text(document.model_dump_json(by_alias=True))
    request = made(tmp_path / "a.json")
    assert (request.url, request.outlet, request.title) == ("https://a.test/", "Gazette", "A title")
    assert request.text == "One.\n\nTwo."
    assert request.published == document.published
