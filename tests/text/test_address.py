import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.text import address

from ..rows import each_row


@each_row(
    ("url", "asked_for"),
    [
        ("HTTPS://Example.ORG", "https://example.org/"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("http://127.0.0.1:8080/a?utm_source=x", "http://127.0.0.1:8080/a"),
        ("https://example.org/a#comments", "https://example.org/a"),
        ("https://example.org/a?utm_medium=rss&id=7&fbclid=x", "https://example.org/a?id=7"),
        ("https://example.org/a?at_campaign=rss&at_medium=RSS", "https://example.org/a"),
        ("https://example.org/caf\u00e9?q=\u00e9", "https://example.org/caf%C3%A9?q=%C3%A9"),
        ("https://example.org/%7euser/%2fa%e2", "https://example.org/~user/%2Fa%E2"),
        ("https://b\u00fccher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org/a/./b/../c/..", "https://example.org/a/"),
        ("https://example.org/../../a", "https://example.org/a"),
        ("https://www.example.org/a/?b=2&a=1", "https://www.example.org/a/?b=2&a=1"),
        ("https://example.org/#!/story/7", "https://example.org/#!/story/7"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("  https://example.org/a \n", "https://example.org/a"),
    ],
)
def test_how_it_is_asked_for(url: str, asked_for: str) -> None:
    assert address.fetchable(url) == asked_for
    assert address.canonical(asked_for) == address.canonical(url)


@each_row(
    "url",
    [
        "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "http://[broken",
        "http://169.254.169.254:8888\\@x/",
        "http://example.org:99999/",
        "http://example.org:0/",
        "http://user:secret@example.org/a?utm_source=x",
        "http://example.org/a\tb?utm_source=x",
        "http://example.org/a b?utm_source=x",
        "http://example.org/\ud800?utm_source=x",
        "mailto:a@example.org",
        f"http://example.org/{'a' * address.MAX_URL_CHARS}?utm_source=x",
        "",
    ],
)
def test_what_cannot_be_asked_for_is_left_as_it_is(url: str) -> None:
    assert address.fetchable(url) == url
    assert address.canonical(url) == url


@each_row(
    "urls",
    [
        ("http://example.org/a", "https://example.org/a", "https://example.org:443/a#x", "HTTPS://EXAMPLE.org/a/"),
        (
            "https://example.org/a-1",
            "https://www.example.org/a-1",
            "https://m.example.org/a-1",
            "https://amp.example.org/a-1",
        ),
        ("https://www.example.co.uk/a-1", "https://m.example.co.uk/a-1", "https://www.m.example.co.uk/a-1"),
        ("https://example.org/news/bridge-shut", "https://example.org/news/bridge-shut/amp"),
        ("https://example.org/n/bridge-17.html", "https://example.org/amp/n/bridge-17.html?outputType=amp"),
        (
            "https://example.org/n/bridge-17.html",
            "https://example.org/n/bridge-17.amp.html",
            "https://example.org/n/bridge-17.html?amp",
        ),
        ("https://example.org/n/17", "https://example.org/n/17/amp/", "https://example.org/n/17/amp.html?amp=1"),
        ("https://www.example.org/n/17", "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/n/17/amp"),
        ("https://example.org/n/17", "https://www.google.com/amp/s/amp.example.org/n/17"),
        (
            "https://example.org/s?id=1&b=2",
            "https://example.org/s?b=2&id=1",
            "https://example.org/s?utm_id=9&b=2&amp;id=1",
        ),
        (
            "https://example.org/s",
            "https://example.org/s?",
            "https://example.org/s?ref=rss&source=twitter&CMP=share_btn",
        ),
        ("https://example.org/s?q=a+b", "https://example.org/s?q=a%20b"),
        ("https://example.org/s?flag", "https://example.org/s?flag="),
        ("https://example.org/s?1750,4", "https://example.org/s?1750%2c4"),
        ("https://example.org//n///17", "https://example.org/n/17", "https://example.org/n/x/../17"),
        ("https://example.org/n//../17", "https://example.org/n/17"),
        ("https://example.org/%41%2d1", "https://example.org/A-1"),
        ("https://example.org/n/17;jsessionid=0A1B", "https://example.org/n/17?PHPSESSID=abc"),
        ("https://b\u00fccher.example/a", "https://xn--bcher-kva.example/a", "https://B\u00dcCHER.example/a"),
        ("https://en.m.example.org/wiki/A", "https://en.example.org/wiki/A"),
        ("https://name.blogspot.com/2024/05/post.html?m=1", "https://name.blogspot.com/2024/05/post.html"),
        ("https://example.org/#!/story/7", "http://www.example.org/?utm_source=x#!/story/7"),
    ],
)
def test_the_addresses_of_one_article(urls: tuple[str, ...]) -> None:
    assert len({address.canonical(url) for url in urls}) == 1


@each_row(
    ("one", "other"),
    [
        ("https://example.org/story?id=1", "https://example.org/story?id=2"),
        ("https://example.org/story?eid=1", "https://example.org/story"),
        ("https://example.org/?p=1", "https://example.org/?p=2"),
        ("https://example.org/story?uid=1", "https://example.org/story?uid=2"),
        ("https://example.org/story?source=8", "https://example.org/story"),
        ("https://example.org/story?ref=1", "https://example.org/story"),
        ("https://example.org/story?cid=1", "https://example.org/story?cid=2"),
        ("https://example.org/story?page=2", "https://example.org/story"),
        ("https://example.org/story?m=1", "https://example.org/story"),
        ("https://example.org/Story", "https://example.org/story"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/a%3Fb=1", "https://example.org/a?b=1"),
        ("https://example.org/s?a=1%262", "https://example.org/s?a=1&2"),
        ("https://example.org/guitar/amp", "https://example.org/guitar"),
        ("https://example.org/amp/news", "https://example.org/news"),
        ("https://example.org/amplifier-1", "https://example.org/lifier-1"),
        ("https://example.org/#!/story/1", "https://example.org/#!/story/2"),
        ("https://example.org:8080/a", "https://example.org:8081/a"),
        ("https://news.example.org/a", "https://example.org/a"),
        ("https://www.co.uk/a", "https://www.org.uk/a"),
        ("https://m.co/a", "https://co/a"),
        ("https://example.org/story-1", "https://example.org/story-1-2"),
        ("https://example.org/a", "https://example.com/a"),
        ("https://example.org/n//../17", "https://example.org/17"),
        ("https://example.org/story-1", "https://example.org/story-1/2"),
        ("https://example.org/story-1", "https://example.org/story-1?page=2"),
        ("https://example.org/story-1", "https://example.org/print/story-1"),
        ("https://example.org/story-1", "https://example.org/story-1?print=1"),
        ("https://example.org/en/story-1", "https://example.org/de/story-1"),
        ("https://en.example.org/story-1", "https://de.example.org/story-1"),
        ("https://example.org/story-1?lang=en", "https://example.org/story-1?lang=de"),
        ("https://example.org/showthread.php?t=1", "https://example.org/showthread.php?t=2"),
    ],
)
def test_two_addresses_that_may_be_two_articles_stay_two(one: str, other: str) -> None:
    assert address.canonical(one) != address.canonical(other)


@given(
    st.one_of(st.text(max_size=60), st.text("/.%2eE#?&=amp;-1", max_size=40)),
    st.sampled_from(["", "http://example.org/", "https://\u00fc.example:443/?", "//", "http://www.m.amp.x.org"]),
)
def test_each_is_idempotent_and_never_fails(rest: str, start: str) -> None:
    for function in (address.canonical, address.fetchable):
        once = function(start + rest)
        assert function(once) == once
    assert address.canonical(address.fetchable(start + rest)) == address.canonical(start + rest)
    address.host(start + rest)


def test_host() -> None:
    assert address.host("https://News.Example.org:8443/a") == "news.example.org"
    assert address.host("https://B\u00fccher.example./a") == "xn--bcher-kva.example"
    assert address.host("urn:uuid:1") is None
    assert address.host("http://[broken") is None


@pytest.mark.parametrize("url", ["https://example.org", "http://m.example.org/?utm_source=x", "https://example.org//"])
def test_a_front_page_is_no_article(url: str) -> None:
    assert address.is_front(url)
    assert not address.is_front("https://example.org/?p=7")


def test_a_name_is_the_same_for_the_same_outlet_and_title() -> None:
    name = address.name_for("Daily Mail", "Russia\u2019s \u2018trenches\u2019")
    assert name.startswith("urn:uuid:")
    assert name == address.name_for("daily mail", "Russia's  'trenches'")
    assert name != address.name_for(None, "Russia's 'trenches'")
    assert name != address.name_for("LBC", "Russia's 'trenches'")
