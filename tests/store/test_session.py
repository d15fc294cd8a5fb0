"""How the threads of one process share the right to write."""

from threading import Event, Thread

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
