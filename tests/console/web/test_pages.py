import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from lxml import html
from sqlalchemy import update
from starlette.testclient import TestClient

from schemas.story import Absence
from worker.clock import now
from worker.store import history, repairs, stories, storylines
from worker.store.repairs import Reason
from worker.store.session import reading, writing
from worker.store.tables import Article

EMPTY = {"/": "No stories yet", "/changes": "No changes yet", "/sources": "Nothing is watched yet"}


@pytest.mark.parametrize("path", EMPTY)
def test_an_empty_store_says_what_to_do(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert EMPTY[path] in answer.text


@pytest.fixture
def paths(fill: Callable[..., Any]) -> list[str]:
    ids = fill()
    return [
        "/",
        f"/stories/{ids.story}",
        f"/stories/{ids.story}/trace?words=a+sentence",
        "/changes",
        "/changes?label=figure&kind=revision&min_significance=0.5&outlet=gazette",
        f"/changes/{ids.divergence}",
        f"/changes/{ids.revision}",
        f"/articles/{ids.article_a}",
        "/sources",
        "/nowhere",
    ]


def test_every_page_is_sound_html(client: TestClient, paths: list[str]) -> None:
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == (404 if path == "/nowhere" else 200), path
        page = html.fromstring(answer.content)
        assert page.get("lang") == "en"
        assert re.fullmatch(r".+ . stet", page.findtext(".//title") or "")
        assert page.xpath("//body/*[1][self::a][@class='skip'][@href='#main']"), path
        assert len(page.xpath("//h1")) == 1, path
        levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        inside = {target[1:] for target in page.xpath("//a/@href") if target.startswith("#")}
        assert inside <= set(ids), path
        assert not page.xpath("//script | //style | //@style | //*[@*[starts-with(name(), 'on')]]"), path
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT.*\+00:00", at) for at in page.xpath("//time/@datetime")), path


def test_every_link_inside_leads_somewhere(client: TestClient, paths: list[str]) -> None:
    seen = set()
    for path in paths:
        for target in html.fromstring(client.get(path).content).xpath("//a/@href | //link/@href"):
            if target.startswith("/") and target not in seen:
                seen.add(target)
                assert client.get(target).status_code == 200, f"{target} on {path}"
    assert len(seen) > 20


def test_an_article_says_when_its_address_held_none(
    client: TestClient, fill: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Absence(verdict="missing", reason="HTTP <404>", since=now(), last=now(), looks=2, over=True)
    monkeypatch.setattr(history, "absences", lambda *_: (gone,))
    (said,) = html.fromstring(client.get(f"/articles/{fill().article_a}").content).xpath("//ul[@class='absences']/li")
    text = " ".join(said.text_content().split())
    assert text.startswith("missing from ")
    assert "seen 2 times" in text
    assert text.endswith("; over since then. HTTP <404>")


def test_links_out_give_nothing_away(client: TestClient, paths: list[str]) -> None:
    links = []
    for path in paths:
        page = html.fromstring(client.get(path).content)
        links += [link for link in page.xpath("//a") if not link.get("href").startswith(("/", "#"))]
    assert {link.get("href") for link in links} == {
        "https://gazette.test/bridge",
        "https://herald.test/crash",
        "https://gazette.test/feed",
    }
    assert {link.get("rel") for link in links} == {"noopener noreferrer nofollow"}


def test_stories_tell_what_differs(client: TestClient, fill: Callable[..., Any]) -> None:
    fill()
    text = client.get("/").text
    assert "Bridge shut after crash" in text
    assert "Gazette and Herald differ on who spoke" in text
    assert "2 differences" in text


def test_a_story_tells_in_sentences_and_shows_both(client: TestClient, fill: Callable[..., Any]) -> None:
    page = html.fromstring(client.get(f"/stories/{fill().story}").content)
    told = [" ".join(item.text_content().split()) for item in page.find_class("told")]
    assert told == [
        "Injured: four in Gazette, five in Herald",
        "The same words are given to two speakers",
        "Jo Field is quoted in two ways",
        "Herald prints as its own words what is quoted",
    ]
    assert len(page.find_class("column")) == 2
    assert [mark.text_content() for mark in page.xpath("//mark[@class='same'][@id]")] == [
        "“The bridge is shut,” a council spokesman said.",
        "“The bridge is shut,” the transport minister said.",
    ]
    assert "Gazette now says six were injured, not four" in page.text_content()


def test_a_revision_is_a_redline(client: TestClient, fill: Callable[..., Any]) -> None:
    page = html.fromstring(client.get(f"/changes/{fill().revision}").content)
    redline = page.find_class("redline")[0]
    assert [mark.text_content() for mark in redline.iter("del")] == ["[struck out: old] ", "[struck out: Four] "]
    assert [mark.text_content() for mark in redline.iter("ins")] == ["[put in: new] ", "[put in: Six] "]
    assert "changed without a note" in page.text_content()


def test_the_text_comes_out_as_it_was_written(client: TestClient, fill: Callable[..., Any]) -> None:
    ids = fill()
    page = html.fromstring(client.get(f"/changes/{ids.revision}").content)
    for aloud in page.find_class("aloud"):
        aloud.drop_tree()
    assert [paragraph.text_content() for paragraph in page.find_class("redline")[0].iter("p")] == [
        "“The bridge is shut,” a council spokesman said. FourSix people were injured.",
        "“We were warned in May,” said Jo Field.",
    ]
    page = html.fromstring(client.get(f"/changes/{ids.divergence}").content)
    for number in page.find_class("to"):
        number.drop_tree()
    assert [paragraph.text_content() for paragraph in page.xpath("//section[contains(@class, 'column')]/p")] == [
        "“The bridge is shut,” a council spokesman said. Four people were injured.",
        "“We were warned in May,” said Jo Field.",
        "“The bridge is shut,” the transport minister said.",
        "“We were told in May,” said Jo Field. Five people were injured.",
    ]


def test_filters_keep_each_other(client: TestClient, fill: Callable[..., Any]) -> None:
    fill()
    page = html.fromstring(client.get("/changes?kind=revision&outlet=Gazette").content)
    targets = page.xpath("//nav[@class='filters']//a/@href")
    assert "/changes?outlet=Gazette&kind=divergence" in targets
    assert any("min_significance=0.5" in target and "kind=revision" in target for target in targets)
    assert len(page.find_class("line")) == 1
    assert "No change matches" in client.get("/changes?outlet=nobody").text


@pytest.mark.parametrize(
    "path", ["/stories/9", "/changes/9", "/articles/9", "/stories/x", "/changes?kind=x", "/?limit=0"]
)
def test_what_is_not_there_is_said_on_a_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {404, 422}
    assert answer.headers["content-type"].startswith("text/html")
    assert "All stories" in answer.text


def test_a_failure_shows_no_traceback(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("worker.store.stories.newest", fail)
    for path in ("/", "/api/v1/stories"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_change_has_a_picture_that_its_page_names(client: TestClient, fill: Callable[..., Any]) -> None:
    ids = fill()
    for number in (ids.revision, ids.divergence):
        answer = client.get(f"/changes/{number}.png")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG")
        page = html.fromstring(client.get(f"/changes/{number}").content)
        (picture,) = page.xpath("//meta[@property='og:image']/@content")
        assert picture.endswith(f"/changes/{number}.png")
        assert picture.startswith("http")
    assert client.get("/changes/999999.png").status_code == 404
    assert client.get("/changes/x.png").status_code == 422


def stories_of(article: int) -> int | None:
    with reading() as session:
        return stories.story_of(session, article)


def test_a_merged_story_leads_to_where_it_went_and_a_storyline_lists_its_events(
    client: TestClient, fill: Callable[..., Any]
) -> None:
    ids = fill()
    at, reason = now(), Reason("ada", "the same <bridge>", by_hand=True)
    with writing() as session:
        other = stories.open_story(session, at)
        session.execute(update(Article).where(Article.id == ids.article_b).values(story_id=other))
        repairs.merge(session, ids.story, other, reason, now=at)
    led = client.get(f"/stories/{other}", follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (307, f"/stories/{ids.story}")
    assert client.get(f"/api/v1/stories/{other}").json()["id"] == ids.story
    assert f"story {other} merged into it" in client.get(f"/stories/{ids.story}").text
    with writing() as session:
        repairs.split(session, ids.story, [ids.article_b], reason, now=at)
        storylines.follow(session, stories.story_of(session, ids.article_b) or 0, ids.story, at)
    assert client.get(f"/api/v1/stories/{other}").json()["id"] == other
    page = client.get(f"/stories/{ids.story}").text
    assert "the same &lt;bridge&gt;" in page
    assert "Storyline" in page
    by_then = stories_of(ids.article_b)
    records = html.fromstring(page).xpath("//ul[@class='records']/li")
    told = [" ".join(record.text_content().split()) for record in records]
    assert told[0].startswith(f"story {other} merged into story {ids.story}, with article {ids.article_b}: the same")
    assert told[1].startswith(f"article {ids.article_b} split off story {ids.story} into story {by_then}: the same")
    assert told[1].partition("bridge>")[2].startswith(" ada, by hand ")
    assert "split off" in client.get(f"/articles/{ids.article_b}").text
    apart = client.get(f"/changes/{ids.divergence}").text
    assert "told in two stories by now" in apart
    assert {f'href="/stories/{story}"' in apart for story in (ids.story, by_then)} == {True}


def test_the_stream_of_changes_is_read_to_its_end_page_by_page(client: TestClient, fill: Callable[..., Any]) -> None:
    ids = fill()
    first = client.get("/changes?limit=1").text
    (more,) = re.findall(r'href="(/changes\?[^"]*before_id=[^"]*)"', first)
    second = client.get(more.replace("&amp;", "&")).text
    assert f'href="/changes/{ids.revision}"' in first
    assert f'href="/changes/{ids.divergence}"' not in first
    assert f'href="/changes/{ids.divergence}"' in second
    assert f'href="/changes/{ids.revision}"' not in second
    (last,) = re.findall(r'href="(/changes\?[^"]*before_id=[^"]*)"', second)
    end = client.get(last.replace("&amp;", "&")).text
    assert "No change matches" in end
    assert "before_id" not in end
