import json
from datetime import UTC, datetime

import pytest

from worker.text.pages import html
from worker.text.pages.draft import Metadata

from ...rows import each_row

NOW = datetime(2024, 3, 1, tzinfo=UTC)
URL = "https://www.town.example/news/mayor-resigns?utm_source=rss"


def read(head: str = "", body: str = "", *, url: str | None = URL) -> Metadata:
    return html.read(f"<html><head>{head}</head><body>{body}<p>Text.</p></body></html>", url=url, before=NOW).metadata


def linked(**data: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **data})}</script>"


def test_linked_data_come_first() -> None:
    head = (
        linked(
            headline="Mayor &amp; deputy resign",
            author=[{"@type": "Person", "name": "Ann Lee"}, {"name": ["Bo Day"]}, "Cy Orr"],
            datePublished="2024-02-28T10:00:00+01:00",
            dateModified="2024-02-28T12:00:00Z",
            publisher={"name": "Town News"},
            isAccessibleForFree="False",
        )
        + "<meta property='og:title' content='Other'><meta property='article:published_time' content='2020-01-01'>"
    )
    found = read(head)
    assert found.title == "Mayor & deputy resign"
    assert found.byline == ("Ann Lee", "Bo Day", "Cy Orr")
    assert found.published == datetime(2024, 2, 28, 9, tzinfo=UTC)
    assert found.modified == datetime(2024, 2, 28, 12, tzinfo=UTC)
    assert found.outlet == "Town News"
    assert found.says_article
    assert found.paid


def test_a_graph_and_broken_scripts() -> None:
    article = {"@type": ["Thing", "http://schema.org/Article"], "headline": "Mayor resigns"}
    graph = linked(**{"@type": "WebSite", "@graph": [{"@type": "WebPage", "name": "x"}, article]})
    head = f"<script type='application/ld+json'>{{broken</script>{graph}"
    assert read(head).title == "Mayor resigns"
    assert read("<script type='application/ld+json'>" + "[" * 100_000 + "</script>").title is None


def test_meta_elements_come_next() -> None:
    head = """<meta property="og:type" content="article"><meta property="og:title" content="Mayor resigns - Town News">
        <meta property="og:site_name" content="Town News"><meta name="author" content="By Ann Lee and Bo Day">
        <meta property="article:published_time" content="0001-01-01T00:00:00Z">
        <meta name="date" content="2024-02-28">"""
    found = read(head)
    assert found.title == "Mayor resigns"
    assert found.outlet == "Town News"
    assert found.byline == ("Ann Lee", "Bo Day")
    assert found.published == datetime(2024, 2, 28, tzinfo=UTC)
    assert found.says_article
    assert not found.paid


def test_the_markup_comes_after() -> None:
    body = "<h1>Mayor <b>re</b>signs</h1><a rel='author'>Ann Lee</a><time datetime='2024-02-28T10:00Z'>Wednesday</time>"
    found = read(body=body)
    assert found.title == "Mayor resigns"
    assert found.byline == ("Ann Lee",)
    assert found.published == datetime(2024, 2, 28, 10, tzinfo=UTC)


def test_no_date_is_later_than_the_page() -> None:
    assert read(body="<p class='date'>2024-02-01</p>").published == datetime(2024, 2, 1, tzinfo=UTC)
    assert read(body="<p class='date'>2024-06-01</p>").published is None


def test_the_heading_is_the_title_where_any_of_those_told_agrees() -> None:
    head = linked(headline="Why mayors resign") + "<meta property='og:title' content='Town: bridge brings down mayor'>"
    assert read(head, "<h1>Bridge brings down mayor of the town</h1>").title == "Bridge brings down mayor of the town"
    assert read(head, "<h1>Town News</h1>").title == "Why mayors resign"


