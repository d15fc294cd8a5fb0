"""What visits teach of an outlet's dates and validators, and what a version is dated by."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import time_machine
from sqlalchemy import select

from console.cli.main import run
from schemas.signals import DatedBy, Signal, Truth
from schemas.sources import OutletHealth
from schemas.story import Version
from worker.stages.poll import watch
from worker.store import articles, habits, health, snapshots, standings
from worker.store.look_tables import OutletRecord
from worker.store.seen import seen
from worker.store.session import reading, writing
from worker.store.tables import Article

from .conftest import Site
from .harbour_post import PARAGRAPHS, Later, Perform, page, pass_time

pytestmark = pytest.mark.usefixtures("store")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
START = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=1)

on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
"""What holds on one database holds on the other."""
Stamp = Callable[[datetime, datetime], str]
"""What a page states, by when it was edited last and when it is asked for."""


def edited(number: int) -> list[str]:
    return [PARAGRAPHS[0].replace("two", str(number + 10)), *PARAGRAPHS[1:]]


def dated(number: int, stamp: str, nonce: object, published: datetime = START) -> str:
    """The article's text of this number, with what JSON-LD says of it and something that is new at each visit."""
    data = (
        f'{{"@type": "NewsArticle", "headline": "Bridge closed", "datePublished": "{published.isoformat()}", '
        f'"dateModified": "{stamp}"}}'
    )
    head = f'<script type="application/ld+json">{data}</script><script>visit = "{nonce}"</script></head>'
    return page("Bridge closed", edited(number)).replace("</head>", head)


class Edited:
    """An article that is edited every so often and visited in between, at an outlet that dates it in some way."""

    def __init__(self, site: Site, perform_all: Perform, visit: Later) -> None:
        self.site, self.visit_at = site, visit
        self.stamp: Stamp = true_date
        self.headers: dict[str, Stamp] = {}
        self.number, self.edited_at = 0, START
        self.url = site.url + "/a"
        with time_machine.travel(START + MINUTE):
            self.show(START + MINUTE)
            perform_all(list(watch(self.url).next))
            pass_time(perform_all, rounds=2, step=timedelta(seconds=20))

    def show(self, at: datetime) -> None:
        headers = {name: stamp(self.edited_at, at) for name, stamp in self.headers.items()}
        self.site.answer("/a", dated(self.number, self.stamp(self.edited_at, at), at), **headers)

    def visit(self, at: datetime) -> None:
        self.show(at)
        with time_machine.travel(at):
            self.visit_at(self.url, timedelta(0))

    def live(self, hours: int) -> None:
        """Let it be edited 20 minutes after each hour, visited at the full one and half an hour later."""
        first = self.edited_at.replace(minute=0) + HOUR
        for hour in range(hours):
            at = first + hour * HOUR
            self.visit(at)
            self.number, self.edited_at = self.number + 1, at + 20 * MINUTE
            self.visit(at + 30 * MINUTE)

    def versions(self) -> tuple[Version, ...]:
        with reading() as session:
            return snapshots.versions(session, articles.look_up(session, self.url))


@pytest.fixture
def article(site: Site, perform_all: Perform, visit: Later) -> Edited:
    return Edited(site, perform_all, visit)


def prove(**counts: float) -> None:
    """Let so much have been learned of the outlet."""
    with writing() as session:
        (outlet_id,) = session.scalars(select(Article.outlet_id).distinct())
        standings.record(session, outlet_id, **counts)


def outlet() -> OutletHealth:
    with reading() as session:
        (found,) = health.outlets(session, START)
    return found


def truths() -> dict[Signal, Truth]:
    return {each.signal: each.truth for each in outlet().signals}


def _minutes(version: Version) -> int:
    """How long before it was fetched a version came to stand."""
    return round((version.fetched_at - version.since) / MINUTE)


def true_date(edit: datetime, _at: datetime) -> str:
    return edit.isoformat()


def test_a_date_that_proved_true_dates_the_changes_after_it(article: Edited) -> None:
    article.live(4)
    (told,) = outlet().signals
    assert (told.signal, told.truth, told.moved_alone, told.text_alone) == (Signal.DATE_MODIFIED, Truth.TRUE, 0, 0)
    assert told.visits == 4
    found = article.versions()
    assert [each.dated_by for each in found] == [DatedBy.PUBLISHED] + [DatedBy.SEEN] * 3 + [DatedBy.DATE_MODIFIED]
    assert [_minutes(each) for each in found[1:]] == [0, 0, 0, 10]


