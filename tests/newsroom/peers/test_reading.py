from datetime import timedelta

import pytest

from newsroom.peers.client import Client, Fetched, without_tracking
from newsroom.peers.discovery import entries
from newsroom.peers.reading import read
from newsroom.world import World

PLAIN = ["clean-rss", "atom-updated", "json-feed", "news-sitemap", "front-only", "twins", "live-blog"]
WORLD = World(1, 60, 2, PLAIN, outlets=14)


def test_the_block_holds_all_paragraphs_and_little_else_in_every_design() -> None:
    client, layouts = Client(WORLD, "test"), set()
    for outlet, article in WORLD.articles():
        at = max(article.published, WORLD.setting.start) + timedelta(minutes=1)
        version = article.at(at)
        assert version
        if version.gone:
            continue
        layouts.add(outlet.identity.layout)
        page = client.get(outlet.url(outlet.path(article, at)), at)
        assert page
        found = read(page.text)
        wanted = [" ".join(paragraph.text.split()) for paragraph in version.draft.paragraphs]
        shown = [text[5:] if article.is_live and text[2:3] == ":" else text for text in found.paragraphs]
        assert [text for text in shown if text in wanted] == wanted
        # A byline and a stamp may stand with the few paragraphs of a live blog's first hour; comments never do.
        assert len(list(filter(None, shown))) <= len(wanted) + 2
        assert found.headline == version.draft.title.text
        assert found.headline in found.title
        assert all(text in found.everything for text in wanted)
    assert len(layouts) == 4


def test_scripts_menus_and_comments_are_no_paragraphs() -> None:
    found = read(
        "<title>T | Site</title><h1>H</h1><ul class=nav><li>Home, sweet home, and much more of it</ul>"
        "<div><p>One, with words enough to count.<p>Two, with words enough to count.</div>"
        "<script>if (a < b) { p }</script><div class=comments><p>I, a reader, say a great many words here.</div>"
    )
    assert found.paragraphs == ("One, with words enough to count.", "Two, with words enough to count.")
    assert (found.title, found.headline) == ("T | Site", "H")
    assert "reader" in found.everything
    assert "if (a" not in found.everything


def test_an_empty_page_says_nothing() -> None:
    assert read("").paragraphs == ()
    assert read("<p>short</p>").paragraphs == ()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<rss><channel><link>http://a/</link><item><link>http://a/1</link></item></channel></rss>", "text/xml"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='http://a/1'/></entry></feed>", "text/xml"),
        (b"<urlset xmlns='x'><url><loc> http://a/1 </loc></url></urlset>", "text/xml"),
        (b'{"items": [{"url": "http://a/1"}]}', "application/feed+json"),
    ],
)
def test_feeds_and_sitemaps_announce_addresses(body: bytes, content_type: str) -> None:
    assert entries(Fetched("http://a/feed", 200, body, content_type)) == [("http://a/1", None)]


@pytest.mark.parametrize(("body", "content_type"), [(b"/etc/passwd", "text/xml"), (b"[", "application/json")])
def test_what_is_no_feed_announces_nothing(body: bytes, content_type: str) -> None:
    assert entries(Fetched("http://a/feed", 200, body, content_type)) == []


def test_tracking_parameters_are_dropped() -> None:
    assert without_tracking("http://a/1?utm_source=x&id=2#top") == "http://a/1?id=2"


@pytest.mark.parametrize(
    ("body", "declared"),
    [("Zürich".encode(), "iso-8859-1"), ("Zürich".encode("windows-1252"), "rot26"), ("\ufeffZürich".encode(), "")],
)
def test_text_is_read_whatever_is_declared(body: bytes, declared: str) -> None:
    assert Fetched("http://a/", 200, body, f"text/html; charset={declared}").text == "Zürich"
