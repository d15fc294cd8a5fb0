"""What the cadence learns from the store: hints and their truth, habits, the budget."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import time_machine
from sqlalchemy import select, update

from worker.clock import now
from worker.stages.poll import watch
from worker.stages.visit import keep_budget
from worker.store import articles, habits
from worker.store.look_tables import Budget, OutletRecord
from worker.store.seen import seen
from worker.store.session import reading, writing
from worker.store.tables import Article

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, page, pass_time

pytestmark = pytest.mark.usefixtures("store")
EDITED = [PARAGRAPHS[0].replace("two", "three"), *PARAGRAPHS[1:]]


def announce(site: Site, updated: datetime) -> str:
    """Serve an Atom feed of one article that says when it was changed last."""
    entry = (
        f"<entry><id>{site.url}/a</id><title>Bridge closed</title><link href='{site.url}/a'/>"
        f"<updated>{updated.astimezone(UTC).isoformat()}</updated></entry>"
    )
    feed = (
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Harbour Post</title>"
        f"<id>{site.url}</id><updated>{updated.isoformat()}</updated>{entry}</feed>"
    )
    return site.answer("/feed", feed, Content_Type="application/atom+xml", X_At=format_datetime(updated))


@pytest.fixture
def hinted(site: Site, perform_all: Perform) -> Callable[[timedelta], None]:
    """An article that was seen; then, that its feed says it was changed so long from now, and what comes of it."""
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    perform_all(list(watch(announce(site, now() - timedelta(hours=1))).next))
    pass_time(perform_all)

    def say(wait: timedelta) -> None:
        announce(site, now() + wait)
        with time_machine.travel(now() + wait):
            pass_time(perform_all, rounds=8, step=timedelta(minutes=1))

    return say


def record() -> OutletRecord:
    with reading() as session:
        return session.scalars(select(OutletRecord)).one()


def test_a_hint_brings_the_visit_forward_and_is_counted_true(site: Site, hinted: Callable[[timedelta], None]) -> None:
    asked = len([path for path in site.paths() if path == "/a"])
    site.answer("/a", page("Bridge closed", EDITED))
    hinted(timedelta(days=3))
    assert len([path for path in site.paths() if path == "/a"]) > asked
    found = record()
    assert (found.hints_true, found.hints_false, found.told) == (1, 0, 1)


def test_a_hint_that_proves_false_is_believed_less(site: Site, hinted: Callable[[timedelta], None]) -> None:
    hinted(timedelta(hours=5))
    assert (record().hints_true, record().hints_false) == (0, 1)
    with reading() as session:
        known = seen(session, articles.look_up(session, site.url + "/a"))
    assert known.hinted_at is None
    assert known.hint_truth == pytest.approx(1 / 3)


def test_a_change_that_no_hint_told_of_is_counted_so(
    site: Site, perform_all: Perform, hinted: Callable[[timedelta], None]
) -> None:
    hinted(timedelta(hours=2))
    site.answer("/a", page("Bridge closed", EDITED))
    with time_machine.travel(now() + timedelta(days=2)):
        pass_time(perform_all)
    assert (record().told, record().untold) == (0, 1)


def test_the_habit_of_an_outlet_is_learned_when_it_changes_an_article(
    site: Site, hinted: Callable[[timedelta], None]
) -> None:
    site.answer("/a", page("Bridge closed", EDITED))
    hinted(timedelta(hours=5))
    found = record()
    assert sum(found.seen) == 1
    assert sum(found.expected) > 0
    with reading() as session:
        known = seen(session, articles.look_up(session, site.url + "/a"))
    assert known.habit is not None
    assert len(known.habit) == len(found.seen)


def factor_after(visits: int, **settings: float | None) -> float:
    """Balance the budget where each of many articles of two weeks was visited so often."""
    with writing() as session:
        for number in range(40):
            articles.find_or_make(
                session,
                f"http://example.org/{number}",
                now() - timedelta(days=20),
                outlet="Post",
                host="example.org",
                visit_at=now(),
            )
        session.execute(update(Article).values(first_seen=now() - timedelta(days=13), visits=visits))
        at = now()
        habits.balance(session, at - timedelta(hours=1), visits_per_article=34, visits_per_day=None)
        habits.balance(session, at, **{"visits_per_article": 34, "visits_per_day": None, **settings})
        return habits.factor(session)


@pytest.mark.usefixtures("store")
def test_more_visits_than_the_budget_make_them_dearer_and_fewer_cheaper() -> None:
    assert factor_after(33) == pytest.approx(1, abs=0.15)
    with writing() as session:
        session.execute(update(Budget).values(at=now() - timedelta(hours=2)))
    assert factor_after(50) > 2
    with writing() as session:
        session.execute(update(Budget).values(at=now() - timedelta(hours=2)))
    assert factor_after(20) < 0.5


def test_a_budget_for_the_day_makes_visits_dearer() -> None:
    assert factor_after(33, visits_per_day=20) > 2


def test_the_budget_is_looked_at_now_and_then_alone() -> None:
    with writing() as session:
        keep_budget(session, now())
        session.execute(update(Budget).values(factor=3.0))
        keep_budget(session, now() + timedelta(minutes=1))
        assert habits.factor(session) == 3
        keep_budget(session, now() + timedelta(hours=1))
        assert habits.factor(session) == 1