@on_sqlite
@pytest.mark.parametrize(
    ("date", "etag", "found"),
    [
        (lambda _, at: at.isoformat(), lambda _, at: f'"{at:%H%M}"', (Truth.NOISY, Truth.NOISY)),
        (lambda *_: START.isoformat(), lambda *_: '"constant"', (Truth.STILL, Truth.STILL)),
        (lambda edit, _: (edit + 2 * HOUR).isoformat(), lambda edit, _: f'"{edit:%H%M}"', (Truth.STILL, Truth.TRUE)),
    ],
    ids=["new at each visit", "never new", "in another zone than it says"],
)
def test_what_is_not_true_is_found_out(article: Edited, date: Stamp, etag: Stamp, found: tuple[Truth, Truth]) -> None:
    article.stamp, article.headers = date, {"ETag": etag}
    article.visit(START + 10 * MINUTE)
    article.live(4)
    assert truths() == dict(zip((Signal.DATE_MODIFIED, Signal.ETAG), found, strict=True))
    assert {each.dated_by for each in article.versions()[1:]} == {DatedBy.SEEN}


@on_sqlite
def test_what_is_believed_is_never_dated_out_of_its_window(article: Edited) -> None:
    prove(modified_true=90)
    for late in (-3 * HOUR, 3 * HOUR):
        article.stamp = lambda edit, _, late=late: (edit + late).isoformat()
        article.live(1)
        assert article.versions()[-1].dated_by is DatedBy.SEEN
    (told,) = outlet().signals
    assert told.text_alone == 2
    article.stamp = true_date
    article.live(1)
    assert _minutes(article.versions()[-1]) == 10


@on_sqlite
def test_last_modified_dates_changes_where_the_page_says_nothing(article: Edited) -> None:
    prove(last_modified_true=9)
    article.stamp = lambda *_: ""
    article.headers = {"Last_Modified": lambda edit, _: format_datetime(edit, usegmt=True)}
    article.visit(START + 10 * MINUTE)
    article.live(1)
    assert article.versions()[-1].dated_by is DatedBy.LAST_MODIFIED
    assert _minutes(article.versions()[-1]) == 10


def test_an_etag_that_moves_with_the_very_same_bytes_is_noisy(site: Site, perform_all: Perform, visit: Later) -> None:
    site.answer("/a", page("Bridge closed", PARAGRAPHS), ETag='"0"')
    perform_all(list(watch(site.url + "/a").next))
    pass_time(perform_all)
    for number in range(1, 4):
        site.answer("/a", page("Bridge closed", PARAGRAPHS), ETag=f'"{number}"')
        visit(site.url + "/a", number * HOUR)
    (told,) = outlet().signals
    assert (told.signal, told.truth, told.moved_alone) == (Signal.ETAG, Truth.NOISY, 3)


def test_an_edit_before_the_article_was_found_counts_for_the_cadence_where_the_outlet_is_believed(
    article: Edited, site: Site, perform_all: Perform
) -> None:
    prove(modified_true=9)
    at = article.edited_at + HOUR
    site.answer("/late", dated(50, (at - 9 * MINUTE).isoformat(), at, published=at - HOUR))
    site.answer("/new", dated(60, (at - 9 * MINUTE).isoformat(), at, published=at - 10 * MINUTE))
    with time_machine.travel(at):
        for path in ("/late", "/new"):
            perform_all(list(watch(site.url + path).next))
        pass_time(perform_all, rounds=2, step=timedelta(seconds=20))

    def told_of(path: str) -> tuple[datetime, ...]:
        with reading() as session:
            return seen(session, articles.look_up(session, site.url + path)).changes

    assert told_of("/late") == (at - 9 * MINUTE,)
    assert told_of("/new") == ()
    with writing() as session:
        habits.learn(session, articles.look_up(session, site.url + "/late"), at + HOUR)
    with reading() as session:
        assert sum(session.scalars(select(OutletRecord.seen)).one()) == 0  # told of is not seen
    prove(modified_noisy=30.0)
    assert told_of("/late") == ()


@on_sqlite
def test_people_are_told_which_signals_are_true(article: Edited, capsys: pytest.CaptureFixture[str]) -> None:
    prove(modified_true=9)
    article.live(1)
    assert run(["outlets", "--json"]) == 0
    assert '"signal": "dateModified"' in capsys.readouterr().out
    assert run(["sources"]) == 0
    assert "dateModified true (10)" in " ".join(capsys.readouterr().out.split())
    assert run(["history", article.url]) == 0
    assert "stated" in capsys.readouterr().out
