"""Articles that turn out to be one when they are read, and such as only look like it."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from schemas.alert import Alert, AlertType
from schemas.change import ChangeKind
from worker.clock import now
from worker.stages.poll import watch
from worker.store import articles, history
from worker.store.session import reading
from worker.store.tables import Article

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, page, pass_time, rss, versions

pytestmark = pytest.mark.usefixtures("store")
OTHERS = [
    "The ferry to the islands ran aground in fog on Tuesday morning with ninety people on board, the coast guard said.",
    "Nobody was hurt, and all of the passengers were brought ashore by noon in boats of the harbour's own pilots.",
    "The company said that the radar had failed a few minutes before, and that it had reported this to the harbour.",
    "Its other ferry will run twice as often until the ship is afloat again, which may take until the end of the week.",
]


def claiming(url: str, title: str, paragraphs: Sequence[str]) -> str:
    return page(title, list(paragraphs)).replace("<head>", f"<head><link rel='canonical' href='{url}'>")


def watched(site: Site, perform_all: Perform, *paths: str) -> None:
    perform_all(list(watch(site.answer("/feed", rss(*paths))).next))
    pass_time(perform_all)


def known(site: Site, *paths: str) -> list[int]:
    with reading() as session:
        return [articles.look_up(session, site.url + path) for path in paths]


@pytest.mark.parametrize("order", [("/n/77", "/news/bridge-closed"), ("/news/bridge-closed", "/n/77")])
def test_a_page_that_calls_anothers_address_its_own_is_that_article(
    site: Site, perform_all: Perform, order: tuple[str, str]
) -> None:
    for path in order:
        site.answer(path, claiming("/news/bridge-closed", "Bridge closed", PARAGRAPHS))
    watched(site, perform_all, *order)
    one, other = known(site, *order)
    assert one == other
    assert versions(site.url + "/n/77") == [1]
    edited = [PARAGRAPHS[0].replace("two", "three"), *PARAGRAPHS[1:]]
    for path in order:
        site.answer(path, claiming("/news/bridge-closed", "Bridge closed", edited))
    with time_machine.travel(now() + timedelta(days=1)):
        pass_time(perform_all)
    with reading() as session:
        found = history.load(session, one)
    assert len(found.versions) == 2
    assert len(found.changes) == 1
    assert {other.url for other in found.urls} == {site.url + path for path in order}


def test_two_articles_whose_pages_name_the_same_third_address_stay_two(site: Site, perform_all: Perform) -> None:
    site.answer("/story-11111", claiming("/stories", "Bridge closed", PARAGRAPHS))
    site.answer("/story-22222", claiming("/stories", "Ferry aground", OTHERS))
    watched(site, perform_all, "/story-11111", "/story-22222")
    one, other = known(site, "/story-11111", "/story-22222")
    assert one != other


def test_a_page_that_calls_another_article_its_own_by_mistake_keeps_neither_from_being_read(
    site: Site, perform_all: Perform
) -> None:
    site.answer("/news/ferry-aground-again", claiming("/news/bridge-closed-again", "Ferry aground", OTHERS))
    watched(site, perform_all, "/news/ferry-aground-again")
    site.answer("/news/bridge-closed-again", page("Bridge closed", PARAGRAPHS))
    site.answer("/feed", rss("/news/ferry-aground-again", "/news/bridge-closed-again"))
    with time_machine.travel(now() + timedelta(hours=1)):
        pass_time(perform_all)
    one, other = known(site, "/news/ferry-aground-again", "/news/bridge-closed-again")
    assert one != other
    assert versions(site.url + "/news/bridge-closed-again") == [1]


def naming(phones: str, title: str, paragraphs: Sequence[str]) -> str:
    return page(title, list(paragraphs)).replace("<head>", f"<head><link rel='amphtml' href='{phones}'>")


def test_an_article_that_is_announced_at_its_amp_address_is_the_one_that_named_it(
    site: Site, perform_all: Perform
) -> None:
    site.answer("/news/bridge-closed-48151", naming("/accelerated?story=48151", "Bridge closed", PARAGRAPHS))
    watched(site, perform_all, "/news/bridge-closed-48151")
    site.answer("/feed", rss("/accelerated?story=48151"))
    with time_machine.travel(now() + timedelta(hours=1)):
        pass_time(perform_all)
    one, other = known(site, "/news/bridge-closed-48151", "/accelerated?story=48151")
    assert one == other
    assert "/accelerated?story=48151" not in site.paths()


@pytest.mark.parametrize("first", [0, 1])
def test_an_amp_page_that_was_read_on_its_own_is_the_article_that_names_it(
    site: Site, perform_all: Perform, first: int
) -> None:
    site.answer("/news/bridge-closed", naming("/lite/x7", "Bridge closed", PARAGRAPHS))
    site.answer("/lite/x7", page("Bridge is closed", PARAGRAPHS[:3]))
    paths = ["/news/bridge-closed", "/lite/x7"]
    watched(site, perform_all, *paths[:: -1 if first else 1])
    one, other = known(site, *paths)
    assert one == other


def test_an_amp_address_that_is_another_articles_makes_them_no_one(site: Site, perform_all: Perform) -> None:
    site.answer("/news/bridge-closed", naming("/news/ferry-aground", "Bridge closed", PARAGRAPHS))
    site.answer("/news/ferry-aground", naming("/news/bridge-closed", "Ferry aground", OTHERS))
    watched(site, perform_all, "/news/bridge-closed", "/news/ferry-aground")
    one, other = known(site, "/news/bridge-closed", "/news/ferry-aground")
    assert one != other


def test_an_address_that_redirects_to_a_known_article_is_that_article(site: Site, perform_all: Perform) -> None:
    site.answer("/news/bridge-closed", page("Bridge closed", PARAGRAPHS))
    site.answer("/s/8", status=301, Location="/news/bridge-closed")
    watched(site, perform_all, "/news/bridge-closed", "/s/8")
    one, other = known(site, "/news/bridge-closed", "/s/8")
    assert one == other


@pytest.mark.parametrize("is_announced_first", [True, False])
def test_an_article_that_was_edited_and_redirects_to_its_new_address_is_one_with_a_revision(
    site: Site, perform_all: Perform, told: Callable[[], list[Alert]], *, is_announced_first: bool
) -> None:
    old, new, stamp = (
        "/news/bridge",
        "/city/harbour-bridge-shut",
        "<meta property='article:published_time' content='{}'>",
    )
    stamped = f"<head>{stamp.format((now() - timedelta(hours=1)).isoformat())}"
    before = page("Bridge closed", PARAGRAPHS).replace("<head>", stamped)
    edited = [PARAGRAPHS[0].replace("two", "three"), *PARAGRAPHS[1:2], PARAGRAPHS[2].replace("4", "9"), PARAGRAPHS[3]]
    site.answer(old, before)
    watched(site, perform_all, old)
    site.answer(old, status=301, Location=new)
    site.answer(new, page("Cracks shut the harbour bridge for weeks", edited).replace("<head>", stamped))
    if is_announced_first:
        watched(site, perform_all, new)
    with time_machine.travel(now() + timedelta(days=1)):
        pass_time(perform_all)
        watched(site, perform_all, new)
        pass_time(perform_all)
    one, other = known(site, old, new)
    assert one == other
    with reading() as session:
        found = history.load(session, one)
    assert len(found.versions) == 2
    (change,) = found.changes
    assert change.kind is ChangeKind.REVISION
    assert AlertType.GONE not in {alert.type for alert in told()}


def test_an_address_that_redirects_elsewhere_takes_nothing_along(site: Site, perform_all: Perform) -> None:
    site.answer("/news/bridge-closed", page("Bridge closed", PARAGRAPHS))
    site.answer("/news/ferry-aground", page("Ferry aground", OTHERS))
    watched(site, perform_all, "/news/bridge-closed", "/news/ferry-aground")
    site.answer("/news/ferry-aground", status=302, Location="/news/bridge-closed")
    with time_machine.travel(now() + timedelta(days=1)):
        pass_time(perform_all)
    one, other = known(site, "/news/bridge-closed", "/news/ferry-aground")
    assert one != other
    assert versions(site.url + "/news/ferry-aground") == [1]
    with reading() as session:
        assert "redirects to another article" in (session.get_one(Article, other).problem or "")


def test_the_same_text_of_one_outlet_at_two_addresses_is_one_article(site: Site, perform_all: Perform) -> None:
    for path in ("/news/bridge-closed", "/local/the-bridge-is-shut"):
        site.answer(path, page("Bridge closed", PARAGRAPHS))
    watched(site, perform_all, "/news/bridge-closed", "/local/the-bridge-is-shut")
    one, other = known(site, "/news/bridge-closed", "/local/the-bridge-is-shut")
    assert one == other


@pytest.mark.parametrize(
    "paragraphs",
    [
        [*PARAGRAPHS[:2], *OTHERS[2:]],
        ["Closed today."],
        [PARAGRAPHS[0].replace("two", "three"), *PARAGRAPHS[1:]],
    ],
)
def test_texts_that_differ_are_two_articles(site: Site, perform_all: Perform, paragraphs: list[str]) -> None:
    site.answer("/news/bridge-closed", page("Bridge closed", PARAGRAPHS))
    site.answer("/news/bridge-closed-ii", page("Bridge closed", paragraphs))
    watched(site, perform_all, "/news/bridge-closed", "/news/bridge-closed-ii")
    one, other = known(site, "/news/bridge-closed", "/news/bridge-closed-ii")
    assert one != other


def test_the_same_text_pasted_for_two_outlets_is_two_articles(take_in: Callable[..., object]) -> None:
    for outlet in ("Harbour Post", "Herald"):
        take_in(text="\n\n".join(PARAGRAPHS), title="Bridge closed", outlet=outlet)
    with reading() as session:
        assert session.scalar(select(func.count()).where(Article.merged_into.is_(None))) == 2


def test_the_same_text_of_two_outlets_is_two_articles(take_in: Callable[..., object]) -> None:
    text = "\n\n".join(PARAGRAPHS)
    urls = ("https://post.example/bridge", "https://herald.example/bridge")
    for url, outlet in zip(urls, ("Harbour Post", "Herald"), strict=True):
        take_in(url=url, text=text, title="Bridge closed", outlet=outlet)
    with reading() as session:
        one, other = (articles.look_up(session, url) for url in urls)
    assert one != other
