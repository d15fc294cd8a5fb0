"""A host that is asked less often than it is owed: the news goes on, and an archive has its part."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from schemas.outcome import Stage
from worker.store import articles, feeds, frontier, hosts
from worker.store.articles import New
from worker.store.frontier import Visit
from worker.store.session import writing
from worker.store.tables import Article

pytestmark = pytest.mark.usefixtures("store")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LONG_DUE = NOON - timedelta(days=2)


def owe(name: str, count: int, *, published: datetime | None, due: datetime, visits: int = 0) -> None:
    with writing() as session:
        urls = [f"https://post.example/{name}/{each}" for each in range(count)]
        new = [
            New(url=url, outlet="Post", host="post.example", published=published, visit_at=due, title=None)
            for url in urls
        ]
        made = [found.id for found in articles.make_all(session, new, LONG_DUE)]
        session.execute(update(Article).where(Article.id.in_(made)).values(visits=visits))


def taken(limit: int) -> list[Visit]:
    """Take a turn at the host, ask for the first row, and let everything go again."""
    with writing() as session:
        host = hosts.find_or_make(session, "post.example", NOON)
        held = hosts.take(session, host, NOON, hold=timedelta(minutes=1))
        assert held is not None
        found = frontier.take(session, held, NOON, limit=limit)
        frontier.give_back(session, held)
        asked = held.model_copy(update={"after_archive": found[0].target.is_archive})
        hosts.leave(session, asked, free_at=NOON, learned_seconds=0, calm=0)
    return found


def asked(limit: int, *, requests: int) -> list[str]:
    """Ask for one row a turn and be done with it; return of which kind each was."""
    kinds = []
    for _ in range(requests):
        first = taken(limit)[0]
        kinds.append("feed" if first.lease.stage is Stage.POLL else first.target.url.split("/")[3])
        table = frontier.VISITED[first.lease.stage]
        with writing() as session:
            session.execute(update(table).where(table.id == first.lease.id).values(next_at=NOON + timedelta(hours=1)))
    return kinds


def kinds(visits: list[Visit]) -> list[str]:
    return sorted(visit.target.url.split("/")[3] for visit in visits)


def archive(count: int = 30) -> None:
    owe("archive", count, published=NOON - timedelta(days=400), due=LONG_DUE)


def test_news_and_what_is_followed_have_half_of_a_turn_beside_an_archive_that_is_long_due() -> None:
    archive()
    owe("news", 1, published=NOON - timedelta(hours=1), due=NOON - timedelta(minutes=1))
    owe("followed", 5, published=NOON - timedelta(days=9), due=NOON - timedelta(minutes=1), visits=3)
    assert kinds(taken(4)) == ["archive", "archive", "followed", "news"]
    assert kinds(taken(20)) == ["archive"] * 14 + ["followed"] * 5 + ["news"]


def test_an_archive_alone_has_the_whole_turn_and_so_have_the_others() -> None:
    archive()
    assert kinds(taken(4)) == ["archive"] * 4
    owe("followed", 9, published=None, due=LONG_DUE, visits=1)
    assert kinds(taken(4)) == ["archive"] * 2 + ["followed"] * 2


@pytest.mark.parametrize("limit", [1, 2, 8])
def test_where_a_turn_ends_after_a_request_an_archive_and_the_others_alternate_from_turn_to_turn(limit: int) -> None:
    archive()
    with writing() as session:
        feeds.watch(session, "https://post.example/feed", NOON - timedelta(hours=3), outlet=None, host="post.example")
    owe("news", 2, published=NOON - timedelta(hours=1), due=NOON - frontier.HEAD_START)
    owe("followed", 1, published=None, due=NOON, visits=1)
    assert asked(limit, requests=10) == [
        *("archive", "feed", "archive", "news", "archive", "news", "archive", "followed"),
        *("archive", "archive"),
    ]


def test_what_is_due_longer_than_an_archive_goes_first() -> None:
    archive()
    owe("followed", 2, published=None, due=LONG_DUE - timedelta(minutes=1), visits=1)
    owe("later", 1, published=None, due=NOON, visits=1)
    assert asked(1, requests=5) == ["followed", "followed", "archive", "later", "archive"]


def test_a_turn_whose_worker_died_is_made_again_with_the_same_row() -> None:
    archive()
    owe("followed", 1, published=None, due=NOON, visits=1)
    at, found = NOON, []
    for _ in range(3):
        with writing() as session:
            held = hosts.take(session, hosts.find_or_make(session, "post.example", at), at, hold=timedelta(minutes=1))
            assert held is not None
            found += frontier.take(session, held, at, limit=1)
        at = held.until
    assert len({visit.lease.id for visit in found}) == 1


def test_a_feed_goes_before_an_archive() -> None:
    archive()
    with writing() as session:
        feeds.watch(session, "https://post.example/feed", NOON, outlet=None, host="post.example")
    assert [visit.lease.stage for visit in taken(4)].count(Stage.POLL) == 1
