"""What is wrong with feeds that can be read all the same."""

import json

import pytest

from worker.text import feed
from worker.text.feeds import complaints
from worker.text.feeds.window import MAX_ENTRIES

URL = "https://town.example/feed"
DATE = "<pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate>"


def item(link: str = "<link>https://town.example/a</link>", date: str = DATE) -> str:
    return f"<item><title>A bridge</title>{link}{date}</item>"


def rss(*items: str, end: str = "</channel></rss>") -> str:
    return f"<rss version='2.0'><channel><title>The Town</title>{''.join(items)}{end}"


def said(document: str, *, taken: int | None = None) -> str | None:
    found = feed.parse(document.encode(), url=URL, content_type="application/xml")
    return complaints.of_entries(found, taken=len(found.entries) if taken is None else taken)


def numbered(count: int, date: str = DATE) -> list[str]:
    return [item(f"<link>https://town.example/{each}</link>", date) for each in range(count)]


JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [{"title": "no page"}, {"id": "https://town.example/a"}],
}
TOLD = {
    "no XML": (rss(item(), "\n<item><title>A & B</title></item>"), "broken XML at line 2: "),
    "no XML, declared": ("<?xml version='1.0'?>\n" + rss("</b>"), "broken XML at line 2: mismatched tag"),
    "no link": (rss(*numbered(3), item(link="")), "1 of 4 entries without a link to a page"),
    "no links at all": (rss(item(link="")), "its only entry without a link to a page"),
    "some dates": (rss(*numbered(2), item(date="")), "1 of 3 entries without a date"),
    "no dates": (rss(*numbered(4, date="")), "all 4 entries without a date"),
    "too long": (rss(*numbered(MAX_ENTRIES + 200)), "1,200 entries, more than are read at once"),
    "JSON": (json.dumps(JSON), "1 of 2 entries without a link to a page; its only entry without a date"),
}


@pytest.mark.parametrize(("document", "told"), TOLD.values(), ids=TOLD)
def test_one_line_says_what_was_wrong(document: str, told: str) -> None:
    line = said(document)
    assert line is not None
    assert line.startswith(told)
    assert len(line) <= complaints.MOST_CHARS
    assert "\n" not in line


@pytest.mark.parametrize(
    "document",
    [
        rss(*numbered(3)),
        "<?xml version='1.0' encoding='us-ascii'?>" + rss(*numbered(2)).replace("A bridge", "A café"),
        "<urlset><url><loc>https://town.example/a</loc></url></urlset>",
    ],
    ids=["all well", "another charset", "a sitemap without dates"],
)
def test_nothing_is_said_of_what_did_no_harm(document: str) -> None:
    assert said(document) is None


def test_entries_none_of_which_is_watched_are_told() -> None:
    assert said(rss(*numbered(3)), taken=0) == "all 3 entries too old to be watched"


@pytest.mark.parametrize(
    ("recent", "watched", "told"),
    [
        (0, 0, "none of its 2 sitemaps is dated within a month"),
        (2, 0, "none of its 2 sitemaps can be asked for"),
        (2, 1, None),
    ],
)
def test_an_index_of_which_nothing_is_read_is_told(recent: int, watched: int, told: str | None) -> None:
    maps = "".join(f"<sitemap><loc>https://town.example/{each}</loc></sitemap>" for each in range(2))
    found = feed.parse(f"<sitemapindex>{maps}</sitemapindex>".encode(), url=URL)
    assert complaints.of_index(found, recent=recent, watched=watched) == told
