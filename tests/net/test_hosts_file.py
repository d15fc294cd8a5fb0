from pathlib import Path

import pytest

from worker.errors import SettingsError
from worker.net.client import Client
from worker.net.failure import AddressRefusedError
from worker.net.hosts_file import named_in
from worker.settings import Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hosts"
    path.write_text("# pinned\n127.0.0.2  a.example A2.example # two names\n\n::1 a.example\n", encoding="utf-8")
    return path


def test_names_in_the_file_resolve_to_what_it_says(file: Path) -> None:
    lookup = named_in(file)
    assert lookup("A.EXAMPLE", 80, 1) == ["127.0.0.2", "::1"]
    assert lookup("a2.example", 80, 1) == ["127.0.0.2"]


def test_other_names_are_asked_of_the_system(file: Path) -> None:
    assert "127.0.0.1" in named_in(file)("localhost", 80, 5)


def test_what_is_pinned_is_guarded_all_the_same(file: Path) -> None:
    with Client(Settings(), lookup=named_in(file)) as client, pytest.raises(AddressRefusedError):
        client.get("http://a.example/")


def test_every_client_knows_the_names_of_the_file_that_is_set(file: Path) -> None:
    with Client(Settings(hosts_file=file)) as client, pytest.raises(AddressRefusedError, match=r"127\.0\.0\.2"):
        client.get("http://a.example/")


def test_a_file_that_cannot_be_read_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="STET_HOSTS_FILE"):
        named_in(tmp_path / "none")
