"""What a page is read by: the version before it, the site's furniture, and whether it has to be read at all."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
import time_machine

from schemas.article import Extractor
from schemas.outcome import Ending, Stage
from worker.clock import now
from worker.stages import read as stage
from worker.stages import reread
from worker.stages.poll import watch
from worker.store import articles, snapshots
from worker.store.session import reading, writing
from worker.text import extract as engine

from .conftest import Site
from .harbour_post import PARAGRAPHS, Perform, page, pass_time, rss, versions

pytestmark = pytest.mark.usefixtures("store")
PROMO = "Our members knew of the bridge last week; there is a seat for you in the front row as well."


def newest(url: str) -> snapshots.Snapshot:
    with reading() as session:
        found = snapshots.latest(session, articles.look_up(session, url))
    assert found is not None
    return found


def visit_on_day(day: int, url: str, perform_all: Perform) -> None:
    """Visit one article, whatever the cadence has planned for it."""
    with time_machine.travel(now() + timedelta(days=day)):
        with writing() as session:
            articles.visit_soon(session, articles.look_up(session, url), now())
        pass_time(perform_all, rounds=16, step=timedelta(minutes=10))


def with_promo(paragraphs: list[str]) -> list[str]:
    return [*paragraphs[:2], PROMO, *paragraphs[2:]]


def test_other_bytes_around_the_same_article_are_not_read(
    site: Site, perform_all: Perform, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = "<footer><p>" + "All that the town is reading now. " * 10 + "{}</p></footer></body>"

    def shown(name: str, shares: int) -> str:
        text = [PARAGRAPHS[0].replace("bridge", name), *PARAGRAPHS[1:]]
        return page("Bridge closed", text).replace("</body>", far.format(f"{shares} shares"))

    url = site.answer("/a", shown("bridge", 12))
    perform_all(list(watch(url).next))
    pass_time(perform_all, rounds=2)
    read: list[object] = []

    def noted(*given: object) -> object:
        read.append(given)
        return engine.extract(*given)  # type: ignore[arg-type] - what it was called with

    monkeypatch.setattr(stage, "extract", noted)
    for day, (name, shares, reads) in enumerate([("bridge", 99, 0), ("ferry", 99, 1)], start=1):
        site.answer("/a", shown(name, shares))
        with time_machine.travel(now() + timedelta(days=day)):
            ended = pass_time(perform_all, rounds=1)
        assert [one.ending for one in ended if one.stage is Stage.READ] == [Ending.DONE if reads else Ending.UNCHANGED]
        assert len(read) == reads
    assert versions(url) == [1, 2]


def test_other_surroundings_are_read_once(site: Site, perform_all: Perform, monkeypatch: pytest.MonkeyPatch) -> None:
    url = site.answer("/a", page("Bridge closed", PARAGRAPHS))
    perform_all(list(watch(url).next))
    pass_time(perform_all, rounds=2)
    extract = Mock(side_effect=engine.extract)
    monkeypatch.setattr(stage, "extract", extract)
    renewed = page("Bridge closed", PARAGRAPHS).replace("<p>", "<p class='body-copy'>")
    for day in range(1, 4):
        news = "All that the town is reading now. " * 20
        site.answer("/a", renewed.replace("</body>", f"<footer><p>{news} {day}</p></footer></body>"))
        visit_on_day(day, url, perform_all)
        assert extract.call_count == 1
    assert versions(url) == [1]


def test_a_line_that_three_articles_show_is_no_news_in_a_fourth(site: Site, perform_all: Perform) -> None:
    texts = {f"/{n}": [f"{text[:-1]}, it said in report {n}." for text in PARAGRAPHS] for n in range(5)}
    for path, text in texts.items():
        site.answer(path, page(f"Report {path}", text))
    site.answer("/feed", rss(*texts), Content_Type="application/rss+xml")
    perform_all(list(watch(site.url + "/feed").next))
    pass_time(perform_all, rounds=3)
    seen = {}
    for day, (path, text) in enumerate(texts.items(), start=1):
        site.answer(path, page(f"Report {path}", with_promo(text)))
        visit_on_day(day, site.url + path, perform_all)
        seen[path] = versions(site.url + path)
    assert seen == {"/0": [1, 2], "/1": [1, 2], "/2": [1, 2], "/3": [1], "/4": [1]}
    fresh = site.answer("/5", page("Report 5", with_promo(PARAGRAPHS)))
    with time_machine.travel(now() + timedelta(days=8)):
        perform_all(list(watch(fresh).next))
        pass_time(perform_all, rounds=2)
    assert newest(fresh).reading.paragraphs == tuple(PARAGRAPHS)
    site.answer("/0", page("Report /0", [*with_promo(texts["/0"]), "The bridge opened again on Friday."]))
    visit_on_day(9, site.url + "/0", perform_all)
    assert PROMO in newest(site.url + "/0").reading.paragraphs


def test_after_an_upgrade_both_sides_are_read_with_the_choice_that_was_kept(
    site: Site, perform_all: Perform, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site.answer("/a", page("Bridge closed", PARAGRAPHS))
    perform_all(list(watch(url).next))
    pass_time(perform_all, rounds=2)
    site.answer("/a", page("Bridge closed", [*PARAGRAPHS, "The bridge opened again on Friday, the city said."]))
    with time_machine.travel(now() + timedelta(days=1)):
        pass_time(perform_all, rounds=3)
    new = newest(url)
    with reading() as session:
        old = snapshots.version(session, new.article_id, 1)
    assert old is not None
    assert [kept.reading.extractor.choice for kept in (old, new)] == ["fast", "fast"]
    older = [
        kept.model_copy(
            update={
                "reading": kept.reading.model_copy(
                    update={"extractor": Extractor(name="stet-html", version="0", choice="default")}
                )
            }
        )
        for kept in (old, new)
    ]
    asked = []

    def noted(*given: object) -> object:
        asked.append(given[2])
        return engine.extract(*given)  # type: ignore[arg-type] - what it was called with

    monkeypatch.setattr(reread, "extract", noted)
    before, after = reread.pair(older[0], older[1])
    assert [known.choice for known in asked] == ["default", "default"]  # type: ignore[attr-defined] - of the Known
    assert before.paragraphs == tuple(PARAGRAPHS)
    assert after.paragraphs == (*PARAGRAPHS, "The bridge opened again on Friday, the city said.")
    assert reread.pair(old, new) == (old.reading, new.reading)
