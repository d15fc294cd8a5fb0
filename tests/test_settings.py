from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from worker import clock
from worker.errors import SettingsError
from worker.settings import Settings, load, settings


def test_defaults_need_nothing() -> None:
    found = Settings(broker_url=None)
    assert found.database.startswith("sqlite")
    assert found.broker.startswith("redis+socket://")
    assert found.pages_url == "http://127.0.0.1:8642"


def test_an_unknown_setting_names_the_nearest_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STET_DATABSE_URL", "x")
    with pytest.raises(SettingsError, match="did you mean STET_DATABASE_URL"):
        load()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEB_PORT", "eighty"),
        ("WEB_PORT", "70000"),
        ("EGRESS_ALLOW", "10.0.0.0/99"),
        ("HOSTS_FILE", "/no/such/file"),
        ("CA_FILE", "/no/such/file"),
        ("DATABASE_URL", "mysql://localhost/stet"),
        ("DATABASE_URL", "stet.db"),
        ("VISIT_MIN_SECONDS", "-1"),
        ("LOG_FORMAT", "xml"),
        ("CLOCK", "fast"),
        ("CLOCK", "2026-01-01T00:00:00@2026-01-01T00:00:00Z*2"),
        ("FETCH_DEADLINE_SECONDS", "3600"),
    ],
)
def test_an_unusable_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"STET_{name}", value)
    with pytest.raises(SettingsError, match=f"STET_{name}"):
        load()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("EGRESS_ALLOW", "127.0.0.1/8", "STET_EGRESS_ALLOW: '127.0.0.1/8' is an address within 127.0.0.0/8; write"),
        ("EGRESS_ALLOW", "10.0.0.0/8, lan", "STET_EGRESS_ALLOW: 'lan' is no network; write"),
        ("CLOCK", "fast", "STET_CLOCK: write ORIGIN@STARTED"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(f"STET_{name}", value)
    with pytest.raises(SettingsError) as error:
        load()
    assert str(error.value).startswith(message)


def test_no_message_shows_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("WEB_TOKEN", "CANARY"),
        ("DATABASE_URL", "postgresql+psycopg://u:CANARY@h/db"),
        ("BROKER_URL", "nonsense://u:CANARY@h"),
        ("VISIT_MIN_SECONDS", "100"),
        ("VISIT_MAX_SECONDS", "10"),
    ):
        monkeypatch.setenv(f"STET_{name}", value)
    with pytest.raises(SettingsError, match="STET_BROKER_URL") as broker:
        load()
    monkeypatch.delenv("STET_BROKER_URL")
    with pytest.raises(SettingsError, match="visit_min_seconds") as bounds:
        load()
    assert "CANARY" not in f"{broker.value} {bounds.value}"


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STET_BROKER_URL", "")
    assert load().broker_is_embedded


def test_a_file_beside_it_is_read_and_the_environment_stands_above(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("stet.toml").write_text(
        'web_port = 9000\nuser_agent = "desk"\negress_allow = "10.0.0.0/8, ::1/128"\n', encoding="utf-8"
    )
    monkeypatch.setenv("STET_WEB_PORT", "9001")
    found = load()
    assert (found.web_port, found.user_agent, len(found.egress_allow)) == (9001, "desk", 2)


@pytest.mark.parametrize("text", ["web_prt = 1", "web_port = ", "visit_min_seconds = 10\nvisit_max_seconds = 5"])
def test_a_broken_file_is_a_clear_error(text: str) -> None:
    Path("stet.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        load()


def test_a_long_data_folder_gets_its_socket_elsewhere() -> None:
    found = Settings(data_dir=Path("/srv") / ("x" * 150), broker_url=None)
    assert len(str(found.broker_socket)) < 100


def test_the_clock_runs_as_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    started = datetime.now(UTC) - timedelta(seconds=100)
    monkeypatch.setenv("STET_CLOCK", f"2030-01-01T00:00:00Z@{started.isoformat()}*3600")
    settings.cache_clear()
    settings()
    try:
        assert timedelta(hours=99) < clock.now() - datetime(2030, 1, 1, tzinfo=UTC) < timedelta(hours=200)
        assert clock.span(timedelta(seconds=2)) == timedelta(hours=2)
    finally:
        clock.follow(None)
    assert clock.span(timedelta(seconds=2)) == timedelta(seconds=2)
