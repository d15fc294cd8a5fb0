"""A host that is asked once a minute, an archive waiting there beside what is followed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from worker.clock import now
from worker.store import articles
from worker.store.session import writing
from worker.store.tables import Article

from .conftest import Site
from .harbour_post import LONG, Perform, page, pass_time

pytestmark = pytest.mark.usefixtures("store")


def owe(site: Site, name: str, count: int, *, late: timedelta, visits: int = 0) -> None:
    urls = [site.answer(f"/{name}/{each}", page(f"Of {name} {each}", LONG)) for each in range(count)]
    due_at = now() - late
    new = [
        articles.New(url=url, outlet="Post", host="127.0.0.1", published=None, visit_at=due_at, title=None)
        for url in urls
    ]
    with writing() as session:
        made = [found.id for found in articles.make_all(session, new, due_at)]
        session.execute(update(Article).where(Article.id.in_(made)).values(visits=visits))


def test_turns_of_one_request_are_an_archives_and_the_others_in_turn(
    site: Site, perform_all: Perform, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None]
) -> None:
    monkeypatch.setenv("STET_HOST_DELAY_SECONDS", "55")
    fresh()
    owe(site, "archive", 8, late=timedelta(days=2))
    owe(site, "followed", 3, late=timedelta(minutes=1), visits=1)
    pass_time(perform_all, rounds=8)
    assert [path.split("/")[1] for path in site.paths()] == [*("archive", "followed") * 3, "archive", "archive"]
