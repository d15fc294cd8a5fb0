"""Articles into the queue: what is kept, what is refused, and what `--wait` tells."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from console.cli import ingest
from schemas.ingest import IngestRequest
from schemas.outcome import Outcome, Stage
from worker.clock import now
from worker.stages.ingest import receive
from worker.store import due
from worker.store.session import reading as looking

Stet = Callable[..., Any]
BODY = """Council shuts the bridge over the river

The council shut the bridge on Monday after a lorry hit it. Four people were hurt in the crash, the council said.

"We were warned in May," said Jo Field, who leads the council. The bridge carries 12,000 cars a day.

Drivers are asked to use the road through Hinton until the bridge has been looked at. That may take weeks."""
EDITED = BODY.replace("Four people", "Six people")


def owed() -> int:
    with looking() as session:
        return due.backlog(session, now()).owed[Stage.INGEST]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(BODY)
    return path


@pytest.mark.usefixtures("worked")
def test_an_article_and_its_edit_come_through(stet: Stet, article: Path) -> None:
    first = stet("ingest", article, "--outlet", "Gazette", "--url", "https://gazette.test/bridge", "--wait")
    assert (first.status, first.err) == (0, "")
    assert first.out == f"article 1  version 1  story 1  0 changes  {article}\n"
    article.write_text(EDITED)
    again = stet("ingest", article, "--outlet", "Gazette", "--url", "https://gazette.test/bridge", "--wait", "--json")
    (one,) = again.document
    assert (again.status, one["article"], one["version"], one["story"]) == (0, 1, 2, 1)
    assert (one["changes"], one["problem"], one["source"]) == (1, None, str(article))
    assert "[-Four-]{+Six+} people" in stet("show", 1).out


@pytest.mark.usefixtures("worked")
def test_standard_input_is_a_text(stet: Stet) -> None:
    ended = stet("ingest", "-", "--title", "A bridge", "--outlet", "Gazette", "--wait", given=BODY.encode())
    assert ended.status == 0
    assert stet("history", 1, "--json").document["article"]["title"] == "A bridge"


@pytest.mark.usefixtures("unreachable")
def test_without_a_broker_it_is_kept(stet: Stet, article: Path) -> None:
    ended = stet("ingest", article)
    assert ended.status == 0
    assert "1 of 1 kept; will be worked once `stet up` runs" in ended.err
    assert owed() == 1


@pytest.mark.usefixtures("unreachable")
def test_without_a_broker_there_is_nothing_to_wait_for(stet: Stet, article: Path) -> None:
    ended = stet("ingest", article, "--wait")
    assert ended.status == 1
    assert "will be worked once `stet up` runs" in ended.err
    assert owed() == 1


def test_waiting_ends_when_time_is_up(stet: Stet, article: Path) -> None:
    ended = stet("ingest", article, "--wait", "--timeout", "0.01", "--json")
    assert ended.status == 1
    assert "not through after 0.01 s" in ended.document[0]["problem"]


@pytest.mark.usefixtures("worked")
def test_what_is_no_article_is_said_with_status_1(stet: Stet, tmp_path: Path) -> None:
    page = tmp_path / "wall.html"
    page.write_text("<html><title>Just a moment...</title><body>Checking your browser</body></html>")
    ended = stet("ingest", page, "--url", "https://gazette.test/bridge", "--wait")
    assert ended.status == 1
    assert f"stet: {page}: blocked: " in ended.err
    assert not ended.out


@pytest.mark.usefixtures("worked")
def test_one_that_cannot_be_read_holds_up_none_of_the_others(stet: Stet, article: Path, tmp_path: Path) -> None:
    ended = stet("ingest", tmp_path / "nosuch.html", article, "--wait", "--json")
    assert ended.status == 1
    assert "nosuch.html" in ended.err
    assert [(one["problem"] is None, one["version"]) for one in ended.document] == [(True, 1), (False, None)]


@pytest.mark.parametrize("name", ["nosuch.html", "htp://example.org/x", ""])
def test_neither_a_file_nor_a_url(stet: Stet, name: str) -> None:
    ended = stet("ingest", name)
    assert ended.status == 1
    assert ended.err.startswith("stet: ")


@pytest.mark.parametrize("body", ["", " \n\n"])
def test_an_empty_file_is_refused(stet: Stet, tmp_path: Path, body: str) -> None:
    (tmp_path / "empty.txt").write_text(body)
    ended = stet("ingest", tmp_path / "empty.txt")
    assert (ended.status, ended.out) == (1, "")
    assert "empty.txt' is empty: there is no article in it" in ended.err
    assert owed() == 0


def test_a_full_disk_says_how_many_were_kept(
    stet: Stet, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "second.txt").write_text(EDITED)
    kept: list[str] = []

    def keep(request: IngestRequest) -> Outcome:
        if kept:
            raise OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))
        kept.append(request.request_id)
        return receive(request)

    monkeypatch.setattr(ingest, "receive", keep)
    ended = stet("ingest", article, tmp_path / "second.txt")
    assert ended.status == 1
    assert "disk is full; make room on that disk" in ended.err
    assert "1 of 2 were kept before, and none after" in ended.err
    assert str(article) in ended.out
    assert owed() == 1


def test_one_url_for_many_is_wrong_usage(stet: Stet, article: Path, tmp_path: Path) -> None:
    for given in ([article, article], [tmp_path, article]):
        ended = stet("ingest", *given, "--url", "https://gazette.test/")
        assert ended.status == 2
        assert "--url" in ended.err


def test_watching_and_no_longer(stet: Stet) -> None:
    assert stet("watch", "https://gazette.test/feed", "https://herald.test/", "--outlet", "Gazette").status == 0
    assert [one["outlet"] for one in stet("sources", "--json").document] == ["Gazette", "Gazette"]
    assert stet("unwatch", "https://GAZETTE.test/feed").status == 0
    assert [one["url"] for one in stet("sources", "--json").document] == ["https://herald.test/"]


def test_a_url_that_could_never_be_fetched_is_not_watched(stet: Stet) -> None:
    ended = stet("watch", "https://user:secret@gazette.test/", "https://herald.test/", "--json")
    assert ended.status == 1
    assert "user name or password" in ended.err
    assert [one["problem"] is None for one in ended.document] == [False, True]


@pytest.mark.usefixtures("unreachable")
def test_watching_without_a_broker_is_kept(stet: Stet) -> None:
    ended = stet("watch", "https://gazette.test/feed")
    assert ended.status == 0
    assert "1 of 1 kept" in ended.err
    assert len(stet("sources", "--json").document) == 1
