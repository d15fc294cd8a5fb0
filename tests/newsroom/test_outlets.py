import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import escape
from http import HTTPStatus
from typing import Any

import pytest
from lxml import etree

from newsroom.http import Answer, Request
from newsroom.outlets.bodies import CHARSETS
from newsroom.outlets.catalogue import ARCHETYPES
from newsroom.outlets.hostile import INWARD
from newsroom.world import World

MINUTE = timedelta(minutes=1)
Read = Callable[[Answer], Any]

Make = Callable[..., Any]


def text_of(element: etree._Element, path: str) -> str:
    found = element.findtext(path)
    assert found
    return found


def broken(body: bytes) -> bool:
    try:
        etree.fromstring(body)
    except etree.XMLSyntaxError:
        return True
    return False


@pytest.mark.parametrize("archetype", ARCHETYPES)
def test_every_outlet_serves_its_articles_whole_when_nothing_is_amiss(
    archetype: str, shown: Read, place_of: Make
) -> None:
    place = place_of(archetype)
    read = 0
    for article in place.outlet.articles:
        at = max(article.published, place.start) + MINUTE
        view = place.outlet.view(article, at)
        if view is None:
            continue
        page = shown(place.read(article, at, cookies={"consent": "yes", "ab": "a"}))
        read += 1
        assert page.headline == view.headline
        assert [line for line in page.lines if line in view.paragraphs] == list(view.paragraphs)
    assert read > 15


def test_labels_lie_about_the_charset(place_of: Make) -> None:
    place = place_of("wrong-charset")
    seen = set()
    for article in place.outlet.articles:
        answer = place.read(article)
        if answer.status == HTTPStatus.OK:
            charset, meta, label = CHARSETS[article.number % len(CHARSETS)]
            assert answer.header("Content-Type") == label
            text = answer.body.decode(charset)
            assert f'<meta charset="{meta}">' in text
            assert escape(article.versions[-1].draft.texts[0], quote=False) in text
            seen.add((meta, label))
    assert len(seen) == len(CHARSETS)
    assert "iso-8859-1" in (place.get("/feed.xml").header("Content-Type") or "")


def test_some_bodies_are_cut_at_quarters_in_plain_and_in_gzip(place_of: Make) -> None:
    place = place_of("truncated")
    article = place.steady()
    answers = [place.read(article, number=n) for n in range(1, 301)]
    cut = [answer for answer in answers if answer.cut_at is not None]
    assert 0.2 < len(cut) / 300 < 0.4
    assert {round(4 * (answer.cut_at or 0) / len(answer.body)) for answer in cut} == {1, 2, 3}
    assert {answer.is_close_delimited for answer in cut} == {True, False}
    number = next(n for n, answer in enumerate(answers, 1) if answer.cut_at is not None)
    packed = place.read(article, number=number, headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.body) == answers[number - 1].body
    assert 0 < (packed.cut_at or 0) < len(packed.body)


def test_slow_answers_wait_and_some_drip_for_ever(place_of: Make) -> None:
    place = place_of("slow")
    paces = [place.read(place.steady(), number=n).pace for n in range(1, 301)]
    assert 0.3 < sum(pace.wait_seconds > 0 for pace in paces) / 300 < 0.7
    dripping = [pace for pace in paces if pace.piece_bytes]
    size = len(place.read(place.steady()).body)
    assert dripping
    assert all(size / pace.piece_bytes * pace.piece_seconds > 60 for pace in dripping)


@pytest.mark.parametrize("archetype", ["redesign-same", "redesign-hides"])
def test_a_redesign_changes_every_page_at_once(archetype: str, shown: Read, place_of: Make) -> None:
    place = place_of(archetype)
    [window] = place.windows("redesign")
    compared = 0
    for article in place.outlet.articles:
        before, after = (place.outlet.view(article, at) for at in (window.start - MINUTE, window.start))
        if before is None or after is None or article.at(window.start) != article.at(window.start - MINUTE):
            continue
        compared += 1
        old, new = place.read(article, window.start - MINUTE), place.read(article, window.start)
        shape = [re.findall(rb"<(?:div|main|article|section|table)[^>]*>", page.body)[:4] for page in (old, new)]
        assert shape[0] != shape[1]
        lines = [line for line in shown(new).lines if line in before.paragraphs]
        if archetype == "redesign-same":
            assert lines == list(before.paragraphs)
        else:
            assert lines == list(before.paragraphs[: (len(before.paragraphs) + 1) // 2])
            rest = re.search(r'id="rest">(.*?)</script>', new.body.decode(), re.DOTALL)
            assert rest
            assert json.loads(rest[1]) == list(before.paragraphs[len(lines) :])
    assert compared > 3


def test_live_blogs_grow_from_the_top(shown: Read, place_of: Make) -> None:
    place = place_of("live-blog")
    article = max(place.outlet.articles, key=lambda each: len(each.versions))
    assert len(article.versions) > 5
    for version, edit in zip(article.versions[1:], article.edits, strict=True):
        page = shown(place.read(article, version.at))
        entries = [line for line in page.lines if line in {paragraph.text for paragraph in version.draft.paragraphs}]
        assert entries[0] == version.draft.paragraphs[0].text
        assert f"{version.at:%H:%M}" in page.lines
        assert edit.kind == "live-update"


def test_the_agency_reports_for_others(world: World) -> None:
    agency = next(outlet for outlet in world.outlets if outlet.identity.archetype == "wire-agency")
    mine = {article.key for article in agency.articles}
    assert agency.identity.name == "Meridian Press"
    run = [article for _, article in world.articles() if article.wire_of in mine]
    assert run
    assert all(article.versions[0].draft.byline == "Meridian Press" for article in run)


def test_the_hostile_outlet_sets_its_traps(place_of: Make) -> None:
    place = place_of("hostile")
    quiet = place.start + MINUTE
    links = [text_of(item, "link") for item in place.items(quiet)]
    assert set(INWARD) <= set(links)
    assert place.get("/trap/inward").header("Location") == INWARD[1]
    assert place.get("/trap/loop").header("Location") == place.outlet.url("/trap/loop")
    bomb = place.get("/trap/bomb")
    assert bomb.header("Content-Encoding") == "gzip"
    assert len(bomb.body) < 300_000
    assert place.get("/trap/deep").body.count(b"<div>") > 256
    assert b"\x00" in place.get("/trap/nul").body
    assert "<script>" in place.steady().versions[0].draft.byline
    assert b"<script>alert('byline')" not in place.read(place.steady()).body.replace(b'"name": "', b"")
    bad = [place.get("/feed.xml", window.start).body for window in place.windows("bad-feed")]
    assert bad[0] == b"/etc/passwd"
    assert all(broken(body) for body in bad[:2])
    assert bad[2].count(b'="1"') == 100_000
    assert b"&#xD800;" in bad[3]
    assert bad[4].count(b"<item>") == 100_000
    assert len(place.get("/trap/long").body) > 10_000_000


def test_pages_are_the_same_for_one_number_and_differ_for_the_next(place_of: Make) -> None:
    place = place_of("atom-updated")
    request = Request(place.end, place.outlet.host, place.outlet.path(place.steady()))
    assert place.world.answer(request) == place.world.answer(request)
    assert place.world.answer(request).body != place.world.answer(replace(request, number=2)).body
