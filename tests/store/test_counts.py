"""What is counted once stays counted, and the whole is right at any time."""

import threading
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, update

from schemas.change import ChangeKind
from worker.store import counts, health, outlets
from worker.store.counts import Tally
from worker.store.session import reading, writing
from worker.store.tables import Article, Feed, Outlet, Story

pytestmark = pytest.mark.usefixtures("store")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def tell(ids: Iterable[int]) -> None:
    with writing() as session:
        session.add_all(Story(id=number, title="", opened_at=NOON, changed_at=NOON, alerts=0) for number in ids)


def counted() -> tuple[int, int]:
    """Return how many stories there are said to be, and how many of them were counted for good."""
    with reading() as session:
        return counts.counts(session).stories, session.scalar(select(func.sum(Tally.rows))) or 0


def sweep() -> None:
    with writing() as session:
        counts.move_on(session)


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "TAIL", 5)
    monkeypatch.setattr(counts, "STEP", 10)
    monkeypatch.setattr(counts, "MOST", 20)


def test_an_empty_store_counts_nothing() -> None:
    sweep()
    with reading() as session:
        found = counts.counts(session)
    assert (found.stories, found.articles, found.snapshots) == (0, 0, 0)
    assert found.changes == dict.fromkeys(ChangeKind, 0)


def test_the_whole_is_right_before_during_and_after_tallying() -> None:
    tell(range(1, 61))
    assert counted() == (60, 0)
    for tallied in (20, 40, 55, 55):
        sweep()
        assert counted() == (60, tallied)
    tell(range(61, 66))
    sweep()
    assert counted() == (65, 55)
    tell(range(66, 71))
    sweep()
    assert counted() == (70, 65)


def test_ids_that_were_never_given_and_rows_that_come_late_are_no_matter() -> None:
    tell([*range(1, 30, 3), *range(40, 60)])
    sweep()
    sweep()
    assert counted()[0] == 30
    with reading() as session:
        below = session.scalar(select(func.max(Tally.below_id)))
    assert below is not None
    tell([below + 1] if below + 1 < 40 else [61])  # its transaction was open while others went on
    assert counted()[0] == 31


def test_articles_that_went_into_others_and_failing_ones_are_counted_as_they_are_now() -> None:
    with writing() as session:
        session.add(Outlet(id=1, name="A", name_key="a", created_at=NOON))
        session.flush()
        session.add_all(
            Article(id=number, url=f"u{number}", url_digest=f"{number:064x}", outlet_id=1, first_seen=NOON)
            for number in range(1, 41)
        )
    sweep()
    with writing() as session:
        session.execute(update(Article).where(Article.id == 3).values(merged_into=4, watched=False, problem="x"))
        session.execute(update(Article).where(Article.id.in_([5, 6])).values(problem="HTTP 500"))
    with reading() as session:
        found = counts.counts(session)
    assert found.articles == 39
    assert found.failing["article"] == 2
    assert found.outlets == {"good": 0, "new": 1}


def test_outlets_are_counted_as_they_are_listed() -> None:
    with writing() as session:
        names = ("read", "new", "never had", "given up", "ill", "ill and given up", "feed alone", "nothing")
        ids = {name: outlets.outlet(session, name, NOON) for name in names}
        for number, name in enumerate(names[:6]):
            article = Article(url=f"u{number}", url_digest=f"{number:064x}", outlet_id=ids[name], first_seen=NOON)
            article.last_good_at = NOON if name == "read" else None
            article.watched = "given up" not in name
            if name == "never had":
                article.last_visit_at, article.problem = NOON, "empty: no article was found in the page"
            session.add(article)
        session.add(Feed(url="f", url_digest="f" * 64, outlet_id=ids["feed alone"], added_at=NOON))
        for name in ("ill", "ill and given up"):
            health.change(session, ids[name], "blocked", NOON)
    with reading() as session:
        listed = Counter(each.health for each in health.outlets(session, NOON))
        assert counts.counts(session).outlets == {**listed} == {"good": 1, "new": 3, "blocked": 1}


@pytest.mark.service
def test_two_sweeps_at_once_count_nothing_twice(postgres_store: object) -> None:  # noqa: ARG001 - waits in its database
    tell(range(1, 61))
    with writing() as first:
        counts.move_on(first)
        second = threading.Thread(target=sweep)
        second.start()
        second.join(0.5)
        assert second.is_alive(), "it waits for the row"
        first.commit()
    second.join()
    assert counted()[0] == 60


def test_what_each_feed_brought_is_the_same_however_much_of_it_was_tallied() -> None:
    with writing() as session:
        session.add(Outlet(id=1, name="A", name_key="a", created_at=NOON))
        session.flush()
        for number in (1, 2):
            session.add(Feed(id=number, url=f"f{number}", url_digest=f"{number:064x}", outlet_id=1, added_at=NOON))
        session.flush()
        session.add_all(
            Article(
                id=number,
                url=f"u{number}",
                url_digest=f"{number:064x}",
                outlet_id=1,
                first_seen=NOON,
                feed_id=(None, 1, 1, 2)[number % 4],
            )
            for number in range(1, 41)
        )
    for _ in range(3):
        with reading() as session:
            assert counts.brought(session).articles == {1: 20, 2: 10}
        sweep()
    with writing() as session:
        session.execute(update(Article).where(Article.id == 1).values(merged_into=2))
        session.execute(update(Article).where(Article.id == 38).values(merged_into=2))
    with reading() as session:
        found = counts.brought(session)
    assert found.articles == {1: 19, 2: 10}  # one was tallied before it went
    assert (found.versions, found.revisions) == ({}, {})
