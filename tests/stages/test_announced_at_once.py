"""A feed that announces much at once: made in few statements, since everyone who writes waits meanwhile."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from benchmarks.store import statements
from schemas.feed import Announcement, Entry, FeedKind
from worker.clock import now
from worker.settings import settings
from worker.stages import announced
from worker.store import feeds, frontier, hosts
from worker.store.frontier import Target
from worker.store.session import reading, writing
from worker.store.tables import Article

pytestmark = pytest.mark.usefixtures("store")
MOST = 25


@pytest.fixture
def target() -> Target:
    with writing() as session:
        feeds.watch(session, "https://post.example/feed", now(), outlet=None, host="post.example")
        host = hosts.find_or_make(session, "post.example", now())
        held = hosts.take(session, host, now(), hold=timedelta(minutes=1))
        assert held is not None
        (visit,) = frontier.take(session, held, now(), limit=1)
    return visit.target


def announce(target: Target, entries: list[Entry]) -> tuple[int, int]:
    """Take entries in; return how many articles are new, and how many statements that took."""
    with writing() as session, statements() as sent:
        new = announced.take_in(session, target, Announcement(kind=FeedKind.FEED, entries=tuple(entries)), now())
    return new, len(sent)


def test_many_new_entries_take_hardly_more_statements_than_few(target: Target) -> None:
    few, few_statements = announce(target, [Entry(url=f"https://post.example/a/{each}") for each in range(3)])
    many, many_statements = announce(target, [Entry(url=f"https://post.example/b/{each}") for each in range(300)])
    assert (few, many) == (3, 300)
    assert many_statements <= few_statements + 3  # the database takes so many rows in a statement and no more
    assert few_statements <= MOST


def test_those_known_are_found_again_beside_the_new(target: Target) -> None:
    first = [Entry(url="https://post.example/a?utm_source=feed"), Entry(url="https://other.example/b")]
    assert announce(target, first)[0] == 2
    again = [
        Entry(url="https://post.example/a"),
        Entry(url="https://post.example/c"),
        Entry(url="http://other.example/b/"),
    ]
    assert announce(target, again)[0] == 1
    with reading() as session:
        assert len(session.scalars(select(Article.id)).all()) == 3


def test_news_is_visited_before_an_archive_and_the_archive_is_spaced(target: Target) -> None:
    old = [Entry(url=f"https://post.example/{each}", published=now() - timedelta(days=300 + each)) for each in range(3)]
    news = Entry(url="https://post.example/news", published=now() - timedelta(minutes=5))
    announce(target, [*old, news])
    with reading() as session:
        rows = session.execute(select(Article.url, Article.next_at).order_by(Article.next_at)).all()
    assert [row.url.rsplit("/", 1)[1] for row in rows] == ["news", "0", "1", "2"]
    assert rows[3].next_at - rows[2].next_at == announced.SHARE_OF_TURNS * settings().host_delay