def test_the_heading_readers_see_is_the_title_where_it_agrees() -> None:
    head = "<meta property='og:title' content='Mayor resigns over the bridge'>"
    assert read(head, "<h1>Town News</h1><h1>Mayor resigns over the bridge, at last</h1>").title == (
        "Mayor resigns over the bridge, at last"
    )
    assert read(head, "<h1>Politics</h1>").title == "Mayor resigns over the bridge"


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("/news/mayor-resigns", "https://www.town.example/news/mayor-resigns"),
        ("https://town.example/news/mayor-resigns#top", "https://town.example/news/mayor-resigns"),
        ("https://amp.town.example/x", "https://amp.town.example/x"),
        ("https://www.town.example/", None),
        ("https://elsewhere.example/news/mayor-resigns", None),
        ("javascript:alert(1)", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_the_canonical_address_is_believed_within_the_site(link: str, canonical: str | None) -> None:
    assert read(f"<link rel='canonical' href='{link}'>").canonical_url == canonical


@each_row(
    ("links", "twins"),
    [
        ("<link rel=amphtml href='/amp/story-1'>", ("https://town.example/amp/story-1",)),
        ("<link rel='AMPHTML nofollow' href='https://amp.town.example/1'>", ("https://amp.town.example/1",)),
        (
            "<link rel=amphtml href='https://town-example.cdn.ampproject.org/c/s/town.example/story-1/amp'>",
            ("https://town-example.cdn.ampproject.org/c/s/town.example/story-1/amp",),
        ),
        (
            "<link rel=alternate media='only screen and (max-width: 640px)' href='https://m.town.example/s/1'>",
            ("https://m.town.example/s/1",),
        ),
        (
            "<link rel=alternate media=handheld href='/wap/1'><link rel=amphtml href='https://m.town.example/s/1'>",
            ("https://town.example/wap/1", "https://m.town.example/s/1"),
        ),
        ("<link rel=alternate type='application/rss+xml' href='/feed'>", ()),
        ("<link rel=alternate hreflang=fr href='/fr/story-1'>", ()),
        ("<link rel=alternate media=print href='/print/1'>", ()),
        ("<link rel=amphtml href='https://elsewhere.example/amp/1'>", ()),
        ("<link rel=amphtml href='/'><link rel=amphtml href=''><link rel=amphtml href='javascript:x'>", ()),
        ("<link rel=amphtml href='http://[bad/1'>", ()),
        (
            "".join(f"<link rel=amphtml href='/amp/{n}'>" for n in range(9)) * 2,
            tuple(f"https://town.example/amp/{n}" for n in range(4)),
        ),
    ],
)
def test_where_a_page_says_that_it_stands_for_phones(links: str, twins: tuple[str, ...]) -> None:
    assert read(links, url="https://town.example/story-1").twin_urls == twins


def test_the_canonical_address_of_a_page_without_one() -> None:
    head = "<link rel=canonical href='https://town.example/a?utm_source=x'>"
    assert read(head, url=None).canonical_url == "https://town.example/a"


def test_a_page_that_says_nothing() -> None:
    assert read() == Metadata()


def test_a_day_gets_its_time_from_whatever_tells_it() -> None:
    head = linked(headline="Mayor resigns", datePublished="2024-02-28") + (
        "<meta name='pubdate' content='2024-02-20T10:00:00Z'><meta name='date' content='2024-02-28T09:15:30+01:00'>"
    )
    assert read(head).published == datetime(2024, 2, 28, 8, 15, 30, tzinfo=UTC)
    body = "<div class='publish-date'>Published 10:02 AM EST Feb 28, 2024</div>"
    assert read(linked(datePublished="2024-02-28"), body).published == datetime(2024, 2, 28, 15, 2, tzinfo=UTC)
    assert read(linked(datePublished="0001-01-01T00:00:00Z"), body).published == datetime(
        2024, 2, 28, 15, 2, tzinfo=UTC
    )
    assert read(linked(datePublished="2024-02-20"), body).published == datetime(2024, 2, 20, tzinfo=UTC)


def test_dates_that_only_people_can_read() -> None:
    body = "<p class='byline'>28 February 2024 at 10.15am GMT, updated 29 February 2024 at 11am GMT</p>"
    found = read(body=body)
    assert found.published == datetime(2024, 2, 28, 10, 15, tzinfo=UTC)
    assert found.modified == datetime(2024, 2, 29, 11, tzinfo=UTC)
    german = read(
        "<meta http-equiv='content-language' content='de'>", "<span class='date'>28/02/2024, 10:15 Uhr</span>"
    )
    assert german.published == datetime(2024, 2, 28, 10, 15, tzinfo=UTC)


def test_the_day_in_the_address_comes_before_a_guess() -> None:
    assert read(url="https://town.example/2024/02/28/mayor-resigns").published == datetime(2024, 2, 28, tzinfo=UTC)


def test_section_and_keywords() -> None:
    head = linked(headline="Mayor resigns", articleSection=["Politics", "Town"], keywords="Mayor, Bridge, mayor")
    found = read(head + "<meta name='news_keywords' content='x'>")
    assert (found.section, found.keywords) == ("Politics", ("Mayor", "Bridge"))
    head = "<meta property='article:tag' content='Mayor'><meta property='article:tag' content='Bridge'>"
    found = read(f"{head}<meta property='article:section' content='Politics'>")
    assert (found.section, found.keywords) == ("Politics", ("Mayor", "Bridge"))


def test_the_article_of_several_is_the_one_at_the_page_s_address() -> None:
    other = {"@type": "NewsArticle", "headline": "Ferry", "url": "https://www.town.example/news/ferry"}
    own = {"@type": "NewsArticle", "headline": "Mayor resigns", "mainEntityOfPage": {"@id": URL.partition("?")[0]}}
    assert read(f"<script type='application/ld+json'>{json.dumps([other, own])}</script>").title == "Mayor resigns"
    teasers = [{"@type": "NewsArticle", "headline": f"Ferry {number}"} for number in range(4)]
    found = read(f"<script type='application/ld+json'>{json.dumps(teasers)}</script>")
    assert not found.says_article
    assert found.says_listing


def test_references_in_a_graph_are_followed() -> None:
    graph = [
        {"@type": "Article", "headline": "Mayor resigns", "author": {"@id": "#ann"}, "publisher": {"@id": "#post"}},
        {"@type": "Person", "@id": "#ann", "name": "Ann Lee"},
        {"@type": "Organization", "@id": "#post", "name": "Harbour Post"},
        {"@type": "WebPage", "datePublished": "2024-02-28T10:00:00Z", "mainEntity": {"@type": "Thing"}},
    ]
    found = read(f"<script type='application/ld+json'>{json.dumps({'@graph': graph})}</script>")
    assert (found.byline, found.outlet) == (("Ann Lee",), "Harbour Post")
    assert found.published == datetime(2024, 2, 28, 10, tzinfo=UTC)


def test_the_outlet_by_the_end_of_the_title() -> None:
    assert read("<title>Mayor resigns over bridge nobody crossed - Harbour Post</title>").outlet == "Harbour Post"
    assert read("<title>Mayor resigns over bridge nobody crossed - at last</title>").outlet is None


def test_an_accelerated_twin_names_its_article() -> None:
    page = (
        "<html {}><head><link rel='canonical' href='https://town.example/news/mayor'></head><body>Text.</body></html>"
    )
    cache = "https://town-example.cdn.ampproject.org/c/s/town.example/amp/news/mayor"
    for mark in ("amp", "\u26a1"):
        assert (
            html.read(page.format(mark), url=cache, before=NOW).metadata.canonical_url
            == "https://town.example/news/mayor"
        )
    assert html.read(page.format(""), url=cache, before=NOW).metadata.canonical_url is None
    assert html.read(page.format("amp"), url="https://elsewhere.example/x", before=NOW).metadata.canonical_url is None


def test_an_address_is_no_author_and_the_next_source_is_asked() -> None:
    head = "<meta property='article:author' content='https://facebook.example/ann.lee'>"
    assert read(head, "<span class='entry-author'>Ann Lee</span>").byline == ("Ann Lee",)


def test_a_class_of_authors_signs_where_nothing_else_does() -> None:
    assert read(body="<div class='Story-bylineTexts'>by Ann Lee | November 18, 2019</div>").byline == ("Ann Lee",)
    assert read(body="<div class='comment-author'>Ann Lee</div>").byline == ()
    assert read(body="<div class='authority-name'>Harbour Board</div>").byline == ()
    assert read(body="<div class='author-box'>Lives by the pier</div>").byline == ()


def test_whom_a_review_is_about_signs_nothing() -> None:
    claim = {"@type": "Claim", "author": {"@type": "Person", "name": "Kim Rowe"}}
    assert read(linked(headline="No, the bridge is open", itemReviewed=claim)).byline == ()
