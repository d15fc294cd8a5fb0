"""What to watch, from and into lists; what is watched, given up."""

import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.feed import FeedKind
from schemas.sources import SourceKind
from worker.clock import now
from worker.store import feeds, health, outlets
from worker.store.look_tables import FeedRecord
from worker.store.session import writing
from worker.text.feeds import opml

Stet = Callable[..., Any]
LIST = (
    b"<opml version='2.0'><body><outline text='Folder'><outline text='Gazette' xmlUrl='https://gazette.test/feed'/>"
    b"<outline text='Herald' xmlUrl='https://herald.test/rss'/></outline></body></opml>"
)
TOML = '[[watch]]\nurl = "https://gazette.test/feed"\noutlet = "Gazette"\n[[file]]\npath = "a.txt"\n'


def urls(stet: Stet) -> dict[str, str]:
    return {source["url"]: source["outlet"] for source in stet("sources", "--json").document}


def test_a_feed_readers_list_from_a_file_and_from_standard_input(stet: Stet, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_bytes(LIST)
    ended = stet("watch", "--opml", tmp_path / "feeds.opml", "--json")
    assert ended.status == 0
    assert [one["url"] for one in ended.document] == ["https://gazette.test/feed", "https://herald.test/rss"]
    assert urls(stet) == {"https://gazette.test/feed": "gazette.test", "https://herald.test/rss": "herald.test"}
    assert stet("watch", "--opml", "-", given=LIST).status == 0
    assert len(urls(stet)) == 2


def test_a_title_in_a_feed_readers_list_names_no_outlet(stet: Stet) -> None:
    stet("watch", "https://gazette.test/feed", "--outlet", "The Gazette")
    stet("watch", "--opml", "-", given=LIST)
    assert urls(stet) == {"https://gazette.test/feed": "The Gazette", "https://herald.test/rss": "herald.test"}
    stet("watch", "https://herald.test/rss", "--outlet", "The Herald")
    assert urls(stet)["https://herald.test/rss"] == "The Herald"


def test_a_source_list(stet: Stet, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(TOML, encoding="utf-8")
    assert stet("watch", "--file", tmp_path / "sources.toml", "https://herald.test/").status == 0
    assert urls(stet) == {"https://gazette.test/feed": "Gazette", "https://herald.test/": "herald.test"}


@pytest.mark.parametrize(
    ("option", "body", "said"),
    [
        ("--opml", b"<rss/>", "no OPML"),
        ("--opml", b"<opml><body/></opml>", "names no feed"),
        ("--file", b"[[watch", "not valid TOML"),
        ("--file", b"\xff\xfe", "not valid TOML"),
        ("--file", b"[[watch]]\nurl = 'nowhere'", "watch.0.url"),
        ("--file", b"[[file]]\npath = 'a.txt'", "names nothing to watch"),
        ("--file", None, "there is no file"),
    ],
)
def test_a_list_that_cannot_be_used_is_one_clear_line(
    stet: Stet, tmp_path: Path, option: str, body: bytes | None, said: str
) -> None:
    if body is not None:
        (tmp_path / "list").write_bytes(body)
    ended = stet("watch", option, tmp_path / "list")
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert said in ended.err


def test_one_bad_address_in_a_list_keeps_none_of_the_others(stet: Stet) -> None:
    bad = LIST.replace(b"https://herald.test/rss", b"https://herald.test:25/rss")
    ended = stet("watch", "--opml", "-", "--json", given=bad)
    assert ended.status == 1
    assert [one["problem"] is None for one in ended.document] == [True, False]
    assert list(urls(stet)) == ["https://gazette.test/feed"]


def test_what_is_watched_already_is_said_with_the_address_it_goes_by(stet: Stet) -> None:
    assert "watching  https://gazette.test/feed" in stet("watch", "https://gazette.test/feed").out
    again = stet("watch", "https://m.gazette.test/feed?utm_source=x", "https://herald.test/")
    assert again.out.splitlines() == ["watched already  https://gazette.test/feed", "watching  https://herald.test/"]


def test_nothing_to_watch_is_wrong_usage(stet: Stet) -> None:
    ended = stet("watch")
    assert ended.status == 2
    assert "--opml" in ended.err


def test_what_is_watched_comes_out_as_lists_that_go_in_again(stet: Stet) -> None:
    stet("watch", "https://gazette.test/feed", "--outlet", "Gazette")
    stet("watch", "https://herald.test/rss", "--outlet", "Herald")
    written = stet("sources", "--opml").out
    assert [(one.url, one.outlet) for one in opml.read(written.encode())] == [
        ("https://gazette.test/feed", "Gazette"),
        ("https://herald.test/rss", "Herald"),
    ]
    listed = tomllib.loads(stet("sources", "--toml").out)
    assert listed["watch"] == [
        {"url": "https://gazette.test/feed", "outlet": "Gazette"},
        {"url": "https://herald.test/rss", "outlet": "Herald"},
    ]
    assert stet("sources", "--opml", "--toml").status == 2


def test_without_a_database_the_lists_are_empty(stet: Stet, data_dir: Path) -> None:
    assert tomllib.loads(stet("sources", "--toml").out) == {}
    assert stet("sources", "--opml").status == 0
    assert not data_dir.exists()


def test_what_is_given_up_says_how_many_articles_go_with_it(stet: Stet) -> None:
    stet("watch", "https://gazette.test/feed")
    assert stet("unwatch", "http://www.gazette.test/feed/", "--json").document == {
        "url": "http://www.gazette.test/feed/",
        "watched": False,
        "articles": 0,
    }


def test_how_outlets_fare(stet: Stet) -> None:
    stet("watch", "https://gazette.test/feed", "--outlet", "Gazette")
    (outlet,) = stet("outlets", "--json").document
    assert (outlet["outlet"], outlet["health"], outlet["visited"]) == ("Gazette", "new", 0)
    assert "Gazette" in stet("outlets").out
    with writing() as session:
        health.change(session, outlets.outlet(session, "Gazette", now()), "blocked", now())
    assert stet("outlets", "--json").document[0]["health"] == "blocked"
    said = " ".join(stet("sources").err.split())
    assert "Gazette: blocked since" in said
    assert said.endswith("UTC, never found well")


@pytest.mark.parametrize(
    ("problem", "short"),
    [
        ("HTTP 503", "HTTP 503"),
        ("tls: gazette.test: its certificate is not trusted: certificate has expired", "tls"),
        ("dns: gazette.test cannot be resolved", "unreachable"),
        ("blocked: a check of the browser", "blocked"),
        ("blocked: HTTP 403", "blocked"),
        ("truncated: the answer was cut short", "truncated"),
        ("no-feed: this is no feed that stet can read", "no-feed"),
    ],
)
def test_sources_say_in_a_word_that_something_is_wrong_and_behind_the_list_what(
    stet: Stet, problem: str, short: str
) -> None:
    stet("watch", "https://gazette.test/feed", "https://herald.test/feed")
    with writing() as session:
        feeds.visited_ill(session, SourceKind.FEED, 1, now(), problem)
    shown = stet("sources").out
    listed, _, wrong = shown.partition("what is wrong")
    assert [line.split("  ")[0] for line in listed.splitlines()[1:] if line[:1].strip()][:2] == [short, "new"]
    assert problem in " ".join(wrong.split())
    assert "herald" not in wrong
    assert "outlet" in stet("outlets").out.splitlines()[0]


def test_sources_say_since_when_a_feed_is_quiet_and_that_one_has_named_nothing(stet: Stet) -> None:
    stet("watch", "https://gazette.test/feed", "https://herald.test/feed", "--outlet", "Gazette")
    since = now() - timedelta(days=9)
    with writing() as session:
        for feed in (1, 2):
            feeds.visited_well(session, feed, now(), etag=None, last_modified=None)
            feeds.is_a(session, feed, FeedKind.FEED)
            feeds.says(
                session, feed, renewed_seconds=None, complaint="2 of 9 entries without a date" if feed == 1 else None
            )
        session.add(FeedRecord(feed_id=1, news_at=since, news_times=9, longest_silence=60.0, quiet_from=since))
    shown = stet("sources")
    listed, _, wrong = shown.out.partition("what is wrong")
    assert [line.split("  ")[0] for line in listed.splitlines()[1:] if line[:1].strip()][:2] == ["quiet", "nothing-yet"]
    assert f"{since:%m-%d %H:%M}" in wrong
    assert "nothing new for much longer" in " ".join(wrong.split())
    assert "https://gazette.test/feed: 2 of 9 entries without a date" in " ".join(wrong.split())
    assert "Gazette: quiet since" in shown.err
    assert "nothing new for much longer" in " ".join(shown.err.split())
    assert stet("outlets", "--json").document[0]["health"] == "quiet"
