"""What the cadence learns from the store: hints and their truth, habits, the budget."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from worker.clock import now
from worker.stages.poll import watch
from worker.stages.visit import keep_budget
from worker.store import articles, feeds, habits, standings
from worker.store.habits import Told
from worker.store.look_tables import Budget, OutletRecord
from worker.store.seen import seen
from worker.store.session import reading, writing
from worker.store.tables import Article

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, page, pass_time

pytestmark = pytest.mark.usefixtures("store")
EDITED = [PARAGRAPHS[0].replace("two", "three"), *PARAGRAPHS[1:]]


def announce(site: Site, updated: datetime | None, title: str = "Bridge closed") -> str:
    """Serve an Atom feed of one article, which may say when it was changed last."""
    date = f"<updated>{updated.astimezone(UTC).isoformat()}</updated>" if updated else ""
    entry = f"<entry><id>{site.url}/a</id><title>{title}</title><link href='{site.url}/a'/>{date}</entry>"
    feed = (
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Harbour Post</title>"
        f"<id>{site.url}</id>{date}{entry}</feed>"
    )
    return site.answer("/feed", feed, Content_Type="application/atom+xml")


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
    with writing() as session:
        article = articles.look_up(session, site.url + "/a")
        assert seen(session, article).hinted_at is None
        later = Told(updated=now() + timedelta(hours=9), words="w")
        assert habits.hear(session, 0, {article: later}, now() + timedelta(hours=9)) == [article]
        assert seen(session, article).hint_truth == pytest.approx(1 / 3)


def test_other_words_in_a_feed_that_gives_no_dates_are_a_hint(site: Site, perform_all: Perform) -> None:
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    perform_all(list(watch(announce(site, None)).next))
    pass_time(perform_all)
    site.answer("/a", page("Bridge closed for good", EDITED))
    announce(site, None, title="Bridge closed for good")
    with time_machine.travel(now() + timedelta(days=3)):
        pass_time(perform_all, rounds=8, step=timedelta(minutes=1))
    found = record()
    assert (found.words_true, found.words_false, found.hints_true, found.told) == (1, 0, 0, 1)


def test_words_that_change_by_themselves_are_believed_less_and_dates_as_before(
    site: Site, perform_all: Perform
) -> None:
    site.answer("/a", page("Bridge closed", PARAGRAPHS))
    perform_all(list(watch(announce(site, None)).next))
    pass_time(perform_all)
    announce(site, None, title="++ Bridge closed ++")
    with time_machine.travel(now() + timedelta(hours=5)):
        pass_time(perform_all, rounds=8, step=timedelta(minutes=1))
    found = record()
    assert (found.words_true, found.words_false, found.hints_false) == (0, 1, 0)


def hear(article: int, feed: int | None, at: datetime, *, updated: datetime | None, words: str) -> list[int]:
    """What comes of a feed that says this of an article; the one it was found in where none is named."""
    with writing() as session:
        own = session.scalars(select(Article.feed_id).where(Article.id == article)).one()
        told = {article: Told(updated=updated, words=words)}
        return habits.hear(session, own if feed is None else feed, told, at)


@pytest.mark.usefixtures("hinted")
def test_what_the_last_visit_has_seen_is_no_hint(site: Site) -> None:
    with reading() as session:
        article = articles.look_up(session, site.url + "/a")
        visited = seen(session, article).last_visit
    at = visited + timedelta(minutes=30)
    assert hear(article, None, at, updated=visited - timedelta(minutes=20), words="other") == []
    assert hear(article, None, at, updated=visited + timedelta(minutes=20), words="other") == [article]
    assert hear(article, None, at, updated=visited + timedelta(minutes=20), words="other") == []


@pytest.mark.usefixtures("hinted")
def test_another_section_may_call_an_article_otherwise(site: Site) -> None:
    with reading() as session:
        article = articles.look_up(session, site.url + "/a")
    assert hear(article, 77, now(), updated=None, words="other") == []
    assert hear(article, None, now(), updated=None, words="other") == [article]


@pytest.mark.usefixtures("store")
def test_a_feed_that_was_made_anew_hints_at_nothing() -> None:
    with writing() as session:
        feed = feeds.watch(session, "http://example.org/feed", now(), outlet="Post", host="example.org")
        urls = [f"http://example.org/{each}" for each in range(10)]
        new = [articles.New(url=url, outlet="Post", host="example.org", feed_id=feed) for url in urls]
        ids = [made.id for made in articles.make_all(session, new, now())]
        session.execute(update(Article).values(last_visit_at=now()))

        def hinted_where(words: list[str]) -> list[int]:
            told = {each: Told(updated=None, words=said) for each, said in zip(ids, words, strict=True)}
            return habits.hear(session, feed, told, now())

        assert hinted_where(["first"] * 10) == []
        assert hinted_where(["anew"] * 10) == []
        assert hinted_where(["edited"] * 2 + ["anew"] * 8) == ids[:2]
        assert hinted_where(["again"] * 2 + ["edited"] * 3 + ["anew"] * 5) == ids[:5]


@pytest.mark.usefixtures("hinted")
def test_of_two_hints_at_once_the_better_one_counts(site: Site) -> None:
    with reading() as session:
        article = articles.look_up(session, site.url + "/a")
    with writing() as session:
        outlet = session.scalars(select(Article.outlet_id)).one()
        standings.record(session, outlet, hints_true=0, hints_false=8, words_true=7, words_false=1)
    assert hear(article, None, now() + timedelta(hours=1), updated=now() + timedelta(hours=1), words="x") == [article]
    with writing() as session:
        assert seen(session, article).hint_truth == pytest.approx(0.8)
        habits.looked(session, article, changed=True)
    found = record()
    assert (found.hints_true, found.words_true, found.told) == (1, 8, 1)


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
    with writing() as session:  # as stet learned it when it did not tell articles that changed from those that did not
        session.execute(update(OutletRecord).values(seen=[1.0] * 5, expected=[1.0] * 5))
        article = articles.look_up(session, site.url + "/a")
        assert seen(session, article).habit is None
        habits.learn(session, article, now() + timedelta(days=1))
        assert seen(session, article).habit is not None


def make_articles(count: int, found: datetime, folder: str = "", published: datetime | None = None) -> None:
    """Make so many articles of one host that were found at a moment."""
    with writing() as session:
        for number in range(count):
            articles.find_or_make(
                session,
                f"http://example.org/{folder}{number}",
                found,
                outlet="Post",
                host="example.org",
                published=published,
                visit_at=now(),
            )


def factor_after(visits: int, **settings: float | None) -> float:
    """Balance the budget where each of many articles of two weeks was visited so often."""
    make_articles(40, now() - timedelta(days=20))
    with writing() as session:
        session.execute(update(Article).values(first_seen=now() - timedelta(days=13), visits=visits))
        at = now()
        habits.balance(session, at - timedelta(hours=1), visits_per_article=34, visits_per_day=None)
        habits.balance(session, at, **{"visits_per_article": 34, "visits_per_day": None, **settings})
        return habits.factor(session)


@pytest.mark.usefixtures("store")
def test_what_an_archive_is_not_visited_for_is_not_others_to_spend() -> None:
    found = now() - timedelta(days=13)
    make_articles(400, found, "archive/", published=now() - timedelta(days=90))
    make_articles(40, found, published=found)
    is_archived = Article.url.contains("/archive/")
    with writing() as session:
        later = now() + timedelta(days=60)
        session.execute(update(Article).where(is_archived).values(visits=1, next_at=later))
        session.execute(update(Article).where(~is_archived).values(visits=33))
        habits.balance(session, now() - timedelta(hours=1), visits_per_article=34, visits_per_day=None)
        habits.balance(session, now(), visits_per_article=34, visits_per_day=None)
        assert habits.factor(session) == pytest.approx(1, abs=0.15)


@pytest.mark.usefixtures("store")
def test_more_visits_than_the_budget_make_them_dearer_and_fewer_cheaper() -> None:
    assert factor_after(33) == pytest.approx(1, abs=0.15)
    with writing() as session:
        session.execute(update(Budget).values(at=now() - timedelta(hours=2)))
    assert factor_after(50) > 2
    with writing() as session:
        session.execute(update(Budget).values(at=now() - timedelta(hours=2)))
    assert factor_after(20) < 0.5


@pytest.mark.usefixtures("store")
def test_what_hosts_do_not_bear_is_not_made_up_for_by_others() -> None:
    factor_after(33)
    with writing() as session:
        half = select(Article.id).order_by(Article.id).limit(20)
        session.execute(update(Article).where(Article.id.in_(half)).values(visits=2, next_at=now() - timedelta(days=1)))
        session.execute(update(Budget).values(at=now() - timedelta(hours=2)))
        habits.balance(session, now(), visits_per_article=34, visits_per_day=None)
        assert habits.factor(session) == pytest.approx(1, abs=0.15)


def factor_on_day(visits_an_hour: int, limit: float) -> float:
    """Balance a day's budget for a day, in which so many visits are made."""
    with writing() as session:
        article = articles.find_or_make(
            session, "http://example.org/1", now(), outlet="Post", host="example.org", visit_at=now()
        )
        for hour in range(25):
            session.execute(update(Article).where(Article.id == article.id).values(visits=hour * visits_an_hour))
            habits.balance(session, now() + timedelta(hours=hour), visits_per_article=34, visits_per_day=limit)
        return habits.factor(session)


def test_a_day_that_had_more_visits_than_it_may_makes_them_dearer() -> None:
    assert factor_on_day(100, limit=800) > 10


def test_a_day_that_had_fewer_leaves_the_other_budget_to_rule() -> None:
    assert factor_on_day(1, limit=800) == pytest.approx(1, abs=0.2)


def test_the_budget_is_looked_at_now_and_then_alone() -> None:
    with writing() as session:
        keep_budget(session, now())
        session.execute(update(Budget).values(factor=3.0))
        keep_budget(session, now() + timedelta(minutes=1))
        assert habits.factor(session) == 3
        keep_budget(session, now() + timedelta(hours=1))
        assert habits.factor(session) == 1
