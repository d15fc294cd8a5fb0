"""The editors' desk: which edits an article sees, and when. Kinds are dealt from a deck, so that none is left out."""

from dataclasses import replace
from datetime import datetime, timedelta
from math import log
from random import Random

from newsroom import kinds
from newsroom.article import Article, Edit, Version, record
from newsroom.chance import dice
from newsroom.draft import Draft, Paragraph
from newsroom.edits import Desk
from newsroom.events import Event
from newsroom.kinds import Kind
from newsroom.writer import Style

_EDITS = (0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4)
"""How many edits an article sees; a third see none."""
_MEDIAN_LAG_SECONDS = 80 * 60
_SPREAD = 1.2
"""Lags are log-normal: half of the edits within 80 minutes, nine in ten within six hours, as real outlets make them."""
_SHORTEST = timedelta(minutes=6)
_APART = timedelta(minutes=10)
_WITHDRAWN = 0.06
_RESTORED = 0.6


class Deck:
    """Deals kinds of edit by their weights; each round of the deck holds every kind."""

    def __init__(self, seed: int) -> None:
        """Shuffle the world's deck."""
        self._rng = dice(seed, "deck")
        self._cards: list[Kind] = []

    def deal(self) -> Kind:
        """The next kind."""
        if not self._cards:
            every = [kind for kind in kinds.ALL for _ in range(kind.weight)]
            self._rng.shuffle(every)
            first = list(kinds.ALL)
            self._rng.shuffle(first)
            self._cards = every + first
        return self._cards.pop()

    def put_back(self, kind: Kind) -> None:
        """Return a kind that had no purchase; it comes up again later."""
        self._cards.insert(len(self._cards) // 2, kind)

    def hand(self, rng: Random) -> list[Kind]:
        """The kinds that one article will see, in order."""
        dealt = [self.deal() for _ in range(rng.choice(_EDITS))]
        hand = []
        for kind in dealt:
            if kind.name == "headline-reverted":
                hand.append(kinds.BY_NAME["headline-reworded"])
            hand.append(kind)
        return hand


class History:
    """One article as it is written, edited, withdrawn and restored."""

    def __init__(self, key: str, event: Event, style: Style, first: Draft, end: datetime) -> None:
        """Begin with the first wording; nothing happens after `end`."""
        self.key = key
        self._event = event
        self._style = style
        self._end = end
        self.versions = [Version(0, first.published, first)]
        self.edits: list[Edit] = []

    @property
    def now(self) -> Version:
        """The version in force."""
        return self.versions[-1]

    def _desk(self, at: datetime, rng: Random) -> Desk:
        return Desk(self._event, self._style, at, tuple(version.draft for version in self.versions), rng)

    def plant(self, kind: Kind, rng: Random) -> None:
        """Leave in the first wording the flaw that the kind puts right."""
        first = self.versions[0]
        flawed = kind.plant(first.draft, self._desk(first.at, rng)) if kind.plant else None
        if flawed:
            self.versions[0] = replace(first, draft=flawed)

    def edit(self, kind: Kind, at: datetime, rng: Random) -> bool:
        """Make one edit; False where the kind has no purchase on this wording."""
        draft = kind.change(self.now.draft, self._desk(at, rng))
        return draft is not None and self._print(kind, draft, at)

    def _print(self, kind: Kind, draft: Draft, at: datetime) -> bool:
        dated = draft if kind.is_silent else replace(draft, modified=at)
        version = Version(len(self.versions), at, dated)
        edit = record(kind.name, self.now.draft, version, matters=kind.matters, announced=not kind.is_silent)
        if edit is None:
            return False
        self.versions.append(version)
        self.edits.append(edit)
        return True

    def add_entry(self, entry: Paragraph, at: datetime) -> None:
        """Put an entry on top of a live blog."""
        draft = self.now.draft
        grown = replace(draft, paragraphs=(replace(entry, at=at), *draft.paragraphs))
        self._print(Kind(kinds.LIVE_UPDATE, lambda _draft, _desk: grown, matters=False, weight=0), grown, at)

    def withdraw(self, at: datetime, restored: datetime | None) -> None:
        """Take the article down, and perhaps put it back as it was."""
        draft = self.now.draft
        self._turn(kinds.WITHDRAWAL, at, draft.texts, (), gone=True)
        if restored and restored < self._end:
            self._turn(kinds.RESTORATION, restored, (), draft.texts, gone=False)

    def _turn(self, kind: str, at: datetime, before: tuple[str, ...], after: tuple[str, ...], *, gone: bool) -> None:
        number = len(self.versions)
        self.versions.append(Version(number, at, self.now.draft, gone))
        self.edits.append(Edit(kind, at, number, before, after, None, None, (), matters=True, announced=False))


def moments(published: datetime, start: datetime, end: datetime, count: int, rng: Random) -> list[datetime]:
    """When edits are made: counted from publication, none before the world starts, at least ten minutes apart."""
    first = max(published, start)
    found: list[datetime] = []
    for lag in sorted(rng.lognormvariate(log(_MEDIAN_LAG_SECONDS), _SPREAD) for _ in range(count)):
        at = first + max(_SHORTEST, timedelta(seconds=int(lag)))
        if found:
            at = max(at, found[-1] + _APART)
        if at < end:
            found.append(at)
    return found


def run(history: History, deck: Deck, start: datetime, end: datetime, rng: Random) -> None:
    """Give an article its edits, and to some a withdrawal after the last."""
    hand = deck.hand(rng)
    for kind in hand:
        history.plant(kind, rng)
    published = history.versions[0].at
    when = moments(published, start, end, len(hand), rng)
    for at, kind in zip(when, hand, strict=False):
        if not history.edit(kind, at, rng):
            deck.put_back(kind)
            history.edit(kinds.BY_NAME["figure"], at, rng)
    for unused in hand[len(when) :]:
        deck.put_back(unused)
    if rng.random() < _WITHDRAWN:
        at = max(history.now.at, start) + timedelta(minutes=rng.randrange(60, 600))
        back = at + timedelta(minutes=rng.randrange(60, 480)) if rng.random() < _RESTORED else None
        if at < end:
            history.withdraw(at, back)


def finished(history: History, number: int, event: Event, *, is_live: bool, wire_of: str | None) -> Article:
    """The article with all its history."""
    return Article(history.key, number, event, tuple(history.versions), tuple(history.edits), is_live, wire_of)
