import gzip
from datetime import UTC, datetime

import pytest

from schemas.feed import Announcement, FeedKind
from worker.text import feed
from worker.text.feeds import sitemap
from worker.text.feeds.window import MAX_ENTRIES

URL = "https://town.example/sitemaps/all.xml"
SPACE = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def urlset(*urls: str) -> bytes:
    return f"<?xml version='1.0' encoding='utf-8'?><urlset {SPACE}>{''.join(urls)}</urlset>".encode()


def entry(path: str, lastmod: str = "", news: str = "") -> str:
    stamp = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<url><loc> https://town.example/{path}\n</loc>{stamp}{news}</url>"


def parse(body: bytes, **more: int) -> Announcement:
    return feed.parse(body, url=URL, content_type="application/xml", **more)


def test_a_sitemap_newest_first() -> None:
    found = parse(urlset(entry("old", "2024-05-01"), entry("never"), entry("new", "2024-05-02T10:00:00+02:00")))
    assert found.kind is FeedKind.SITEMAP
    assert found.problem is None
    assert [(one.url, one.updated) for one in found.entries] == [
        ("https://town.example/new", datetime(2024, 5, 2, 8, tzinfo=UTC)),
        ("https://town.example/old", datetime(2024, 5, 1, tzinfo=UTC)),
        ("https://town.example/never", None),
    ]


def test_a_news_sitemap() -> None:
    news = (
        "<news:news><news:publication><news:name>Town News</news:name><news:language>de</news:language>"
        "</news:publication><news:publication_date>2024-05-01T10:00:00Z</news:publication_date>"
        "<news:title>Mayor &amp; deputy resign</news:title></news:news>"
    )
    found = parse(urlset(entry("a", "2024-05-01T11:00:00Z", news)))
    assert (found.kind, found.title, found.language) == (FeedKind.NEWS_SITEMAP, "Town News", "de")
    (one,) = found.entries
    assert one.title == "Mayor & deputy resign"
    assert (one.published, one.updated) == (
        datetime(2024, 5, 1, 10, tzinfo=UTC),
        datetime(2024, 5, 1, 11, tzinfo=UTC),
    )


def test_an_index() -> None:
    body = (
        f"<sitemapindex {SPACE}><sitemap><loc>https://town.example/2023.xml.gz</loc><lastmod>2023-12-31</lastmod>"
        "</sitemap><sitemap><loc>/2024.xml</loc><lastmod>2024-05-01</lastmod></sitemap><sitemap/></sitemapindex>"
    )
    found = parse(body.encode())
    assert found.kind is FeedKind.SITEMAP_INDEX
    assert [one.url for one in found.sitemaps] == ["https://town.example/2024.xml", "https://town.example/2023.xml.gz"]
    assert found.entries == ()


def test_gzip_is_taken_off_and_a_broken_one_is_a_problem() -> None:
    packed = gzip.compress(urlset(entry("a")))
    assert len(parse(packed).entries) == 1
    assert "gzip" in (parse(packed[:-9]).problem or "")
    assert "gzip" in (parse(b"\x1f\x8bnothing").problem or "")


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MAX_UNPACKED_BYTES", 1_000_000)
    found = parse(gzip.compress(b"<urlset>" + b" " * 10_000_000 + b"</urlset>"))
    assert not found.is_feed
    assert found.problem


def test_a_list_of_addresses() -> None:
    listed = feed.parse(
        b"\xef\xbb\xbfhttps://town.example/a\r\n\r\nhttps://town.example/b\n", url=URL, content_type="text/plain"
    )
    assert [one.url for one in listed.entries] == ["https://town.example/a", "https://town.example/b"]
    assert not feed.parse(b"https://town.example/a\nand a sentence", url=URL, content_type="text/plain").is_feed


def test_namespaces_and_case_that_sites_get_wrong() -> None:
    for start in (
        "<urlset>",
        "<x:urlset xmlns:x='http://www.google.com/schemas/sitemap/0.84'>",
        "\n <!-- by x -->\n<urlset xmlns='nonsense'>",
    ):
        name = start.strip().rpartition("<")[2].partition(" ")[0].rstrip(">")
        body = f"{start}<url><loc>https://town.example/a</loc></url></{name}>"
        assert len(parse(body.encode()).entries) == 1


def test_a_limit_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_URLS", 5)
    found = parse(urlset(*(entry(str(number)) for number in range(9))))
    assert len(found.entries) == 5
    assert "more than 5 addresses" in (found.problem or "")


@pytest.mark.parametrize("kind", ["application/xml", "text/plain"])
def test_a_long_one_is_read_a_piece_at_a_time(kind: str) -> None:
    paths = [str(number) for number in range(MAX_ENTRIES + 300)]
    listed = "\n".join(f"https://town.example/{path}" for path in paths).encode()
    body = listed if kind == "text/plain" else urlset(*map(entry, paths))
    first = feed.parse(body, url=URL, content_type=kind)
    second = feed.parse(body, url=URL, content_type=kind, start=first.resume_at or 0)
    assert len(first.entries) <= MAX_ENTRIES
    assert len({one.url for found in (first, second) for one in found.entries}) == MAX_ENTRIES + 300
    assert second.resume_at is None


def test_a_cut_one_gives_what_came() -> None:
    whole = urlset(entry("a"), entry("b"))
    found = parse(whole[: whole.index(b"town.example/b")])
    assert [one.url for one in found.entries] == ["https://town.example/a"]
    assert found.problem


def test_entities_do_not_grow() -> None:
    doctype = "<!DOCTYPE urlset [<!ENTITY a 'https://town.example/'>" + "".join(
        f"<!ENTITY {chr(98 + at)} '{f'&{chr(97 + at)};' * 10}'>" for at in range(9)
    )
    found = parse(f"{doctype}]><urlset><url><loc>&j;</loc></url></urlset>".encode())
    assert found.entries == ()
    assert found.problem


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_encodings(encoding: str) -> None:
    named = encoding.removesuffix("-sig")
    body = f"<?xml version='1.0' encoding='{named}'?><urlset>{entry('CAFE')}</urlset>".replace("CAFE", "caf\u00e9")
    assert [one.url for one in parse(body.encode(encoding)).entries] == ["https://town.example/caf\u00e9"]
