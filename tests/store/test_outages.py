"""Which problems are a host's, the same in Python and in the database."""

from datetime import UTC, datetime, timedelta

import pytest

from worker.store import articles, outages
from worker.store.articles import New
from worker.store.session import reading, writing
from worker.store.tables import Article

pytestmark = pytest.mark.usefixtures("store")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PROBLEMS = {
    "dns: news.example cannot be resolved": True,
    "deadline: news.example: the answer took longer than 30 s": True,
    "HTTP 503": True,
    "HTTP 404": False,
    "blocked: HTTP 502: the page was not served": True,
    "blocked: HTTP 403": False,
    "robots: news.example: its robots.txt cannot be had, and until it can nothing may be asked for (HTTP 500)": True,
    "robots: news.example: its robots.txt does not let stet ask for this": False,
    "paywall: a fence": False,
    "no-feed: it answers with something else": False,
}


@pytest.mark.parametrize(("problem", "is_host"), PROBLEMS.items())
def test_what_waits_for_its_host_is_found(problem: str, is_host: bool) -> None:  # noqa: FBT001 - pytest passes it by name
    assert outages.is_of_host(problem) is is_host
    with writing() as session:
        new = New(url="https://news.example/a", outlet="A", host="news.example", visit_at=NOON + timedelta(days=1))
        (made,) = articles.make_all(session, [new], NOON)
        row = session.get_one(Article, made.id)
        row.failures, row.problem, row.failing_since = 4, problem, NOON - timedelta(days=2)
    with reading() as session:
        host = session.get_one(Article, made.id).host_id
        assert host is not None
        assert outages.waiting(session, host, NOON) == ({made.id: NOON - timedelta(days=2)} if is_host else {})
