import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.text import address


@pytest.mark.parametrize(
    ("url", "canonical"),
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
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("  https://example.org/a \n", "https://example.org/a"),
        ("urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        ("http://[broken", "http://[broken"),
        ("http://169.254.169.254:8888\\@x/", "http://169.254.169.254:8888\\@x/"),
        ("http://example.org:99999/", "http://example.org:99999/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_one_spelling(url: str, canonical: str) -> None:
    assert address.canonical(url) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/story?id=1", "https://example.org/story?id=2"),
        ("https://example.org/story?p=1&q=2", "https://example.org/story?q=2&p=1"),
        ("https://example.org/Story", "https://example.org/story"),
        ("https://example.org/story", "https://example.org/story/"),
        ("https://example.org/story?ref=1", "https://example.org/story"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/", "https://www.example.org/"),
    ],
)
def test_two_addresses_that_may_be_two_articles_stay_two(one: str, other: str) -> None:
    assert address.canonical(one) != address.canonical(other)
    assert address.key(one) != address.key(other)


@given(st.text(max_size=60), st.sampled_from(["", "http://example.org/", "https://\u00fc.example:443/?", "//"]))
def test_canonical_is_idempotent_and_never_fails(rest: str, start: str) -> None:
    once = address.canonical(start + rest)
    assert address.canonical(once) == once
    address.host(start + rest)


def test_the_key_knows_no_scheme() -> None:
    assert address.key("http://example.org/a#x") == address.key("https://example.org:443/a")


def test_host() -> None:
    assert address.host("https://News.Example.org:8443/a") == "news.example.org"
    assert address.host("urn:uuid:1") is None
    assert address.host("http://[broken") is None


def test_a_name_is_the_same_for_the_same_outlet_and_title() -> None:
    name = address.name_for("Daily Mail", "Russia\u2019s \u2018trenches\u2019")
    assert name.startswith("urn:uuid:")
    assert name == address.name_for("daily mail", "Russia's  'trenches'")
    assert name != address.name_for(None, "Russia's 'trenches'")
    assert name != address.name_for("LBC", "Russia's 'trenches'")
