"""The peers' published rules, written anew: what each keeps of a page, what it calls a change, when it looks again."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from newsroom.peers.client import Fetched, without_tracking
from newsroom.peers.discovery import Way
from newsroom.peers.reading import Read, read

_NOT_WORDS = re.compile(r"[\W_]+")
_SHORTEST_STORY = 250
"""A story shorter than this many letters is none: site parsers written by hand find nothing on a wall or a notice."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """What a rule keeps of a page; two pages with the same `mark` are the same to it."""

    mark: str
    title: str | None
    text: str


@dataclass
class Watch:
    """One watched article. `checked` is its last look, `changed` the last change, or when it was found."""

    url: str
    found: datetime
    checked: datetime
    changed: datetime
    interval: timedelta
    pending: str | None = None


class Rule(ABC):
    """One system's rules. They are pure: the loop in `watching.py` does the looking."""

    name: ClassVar[str]
    way: ClassVar[Way] = Way.FEEDS
    """How it finds articles."""
    polls_every: ClassVar[timedelta] = timedelta(minutes=15)
    """How often it looks for new ones."""
    run_every: ClassVar[timedelta | None] = None
    """How often its job is run; None for a service that wakes when something is due."""
    first_interval: ClassVar[timedelta] = timedelta(0)

    @abstractmethod
    def keep(self, page: Read) -> Kept | None:
        """What is kept of a page; None where it is no article to this rule."""

    @abstractmethod
    def due(self, watch: Watch) -> datetime | None:
        """When to look again; None for never."""

    def identity(self, watch: Watch, _page: Fetched) -> str:
        """Which article a page belongs to: the one that was announced at the address."""
        return without_tracking(watch.url)

    def is_confirmed(self, _watch: Watch, _mark: str) -> bool:
        """Whether a page with a new mark is a change at once."""
        return True

    def looked(self, watch: Watch, at: datetime, *, changed: bool | None) -> None:
        """Note a look; `changed` is None where the page could not be had or was no article."""
        watch.checked = at
        if changed:
            watch.changed = at


class FixedInterval(Rule):
    """changedetection.io as it comes: every three hours, a hash of all the text of the page.

    It finds nothing by itself: somebody has to enter every address, here whatever any site announces, within minutes.
    """

    name = "changedetection"
    way = Way.BY_HAND
    interval = timedelta(hours=3)

    def keep(self, page: Read) -> Kept | None:
        """All text; an empty page is an error to it."""
        return Kept(page.everything, None, page.everything) if page.everything else None

    def due(self, watch: Watch) -> datetime:
        """Three hours on."""
        return watch.checked + self.interval


class Diffengine(Rule):
    """diffengine: readable text without spaces and punctuation; due when time unchecked is a fifth of its age.

    The age is counted in whole days too, as its documentation means it. An article is known by the address where its
    redirects end, without tracking parameters. A look that failed counts for nothing: the next run tries again.
    """

    name = "diffengine"
    run_every = timedelta(minutes=15)
    ratio = 0.2

    def keep(self, page: Read) -> Kept:
        """The document's title and the readable block, whatever it is."""
        fingerprint = _NOT_WORDS.sub("", page.text).casefold()
        return Kept(f"{page.title}\n{fingerprint}", page.title, page.text)

    def due(self, watch: Watch) -> datetime:
        """When (now - checked) / (now - found) reaches the ratio."""
        return watch.checked + (watch.checked - watch.found) * (self.ratio / (1 - self.ratio))

    def identity(self, _watch: Watch, page: Fetched) -> str:
        """Where the page was found in the end."""
        return without_tracking(page.url)

    def looked(self, watch: Watch, at: datetime, *, changed: bool | None) -> None:
        """Only a look that was answered counts."""
        if changed is not None:
            super().looked(watch, at, changed=changed)


class NewsDiffs(Rule):
    """NewsDiffs: front pages, parsers for each site, and looks that grow rare with the time since the last change.

    A version is boring, and not shown, where nothing but its first line (the date) or its white space differs.
    """

    name = "newsdiffs"
    way = Way.FRONT_PAGES
    run_every = timedelta(minutes=15)
    steps: ClassVar[tuple[tuple[timedelta, timedelta], ...]] = (
        (timedelta(hours=3), timedelta(minutes=15)),
        (_DAY, timedelta(hours=1)),
        (7 * _DAY, timedelta(hours=3)),
        (30 * _DAY, 3 * _DAY),
        (360 * _DAY, 30 * _DAY),
    )

    def keep(self, page: Read) -> Kept | None:
        """Headline and body, where there is a story at all."""
        if len(page.text) < _SHORTEST_STORY:
            return None
        return Kept(" ".join(f"{page.headline}\n{page.text}".split()), page.headline, page.text)

    def due(self, watch: Watch) -> datetime | None:
        """By the time since the last change, at the time of the last look."""
        quiet = watch.checked - watch.changed
        delay = next((delay for limit, delay in self.steps if quiet < limit), None)
        return None if delay is None else watch.checked + delay


class NewsSniffer(Rule):
    """News Sniffer: every half an hour, a fifth longer after each look without a change, for forty days.

    A change counts when the same new text is met by two looks in a row. Feeds are read every five minutes.
    """

    name = "newssniffer"
    polls_every = timedelta(minutes=5)
    first_interval = timedelta(minutes=30)
    growth = 1.2
    oldest = 40 * _DAY

    def keep(self, page: Read) -> Kept | None:
        """Headline and body, where there is a story at all."""
        if len(page.text) < _SHORTEST_STORY:
            return None
        return Kept(f"{page.headline}\n{page.text}", page.headline, page.text)

    def due(self, watch: Watch) -> datetime | None:
        """After the interval, until it is too old."""
        due = watch.checked + watch.interval
        return due if due - watch.found < self.oldest else None

    def is_confirmed(self, watch: Watch, mark: str) -> bool:
        """The second time in a row."""
        was, watch.pending = watch.pending, mark
        return was == mark

    def looked(self, watch: Watch, at: datetime, *, changed: bool | None) -> None:
        """A change resets the interval; a text that awaits its second look keeps it."""
        super().looked(watch, at, changed=changed)
        if changed:
            watch.interval, watch.pending = self.first_interval, None
        elif watch.pending is None:
            watch.interval *= self.growth


RULES: tuple[type[Rule], ...] = (FixedInterval, Diffengine, NewsDiffs, NewsSniffer)


def kept_of(rule: Rule, page: Fetched | None) -> Kept | None:
    """What a rule keeps of an answer; None where it failed or is no article to the rule."""
    return rule.keep(read(page.text)) if page is not None and page.is_ok else None
