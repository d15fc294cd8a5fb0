"""Some of the odd feeds that lie beside the project, where they do."""

import tarfile
from pathlib import Path

import pytest

from worker.text import feed
from worker.text.feeds.window import MAX_ENTRIES

ZOO = Path(__file__).parents[3] / "../shared/data/feeds/feeds.tar.gz"
EVERY = 17


def test_none_raises_and_all_entries_have_an_address() -> None:
    if not ZOO.exists():
        pytest.skip(f"{ZOO.name} is not there")
    read = 0
    with tarfile.open(ZOO) as archive:
        for member in [member for member in archive if member.isfile()][::EVERY]:
            file = archive.extractfile(member)
            assert file is not None
            found = feed.parse(file.read(), url="https://zoo.example/feed")
            assert len(found.entries) <= MAX_ENTRIES
            assert all(entry.url.startswith(("http://", "https://")) for entry in found.entries)
            assert found.is_feed or found.problem
            found.model_dump_json()
            read += bool(found.entries)
    assert read > 30
