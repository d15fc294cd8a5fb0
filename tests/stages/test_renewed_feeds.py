"""Feeds that say how often they are made anew."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from worker.clock import now
from worker.stages.poll import watch
from worker.store import articles, feeds
from worker.store.session import reading, writing
from worker.store.tables import Feed

from .conftest import Site
from .harbour_post import Perform, pass_time, rss

pytestmark = pytest.mark.usefixtures("store")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def hourly(site: Site, perform_all: Perform) -> int:
    """A feed that was read and says that it is made anew each hour."""
    said = rss().replace("<channel>", "<channel><ttl>60</ttl>")
    url = site.answer("/feed", said, Content_Type="application/rss+xml", ETag='"1"')
    perform_all(list(watch(url).next))
    pass_time(perform_all)
    with reading() as session:
        return session.scalars(select(Feed.id)).one()


def brought(feed_id: int, moments: Sequence[datetime]) -> None:
    """Have a feed brought an article at each of these moments."""
    with writing() as session:
        for number, at in enumerate(moments):
            new = articles.New(
                url=f"http://example.org/{number}",
                outlet="Post",
                host="example.org",
                feed_id=feed_id,
                published=at,
                visit_at=at + timedelta(days=90),
            )
            articles.make_all(session, [new], at)


def asked_again(feed_id: int, site: Site, perform_all: Perform, ages: Sequence[timedelta]) -> timedelta:
    """Answer a poll an hour from now with 304, articles having come so long before it; return the wait that follows."""
    site.answers["/feed"] = (304, {}, b"")
    with time_machine.travel(now() + HOUR):
        at = now()
        brought(feed_id, [at - age for age in ages])
        with writing() as session:
            session.get_one(Feed, feed_id).next_at = at
        pass_time(perform_all, rounds=1)
        with reading() as session:
            feed = session.get_one(Feed, feed_id)
            assert feed.last_visit_at is not None
            assert feed.last_visit_at >= at
            assert feed.next_at is not None
            assert feeds.pace(session, feed_id).renewed == HOUR  # a 304 says nothing of it
            return feed.next_at - feed.last_visit_at


def test_an_hourly_feed_is_asked_when_it_is_made_anew_once_that_was_found_true(
    hourly: int, site: Site, perform_all: Perform
) -> None:
    ages = [HOUR * each + 50 * MINUTE for each in range(9, -1, -1)]
    assert 9 * MINUTE < asked_again(hourly, site, perform_all, ages) < 11 * MINUTE


def test_an_hourly_feed_that_brings_news_all_the_time_is_asked_as_ever(
    hourly: int, site: Site, perform_all: Perform
) -> None:
    ages = [20 * MINUTE * each for each in range(9, 0, -1)]
    assert timedelta(0) < asked_again(hourly, site, perform_all, ages) < 6 * MINUTE
