"""The truth log, read back into what a scorer asks of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from newsroom.kinds import RESTORATION, WITHDRAWAL

TURNS = (WITHDRAWAL, RESTORATION)
"""Edits that are events of their own, not wordings."""
Trail = tuple[tuple[str, bool], ...]
"""Sentences in order, each with whether it begins a paragraph."""


@dataclass(frozen=True)
class Version:
    """One true wording, in force from `at` until `until`."""

    number: int
    at: datetime
    until: datetime
    gone: bool
    headline: str
    trail: Trail
    figures: Mapping[str, float] = field(default_factory=dict)
    """The figures that it prints, by what they are."""

    @cached_property
    def sentences(self) -> frozenset[str]:
        """Its sentences; none while the article is withdrawn."""
        return frozenset() if self.gone else frozenset(text for text, _ in self.trail)


@dataclass(frozen=True)
class Edit:
    """One true edit. `trail` are the sentences that stand together only since a rearrangement."""

    key: str
    article: str
    kind: str
    version: int
    at: datetime
    before: frozenset[str]
    after: frozenset[str]
    headline_after: str | None
    trail: Trail
    matters: bool
    first: datetime | None
    last: datetime | None
    unpropagated: tuple[str, ...] = ()

    def is_visible_for(self, span: timedelta) -> bool:
        """Whether it could be seen for at least so long."""
        return self.first is not None and self.last is not None and self.last - self.first >= span

    @property
    def is_turn(self) -> bool:
        """Whether it is a withdrawal or a restoration."""
        return self.kind in TURNS


@dataclass(frozen=True)
class Window:
    """A span in which an outlet, or one article of it, behaved otherwise."""

    outlet: str
    article: str | None
    kind: str
    start: datetime
    end: datetime
    detail: str
    hides: bool


@dataclass(frozen=True)
class Article:
    """One true article, all its wordings and edits in order."""

    key: str
    outlet: str
    event: str
    first: datetime
    urls: tuple[str, ...]
    is_live: bool
    versions: tuple[Version, ...]
    edits: tuple[Edit, ...]

    def at(self, moment: datetime) -> Version:
        """The wording in force; the first one before publication."""
        return next((each for each in reversed(self.versions) if each.at <= moment), self.versions[0])

    @cached_property
    def known(self) -> tuple[str, ...]:
        """Every sentence that any version ever had, the longest first."""
        return tuple(sorted({text for each in self.versions for text, _ in each.trail}, key=len, reverse=True))

    @cached_property
    def headlines(self) -> tuple[str, ...]:
        """Every headline that it ever had, the longest first."""
        return tuple(sorted({each.headline for each in self.versions}, key=len, reverse=True))


@dataclass(frozen=True)
class Rules:
    """What a robots.txt asks of everybody: paths to leave alone, by how they begin, and the time between requests."""

    disallows: tuple[str, ...] = ()
    crawl_delay_seconds: float = 0


@dataclass(frozen=True)
class Truth:
    """All that truly was."""

    end: datetime
    articles: Mapping[str, Article]
    windows: Mapping[str, Sequence[Window]]
    """By outlet."""
    outlets: Mapping[str, str]
    """By host."""
    hosts: Mapping[str, str]
    """Hosts by their loopback addresses."""
    rules: Mapping[str, Rules] = field(default_factory=dict)
    """What the robots.txt of each host asks for."""

    def page(self, url: str) -> tuple[str, str]:
        """Which page an address means: its host's name and the path, whatever the port, query and fragment."""
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        return self.hosts.get(host, host), parts.path or "/"

    @cached_property
    def _by_page(self) -> Mapping[tuple[str, str], str]:
        return {self.page(url): each.key for each in self.articles.values() for url in each.urls}

    def article_at(self, url: str) -> Article | None:
        """The article that stands at an address; None where none ever does."""
        key = self._by_page.get(self.page(url))
        return None if key is None else self.articles[key]

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Every edit."""
        return tuple(edit for each in self.articles.values() for edit in each.edits)

    @cached_property
    def article_days(self) -> float:
        """For how many days articles were there to be watched, added up."""
        spans = (max(timedelta(0), self.end - each.first) for each in self.articles.values())
        return sum(spans, timedelta(0)) / timedelta(days=1)

    def wanted(self, visible_for: timedelta) -> list[Edit]:
        """The edits that a watcher can be asked for.

        Their effect can be seen for so long, and at some moment before them there was an article to be read: of an
        edit made behind a wall that stood since publication, nobody can know.
        """
        return [edit for edit in self.edits if edit.is_visible_for(visible_for) and self._had_readers(edit)]

    def _had_readers(self, edit: Edit) -> bool:
        article = self.articles[edit.article]
        hiding = [each for each in self.windows.get(article.outlet, ()) if each.hides]
        moments = [article.first, *(each.end for each in hiding)]
        return any(
            article.first <= moment < edit.at and not any(each.start <= moment < each.end for each in hiding)
            for moment in moments
        )

    def windows_at(self, outlet: str, article: str | None, moment: datetime) -> list[Window]:
        """The windows of an outlet, and of one of its articles, that cover a moment."""
        return [
            each
            for each in self.windows.get(outlet, ())
            if each.article in {None, article} and each.start <= moment < each.end
        ]


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _known(value: str) -> datetime:
    return datetime.fromisoformat(value)


def _version(record: Mapping[str, Any]) -> Version:
    trail = tuple((text, not at) for paragraph in record["sentences"] for at, text in enumerate(paragraph))
    return Version(
        record["version"],
        _known(record["from"]),
        _known(record["until"]),
        record["gone"],
        record["headline"],
        trail,
        record.get("figures", {}),
    )


def _edit(record: Mapping[str, Any], paragraphs: Mapping[str, Sequence[str]]) -> Edit:
    trail = tuple(
        (text, not at)
        for paragraph in record["neighbours"]
        for at, text in enumerate(paragraphs.get(paragraph, (paragraph,)))
    )
    return Edit(
        key=record["edit"],
        article=record["article"],
        kind=record["kind"],
        version=record["version"],
        at=_known(record["at"]),
        before=frozenset(record["before"]),
        after=frozenset(record["after"]),
        headline_after=record["headline_after"],
        trail=trail,
        matters=record["matters"],
        first=_moment(record["first_observable"]),
        last=_moment(record["last_observable"]),
        unpropagated=tuple(record["unpropagated"]),
    )


def _article(
    record: Mapping[str, Any], versions: Sequence[Mapping[str, Any]], edits: Sequence[Mapping[str, Any]]
) -> Article:
    paragraphs = {
        text: sentences
        for version in versions
        for text, sentences in zip(version["paragraphs"], version["sentences"], strict=True)
    }
    return Article(
        key=record["article"],
        outlet=record["outlet"],
        event=record["event"],
        first=_known(record["first_observable"]),
        urls=tuple(record["urls"]),
        is_live=record["is_live"],
        versions=tuple(map(_version, versions)),
        edits=tuple(_edit(edit, paragraphs) for edit in edits),
    )


def read(records: Iterable[Mapping[str, Any]]) -> Truth:
    """Read a truth log (`World.truth()`, or the lines of `/truth.jsonl`).

    Raises:
        ValueError: there is no `world` record.
    """
    sorted_out: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for record in records:
        sorted_out[record["type"]].append(record)
    if not sorted_out["world"]:
        raise ValueError("the truth log has no world record")
    versions: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    edits: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for record in sorted_out["version"]:
        versions[record["article"]].append(record)
    for record in sorted_out["edit"]:
        edits[record["article"]].append(record)
    windows: dict[str, list[Window]] = defaultdict(list)
    for each in sorted_out["non-event"]:
        span = (_known(each["from"]), _known(each["until"]))
        found = Window(each["outlet"], each["article"], each["kind"], *span, each["detail"], each["hides"])
        windows[found.outlet].append(found)
    articles = (_article(each, versions[each["article"]], edits[each["article"]]) for each in sorted_out["article"])
    return Truth(
        end=_known(sorted_out["world"][0]["end"]),
        articles={each.key: each for each in articles},
        windows=windows,
        outlets={host: each["outlet"] for each in sorted_out["outlet"] for host in each["hosts"]},
        hosts={place: host for host, place in sorted_out["world"][0]["hosts"].items()},
        rules={
            host: Rules(tuple(each.get("disallows", ())), each.get("crawl_delay_seconds", 0))
            for each in sorted_out["outlet"]
            for host in each["hosts"]
        },
    )
