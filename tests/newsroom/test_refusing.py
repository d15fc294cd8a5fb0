from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest

from newsroom.http import Answer
from newsroom.outlets.catalogue import ARCHETYPES

MINUTE = timedelta(minutes=1)
Read = Callable[[Answer], Any]

Make = Callable[..., Any]


@pytest.mark.parametrize("archetype", sorted(set(ARCHETYPES) - {"soft-404", "live-blog"}))
def test_a_withdrawn_article_is_gone_and_announced_no_more(archetype: str, place_of: Make) -> None:
    places = (place_of(archetype, seed) for seed in range(1, 30))
    place, gone = next((each, a) for each in places for a in each.outlet.articles if a.versions[-1].gone)
    assert place.read(gone, place.end, cookies={"consent": "yes"}).status == HTTPStatus.GONE
    assert gone not in place.outlet.listed(place.end)


@pytest.mark.parametrize(
    ("archetype", "kind", "status", "mark"),
    [
        ("block-403", "block-403", HTTPStatus.FORBIDDEN, b"Access denied"),
        ("block-429", "block-429", HTTPStatus.TOO_MANY_REQUESTS, b"Too many requests"),
        ("block-captcha", "block-captcha", HTTPStatus.OK, b"g-recaptcha"),
        ("consent-wall", "consent-wall", HTTPStatus.OK, b"842 partners"),
    ],
)
def test_refusals_last_for_their_windows(archetype: str, kind: str, status: int, mark: bytes, place_of: Make) -> None:
    place = place_of(archetype)
    article = place.steady()
    path = place.outlet.path(article)
    for window in place.windows(kind):
        inside, after = place.get(path, window.start), place.get(path, window.end, number=2)
        assert inside.status == status
        assert mark in inside.body
        assert mark not in after.body
        assert place.outlet.view(article, window.start) is None
        assert not set(article.versions[0].draft.texts) & set(inside.body.decode().splitlines())
        feed = place.get("/feed.xml", window.start).status
        assert feed == (status if archetype in {"block-403", "block-429"} else HTTPStatus.OK)
    if archetype == "block-429":
        assert place.get(path, place.windows(kind)[0].start).header("Retry-After") == "1800"


def test_the_consent_cookie_opens_the_wall_and_some_are_sent_round_it(place_of: Make) -> None:
    place = place_of("consent-wall")
    article, window = place.steady(), place.windows("consent-wall")[0]
    at = max(article.published + MINUTE, window.start)
    assert place.read(article, at, cookies={"consent": "yes"}).body.count(b"<p>") > 3
    statuses = [place.read(article, number=n).status for n in range(200)]
    assert 0.05 < statuses.count(HTTPStatus.FOUND) / 200 < 0.3
    assert set(statuses) == {HTTPStatus.OK, HTTPStatus.FOUND}
    assert b"842 partners" in place.get("/consent?continue=/x").body


def test_the_meter_runs_out_and_leaves_the_lede(shown: Read, place_of: Make) -> None:
    place = place_of("metered-paywall")
    article = place.steady()
    draft = article.versions[-1].draft
    free, spent = place.read(article, number=40), place.read(article, number=41)
    lines = shown(spent).lines
    assert draft.lede in lines
    assert draft.paragraphs[-1].text in shown(free).lines
    assert draft.paragraphs[-1].text not in lines
    assert b"subscribe today" in spent.body
    assert b"subscribe today" not in free.body
    assert draft.paragraphs[-1].text in shown(place.read(article, number=90, cookies={"subscriber": "yes"})).lines


def test_soft_404_says_ok_or_leads_home(place_of: Make) -> None:
    statuses = set()
    for seed in range(1, 12):
        place = place_of("soft-404", seed)
        assert place.get("/nothing").status == HTTPStatus.OK
        for article in place.outlet.articles:
            window = place.windows("soft-404")[-1]
            outage = place.read(article, window.start)
            statuses.add(outage.status)
            assert article.versions[0].draft.texts[-1].encode() not in outage.body
            if article.versions[-1].gone:
                assert place.read(article).status in {HTTPStatus.OK, HTTPStatus.FOUND}
    assert statuses == {HTTPStatus.OK, HTTPStatus.FOUND}
