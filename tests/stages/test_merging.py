"""Two articles made one, with their versions, changes, alerts and addresses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from schemas.change import ChangeKind
from schemas.feed import Entry
from worker.clock import now
from worker.stages.telling import ready
from worker.store import article_urls, articles, changes, due, feeds, guids, history, merge, snapshots, sources, stories
from worker.store.changes import ChangeQuery
from worker.store.columns import Base
from worker.store.merge import SETTLED, Merged
from worker.store.session import reading, writing
from worker.store.tables import Alert, Article, Change, Page, Snapshot

pytestmark = pytest.mark.usefixtures("store")
A, B, ELSEWHERE = "https://post.example/bridge-1", "https://post.example/b/2", "https://herald.example/bridge"
TEXT = (
    "The harbour bridge was closed on Monday after engineers found {} cracks in two of its cables, the city said.\n\n"
    "About 12,000 cars use the bridge on a working day, and the ferries cannot carry them all, officials warned.\n\n"
    "Repairs will take {} weeks and cost 4 million euros, according to the first estimate of the builders.\n\n"
    "Mayor Anna Lund visited the bridge on Monday afternoon and said that nobody had been in danger at any time."
)
Take = Callable[..., Any]


def hand_in(take_in: Take, url: str, *figures: str, hour: int, outlet: str = "Harbour Post") -> int:
    at = now() - timedelta(days=1) + timedelta(hours=hour)
    take_in(url=url, text=TEXT.format(*figures), title=f"Bridge shut {hour}", outlet=outlet, fetched_at=at.isoformat())
    with reading() as session:
        return articles.look_up(session, url)


def join(one: int, other: int) -> Merged:
    with writing() as session:
        return merge.merge(session, one, other, why="a test says so", now=now())


def everything() -> dict[str, list[tuple[Any, ...]]]:
    with reading() as session:
        return {
            table.name: sorted(map(tuple, session.execute(select(table)).all()), key=repr)
            for table in Base.metadata.sorted_tables
        }


@pytest.fixture
def pair(take_in: Take) -> tuple[int, int]:
    """Two rows of one article: seen by turns, each with a version that the other lacks, and one that both have."""
    kept = hand_in(take_in, A, "deep", "two", hour=0)
    gone = hand_in(take_in, B, "many", "four", hour=1)
    hand_in(take_in, ELSEWHERE, "long", "six", hour=2, outlet="Herald")
    hand_in(take_in, B, "deep", "three", hour=3)
    hand_in(take_in, A, "wide", "three", hour=4)
    assert kept != gone
    return kept, gone


def test_every_table_that_refers_to_articles_is_seen_to() -> None:
    referring = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.column.table.name == "articles" for key in table.foreign_keys)
    }
    assert referring == {table.__tablename__ for table in SETTLED}


def test_versions_take_their_place_in_time(pair: tuple[int, int]) -> None:
    kept, gone = pair
    assert join(gone, kept) == Merged(kept=kept, gone=gone)
    with reading() as session:
        found = history.load(session, kept)
        assert articles.look_up(session, B) == articles.look_up(session, str(gone)) == kept
    assert [version.version for version in found.versions] == [1, 2, 3, 4]
    times = [version.fetched_at for version in found.versions]
    assert times == sorted(times)
    assert {other.url for other in found.urls} == {A, B}


def test_a_version_that_moved_is_compared_as_one_of_the_kept(pair: tuple[int, int]) -> None:
    kept, gone = pair
    with reading() as session:
        first = snapshots.version(session, gone, 1)
    assert first is not None
    assert ready(first.id, gone)[0] == first
    join(kept, gone)
    assert (ready(first.id, kept)[0].article_id, ready(first.id, kept)[0].version) == (kept, 2)


def test_changes_and_what_was_alerted_keep_their_numbers(pair: tuple[int, int]) -> None:
    kept, gone = pair
    with reading() as session:
        before = {change.id for change in changes.find(session, ChangeQuery(kind=ChangeKind.REVISION))}
        alerts = session.scalar(select(func.count()).select_from(Alert))
    join(kept, gone)
    with reading() as session:
        after = changes.find(session, ChangeQuery(kind=ChangeKind.REVISION))
        assert {change.id for change in after} == before
        assert {change.article.id for change in after} == {kept}
        assert session.scalar(select(func.count()).select_from(Alert)) == alerts
        for change in after:
            assert changes.load(session, change.id).change.edits


def test_what_would_be_there_twice_stays_behind_and_is_owed_nothing(take_in: Take) -> None:
    kept = hand_in(take_in, A, "deep", "two", hour=0)
    gone = hand_in(take_in, B, "many", "two", hour=1)
    with writing() as session:  # as if both had been seen to change in the same way, and no alert were out yet
        session.execute(update(Snapshot).values(text_digest="a" * 64))
    hand_in(take_in, A, "wide", "two", hour=2)
    hand_in(take_in, B, "wide", "two", hour=2)
    with writing() as session:
        theirs = Snapshot.article_id == gone
        ours = select(Snapshot.text_digest).where(Snapshot.article_id == kept, Snapshot.version == 2).scalar_subquery()
        session.execute(update(Snapshot).where(theirs, Snapshot.version == 2).values(text_digest=ours))
        session.execute(update(Change).values(next_at=now()))
    join(kept, gone)
    with reading() as session:
        assert [version.version for version in history.load(session, kept).versions] == [1, 2]
        (left,) = changes.find(session, ChangeQuery(kind=ChangeKind.REVISION))
        owed = list(session.scalars(select(Change.id).where(Change.next_at.is_not(None), Change.kind == "revision")))
        assert owed == [left.id]
        assert due.backlog(session, now()).dead == 0


def test_doing_it_again_changes_nothing_in_whichever_order(pair: tuple[int, int]) -> None:
    kept, gone = pair
    join(kept, gone)
    once = everything()
    assert join(gone, kept) == Merged(kept=kept, gone=kept)
    assert everything() == once


def test_three_become_one(pair: tuple[int, int], take_in: Take) -> None:
    kept, gone = pair
    third = hand_in(take_in, "https://post.example/c/3", "no", "ten", hour=5)
    join(gone, third)
    join(third, kept)
    with reading() as session:
        assert {merge.standing(session, each) for each in (kept, gone, third)} == {kept}
        assert len(history.load(session, kept).versions) == 5


def test_the_one_with_versions_is_kept(take_in: Take) -> None:
    with writing() as session:
        empty = articles.find_or_make(session, B, now(), outlet=None, host="post.example", visit_at=now()).id
    full = hand_in(take_in, A, "deep", "two", hour=0)
    assert empty < full
    assert join(empty, full) == Merged(kept=full, gone=empty)
    with reading() as session:
        gone, left = session.get_one(Article, empty), session.get_one(Article, full)
    assert (gone.watched, gone.next_at, gone.merged_into, gone.merged_why) == (False, None, full, "a test says so")
    assert left.watched
    assert left.next_at is not None


def test_a_page_that_is_owed_a_reading_is_read_as_one_of_the_kept(pair: tuple[int, int]) -> None:
    kept, gone = pair
    with writing() as session:
        session.execute(update(Page).where(Page.article_id == gone).values(next_at=now(), lease="token"))
    join(kept, gone)
    with reading() as session:
        rows = session.scalars(select(Page).where(Page.next_at.is_not(None))).all()
    assert rows
    assert {(row.article_id, row.lease) for row in rows} == {(kept, None)}


def test_ids_of_feeds_stories_and_yields_follow(pair: tuple[int, int]) -> None:
    kept, gone = pair
    with writing() as session:
        feed = feeds.watch(session, "https://post.example/feed", now(), outlet=None, host="post.example")
        guids.note(session, feed, {gone: Entry(url=B, guid="g-1", title="Bridge")})
        session.execute(update(Article).where(Article.id == gone).values(feed_id=feed))
    join(kept, gone)
    with reading() as session:
        assert [known.article_id for known in guids.find(session, feed, ["g-1"]).values()] == [kept]
        (source,) = [each for each in sources.listed(session) if each.id == feed and each.kind == "feed"]
        assert (source.articles, source.versions) == (1, 4)
        for story in stories.newest(session):
            members = [article.id for article in stories.load(session, story.id).articles]
            assert members
            assert gone not in members


def test_an_address_noted_later_leads_to_the_kept(pair: tuple[int, int]) -> None:
    kept, gone = pair
    join(kept, gone)
    with writing() as session:
        again = articles.find_or_make(session, B + "?utm_source=x", now(), outlet=None, host="post.example")
        assert (again.id, again.is_new) == (kept, False)
        assert article_urls.also_at(session, kept, "https://m.post.example/b/2", now())
