"""How threads and processes share the right to write."""

import fcntl
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from sqlalchemy import text

from worker.errors import TryLaterError
from worker.store import session

pytestmark = pytest.mark.usefixtures("sqlite_store")


def test_a_writer_who_waits_in_vain_tries_later(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = Event(), Event()

    def write() -> None:
        with session.writing():
            begun.set()
            ended.wait()

    writer = Thread(target=write)
    writer.start()
    begun.wait()
    monkeypatch.setattr(session, "BUSY_SECONDS", 0.01)
    try:
        with pytest.raises(TryLaterError, match="others are writing"), session.writing():
            pass
        with session.reading() as reader:
            assert reader.scalar(text("SELECT count(*) FROM articles")) == 0
    finally:
        ended.set()
        writer.join()
    with session.writing():
        pass


def test_a_writer_who_fails_lets_the_next_one_write() -> None:
    with pytest.raises(ZeroDivisionError), session.writing():
        raise ZeroDivisionError
    with session.writing() as writer:
        assert writer.scalar(text("SELECT count(*) FROM articles")) == 0


@pytest.mark.parametrize("held", ["next", "writer"])
def test_a_process_waits_for_those_before_it(data_dir: Path, held: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with session.writing():
        pass
    monkeypatch.setattr(session, "BUSY_SECONDS", 0.01)
    with (data_dir / f"stet.db-{held}").open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(TryLaterError, match="others are writing"), session.writing():
            pass
    with session.writing():  # what another process held ended with it
        pass


def test_who_waits_comes_next_however_often_another_writes(data_dir: Path) -> None:
    with session.writing():
        pass
    ended = Event()

    def write_on_and_on() -> None:
        while not ended.is_set():
            with session.writing() as writer:
                writer.execute(text("UPDATE articles SET title = title"))

    busy = Thread(target=write_on_and_on)
    busy.start()
    files = [(data_dir / f"stet.db-{name}").open("rb") for name in ("next", "writer")]
    try:
        for _ in range(20):  # as another process would, beside the thread's lock
            deadline = monotonic() + 5
            for file in files:
                session._take(file.fileno(), deadline)
            for file in reversed(files):
                fcntl.flock(file, fcntl.LOCK_UN)
    finally:
        ended.set()
        busy.join()
        for file in files:
            file.close()
