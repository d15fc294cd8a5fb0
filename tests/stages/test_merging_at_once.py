"""Articles merged, read and written to by several workers at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from time import sleep
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schemas.article import Reading
from schemas.ingest import IngestRequest
from schemas.outcome import Ending, Nudge, Outcome, Stage
from schemas.page import Page
from worker.clock import now
from worker.stages import oneness
from worker.stages.ingest import receive
from worker.store import article_urls, articles, due, history, merge, pages
from worker.store.pages import StoredPage
from worker.store.session import reading, writing
from worker.store.tables import Article
from worker.store.tables import Page as PageRow

from .harbour_post import PARAGRAPHS, Perform, page

pytestmark = pytest.mark.usefixtures("store")
SITE = "https://post.example"
OVERLAP_SECONDS = 0.3
"""How long the first transaction stays open after its work, while the second has begun its own."""
Work = Callable[[Session], object]


def at_once(first: Work, second: Work) -> None:
    """Do `first` in one transaction and, before that is committed, begin with `second` in another."""
    has_begun = Event()

    def do_first() -> None:
        with writing() as session:
            first(session)
            has_begun.set()
            sleep(OVERLAP_SECONDS)

    def do_second() -> None:
        assert has_begun.wait(10)
        with writing() as session:
            second(session)

    with ThreadPoolExecutor(2) as threads:
        for work in [threads.submit(do_first), threads.submit(do_second)]:
            work.result(30)


def joining(one: int, other: int) -> Work:
    return lambda session: merge.merge(session, one, other, why="a test says so", now=now())


@pytest.fixture
def four(take_in: Callable[..., Any]) -> list[int]:
    """Four rows of one article, each with a version of its own."""
    urls = [f"{SITE}/{path}" for path in ("bridge-1", "b/2", "c/3", "d/4")]
    for number, url in enumerate(urls):
        own = f"Report {number} of the day names {number + 2} ships in the harbour."
        text = "\n\n".join([own, *PARAGRAPHS[number:]])
        at = now() - timedelta(days=1, hours=-number)
        take_in(url=url, text=text, title=f"Bridge shut {number}", outlet="Harbour Post", fetched_at=at.isoformat())
    with reading() as session:
        found = [articles.look_up(session, url) for url in urls]
    assert len(set(found)) == 4
    return found


def standing(ids: list[int]) -> list[int]:
    with reading() as session:
        return [merge.standing(session, each) for each in ids]


def versions_of(article_id: int) -> list[int]:
    with reading() as session:
        return [version.version for version in history.load(session, article_id).versions]


@pytest.mark.parametrize("second", [(0, 1), (1, 0)])
def test_two_workers_merge_the_same_pair(four: list[int], second: tuple[int, int]) -> None:
    at_once(joining(four[0], four[1]), joining(four[second[0]], four[second[1]]))
    assert standing(four) == [four[0], four[0], four[2], four[3]]
    assert versions_of(four[0]) == [1, 2]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((0, 1), (1, 2)),  # the one that goes is the other's keeper
        ((1, 2), (0, 1)),  # the one that is kept goes
        ((0, 2), (1, 2)),  # one goes two ways
        ((2, 1), (0, 2)),
    ],
)
def test_chains_merged_at_once_end_in_one_article(
    four: list[int], first: tuple[int, int], second: tuple[int, int]
) -> None:
    at_once(joining(four[first[0]], four[first[1]]), joining(four[second[0]], four[second[1]]))
    assert standing(four) == [four[0], four[0], four[0], four[3]]
    assert versions_of(four[0]) == [1, 2, 3]


def test_two_pairs_and_what_joins_them(four: list[int]) -> None:
    with writing() as session:
        joining(four[2], four[3])(session)
    at_once(joining(four[0], four[1]), joining(four[1], four[3]))
    assert standing(four) == [four[0]] * 4
    assert versions_of(four[0]) == [1, 2, 3, 4]


@pytest.mark.parametrize("order", [1, -1])
def test_a_page_that_is_kept_meanwhile_is_the_kept_articles(four: list[int], order: int) -> None:
    kept, gone = four[:2]
    body = page("Bridge shut again", PARAGRAPHS).encode()
    came = Page(url=f"{SITE}/b/2", fetched_at=now(), content_type="text/html", body=body)

    def keep(session: Session) -> None:
        pages.keep(session, gone, came, now())

    at_once(*[joining(kept, gone), keep][::order])
    with reading() as session:
        owed = session.scalars(select(PageRow.article_id).where(PageRow.next_at.is_not(None))).all()
    assert owed == [kept]


@pytest.mark.parametrize("order", [1, -1])
def test_an_address_that_is_noted_meanwhile_leads_to_the_kept_article(four: list[int], order: int) -> None:
    kept, gone = four[:2]
    late = f"{SITE}/yet/another/address"

    def note(session: Session) -> None:
        article_urls.also_at(session, gone, late, now())

    at_once(*[joining(kept, gone), note][::order])
    with reading() as session:
        assert article_urls.find(session, late) == kept
    with writing() as session:
        assert article_urls.met_again(session, [late], now()) == {late: kept}


def test_twins_that_are_read_at_the_same_time_are_one_article(
    perform_one: Callable[[Nudge], Outcome], perform_all: Perform, monkeypatch: pytest.MonkeyPatch
) -> None:
    owed = [
        nudge
        for path in ("/news/bridge-closed", "/local/the-bridge-is-shut")
        for nudge in receive(
            IngestRequest(url=SITE + path, html=page("Bridge closed", PARAGRAPHS), fetched_at=now())
        ).next
    ]
    reads = [nudge for outcome in map(perform_one, owed) for nudge in outcome.next]
    assert [nudge.stage for nudge in reads] == [Stage.READ, Stage.READ]
    look, both_looked = oneness.look, Barrier(2)

    def look_together(stored: StoredPage, found: Reading, version: Reading | None) -> oneness.Look:
        looked = look(stored, found, version)
        both_looked.wait(10)
        return looked

    with monkeypatch.context() as patch:
        patch.setattr(oneness, "look", look_together)
        with ThreadPoolExecutor(2) as threads:
            ended = list(threads.map(perform_one, reads))
    assert sorted(outcome.ending for outcome in ended) == [Ending.DONE, Ending.LATER]
    with writing() as session:
        again = due.sweep(session, now())
    perform_all(again)
    with reading() as session:
        assert session.scalar(select(func.count()).where(Article.merged_into.is_(None))) == 1
        assert session.scalar(select(func.count()).where(Article.merged_into.is_not(None))) == 1
