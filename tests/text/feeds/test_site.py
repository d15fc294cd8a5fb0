import pytest

from schemas.feed import SitePage
from worker.text import feed
from worker.text.feeds import probes, site

from ...rows import each_row

FRONT = "https://www.town.example/"


def look(body: str, url: str = FRONT) -> SitePage:
    return feed.look(body.encode(), url=url)


def test_the_feeds_that_a_page_names() -> None:
    page = look(
        """<html><head><link rel="alternate" type="application/rss+xml" href="/feed">
        <link rel="ALTERNATE home" type="application/feed+json; charset=utf-8" href="//town.example/f.json">
        <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
        <link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">
        <link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" type="application/rss+xml" href="/x">
        <link rel="alternate" type="application/atom+xml" href="javascript:alert(1)"></head></html>"""
    )
    assert page.feeds == ("https://www.town.example/feed", "https://town.example/f.json")
    assert not page.is_article


def test_links_that_look_like_articles() -> None:
    page = look(
        """<meta property="og:site_name" content="The Town">
        <a href="/news/harbour-bridge-shut-after-cracks"><img></a>
        <a href="https://m.town.example/news/harbour-bridge-shut-after-cracks?utm_source=x">
        Harbour bridge shut after cracks</a>
        <a href="/2024/05/01/mayor/">Mayor</a><a href="/a/1234567">1</a><a href="/?p=77">x</a>
        <a href="/about">About us and what we do</a><a href="/tag/a-long-tag-with-words">t</a><a href="/sport">Sport</a>
        <a href="https://other.example/news/harbour-bridge-shut-after-cracks">elsewhere</a>
        <a href="/files/the-long-report-of-2024.pdf">report</a>
        <a href="mailto:a@town.example">m</a><a href="#top">t</a>"""
    )
    assert [(entry.url, entry.title) for entry in page.links] == [
        (FRONT + "news/harbour-bridge-shut-after-cracks", "Harbour bridge shut after cracks"),
        (FRONT + "2024/05/01/mayor/", None),
        (FRONT + "a/1234567", None),
        (FRONT + "?p=77", None),
    ]
    assert page.name == "The Town"


@each_row(
    ("url", "is_one"),
    [
        ("https://t.example/world/ferry-runs-aground-off-the-coast", True),
        ("https://t.example/article/ferry-17.html", True),
        ("https://t.example/articles/c0mplex12345o", True),
        ("https://t.example/2024/may/01/ferry", True),
        ("https://t.example/2024-05-01/ferry", True),
        ("https://t.example/index.php?articleId=9", True),
        ("https://t.example/", False),
        ("https://t.example/world", False),
        ("https://t.example/world/europe", False),
        ("https://t.example/2024/05/", False),
        ("https://t.example/author/maria-de-la-cruz-lopez", False),
        ("https://t.example/terms-of-use", False),
        ("https://t.example/photo/a-b-c-d-e.jpg", False),
        ("https://t.example/edition-2024", False),
    ],
)
def test_what_an_address_looks_like(url: str, is_one: bool) -> None:  # noqa: FBT001 - a case
    assert site.looks_like_article(url) is is_one


def test_an_article_says_so_and_a_front_page_never_is_one() -> None:
    says = "<meta property='og:type' content='article'><link rel=alternate type='application/rss+xml' href='/f'>"
    assert look(says, "https://town.example/mayor").is_article
    assert not look(says, FRONT).is_article
    linked = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x"}</script>'
    assert look(linked, "https://town.example/mayor").is_article
    assert not look("<meta property='og:type' content='website'>", "https://town.example/a-b-c-d").is_article


@pytest.mark.parametrize("body", [b"", b"\x00\xff" * 99, b"<a href='http://[x'>", b"<" * 5000])
def test_no_bytes_fail(body: bytes) -> None:
    assert not feed.look(body, url=FRONT).links


def test_the_sitemaps_of_a_robots_txt_those_of_news_alone() -> None:
    robots = b"User-agent: *\nSITEMAP:https://t.example/all.xml\n sitemap : /news.xml\nDisallow: /sitemap: x\n"
    assert probes.sitemaps_in(robots, url="https://t.example/robots.txt") == ["https://t.example/news.xml"]
    plain = b"Sitemap: /a.xml\r\nSitemap: /b.xml\nSitemap: /a.xml"
    assert probes.sitemaps_in(plain, url="https://t.example/robots.txt") == [
        "https://t.example/a.xml",
        "https://t.example/b.xml",
    ]


def test_what_is_tried_in_turn() -> None:
    tried: list[str] = []
    rest = probes.first("https://t.example/?x", b"Sitemap: /a.xml")
    while rest := probes.remaining(rest, is_enough=len(tried) == 3):
        tried.append(rest.pop(0))
    assert tried == ["https://t.example/a.xml", "https://t.example/feed", "https://t.example/rss.xml"]
