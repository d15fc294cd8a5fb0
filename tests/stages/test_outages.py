"""A host that did not answer for days: what comes back how soon, once it does."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from worker.clock import now
from worker.stages.poll import watch
from worker.store.session import reading, writing
from worker.store.tables import Article, Feed

from .conftest import Site
from .harbour_post import LONG, Perform, page, pass_time, rss

pytestmark = pytest.mark.usefixtures("store")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
Answers = Callable[[str, dict[str, str]], tuple[int, dict[str, str], bytes] | None]


def no_answer(path: str, headers: dict[str, str]) -> None:
    raise ConnectionResetError(path, headers)


def unavailable(path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    del path, headers
    return 503, {"Retry-After": "60"}, b"later"


def ill(table: type[Feed | Article]) -> int:
    with reading() as session:
        return session.scalars(select(func.count()).select_from(table).where(table.failures > 0)).one()


def let_go_by(perform_all: Perform, start: datetime, span: timedelta, *, step: timedelta) -> None:
    with time_machine.travel(start):
        pass_time(perform_all, rounds=span // step, step=step)


@pytest.fixture
def watched(site: Site, perform_all: Perform) -> None:
    """A feed with eight articles, each visited."""
    paths = [f"/story-{number}" for number in range(8)]
    for path in paths:
        site.answer(path, page(f"Of {path}", [f"{text} It was {path}." for text in LONG]))
    watch(site.answer("/feed", rss(*paths), Content_Type="application/rss+xml"))
    pass_time(perform_all)


def spread(begin: datetime) -> None:
    """Have what failed wait as it would after days of failing, each for a time of its own, the feed longest."""
    with writing() as session:
        for number, article in enumerate(session.scalars(select(Article).order_by(Article.id))):
            article.next_at = begin + number * 2 * HOUR
        session.scalars(select(Feed)).one().next_at = begin + 20 * HOUR


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize(("fault", "within"), [(no_answer, 20 * MINUTE), (unavailable, 4 * HOUR)], ids=["down", "503"])
def test_the_first_good_answer_of_a_host_frees_what_waits_there(
    site: Site, perform_all: Perform, fault: Answers, within: timedelta
) -> None:
    site.respond = fault
    begin = now() + HOUR
    let_go_by(perform_all, begin, 2 * DAY, step=2 * HOUR)
    assert (ill(Feed), ill(Article)) == (1, 8)
    site.respond = lambda *_: None
    back = begin + 2 * DAY + HOUR
    spread(back)
    let_go_by(perform_all, back, within, step=4 * MINUTE)
    assert (ill(Feed), ill(Article)) == (0, 0)


@pytest.mark.usefixtures("watched")
def test_what_waits_for_a_reason_of_its_own_goes_on_waiting(site: Site, perform_all: Perform) -> None:
    site.respond = lambda path, _: no_answer(path, {}) if path in {"/story-0", "/feed"} else None
    for path in ("/story-1", "/story-2"):
        site.answer(path, "<html><body><p>Sorry.</p></body></html>", status=403)
    begin = now() + HOUR
    let_go_by(perform_all, begin, 2 * DAY, step=2 * HOUR)
    site.respond = lambda *_: None
    spread(begin + 2 * DAY + HOUR)
    let_go_by(perform_all, begin + 2 * DAY + HOUR, MINUTE, step=MINUTE)
    assert (ill(Feed), ill(Article)) == (0, 2)
