import json
import re
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from lxml import etree

from newsroom.http import Answer
from newsroom.outlets.base import ANNOUNCEMENTS

MINUTE = timedelta(minutes=1)
Read = Callable[[Answer], Any]

Make = Callable[..., Any]


def text_of(element: etree._Element, path: str) -> str:
    found = element.findtext(path)
    assert found
    return found


@pytest.mark.parametrize("archetype", ["clean-rss", "atom-updated", "json-feed", "sitemap-only", "news-sitemap"])
def test_feeds_and_sitemaps_announce_what_can_be_read(archetype: str, place_of: Make) -> None:
    place = place_of(archetype)
    at = place.start + timedelta(days=1)
    expected = [place.outlet.url(place.outlet.path(article)) for article in place.outlet.listed(at)]
    for name in place.outlet.announces:
        body = place.get(ANNOUNCEMENTS[name][0], at).body.decode()
        if name == "json":
            found = [item["url"] for item in json.loads(body)["items"]]
        else:
            pattern = {"rss": r"<link>([^<]+)</link><guid", "atom": r'"alternate" href="([^"]+)"'}.get(
                name, r"<loc>([^<]+)"
            )
            found = re.findall(pattern, body)
            etree.fromstring(body.encode())
        assert found == expected
    front = place.get("/", at).body.decode()
    robots = place.get("/robots.txt").body.decode()
    for name in place.outlet.announces:
        assert place.outlet.url(ANNOUNCEMENTS[name][0]) in (robots if "sitemap" in name else front)


def test_atom_updated_moves_with_announced_edits_only(place_of: Make) -> None:
    place = place_of("atom-updated")
    for article in place.outlet.articles:
        for edit in article.edits:
            version = article.versions[edit.version]
            if not version.gone:
                claimed = version.draft.modified.isoformat()
                body = place.get("/atom.xml", version.at).body.decode()
                entry = next(each for each in body.split("<entry>") if f"2026:{article.number}<" in each)
                assert f"<updated>{claimed}</updated>" in entry
                assert (claimed == version.at.isoformat()) is edit.announced


def test_etags_tell_the_truth_about_the_article(place_of: Make) -> None:
    place = place_of("clean-rss")
    article = place.edited()
    before, after = article.versions[1].at - MINUTE, article.versions[1].at
    etag = place.read(article, before).header("ETag") or ""
    assert place.read(article, before, headers={"if-none-match": etag}).status == HTTPStatus.NOT_MODIFIED
    assert place.read(article, after, headers={"if-none-match": etag}).status == HTTPStatus.OK


def test_front_only_has_nothing_but_links(place_of: Make) -> None:
    place = place_of("front-only")
    assert b'rel="alternate"' not in place.get("/").body
    assert all(place.get(path).status == HTTPStatus.NOT_FOUND for path, _, _ in ANNOUNCEMENTS.values())
    assert place.outlet.path(place.steady()).encode() in place.get("/").body


def test_guids_are_missing_stable_or_churning(place_of: Make) -> None:
    assert (
        [item.find("guid") for item in place_of("no-guids").items()].count(None)
        == len(place_of("no-guids").items())
        > 10
    )
    steady, churning = place_of("clean-rss"), place_of("churning-guids")
    guids = [[text_of(item, "guid") for item in place.items(number=n)] for place in (steady, churning) for n in (1, 2)]
    assert guids[0] == guids[1]
    assert not set(guids[2]) & set(guids[3])
    titles = [text_of(item, "title") for item in churning.items()]
    assert 0 < sum(title.startswith("++ ") for title in titles) < len(titles)


def test_a_short_window_forgets_and_a_huge_feed_does_not(place_of: Make) -> None:
    assert len(place_of("short-window").items()) == 3
    huge = place_of("huge-feed")
    items = huge.items()
    assert len(items) > 1500
    old = text_of(items[-1], "link").removeprefix(huge.outlet.url(""))
    first, later = huge.get(old, huge.start), huge.get(old, huge.end)
    assert first.status == later.status == HTTPStatus.OK
    assert text_of(items[-1], "title").replace("'", "&#x27;").encode() in later.body.replace(b"'", b"&#x27;")
    assert huge.get("/archive/1500").status == huge.get("/archive/x").status == HTTPStatus.NOT_FOUND


def test_restless_pages_claim_updates_that_never_were(place_of: Make) -> None:
    place = place_of("restless")
    article = next(each for each in place.outlet.articles if len(each.versions) == 1)
    at = max(article.published, place.start) + timedelta(hours=5)
    views = [place.outlet.view(article, at + timedelta(hours=h)) for h in (0, 1)]
    feeds = [place.get("/atom.xml", at + timedelta(hours=h)).body for h in (0, 1)]
    assert views[0] == views[1]
    assert feeds[0] != feeds[1]
