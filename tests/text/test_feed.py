from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.text import feed
from worker.text.feeds.window import MAX_ENTRIES, TOP_ENTRIES

URL = "https://town.example/feeds/news.xml"


def rss(*items: str, channel: str = "") -> bytes:
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{channel}{''.join(items)}</channel></rss>".encode()


def item(link: str = "https://town.example/a", extra: str = "") -> str:
    return f"<item><link>{link}</link>{extra}</item>"


def test_rss() -> None:
    found = feed.parse(
        rss(
            "<item><title>Mayor &amp; &lt;b&gt;deputy&lt;/b&gt; resign</title><link>/news/mayor?a=1&amp;b=2</link>"
            "<guid isPermaLink='false'>n-1</guid><pubDate>Wed, 07 Dec 2022 13:28:00 +0100</pubDate>"
            "<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two&lt;script&gt;alert(1)&lt;/script&gt;.&lt;/p&gt;</description></item>",
            channel="<title>Town News</title><link>https://town.example/</link><language>en-GB</language>",
        ),
        url=URL,
    )
    assert found.problem is None
    assert (found.title, found.homepage, found.language) == ("Town News", "https://town.example/", "en")
    (entry,) = found.entries
    assert entry.url == "https://town.example/news/mayor?a=1&b=2"
    assert entry.guid == "n-1"
    assert entry.title == "Mayor & deputy resign"
    assert entry.summary == "One. Two."
    assert entry.published == datetime(2022, 12, 7, 12, 28, tzinfo=UTC)
    assert entry.updated is None


def test_atom() -> None:
    found = feed.parse(
        b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://town.example/news/"><title>Town</title>
        <entry><id>tag:town.example,2022:1</id><title type="text">1 &lt; 2</title><link href="mayor"/>
        <published>2022-12-07T13:28:00Z</published><updated>2022-12-08T10:00:00+02:00</updated></entry></feed>""",
        url=URL,
    )
    (entry,) = found.entries
    assert entry.url == "https://town.example/news/mayor"
    assert entry.guid == "tag:town.example,2022:1"
    assert entry.title == "1 < 2"
    assert entry.published == datetime(2022, 12, 7, 13, 28, tzinfo=UTC)
    assert entry.updated == datetime(2022, 12, 8, 8, tzinfo=UTC)


def test_entries_that_link_to_no_page_are_left_out() -> None:
    links = (
        "javascript:alert(1)",
        "ftp://town.example/a",
        "file:///etc/passwd",
        "",
        "http://[broken",
        "https://town.example/a",
    )
    assert [entry.url for entry in feed.parse(rss(*map(item, links)), url=URL).entries] == ["https://town.example/a"]


def test_each_address_once_in_document_order() -> None:
    links = ("https://town.example/b", "https://town.example/a", "https://town.example/b")
    found = feed.parse(rss(*map(item, links)), url=URL)
    assert [entry.url for entry in found.entries] == ["https://town.example/b", "https://town.example/a"]


def test_a_body_that_is_a_path_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(rss(item("https://town.example/secret")))
    found = feed.parse(str(secret).encode(), url=URL)
    assert found.entries == ()
    assert found.problem


@pytest.mark.parametrize("reference", ["&#xD800;", "&#x110000;", "&#0;", "&#99999999999;"])
def test_references_to_no_character_are_a_problem_and_no_failure(reference: str) -> None:
    found = feed.parse(rss(item(extra=f"<title>a{reference}b</title>")), url=URL)
    assert found.problem
    "".join(entry.title or "" for entry in found.entries).encode()


@pytest.mark.parametrize("body", [b"", b"<html><body>Not found</body></html>", b"{}", b"\x00\xff" * 50])
def test_what_is_no_feed_says_so(body: bytes) -> None:
    found = feed.parse(body, url=URL, content_type="text/html")
    assert found.entries == ()
    assert found.problem


def test_a_long_feed_is_read_a_piece_at_a_time_its_top_always() -> None:
    many = [item(f"https://town.example/{number}") for number in range(MAX_ENTRIES + 700)]
    whole = rss(*many)
    first = feed.parse(whole, url=URL)
    assert first.problem is None
    assert [entry.url for entry in first.entries] == [f"https://town.example/{number}" for number in range(MAX_ENTRIES)]
    assert first.resume_at == MAX_ENTRIES
    second = feed.parse(whole, url=URL, start=first.resume_at)
    assert second.entries[0].url == "https://town.example/0"
    assert second.entries[TOP_ENTRIES].url == f"https://town.example/{MAX_ENTRIES}"
    third = feed.parse(whole, url=URL, start=second.resume_at or 0)
    assert third.entries[-1].url == f"https://town.example/{MAX_ENTRIES + 699}"
    assert third.resume_at is None
    seen = {entry.url for found in (first, second, third) for entry in found.entries}
    assert len(seen) == len(many)


def test_a_pass_over_a_feed_that_has_grown_short_begins_at_the_top() -> None:
    found = feed.parse(rss(item()), url=URL, start=1_500)
    assert (len(found.entries), found.resume_at) == (1, None)


@settings(max_examples=40, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=100).map(lambda text: rss(item(extra=f"<title>{text}</title><pubDate>{text}</pubDate>"))),
        st.text(max_size=100).map(lambda text: rss(item(link=text))),
    )
)
def test_no_bytes_fail(body: bytes) -> None:
    feed.parse(body, url=URL).model_dump_json()


def test_a_tag_that_would_hold_the_parser_is_refused_and_long_text_is_not() -> None:
    attributes = b" ".join(b'a%d="x"' % number for number in range(20_000))
    held = feed.parse(b"<rss version='2.0'><channel " + attributes + b"></channel></rss>", url="https://a.example/feed")
    assert not held.is_feed
    assert "tag" in (held.problem or "")
    long = b"<rss version='2.0'><channel><title><![CDATA[" + b"word " * 10_000 + b"]]></title></channel></rss>"
    assert feed.parse(long, url="https://a.example/feed").is_feed
