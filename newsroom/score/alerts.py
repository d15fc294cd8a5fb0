"""Alerts: whether what mattered was told, once, and nothing else; and whether labels name what was done."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsroom import observed
from newsroom.kinds import RESTORATION, WITHDRAWAL
from newsroom.observed import Observed
from newsroom.score import carriers, causes
from newsroom.score.figures import Figure, Rate, Share, Spread
from newsroom.score.sightings import Sighting, true_articles
from newsroom.score.truths import Article, Edit, Truth
from newsroom.score.versions import Sightings, by_kind, minutes_late

_TURNS = {"article.gone": WITHDRAWAL, "article.restored": RESTORATION}
_REVISION, _UNPROPAGATED = "change.revision", "correction.unpropagated"
_SUMMARY = 3
"""From so many new entries of a live blog on, an alert is a summary of them, and neither true nor false."""
LABELS: Mapping[str, frozenset[str]] = {
    "typo": frozenset({"typo"}),
    "typography": frozenset({"punctuation"}),
    "headline": frozenset({"headline"}),
    "headline-reworded": frozenset({"headline"}),
    "headline-reverted": frozenset({"headline", "revert"}),
    "lede": frozenset({"reworded"}),
    "figure": frozenset({"figure"}),
    "date": frozenset({"date"}),
    "name": frozenset({"name"}),
    "quote": frozenset({"quote"}),
    "attribution": frozenset({"attribution", "source-added", "source-removed"}),
    "hedge": frozenset({"hedge"}),
    "negation": frozenset({"negation"}),
    "correction": frozenset({"correction-note"}),
    "correction-bare": frozenset({"correction-note"}),
    "wire-correction": frozenset({"correction-note"}),
    "stealth": frozenset({"figure", "quote"}),
    "paragraph-added": frozenset({"added-fact", "source-added"}),
    "paragraph-removed": frozenset({"removed-fact", "source-removed"}),
    "paragraph-moved": frozenset({"reordered"}),
    "paragraphs-merged": frozenset({"reordered", "whitespace"}),
    "paragraph-split": frozenset({"reordered", "whitespace"}),
    "live-update": frozenset({"live-update"}),
}
"""For each kind of edit the labels (of stet's published taxonomy) of which any names it."""


@dataclass
class Told:
    """What the alerts came to. `edits` are those told, with when first."""

    edits: dict[str, datetime]
    true: int
    false: Counter[str]
    neither: Counter[str]


class _Judge:
    """Judges alerts in the order in which they came, each endpoint on its own."""

    def __init__(self, truth: Truth, seen: Observed, sightings: Sightings) -> None:
        self._truth = truth
        self._sightings = sightings
        self._articles = {each.article: true_articles(truth, each) for each in seen.articles}
        self._changes = {each.change: each for each in seen.changes}
        self._told: dict[str | None, set[str]] = defaultdict(set)
        self.result = Told({}, 0, Counter(), Counter())

    def add(self, alert: observed.Alert, at: datetime) -> None:
        """Judge the next alert."""
        if alert.kind == _REVISION:
            self._revision(alert, at)
        elif alert.kind in _TURNS:
            self._turn(alert, at)
        elif alert.kind == _UNPROPAGATED:
            self._unpropagated(alert, at)
        else:
            self.result.neither[alert.kind] += 1

    def _revision(self, alert: observed.Alert, at: datetime) -> None:
        change = self._changes.get(alert.change or "")
        between = list(_between(self._sightings, change)) if change else []
        edits = [edit for each in between for edit in each.edits if not edit.is_turn]
        if any(edit.matters for edit in edits):
            self._tell([edit for edit in edits if edit.matters], alert, at)
        elif sum(edit.kind == "live-update" for edit in edits) >= _SUMMARY:
            self.result.neither["live summary"] += 1
        elif edits:
            is_live = all(edit.kind == "live-update" for edit in edits)
            self.result.false[causes.LIVE if is_live else causes.MINOR] += 1
        else:
            cause = next((each.cause for each in reversed(between) if each.cause), None)
            self.result.false[cause or causes.UNKNOWN] += 1

    def _tell(self, edits: Sequence[Edit], alert: observed.Alert, at: datetime) -> None:
        """Count an alert of edits that matter; a repeat where this endpoint was told of all of them before."""
        told = self._told[alert.endpoint]
        if told.issuperset(edit.key for edit in edits):
            self.result.false[causes.REPEAT] += 1
            return
        self.result.true += 1
        told.update(edit.key for edit in edits)
        for edit in edits:
            self.result.edits[edit.key] = min(at, self.result.edits.get(edit.key, at))

    def _turn(self, alert: observed.Alert, at: datetime) -> None:
        articles = self._articles.get(alert.article or "", [])
        kind = _TURNS[alert.kind]
        edits = [edit for each in articles for edit in each.edits if edit.kind == kind and edit.at <= at]
        if edits:
            self._tell(edits[-1:], alert, at)
        else:
            self.result.false[self._hidden(articles, at) or causes.UNKNOWN] += 1

    def _hidden(self, articles: Sequence[Article], at: datetime) -> str | None:
        windows = [window for each in articles for window in self._truth.windows_at(each.outlet, each.key, at)]
        return causes.of_window(windows)

    def _unpropagated(self, alert: observed.Alert, at: datetime) -> None:
        """True where an article that it names made a wire correction, or still carries what it put right elsewhere.

        True as well where the first one it names took something back that another outlet's article still says.
        """
        names = (alert.article or "", alert.other or "")
        keys = {each.key for name in names for each in self._articles.get(name, [])}
        made = (edit for edit in self._truth.edits if edit.unpropagated and edit.first and edit.first <= at)
        own = {each.key for each in self._articles.get(alert.article or "", [])}
        if any(keys.intersection({edit.article, *edit.unpropagated}) for edit in made) or any(
            carriers.carried(self._truth, edit, at) for edit in self._truth.edits if edit.article in own
        ):
            self.result.true += 1
        else:
            self.result.false[causes.UNKNOWN] += 1


def _between(sightings: Sightings, change: observed.Change) -> Iterator[Sighting]:
    """The sightings after a change's old version up to its new one."""
    chain = sightings.get(change.article, ())
    new = change.new_version
    if new is None:
        return
    old = change.old_version if change.old_version is not None else new - 1
    yield from (each for each in chain if old < each.version.number <= new)


def judge(truth: Truth, seen: Observed, sightings: Sightings) -> Told:
    """Judge every alert that came."""
    judge = _Judge(truth, seen, sightings)
    came = [(each.received_at, at, each) for at, each in enumerate(seen.alerts) if each.received_at is not None]
    for moment, _, alert in sorted(came, key=lambda each: each[:2]):
        judge.add(alert, moment)
    return judge.result


def figures(
    truth: Truth, seen: Observed, sightings: Sightings, visible_for: timedelta
) -> dict[str, Figure | dict[str, Figure]]:
    """Precision and recall, by kind; false alerts by cause; delay."""
    told = judge(truth, seen, sightings)
    wanted = [edit for edit in truth.wanted(visible_for) if edit.matters]
    edits = {edit.key: edit for edit in truth.edits}
    false = sum(told.false.values())
    return {
        "precision": Share(told.true, told.true + false),
        "recall": Share(sum(edit.key in told.edits for edit in wanted), len(wanted)),
        "delay in minutes": Spread([minutes_late(edits[key], at) for key, at in told.edits.items()]),
        "false": Rate(false, truth.article_days),
        "false by cause": {
            cause: Rate(told.false[cause], truth.article_days) for cause in causes.OF_ALERTS if told.false[cause]
        },
        "neither true nor false": {
            kind: Share(count, len(seen.alerts)) for kind, count in sorted(told.neither.items())
        },
        "recall by kind": by_kind(wanted, told.edits),
    }


def labels(seen: Observed, sightings: Sightings) -> dict[str, Figure]:
    """For each kind of edit, how many of the changes that bear one such edit alone bear a label that names it."""
    right, total = Counter[str](), Counter[str]()
    for change in seen.changes:
        edits = [edit for each in _between(sightings, change) for edit in each.edits if not edit.is_turn]
        if change.kind == "revision" and len(edits) == 1:
            kind = edits[0].kind
            total[kind] += 1
            right[kind] += bool(LABELS[kind] & set(change.labels))
    return {kind: Share(right[kind], total[kind]) for kind in sorted(total)}
