"""The plan of a world: which outlets there are, what happens, who reports it, and what is done to it afterwards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from newsroom import desk, kinds
from newsroom.chance import dice, number
from newsroom.desk import Deck, History
from newsroom.draft import Draft
from newsroom.events import Event, happen, unique_name
from newsroom.language import CODES, language
from newsroom.layouts import LAYOUTS
from newsroom.outlets.base import Outlet, slug
from newsroom.outlets.catalogue import ARCHETYPES, WIRE_AGENCY
from newsroom.setting import Identity, Network, Setting
from newsroom.writer import Style, Writer

_LANGUAGES = ("en", "en", "en", "de", "en", "es", "en")
_PATTERNS = (
    "/{section}/{slug}-{id}",
    "/{day:%Y}/{day:%m}/{day:%d}/{slug}",
    "/article/{id}/{slug}",
    "/{section}/{day:%Y}-{day:%m}-{day:%d}/{slug}-{id}.html",
)
_ARTICLES_EACH = 16
_OUTLET_NAMES = 50_000
"""Outlets are called after places from here on, where nothing happens."""
_WIRE_EVERY = 4
_FEWEST_WIRE = 3
_EARLY = 0.15
_LATE = 0.75
_UNREPORTED = 0.1
_FOLLOWS = 0.4
_LIVE_ENTRIES = (6, 14)
_SCRIPT = "<script>alert('byline')</script>"


def identities(seed: int, count: int, archetypes: Sequence[str]) -> list[Identity]:
    """So many outlets: every archetype once, then again in rounds."""
    found = []
    for at in range(count):
        archetype = archetypes[at % len(archetypes)]
        code = "en" if archetype == WIRE_AGENCY else _LANGUAGES[at % len(_LANGUAGES)]
        rng = dice(seed, "outlet", at)
        words = language(code)
        paper = rng.choice(words.list("papers"))
        town = unique_name(seed, code, "place", _OUTLET_NAMES + at).split("-")[0]
        name = f"{paper} de {town}" if code == "es" else f"{town} {paper}"
        left, right = rng.choice(words.words["quote_marks"])
        style = Style(words, (left, right), rng.choice(words.list("dates")), rng.random() < 1 / 2, rng.random() < 2 / 3)
        found.append(
            Identity(
                key=f"outlet-{at:03d}-{archetype}",
                number=at,
                archetype=archetype,
                name=words.word("agency") if archetype == WIRE_AGENCY else name,
                domain=f"{slug(name)}-{at}.example",
                style=style,
                layout=rng.choice(list(LAYOUTS)),
                pattern=rng.choice(_PATTERNS),
            )
        )
    return found


class Plan:
    """Fills the outlets with their articles. Everything is drawn from the seed, in one fixed order."""

    def __init__(
        self, setting: Setting, network: Network, articles: int, archetypes: Sequence[str], outlets: int | None = None
    ) -> None:
        """Open the outlets, then let events happen until there are enough articles."""
        self._setting = setting
        self._deck = Deck(setting.seed)
        self._wanted = articles
        count = outlets or max(len(archetypes), articles // _ARTICLES_EACH)
        found = identities(setting.seed, count, archetypes)
        self.outlets = [ARCHETYPES[identity.archetype](identity, setting, network) for identity in found]
        for outlet in self.outlets:
            for host in outlet.hosts:
                network.add(host)
        self.events: list[Event] = []
        self._made = 0
        while self._made < articles:
            self._report(len(self.events))

    def _report(self, count: int) -> None:
        """Let one event happen, and let some outlets of its language report it."""
        seed, rng = self._setting.seed, dice(self._setting.seed, "reports", count)
        spoken = [code for code in CODES if any(outlet.words.code == code for outlet in self.outlets)]
        busy = {code: sum(outlet.words.code == code for outlet in self.outlets) for code in spoken}
        code = rng.choices(spoken, [busy[each] for each in spoken])[0]
        spread = self._setting.end - self._setting.start
        at = self._setting.start + spread * (rng.random() * (_LATE + _EARLY) - _EARLY)
        at = at.replace(second=0, microsecond=0)
        tellers = self._tellers(code, rng)
        is_wire = count % _WIRE_EVERY == 0 and len(tellers) >= _FEWEST_WIRE
        event = happen(seed, count, code, at, is_wire=is_wire)
        self.events.append(event)
        if is_wire:
            self._wire(event, tellers, rng)
            return
        for outlet in tellers:
            self._own(event, outlet, self._published(at, rng))

    def _tellers(self, code: str, rng: Random) -> list[Outlet]:
        """Who reports: two to seven outlets of the language, first those that have reported least."""
        able = [outlet for outlet in self.outlets if outlet.words.code == code]
        count = min(rng.randrange(2, 8), len(able), self._wanted - self._made)
        ranked = sorted(able, key=lambda outlet: (len(outlet.articles) + rng.random() * 3, outlet.identity.number))
        return ranked[:count]

    def _published(self, at: datetime, rng: Random) -> datetime:
        """An outlet's time of publication: up to four hours after the event, and not at the world's very end."""
        last = self._setting.end - (self._setting.end - self._setting.start) * _UNREPORTED
        return min(at + timedelta(minutes=rng.randrange(15, 240)), last)

    def _next(self, outlet: Outlet) -> tuple[str, int]:
        """The key and the public number of an outlet's next article."""
        key = f"{outlet.identity.key}/{len(outlet.articles):03d}"
        self._made += 1
        return key, 1_000_000 + number(self._setting.seed, key) % 8_000_000

    def _byline(self, event: Event, outlet: Outlet, rng: Random) -> str:
        words = outlet.words
        last = unique_name(self._setting.seed, event.language, "surname", rng.randrange(900)).split("-")[0]
        byline = f"{rng.choice(words.list('first_names'))} {last}"
        return f"{byline} {_SCRIPT}" if outlet.identity.archetype == "hostile" else byline

    def _own(self, event: Event, outlet: Outlet, published: datetime) -> None:
        """An article in the outlet's own words."""
        key, public = self._next(outlet)
        rng = dice(self._setting.seed, "article", key)
        writer = Writer(event, outlet.identity.style, key, rng)
        byline = self._byline(event, outlet, rng)
        if outlet.is_live:
            draft, entries = writer.live(byline, published, rng.randrange(*_LIVE_ENTRIES))
            history = self._history(key, event, outlet, draft)
            when = max(published, self._setting.start)
            for entry in entries:
                when += timedelta(minutes=rng.randrange(12, 75))
                if when < self._setting.end:
                    history.add_entry(entry, when)
        else:
            history = self._history(key, event, outlet, writer.write(byline, published))
            desk.run(history, self._deck, self._setting.start, self._setting.end, rng)
        outlet.articles.append(desk.finished(history, public, event, is_live=outlet.is_live, wire_of=None))

    def _history(self, key: str, event: Event, outlet: Outlet, draft: Draft) -> History:
        return History(key, event, outlet.identity.style, draft, self._setting.end)

    def _wire(self, event: Event, tellers: Sequence[Outlet], rng: Random) -> None:
        """One report run by all tellers word for word; one corrects it, some follow, the others never do."""
        source = next((each for each in tellers if each.identity.archetype == WIRE_AGENCY), tellers[0])
        style, origin = source.identity.style, f"{source.identity.key}/{len(source.articles):03d}"
        copy = Writer(event, style, origin, dice(self._setting.seed, "wire", event.key))
        report = copy.write(style.language.word("agency"), self._published(event.at, rng))
        order = [source, *(outlet for outlet in tellers if outlet is not source)]
        corrector = rng.choice(order)
        first = max(report.published, self._setting.start) + timedelta(minutes=rng.randrange(300, 720))
        for outlet in order:
            key, public = self._next(outlet)
            mine = dice(self._setting.seed, "member", key)
            run = report.published if outlet is source else report.published + timedelta(minutes=mine.randrange(3, 60))
            draft = replace(report, published=run, modified=run)
            history = History(key, event, style, draft, self._setting.end)
            if outlet is not source:
                history.versions[0] = replace(history.versions[0], draft=self._own_headline(draft, event, style, mine))
            if at := self._correction_time(first, is_first=corrector is outlet, rng=mine):
                # The same correction wherever it is made: it is drawn from the event.
                history.edit(kinds.WIRE_CORRECTION, at, dice(self._setting.seed, "wire correction", event.key))
            wire_of = None if outlet is source else origin
            outlet.articles.append(desk.finished(history, public, event, is_live=False, wire_of=wire_of))

    def _own_headline(self, draft: Draft, event: Event, style: Style, rng: Random) -> Draft:
        """Members put headlines of their own over the agency's text."""
        title = Writer(event, style, draft.title.key, rng).headline()
        return replace(draft, title=replace(title, key=draft.title.key))

    def _correction_time(self, first: datetime, *, is_first: bool, rng: Random) -> datetime | None:
        """When an outlet corrects wire copy: at once, hours after the first, or never."""
        follows = rng.random() < _FOLLOWS
        at = first if is_first else first + timedelta(minutes=rng.randrange(60, 600))
        return at if (is_first or follows) and at < self._setting.end else None
