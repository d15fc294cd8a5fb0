"""What a turn at a host asks of the database: the same, however many visits find nothing new."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from benchmarks.store import statements
from schemas.outcome import Ending, Outcome, Stage
from tasks.turn import take_turn
from worker.clock import now
from worker.net.answer import Answer
from worker.net.failure import Failure, FetchError
from worker.stages.turn import Turn
from worker.stages.visit import Quiet, Write
from worker.store import articles, due, hosts
from worker.store.due import Lease
from worker.store.frontier import Target
from worker.store.session import reading, writing

pytestmark = pytest.mark.usefixtures("store")
MOST = 14
"""Two transactions: the host taken, what is due there and was seen of it; all visits written, more looked for, left."""


@pytest.fixture(autouse=True)
def nobody_is_there(monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]) -> None:
    monkeypatch.setenv("STET_HOST_DELAY_SECONDS", "0")
    monkeypatch.setenv("STET_ROBOTS_IGNORE", "a.example,b.example")
    monkeypatch.setattr(Turn, "ask", lambda _turn, _target: FetchError(Failure.REFUSED, "nobody is there"))
    fresh()


def owe(host: str, count: int) -> int:
    with writing() as session:
        for one in range(count):
            articles.find_or_make(session, f"https://{host}/{one}", now(), outlet="A", host=host, visit_at=now())
        return hosts.find_or_make(session, host, now())


def quiet(lease: Lease, _target: Target, _answer: Answer | FetchError) -> Write:
    again = {"next_at": now() + timedelta(hours=1)}
    return Quiet(lease, again, Outcome(stage=lease.stage, id=lease.id, ending=Ending.UNCHANGED))


def turn_at(host: int) -> int:
    """Take a turn; return how many statements that took."""
    with statements() as sent:
        ended = list(take_turn(host, {Stage.FETCH: quiet, Stage.POLL: quiet}))
    assert {outcome.ending for outcome in ended} == {Ending.UNCHANGED}
    with reading() as session:
        assert due.backlog(session, now()).owed[Stage.FETCH] == 0
    return len([one for one in sent if not one.startswith("BEGIN")])


def test_many_quiet_visits_take_no_more_statements_than_few() -> None:
    few = turn_at(owe("a.example", 3))
    assert turn_at(owe("b.example", 40)) == few
    assert few <= MOST
