"""A tiny world written by hand: two articles, one of them edited, so that every right number is known."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newsroom.observed import Alert, Article, Change, Observed, Version

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
DAYS = 2
FIRE, BANK = "www.one.example/fire", "www.one.example/bank"
HEAD, BODY, TAIL = "A mill burned in Arle.", "Three people were hurt.", "The cause is not known."
FOUR = "Four people were hurt."
MONEY = "The bank of Orl has closed."
OLD, NEW = f"{HEAD} {BODY}\n\n{TAIL}", f"{HEAD} {FOUR}\n\n{TAIL}"


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def version(article: str, number: int, since: float, paragraphs: Sequence[Sequence[str]], **given: Any) -> Any:
    return {
        "type": "version",
        "article": article,
        "version": number,
        "from": at(since).isoformat(),
        "until": (START + timedelta(days=DAYS)).isoformat(),
        "gone": False,
        "headline": f"About {article}",
        "paragraphs": [" ".join(each) for each in paragraphs],
        "sentences": [list(each) for each in paragraphs],
    } | given


def edit(
    article: str, number: int, since: float, kind: str, before: Sequence[str], after: Sequence[str], **given: Any
) -> Any:
    return {
        "type": "edit",
        "edit": f"{article}#{number}",
        "article": article,
        "kind": kind,
        "at": at(since).isoformat(),
        "version": number,
        "before": list(before),
        "after": list(after),
        "headline_after": None,
        "neighbours": [],
        "matters": True,
        "first_observable": at(since).isoformat(),
        "last_observable": (START + timedelta(days=DAYS)).isoformat(),
        "unpropagated": [],
    } | given


def window(kind: str, since: float = 0, until: float = 2880, **given: Any) -> Any:
    span = {"from": at(since).isoformat(), "until": at(until).isoformat()}
    return (
        {"type": "non-event", "outlet": "one", "article": None, "kind": kind, "detail": "", "hides": False}
        | span
        | given
    )


def article(key: str, url: str, event: str) -> Any:
    given = {"first_observable": START.isoformat(), "urls": [f"http://{url}"], "is_live": False}
    return {"type": "article", "article": key, "outlet": "one", "event": event} | given


def truth(*more: Any, edited: bool = True) -> list[Any]:
    """The fire's article has a figure changed after 100 minutes; the bank's stays as it is."""
    end = START + timedelta(days=DAYS)
    hosts = {"www.one.example": "127.0.0.2"}
    records = [
        {"type": "world", "end": end.isoformat(), "hosts": hosts},
        {"type": "outlet", "outlet": "one", "hosts": list(hosts)},
        article("fire", FIRE, "event-1"),
        article("bank", BANK, "event-2"),
        version("fire", 0, 0, [[HEAD, BODY], [TAIL]]),
        version("bank", 0, 0, [[MONEY]]),
    ]
    if edited:
        records.append(version("fire", 1, 100, [[HEAD, FOUR], [TAIL]]))
        records.append(edit("fire", 1, 100, "figure", [BODY], [FOUR]))
    return [*records, *more]


def kept(name: str, *versions: tuple[float, str]) -> list[Version]:
    return [Version(name, number, at(when), None, text) for number, (when, text) in enumerate(versions)]


def observed(*versions: Iterable[Version], **given: Any) -> Observed:
    """What a system saw; by default it knows both articles by their addresses."""
    articles = [Article("1", (f"http://{FIRE}?utm_source=x",)), Article("2", (f"http://{BANK}",))]
    seen = Observed("tried", **({"articles": articles} | given))
    seen.versions.extend(each for some in versions for each in some)
    return seen


def perfect() -> Observed:
    """One who saw everything as it happened, and told it."""
    seen = observed(kept("1", (0, OLD), (100, NEW)), kept("2", (0, MONEY)), notions=("alerts", "labels", "stories"))
    seen.articles = [Article(each.article, each.urls, None, f"story {each.article}") for each in seen.articles]
    seen.changes.append(Change("c", "1", at(100), "revision", 0, 1, ("figure",)))
    seen.alerts.append(Alert("m1", "change.revision", at(101), "1", None, "c", "/hooks/ok/a"))
    return seen


def titled(number: int, title: str, when: float | None = None) -> Version:
    return Version("1", number, at(number if when is None else when), title, OLD)


def said(number: int, when: float, sentences: tuple[str, ...]) -> Version:
    return Version("1", number, at(when), sentences=sentences)


class Tiny:
    """What the tests need of this world."""

    HEAD, BODY, TAIL, FOUR, MONEY, OLD, NEW = HEAD, BODY, TAIL, FOUR, MONEY, OLD, NEW
    FIRE, BANK = f"http://{FIRE}", f"http://{BANK}"
    at, version, edit, window, article = map(staticmethod, (at, version, edit, window, article))
    truth, kept, observed, perfect = map(staticmethod, (truth, kept, observed, perfect))
    titled, said = map(staticmethod, (titled, said))


@pytest.fixture(scope="session")
def tiny() -> type[Tiny]:
    return Tiny
