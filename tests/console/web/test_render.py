from datetime import UTC, datetime, timedelta

import pytest

from console.cli import telling
from console.web.render import link_out, moment, plural, query, since, span, weight

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("url", ["http://a.test/", "https://a.test/x?y#z", "HTTPS://A.test"])
def test_links_lead_out_to_the_web(url: str) -> None:
    assert link_out(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "urn:uuid:1",
        "javascript:alert(1)",
        "data:,x",
        "//a.test/",
        "/changes",
        "http:",
        "http://[",
        "file:///etc/passwd",
        " javascript:x",
    ],
)
def test_other_addresses_are_no_links(url: str | None) -> None:
    assert link_out(url) is None


@pytest.mark.parametrize(
    ("gone", "says"),
    [
        (timedelta(seconds=-1), "soon"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(hours=2, minutes=59), "2 hours ago"),
        (timedelta(days=400), "400 days ago"),
    ],
)
def test_how_long_ago(gone: timedelta, says: str) -> None:
    assert since(NOW - gone, NOW) == says


def test_words() -> None:
    assert moment(NOW) == "1 Mar 2026, 12:00 UTC"
    assert moment(NOW.replace(hour=0)) == "1 Mar 2026"
    assert moment(NOW.replace(hour=23, minute=59)) == "by the end of 1 Mar 2026"
    assert [plural(count, "story") for count in (0, 1, 2000)] == ["0 stories", "1 story", "2,000 stories"]
    assert [weight(value) for value in (0, 0.2, 0.5, 0.8, 1)] == ["slight", "minor", "notable", "major", "major"]
    assert query(outlet="a & b", label=None, kind="", story=0) == "outlet=a+%26+b&story=0"


@pytest.mark.parametrize(
    ("minutes", "told", "short"),
    [
        (1, "1 minute", "1 min"),
        (80, "80 minutes", "80 min"),
        (120, "2 hours", "2 h"),
        (150, "2 hours 30 minutes", "2 h 30 min"),
        (271, "4 hours 31 minutes", "4 h 31 min"),
        (181, "3 hours 1 minute", "3 h 1 min"),
    ],
)
def test_delays_are_told_to_the_minute(minutes: int, told: str, short: str) -> None:
    assert (span(60 * minutes), telling.span(60 * minutes)) == (told, short)
