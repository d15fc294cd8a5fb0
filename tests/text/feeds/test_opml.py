import pytest

from schemas.sources import WatchSource
from worker.text.feeds import opml


def test_folders_are_opened_and_each_feed_is_taken_once() -> None:
    found = opml.read(
        b"""<?xml version="1.0"?><OPML version="1.0" xmlns:s="urn:stet:opml"><head><title>Mine</title></head><body>
        <outline text="News"><outline text="Town &amp; Country" type="rss" xmlUrl="https://town.example/feed"
          htmlUrl="https://town.example/"/><outline title="Herald: town" text="x" s:outlet="The Herald" xmlURL="https://herald.example/rss"/>
        <outline xmlUrl="https://town.example/feed"/></outline>
        <outline text="Site" htmlUrl="https://site.example/"/><outline text="Link" type="link" url="https://l.example/"/>
        <outline text="Bad" xmlUrl="file:///etc/passwd"/><outline text="None"/></body></OPML>"""
    )
    assert [(source.url, source.outlet) for source in found] == [
        ("https://town.example/feed", None),
        ("https://herald.example/rss", "The Herald"),
        ("https://site.example/", None),
        ("https://l.example/", None),
    ]


def test_what_is_written_is_read_again() -> None:
    given = (
        WatchSource(url="https://town.example/feed?a=1&b=2", outlet='The "Town" <& more>'),
        WatchSource(url="https://herald.example/rss", outlet=None),
    )
    assert opml.read(opml.write(given, title="Watched")) == given


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "no OPML"),
        (b"{}", "no XML at all"),
        (b"<rss version='2.0'/>", "begins with <rss>"),
        (b"<opml version='2.0'><body/></opml>", "names no feed"),
        (
            b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><opml><outline text='&a;'/></opml>",
            "names no feed",
        ),
    ],
)
def test_what_is_no_list_says_so(body: bytes, said: str) -> None:
    with pytest.raises(opml.OpmlError, match=said):
        opml.read(body)
