"""What a feed leaves out is looked into, and so is what it lists again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest
import time_machine
from sqlalchemy import update

from worker.clock import now
from worker.stages.poll import watch
from worker.store import articles
from worker.store.session import reading, writing
from worker.store.tables import Article, Feed

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, page, pass_time

pytestmark = pytest.mark.usefixtures("store")
PATHS = [f"/story-{number}" for number in range(8)]
"""Newest first."""


def dated(*paths: str, days: bool = True) -> str:
    start = datetime(2026, 3, 2, 12).astimezone()
    items = "".join(
        f"<item><title>Story {path[-1]}</title><link>{path}</link>"
        + (f"<pubDate>{format_datetime(start - timedelta(hours=PATHS.index(path)))}</pubDate>" if days else "")
        + "</item>"
        for path in paths
    )
    return f"<rss version='2.0'><channel><title>The Harbour Post</title>{items}</channel></rss>"


@pytest.fixture
def listed(site: Site, perform_all: Perform) -> str:
    """Seven articles that a feed lists, each seen once and to be seen again in a week."""
    for path in PATHS:
        site.answer(path, page(f"Story {path[-1]}", [f"{text} {path}" for text in PARAGRAPHS]))
    feed = site.answer("/feed", dated(*PATHS[:7]))
    perform_all(list(watch(feed).next))
    pass_time(perform_all, rounds=2)
    rest()
    return feed


def rest() -> None:
    with writing() as session:
        session.execute(update(Article).values(next_at=now() + timedelta(days=7)))


def poll(perform_all: Perform, hours: float) -> None:
    with time_machine.travel(now() + timedelta(hours=hours)):
        with writing() as session:
            session.execute(update(Feed).values(next_at=now()))
        pass_time(perform_all, rounds=1)


def asked_for(site: Site, perform_all: Perform, hours: float, feed: str) -> list[str]:
    """Have the feed list these from now on and be polled; return which articles were visited for it."""
    site.answer("/feed", feed)
    before = len(site.paths())
    poll(perform_all, hours)
    return sorted(path for path in site.paths()[before:] if path in PATHS)


@pytest.mark.usefixtures("listed")
def test_an_article_that_is_missing_from_the_midst_of_a_feed_is_visited_once(site: Site, perform_all: Perform) -> None:
    without = [path for path in PATHS[:7] if path != "/story-2"]
    assert asked_for(site, perform_all, 1, dated(*without)) == ["/story-2"]
    rest()
    assert asked_for(site, perform_all, 2, dated(*without)) == []


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    "feed",
    [
        dated(*PATHS[:6]),  # it fell off the end
        dated(*PATHS[:2]),  # too short to tell
        dated(*PATHS[4:7]),  # more than a few
        dated(*[PATHS[3], PATHS[0], PATHS[1], PATHS[6], PATHS[5], PATHS[4]]),  # by no date
        dated(*PATHS[:2], *PATHS[3:7], days=False),
    ],
)
def test_a_feed_that_moves_on_is_no_hint(site: Site, perform_all: Perform, feed: str) -> None:
    assert asked_for(site, perform_all, 1, feed) == []


@pytest.mark.usefixtures("listed")
def test_an_article_that_is_gone_is_visited_when_its_feed_lists_it_again(site: Site, perform_all: Perform) -> None:
    article = site.answers["/story-2"]
    site.answer("/story-2", "no such page", status=404)
    without = [path for path in PATHS[:7] if path != "/story-2"]
    assert asked_for(site, perform_all, 1, dated(*without)) == ["/story-2"]
    for hours in (1.2, 1.4):
        with time_machine.travel(now() + timedelta(hours=hours)):
            pass_time(perform_all, rounds=1)
    with reading() as session:
        number = articles.look_up(session, site.url + "/story-2")
    rest()
    site.answers["/story-2"] = article
    assert asked_for(site, perform_all, 3, dated(*without)) == []
    assert asked_for(site, perform_all, 4, dated(*PATHS[:7])) == ["/story-2"]
    with reading() as session:
        assert session.get_one(Article, number).problem is None


def test_a_feed_that_lists_what_is_gone_for_good_makes_no_visits(
    site: Site, perform_all: Perform, listed: Callable[[], None]
) -> None:
    assert listed
    site.answer("/story-2", "no such page", status=404)
    for hours in (1, 1.3, 1.6):
        with time_machine.travel(now() + timedelta(hours=hours)):
            with writing() as session:
                articles.visit_soon(session, articles.look_up(session, site.url + "/story-2"), now())
            pass_time(perform_all, rounds=1)
    rest()
    for hours in (3, 4):
        assert asked_for(site, perform_all, hours, dated(*PATHS[:7])) == []
