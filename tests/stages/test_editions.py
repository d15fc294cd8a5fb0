"""An outlet that shows its articles with a line more or less, by place: no version and no alert come of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update

from worker.clock import now
from worker.stages.poll import watch
from worker.store import articles
from worker.store.session import reading, writing
from worker.store.tables import Article

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, page, pass_time, rss, versions

pytestmark = pytest.mark.usefixtures("store")
NOTICE = "Readers in your area: weather and travel updates for {}."
TEXTS = {
    "/bridge": PARAGRAPHS,
    "/ferry": [
        "The ferry to the islands ran aground in fog on Tuesday with ninety people on board, the coast guard said.",
        "Nobody was hurt, and all passengers were brought ashore by noon in boats of the pilots of Kelp Bay.",
        "The company said that the radar had failed a few minutes before, and that it had told the port of this.",
        "Its other ship will sail twice as often until the wreck is afloat again, perhaps by the end of the week.",
    ],
    "/court": [
        "A jury in Northgate found the former treasurer of the chess club guilty of theft on Wednesday evening.",
        "Paul Hendry, 61, had taken the fees of eleven years to pay for a collection of clocks, the court heard.",
        "His lawyer asked for a suspended sentence, since most of the clocks have been sold to pay the money back.",
        "The sentence will be told in June, and the club has elected a new board of five members in the meantime.",
    ],
}
Later = Callable[[str, timedelta], None]


@pytest.fixture
def visit(perform_all: Perform) -> Callable[[str, float], None]:
    """Have an article visited, and what follows done, so many hours from now."""

    def visit(url: str, hours: float) -> None:
        with time_machine.travel(now() + timedelta(hours=hours)):
            with writing() as session:
                articles.visit_soon(session, articles.look_up(session, url), now())
            pass_time(perform_all, rounds=1)

    return visit


def show(site: Site, place: str | None, *paths: str) -> None:
    """Answer with an edition: that of a place, or the one without a notice."""
    for number, path in enumerate(paths or TEXTS):
        notice = [] if place is None else [NOTICE.format(f"{place} {'West' if number % 2 else 'East'}")]
        site.answer(path, page(f"News of the {path[1:]}", [*TEXTS[path], *notice]))


@pytest.fixture
def three(site: Site, perform_all: Perform) -> list[str]:
    """Three articles of one outlet on different matters, each seen once."""
    show(site, None)
    site.answer("/feed", rss(*TEXTS), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed", "The Three").next))
    pass_time(perform_all, rounds=3)
    return [site.url + path for path in TEXTS]


def test_a_line_that_comes_and_goes_with_several_articles_makes_no_version(
    site: Site, three: list[str], visit: Callable[[str, float], None]
) -> None:
    for hours, place in (
        (1, "Riverland"),
        (7, None),
        (13, "Riverland"),
        (19, "Hillside"),
        (43, None),
        (99, "Hillside"),
    ):
        show(site, place)
        for minutes, url in enumerate(three):
            visit(url, hours + minutes / 60)
    assert [versions(url) for url in three] == [[1], [1], [1]]


def test_an_edit_in_another_edition_is_a_version_and_the_edition_after_it_is_none(
    site: Site, three: list[str], visit: Callable[[str, float], None]
) -> None:
    show(site, "Riverland")
    for minutes, url in enumerate(three):
        visit(url, 1 + minutes / 60)
    edited = [TEXTS["/ferry"][0].replace("ninety", "eighty"), *TEXTS["/ferry"][1:]]
    site.answer("/ferry", page("News of the ferry", [*edited, NOTICE.format("Riverland West")]))
    visit(three[1], 2)
    assert versions(three[1]) == [1, 2]
    site.answer("/ferry", page("News of the ferry", edited))
    for hours in (3, 9, 60):
        visit(three[1], hours)
    assert versions(three[1]) == [1, 2]


def test_an_editors_line_is_a_version_once_others_were_seen_without_one(
    site: Site, three: list[str], visit: Callable[[str, float], None]
) -> None:
    site.answer("/court", page("News of the court", [*TEXTS["/court"], "The hearing was held behind closed doors."]))
    visit(three[2], 4)
    assert versions(three[2]) == [1]
    for hours, url in ((4.1, three[0]), (4.2, three[1]), (4.3, three[2])):
        visit(url, hours)
    assert versions(three[2]) == [1, 2]


def test_articles_that_were_never_seen_without_the_line_are_no_witnesses(
    site: Site, three: list[str], perform_all: Perform, visit: Callable[[str, float], None]
) -> None:
    """Two articles came after the edition changed: that they read the same as before says nothing of the third."""
    show(site, "Riverland")
    with time_machine.travel(now() + timedelta(hours=4)):
        for path, title in (("/late-1", "A late report"), ("/late-2", "Another late report")):
            site.answer(path, page(title, [f"{text} It was told late, of {path}." for text in TEXTS["/ferry"]]))
        site.answer("/feed", rss("/late-1", "/late-2"), Content_Type="application/rss+xml")
        with writing() as session:  # nobody else is due
            session.execute(update(Article).values(next_at=now() + timedelta(days=9)))
        pass_time(perform_all, rounds=3)
    visit(three[2], 4.2)
    for path in ("/late-1", "/late-2"):
        visit(site.url + path, 4.4)
    visit(three[2], 4.6)
    assert versions(three[2]) == [1]


def test_an_editors_line_waits_for_nobody_where_there_is_nobody(
    site: Site, perform_all: Perform, visit: Callable[[str, float], None]
) -> None:
    show(site, None, "/court")
    url = site.url + "/court"
    perform_all(list(watch(url).next))
    pass_time(perform_all, rounds=2)
    site.answer("/court", page("News of the court", [*TEXTS["/court"], "The hearing was held behind closed doors."]))
    visit(url, 1)
    assert versions(url) == [1, 2]


def test_an_editors_line_waits_two_hours_at_most(
    site: Site, three: list[str], visit: Callable[[str, float], None]
) -> None:
    site.answer("/court", page("News of the court", [*TEXTS["/court"], "The hearing was held behind closed doors."]))
    for hours in (1, 2, 2.9):
        with writing() as session:  # nobody else is due
            session.execute(update(Article).values(next_at=now() + timedelta(days=9)))
        visit(three[2], hours)
    assert versions(three[2]) == [1]
    visit(three[2], 3.1)
    assert versions(three[2]) == [1, 2]


def test_corrections_worded_alike_are_versions_of_each_article(
    site: Site, three: list[str], visit: Callable[[str, float], None]
) -> None:
    for minutes, (path, url) in enumerate(zip(TEXTS, three, strict=True)):
        note = "This article was amended on 3 March to put right a misspelt name."
        site.answer(path, page(f"News of the {path[1:]}", [*TEXTS[path], note]))
        visit(url, 1 + minutes / 60)
    assert [versions(url) for url in three] == [[1, 2], [1, 2], [1, 2]]


def test_what_is_waiting_is_looked_at_again_soon(
    site: Site, three: list[str], visit: Callable[[str, float], None]
) -> None:
    show(site, "Riverland", "/court")
    visit(three[2], 1)
    with reading() as session:
        planned = articles.details(session, articles.look_up(session, three[2])).next_visit
    assert planned is not None
    assert planned <= now() + timedelta(hours=1, minutes=16)
