"""Weeks of watching in virtual time: time leaps to whatever is due next."""

from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select, update

from worker import cadence
from worker.clock import now
from worker.stages.poll import watch
from worker.stages.visit import keep_budget
from worker.store import articles, due, snapshots
from worker.store.session import reading, writing
from worker.store.tables import Article

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, of, page, rss

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.parametrize("store", ["sqlite"], indirect=True)]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BUDGET = 8
EDITED = [*PARAGRAPHS[:-1], "“Nobody was in danger at any time,” said Mayor Anna Lund, who later resigned."]


@pytest.fixture(autouse=True)
def few_visits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STET_VISITS_PER_ARTICLE", str(BUDGET))


def leap_to(end: datetime, perform_all: Perform) -> None:
    """Leap from visit to visit until then."""
    while True:
        with reading() as session:
            soonest = session.scalar(select(func.min(Article.next_at)))
        if soonest is None or soonest >= end:
            return
        with time_machine.travel(max(soonest, now())):
            with writing() as session:
                owed = due.sweep(session, now())
                keep_budget(session, now())
            perform_all(owed)


def seen_at(url: str) -> list[datetime]:
    """When each version of an article was fetched."""
    with reading() as session:
        return [each.fetched_at for each in snapshots.versions(session, articles.look_up(session, url))]


def test_an_edit_three_weeks_later_is_found_by_the_probe_and_after_the_last_one_there_is_none(
    site: Site, perform_all: Perform
) -> None:
    url = site.answer("/a", page("Bridge closed", PARAGRAPHS))
    start = now()
    perform_all(list(watch(url).next))
    leap_to(start + 20 * DAY, perform_all)
    asked = len(site.paths())
    site.answer("/a", page("Bridge closed", EDITED))
    leap_to(start + 90 * DAY, perform_all)
    first, second = seen_at(url)
    assert first - start < HOUR
    assert 29 * DAY < second - start < 31 * DAY
    assert asked <= 2 * BUDGET
    assert len(site.paths()) - asked <= BUDGET  # what changed once more is watched anew
    with reading() as session:
        last, following = session.execute(select(Article.last_visit_at, Article.next_at)).one()
    assert following is None
    assert last is not None
    assert 29 * DAY < last - second < 31 * DAY


def test_a_story_that_many_tell_is_visited_more_and_the_budget_is_kept(site: Site, perform_all: Perform) -> None:
    paths = [f"/{number}" for number in range(3)]
    for path in paths:
        site.answer(path, page(f"Report {path}", of(path)))
    site.answer("/feed", rss(*paths), Content_Type="application/rss+xml")
    start = now()
    perform_all(list(watch(site.url + "/feed", "The Harbour Post").next))
    with writing() as session:
        due_now = due.sweep(session, now())
    perform_all(due_now)
    with writing() as session:
        (told,) = session.scalars(select(Article.story_id).where(Article.url.endswith("/0")))
        assert told is not None
        session.execute(update(Article).where(~Article.url.endswith("/0")).values(story_id=None))
        for number in range(8):
            name = f"Outlet {number}"
            made = articles.find_or_make(session, f"https://{number}.example/a", now(), outlet=name, host=None)
            session.execute(update(Article).where(Article.id == made.id).values(story_id=told))
    begun = len(site.asked)
    leap_to(start + 3 * DAY, perform_all)
    asked = [path for path in site.paths()[begun:] if path in paths]
    others = [asked.count(path) for path in paths[1:]]
    assert asked[0] == "/0"
    assert asked.count("/0") > 1.3 * max(others)
    due_by_then = cadence.spent_by(3 * DAY, BUDGET)
    assert 0.5 * due_by_then < (len(asked) + len(paths)) / len(paths) < 2 * due_by_then
