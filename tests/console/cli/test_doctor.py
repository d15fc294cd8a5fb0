"""What the doctor finds, and says to do."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from console import broker, disk
from console.cli import checks
from schemas.ingest import IngestRequest
from schemas.outcome import Stage
from worker.clock import now
from worker.errors import StetError
from worker.stages.ingest import receive
from worker.store import due
from worker.store.session import writing

Stet = Callable[..., Any]


def checked(stet: Stet, name: str) -> dict[str, Any]:
    ended = stet("doctor", "--json")
    found: dict[str, Any] = next(check for check in ended.document["checks"] if check["name"] == name)
    assert ended.document["ok"] is all(check["ok"] for check in ended.document["checks"])
    assert ended.status == (0 if ended.document["ok"] else 1)
    assert found["ok"] is (found["mend"] is None)
    return found


@pytest.mark.usefixtures("sqlite_store")
def test_all_is_well(stet: Stet) -> None:
    ended = stet("doctor")
    assert (ended.status, ended.err) == (0, "")
    assert [line.split()[0] for line in ended.out.splitlines()] == ["ok"] * 8
    assert "journal wal" in ended.out


@pytest.mark.service
@pytest.mark.usefixtures("postgres_store")
def test_all_is_well_on_postgresql(stet: Stet) -> None:
    found = checked(stet, "database")
    assert found["ok"]
    assert found["found"].startswith("postgresql")
    assert stet("stories", "--json").document == []
    assert stet("endpoints", "add", "desk", "https://desk.test/").status == 0
    assert "desk" in stet("endpoints", "list").out


def test_a_machine_before_its_first_start_is_well(stet: Stet, data_dir: Path) -> None:
    found = checked(stet, "database")
    assert found["ok"]
    assert "`stet up` makes it" in found["found"]
    assert not data_dir.exists()


def test_a_broken_setting_is_the_one_thing_said(stet: Stet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STET_BROKER", "redis://a.test")
    ended = stet("doctor")
    assert ended.status == 1
    assert ended.out.startswith("PROBLEM  settings      unknown setting STET_BROKER")
    assert "mend:" in ended.out
    assert not checked(stet, "settings")["ok"]


def test_a_database_out_of_reach(stet: Stet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STET_DATABASE_URL", "postgresql+psycopg://stet:hush@127.0.0.1:1/stet")
    found = checked(stet, "database")
    assert not found["ok"]
    assert "hush" not in stet("doctor").out


@pytest.mark.usefixtures("sqlite_store")
def test_a_full_disk(stet: Stet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "room", lambda _: 1_200_000)
    found = checked(stet, "disk")
    assert not found["ok"]
    assert found["found"].endswith("is full: 1 MB left")
    monkeypatch.setattr(broker, "binary", lambda: Path("/bin/false"))
    with pytest.raises(StetError, match=r"did not start.* is full: 1 MB left; make room"):
        broker.start()


def test_a_damaged_database_is_to_be_restored(stet: Stet, data_dir: Path) -> None:
    data_dir.mkdir(exist_ok=True)
    (data_dir / "stet.db").write_bytes(b"no database " * 1000)
    found = checked(stet, "database")
    assert not found["ok"]
    assert "restore a backup" in found["mend"]
    assert "restore a backup" in stet("stories").err


def test_a_broker_out_of_reach(stet: Stet, unreachable: None) -> None:  # noqa: ARG001 - a fixture that acts
    found = checked(stet, "broker")
    assert not found["ok"]
    assert "stet up" in found["mend"]


@pytest.mark.usefixtures("sqlite_store")
def test_work_that_nobody_does(stet: Stet, request: pytest.FixtureRequest) -> None:
    receive(IngestRequest(text="x", title="y"))
    assert checked(stet, "backlog")["found"] == "1 to ingest"
    assert checked(stet, "backlog")["ok"]
    request.getfixturevalue("unreachable")
    assert not checked(stet, "backlog")["ok"]


@pytest.mark.usefixtures("sqlite_store")
@pytest.mark.parametrize(("age", "ok"), [(timedelta(minutes=5), False), (timedelta(days=2), True)])
def test_dead_letters_are_a_problem_for_a_day(stet: Stet, age: timedelta, ok: bool) -> None:  # noqa: FBT001 - a case
    with writing() as session:
        due.bury(session, Stage.INGEST, "{}", "give a url\u202e", now() - age)
    found = checked(stet, "dead letters")
    assert found["ok"] is ok
    assert found["found"].startswith("1, the newest of ")
    assert found["found"].endswith("(ingest): give a url<U+202E>")


def test_a_guard_that_lets_the_metadata_address_through(stet: Stet, monkeypatch: pytest.MonkeyPatch) -> None:
    assert checked(stet, "egress guard")["ok"]
    monkeypatch.setenv("STET_EGRESS_ALLOW", "169.254.0.0/16")
    found = checked(stet, "egress guard")
    assert not found["ok"]
    assert "STET_EGRESS_ALLOW" in found["mend"]


def test_a_clock_that_is_wrong(fill: Callable[..., Any]) -> None:
    assert not checks.clock(datetime(1970, 1, 1, tzinfo=UTC)).ok
    assert checks.clock(datetime(2026, 2, 1, tzinfo=UTC)).ok
    fill()
    assert not checks.clock(datetime(2026, 2, 1, tzinfo=UTC)).ok
    assert checks.clock(datetime(2026, 3, 2, tzinfo=UTC)).ok
