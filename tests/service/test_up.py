"""`stet up`, as people run it."""

import json
import signal
import sys
import urllib.request
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pytest
import redis
from sqlalchemy import create_engine

from schemas import publish
from schemas.change import Change
from schemas.story import Story
from worker.store.columns import Base

from ..conftest import REDIS, need
from .conftest import ROOT, Service, group

pytestmark = [
    pytest.mark.service,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are found through /proc"),
]
SEEDS = str(ROOT / "seeds")
BROKER_HERE = urlsplit(REDIS)._replace(path="/12").geturl()


def conforms(document: object, model: type[Change] | type[Story]) -> None:
    jsonschema.validate(document, model.model_json_schema(by_alias=True, mode="serialization"))


@pytest.fixture(params=["embedded", "PostgreSQL and Redis"])
def service(request: pytest.FixtureRequest, service: Service) -> Iterator[Service]:
    """The same service on the embedded default and on the servers of the production shape."""
    if request.param == "embedded":
        yield service
        return
    need("Redis", REDIS)
    service.env["STET_DATABASE_URL"] = request.getfixturevalue("postgres_database")
    service.env["STET_BROKER_URL"] = BROKER_HERE
    with redis.Redis.from_url(BROKER_HERE) as client:
        client.flushdb()
        yield service
        service.end()
        client.flushdb()
    admin = create_engine(service.env["STET_DATABASE_URL"])
    with admin.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
    admin.dispose()


def test_once_takes_the_seeds_through_and_a_second_start_finds_them(service: Service) -> None:
    first = service.run("up", "--once", "--seeds", SEEDS)
    assert "Daily Mail" in first.stdout
    assert "LBC" in first.stdout
    assert "An MoD spokesman" in first.stdout
    (story,) = service.json("stories")
    assert set(story["outlets"]) == {"Daily Mail", "LBC"}
    for name in publish.LISTS:
        listed = service.json("endpoints", "list") if name == "endpoints" else service.json(name)
        jsonschema.validate(listed, json.loads(publish.documents()[f"list-of-{name}.json"]))
    conforms(service.json("story", str(story["id"])), Story)
    (line,) = service.json("changes")
    conforms(service.json("show", str(line["id"])), Change)
    again = service.run("up", "--once", "--seeds", SEEDS)
    assert again.stdout == first.stdout
    assert service.json("stories") == [story]
    assert service.json("changes") == [line]


def test_every_public_schema_is_written_out() -> None:
    assert {path.name for path in (ROOT / "docs/schemas").glob("*.json")} == set(publish.documents())


def test_an_edited_copy_ingested_into_the_running_service_is_version_2(service: Service, tmp_path: Path) -> None:
    service.up("--seeds", SEEDS)
    service.wait(lambda: "Pages:" in service.log(), "the seeds")
    (story,) = service.json("stories")
    lbc = next(a for a in service.json("story", str(story["id"]))["articles"] if a["outlet"] == "LBC")
    edited = tmp_path / "edited.txt"
    text = (ROOT / "seeds/001_96fc9e27521c10e8.txt").read_text(encoding="utf-8")
    edited.write_text(text.replace("five have been injured", "seven have been injured"), encoding="utf-8")
    service.run("ingest", str(edited), "--url", lbc["url"], "--wait")
    assert [version["version"] for version in service.json("history", lbc["url"])["versions"]] == [1, 2]
    revisions = service.json("changes", "--kind", "revision")
    assert [change["article"]["id"] for change in revisions] == [lbc["id"]]
    service.run("ingest", str(edited), "--url", lbc["url"], "--wait")
    assert len(service.json("history", lbc["url"])["versions"]) == 2
    with urllib.request.urlopen(f"{service.pages}/stories/{story['id']}", timeout=10) as page:
        assert page.status == HTTPStatus.OK
        assert "script" not in page.headers["Content-Security-Policy"]
        assert b"seven" in page.read()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_no_process_behind(service: Service, number: signal.Signals) -> None:
    started = service.up("--seeds", SEEDS)
    service.wait(lambda: "Pages:" in service.log(), "the seeds")
    assert len(group(started.pid)) >= 7
    started.send_signal(number)
    service.wait(lambda: started.poll() is not None, "the end")
    assert started.returncode == 0
    assert group(started.pid) == {}
    assert "Traceback" not in service.log()
    assert f"signal={number.name}" in service.log()


def test_a_seed_that_cannot_be_read_is_told_and_the_others_are_taken_in(service: Service, tmp_path: Path) -> None:
    folder = tmp_path / "some"
    folder.mkdir()
    (folder / "good.txt").write_text((ROOT / "seeds/001_96fc9e27521c10e8.txt").read_text(encoding="utf-8"), "utf-8")
    (folder / "bad.json").write_text("{", encoding="utf-8")
    ended = service.run("up", "--once", "--seeds", str(folder), check=False)
    assert ended.returncode == 1
    assert "bad.json" in ended.stderr
    assert len(service.json("stories")) == 1


def test_two_services_in_one_folder_are_refused_with_a_clear_error(service: Service) -> None:
    service.up()
    service.wait(lambda: "Pages:" in service.log(), "the start")
    second = service.run("up", check=False)
    assert second.returncode == 1
    assert "already" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_port_that_is_taken_ends_the_service_with_a_clear_error(service: Service) -> None:
    service.up()
    service.wait(lambda: "Pages:" in service.log(), "the start")
    service.env["STET_DATA_DIR"] = str(service.folder / "other")
    second = service.run("up", check=False)
    assert second.returncode == 1
    assert "STET_WEB_PORT" in second.stderr
    assert "Traceback" not in second.stderr
