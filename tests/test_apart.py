"""Feeds that would hurt whoever parses them, in the process that is there for it."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.feed import FeedKind
from worker import apart

pytestmark = pytest.mark.service
URL = "https://town.example/feed"
SMALL = b"<rss version='2.0'><channel><title>Town</title><item><link>/a</link></item></channel></rss>"


@pytest.fixture(autouse=True)
def _nobody_is_left() -> Iterator[None]:
    yield
    apart.end_children()


def well() -> bool:
    found = apart.announcement(SMALL, url=URL)
    return [entry.url for entry in found.entries] == ["https://town.example/a"]


def child() -> int:
    (idle,) = apart._Children.idle
    return int(idle._process.pid)


def test_one_child_parses_one_document_after_another() -> None:
    assert well()
    first = child()
    page = apart.page(b"<link rel=alternate type='application/rss+xml' href='/f'>", url="https://town.example/")
    assert page.feeds == ("https://town.example/f",)
    assert well()
    assert child() == first


def test_a_document_that_takes_too_long_is_given_up_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert well()
    first = child()
    monkeypatch.setattr(apart, "WALL_SECONDS", 0.5)
    with pytest.raises(apart.ParsingError, match=r"more than 0\.5 s"):
        apart.announcement(b"<rss version='2.0'><channel>" + b"<a>" * 1_000_000, url=URL)
    monkeypatch.undo()
    assert well()
    assert child() != first


def test_a_document_that_takes_too_much_memory_is_given_up_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apart, "MEMORY_BYTES", 300 << 20)
    many = b"{" + b'"version":"https://jsonfeed.org/version/1.1","items":[' + b"[[]]," * 1_500_000 + b"0]}"
    with pytest.raises(apart.ParsingError, match="300 MB"):
        apart.announcement(many, url=URL)
    assert well()


def test_a_child_that_dies_is_replaced() -> None:
    assert well()
    os.kill(child(), signal.SIGKILL)
    assert well()


def test_a_document_that_kills_every_child_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    assert well()
    do = apart._Child.do

    def killing(self: apart._Child, order: apart._Order, body: bytes) -> bytes:
        self._process.kill()
        self._process.wait()
        return do(self, order, body)

    monkeypatch.setattr(apart._Child, "do", killing)
    with pytest.raises(apart.ParsingError, match="status -9"):
        apart.announcement(SMALL, url=URL)
    monkeypatch.undo()
    assert well()


def test_a_body_that_is_a_path_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(SMALL)
    found = apart.announcement(str(secret).encode(), url=URL)
    assert (found.kind, found.entries) == (None, ())


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", None),
        (b"<rss version='2.0'><channel><title>&#xD800;</title></channel></rss>", None),
        (b"<rss version='2.0'><channel " + b" ".join(b"a%d=''" % n for n in range(100_000)) + b"/></rss>", None),
        (b"<rss version='2.0'><channel>" + SMALL[27:-16] * 100_000 + b"</channel></rss>", FeedKind.FEED),
        (
            b"<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>"
            + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
            + b"]><rss version='2.0'><channel><title>&j;</title></channel></rss>",
            FeedKind.FEED,
        ),
    ],
    ids=["nothing", "half a character", "100,000 attributes", "100,000 entries", "a billion laughs"],
)
def test_what_is_known_to_hurt(body: bytes, kind: FeedKind | None) -> None:
    found = apart.announcement(body, url=URL)
    assert found.kind is kind
    assert len(found.entries) <= 1_000
    assert well()
