from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas.article import Reading, VerdictKind
from schemas.page import Given, Page
from worker.text import feed
from worker.text.extract import FEED, HTML, PLAIN, extract
from worker.text.feeds import entry_page
from worker.text.normalise import text_digest

SEEDS = Path(__file__).parents[2] / "seeds"
NOW = datetime(2024, 3, 1, tzinfo=UTC)
PIECES = """\
<p>|</p>|<br>|<h1>|</div>|<div class='caption'>|<a href='/x'>|</a>|<table><tr><td>|<ul><li>|<!--|-->|<![CDATA[|<svg>
<script type='application/ld+json'>|</script>|{"@type":"Article","author":[{}],"headline":["x"]}|<article>|</article>
&#xD800;|&#0;|\x00|\ud800|\u202e|<body>|<?xml|<meta property='og:title' content='|'>|<time datetime='|<frameset>
<link rel=canonical href='http://[|<html lang='|<base href='//'>|The mayor has resigned. |<textarea>|<title>"""
MARKUP = st.lists(st.sampled_from(PIECES.replace("\n", "|").split("|")), max_size=40).map("".join)


def page(body: bytes, content_type: str = "text/html", url: str | None = "https://town.example/news/mayor") -> Page:
    return Page(url=url, fetched_at=NOW, content_type=content_type, body=body)


def assert_sound(reading: Reading) -> None:
    """What holds for the reading of any page."""
    assert reading.text == "\n\n".join(reading.paragraphs)
    assert all(paragraph == " ".join(paragraph.split()) != "" for paragraph in reading.paragraphs)
    for sentence in reading.sentences:
        assert reading.text[sentence.start : sentence.end] == sentence.text
    for quote in reading.quotes:
        assert 0 <= quote.start < quote.end <= len(reading.text)
    assert reading.digests.text == text_digest(reading.title, reading.text)
    assert Reading.model_validate_json(reading.model_dump_json()) == reading
    assert "\\u0000" not in reading.model_dump_json()


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400), st.sampled_from(["text/html", "text/plain", "image/png", "", "text/html; charset=utf-16"])
)
@example(b"<meta charset=", "text/html")
@example(b"\xff\xfe<\x00p\x00>\x00", "text/html")
def test_no_bytes_fail(body: bytes, content_type: str) -> None:
    assert_sound(extract(page(body, content_type)))


@settings(max_examples=150, deadline=None)
@example("\x00<html lang='", "text/html")
@given(MARKUP, st.sampled_from(["text/html", "text/plain"]))
def test_no_markup_fails(markup: str, content_type: str) -> None:
    assert_sound(extract(page(markup.encode("utf-8", "surrogatepass"), content_type)))


@pytest.mark.parametrize("name", ["000_d1224f78e145d97b.txt", "001_96fc9e27521c10e8.txt"])
def test_the_seeds_read_as_articles(name: str) -> None:
    body = (SEEDS / name).read_bytes()
    reading = extract(page(body, "text/plain; charset=utf-8", None))
    assert_sound(reading)
    assert reading.verdict.is_ is VerdictKind.ARTICLE
    assert reading.extractor == PLAIN
    assert reading.digests.raw == sha256(body).hexdigest()
    assert len(reading.quotes) >= 5
    assert "Belgorod" in reading.text


def test_what_was_given_stands_above_the_page() -> None:
    head = b"<head><title>Page</title><meta property='og:site_name' content='Site'></head>"
    body = b"<html>" + head + b"<body><p>Text.</p></body></html>"
    said = Given(outlet="LBC", title="Mayor  resigns", published=datetime(2024, 2, 1, tzinfo=UTC))
    reading = extract(page(body), said)
    assert (reading.outlet, reading.title, reading.published) == ("LBC", "Mayor resigns", said.published)
    alone = extract(page(body))
    assert (alone.outlet, alone.title, alone.published) == ("Site", "Page", None)
    assert alone.extractor.is_like(HTML)
    assert alone.extractor.choice == "fast"
    assert "trafilatura" in HTML.version


def test_a_given_title_is_not_repeated_in_the_text() -> None:
    body = b"Mayor resigns\n\nThe mayor of the town has resigned, the council said on Monday."
    reading = extract(page(body, "text/plain"), Given(title="The mayor resigns"))
    assert reading.title == "The mayor resigns"
    assert reading.paragraphs == ("The mayor of the town has resigned, the council said on Monday.",)


def test_the_charset_of_the_header_counts() -> None:
    text = "\u0420\u043e\u0441\u0441\u0438\u044f \u0440\u043e\u0435\u0442 \u043e\u043a\u043e\u043f\u044b."
    sent = Page(
        url=None,
        fetched_at=NOW,
        headers={"content-type": "text/plain; charset=windows-1251"},
        content_type="text/plain",
        body=text.encode("cp1251"),
    )
    assert extract(sent).text == text


def test_what_a_feed_gives_of_an_article_is_marked_as_such() -> None:
    words = "The mayor of the town has resigned over the bridge, the council said on Monday. " * 6
    own = f"<content:encoded>&lt;p&gt;{words}&lt;/p&gt;</content:encoded>"
    item = f"<item><title>Mayor &amp; bridge</title><link>/a</link>{own}"
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    rss = f"<rss version='2.0' {space}><channel><title>T</title>{item}</item></channel></rss>"
    (entry,) = feed.parse(rss.encode(), url="https://town.example/feed").entries
    made = entry_page.page(entry, "en", NOW)
    assert made is not None
    reading = extract(made)
    assert_sound(reading)
    assert reading.is_article
    assert reading.extractor.is_like(FEED)
    assert (reading.title, reading.text) == ("Mayor & bridge", words.strip())
    assert entry_page.page(entry.model_copy(update={"content": "<p>Read on.</p>"}), "en", NOW) is None
    assert entry_page.page(entry.model_copy(update={"content": None}), "en", NOW) is None
