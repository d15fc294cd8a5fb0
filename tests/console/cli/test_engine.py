"""The text engine by hand."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.article import Reading
from schemas.change import Change

Stet = Callable[..., Any]
PROGRAM = [sys.executable, "-c", "from console.cli.main import main; main()"]
PAGE = """<html><head><title>Council shuts bridge</title></head><body><article><h1>Council shuts bridge</h1>
<p>The council shut the bridge on Monday after a lorry hit it. Four people were hurt in the crash, it said.</p>
<p>Drivers are asked to use the road through Hinton until the bridge has been looked at, which may take weeks.</p>
<p>The bridge carries 12,000 cars a day and was built in 1931, when the river was still used by barges.</p>
</article></body></html>"""


@pytest.fixture
def pages(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.html", tmp_path / "new.html"
    old.write_text(PAGE)
    new.write_text(PAGE.replace("Four people", "Six people"))
    return old, new


def test_extract_gives_a_reading(stet: Stet, pages: tuple[Path, Path]) -> None:
    ended = stet("extract", pages[0], "--url", "https://gazette.test/bridge", "--json")
    found = Reading.model_validate(ended.document)
    assert ended.document["schema"] == "stet.reading/1"
    assert (found.title, found.url) == ("Council shuts bridge", "https://gazette.test/bridge")
    assert "The council shut the bridge" in stet("extract", pages[0]).out


def test_extract_reads_standard_input(stet: Stet) -> None:
    assert stet("extract", "-", "--json", given=PAGE.encode()).document["title"] == "Council shuts bridge"


def test_extract_says_what_is_no_article(stet: Stet, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<html></html>")
    ended = stet("extract", tmp_path / "empty.html")
    assert ended.status == 0
    assert "no article" in ended.err


def test_extract_refuses_a_url_that_leads_inside(stet: Stet) -> None:
    ended = stet("extract", "http://127.0.0.1/secret")
    assert ended.status == 1
    assert "not on the public internet" in ended.err
    assert ended.err.count("\n") == 1


def test_diff_gives_a_revision(stet: Stet, pages: tuple[Path, Path]) -> None:
    ended = stet("diff", *pages, "--json")
    assert ended.document["schema"] == "stet.change/1"
    assert Change.model_validate(ended.document).kind == "revision"
    assert "[-Four-]{+Six+} people" in stet("diff", *pages).out


def test_diff_reads_the_later_page_by_the_earlier_one(stet: Stet, pages: tuple[Path, Path], tmp_path: Path) -> None:
    box = "<section class='c-x'>{}</section>"
    told = "The council shut the road as well, and the ferry, and has no more to say about either of them."
    pages[0].write_text(PAGE.replace("</article>", f"</article>{box.format(f'<p>{told}</p>')}"))
    pages[1].write_text(PAGE.replace("</article>", f"<p>{told}</p></article>"))
    assert stet("diff", *pages, "--json").document["labels"] == []
    pages[0].write_text(PAGE)
    assert stet("diff", *pages, "--json").document["labels"] != []
    listed = tmp_path / "list.jsonl"
    listed.write_text(json.dumps({"id": 1, "old": str(pages[1]), "new": str(pages[0])}))
    assert json.loads(stet("diff", "--batch", listed).out)["labels"] != []


def test_diff_side_by_side(stet: Stet, pages: tuple[Path, Path]) -> None:
    ended = stet("diff", *map(str, pages), "--side-by-side")
    assert ended.status == 0
    assert "[-Four-]{+Six+}" not in ended.out
    assert "[-Four-]" in ended.out
    assert "{+Six+}" in ended.out


def test_diff_writes_a_page_and_a_picture(stet: Stet, pages: tuple[Path, Path], tmp_path: Path) -> None:
    files = tmp_path / "change.html", tmp_path / "change.png"
    ended = stet("diff", *map(str, pages), "--html", str(files[0]), "--png", str(files[1]))
    assert (ended.status, ended.out) == (0, "")
    assert all(f"wrote {file}" in ended.err for file in files)
    assert "<del>" in files[0].read_text("utf-8")
    assert files[1].read_bytes().startswith(b"\x89PNG")
    ended = stet("diff", *map(str, pages), "--png", str(tmp_path / "no" / "change.png"))
    assert ended.status == 1
    assert "cannot be written: No such file or directory; check the folder" in ended.err
    assert stet("diff", "--batch", "list.jsonl", "--png", "x.png").status == 2


def test_diff_takes_readings(stet: Stet, pages: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text(stet("extract", pages[0], "--json").out)
    assert stet("diff", tmp_path / "old.json", pages[1], "--json").document == stet("diff", *pages, "--json").document


def test_compare_calls_articles_that_name_no_outlet_by_their_files(stet: Stet, tmp_path: Path) -> None:
    for name, toll in (("dawn.txt", "three"), ("dusk.txt", "five")):
        (tmp_path / name).write_text(f"A blast in Odesa\n\nA blast killed {toll} people in Odesa on Monday.\n")
    told = stet("compare", str(tmp_path / "dawn.txt"), str(tmp_path / "dusk.txt")).out
    assert "killed: three in dawn.txt, five in dusk.txt" in told
    assert "dawn.txt and dusk.txt: killed 3 against 5; they share 1 sentence" in told
    assert "the other" not in told


def test_compare_gives_a_divergence(stet: Stet, pages: tuple[Path, Path]) -> None:
    ended = stet("compare", *pages, "--json")
    assert Change.model_validate(ended.document).kind == "divergence"
    assert "Told by both" in stet("compare", *pages).out


@pytest.mark.parametrize(
    "arguments",
    [["extract"], ["diff", "a.html"], ["extract", "a.html", "--batch", "b"], ["diff", "a", "b", "--batch", "c"]],
)
def test_one_or_many_and_not_both(stet: Stet, arguments: list[str]) -> None:
    ended = stet(*arguments)
    assert ended.status == 2
    assert "--batch" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [["extract", "nosuch.html"], ["diff", "nosuch.html", "b.html"], ["extract", "--batch", "nosuch.jsonl"]],
)
def test_a_missing_file_is_named(stet: Stet, arguments: list[str]) -> None:
    ended = stet(*arguments)
    assert (ended.status, ended.out) == (1, "")
    assert "nosuch" in ended.err
    assert ended.err.count("\n") == 1


def test_what_is_no_web_address_and_no_reading_says_so(stet: Stet, tmp_path: Path) -> None:
    assert "no http(s) URL" in stet("extract", "ftp://example.org/a").err
    document = tmp_path / "a.json"
    document.write_text('{"title": "Bridge closed"}')
    assert "has no field `schema`" in stet("extract", document).err


def test_a_folder_is_no_file(stet: Stet, tmp_path: Path) -> None:
    assert "is a folder" in stet("extract", tmp_path).err


def rows(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_bad_line_never_stops_a_batch(stet: Stet, pages: tuple[Path, Path], tmp_path: Path) -> None:
    listed = [
        json.dumps({"id": 1, "path": str(pages[0]), "url": "https://gazette.test/"}),
        json.dumps({"id": 2, "path": "nosuch.html"}),
        "not json",
        "",
        json.dumps({"path": str(pages[0])}),
        json.dumps({"id": 5, "path": str(pages[0]), "status": "many"}),
        json.dumps([1]),
        json.dumps({"id": 7, "path": str(pages[0]), "status": 404, "headers": {"Content-Type": "text/html"}}),
    ]
    (tmp_path / "list.jsonl").write_text("\n".join(listed))
    ended = stet("extract", "--batch", tmp_path / "list.jsonl")
    found = rows(ended.out)
    assert ended.status == 0
    assert "5 of 7 lines failed" in ended.err
    assert [row["id"] for row in found] == [1, 2, None, None, 5, None, 7]
    assert ["error" in row for row in found] == [False, True, True, True, True, True, False]
    assert found[0]["schema"] == "stet.reading/1"
    assert "nosuch.html" in found[1]["error"]
    assert "'id'" in found[3]["error"]
    assert "status" in found[4]["error"]
    assert found[6]["verdict"]["is"] == "missing"


def test_a_batch_in_which_all_failed_has_failed(stet: Stet) -> None:
    assert stet("extract", "--batch", "-", given=b'{"id": 1}\n').status == 1
    assert stet("extract", "--batch", "-", given=b"").status == 0


@pytest.mark.parametrize(
    ("name", "sides"), [("diff", ("old", "new")), ("compare", ("a", "b")), ("compare", ("old", "new"))]
)
def test_a_batch_of_pairs(stet: Stet, pages: tuple[Path, Path], name: str, sides: tuple[str, str]) -> None:
    first, second = sides
    listed = [
        {"id": "paths", first: str(pages[0]), second: str(pages[1])},
        {"id": "texts", f"{first}_text": "Four people were hurt.", f"{second}_text": "Six people were hurt."},
        {"id": "mixed", f"{first}_text": "Four people were hurt.", second: str(pages[1])},
        {"id": "half", first: str(pages[0])},
    ]
    ended = stet(name, "--batch", "-", given="\n".join(map(json.dumps, listed)).encode())
    found = rows(ended.out)
    assert [row["id"] for row in found] == ["paths", "texts", "mixed", "half"]
    assert [row.get("schema") for row in found] == ["stet.change/1"] * 3 + [None]
    assert "_text" in found[3]["error"]


FLOOD = "The river rose over its banks in Hinton on Monday night and flooded 40 houses, the fire service said."
VOTE = "Parliament voted on Tuesday to raise the tax on sugar by a tenth, against the wishes of the opposition."


def stream(*texts: str) -> list[dict[str, Any]]:
    return [
        {"id": f"n{number}", "outlet": f"O{number}", "title": text[:30], "text": text, "published": "2026-03-01T12:00Z"}
        for number, text in enumerate(texts)
    ]


def grouped(stet: Stet, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return rows(stet("group", "-", given="\n".join(map(json.dumps, lines)).encode()).out)


def test_a_stream_is_grouped_line_by_line(stet: Stet) -> None:
    lines = stream(FLOOD, VOTE, FLOOD, VOTE)
    found = grouped(stet, lines)
    assert [row["id"] for row in found] == ["n0", "n1", "n2", "n3"]
    assert found[0]["story"] == found[2]["story"] != found[1]["story"] == found[3]["story"]
    for end in range(1, 4):
        assert grouped(stet, lines[:end]) == found[:end]


def test_a_line_without_a_time_counts_as_of_the_one_before(stet: Stet) -> None:
    lines = stream(FLOOD, FLOOD, FLOOD)
    lines[2]["published"] = None
    assert len({line["story"] for line in grouped(stet, lines)}) == 1
    for line in lines:
        line["published"] = None
    assert len({line["story"] for line in grouped(stet, lines)}) == 1


def test_a_bar_at_the_terminal_leaves_the_results_alone(pages: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "list.jsonl").write_text(f'{{"id": 1, "path": "{pages[0]}"}}\n{{"id": 2, "path": "{pages[1]}"}}\n')
    terminal, theirs = pty.openpty()
    ended = subprocess.run(
        [*PROGRAM, "extract", "--batch", str(tmp_path / "list.jsonl")],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        check=True,
        env={**os.environ, "TERM": "xterm"},
    )
    assert [row["id"] for row in rows(ended.stdout)] == [1, 2]
    assert b"working" in os.read(terminal, 100_000)
    os.close(terminal)
    os.close(theirs)


@pytest.mark.parametrize(("extra", "said"), [({}, b"\x1b[1;32mSix"), ({"NO_COLOR": "1"}, b"{+Six+}")])
def test_a_terminal_gets_colours_unless_told_otherwise(
    pages: tuple[Path, Path], extra: dict[str, str], said: bytes
) -> None:
    terminal, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    subprocess.run(
        [*PROGRAM, "diff", *map(str, pages)],
        stdout=theirs,
        check=True,
        env={**environment, "TERM": "xterm", "COLUMNS": "80", **extra},
    )
    assert said in os.read(terminal, 100_000)
    os.close(terminal)
    os.close(theirs)
