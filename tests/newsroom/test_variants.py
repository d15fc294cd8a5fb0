from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from lxml import etree

from newsroom.http import Answer, Request

MINUTE = timedelta(minutes=1)
Read = Callable[[Answer], Any]

Make = Callable[..., Any]


def text_of(element: etree._Element, path: str) -> str:
    found = element.findtext(path)
    assert found
    return found


def test_ab_headlines_follow_the_cookie_or_chance(shown: Read, place_of: Make) -> None:
    place = place_of("ab-headlines")
    window = place.windows("ab-headline")[0]
    article = next(each for each in place.outlet.articles if each.key == window.article)
    at = max(article.published, place.start) + MINUTE
    first, second = window.detail.split(" | ")
    assert shown(place.read(article, at, cookies={"ab": "a"})).headline == first
    assert shown(place.read(article, at, cookies={"ab": "b"})).headline == second
    headlines = [shown(place.read(article, at, number=n)).headline for n in range(60)]
    assert 15 < headlines.count(first) < 45
    assert set(headlines) == {first, second}
    cookie = place.read(article, at, cookies={"ab": "b"}).header("Set-Cookie") or ""
    assert cookie.startswith("ab=b;")
    ended = place.read(article, window.end, cookies={"ab": "b"})
    assert shown(ended).headline != second or article.versions[-1].draft.title.text == second


def test_the_cdn_pair_serves_old_and_new_by_turns(shown: Read, place_of: Make) -> None:
    place = place_of("cdn-pair")
    article = place.edited()
    edit = article.edits[0]
    late = edit.at + MINUTE
    fresh, stale = shown(place.read(article, late, number=1)), shown(place.read(article, late, number=2))
    assert all(text in fresh.text for text in edit.after)
    assert not all(text in stale.text for text in edit.after)
    window = next(each for each in place.windows("flap") if each.article == article.key and each.start == edit.at)
    assert all(text in shown(place.read(article, window.end, number=2)).text for text in edit.after)


def test_geo_editions_follow_the_visitor_and_the_hour(shown: Read, place_of: Make) -> None:
    place = place_of("geo-variants")
    article = place.steady()
    pages = {
        (client, hour): shown(place.read(article, place.end - timedelta(hours=hour), client=client)).text
        for client in ("a", "b", "c", "d")
        for hour in (0, 6, 12)
        if place.outlet.view(article, place.end - timedelta(hours=hour))
    }
    local = {key for key, text in pages.items() if "Readers in your area" in text}
    assert 0 < len(local) < len(pages)
    assert len({key[1] for key in local} | {key[0] for key in local}) > 2


def test_twins_are_one_article_at_many_addresses(shown: Read, place_of: Make) -> None:
    place = place_of("twins")
    article = place.steady()
    path = place.outlet.path(article, place.end)
    addresses = [(place.outlet.host, path), (place.outlet.host, "/amp" + path), (place.outlet.hosts[1], path)]
    addresses.append((place.outlet.host, path + "?utm_source=feed"))
    pages = [place.world.answer(Request(place.end, host, where)) for host, where in addresses]
    paragraphs = [paragraph.text for paragraph in article.versions[-1].draft.paragraphs]
    for page in pages:
        assert [line for line in shown(page).lines if line in paragraphs] == paragraphs
        assert f'rel="canonical" href="{place.outlet.url(path)}"' in page.body.decode()
    assert b'rel="amphtml"' in pages[0].body
    assert {place.world.network.origin(host) + where.partition("?")[0] for host, where in addresses} <= set(
        place.outlet.addresses(article)
    )
    links = [text_of(item, "link") for item in place.items(number=3)]
    assert all(link.startswith(f"http://m.{place.outlet.identity.domain}/") and "utm_" in link for link in links)


def test_a_slug_edit_redirects_the_old_address(place_of: Make) -> None:
    place = place_of("twins", 2)
    renamed = next(a for a in place.outlet.articles if place.outlet.path(a) != place.outlet.path(a, place.end))
    old = place.get(place.outlet.path(renamed))
    assert old.status == HTTPStatus.MOVED_PERMANENTLY
    assert old.header("Location") == place.outlet.url(place.outlet.path(renamed, place.end))
